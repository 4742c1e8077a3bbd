#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"

namespace pysecd::checks::input {

namespace {

// Where the browser is sent by `Location` is another check's matter.
bool isNoRedirect(const SinkContext& context) {
  const auto name = findArgument(context.function, context.hit.call, 0, {});
  const auto text = name ? context.function.constantText(name->node) : std::nullopt;
  return !text || (*text != "Location" && *text != "location");
}

} // namespace

constexpr Check header_injection{
    .severity = Severity::Warning,
    .cwe = 113,
    .message = "request data reaches a response header with its line breaks",
    .rule = TaintRule{.from = Taint::Remote, .to = Sink::Header, .provided = isNoRedirect}};

} // namespace pysecd::checks::input
