#include "analysis/checks/rule.h"
#include "analysis/checks/util/library_name.h"
#include "analysis/checks/util/values.h"
#include "analysis/fixes/call_edits.h"

#include <algorithm>

namespace pysecd::checks::input {

namespace {

constexpr std::string_view kImports[] = {"importlib.import_module", "builtins.__import__",
                                         "importlib.__import__"};

// `getattr(object, name)()`: the result is called there and then.
bool isCalled(const Ast& ast, NodeId expression) {
  for (NodeId id = 1; id < ast.nodes.size(); ++id)
    if (ast[id].kind == NodeKind::Call && ast[id].a == expression)
      return true;
  return false;
}

// What is read from a file is run on purpose: configuration, start-up files, plugins.
bool comesFromFile(const FunctionContext& function, const Origin& origin) {
  const Values& values = function.flow.values;
  StepId root = origin.step;
  while (root != 0 && values.step(root).previous != 0)
    root = values.step(root).previous;
  if (root == 0)
    return true;
  const Node& source = function.ast[values.step(root).node];
  return source.kind == NodeKind::Call &&
         function.text(function.ast[source.a].symbol).starts_with("read");
}

bool choosesCode(const SinkContext& context) {
  const FunctionContext& function = context.function;
  const Value& value = function.flow.values[context.hit.value];
  const bool remote = isRemote(value, Sink::Code);
  if (!remote && std::all_of(value.origins.begin(), value.origins.end(),
                             [&](const Origin& origin) { return comesFromFile(function, origin); }))
    return false;
  if (context.hit.through != kNoSymbol) {
    const std::string_view callee = function.text(context.hit.through);
    if (callee == "getattr")
      return false; // whether the result is called is not known here
    return remote || !(callee.ends_with("import_module") || callee.ends_with("__import__"));
  }
  const std::string api = function.models.dottedName(context.hit.api);
  if (api == "builtins.getattr") // a fixed prefix picks from a family of methods
    return remote && value.pieces.size() < 2 && isCalled(function.ast, context.hit.call);
  if (std::find(std::begin(kImports), std::end(kImports), api) != std::end(kImports))
    return remote && knownPrefix(value).empty();
  return true;
}

// `eval(text)` becomes `ast.literal_eval(text)`: the same for literals, an error for the rest.
void offerLiterals(const SinkContext& context, Finding& finding) {
  const FunctionContext& function = context.function;
  const NodeId call = context.hit.call;
  const auto arguments = function.ast.list(call);
  if (context.hit.through != kNoSymbol || context.hit.api == kNoModel ||
      function.models.dottedName(context.hit.api) != "builtins.eval") {
    finding.whyNoFix = "what it may be has to be listed: look it up in a table of your own";
    return;
  }
  if (arguments.size() != 1 || arguments[0] != context.hit.argument) {
    finding.whyNoFix = "the code is run with names of the program in reach";
    return;
  }
  const NodeId callee = function.ast[call].a;
  const auto spelled = spellName(function, callee, "ast.literal_eval");
  auto edits = spelled ? replaceExpression(function.ast, callee, spelled->text) : std::nullopt;
  if (!edits)
    return;
  Fix fix{"read literals only", std::move(*edits), Safety::Unsafe, true, {}};
  addImport(fix, *spelled);
  finding.fixes.push_back(std::move(fix));
}

} // namespace

constexpr Check code_injection{
    .severity = Severity::Error,
    .cwe = 94,
    .message = "request data is run as Python code",
    .rule =
        TaintRule{.from = Taint::Remote,
                  .to = Sink::Code,
                  .provided = choosesCode,
                  .local = Severity::Warning,
                  .localMessage =
                      "input of the command line, the environment or a file is run as Python code"},
    .fix = offerLiterals};

} // namespace pysecd::checks::input
