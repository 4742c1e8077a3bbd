#include "analysis/checks/rule.h"
#include "analysis/checks/util/values.h"
#include "analysis/checks/util/wrap_value.h"

#include <algorithm>

namespace pysecd::checks::input {

namespace {

// Some APIs take a URL as well: which file is on that server is not ours to guard.
bool namesFile(const SinkContext& context) {
  const std::string_view prefix = knownPrefix(context.function.flow.values[context.hit.value]);
  return prefix.find("://") == std::string_view::npos;
}

// The parts of a path that come from outside: arguments of a join, operands of `/` and `+`, fields.
bool takeNamesOnly(const FunctionContext& function, NodeId id, int depth, Fix& fix) {
  const Ast& ast = function.ast;
  const Node& node = ast[id];
  const Value& value = function.valueOf(id);
  const bool outside =
      std::any_of(value.origins.begin(), value.origins.end(), [](const Origin& origin) {
        return origin.kinds != 0 && (origin.cleaned & maskOf(Sink::Path)) == 0;
      });
  if (!outside)
    return true;
  const auto all = [&](const auto& parts) {
    for (const NodeId part : parts)
      if (!takeNamesOnly(function, part, depth - 1, fix))
        return false;
    return true;
  };
  if (depth > 0 && node.kind == NodeKind::Binary)
    return all(std::initializer_list<NodeId>{node.a, node.b});
  if (depth > 0 && node.kind == NodeKind::Interpolation)
    return node.op == 0 && node.b == kNoNode && takeNamesOnly(function, node.a, depth - 1, fix);
  if (depth > 0 && node.kind == NodeKind::String) {
    for (const NodeId part : ast.list(id))
      if (ast[part].kind == NodeKind::Interpolation &&
          !takeNamesOnly(function, part, depth - 1, fix))
        return false;
    return true;
  }
  if (depth > 0 && node.kind == NodeKind::Call &&
      (function.calls(id, "os.path.join") || function.calls(id, "pathlib.Path")))
    return all(ast.list(id));
  const bool simple = node.kind == NodeKind::Name || node.kind == NodeKind::Attribute ||
                      node.kind == NodeKind::Subscript || node.kind == NodeKind::Call;
  return simple && wrapValue(function, id, "os.path.basename", ")", fix);
}

// Only the last name of what comes from outside, without folders.
void offerNameOnly(const SinkContext& context, Finding& finding) {
  if (context.hit.through != kNoSymbol) {
    finding.whyNoFix = "the path is made and used in different functions";
    return;
  }
  Fix fix;
  fix.title = "take the file name only";
  fix.safety = Safety::Unsafe; // files in folders below are no longer reached
  fix.preferred = true;
  const Node& argument = context.function.ast[context.hit.argument];
  const bool whole = argument.kind == NodeKind::Name || argument.kind == NodeKind::Subscript ||
                     argument.kind == NodeKind::Attribute;
  if (!whole && takeNamesOnly(context.function, context.hit.argument, 8, fix) && !fix.edits.empty())
    finding.fixes.push_back(std::move(fix));
  else
    finding.whyNoFix = "which folder it has to lie in is not known here: resolve it and compare "
                       "with is_relative_to()";
}

} // namespace

constexpr Check path_traversal{
    .severity = Severity::Error,
    .cwe = 22,
    .message = "request data decides which file is touched",
    .rule =
        TaintRule{.from = Taint::Remote,
                  .to = Sink::Path,
                  .provided = namesFile,
                  .local = Severity::Information,
                  .localMessage =
                      "the command line, the environment or a file decides which file is touched"},
    .fix = offerNameOnly};

} // namespace pysecd::checks::input
