#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/values.h"

namespace pysecd::checks::input {

namespace {

// The known beginning already says which host it is: this one, or one of the program's choice.
bool fixesHost(std::string_view prefix) {
  if (prefix.empty())
    return false;
  if (prefix[0] == '?' || prefix[0] == '#')
    return true;
  if (prefix[0] == '/' && prefix.size() > 1)
    return prefix[1] != '/' && prefix[1] != '\\';
  const std::size_t scheme = prefix.find("://");
  return scheme != std::string_view::npos &&
         prefix.find_first_of("/?#", scheme + 3) != std::string_view::npos;
}

bool leadsAnywhere(const SinkContext& context) {
  if (context.hit.row.kind == Sink::Header) { // set_header("Location", value)
    const auto name = findArgument(context.function, context.hit.call, 0, {});
    const auto text = name ? context.function.constantText(name->node) : std::nullopt;
    if (!text || (*text != "Location" && *text != "location"))
      return false;
  }
  return !fixesHost(knownPrefix(context.function.flow.values[context.hit.value]));
}

// `target if target.startswith("/") and not target.startswith(("//", "/\\")) else "/"`.
void offerOwnSite(const SinkContext& context, Finding& finding) {
  const Ast& ast = context.function.ast;
  const Node& target = ast[context.hit.argument];
  const bool repeatable = target.kind == NodeKind::Name || (target.kind == NodeKind::Subscript &&
                                                            ast[target.b].kind == NodeKind::String);
  if (context.hit.through != kNoSymbol || !repeatable) {
    finding.whyNoFix = "where it may lead is not known here: compare its host with a list";
    return;
  }
  const std::string name(ast.text(context.hit.argument));
  finding.fixes.push_back({"stay on this site",
                           {{target.range(), name + " if " + name + ".startswith(\"/\") and not " +
                                                 name + R"(.startswith(("//", "/\\")) else "/")"}},
                           Safety::Unsafe, // other sites may be meant to be reached
                           true,
                           {}});
}

} // namespace

constexpr Check open_redirect{.severity = Severity::Warning,
                              .cwe = 601,
                              .message = "request data decides where the browser is sent",
                              .rule = TaintRule{.from = Taint::Remote,
                                                .to = {Sink::Redirect, Sink::Header},
                                                .provided = leadsAnywhere},
                              .fix = offerOwnSite};

} // namespace pysecd::checks::input
