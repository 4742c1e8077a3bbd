#include "analysis/checks/rule.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/library_name.h"

namespace pysecd::checks::input {

namespace {

// `text.format(user=u)` becomes `string.Template(text).safe_substitute(user=u)`: its fields are
// `$user`, and reach nothing but what is given.
void offerTemplate(const SinkContext& context, Finding& finding) {
  const FunctionContext& function = context.function;
  const Ast& ast = function.ast;
  const Node& call = ast[context.hit.call];
  const Node& callee = ast[call.a];
  const std::string_view method = calleeName(function, context.hit.call);
  bool named = callee.kind == NodeKind::Attribute && call.listSize != 0;
  for (const NodeId argument : ast.list(call))
    named &= ast[argument].kind == NodeKind::KeywordArgument || method == "format_map";
  if (context.hit.through != kNoSymbol || call.kind != NodeKind::Call || !named ||
      (method != "format" && method != "format_map")) {
    finding.whyNoFix = "only named fields have another form: use string.Template";
    return;
  }
  const auto spelled = spellName(function, callee.a, "string.Template");
  if (!spelled)
    return;
  Fix fix;
  fix.title = "fill a template of plain names";
  fix.safety = Safety::Unsafe; // fields are written in another way
  fix.preferred = true;
  fix.edits = {{callee.range(),
                spelled->text + "(" + std::string(ast.text(callee.a)) + ").safe_substitute"}};
  addImport(fix, *spelled);
  finding.fixes.push_back(std::move(fix));
}

} // namespace

constexpr Check format_string_injection{
    .severity = Severity::Warning,
    .cwe = 134,
    .message = "request data is a format string: it can name attributes of what is formatted",
    .rule = TaintRule{.from = Taint::Remote, .to = Sink::Format},
    .fix = offerTemplate};

} // namespace pysecd::checks::input
