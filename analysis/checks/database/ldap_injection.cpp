#include "analysis/checks/util/escape_holes.h"

namespace pysecd::checks::database {

namespace {

// Filters stand in parentheses, names do not; each has its own escaping.
std::string_view escapeAt(const SinkContext& context, std::span<const StringPiece> pieces,
                          std::size_t /*index*/, std::string& why) {
  const bool ldap3 = context.hit.api != kNoModel &&
                     context.function.models.dottedName(context.hit.api).starts_with("ldap3.");
  const std::string_view text = pieces.front().hole == kBottom ? pieces.front().text : "";
  if (text.empty()) {
    why = "the value is the beginning of the text: whether it is a filter or a name is not known";
    return {};
  }
  if (text.find_first_not_of(" \t\r\n") != std::string_view::npos &&
      text[text.find_first_not_of(" \t\r\n")] == '(')
    return ldap3 ? "ldap3.utils.conv.escape_filter_chars" : "ldap.filter.escape_filter_chars";
  return ldap3 ? "ldap3.utils.dn.escape_rdn" : "ldap.dn.escape_dn_chars";
}

void offerEscaping(const SinkContext& context, Finding& finding) {
  offerEscapedHoles(context, finding, "escape the value for LDAP", escapeAt);
}

} // namespace

constexpr Check ldap_injection{.severity = Severity::Error,
                               .cwe = 90,
                               .message = "request data reaches the text of an LDAP filter or name",
                               .rule = TaintRule{.from = Taint::Remote, .to = Sink::Ldap},
                               .fix = offerEscaping};

} // namespace pysecd::checks::database
