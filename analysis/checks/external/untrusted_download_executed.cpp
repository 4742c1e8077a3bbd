#include "analysis/checks/rule.h"
#include "analysis/syntax/walk.h"

#include <algorithm>

namespace pysecd::checks::external {

namespace {

constexpr int kMaxDepth = 8;

bool fetches(const FunctionContext& context, NodeId call) {
  for (const ModelId api : context.apisOf(call))
    for (const SinkRow& row : context.models[api].sinks)
      if (row.kind == Sink::Url)
        return true;
  return false;
}

// The call that fetches what the expression is made of, directly or through variables.
NodeId downloadIn(const FunctionContext& context, NodeId node, int depth) {
  const Ast& ast = context.ast;
  const Node& at = ast[node];
  if (depth == 0)
    return kNoNode;
  if (at.kind == NodeKind::Call && fetches(context, node))
    return node;
  if (at.kind == NodeKind::Name)
    for (const NodeId id : context.code.of(NodeKind::Assign))
      if (ast[id].listSize == 1 && ast[id].a != kNoNode &&
          ast[ast.list(id)[0]].kind == NodeKind::Name && ast[ast.list(id)[0]].symbol == at.symbol &&
          ast[id].end <= at.begin)
        if (const NodeId found = downloadIn(context, ast[id].a, depth - 1); found != kNoNode)
          return found;
  NodeId found = kNoNode;
  forEachChild(ast, at, [&](NodeId child) {
    if (found == kNoNode)
      found = downloadIn(context, child, depth - 1);
  });
  return found;
}

// A hash or a signature is looked at somewhere in the function.
bool isCompared(const FunctionContext& context) {
  const Ast& ast = context.ast;
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    if (node.kind != NodeKind::Name && node.kind != NodeKind::Attribute)
      return false;
    const std::string_view name = context.text(node.symbol);
    return name == "hashlib" || name == "compare_digest" || name == "hexdigest" ||
           name == "verify" || name == "sha256" || name == "gpg";
  });
}

bool pipesIntoShell(std::string_view text) {
  if (text.find("curl ") == std::string_view::npos && text.find("wget ") == std::string_view::npos)
    return false;
  for (const std::string_view pipe : {"| sh", "|sh", "| bash", "|bash", "| sudo", "| python"})
    if (text.find(pipe) != std::string_view::npos)
      return true;
  return false;
}

void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (const SinkHit& hit : context.flow.hits)
    if (hit.row.kind == Sink::Shell && hit.through == kNoSymbol)
      for (const StringPiece& piece : context.flow.values[hit.value].pieces)
        if (piece.hole == kBottom && pipesIntoShell(piece.text))
          reporter.report(context, hit.argument);
  for (const NodeId id : context.code.of(NodeKind::Call)) {
    if (ast.list(id).empty() ||
        !(context.calls(id, "builtins.exec") || context.calls(id, "builtins.eval")))
      continue;
    if (downloadIn(context, ast.list(id)[0], kMaxDepth) != kNoNode && !isCompared(context))
      reporter.report(context, ast.list(id)[0]);
  }
}

} // namespace

constexpr Check untrusted_download_executed{
    .severity = Severity::Error,
    .cwe = 494,
    .message = "what was downloaded is run without a look at who made it",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::external
