#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"
#include "analysis/fixes/call_edits.h"

namespace pysecd::checks::exception {

namespace {

// By its help the value says where the secret is, or how it is checked.
bool namesSomethingElse(const FunctionContext& context, NodeId place) {
  const auto help = findArgument(context, place, -1, "help");
  return help && mentions(context.constantText(help->node).value_or(context.ast.text(help->node)),
                          {"path", "file", "filename", "plugin", "uuid", "directory", "module"});
}

// An option is a secret by its name, the first argument.
std::optional<Severity> weigh(const FunctionContext& context, NodeId place, Severity severity) {
  for (const NodeId argument : context.ast.list(place)) {
    if (context.ast[argument].kind == NodeKind::KeywordArgument)
      continue;
    const auto name = context.constantText(argument);
    if (name && isSecretName(*name) && !name->ends_with("private_key"))
      return namesSomethingElse(context, place) ? std::nullopt : std::optional(severity);
  }
  return std::nullopt;
}

bool hasKeyword(const FunctionContext& context, NodeId call, std::string_view keyword) {
  return findArgument(context, call, -1, keyword).has_value();
}

// `password=dict(type="str")` among the arguments of an Ansible module.
void findInArgumentSpec(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  if (!context.program.imports("ansible"))
    return;
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    const bool keyword = node.kind == NodeKind::KeywordArgument;
    if (!keyword && node.kind != NodeKind::DictPair)
      continue;
    const std::string_view name =
        keyword ? context.text(node.symbol) : context.constantText(node.a).value_or("");
    const NodeId spec = keyword ? node.a : node.b;
    if (!isSecretName(name) || ast[spec].kind != NodeKind::Call ||
        calleeName(context, spec) != "dict" || hasKeyword(context, spec, "no_log") ||
        !(hasKeyword(context, spec, "type") || hasKeyword(context, spec, "required")))
      continue;
    const auto type = findArgument(context, spec, -1, "type");
    const std::string_view typeName =
        type ? context.constantText(type->node).value_or("str") : "str";
    if (typeName != "str" && typeName != "raw")
      continue;
    Report report;
    if (auto edits = addArgument(ast, spec, "no_log=True"))
      report.fixes = {{"keep it out of logs", std::move(*edits), Safety::Safe, true, {}}};
    reporter.report(context, spec, std::move(report));
  }
}

// `password: str` in a class of pydantic settings.
void findInSettings(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (NodeId id = 1; context.isModule() && id < ast.nodes.size(); ++id) {
    if (ast[id].kind != NodeKind::ClassDef || ast[id].a == kNoNode)
      continue;
    const auto bases = ast.list(ast[id].a);
    if (std::none_of(bases.begin(), bases.end(),
                     [&](NodeId base) { return lastName(context, base) == "BaseSettings"; }))
      continue;
    for (const NodeId field : ast.list(ast[id].b)) {
      const Node& node = ast[field];
      if (node.kind == NodeKind::Assign && node.b != kNoNode && node.listSize == 1 &&
          lastName(context, node.b) == "str" && isSecretName(lastName(context, ast.list(node)[0])))
        reporter.report(context, node.b);
    }
  }
}

void run(const FunctionContext& context, Reporter& reporter) {
  findInArgumentSpec(context, reporter);
  findInSettings(context, reporter);
}

} // namespace

constexpr Check secret_option_unmarked{
    .severity = Severity::Warning,
    .cwe = 532,
    .message = "a secret option that is not marked as one: its value is shown in logs",
    .rule = {MisuseRule{weigh}, FunctionRule{run}}};

} // namespace pysecd::checks::exception
