#include "analysis/checks/rule.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::exception {

namespace {

constexpr std::string_view kSecurity[] = {
    "auth",        "authenticate", "authorize",  "login",    "verify",   "permission",
    "permissions", "policy",       "enforce",    "decrypt",  "encrypt",  "signature",
    "certificate", "commit",       "chmod",      "chown",    "setuid",   "setgid",
    "revoke",      "audit",        "credential", "password", "sanitize", "privileges",
    "lockout",     "credentials",  "csrf"};

bool doesNothing(const Ast& ast, NodeId block) {
  const auto statements = ast.list(block);
  return !statements.empty() && std::all_of(statements.begin(), statements.end(), [&](NodeId id) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::ExpressionStatement) {
      const NodeKind value = ast[node.a].kind;
      return value == NodeKind::EllipsisLiteral || value == NodeKind::String;
    }
    return node.kind == NodeKind::Pass || node.kind == NodeKind::Continue;
  });
}

void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (const NodeId id : context.code.of(NodeKind::Try)) {
    for (const NodeId handler : ast.list(id)) {
      if (!catchesAll(context, handler) || !doesNothing(ast, ast[handler].b))
        continue;
      const bool guards = anyInside(ast, ast[id].a, [&](NodeId node) {
        return ast[node].kind == NodeKind::Call && mentions(calleeName(context, node), kSecurity);
      });
      Report report;
      if (!guards) {
        report.severity = Severity::Hint;
        report.message = "every exception is dropped here, also those nobody thought of";
      }
      const ByteOffset head =
          ast[handler].a != kNoNode ? ast[ast[handler].a].end : ast[handler].begin + ByteOffset{6};
      reporter.report({ast[handler].begin, head}, std::move(report));
    }
  }
}

} // namespace

constexpr Check swallowed{.severity = Severity::Information,
                          .cwe = 390,
                          .message =
                              "a failing security check goes unnoticed: its exception is dropped",
                          .rule = FunctionRule{run}};

} // namespace pysecd::checks::exception
