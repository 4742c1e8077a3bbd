#include "analysis/checks/rule.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::exception {

namespace {

// settings.py and the modules of a package `settings`, but for those of developers.
bool isSettings(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  const std::string_view name = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  const std::string_view folder = path.substr(0, slash == std::string_view::npos ? 0 : slash);
  const bool settings =
      mentions(name, {"settings"}) || folder.ends_with("/settings") || folder == "settings";
  return settings && !mentions(name, {"dev", "devel", "development", "local", "test", "tests",
                                      "testing", "example", "sample", "demo", "ci"});
}

// Django reads its settings from names of a module.
void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  if (!context.isModule() || !isSettings(context.file.path))
    return;
  for (const NodeId id : ast.list(ast.root)) {
    const Node& node = ast[id];
    if (node.kind != NodeKind::Assign || node.a == kNoNode ||
        ast[node.a].kind != NodeKind::TrueLiteral)
      continue;
    for (const NodeId target : ast.list(node)) {
      const std::string_view name = lastName(context, target);
      if (ast[target].kind != NodeKind::Name || (name != "DEBUG" && name != "TEMPLATE_DEBUG"))
        continue;
      Report report;
      report.fixes = {{"switch it off", {{ast[node.a].range(), "False"}}, Safety::Safe, true, {}}};
      reporter.report(context, node.a, std::move(report));
    }
  }
}

} // namespace

constexpr Check debug_mode{
    .severity = Severity::Warning,
    .cwe = 489,
    .message = "debug mode shows source, settings and variables to whoever causes an error",
    .rule = {MisuseRule{}, FunctionRule{run}}};

} // namespace pysecd::checks::exception
