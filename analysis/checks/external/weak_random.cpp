#include "analysis/checks/rule.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/values.h"

#include <algorithm>

namespace pysecd::checks::external {

namespace {

constexpr int kMaxHops = 3;

bool isSecurity(std::string_view name) {
  return isSecretName(name) ||
         mentions(name, {"password",      "passwd",         "passphrase",     "secret",
                         "otp",           "csrf",           "xsrf",           "nonce",
                         "captcha",       "set_cookie",     "session_cookie", "salt",
                         "apikey",        "api_key",        "session_id",     "sessionid",
                         "session_key",   "auth_code",      "access_code",    "verification_code",
                         "reset_code",    "activation_key", "remember_me",    "rememberme",
                         "remember",      "credential",     "private_key",    "secret_key",
                         "access_token",  "auth_token",     "csrf_token",     "reset_token",
                         "invite_code",   "make_token",     "generate_token", "create_token",
                         "new_token",     "get_token",      "generate_key",   "signing_key",
                         "encryption_key"});
}

bool isHarmlessPurpose(std::string_view name) {
  return mentions(name, {"jitter", "sleep", "delay", "backoff", "shuffle", "sample", "benchmark",
                         "simulate", "fake", "mock", "dummy", "cookie_cutter", "noise"});
}

// `session["key"] = str(random.random())`: text that will tell this session from others; a number
// there may be anything.
bool goesIntoSession(const FunctionContext& context, NodeId place) {
  const Ast& ast = context.ast;
  const auto assigns = context.code.of(NodeKind::Assign);
  return std::any_of(assigns.begin(), assigns.end(), [&](NodeId id) {
    const Node& assign = ast[id];
    if (assign.listSize != 1 || assign.a == kNoNode ||
        !ast[assign.a].range().contains(ast[place].range()))
      return false;
    const Node& target = ast[ast.list(assign)[0]];
    return target.kind == NodeKind::Subscript && endName(context, target.a) == "session" &&
           !context.valueOf(assign.a).number();
  });
}

// Does the value get a name that says secret: directly, or through the variables it is put into?
bool becomesSecret(const FunctionContext& context, NodeId place, int hops) {
  const std::vector<std::string_view> names = namesAround(context, place);
  if (std::any_of(names.begin(), names.end(), isHarmlessPurpose))
    return false;
  if (std::any_of(names.begin(), names.end(), isSecurity) || goesIntoSession(context, place))
    return true;
  if (hops == 0)
    return false;
  const Ast& ast = context.ast;
  const std::vector<NodeId> parents = parentsOf(ast);
  for (NodeId id = place; id != kNoNode; id = parents[id]) {
    if (ast[id].kind != NodeKind::Assign || ast[id].listSize != 1)
      continue;
    const NodeId target = ast.list(id)[0];
    if (ast[target].kind != NodeKind::Name)
      return false;
    for (NodeId use = 1; use < ast.nodes.size(); ++use)
      if (use != target && ast[use].kind == NodeKind::Name &&
          ast[use].symbol == ast[target].symbol && ast[use].begin > ast[id].end &&
          becomesSecret(context, use, hops - 1))
        return true;
    return false;
  }
  return false;
}

std::optional<Severity> weigh(const FunctionContext& context, NodeId call, Severity severity) {
  return becomesSecret(context, call, kMaxHops) ? std::optional(severity) : std::nullopt;
}

} // namespace

constexpr Check weak_random{.severity = Severity::Warning,
                            .cwe = 330,
                            .message = "these random numbers can be foretold: they guard nothing",
                            .rule = MisuseRule{weigh}};

} // namespace pysecd::checks::external
