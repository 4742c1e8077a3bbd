#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::concurrency {

namespace {

constexpr std::string_view kDatabaseErrors[] = {
    "SQLAlchemyError", "IntegrityError", "OperationalError", "DBAPIError",
    "DatabaseError",   "DataError",      "DBError",          "DBDuplicateEntry",
    "StatementError",  "Exception",      "BaseException"};

bool isSession(const FunctionContext& context, NodeId receiver) {
  return mentions(lastName(context, receiver), {"session"}) ||
         context.isInstance(context.valueOf(receiver), "sqlalchemy.orm.Session");
}

// The session on which the statements call one of the methods; empty if on none.
std::string_view sessionOf(const FunctionContext& context, NodeId block,
                           std::initializer_list<std::string_view> methods) {
  std::string_view session;
  visitInside(context.ast, block, [&](NodeId id) {
    const Node& callee = context.ast[context.ast[id].a];
    if (context.ast[id].kind == NodeKind::Call && callee.kind == NodeKind::Attribute &&
        std::find(methods.begin(), methods.end(), context.text(callee.symbol)) != methods.end() &&
        isSession(context, callee.a))
      session = context.ast.text(callee.a);
    return true;
  });
  return session;
}

bool catchesDatabaseErrors(const FunctionContext& context, NodeId handler) {
  const Ast& ast = context.ast;
  const NodeId type = ast[handler].a;
  if (type == kNoNode)
    return true;
  std::vector<NodeId> types{type};
  if (ast[type].kind == NodeKind::Tuple)
    types.assign(ast.list(type).begin(), ast.list(type).end());
  return std::any_of(types.begin(), types.end(), [&](NodeId each) {
    return std::find(std::begin(kDatabaseErrors), std::end(kDatabaseErrors),
                     lastName(context, each)) != std::end(kDatabaseErrors);
  });
}

// Ends the transaction, or leaves the function to somebody who may.
bool endsIt(const FunctionContext& context, NodeId block) {
  return anyInside(context.ast, block, [&](NodeId id) {
    const Node& node = context.ast[id];
    const std::string_view callee =
        node.kind == NodeKind::Call ? calleeName(context, id) : std::string_view();
    return node.kind == NodeKind::Raise ||
           mentions(callee, {"rollback", "abort", "exit", "fail"}) || callee == "close" ||
           callee == "remove" || callee == "expunge_all" || callee == "invalidate";
  });
}

// The session is made here, and gone where the block ends.
bool ownedByWith(const FunctionContext& context, std::string_view session) {
  return std::any_of(context.ast.nodes.begin(), context.ast.nodes.end(), [&](const Node& node) {
    return node.kind == NodeKind::WithItem && node.b != kNoNode &&
           context.ast.text(node.b) == session;
  });
}

void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (const NodeId id : context.code.of(NodeKind::Try)) {
    const Node& node = ast[id];
    const std::string_view session = sessionOf(context, node.a, {"commit", "flush"});
    if (session.empty() || ownedByWith(context, session) ||
        (node.c != kNoNode && endsIt(context, node.c)))
      continue;
    for (const NodeId handler : ast.list(node))
      if (catchesDatabaseErrors(context, handler) && !endsIt(context, ast[handler].b)) {
        const ByteOffset end =
            ast[handler].a != kNoNode ? ast[ast[handler].a].end : ast[handler].begin + 6;
        reporter.report({ast[handler].begin, end});
      }
  }
}

} // namespace

constexpr Check transaction_not_rolled_back{
    .severity = Severity::Warning,
    .cwe = 755,
    .message = "after this error the session is of no use until it is rolled back, and may keep "
               "half of the changes",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
