#include "analysis/checks/util/escape_holes.h"
#include "analysis/checks/util/responses.h"
#include "analysis/support/ascii.h"

#include <algorithm>
#include <string>

namespace pysecd::checks::input {

namespace {

bool isOpen(const std::string& html, std::string_view element) {
  const std::string begin = "<" + std::string(element);
  const std::string end = "</" + std::string(element);
  const std::size_t last = html.rfind(begin);
  return last != std::string::npos && html.find(end, last) == std::string::npos;
}

// Escaping helps in text and in quoted attributes, but not in scripts, addresses and the like.
std::string_view placeOfScript(const std::string& html) {
  if (isOpen(html, "script") || isOpen(html, "style"))
    return "the value stands in a script or style: escaping it for HTML does not help there";
  const std::size_t tag = html.rfind('<');
  if (tag == std::string::npos || html.find('>', tag) != std::string::npos)
    return {};
  const std::string inTag = html.substr(tag);
  for (const char quote : {'"', '\''}) {
    if (std::count(inTag.begin(), inTag.end(), quote) % 2 == 0)
      continue;
    const std::size_t opened = inTag.rfind(quote);
    const std::string before = inTag.substr(0, opened);
    const std::size_t name = before.find_last_of(" \t\n");
    const std::string attribute = name == std::string::npos ? "" : before.substr(name + 1);
    if (attribute.starts_with("on") || attribute.starts_with("style"))
      return "the value stands in a script or style: escaping it for HTML does not help there";
    const bool address = attribute.starts_with("href") || attribute.starts_with("src") ||
                         attribute.starts_with("action") || attribute.starts_with("formaction");
    return address && opened + 1 == inTag.size()
               ? "the value is an address: test its scheme and host first"
               : "";
  }
  return "the value stands in a tag without quotes: put quotes around it first";
}

std::string_view escapeAt(const SinkContext& /*context*/, std::span<const StringPiece> pieces,
                          std::size_t index, std::string& why) {
  std::string before;
  for (std::size_t i = 0; i < index; ++i)
    before += pieces[i].hole == kBottom ? lowered(pieces[i].text) : "x";
  why = placeOfScript(before);
  return why.empty() ? "html.escape" : "";
}

void offerEscaping(const SinkContext& context, Finding& finding) {
  offerEscapedHoles(context, finding, "escape the value for HTML", escapeAt);
}

} // namespace

constexpr Check cross_site_scripting{
    .severity = Severity::Error,
    .cwe = 79,
    .message = "request data is sent to the browser as HTML, unescaped",
    .rule = TaintRule{.from = Taint::Remote, .to = Sink::Html, .provided = isSentAsHtml},
    .fix = offerEscaping};

} // namespace pysecd::checks::input
