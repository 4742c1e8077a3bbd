#include "analysis/checks/rule.h"
#include "analysis/checks/util/opt_in.h"

#include <algorithm>

namespace pysecd::checks::external {

namespace {

constexpr std::string_view kOptions[] = {"StrictHostKeyChecking=no", "StrictHostKeyChecking no"};

// Options of the ssh program, in the words of a command or in its text.
void findOptions(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    if ((node.kind != NodeKind::String && node.kind != NodeKind::StringConcat) ||
        !context.reached(id))
      continue;
    for (const NodeId part : ast.list(id)) {
      if (ast[part].kind != NodeKind::StringText)
        continue;
      const std::string_view text = ast.cooked[ast[part].text];
      if (text.size() < 400 &&
          std::any_of(std::begin(kOptions), std::end(kOptions), [&](std::string_view option) {
            return text.find(option) != std::string_view::npos;
          }))
        reporter.report(context, id);
    }
  }
}

// class Policy(paramiko.MissingHostKeyPolicy) whose method does nothing.
void findEmptyPolicy(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  const Node& function = ast[ast.root];
  if (context.isModule() || context.className == kNoSymbol ||
      context.text(function.symbol) != "missing_host_key" ||
      !context.derivesFrom(context.className, "paramiko.MissingHostKeyPolicy"))
    return;
  const auto body = ast.list(function.b);
  const bool refuses = std::any_of(ast.nodes.begin(), ast.nodes.end(), [](const Node& node) {
    return node.kind == NodeKind::Raise || node.kind == NodeKind::Call;
  });
  if (!body.empty() && !refuses)
    reporter.report(context, body.back());
}

void run(const FunctionContext& context, Reporter& reporter) {
  findOptions(context, reporter);
  findEmptyPolicy(context, reporter);
}

} // namespace

constexpr Check ssh_host_key_unchecked{
    .severity = Severity::Warning,
    .cwe = 295,
    .message = "any host is taken for the right one: its SSH key is not compared",
    .rule = {MisuseRule{lessIfAskedFor}, FunctionRule{run}}};

} // namespace pysecd::checks::external
