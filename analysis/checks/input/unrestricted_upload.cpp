#include "analysis/checks/rule.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/values.h"
#include "analysis/syntax/walk.h"

namespace pysecd::checks::input {

namespace {

constexpr int kMaxDepth = 12;

// Names that stand around tests of what kind of file it is.
bool speaksOfKind(const FunctionContext& function, NodeId id, int depth = kMaxDepth) {
  const Node& node = function.ast[id];
  if (node.kind == NodeKind::Name || node.kind == NodeKind::Attribute)
    if (mentions(function.text(node.symbol),
                 {"allowed", "allow",    "ext",      "extension",    "extensions",
                  "suffix",  "mime",     "mimetype", "content_type", "type",
                  "valid",   "validate", "splitext", "endswith",     "rsplit",
                  "safe",    "check",    "guess",    "what",         "magic"}))
      return true;
  bool found = false;
  if (depth > 0)
    forEachChild(function.ast, node,
                 [&](NodeId child) { found = found || speaksOfKind(function, child, depth - 1); });
  return found;
}

bool isUnrestricted(const SinkContext& context) {
  const FunctionContext& function = context.function;
  const Value& value = function.flow.values[context.hit.value];
  if (isRemote(value, Sink::Path))
    return false; // that it leaves the directory is the greater defect
  const Ast& ast = function.ast;
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    if ((node.kind == NodeKind::If || node.kind == NodeKind::Conditional ||
         node.kind == NodeKind::Assert || node.kind == NodeKind::While) &&
        speaksOfKind(function, node.a))
      return false;
    // validate(file)
    if (node.kind == NodeKind::ExpressionStatement && ast[node.a].kind == NodeKind::Call &&
        mentions(function.text(ast[ast[node.a].a].symbol),
                 {"validate", "check", "verify", "ensure"}))
      return false;
  }
  return true;
}

} // namespace

constexpr Check unrestricted_upload{
    .severity = Severity::Warning,
    .cwe = 434,
    .message = "an uploaded file is kept under its own name, whatever its kind",
    .rule = TaintRule{.from = Taint::Remote, .to = Sink::Upload, .provided = isUnrestricted}};

} // namespace pysecd::checks::input
