#include "analysis/checks/util/escape_holes.h"

namespace pysecd::checks::input {

namespace {

std::string_view escapeAt(const SinkContext& /*context*/, std::span<const StringPiece> /*pieces*/,
                          std::size_t /*index*/, std::string& /*why*/) {
  return "re.escape";
}

void offerLiteral(const SinkContext& context, Finding& finding) {
  offerEscapedHoles(context, finding, "search for the value as it is", escapeAt);
}

} // namespace

constexpr Check regex_injection{.severity = Severity::Warning,
                                .cwe = 730,
                                .message = "request data is part of a regular expression",
                                .rule = TaintRule{.from = Taint::Remote, .to = Sink::Regex},
                                .fix = offerLiteral};

} // namespace pysecd::checks::input
