// Statements: assignment, branches, exceptions, definitions.
#include "analysis/flow/evaluator.h"

#include <algorithm>

namespace pysecd::flow {

void Evaluator::join(State& into, const State& from) {
  if (!from.reachable)
    return;
  if (!into.reachable) {
    into = from;
    return;
  }
  for (std::size_t i = 0; i < into.variables.size(); ++i)
    into.variables[i] = values().join(into.variables[i], from.variables[i]);
  if (from.heap.size() > into.heap.size())
    into.heap.resize(from.heap.size(), 0);
  if (selfObject_ < from.heap.size() && into.heap[selfObject_] != from.heap[selfObject_]) {
    const ContentId mine = withFieldsOf(into.heap[selfObject_], from.heap[selfObject_]);
    const ContentId theirs = withFieldsOf(from.heap[selfObject_], into.heap[selfObject_]);
    into.heap[selfObject_] = values().joinContent(mine, theirs);
  }
  for (std::size_t i = 0; i < from.heap.size(); ++i)
    if (i != selfObject_)
      into.heap[i] = values().joinContent(into.heap[i], from.heap[i]);
}

// Contents of self with the fields that only the other way writes: as they were before.
ContentId Evaluator::withFieldsOf(ContentId contentId, ContentId otherId) {
  if (contentId == 0 || otherId == 0 || inConstructor_)
    return contentId;
  const Content content = values().content(contentId);
  const Content other = values().content(otherId);
  std::vector<Element> elements;
  for (const Element& element : other.elements) {
    if (!isAttributeKey(element.key) ||
        std::any_of(content.elements.begin(), content.elements.end(),
                    [&](const Element& known) { return known.key == element.key; }))
      continue;
    const ValueId before =
        fieldOf(self_, {TypeKind::LocalInstance, in_.className}, symbolOf(element.key), ast_.root);
    if (before != kBottom)
      elements.push_back({element.key, before});
  }
  if (elements.empty())
    return contentId;
  elements.insert(elements.end(), content.elements.begin(), content.elements.end());
  std::sort(elements.begin(), elements.end(),
            [](const Element& a, const Element& b) { return a.key < b.key; });
  Content out = content;
  out.elements = values().keep(elements);
  return values().add(out);
}

// `raise NotImplementedError` stands where subclasses say what is returned.
bool Evaluator::raisesNotImplemented(NodeId exception) const {
  const Node& node = ast_[exception];
  const Node& name = node.kind == NodeKind::Call ? ast_[node.a] : node;
  return name.kind == NodeKind::Name && text(name.symbol) == "NotImplementedError";
}

void Evaluator::jump(std::vector<State>& targets) {
  targets.push_back(state_);
  state_.reachable = false;
}

void Evaluator::block(NodeId id) {
  if (id == kNoNode)
    return;
  if (depth_ >= kMaxEvaluationDepth) {
    out_.cut = true;
    return;
  }
  ++depth_;
  for (const NodeId child : ast_.list(id)) {
    if (!state_.reachable || out_.cut)
      break;
    if (!handlers_.empty())
      join(*handlers_.back(), state_);
    statement(child);
    if (!handlers_.empty())
      join(*handlers_.back(), state_);
  }
  --depth_;
}

void Evaluator::statement(NodeId id) {
  const Node& node = ast_[id];
  switch (node.kind) {
  case NodeKind::Block:
    block(id);
    break;
  case NodeKind::ExpressionStatement:
    eval(node.a);
    break;
  case NodeKind::Assign: {
    if (node.b != kNoNode)
      eval(node.b);
    if (node.a == kNoNode)
      break;
    ValueId value = eval(node.a);
    if (node.b != kNoNode) {
      bool trusted = false;
      if (const ValueId declared = annotated(node.b, trusted);
          declared != kBottom && values()[value].types.empty())
        value = values().withTypes(value, values()[declared].types);
    }
    if (const auto targets = ast_.list(node);
        targets.size() == 1 && ast_[targets[0]].kind == NodeKind::Name) {
      value = rememberTest(node.a, value);
      rememberCommonPath(targets[0], node.a);
    }
    assigned_ = node.a;
    for (const NodeId target : ast_.list(node))
      assignTo(target, value);
    assigned_ = kNoNode;
    break;
  }
  case NodeKind::AugAssign:
    augmentedAssign(node, id);
    break;
  case NodeKind::Return: {
    const ValueId value = node.a != kNoNode ? eval(node.a) : values().none();
    returnedSink(id, value);
    returned_ = values().join(returned_, value);
    noteReturn(node.a, value);
    join(exit_, state_);
    state_.reachable = false;
    break;
  }
  case NodeKind::Raise:
    if (raisesNotImplemented(node.a))
      returned_ = values().join(returned_, values().unknown()); // a subclass knows
    eval(node.a);
    eval(node.b);
    if (!handlers_.empty())
      join(*handlers_.back(), state_);
    state_.reachable = false;
    break;
  case NodeKind::Assert: {
    State holds;
    State fails;
    condition(node.a, state_, holds, fails);
    if (node.b != kNoNode && fails.reachable) {
      state_ = fails;
      eval(node.b);
    }
    state_ = std::move(holds);
    break;
  }
  case NodeKind::Delete:
    for (const NodeId target : ast_.list(node))
      remove(target);
    break;
  case NodeKind::Break:
    if (!breaks_.empty())
      jump(*breaks_.back());
    break;
  case NodeKind::Continue:
    if (!continues_.empty())
      jump(*continues_.back());
    break;
  case NodeKind::Import:
  case NodeKind::ImportFrom:
    importNames(id);
    break;
  case NodeKind::If:
    ifStatement(node);
    break;
  case NodeKind::While:
    whileLoop(node);
    break;
  case NodeKind::For:
    forLoop(node);
    break;
  case NodeKind::Try:
    tryStatement(node);
    break;
  case NodeKind::With:
    withStatement(node);
    break;
  case NodeKind::Match:
    matchStatement(node);
    break;
  case NodeKind::FunctionDef:
    functionDef(id);
    break;
  case NodeKind::ClassDef:
    classDef(id);
    break;
  default:
    break;
  }
}

void Evaluator::assignTo(NodeId target, ValueId value) {
  const Node& node = ast_[target];
  switch (node.kind) {
  case NodeKind::Name: {
    const std::int32_t slot = in_.scopes.of(target);
    if (slot >= 0)
      state_.variables[static_cast<std::size_t>(slot)] =
          values().stepped(value, StepKind::Assigned, target, node.symbol);
    break;
  }
  case NodeKind::Tuple:
  case NodeKind::List:
    unpack(node, value);
    break;
  case NodeKind::Starred: {
    Content content;
    content.exact = false;
    content.rest = value;
    assignTo(node.a, newObject(target, content));
    break;
  }
  case NodeKind::Attribute: {
    const ValueId object = eval(node.a);
    assignedSinks(target, object, value);
    setAttribute(object, node.symbol, value, target);
    break;
  }
  case NodeKind::Subscript: {
    const ValueId container = eval(node.a);
    const ValueId key = ast_[node.b].kind == NodeKind::Slice ? kBottom : eval(node.b);
    assignedSinks(target, container, value);
    notePut(container, key != kBottom ? keyOf(key) : std::nullopt, value);
    if (key == kBottom) {
      weakAdd(container, iterated(value, target));
    } else {
      ownMethod(container, "__setitem__", {{node.b, key}, {target, value}}, target);
      setElement(container, keyOf(key), value);
    }
    break;
  }
  default:
    break;
  }
}

void Evaluator::setAttribute(ValueId object, Symbol name, ValueId value, NodeId at) {
  const Argument argument{at, value, kNoSymbol, false, false};
  for (const TypeRef& type : values()[object].types)
    if (type.kind == TypeKind::LocalInstance &&
        callSetter(object, type.id, name, argument, at, kMaxBases))
      return;
  notePut(object, attributeKey(name), value);
  setElement(object, attributeKey(name), value);
  const std::span<const TypeRef> types = values()[object].types;
  if (types.size() == 1 && types[0].kind == TypeKind::LocalClass)
    writeClass(types[0].id, name, value);
}

bool Evaluator::callSetter(ValueId object, Symbol className, Symbol name, const Argument& value,
                           NodeId at, int depth) {
  const ClassInfo* info = depth > 0 ? in_.program.classInfo(className) : nullptr;
  if (info == nullptr)
    return false;
  bool property = false;
  // The getter and the setter have one name; a plain method does not stand in the way.
  if (std::count_if(info->methods.begin(), info->methods.end(),
                    [&](const auto& method) { return method.first == name; }) > 1)
    for (const auto& [methodName, key] : info->methods) {
      const Summary* summary = methodName == name ? in_.program.summary(key) : nullptr;
      if (summary == nullptr || !summary->isSetter)
        continue;
      Arguments given;
      given.all.push_back(value);
      applySummary(key, *summary, object, given, at, name);
      property = true;
    }
  for (const TypeRef& base : info->bases)
    if (!property && base.kind == TypeKind::LocalClass)
      property = callSetter(object, base.id, name, value, at, depth - 1);
  return property;
}

void Evaluator::unpack(const Node& node, ValueId value) {
  const auto targets = ast_.list(node);
  const auto star = static_cast<std::size_t>(
      std::find_if(targets.begin(), targets.end(),
                   [&](NodeId t) { return ast_[t].kind == NodeKind::Starred; }) -
      targets.begin());
  const auto at = [&](std::size_t index) {
    return elementOf(value, values().constant(Constant{
                                Constant::Kind::Int, static_cast<std::int64_t>(index), {}}));
  };
  const Value whole = values()[value];
  const bool exact = whole.objects.size() == 1 && hasContent(whole.objects[0]) &&
                     contentOf(whole.objects[0]).sequence && contentOf(whole.objects[0]).exact;
  const std::size_t size = exact ? contentOf(whole.objects[0]).elements.size() : 0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (i < star) {
      assignTo(targets[i], at(i));
    } else if (!exact || size + 1 < targets.size()) {
      assignTo(targets[i],
               iterated(value, targets[i])); // the starred target becomes a list of such elements
    } else if (i > star) {
      assignTo(targets[i], at(size - (targets.size() - i)));
    } else {
      Content middle;
      middle.sequence = true;
      std::vector<Element> elements;
      for (std::size_t k = star; k < size - (targets.size() - star - 1); ++k)
        elements.push_back({indexKey(static_cast<std::int64_t>(elements.size())), at(k)});
      middle.elements = values().keep(elements);
      assignTo(ast_[targets[i]].a, newObject(targets[i], middle));
    }
  }
}

void Evaluator::remove(NodeId target) {
  const Node& node = ast_[target];
  if (node.kind == NodeKind::Name) {
    if (const std::int32_t slot = in_.scopes.of(target); slot >= 0)
      state_.variables[static_cast<std::size_t>(slot)] = kBottom;
  } else if (node.kind == NodeKind::Tuple || node.kind == NodeKind::List) {
    for (const NodeId element : ast_.list(node))
      remove(element);
  } else if (node.kind == NodeKind::Attribute) {
    removeElement(eval(node.a), attributeKey(node.symbol));
  } else if (node.kind == NodeKind::Subscript) {
    const ValueId container = eval(node.a);
    if (const auto key = keyOf(eval(node.b)))
      removeElement(container, *key);
  }
}

// What `before op= added` leaves in its target.
ValueId Evaluator::augmented(NodeId id, BinaryOp op, ValueId before, ValueId added) {
  const Node& node = ast_[id];
  if (const ValueId own = ownOperator(id, op, before, added, true); own != kBottom)
    return own;
  if (op == BinaryOp::Add && isObject(before)) {
    extend(before, added, node.b);
    return before;
  }
  if (op == BinaryOp::BitOr)
    if (const ValueId merged = mergedMappings(id, before, added); merged != kBottom)
      return merged;
  if (op == BinaryOp::Add &&
      (isTextual(before) || isTextual(added) || values()[before].may == kText))
    return concatenated(before, node.a, added, node.b);
  if (op == BinaryOp::Mod && isTextual(before))
    return percentFormat(before, added, node.b);
  if (values()[before].number() && values()[added].number())
    return arithmetic(op, before, added);
  return values().derived(before, flattened(added));
}

void Evaluator::augmentedAssign(const Node& node, NodeId id) {
  const ValueId before = eval(node.a);
  const ValueId added = eval(node.b);
  const auto op = static_cast<BinaryOp>(node.op);
  const ValueId after = augmented(id, op, before, added);
  assignTo(node.a, after);
  out_.nodeValues[id] = values().join(out_.nodeValues[id], after);
}

std::string_view firstComponent(std::string_view dotted) {
  return dotted.substr(0, dotted.find('.'));
}

// A library is what its model says; what no model knows may be a module of the workspace.
void Evaluator::importNames(NodeId id) {
  const Node& node = ast_[id];
  const auto imported = [&](ModelId entry, const PortablePtr& member, NodeId nameNode) {
    if (entry != kNoModel)
      return modelValue(entry, kBottom, nameNode);
    if (member)
      return import(*member, nameNode, {}, 0);
    // Something of a library without a model: not data from outside by itself.
    Value thing;
    thing.may = kObject | kText;
    return values().add(thing);
  };
  for (const NodeId nameNode : ast_.list(node)) {
    const std::int32_t slot = in_.scopes.of(nameNode);
    if (slot < 0)
      continue;
    const Node& name = ast_[nameNode];
    ModelId entry = kNoModel;
    PortablePtr member;
    if (node.kind == NodeKind::Import) {
      const std::string_view dotted = text(name.symbol);
      const std::string_view bound = name.alias != kNoSymbol ? dotted : firstComponent(dotted);
      entry = in_.models.find(bound);
      if (entry == kNoModel)
        member = moduleValue(in_.program.importedModule(in_.symbols.intern(bound), 0));
    } else {
      const ModelId module = node.op == 0 ? in_.models.find(text(node.symbol)) : kNoModel;
      if (module != kNoModel)
        entry = in_.models.child(module, name.symbol);
      if (entry == kNoModel)
        if (const Symbol from = in_.program.importedModule(node.symbol, node.op); from != kNoSymbol)
          member = in_.program.memberOf(from, name.symbol);
    }
    state_.variables[static_cast<std::size_t>(slot)] = imported(entry, member, nameNode);
  }
}

void Evaluator::ifStatement(const Node& node) {
  State whenTrue;
  State whenFalse;
  condition(node.a, state_, whenTrue, whenFalse);
  state_ = std::move(whenTrue);
  block(node.b);
  State afterThen = std::move(state_);
  state_ = std::move(whenFalse);
  if (state_.reachable)
    block(node.c);
  join(afterThen, state_);
  state_ = std::move(afterThen);
}

void Evaluator::tryStatement(const Node& node) {
  State raised;
  raised.reachable = false;
  State outerRaised;
  outerRaised.reachable = false;
  const bool hasFinally = node.c != kNoNode;
  if (hasFinally)
    handlers_.push_back(&outerRaised);
  handlers_.push_back(&raised);
  join(raised, state_);
  block(node.a);
  handlers_.pop_back();
  if (state_.reachable)
    block(node.b);
  State after = std::move(state_);
  for (const NodeId id : ast_.list(node)) {
    const Node& handler = ast_[id];
    state_ = raised;
    if (!state_.reachable)
      break;
    if (handler.a != kNoNode)
      eval(handler.a);
    if (const std::int32_t slot = in_.scopes.of(id); handler.symbol != kNoSymbol && slot >= 0)
      state_.variables[static_cast<std::size_t>(slot)] = caught(handler);
    block(handler.b);
    join(after, state_);
  }
  if (hasFinally) {
    handlers_.pop_back();
    const bool falls = after.reachable;
    state_ = after;
    join(state_, raised);
    join(state_, outerRaised);
    block(node.c);
    if (!falls)
      state_.reachable = false;
    return;
  }
  state_ = std::move(after);
}

// The exception a handler binds. What libraries and the interpreter say in theirs tells of the
// inside of the program; a class of the program says what its author chose.
ValueId Evaluator::caught(const Node& handler) {
  if (handler.a == kNoNode)
    return values().unknown();
  std::vector<TypeRef> instances;
  const Value type = values()[out_.nodeValues[handler.a]];
  for (const TypeRef& ref : type.types)
    if (ref.kind == TypeKind::LocalClass)
      instances.push_back({TypeKind::LocalInstance, ref.id});
    else if (ref.kind == TypeKind::Model && in_.models[ref.id].isClass)
      instances.push_back({TypeKind::Instance, ref.id});
  const bool own = !instances.empty() && instances.size() == type.types.size() &&
                   std::all_of(instances.begin(), instances.end(), [](const TypeRef& ref) {
                     return ref.kind == TypeKind::LocalInstance;
                   });
  const ValueId value = own ? values().unknown() : sourceValue(maskOf(Taint::Internals), handler.a);
  return instances.empty() ? value : values().withTypes(value, instances);
}

void Evaluator::withStatement(const Node& node) {
  for (const NodeId id : ast_.list(node)) {
    const Node& item = ast_[id];
    ValueId value = eval(item.a);
    const Symbol enter = in_.symbols.find("__enter__");
    for (const TypeRef& type : values()[value].types)
      if (type.kind == TypeKind::Instance && enter != kNoSymbol)
        if (const ModelId entry = in_.models.member(type.id, enter); entry != kNoModel) {
          value = callModel(entry, value, {}, item.a);
          break;
        }
    // What a generator made a context manager of gives is what it yields.
    if (values()[value].types.empty() && !values()[value].objects.empty())
      value = iterated(value, item.a);
    else if (const ValueId entered = ownEntry(value, item.a); entered != kBottom)
      value = entered;
    if (item.b != kNoNode)
      assignTo(item.b, value);
  }
  block(node.a);
}

void Evaluator::matchStatement(const Node& node) {
  const ValueId subject = eval(node.a);
  State after;
  after.reachable = false;
  for (const NodeId id : ast_.list(node)) {
    const Node& matchCase = ast_[id];
    if (!state_.reachable)
      break;
    State rest = state_;
    bool certain = false;
    const bool matches = patternMatches(matchCase.a, node.a, subject, certain);
    if (!matches) {
      state_ = std::move(rest);
      continue;
    }
    if (constantPattern(matchCase.a))
      narrowTo(node.a, kAllSinks, state_);
    if (matchCase.b != kNoNode) {
      State holds;
      State fails;
      condition(matchCase.b, state_, holds, fails);
      state_ = std::move(holds);
      certain = certain && !fails.reachable;
    }
    if (state_.reachable)
      block(matchCase.c);
    join(after, state_);
    state_ = std::move(rest);
    if (certain)
      state_.reachable = false;
  }
  join(after, state_);
  state_ = std::move(after);
}

} // namespace pysecd::flow
