#include "analysis/checks/rule.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/secret_uses.h"

namespace pysecd::checks::exception {

namespace {

void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (const NodeId id : context.code.of(NodeKind::Raise)) {
    if (ast[ast[id].a].kind != NodeKind::Call)
      continue;
    for (const NodeId argument : ast.list(ast[id].a))
      for (const NodeId secret : secretsIn(context, argument))
        reporter.report(context, secret);
  }
}

} // namespace

constexpr Check secret_in_exception{
    .severity = Severity::Warning,
    .cwe = 209,
    .message = "a secret becomes part of the exception's text, which logs and clients see",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::exception
