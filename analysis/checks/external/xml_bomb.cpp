#include "analysis/checks/rule.h"
#include "analysis/checks/util/library_name.h"

namespace pysecd::checks::external {

namespace {

struct Twin {
  std::string_view module;
  std::string_view safe;
};
constexpr Twin kTwins[] = {{"xml.etree.ElementTree.", "defusedxml.ElementTree."},
                           {"xml.dom.minidom.", "defusedxml.minidom."},
                           {"xml.dom.pulldom.", "defusedxml.pulldom."},
                           {"xml.sax.", "defusedxml.sax."}};

// The same function of defusedxml, which is a package to install.
void offerDefused(const SinkContext& context, Finding& finding) {
  const FunctionContext& function = context.function;
  if (context.hit.through != kNoSymbol || context.hit.api == kNoModel)
    return;
  const std::string api = function.models.dottedName(context.hit.api);
  const NodeId callee = function.ast[context.hit.call].a;
  for (const Twin& twin : kTwins) {
    if (!api.starts_with(twin.module) || api.find('.', twin.module.size()) != std::string::npos)
      continue;
    auto spelled =
        spellName(function, callee, std::string(twin.safe) + api.substr(twin.module.size()));
    if (!spelled)
      return;
    Fix fix{"parse it with defusedxml",
            {{function.ast[callee].range(), spelled->text}},
            Safety::Unsafe,
            true,
            {}};
    addImport(fix, *spelled);
    finding.fixes.push_back(std::move(fix));
    return;
  }
}

} // namespace

constexpr Check xml_bomb{
    .severity = Severity::Warning,
    .cwe = 776,
    .message = "a few lines of XML from the request can be expanded to fill the memory",
    .rule = {TaintRule{.from = Taint::Remote, .to = Sink::Bomb}, MisuseRule{}},
    .fix = offerDefused};

} // namespace pysecd::checks::external
