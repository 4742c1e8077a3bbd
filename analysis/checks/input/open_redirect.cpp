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

} // namespace

constexpr Check open_redirect{.severity = Severity::Warning,
                              .cwe = 601,
                              .message = "request data decides where the browser is sent",
                              .rule = TaintRule{.from = Taint::Remote,
                                                .to = {Sink::Redirect, Sink::Header},
                                                .provided = leadsAnywhere}};

} // namespace pysecd::checks::input
