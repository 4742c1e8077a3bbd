#include "analysis/checks/rule.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::exception {

namespace {

constexpr std::string_view kPermission[] = {
    "authenticated", "authorized", "permission", "permissions", "permitted",    "superuser",
    "staff",         "perm",       "perms",      "authorize",   "authenticate", "csrf"};

bool isRemote(const Value& value) {
  return !value.harmless() &&
         std::any_of(value.origins.begin(), value.origins.end(), [](const Origin& origin) {
           return (origin.kinds & maskOf(Taint::Remote)) != 0;
         });
}

bool asksPermission(const FunctionContext& context, NodeId test) {
  const Ast& ast = context.ast;
  return anyInside(ast, test, [&](NodeId id) {
    const Node& node = ast[id];
    if (node.kind != NodeKind::Attribute && node.kind != NodeKind::Name)
      return false;
    const std::string_view name = context.text(node.symbol);
    return mentions(name, kPermission) || name == "is_admin" || name == "check_password";
  });
}

bool asksInput(const FunctionContext& context, NodeId test) {
  return anyInside(context.ast, test, [&](NodeId id) { return isRemote(context.valueOf(id)); });
}

// `assert x is not None` and `isinstance` tell a type checker what the program knows.
bool narrowsType(const FunctionContext& context, NodeId test) {
  const Ast& ast = context.ast;
  const Node& node = ast[test];
  if (node.kind == NodeKind::Compare && node.listSize == 1) {
    const Node& term = ast[ast.list(node)[0]];
    const auto op = static_cast<CompareOp>(term.op);
    return (op == CompareOp::IsNot || op == CompareOp::Is) &&
           ast[term.a].kind == NodeKind::NoneLiteral;
  }
  return false;
}

Fix raiseInstead(const FunctionContext& context, NodeId id, std::string_view type) {
  const Ast& ast = context.ast;
  const Node& node = ast[id];
  const std::string indent(indentAt(ast, node.begin));
  const bool crlf = ast.source.find("\r\n") != std::string_view::npos;
  std::string text = "if not (" + std::string(ast.text(node.a)) + (crlf ? "):\r\n" : "):\n") +
                     indent + "    raise " + std::string(type) + "(" +
                     (node.b != kNoNode ? std::string(ast.text(node.b)) : std::string()) + ")";
  return {"raise an exception that -O does not remove",
          {{node.range(), std::move(text)}},
          Safety::Unsafe,
          true,
          {}};
}

void run(const FunctionContext& context, Reporter& reporter) {
  if (context.file.isTest)
    return;
  for (const NodeId id : context.code.of(NodeKind::Assert)) {
    const Node& node = context.ast[id];
    if (node.a == kNoNode)
      continue;
    const bool permission = asksPermission(context, node.a);
    if (!permission && (narrowsType(context, node.a) || !asksInput(context, node.a)))
      continue;
    Report report;
    report.fixes = {raiseInstead(context, id, permission ? "PermissionError" : "ValueError")};
    reporter.report(context, id, std::move(report));
  }
}

} // namespace

constexpr Check assert_for_validation{
    .severity = Severity::Warning,
    .cwe = 617,
    .message = "assert guards against outside input, and is gone when Python runs with -O",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::exception
