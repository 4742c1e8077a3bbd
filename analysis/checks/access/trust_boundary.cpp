#include "analysis/checks/rule.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/values.h"

#include <algorithm>

namespace pysecd::checks::access {

namespace {

bool isSession(const FunctionContext& context, NodeId object) {
  const Node& node = context.ast[object];
  if (node.kind != NodeKind::Name && node.kind != NodeKind::Attribute)
    return false;
  const std::string_view name = context.text(node.symbol);
  return name == "session" || name.ends_with("_session") || name == "mysession";
}

bool isIdentity(std::string_view key) {
  return mentions(key, {"user",      "userid",    "username",      "role",   "roles",
                        "admin",     "auth",      "authenticated", "logged", "login",
                        "account",   "tenant",    "permissions",   "uid",    "identity",
                        "superuser", "privilege", "group",         "groups", "email"});
}

// A login that checks a password or a token first says who the visitor is.
bool provesIdentity(const FunctionContext& context) {
  const Ast& ast = context.ast;
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    return (node.kind == NodeKind::Call &&
            mentions(context.text(ast[node.a].symbol),
                     {"authenticate", "check_password", "check_password_hash", "verify", "checkpw",
                      "validate", "login", "authorize", "compare_digest", "filter_by", "filter",
                      "query", "execute", "find_one", "get_user", "get_or_404"})) ||
           ((node.kind == NodeKind::Name || node.kind == NodeKind::Attribute) &&
            isPasswordName(context.text(node.symbol)));
  });
}

void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (const NodeId id : context.code.of(NodeKind::Assign)) {
    const Node& node = ast[id];
    if (node.a == kNoNode)
      continue;
    for (const NodeId target : ast.list(node)) {
      const Node& at = ast[target];
      if (at.kind != NodeKind::Subscript || !isSession(context, at.a))
        continue;
      if (isRemote(context.valueOf(at.b), Sink::Session))
        reporter.report(context, at.b,
                        {.message = "the request chooses which entry of the session is written"});
      else if (isRemote(context.valueOf(node.a), Sink::Session) &&
               isIdentity(context.constantText(at.b).value_or(std::string_view())) &&
               !provesIdentity(context))
        reporter.report(context, node.a,
                        {.message = "the request itself says who the visitor is: the session "
                                    "believes it from here on"});
    }
  }
}

} // namespace

constexpr Check trust_boundary{.severity = Severity::Warning,
                               .cwe = 501,
                               .message = "unchecked data becomes trusted state of the session",
                               .rule = FunctionRule{run}};

} // namespace pysecd::checks::access
