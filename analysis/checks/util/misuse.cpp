#include "analysis/checks/util/misuse.h"

#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/library_name.h"
#include "analysis/fixes/call_edits.h"
#include "analysis/flow/value_match.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr std::string_view kApi = "api:";

bool holds(const FunctionContext& context, const MisuseCondition& condition, ValueId id) {
  const Value& value = context.flow.values[id];
  if (matches(value, condition))
    return true;
  MisuseCondition rest = condition;
  rest.contains.clear();
  if (condition.contains.empty() || !matches(value, rest))
    return false;
  const std::vector<ValueId> elements = elementsOf(context, id);
  return std::any_of(elements.begin(), elements.end(), [&](ValueId element) {
    return holdsText(context.flow.values[element], condition.contains);
  });
}

// The value a condition is about, in a call or an assignment.
struct Subject {
  NodeId node = kNoNode;
  NodeId outer = kNoNode;
  ValueId value = kBottom;
  bool replaceable = true;
  bool hidden = false;
};

Subject elementSubject(const FunctionContext& context, const Subject& container,
                       const MisuseCondition& condition) {
  Subject element = container;
  NodeId node = kNoNode;
  if (condition.index) {
    element.value = elementOf(context, container.value, indexKey(*condition.index));
    node = elementNode(context, container.node, static_cast<std::size_t>(*condition.index));
  } else {
    const std::string_view name = context.models.symbols()->text(condition.key);
    element.value = elementOf(context, container.value, name);
    node = elementNode(context, container.node, name);
  }
  element.replaceable = node != kNoNode;
  if (node != kNoNode)
    element.node = node;
  element.hidden = container.hidden || (element.value == kBottom && container.value != kBottom &&
                                        context.flow.values[container.value].objects.size() != 1);
  return element;
}

using Lookup = std::function<Subject(const ArgSpec&)>;

bool satisfied(const FunctionContext& context, const MisuseCondition& condition,
               const Lookup& lookup, Subject& subject) {
  subject = lookup(condition.arg);
  if (condition.key != kNoSymbol || condition.index)
    subject = elementSubject(context, subject, condition);
  if (subject.value == kBottom)
    return condition.missing && !subject.hidden;
  return (condition.tests() || !condition.missing) && holds(context, condition, subject.value);
}

bool applies(const FunctionContext& context, const MisuseRow& row, const Lookup& lookup,
             Subject& subject) {
  const bool always = !row.condition.arg.present() && row.condition.key == kNoSymbol &&
                      !row.condition.index && !row.condition.missing && !row.condition.tests();
  if (!always && !satisfied(context, row.condition, lookup, subject))
    return false;
  Subject other;
  const auto fulfilled = [&](const MisuseCondition& condition) {
    return satisfied(context, condition, lookup, other);
  };
  return std::all_of(row.when.begin(), row.when.end(), fulfilled) &&
         std::none_of(row.unless.begin(), row.unless.end(), fulfilled);
}

class Finder {
public:
  Finder(const FunctionContext& context, const std::function<void(const Misuse&)>& found)
      : context_(context), found_(found) {}

  void run() {
    for (NodeId id = 1; id < context_.ast.nodes.size(); ++id) {
      switch (context_.ast[id].kind) {
      case NodeKind::Call:
        call(id);
        break;
      case NodeKind::Assign:
        assignment(id);
        break;
      case NodeKind::Attribute:
      case NodeKind::Name:
        read(id);
        break;
      default:
        break;
      }
    }
  }

private:
  void judge(ModelId api, MisuseRow::On on, NodeId place, NodeId wholeNode, const Lookup& lookup) {
    for (const MisuseRow& row : context_.models[api].misuses) {
      Subject subject;
      if (row.on != on || !applies(context_, row, lookup, subject))
        continue;
      const bool whole = subject.value == kBottom;
      found_({&row, api, whole ? wholeNode : subject.node, place, subject.outer,
              !whole && subject.replaceable});
    }
  }

  void call(NodeId id) {
    const auto lookup = [&](const ArgSpec& spec) {
      const auto argument = findArgument(context_, id, spec);
      if (!argument)
        return Subject{.hidden = mayBeHidden(context_, id, spec)};
      return Subject{argument->node, argument->outer, argument->value, !argument->spread, false};
    };
    const std::span<const ModelId> apis = context_.apisOf(id);
    if (apis.size() == 1)
      judge(apis[0], MisuseRow::On::Call, id, context_.ast[id].a, lookup);
  }

  // `x.name = value` sets; `x[key] = value` calls __setitem__(key, value).
  void assignment(NodeId id) {
    const Node& node = context_.ast[id];
    if (node.a == kNoNode || !context_.reached(node.a))
      return;
    const Subject assigned{node.a, kNoNode, context_.flow.nodeValues[node.a], true, false};
    for (const NodeId target : context_.ast.list(id)) {
      const Node& at = context_.ast[target];
      if (at.kind == NodeKind::Attribute)
        for (const ModelId api : members(at.a, at.symbol))
          judge(api, MisuseRow::On::Set, id, node.a, [&](const ArgSpec&) { return assigned; });
      if (at.kind != NodeKind::Subscript)
        continue;
      for (const ModelId api : members(at.a, context_.symbols.find("__setitem__")))
        judge(api, MisuseRow::On::Call, id, node.a, [&](const ArgSpec& spec) {
          return spec.position == 0
                     ? Subject{at.b, kNoNode, context_.flow.nodeValues[at.b], false, false}
                     : assigned;
        });
    }
  }

  std::vector<ModelId> members(NodeId object, Symbol name) const {
    std::vector<ModelId> ids;
    if (name == kNoSymbol)
      return ids;
    const Value& value = context_.valueOf(object);
    const auto add = [&](ModelId id) {
      if (id != kNoModel && !context_.models[id].misuses.empty())
        ids.push_back(id);
    };
    for (const TypeRef& type : value.types)
      if (type.kind == TypeKind::Instance)
        add(context_.models.member(type.id, name));
      else if (type.kind == TypeKind::Model)
        add(context_.models.child(type.id, name));
      else if (type.kind == TypeKind::LocalInstance)
        for (const ModelId base : context_.modelledBases(type.id))
          add(context_.models.member(base, name));
    if (value.types.empty() && value.may != 0)
      add(context_.models.anyReceiver(name));
    return ids;
  }

  void read(NodeId id) {
    const Node& node = context_.ast[id];
    for (const ModelId api : context_.namesOf(id)) {
      const ModelEntry& entry = context_.models[api];
      if (entry.misuses.empty() || node.symbol != entry.name || !isUse(id))
        continue;
      judge(api, MisuseRow::On::Read, id, id, [](const ArgSpec&) { return Subject{}; });
    }
  }

  // Comparing with a weak protocol, or having it in a table, is no use of it.
  bool isUse(NodeId id) {
    if (parents_.empty())
      parents_ = parentsOf(context_.ast);
    const Node& parent = context_.ast[parents_[id]];
    switch (parent.kind) {
    case NodeKind::Compare:
    case NodeKind::CompareTerm:
    case NodeKind::Delete:
    case NodeKind::DictPair:
    case NodeKind::Subscript:
      return false;
    case NodeKind::Assign:
      return parent.a == id && parent.listSize != 0 &&
             context_.ast[context_.ast.list(parent)[0]].kind != NodeKind::Subscript;
    default:
      return true;
    }
  }

  const FunctionContext& context_;
  const std::function<void(const Misuse&)>& found_;
  std::vector<NodeId> parents_;
};

std::optional<Fix> fixOf(const FunctionContext& context, const Misuse& misuse,
                         const MisuseFix& wanted) {
  const Ast& ast = context.ast;
  Fix fix;
  fix.title = wanted.title;
  fix.safety = wanted.safe ? Safety::Safe : Safety::Unsafe;
  std::string text = wanted.text;
  const bool rename = wanted.kind == MisuseFix::Kind::Rename;
  const NodeId renamed =
      ast[misuse.place].kind == NodeKind::Call ? ast[misuse.place].a : misuse.place;
  const auto spell = [&](std::size_t begin, std::size_t nameBegin, std::size_t end) {
    const std::string dotted = text.substr(nameBegin, end - nameBegin);
    auto spelled = spellName(context, rename ? renamed : misuse.node, dotted);
    if (!spelled)
      return false;
    text.replace(begin, end - begin, spelled->text);
    addImport(fix, *spelled);
    return true;
  };
  if (rename && !text.starts_with(kApi) && !spell(0, 0, text.size()))
    return std::nullopt;
  if (const std::size_t at = text.find(kApi); at != std::string::npos) {
    const std::size_t begin = at + kApi.size();
    const auto isName = [](char c) {
      return c == '.' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
             (c >= 'A' && c <= 'Z');
    };
    const auto end =
        std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), isName);
    if (!spell(at, begin, static_cast<std::size_t>(end - text.begin())))
      return std::nullopt;
  }
  std::optional<std::vector<TextEdit>> edits;
  switch (wanted.kind) {
  case MisuseFix::Kind::Replace:
    if (misuse.replaceable)
      edits = replaceExpression(ast, misuse.node, text);
    break;
  case MisuseFix::Kind::Add:
    edits = addArgument(ast, misuse.place, text);
    break;
  case MisuseFix::Kind::Remove:
    if (misuse.replaceable)
      edits = removeArgument(ast, misuse.place, misuse.outer);
    break;
  case MisuseFix::Kind::Rename:
    edits = replaceExpression(ast, renamed, text);
    break;
  }
  if (!edits)
    return std::nullopt;
  fix.edits = std::move(*edits);
  return fix;
}

} // namespace

void findMisuses(const FunctionContext& context, const std::function<void(const Misuse&)>& found) {
  Finder(context, found).run();
}

std::vector<Fix> fixesOf(const FunctionContext& context, const Misuse& misuse) {
  std::vector<Fix> fixes;
  for (const MisuseFix& wanted : misuse.row->fixes)
    if (auto fix = fixOf(context, misuse, wanted))
      fixes.push_back(std::move(*fix));
  if (!fixes.empty())
    fixes.front().preferred = true;
  return fixes;
}

} // namespace pysecd
