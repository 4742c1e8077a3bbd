#include "analysis/checks/util/responses.h"

namespace pysecd::checks::input {

constexpr Check cross_site_scripting{
    .severity = Severity::Error,
    .cwe = 79,
    .message = "request data is sent to the browser as HTML, unescaped",
    .rule = TaintRule{.from = Taint::Remote, .to = Sink::Html, .provided = isSentAsHtml}};

} // namespace pysecd::checks::input
