#include "analysis/checks/rule.h"
#include "analysis/checks/util/names.h"

#include <algorithm>

namespace pysecd::checks::access {

namespace {

bool isIdentityKey(std::string_view key) {
  return mentions(key, {"user", "userid", "user_id", "username", "uid", "logged_in", "loggedin",
                        "authenticated", "account"});
}

// A login that writes who the visitor is into the session that the visitor brought along.
void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  if (context.isModule() || !mentions(context.text(ast[ast.root].symbol),
                                      {"login", "signin", "sign_in", "log_in", "authenticate"}))
    return;
  const bool renews = std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    const std::string_view name =
        node.kind == NodeKind::Call ? context.text(ast[node.a].symbol) : std::string_view();
    return name == "clear" || name == "cycle_key" || name == "flush" || name == "regenerate" ||
           name == "invalidate" || name == "new_session" || name == "regenerate_id" ||
           name == "login_user" || name == "login" || name == "remember" || name == "changed";
  });
  if (renews)
    return;
  for (const NodeId id : context.code.of(NodeKind::Assign)) {
    const Node& node = ast[id];
    if (node.listSize != 1)
      continue;
    const Node& target = ast[ast.list(id)[0]];
    if (target.kind != NodeKind::Subscript)
      continue;
    const std::string_view owner = context.text(ast[target.a].symbol);
    if (owner == "session" && isIdentityKey(context.constantText(target.b).value_or("")))
      return reporter.report(context, ast.list(id)[0]);
  }
}

} // namespace

constexpr Check session_fixation{
    .severity = Severity::Warning,
    .cwe = 384,
    .message = "the session from before the login goes on: whoever planted its id is logged in too",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::access
