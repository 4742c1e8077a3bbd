#include "analysis/checks/rule.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::exception {

namespace {

constexpr std::string_view kDecisions[] = {
    "auth",        "authenticate", "authenticated", "authorize",      "authorized",    "permission",
    "permissions", "permitted",    "allowed",       "verify",         "verified",      "login",
    "credential",  "credentials",  "signature",     "admin",          "csrf",          "policy",
    "enforce",     "trusted",      "acl",           "authentication", "authorization", "permits",
    "superuser",   "password"};
constexpr std::string_view kOutcomes[] = {"authenticated", "authorized", "allowed",
                                          "permitted",     "verified",   "trusted",
                                          "granted",       "admin",      "superuser"};

// With one of the words above: calls that let somebody in or raise, whatever the function around
// them is named.
constexpr std::string_view kEnforcers[] = {"authenticate", "authorize", "verify",
                                           "enforce",      "check",     "require"};

bool isTrue(const FunctionContext& context, NodeId expression) {
  return context.ast[expression].kind == NodeKind::TrueLiteral;
}

// `return True` at the end of the statements, whatever was done before.
NodeId succeeds(const FunctionContext& context, std::span<const NodeId> statements) {
  if (statements.empty())
    return kNoNode;
  const Node& last = context.ast[statements.back()];
  return last.kind == NodeKind::Return && isTrue(context, last.a) ? statements.back() : kNoNode;
}

// `authenticated = True` among the statements.
NodeId grants(const FunctionContext& context, std::span<const NodeId> statements) {
  for (const NodeId id : statements) {
    const Node& node = context.ast[id];
    if (node.kind == NodeKind::Assign && isTrue(context, node.a))
      for (const NodeId target : context.ast.list(node))
        if (mentions(lastName(context, target), kOutcomes))
          return id;
  }
  return kNoNode;
}

// Nothing in the handler decides: what follows the try statement runs.
bool fallsThrough(const FunctionContext& context, NodeId handler) {
  return !anyInside(context.ast, context.ast[handler].b, [&](NodeId id) {
    const Node& node = context.ast[id];
    return node.kind == NodeKind::Return || node.kind == NodeKind::Raise ||
           node.kind == NodeKind::Assign || node.kind == NodeKind::AugAssign ||
           node.kind == NodeKind::Continue || node.kind == NodeKind::Break ||
           (node.kind == NodeKind::Call && context.valueOf(id).may == 0);
  });
}

bool decides(const FunctionContext& context, NodeId call) {
  return context.ast[call].kind == NodeKind::Call &&
         mentions(calleeName(context, call), kDecisions);
}

bool enforces(const FunctionContext& context, NodeId call) {
  return decides(context, call) && mentions(calleeName(context, call), kEnforcers);
}

bool tries(const FunctionContext& context, NodeId body,
           bool (*what)(const FunctionContext&, NodeId)) {
  return anyInside(context.ast, body, [&](NodeId id) { return what(context, id); });
}

// try: check() / except: log / return True
void reportFallThrough(const FunctionContext& context, std::span<const NodeId> statements,
                       bool namedForIt, Reporter& reporter) {
  for (std::size_t i = 0; i + 1 < statements.size(); ++i) {
    const Node& node = context.ast[statements[i]];
    const Node& next = context.ast[statements[i + 1]];
    if (node.kind != NodeKind::Try || next.kind != NodeKind::Return || !isTrue(context, next.a) ||
        !tries(context, node.a, namedForIt ? decides : enforces))
      continue;
    for (const NodeId handler : context.ast.list(node))
      if (catchesAll(context, handler) && fallsThrough(context, handler))
        reporter.report(context, statements[i + 1]);
  }
}

void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  if (context.code.of(NodeKind::Try).empty())
    return;
  for (const NodeId function : context.code.functions()) {
    const std::string_view name = context.text(ast[function].symbol);
    const bool check = mentions(name, kDecisions);
    visitInside(ast, ast[function].b, [&](NodeId id) {
      const Node& node = ast[id];
      if (node.kind == NodeKind::Block)
        reportFallThrough(context, ast.list(id), check, reporter);
      if (node.kind == NodeKind::Try)
        for (const NodeId handler : ast.list(node)) {
          const auto statements = ast.list(ast[handler].b);
          if (const NodeId success = succeeds(context, statements);
              success != kNoNode && catchesAll(context, handler) &&
              (check || tries(context, node.a, enforces)))
            reporter.report(context, success);
          if (const NodeId grant = grants(context, statements); grant != kNoNode)
            reporter.report(context, grant);
        }
      return !definesCode(node.kind);
    });
  }
}

} // namespace

constexpr Check failure_opens{.severity = Severity::Warning,
                              .cwe = 636,
                              .message =
                                  "when the check fails with an exception, access is granted",
                              .rule = FunctionRule{run}};

} // namespace pysecd::checks::exception
