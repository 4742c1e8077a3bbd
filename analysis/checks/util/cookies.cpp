#include "analysis/checks/util/cookies.h"

#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/names.h"
#include "analysis/fixes/call_edits.h"

namespace pysecd {

namespace {

bool setsCookie(const FunctionContext& context, NodeId call) {
  const Node& node = context.ast[call];
  if (node.kind != NodeKind::Call || !context.reached(node.a))
    return false;
  const Node& callee = context.ast[node.a];
  if (callee.kind != NodeKind::Attribute)
    return false;
  for (const TypeRef& type : context.valueOf(node.a).types)
    if (type.kind == TypeKind::LocalFunction || type.kind == TypeKind::LocalMethod)
      return false; // what the program's own method does is judged in it
  const std::string_view name = context.text(callee.symbol);
  return name == "set_cookie" || name == "set_signed_cookie";
}

bool isSensitive(const FunctionContext& context, NodeId call) {
  const auto name = findArgument(context, call, 0, "key");
  const auto other = name ? name : findArgument(context, call, 0, "name");
  const auto says = [](std::string_view text) {
    return mentions(text, {"session", "sess", "auth", "token", "jwt", "sid", "sso", "login",
                           "remember", "user", "userid", "credential", "secret", "csrf", "access",
                           "refresh", "identity", "account", "password"});
  };
  if (other && says(context.constantText(other->node).value_or(context.ast.text(other->node))))
    return true;
  const auto value = findArgument(context, call, 1, "value");
  return value && says(context.ast.text(value->node));
}

bool removesCookie(const FunctionContext& context, NodeId call) {
  const auto value = findArgument(context, call, 1, "value");
  if (value && context.constantText(value->node) == "")
    return true;
  for (const std::string_view age : {"max_age", "expires"})
    if (const auto argument = findArgument(context, call, -1, age);
        argument && context.constantInt(argument->node) == 0)
      return true;
  return false;
}

void checkCookie(const FunctionContext& context, Reporter& reporter, NodeId call,
                 std::string_view flag) {
  const std::string_view wanted = flag == "samesite" ? "\"Lax\"" : "True";
  const auto given = findArgument(context, call, -1, flag);
  Report report;
  NodeId place = context.ast[call].a;
  std::optional<std::vector<TextEdit>> edits;
  const bool sensitive = isSensitive(context, call);
  if (given) {
    const Value& value = context.flow.values[given->value];
    const auto text = context.constantText(given->node);
    const bool off = flag == "samesite" ? value.may == kNone || text == "None" || text == "none"
                                        : context.constantBool(given->node) == false;
    if (!off || given->spread)
      return;
    place = given->node;
    edits = replaceExpression(context.ast, place, std::string(wanted));
    if (!sensitive)
      report.severity = Severity::Information;
  } else {
    const Symbol keyword = context.symbols.find(flag);
    if (mayBeHidden(context, call, ArgSpec{-1, keyword}))
      return;
    for (const NodeId argument : context.ast.list(call))
      if (context.ast[argument].kind == NodeKind::DoubleStarred && keyword == kNoSymbol)
        return;
    edits = addArgument(context.ast, call, std::string(flag) + "=" + std::string(wanted));
    if (!sensitive)
      report.severity = Severity::Hint;
  }
  if (edits)
    report.fixes.push_back({"set " + std::string(flag), std::move(*edits), Safety::Unsafe, true});
  reporter.report(context, place, std::move(report));
}

} // namespace

void checkCookies(const FunctionContext& context, Reporter& reporter, std::string_view flag) {
  for (NodeId id = 1; id < context.ast.nodes.size(); ++id)
    if (setsCookie(context, id) && !removesCookie(context, id))
      checkCookie(context, reporter, id, flag);
}

} // namespace pysecd
