// Expressions: names, attributes, operators, displays, comprehensions.
#include "analysis/flow/evaluator.h"

#include <algorithm>
#include <charconv>

namespace pysecd::flow {

namespace {
constexpr std::uint32_t kMaxSteps = 300'000; // expression evaluations in one function
constexpr int kMaxImportDepth = 6;

std::optional<std::int64_t> fold(BinaryOp op, std::int64_t a, std::int64_t b) {
  std::int64_t out = 0;
  switch (op) {
  case BinaryOp::Add:
    return __builtin_add_overflow(a, b, &out) ? std::nullopt : std::optional(out);
  case BinaryOp::Sub:
    return __builtin_sub_overflow(a, b, &out) ? std::nullopt : std::optional(out);
  case BinaryOp::Mul:
    return __builtin_mul_overflow(a, b, &out) ? std::nullopt : std::optional(out);
  case BinaryOp::FloorDiv:
  case BinaryOp::Mod: {
    if (b == 0 || (a == INT64_MIN && b == -1))
      return std::nullopt;
    std::int64_t quotient = a / b;
    if (a % b != 0 && (a < 0) != (b < 0))
      --quotient; // Python rounds towards minus infinity
    return op == BinaryOp::FloorDiv ? quotient : a - quotient * b;
  }
  case BinaryOp::BitAnd:
    return a & b;
  case BinaryOp::BitOr:
    return a | b;
  case BinaryOp::BitXor:
    return a ^ b;
  default:
    return std::nullopt;
  }
}
} // namespace

bool Evaluator::outOfBudget() {
  if (++steps_ > kMaxSteps || ((steps_ & 0x3ff) == 0 && in_.cancel.cancelled()))
    out_.cut = true;
  return out_.cut;
}

ValueId Evaluator::sourceValue(TaintMask kinds, NodeId node, StepKind kind) {
  const Origin origin{kinds, -1, 0, values().add(Step{kind, node, 0, 1, kNoSymbol})};
  Value value;
  value.may = kUnknown;
  value.origins = values().keep(std::span<const Origin>(&origin, 1));
  return values().add(value);
}

ValueId Evaluator::eval(NodeId id) {
  if (id == kNoNode)
    return kBottom;
  if (outOfBudget() || depth_ >= kMaxEvaluationDepth) {
    out_.cut = true;
    return values().unknown();
  }
  ++depth_;
  const ValueId value = evalUnrecorded(id);
  --depth_;
  out_.nodeValues[id] = values().join(out_.nodeValues[id], value);
  return value;
}

ValueId Evaluator::evalUnrecorded(NodeId id) {
  const Node& node = ast_[id];
  switch (node.kind) {
  case NodeKind::Name:
    return name(id);
  case NodeKind::Integer:
    return integer(id);
  case NodeKind::Float:
  case NodeKind::EllipsisLiteral:
    return values().number();
  case NodeKind::TrueLiteral:
  case NodeKind::FalseLiteral:
    return values().constant(
        Constant{Constant::Kind::Bool, node.kind == NodeKind::TrueLiteral ? 1 : 0, {}});
  case NodeKind::NoneLiteral:
    return values().none();
  case NodeKind::String:
  case NodeKind::StringConcat:
    return stringLiteral(id);
  case NodeKind::Attribute:
    return attribute(id);
  case NodeKind::Subscript:
    return subscript(id);
  case NodeKind::Call:
    return call(id);
  case NodeKind::Binary:
    return binary(id);
  case NodeKind::Unary:
    return unary(id);
  case NodeKind::BoolOp:
    return boolOp(id);
  case NodeKind::Compare:
    return compare(node);
  case NodeKind::Conditional:
    return conditional(id);
  case NodeKind::Lambda:
    nestedDefined_.push_back(id);
    return values().typed({TypeKind::Nested, id}, kObject);
  case NodeKind::Tuple:
  case NodeKind::List:
  case NodeKind::Set:
    return display(id);
  case NodeKind::Dict:
    return dictDisplay(id);
  case NodeKind::ListComp:
  case NodeKind::SetComp:
  case NodeKind::DictComp:
  case NodeKind::GeneratorExp:
    return comprehension(id);
  case NodeKind::Await:
    return eval(node.a);
  case NodeKind::Yield:
    yielded_ = values().join(yielded_, node.a != kNoNode ? eval(node.a) : values().none());
    return values().unknown();
  case NodeKind::YieldFrom: {
    const ValueId inner = eval(node.a);
    yielded_ = values().join(yielded_, iterated(inner));
    return values().unknown();
  }
  case NodeKind::NamedExpression: {
    const ValueId value = eval(node.b);
    assignTo(node.a, value);
    return value;
  }
  case NodeKind::Starred:
  case NodeKind::DoubleStarred:
    return eval(node.a);
  case NodeKind::Slice:
    eval(node.a);
    eval(node.b);
    eval(node.c);
    return values().number();
  default:
    return values().unknown();
  }
}

ValueId Evaluator::integer(NodeId id) {
  std::string digits(ast_.text(id));
  std::erase(digits, '_');
  int base = 10;
  std::size_t skip = 0;
  if (digits.size() > 2 && digits[0] == '0') {
    const char marker = static_cast<char>(digits[1] | 0x20);
    base = marker == 'x' ? 16 : marker == 'o' ? 8 : marker == 'b' ? 2 : 10;
    skip = base == 10 ? 0 : 2;
  }
  std::int64_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data() + skip, digits.data() + digits.size(), value, base);
  if (error != std::errc() || end != digits.data() + digits.size())
    return values().number();
  return values().constant(Constant{Constant::Kind::Int, value, {}});
}

ValueId Evaluator::name(NodeId id) {
  const std::int32_t slot = in_.scopes.of(id);
  if (slot >= 0) {
    const ValueId value = state_.variables[static_cast<std::size_t>(slot)];
    return value == kBottom ? values().unknown() : value;
  }
  const Symbol symbol = ast_[id].symbol;
  if (const auto known = globals_.find(symbol); known != globals_.end())
    return known->second;
  ValueId value = kBottom;
  if (const PortablePtr global = in_.program.global(symbol)) {
    value = import(*global, id, {}, 0);
  } else {
    static constexpr std::string_view kBuiltins = "builtins";
    const ModelId builtins = in_.models.find(kBuiltins);
    const ModelId entry = builtins != kNoModel ? in_.models.child(builtins, symbol) : kNoModel;
    value = entry != kNoModel ? modelValue(entry, kBottom, id) : values().unknown();
  }
  globals_.emplace(symbol, value);
  return value;
}

// The value read at a modelled name: the thing itself, or what its rows say.
ValueId Evaluator::modelValue(ModelId entry, ValueId receiver, NodeId id) {
  const ModelEntry& model = in_.models[entry];
  Value value;
  value.may = kObject;
  const TypeRef type = model.is != kNoModel ? TypeRef{TypeKind::Instance, model.is}
                                            : TypeRef{TypeKind::Model, entry};
  value.types = values().keep(std::span<const TypeRef>(&type, 1));
  if (model.cleans == kAllSinks) {
    value.may = model.shape == Shape::Number ? kNumber : kText;
    return values().add(value);
  }
  if (model.source != 0) {
    value.may |= kUnknown;
    const Origin origin{model.source, -1, model.cleans,
                        values().add(Step{StepKind::Source, id, 0, 1, kNoSymbol})};
    value.origins = values().keep(std::span<const Origin>(&origin, 1));
  } else if (receiver != kBottom && !values()[receiver].origins.empty()) {
    value.may |= kUnknown;
    value.origins = values()[receiver].origins;
  }
  return values().add(value);
}

ValueId Evaluator::attribute(NodeId id) {
  const Node& node = ast_[id];
  return attributeOf(eval(node.a), node.symbol, id);
}

ValueId Evaluator::attributeOf(ValueId objectId, Symbol name, NodeId id) {
  const Value object = values()[objectId];
  ValueId result = kBottom;
  bool missing = object.types.empty() && object.objects.empty();
  for (const ObjectId heapObject : object.objects) {
    if (!hasContent(heapObject))
      continue;
    const Content content = contentOf(heapObject);
    const auto found =
        std::find_if(content.elements.begin(), content.elements.end(),
                     [&](const Element& element) { return element.key == attributeKey(name); });
    if (found != content.elements.end())
      return found->value; // written in this function: stronger than what the class says
    if (object.types.empty())
      missing = true;
  }
  for (const TypeRef& type : object.types) {
    switch (type.kind) {
    case TypeKind::Model:
    case TypeKind::Instance: {
      const ModelId entry = type.kind == TypeKind::Instance || in_.models[type.id].isClass
                                ? in_.models.member(type.id, name)
                                : in_.models.child(type.id, name);
      if (entry != kNoModel)
        result = values().join(result, modelValue(entry, objectId, id));
      else
        missing = true;
      break;
    }
    case TypeKind::LocalInstance:
    case TypeKind::LocalClass: {
      const Symbol className = type.id;
      if (const PortablePtr field = in_.program.field(className, name)) {
        const ValueId receivers[] = {objectId};
        result = values().join(result, import(*field, id, receivers, 0));
        if (std::any_of(object.origins.begin(), object.origins.end(),
                        [](const Origin& origin) { return origin.parameter < 0; }))
          result = values().join(result, values().derived(objectId)); // made from untrusted data
        break;
      }
      if (const Symbol method = in_.program.method(className, name); method != kNoSymbol) {
        const Summary* summary = in_.program.summary(method);
        if (summary != nullptr && summary->isProperty && type.kind == TypeKind::LocalInstance)
          result = values().join(result, applySummary(*summary, objectId, {}, id, name));
        else
          result =
              values().join(result, values().typed({TypeKind::LocalFunction, method}, kObject));
        break;
      }
      bool found = false;
      if (const ClassInfo* info = in_.program.classInfo(className))
        for (const TypeRef& base : info->bases)
          if (base.kind == TypeKind::Model)
            if (const ModelId entry = in_.models.member(base.id, name); entry != kNoModel) {
              result = values().join(result, modelValue(entry, objectId, id));
              found = true;
              break;
            }
      missing |= !found;
      break;
    }
    case TypeKind::LocalFunction:
    case TypeKind::Nested:
      missing = true;
      break;
    }
  }
  if (missing && result == kBottom)
    if (const ModelId any = in_.models.anyReceiver(name);
        any != kNoModel && in_.models[any].is != kNoModel)
      return modelValue(any, objectId, id);
  if (missing) {
    const bool scalar = object.harmless() && (object.may & kObject) == 0;
    const bool programsOwn = object.may == (kObject | kText) && object.origins.empty();
    const std::string_view spelled = text(name);
    // NAME of a module that is not known here: by convention a constant of the program.
    const bool constantByConvention =
        programsOwn && !spelled.empty() &&
        std::none_of(spelled.begin(), spelled.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    result = values().join(result, constantByConvention || scalar ? values().text()
                                   : object.origins.empty()       ? values().unknown()
                                                                  : values().derived(objectId));
  }
  return result == kBottom ? values().unknown() : result;
}

ValueId Evaluator::subscript(NodeId id) {
  const Node& node = ast_[id];
  const ValueId container = eval(node.a);
  if (ast_[node.b].kind == NodeKind::Slice) {
    eval(node.b);
    return slice(container, ast_[node.b]);
  }
  const ValueId key = eval(node.b);
  const Value value = values()[container];
  // A modelled class may say what its items are.
  for (const TypeRef& type : value.types) {
    if (type.kind != TypeKind::Instance)
      continue;
    const Symbol getItem = in_.symbols.find("__getitem__");
    if (const ModelId entry = getItem != kNoSymbol ? in_.models.member(type.id, getItem) : kNoModel;
        entry != kNoModel) {
      Arguments arguments;
      arguments.all.push_back({node.b, key, kNoSymbol, false, false});
      return callModel(entry, container, arguments, id);
    }
  }
  return elementOf(container, key);
}

ValueId Evaluator::slice(ValueId container, const Node& sliced) {
  const Value value = values()[container];
  if (value.objects.empty()) {
    // The part of the text that is known up to the first hole.
    std::string known;
    bool whole = true;
    for (const StringPiece& piece : value.pieces) {
      whole &= piece.hole == kBottom;
      if (!whole)
        break;
      known += piece.text;
    }
    if (!known.empty() && sliced.c == kNoNode) {
      const auto bound = [&](NodeId at, std::int64_t missing) -> std::optional<std::int64_t> {
        if (at == kNoNode)
          return missing;
        const auto& constant = values()[out_.nodeValues[at]].constant;
        return constant && values()[out_.nodeValues[at]].number() ? std::optional(constant->integer)
                                                                  : std::nullopt;
      };
      const auto size = static_cast<std::int64_t>(known.size());
      const auto from = bound(sliced.a, 0);
      const auto to = bound(sliced.b, whole ? size : size + 1);
      const bool inside = from && to && *from >= 0 && *to >= 0 && *from <= size && *to <= size;
      if (from && to && (whole || inside)) {
        const auto clamp = [&](std::int64_t at) {
          return std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size);
        };
        const std::int64_t begin = clamp(*from);
        const std::int64_t end = std::max(begin, clamp(*to));
        return values().string(
            values().keepText(known.substr(static_cast<std::size_t>(begin),
                                           static_cast<std::size_t>(end - begin))),
            kNoNode);
      }
    }
    return values().derived(container);
  }
  return container;
}

// `a + b + c + ...` leans to the left, hundreds deep in some programs: walked down and computed
// upwards without recursion.
ValueId Evaluator::binary(NodeId id) {
  std::vector<NodeId> spine{id};
  while (ast_[ast_[spine.back()].a].kind == NodeKind::Binary)
    spine.push_back(ast_[spine.back()].a);
  ValueId left = eval(ast_[spine.back()].a);
  for (std::size_t i = spine.size(); i-- > 0;) {
    if (outOfBudget())
      return values().unknown();
    left = binaryOperation(spine[i], left, eval(ast_[spine[i]].b));
    if (i != 0)
      out_.nodeValues[spine[i]] = values().join(out_.nodeValues[spine[i]], left);
  }
  return left;
}

ValueId Evaluator::binaryOperation(NodeId id, ValueId left, ValueId right) {
  const Node& node = ast_[id];
  const auto op = static_cast<BinaryOp>(node.op);
  const Value a = values()[left];
  const Value b = values()[right];
  if (op == BinaryOp::Mod && (isTextual(left) || ast_[node.a].kind == NodeKind::String ||
                              ast_[node.a].kind == NodeKind::StringConcat))
    return percentFormat(left, right, node.b);
  if (a.constant && b.constant && a.may == kNumber && b.may == kNumber)
    if (const auto folded = fold(op, a.constant->integer, b.constant->integer))
      return values().constant(Constant{Constant::Kind::Int, *folded, {}});
  if (a.number() && b.number())
    return values().number();
  if (op == BinaryOp::Add) {
    if (isTextual(left) || isTextual(right) || a.may == kText || b.may == kText)
      return concatenated(left, right);
    if (!a.objects.empty() && !b.objects.empty() && a.objects.size() == 1 &&
        b.objects.size() == 1) {
      const Content x = contentOf(a.objects[0]);
      const Content y = contentOf(b.objects[0]);
      if (x.sequence && y.sequence && x.exact && y.exact &&
          x.elements.size() + y.elements.size() <= 64) {
        std::vector<Element> elements(x.elements.begin(), x.elements.end());
        for (const Element& element : y.elements)
          elements.push_back({indexKey(static_cast<std::int64_t>(elements.size())), element.value});
        Content both = x;
        both.elements = values().keep(elements);
        return newObject(id, both);
      }
    }
  }
  if (!a.objects.empty() || !b.objects.empty()) {
    Content content;
    content.exact = false;
    // `["?"] * n`, `list + list`: a container of the elements of both.
    content.rest = values().join(a.objects.empty() ? kBottom : anyElement(left),
                                 b.objects.empty() ? kBottom : anyElement(right));
    if ((a.may & kUnknown) != 0 || (b.may & kUnknown) != 0)
      content.rest = values().join(content.rest,
                                   op == BinaryOp::Mul ? kBottom : values().derived(left, right));
    return newObject(id, content);
  }
  if (op == BinaryOp::Mul && (a.may == kText || b.may == kText))
    return values().text(); // "?," * n
  return values().derived(left, right);
}

ValueId Evaluator::unary(NodeId id) {
  const Node& node = ast_[id];
  const ValueId operand = eval(node.a);
  const auto op = static_cast<UnaryOp>(node.op);
  if (op == UnaryOp::Not) {
    const Truth truth = truthOf(operand);
    if (truth == Truth::Unknown)
      return values().number();
    return values().constant(Constant{Constant::Kind::Bool, truth == Truth::False ? 1 : 0, {}});
  }
  const auto& constant = values()[operand].constant;
  if (constant && values()[operand].number() && constant->integer != INT64_MIN) {
    const std::int64_t value = constant->integer;
    return values().constant(Constant{Constant::Kind::Int,
                                      op == UnaryOp::Neg      ? -value
                                      : op == UnaryOp::Invert ? ~value
                                                              : value,
                                      {}});
  }
  return values()[operand].number() ? values().number() : values().derived(operand);
}

ValueId Evaluator::boolOp(NodeId id) {
  const Node& node = ast_[id];
  const bool isOr = node.op != 0;
  const ValueId left = eval(node.a);
  const Truth truth = truthOf(left);
  if (truth == (isOr ? Truth::True : Truth::False))
    return left;
  // The right operand is evaluated only where the left one let it be.
  State whenTrue;
  State whenFalse;
  const State before = state_;
  condition(node.a, before, whenTrue, whenFalse);
  state_ = isOr ? whenFalse : whenTrue;
  ValueId right = kBottom;
  if (state_.reachable)
    right = eval(node.b);
  State after = isOr ? whenTrue : whenFalse;
  join(after, state_);
  state_ = after.reachable ? after : before;
  if (truth != Truth::Unknown && right != kBottom)
    return right;
  // `x or default`: what is left of x is only its truthy (falsy) part; None has none.
  ValueId kept = left;
  if (isOr && values()[left].may == kNone)
    kept = kBottom;
  return values().join(kept, right);
}

ValueId Evaluator::conditional(NodeId id) {
  const Node& node = ast_[id];
  State whenTrue;
  State whenFalse;
  condition(node.a, state_, whenTrue, whenFalse);
  ValueId result = kBottom;
  State after;
  after.reachable = false;
  for (State* branch : {&whenTrue, &whenFalse}) {
    if (!branch->reachable)
      continue;
    state_ = *branch;
    result = values().join(result, eval(branch == &whenTrue ? node.b : node.c));
    join(after, state_);
  }
  if (after.reachable)
    state_ = std::move(after);
  return result == kBottom ? values().unknown() : result;
}

ValueId Evaluator::display(NodeId id) {
  const Node& node = ast_[id];
  Content content;
  content.sequence = node.kind != NodeKind::Set;
  std::vector<Element> elements;
  for (const NodeId element : ast_.list(node)) {
    const ValueId value = eval(element);
    if (ast_[element].kind == NodeKind::Starred || node.kind == NodeKind::Set || !content.exact) {
      content.rest = values().join(
          content.rest, ast_[element].kind == NodeKind::Starred ? iterated(value) : value);
      content.exact = false;
      continue;
    }
    elements.push_back({indexKey(static_cast<std::int64_t>(elements.size())), value});
  }
  if (elements.size() > 256) {
    for (const Element& element : elements)
      content.rest = values().join(content.rest, element.value);
    elements.clear();
    content.exact = false;
  }
  content.elements = values().keep(elements);
  return newObject(id, content);
}

ValueId Evaluator::dictDisplay(NodeId id) {
  Content content;
  content.mapping = true;
  const ValueId dict = newObject(id, content);
  for (const NodeId pair : ast_.list(id)) {
    const Node& node = ast_[pair];
    if (node.kind == NodeKind::DoubleStarred) {
      const ValueId other = eval(node.a);
      const Value otherValue = values()[other];
      if (otherValue.objects.size() == 1 && hasContent(otherValue.objects[0])) {
        const Content copied = contentOf(otherValue.objects[0]);
        for (const Element& element : copied.elements)
          setElement(dict, element.key, element.value);
        if (copied.rest != kBottom)
          weakAdd(dict, copied.rest);
      } else {
        weakAdd(dict, values().derived(other));
      }
      continue;
    }
    const ValueId key = eval(node.a);
    const ValueId value = eval(node.b);
    const auto known = keyOf(key);
    setElement(dict, known, value);
    if (!known && !values()[key].harmless())
      weakAdd(dict, values().derived(key)); // iterating it yields the keys
  }
  return dict;
}

void Evaluator::comprehensionClauses(NodeId id, std::size_t index, ContentId& content) {
  const Node& node = ast_[id];
  const auto clauses = ast_.list(node);
  if (index == clauses.size()) {
    Content found = values().content(content);
    found.exact = false;
    if (node.kind == NodeKind::DictComp) {
      found.mapping = true;
      const ValueId key = eval(ast_[node.a].a);
      const ValueId value = eval(ast_[node.a].b);
      found.rest = values().join(found.rest, value);
      if (!values()[key].harmless())
        found.rest = values().join(found.rest, values().derived(key));
    } else {
      found.rest = values().join(found.rest, eval(node.a));
    }
    content = values().add(found);
    return;
  }
  const Node& clause = ast_[clauses[index]];
  if (clause.kind == NodeKind::CompFor) {
    assignTo(clause.a, iterated(eval(clause.b)));
    comprehensionClauses(id, index + 1, content);
    return;
  }
  State whenTrue;
  State whenFalse;
  condition(clause.a, state_, whenTrue, whenFalse);
  if (whenTrue.reachable) {
    state_ = whenTrue;
    comprehensionClauses(id, index + 1, content);
  }
}

ValueId Evaluator::comprehension(NodeId id) {
  const State before = state_;
  ContentId content = values().add(Content{});
  comprehensionClauses(id, 0, content);
  // Narrowing inside holds only for the elements; new objects stay.
  const std::vector<ContentId> heap = state_.heap;
  state_ = before;
  if (heap.size() > state_.heap.size())
    state_.heap.insert(state_.heap.end(),
                       heap.begin() + static_cast<std::ptrdiff_t>(state_.heap.size()), heap.end());
  return newObject(id, values().content(content));
}

// A value of a summary or of the module, with the call's arguments in place of parameters.
ValueId Evaluator::import(const PortableValue& portable, NodeId at,
                          std::span<const ValueId> arguments, int depth) {
  Value value;
  value.may = portable.may;
  ValueId viaParameters = kBottom;
  std::vector<Origin> origins;
  for (const PortableOrigin& origin : portable.origins) {
    if (origin.kinds != 0) {
      origins.push_back({origin.kinds, -1, origin.cleaned,
                         values().add(Step{StepKind::Source, at, 0, 1, origin.label})});
    } else if (origin.parameter >= 0 &&
               static_cast<std::size_t>(origin.parameter) < arguments.size()) {
      ValueId argument =
          values().derived(flattened(arguments[static_cast<std::size_t>(origin.parameter)]));
      if (origin.cleaned != 0)
        argument = values().cleaned(argument, origin.cleaned);
      viaParameters = values().join(viaParameters, argument);
    }
  }
  const bool onlyParameters = !portable.origins.empty() && origins.empty();
  if (onlyParameters && viaParameters != kBottom && values()[viaParameters].harmless())
    value.may = static_cast<std::uint8_t>((value.may & ~kUnknown) | values()[viaParameters].may);
  value.origins = values().keep(origins);
  if (portable.hasConstant)
    value.constant =
        Constant{portable.constantKind, portable.integer, values().keepText(portable.text)};
  value.types = values().keep(portable.types);
  if (depth < kMaxImportDepth) {
    std::vector<StringPiece> pieces;
    for (const PortablePiece& piece : portable.pieces)
      pieces.push_back({piece.hole ? std::string_view() : values().keepText(piece.text),
                        piece.hole ? import(*piece.hole, at, arguments, depth + 1) : kBottom, at});
    if (portable.hasConstant && (portable.constantKind == Constant::Kind::Str ||
                                 portable.constantKind == Constant::Kind::Bytes))
      pieces.push_back({value.constant->text, kBottom, at});
    value.pieces = values().keep(pieces);
    if (portable.container) {
      Content content;
      content.sequence = portable.sequence;
      content.mapping = portable.mapping;
      content.exact = portable.exact;
      std::vector<Element> elements;
      for (const PortableElement& element : portable.elements)
        elements.push_back({element.key, element.value
                                             ? import(*element.value, at, arguments, depth + 1)
                                             : kBottom});
      content.elements = values().keep(elements);
      if (portable.rest)
        content.rest = import(*portable.rest, at, arguments, depth + 1);
      value.objects = values()[importedObject(content, value.types)].objects;
    }
  }
  const ValueId result = values().add(value);
  return viaParameters == kBottom || values()[viaParameters].harmless()
             ? result
             : values().join(result, viaParameters);
}

} // namespace pysecd::flow
