#include "analysis/checks/util/guards.h"

#include "analysis/checks/util/entries.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd {

namespace {

// A function that gives the caller's identity, or refuses who has none: what `Depends()` is given.
bool isIdentityName(std::string_view name) {
  return isGuardDecorator(name) || isGuardCall(name) ||
         mentions(name, {"current_user", "auth", "authenticated", "authorized", "permission",
                         "permissions", "admin", "api_key", "principal", "superuser", "verify",
                         "require", "role", "token", "user"});
}

// `Depends(get_current_user)` in a default, an annotation or the route's `dependencies`.
void addDependencies(const FunctionContext& context, NodeId within,
                     std::vector<std::string>& guards) {
  visitInside(context.ast, within, [&](NodeId id) {
    const Node& node = context.ast[id];
    if (node.kind != NodeKind::Call)
      return true;
    const std::string_view name = calledName(context, id);
    if ((name == "Depends" || name == "Security") && !context.ast.list(node).empty() &&
        isIdentityName(calledName(context, context.ast.list(node)[0])))
      guards.emplace_back(context.ast.text(id));
    return true;
  });
}

// What a route is told about who may take it: `permission="edit"`, `auth=bearer`.
void addRouteArguments(const FunctionContext& context, NodeId decorator,
                       std::vector<std::string>& guards) {
  if (context.ast[decorator].kind != NodeKind::Call)
    return;
  for (const NodeId argument : context.ast.list(decorator)) {
    const std::string_view name = context.text(context.ast[argument].symbol);
    if (context.ast[argument].kind == NodeKind::KeywordArgument &&
        (name == "permission" || name == "auth" || name == "permission_classes"))
      guards.emplace_back(context.ast.text(argument));
  }
  addDependencies(context, decorator, guards);
}

// Cheap, and true of every name that the tests below are true of.
bool mayGuard(std::string_view name) {
  constexpr std::string_view kParts[] = {"can",      "auth",    "perm", "enforce", "polic",
                                         "check",    "is_",     "has_", "verify",  "require",
                                         "validate", "compare", "Auth", "Perm",    "Enforce"};
  return std::any_of(std::begin(kParts), std::end(kParts), [&](std::string_view part) {
    return name.find(part) != std::string_view::npos;
  });
}

// nova's `context.can(...)`, oslo.policy's `enforcer.authorize(...)`.
bool refuses(const FunctionContext& context, NodeId call) {
  const std::string_view name = calledName(context, call);
  if (!mayGuard(name))
    return false;
  if (name == "can")
    return mentions(receiverName(context, call), {"context", "ctxt", "user", "ability"});
  return isGuardCall(name) ||
         (mentions(name, {"authorize", "policy", "permission", "permissions"}) &&
          mentions(name, {"authorize", "enforce", "check", "verify", "require", "ensure", "assert",
                          "validate"}));
}

} // namespace

std::string_view calledName(const FunctionContext& context, NodeId node) {
  const Node& at = context.ast[node];
  return context.text(context.ast[at.kind == NodeKind::Call ? at.a : node].symbol);
}

bool isGuardDecorator(std::string_view name) {
  return mentions(name,
                  {"login_required", "auth_required", "token_required", "jwt_required",
                   "admin_required", "roles_required", "role_required", "permission_required",
                   "permissions_required", "requires_auth", "require_login", "authenticated",
                   "require_role", "requires_login", "require_auth", "authorize", "protected"}) ||
         name.ends_with("login_required") || name.ends_with("auth_required") ||
         name.ends_with("_required") || name == "requires_auth" || name == "require_auth";
}

// A check whose answer is its only effect.
bool isAnswerOnly(std::string_view name) {
  if (name == "check_password" || name == "check_password_hash" || name == "compare_digest" ||
      name == "has_perm" || name == "has_perms" || name == "has_permission" ||
      name == "constant_time_compare" || name == "verify_password" || name == "checkpw")
    return true;
  const bool asks = name.starts_with("is_") || name.starts_with("has_") || name.starts_with("can_");
  return asks && mentions(name, {"authenticated", "authorized", "permission", "permitted",
                                 "allowed", "admin", "owner", "access", "superuser"});
}

bool isGuardCall(std::string_view name) {
  return isAnswerOnly(name) ||
         mentions(name, {"authorize", "authenticate", "check_permission", "check_permissions",
                         "enforce"}) ||
         name.starts_with("check_permission") || name.starts_with("require_permission") ||
         name == "check_is_admin" || name == "verify_signature" || name == "verify_token" ||
         name == "validate_token" || name == "check_access" || name == "check_auth";
}

std::vector<std::string> guardsOf(const FunctionContext& context) {
  const Ast& ast = context.ast;
  const Node& root = ast[ast.root];
  std::vector<std::string> guards;
  if (root.kind != NodeKind::FunctionDef)
    return guards;
  if (root.c != kNoNode)
    for (const NodeId decorator : ast.list(root.c)) {
      const std::string_view name = calledName(context, decorator);
      if (isGuardDecorator(name) || name == "user_passes_test" || name == "roles_accepted")
        guards.push_back("@" + std::string(name));
      else
        addRouteArguments(context, decorator, guards);
    }
  addDependencies(context, root.a, guards);
  visitInside(ast, root.b, [&](NodeId id) {
    if (ast[id].kind == NodeKind::Call && refuses(context, id))
      guards.push_back(std::string(ast.text(ast[id].a)) + "()");
    return true;
  });
  std::sort(guards.begin(), guards.end());
  guards.erase(std::unique(guards.begin(), guards.end()), guards.end());
  return guards;
}

bool asksWhoCalls(const FunctionContext& context) {
  const Ast& ast = context.ast;
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    if (node.kind == NodeKind::Integer) {
      const std::string_view status = ast.source.substr(node.begin, node.end - node.begin);
      return status == "401" || status == "403";
    }
    if (node.kind == NodeKind::StringText)
      return mentions(ast.cooked[node.text],
                      {"user_id", "authorization", "logged_in", "username", "x_api_key"}) &&
             ast.cooked[node.text].size() < 32;
    return (node.kind == NodeKind::Name || node.kind == NodeKind::Attribute ||
            node.kind == NodeKind::Parameter || node.kind == NodeKind::KeywordArgument) &&
           mentions(context.text(node.symbol),
                    {"user", "current_user", "auth", "authorize", "authenticated", "authorized",
                     "permission", "permissions", "forbidden", "unauthorized", "denied", "admin",
                     "owner", "enforce", "policy", "token", "identity", "principal", "signature"});
  });
}

} // namespace pysecd
