#include "analysis/checks/rule.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/values.h"

#include <algorithm>

namespace pysecd::checks::access {

namespace {

constexpr std::string_view kFastHashes[] = {
    "hashlib.sha224",   "hashlib.sha256",   "hashlib.sha384",  "hashlib.sha512",
    "hashlib.sha3_256", "hashlib.sha3_512", "hashlib.blake2b", "hashlib.blake2s"};

// Two fields of a form are compared with each other, not with what is stored.
bool isRepetition(std::string_view name) {
  return mentions(name, {"confirm", "confirmation", "repeat", "again", "verify", "retype", "new",
                         "old", "password1", "password2", "password_2"});
}

bool isStored(const FunctionContext& context, NodeId node) {
  const Node& at = context.ast[node];
  if (at.kind != NodeKind::Attribute && at.kind != NodeKind::Subscript)
    return false;
  const std::string_view owner = context.ast.text(at.a);
  return owner != "self" && !isRemote(context.valueOf(node), Sink::Log) &&
         !mentions(owner, {"form", "data", "request", "args", "cleaned", "config", "settings",
                           "options", "conf", "opts", "body", "payload", "params", "url", "parsed",
                           "environ", "env", "other"});
}

bool isHashed(std::string_view name) {
  return mentions(name, {"hash", "hashed", "digest", "encrypted", "crypt", "checksum"});
}

void judgeCompare(const FunctionContext& context, NodeId id, Reporter& reporter) {
  const Node& node = context.ast[id];
  const Node& term = context.ast[context.ast.list(id)[0]];
  const auto op = static_cast<CompareOp>(term.op);
  if (node.listSize != 1 || (op != CompareOp::Eq && op != CompareOp::NotEq) ||
      !context.reached(node.a))
    return;
  const std::string_view left = endName(context, node.a);
  const std::string_view right = endName(context, term.a);
  if (!isPasswordName(left) || !isPasswordName(right) || isRepetition(left) ||
      isRepetition(right) || isHashed(left) || isHashed(right))
    return;
  if (isStored(context, node.a) != isStored(context, term.a))
    reporter.report(context, id,
                    {.message = "the password is stored as text: it is compared as such"});
}

// `user.password = request.form["password"]` on an object that is kept.
void judgeAssign(const FunctionContext& context, NodeId id, Reporter& reporter) {
  const Node& node = context.ast[id];
  if (node.listSize != 1 || node.a == kNoNode)
    return;
  const Node& target = context.ast[context.ast.list(id)[0]];
  if (target.kind != NodeKind::Attribute || !isPasswordName(context.text(target.symbol)) ||
      isHashed(context.text(target.symbol)) || !isRemote(context.valueOf(node.a), Sink::Log))
    return;
  // The setter of a property may hash.
  const Value& object = context.valueOf(target.a);
  const bool kept = std::any_of(object.types.begin(), object.types.end(), [&](const TypeRef& type) {
    return type.kind == TypeKind::LocalInstance && !context.modelledBases(type.id).empty() &&
           context.program.method(type.id, target.symbol) == kNoSymbol;
  });
  if (kept)
    reporter.report(context, node.a, {.message = "the password is stored as text"});
}

// What is hashed here goes on to a slow hash: bcrypt takes 72 bytes, so programs shorten it before.
bool hashesSlowly(const FunctionContext& context) {
  return std::any_of(context.ast.nodes.begin() + 1, context.ast.nodes.end(), [&](const Node& node) {
    if (node.kind != NodeKind::Call)
      return false;
    const std::string_view name = context.text(context.ast[node.a].symbol);
    return name == "hashpw" || name == "pbkdf2_hmac" || name == "scrypt" || name == "hash_secret";
  });
}

void judgeHash(const FunctionContext& context, NodeId id, Reporter& reporter) {
  const auto arguments = context.ast.list(id);
  if (arguments.empty() || context.ast[arguments[0]].kind == NodeKind::Starred ||
      std::none_of(std::begin(kFastHashes), std::end(kFastHashes),
                   [&](std::string_view api) { return context.calls(id, api); }))
    return;
  std::string_view name = endName(context, arguments[0]);
  const Node& argument = context.ast[arguments[0]];
  if (argument.kind == NodeKind::Binary) // salt + password
    name = isPasswordName(endName(context, argument.a)) ? endName(context, argument.a)
                                                        : endName(context, argument.b);
  if (isPasswordName(name) && !isHashed(name) && !hashesSlowly(context))
    reporter.report(context.ast[context.ast[id].a].range(),
                    {.message = "a fast hash lets stolen passwords be tried by the billion",
                     .severity = Severity::Warning,
                     .cwe = 916});
}

void run(const FunctionContext& context, Reporter& reporter) {
  for (NodeId id = 1; id < context.ast.nodes.size(); ++id)
    switch (context.ast[id].kind) {
    case NodeKind::Compare:
      judgeCompare(context, id, reporter);
      break;
    case NodeKind::Assign:
      judgeAssign(context, id, reporter);
      break;
    case NodeKind::Call:
      judgeHash(context, id, reporter);
      break;
    default:
      break;
    }
}

} // namespace

constexpr Check plaintext_password{.severity = Severity::Error,
                                   .cwe = 256,
                                   .message = "the password is kept as text",
                                   .rule = FunctionRule{run}};

} // namespace pysecd::checks::access
