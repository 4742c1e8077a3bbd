#include "analysis/checks/rule.h"
#include "analysis/checks/util/guards.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/siblings.h"

#include <map>
#include <set>

namespace pysecd::checks::input {

namespace {

enum Kind { kValidated, kRaw }; // group: the siblings; subject: what validates

constexpr std::size_t kLeastValidated = 2;

// `schema.load(...)`, `form.is_valid()`, `jsonschema.validate(...)`, `Order.model_validate(...)`.
bool validates(const FunctionContext& context, NodeId call) {
  const std::string_view name = calleeName(context, call);
  for (const std::string_view one :
       {"is_valid", "model_validate", "model_validate_json", "parse_obj", "parse_raw",
        "validate_on_submit", "validate", "full_clean", "validate_python", "parse_args"})
    if (name == one)
      return true;
  if (name == "load" || name == "loads" || name == "deserialize")
    return mentions(receiverName(context, call), {"schema"});
  return mentions(name, {"validate", "validator", "validated", "schema"});
}

std::string validatorOf(const FunctionContext& context) {
  const Ast& ast = context.ast;
  const Node& root = ast[ast.root];
  if (root.c != kNoNode)
    for (const NodeId decorator : ast.list(root.c)) {
      const Node& callee =
          ast[ast[decorator].kind == NodeKind::Call ? ast[decorator].a : decorator];
      const std::string_view name = context.text(callee.symbol);
      const std::string_view owner =
          callee.kind == NodeKind::Attribute ? lastName(context, callee.a) : std::string_view();
      if (mentions(name, {"validate", "validated", "schema", "use_args", "use_kwargs", "expects",
                          "arguments"}) ||
          mentions(owner, {"validation", "schema"}))
        return "@" + std::string(ast.text(ast[decorator].kind == NodeKind::Call ? ast[decorator].a
                                                                                : decorator));
    }
  for (const NodeId id : context.code.of(NodeKind::Call))
    if (validates(context, id))
      return std::string(ast.text(ast[id].a)) + "()";
  return {};
}

bool isRequest(const FunctionContext& context, NodeId expression) {
  return mentions(lastName(context, expression), {"request", "req"});
}

// The body as it came: `request.json`, `request.get_json()`, `json.loads(request.body)`.
bool readsBody(const FunctionContext& context, NodeId id) {
  const Ast& ast = context.ast;
  const Node& node = ast[id];
  if (node.kind == NodeKind::Call) {
    const std::string_view name = calleeName(context, id);
    if (name == "get_json" || name == "json")
      return ast[node.a].kind == NodeKind::Attribute && isRequest(context, ast[node.a].a);
    const auto arguments = ast.list(node);
    return name == "loads" && !arguments.empty() && ast[arguments[0]].kind == NodeKind::Attribute &&
           isRequest(context, ast[arguments[0]].a);
  }
  return node.kind == NodeKind::Attribute && isRequest(context, node.a) &&
         (context.text(node.symbol) == "json" || context.text(node.symbol) == "DATA");
}

// OpenStack's controllers get it as a parameter.
NodeId bodyParameter(const FunctionContext& context) {
  const Ast& ast = context.ast;
  for (const NodeId parameter : ast.list(ast[ast.root].a))
    if (context.className != kNoSymbol && context.text(ast[parameter].symbol) == "body")
      for (const NodeId id : context.code.of(NodeKind::Subscript))
        if (ast[ast[id].a].kind == NodeKind::Name && ast[ast[id].a].symbol == ast[parameter].symbol)
          return id;
  return kNoNode;
}

NodeId rawBody(const FunctionContext& context) {
  for (NodeId id = 1; id < context.ast.nodes.size(); ++id)
    if (readsBody(context, id))
      return id;
  return bodyParameter(context);
}

void observe(const FunctionContext& context, Marker& marker) {
  const std::optional<Handler> handler = handlerOf(context);
  if (!handler)
    return;
  const std::string validator = validatorOf(context);
  if (!validator.empty())
    return marker.mark({kValidated, handler->group, validator, {}, nameRange(context.ast), {}});
  if (const NodeId raw = rawBody(context); raw != kNoNode)
    marker.mark({kRaw, handler->group, {}, {}, context.ast[raw].range(), {}});
}

struct Group {
  std::vector<std::string> validated;
  const Mark* example = nullptr;
  std::vector<const Mark*> raw;
};

void compare(std::span<const Mark> marks, Reporter& reporter) {
  std::map<std::string_view, Group> groups;
  for (const Mark& mark : marks) {
    Group& group = groups[mark.group];
    if (mark.kind == kRaw) {
      group.raw.push_back(&mark);
      continue;
    }
    group.validated.push_back(mark.function);
    if (group.example == nullptr)
      group.example = &mark;
  }
  for (const auto& [name, group] : groups) {
    if (group.validated.size() < kLeastValidated || group.validated.size() <= group.raw.size())
      continue;
    for (const Mark* mark : group.raw)
      reporter.report(
          mark->range,
          {.message = "the body is used as it came; its siblings " + listOf(group.validated) +
                      " validate theirs first",
           .notes = {
               {group.example->range, "validated by " + group.example->subject, {}, {}, {}}}});
  }
}

} // namespace

constexpr Check unvalidated_schema{
    .severity = Severity::Information,
    .cwe = 20,
    .message = "the body of the request is used as it came, where siblings validate theirs",
    .rule = SiblingRule{observe, compare}};

} // namespace pysecd::checks::input
