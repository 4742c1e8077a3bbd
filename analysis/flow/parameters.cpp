// What a function's parameters are: symbolic for callers to fill, or remote when a framework calls
// the function.
#include "analysis/flow/evaluator.h"

#include <algorithm>

namespace pysecd::flow {

namespace {

constexpr std::string_view kCollections[] = {"List",     "list",       "Set",      "set",
                                             "Sequence", "Collection", "Iterable", "frozenset"};

// The converter of `<converter:name>` in a Flask-like route; nullopt if the route has no such
// variable.
std::optional<std::string_view> routeConverter(std::string_view route, std::string_view name) {
  for (std::size_t open = route.find('<'); open != std::string_view::npos;
       open = route.find('<', open + 1)) {
    const std::size_t close = route.find('>', open);
    if (close == std::string_view::npos)
      return std::nullopt;
    const std::string_view variable = route.substr(open + 1, close - open - 1);
    const std::size_t colon = variable.rfind(':');
    if (variable.substr(colon == std::string_view::npos ? 0 : colon + 1) == name)
      return colon == std::string_view::npos
                 ? std::string_view()
                 : variable.substr(0, std::min(colon, variable.find('(')));
  }
  return std::nullopt;
}

bool isNumericConverter(std::string_view converter) {
  return converter == "int" || converter == "float" || converter == "uuid";
}

} // namespace

// The first entry row that makes a framework call this function.
Evaluator::Entry Evaluator::entryOf(const Node& function) {
  Entry entry;
  const auto take = [&](const EntryRow& row, const Arguments& given) {
    if (entry.row != nullptr)
      return; // what stands nearest decides
    entry.params = row.params;
    entry.row = &row;
    entry.sendsHtml = row.sendsHtml && counts(row.htmlLimit, given);
  };
  if (function.c != kNoNode) {
    for (const NodeId decorator : ast_.list(function.c)) {
      const ValueId evaluated = eval(decorator);
      const bool called = ast_[decorator].kind == NodeKind::Call;
      const NodeId callee = called ? ast_[decorator].a : decorator;
      const Value value = values()[called ? out_.nodeValues[callee] : evaluated];
      const EntryRow* row = nullptr;
      for (const TypeRef& type : value.types)
        if (type.kind == TypeKind::Model)
          for (const EntryRow& candidate : in_.models[type.id].entries)
            if (candidate.on == EntryRow::On::Decorator)
              row = &candidate;
      if (row == nullptr && value.types.empty() && ast_[callee].kind == NodeKind::Attribute)
        if (const ModelId any = in_.models.anyReceiver(ast_[callee].symbol); any != kNoModel)
          for (const EntryRow& candidate : in_.models[any].entries)
            if (candidate.on == EntryRow::On::Decorator)
              row = &candidate;
      if (row == nullptr)
        continue;
      Arguments given;
      if (called) {
        for (const NodeId argument : ast_.list(decorator)) {
          const Node& node = ast_[argument];
          const bool keyword = node.kind == NodeKind::KeywordArgument;
          const NodeId expression = keyword ? node.a : argument;
          given.all.push_back({expression, out_.nodeValues[expression],
                               keyword ? node.symbol : kNoSymbol, false, false});
        }
      }
      if (const Argument* route = given.find(row->route))
        if (const auto& constant = values()[route->value].constant)
          entry.route = constant->text;
      take(*row, given);
    }
  }
  if (entry.row != nullptr || in_.className == kNoSymbol || function.kind != NodeKind::FunctionDef)
    return entry;
  // A method of a subclass of a framework's view.
  std::vector<TypeRef> bases{{TypeKind::LocalClass, in_.className}};
  for (std::size_t i = 0; i < bases.size() && bases.size() < kMaxBases; ++i) {
    if (bases[i].kind == TypeKind::LocalClass) {
      if (const ClassInfo* info = in_.program.classInfo(bases[i].id))
        bases.insert(bases.end(), info->bases.begin(), info->bases.end());
      continue;
    }
    const ModelEntry& model = in_.models[bases[i].id];
    for (const EntryRow& row : model.entries)
      if (row.on == EntryRow::On::Subclass &&
          (row.methods.empty() || std::find(row.methods.begin(), row.methods.end(),
                                            function.symbol) != row.methods.end()) &&
          !text(function.symbol).starts_with('_'))
        take(row, {});
    for (const ModelId base : model.bases)
      bases.push_back({TypeKind::Model, base});
  }
  return entry;
}

// An enum or the like: what the program's own class makes of a value is one of its own.
bool Evaluator::isHarmlessClass(Symbol className) {
  const ClassInfo* info = in_.program.classInfo(className);
  return info != nullptr &&
         std::any_of(info->bases.begin(), info->bases.end(), [&](const TypeRef& base) {
           return base.kind == TypeKind::Model && in_.models[base.id].cleans == kAllSinks;
         });
}

// `str`, `str | None`, `Optional[str]`, `Annotated[str, ...]`.
bool Evaluator::isTextAnnotation(NodeId annotation, int depth) const {
  if (annotation == kNoNode || depth == 0)
    return false;
  const Node& node = ast_[annotation];
  if (node.kind == NodeKind::Binary && static_cast<BinaryOp>(node.op) == BinaryOp::BitOr)
    return isTextAnnotation(node.a, depth - 1) && ast_[node.b].kind == NodeKind::NoneLiteral;
  if (node.kind == NodeKind::Subscript) {
    const std::string_view name = text(ast_[node.a].symbol);
    const Node& inner = ast_[node.b];
    const bool several = inner.kind == NodeKind::Tuple && inner.listSize != 0;
    return (name == "Optional" || name == "Annotated") &&
           isTextAnnotation(several ? ast_.list(inner)[0] : node.b, depth - 1);
  }
  return node.kind == NodeKind::Name && text(node.symbol) == "str";
}

// A value of the annotated type: types, or what holds nothing of a text that could do harm
// (numbers, dates, enums, lists of such); kBottom when the annotation tells nothing.
ValueId Evaluator::annotated(NodeId annotation, bool& harmless) {
  harmless = false;
  if (annotation == kNoNode)
    return kBottom;
  const Node& node = ast_[annotation];
  if (node.kind == NodeKind::Binary && static_cast<BinaryOp>(node.op) == BinaryOp::BitOr) {
    bool rightHarmless = false;
    const ValueId left = annotated(node.a, harmless);
    const ValueId right = annotated(node.b, rightHarmless);
    const bool leftNone = ast_[node.a].kind == NodeKind::NoneLiteral;
    const bool rightNone = ast_[node.b].kind == NodeKind::NoneLiteral;
    harmless = (harmless || leftNone) && (rightHarmless || rightNone);
    return leftNone                              ? right
           : rightNone                           ? left
           : left != kBottom && right != kBottom ? values().join(left, right)
                                                 : kBottom;
  }
  if (node.kind == NodeKind::Subscript) {
    const Node& generic = ast_[node.a];
    const std::string_view name = text(generic.symbol);
    if (name == "Optional" || name == "Annotated" || name == "Final" || name == "ClassVar") {
      const Node& inner = ast_[node.b];
      return annotated(inner.kind == NodeKind::Tuple && inner.listSize != 0 ? ast_.list(inner)[0]
                                                                            : node.b,
                       harmless);
    }
    return std::find(std::begin(kCollections), std::end(kCollections), name) !=
                   std::end(kCollections)
               ? collectionOf(node.b, annotation, harmless)
               : kBottom;
  }
  if (node.kind != NodeKind::Name && node.kind != NodeKind::Attribute)
    return kBottom;
  const ValueId type = eval(annotation);
  std::vector<TypeRef> instances;
  for (const TypeRef& ref : values()[type].types) {
    if (ref.kind == TypeKind::LocalClass) {
      if ((harmless = isHarmlessClass(ref.id)))
        return values().text();
      instances.push_back({TypeKind::LocalInstance, ref.id});
    } else if (ref.kind == TypeKind::Model) {
      const ModelEntry& model = in_.models[ref.id];
      if ((harmless = model.cleans == kAllSinks))
        return model.shape == Shape::Number ? values().number() : values().text();
      const std::string name = in_.models.dottedName(ref.id);
      if (name.ends_with(".LiteralString"))
        return values().text();
      if (!name.starts_with("builtins.") && !name.starts_with("typing."))
        instances.push_back({TypeKind::Instance, ref.id});
    }
  }
  if (instances.empty())
    return kBottom;
  Value value;
  value.may = kObject;
  return values().withTypes(values().add(value), instances);
}

// A list or the like whose elements are as annotated; kBottom if they may hold any text.
ValueId Evaluator::collectionOf(NodeId element, NodeId site, bool& harmless) {
  const ValueId value = annotated(element, harmless);
  if (!harmless)
    return kBottom;
  Content content;
  content.exact = false;
  content.sequence = true;
  content.rest = value;
  return newObject(site, content);
}

// What a framework hands in; a class may be a source as a whole (the body of a message).
ValueId Evaluator::instanceGiven(ModelId type, NodeId parameter) {
  const TypeRef instance{TypeKind::Instance, type};
  const TaintMask kinds = in_.models[type].source;
  return kinds == 0 ? values().typed(instance, kObject)
                    : values().withTypes(sourceValue(kinds, parameter, StepKind::Parameter),
                                         std::span<const TypeRef>(&instance, 1));
}

ValueId Evaluator::parameterValue(NodeId id, std::int16_t index, const Entry& entry) {
  const Node& node = ast_[id];
  bool harmless = false;
  const ValueId declared = annotated(node.b, harmless);
  Value value;
  value.may = kUnknown;
  if (entry.row != nullptr)
    for (const auto& [name, type] : entry.row->types)
      if (name == node.symbol)
        return instanceGiven(type, id);
  if (declared != kBottom)
    value.types = values()[declared].types;
  if (value.types.empty())
    for (const ParameterRow& row : in_.models.parameterRows())
      if (row.name == node.symbol && in_.program.imports(row.library))
        return instanceGiven(row.type, id);
  const bool library = !value.types.empty() &&
                       std::all_of(value.types.begin(), value.types.end(), [](const TypeRef& type) {
                         return type.kind == TypeKind::Instance;
                       });
  if (entry.params != 0 && !library) {
    if (entry.row->validates && harmless)
      return declared;
    const auto converter = entry.route.empty() ? std::optional<std::string_view>("")
                                               : routeConverter(entry.route, text(node.symbol));
    if (converter && isNumericConverter(*converter))
      return values().number();
    if (converter || entry.row->validates) {
      ValueId remote = sourceValue(entry.params, id, StepKind::Parameter);
      if ((converter && !entry.route.empty()) || isTextAnnotation(node.b)) // text is no operator
        remote = values().cleaned(remote, maskOf(Sink::NoSql));
      return value.types.empty() ? remote : values().withTypes(remote, value.types);
    }
  }
  if (harmless && !values()[declared].objects.empty())
    return declared;
  if (declared != kBottom && (values()[declared].may == kNumber || values()[declared].may == kText))
    value.may = values()[declared].may;
  else if (library)
    value.may = kObject;
  if (index >= 0) {
    const Origin origin{0, index, 0, 0, kNoKey, true};
    value.origins = values().keep(std::span<const Origin>(&origin, 1));
  }
  return values().add(value);
}

// No decorators but those that say what is bound.
bool Evaluator::bindsOnly(const Node& function) const {
  const auto decorators = function.c != kNoNode ? ast_.list(function.c) : std::span<const NodeId>();
  return std::all_of(decorators.begin(), decorators.end(), [&](NodeId id) {
    const std::string_view name = text(ast_[id].symbol);
    return ast_[id].kind == NodeKind::Name && (name == "staticmethod" || name == "classmethod");
  });
}

void Evaluator::bindParameters(const Node& function) {
  const bool root = ast_[ast_.root].kind == NodeKind::FunctionDef && &function == &ast_[ast_.root];
  const Entry entry = entryOf(function);
  sendsHtml_ = entry.sendsHtml;
  bool bound = root && in_.className != kNoSymbol;
  Summary& summary = out_.summary;
  // A decorator may run it: what calling the function then gives is not known.
  summary.isCoroutine |= root && (function.flags & kAsync) != 0 && bindsOnly(function);
  if (root && function.c != kNoNode)
    for (const NodeId decorator : ast_.list(function.c)) {
      const Node& node = ast_[decorator];
      const std::string_view name = text(node.symbol);
      summary.isStatic |= node.kind == NodeKind::Name && name == "staticmethod";
      summary.isClassMethod |= node.kind == NodeKind::Name && name == "classmethod";
      summary.isSetter |= node.kind == NodeKind::Attribute && name == "setter";
      summary.isProperty |= (node.kind == NodeKind::Name || node.kind == NodeKind::Attribute) &&
                            (name == "property" || name == "cached_property");
    }
  bound &= !summary.isStatic;
  summary.isMethod |= bound;
  if (function.a == kNoNode)
    return;
  const auto parameters = ast_.list(function.a);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const NodeId id = parameters[i];
    const Node& node = ast_[id];
    const auto kind = static_cast<ParameterKind>(node.op);
    if (root)
      summary.parameters.push_back({node.symbol, kind});
    if (node.a != kNoNode && root)
      eval(node.a);
    ValueId value = kBottom;
    if (i == 0 && bound) {
      if (summary.isClassMethod) {
        value = values().typed({TypeKind::LocalClass, in_.className}, kObject);
      } else {
        Content content;
        content.exact = false;
        const TypeRef type{TypeKind::LocalInstance, in_.className};
        value = newObject(id, content, std::span<const TypeRef>(&type, 1));
        selfObject_ = values()[value].objects[0];
        inConstructor_ = text(function.symbol) == "__init__";
      }
      self_ = value;
    } else {
      value = parameterValue(
          id, root ? static_cast<std::int16_t>(std::min<std::size_t>(i, 0x7fff)) : std::int16_t{-1},
          entry);
    }
    if (kind == ParameterKind::VarArgs || kind == ParameterKind::KeywordArgs) {
      Content content;
      content.exact = false;
      content.sequence = kind == ParameterKind::VarArgs;
      content.rest = value;
      value = newObject(id, content);
    }
    if (const std::int32_t slot = in_.scopes.of(id); slot >= 0)
      state_.variables[static_cast<std::size_t>(slot)] = value;
    if (root)
      shown_.push_back({in_.scopes.of(id), value});
  }
}

// What a return shows of the parameters by the answer it gives.
void Evaluator::noteReturn(NodeId expression, ValueId value) {
  if (shown_.empty())
    return;
  const bool instance = values()[value].may == kObject && values()[value].objects.empty();
  const Truth truth = instance ? Truth::True : truthOf(value);
  const auto note = [&](bool answer) {
    State state = state_;
    if (expression != kNoNode)
      narrow(expression, answer, state);
    (answer ? returnsTrue_ : returnsFalse_) = true;
    for (Shown& shown : shown_) {
      SinkMask& mask = answer ? shown.ifTrue : shown.ifFalse;
      if (shown.slot >= 0)
        mask &=
            values().shownClean(shown.value, state.variables[static_cast<std::size_t>(shown.slot)]);
    }
  };
  if (truth != Truth::False)
    note(true);
  if (truth != Truth::True)
    note(false);
}

void Evaluator::finishSummary() {
  Summary& summary = out_.summary;
  join(exit_, state_);
  if (state_.reachable) {
    returned_ = values().join(returned_, values().none());
    noteReturn(kNoNode, values().none());
  }
  if (out_.cut || (summary.isMethod && isStub(ast_[ast_.root].b)))
    returned_ = values().join(returned_, values().unknown());
  for (std::size_t i = 0; i < shown_.size() && i < summary.parameters.size(); ++i) {
    ParameterInfo& parameter = summary.parameters[i];
    const Shown& shown = shown_[i];
    parameter.allowList = shown.allowList;
    if (out_.cut || shown.slot < 0)
      continue;
    if (exit_.reachable)
      parameter.cleanAfter =
          values().shownClean(shown.value, exit_.variables[static_cast<std::size_t>(shown.slot)]);
    parameter.cleanIfTrue = returnsTrue_ ? shown.ifTrue & ~parameter.cleanAfter : 0;
    parameter.cleanIfFalse = returnsFalse_ ? shown.ifFalse & ~parameter.cleanAfter : 0;
  }
  if (yielded_ != kBottom) {
    summary.isGenerator = true;
    state_ = exit_;
    returned_ = newObject(ast_.root, generatorContent());
    exit_ = state_;
  }
  out_.returned = returned_;
  const std::vector<ContentId> heap = wholeHeap(exit_);
  summary.returns = exportValue(values(), returned_, heap, in_.symbols, ast_, selfObject_);
  for (const SinkHit& hit : out_.hits) {
    const Value& value = values()[hit.value];
    for (const Origin& origin : value.origins)
      if (origin.parameter >= 0 && (origin.cleaned & maskOf(hit.row.kind)) == 0) {
        const Symbol callee = hit.through != kNoSymbol
                                  ? hit.through
                                  : in_.symbols.intern(ast_.text(ast_[hit.call].a).substr(0, 80));
        const bool whole = hit.whole && value.pieces.empty();
        const bool known =
            std::any_of(summary.sinks.begin(), summary.sinks.end(), [&](const ParameterSink& sink) {
              return sink.parameter == origin.parameter && sink.field == origin.field &&
                     sink.callee == callee && sink.row.kind == hit.row.kind && sink.whole == whole;
            });
        if (!known)
          summary.sinks.push_back({origin.parameter, hit.row, callee, whole, origin.field});
      }
  }
  finishFields(heap);
  finishParameterEffects(heap);
}

// A body that does nothing stands where subclasses say what is done.
bool Evaluator::isStub(NodeId body) const {
  const auto statements = ast_.list(body);
  return std::all_of(statements.begin(), statements.end(), [&](NodeId id) {
    const NodeKind kind = ast_[id].kind;
    const NodeKind expression = ast_[ast_[id].a].kind;
    return kind == NodeKind::Pass ||
           (kind == NodeKind::ExpressionStatement &&
            (expression == NodeKind::String || expression == NodeKind::StringConcat ||
             expression == NodeKind::EllipsisLiteral));
  });
}

// What the function leaves in the fields of its first parameter.
void Evaluator::finishFields(const std::vector<ContentId>& heap) {
  if (selfObject_ >= heap.size() || heap[selfObject_] == 0)
    return;
  const auto write = [&](Symbol field, ValueId value) {
    out_.summary.fields.push_back(
        {field, exportValue(values(), value, heap, in_.symbols, ast_, selfObject_)});
  };
  const std::span<const Element> elements = values().content(heap[selfObject_]).elements;
  const auto changedInside = [&](ValueId value) {
    const auto& objects = values()[value].objects;
    return std::any_of(objects.begin(), objects.end(), [&](ObjectId object) {
      return object < exit_.heap.size() && exit_.heap[object] != 0 && imported_.contains(object);
    });
  };
  for (const Element& element : elements) {
    if (!isAttributeKey(element.key))
      continue;
    const auto before = selfFields_.find(symbolOf(element.key));
    if (before == selfFields_.end() || before->second != element.value ||
        changedInside(element.value))
      write(symbolOf(element.key), element.value);
  }
  // Fields that were not assigned, but whose lists and dicts were changed in place.
  std::vector<Symbol> changed;
  for (const auto& [field, value] : selfFields_)
    if (value != kBottom && changedInside(value) &&
        std::none_of(elements.begin(), elements.end(),
                     [key = attributeKey(field)](const Element& e) { return e.key == key; }))
      changed.push_back(field);
  std::sort(changed.begin(), changed.end(), [&](Symbol a, Symbol b) { return text(a) < text(b); });
  for (const Symbol field : changed)
    write(field, selfFields_[field]);
}

} // namespace pysecd::flow
