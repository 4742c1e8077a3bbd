#include "analysis/checks/rule.h"
#include "analysis/checks/util/values.h"
#include "analysis/syntax/walk.h"

#include <algorithm>

namespace pysecd::checks::input {

namespace {

// `..` and links are resolved: the value came out of realpath, abspath, normpath or resolve.
bool isResolved(const Value& value) {
  return !value.origins.empty() &&
         std::all_of(value.origins.begin(), value.origins.end(), [](const Origin& origin) {
           return (origin.cleaned & maskOf(Sink::Dots)) != 0;
         });
}

bool endsInSeparator(std::string_view text) { return text.ends_with('/') || text.ends_with('\\'); }

// "/srv/files" is also the beginning of "/srv/files-of-others".
void prefixWithoutSeparator(const FunctionContext& function, Reporter& reporter, NodeId call) {
  const Node& callee = function.ast[function.ast[call].a];
  const auto arguments = function.ast.list(call);
  if (function.text(callee.symbol) != "startswith" || arguments.size() != 1 ||
      !isResolved(function.valueOf(callee.a)))
    return;
  const Value& root = function.valueOf(arguments[0]);
  const auto text = function.constantText(arguments[0]);
  const bool bare = text ? !endsInSeparator(*text) && text->size() > 1 && (*text)[0] == '/'
                         : isResolved(root) && root.pieces.empty();
  if (!bare)
    return;
  Report report;
  if (text) {
    const ByteRange range = function.ast[arguments[0]].range();
    const std::string_view written = function.ast.text(arguments[0]);
    if (written.size() > 2 && (written.back() == '"' || written.back() == '\'')) {
      Fix fix;
      fix.title = "compare with the directory and its separator";
      fix.safety = Safety::Unsafe; // the directory itself no longer passes
      fix.preferred = true;
      fix.edits.push_back({{range.end - 1, range.end - 1}, "/"});
      report.fixes.push_back(std::move(fix));
    }
  }
  reporter.report(function, arguments[0], std::move(report));
}

// `(root / name).is_relative_to(root)` holds for `root / "../../etc"`: nothing is resolved.
void unresolvedPath(const FunctionContext& function, Reporter& reporter, NodeId call) {
  const Node& callee = function.ast[function.ast[call].a];
  const Value& path = function.valueOf(callee.a);
  const bool remote =
      std::any_of(path.origins.begin(), path.origins.end(), [](const Origin& origin) {
        return (origin.kinds & maskOf(Taint::Remote)) != 0 &&
               (origin.cleaned & maskOf(Sink::Dots)) == 0;
      });
  if (function.text(callee.symbol) == "is_relative_to" && remote)
    reporter.report(function, callee.a);
}

// The separator is thought of somewhere: put behind the directory, or tested on its own.
bool mentionsSeparator(const FunctionContext& function) {
  const Ast& ast = function.ast;
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    return (node.kind == NodeKind::Name || node.kind == NodeKind::Attribute) &&
           function.text(node.symbol) == "sep";
  });
}

void run(const FunctionContext& function, Reporter& reporter) {
  const Ast& ast = function.ast;
  const bool separated = mentionsSeparator(function);
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::Call && ast[node.a].kind == NodeKind::Attribute &&
        function.reached(id)) {
      if (!separated)
        prefixWithoutSeparator(function, reporter, id);
      unresolvedPath(function, reporter, id);
    }
    if (node.kind == NodeKind::Compare) // compares letters, not directories
      forEachChild(ast, node, [&](NodeId child) {
        const NodeId side = ast[child].kind == NodeKind::CompareTerm ? ast[child].a : child;
        if (function.calls(side, "os.path.commonprefix"))
          reporter.report(function, side);
      });
  }
}

} // namespace

constexpr Check path_guard_bypassable{
    .severity = Severity::Warning,
    .cwe = 22,
    .message = "this test of where a path leads can be passed: a path beside the directory, or one "
               "with `..` in it, looks the same",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::input
