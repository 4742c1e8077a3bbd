#include "analysis/checks/rule.h"

namespace pysecd::checks::access {

// Of templates: analysis/templates finds it.
constexpr Check form_without_csrf_token{
    .severity = Severity::Warning,
    .cwe = 352,
    .message = "a form that other sites can send for the visitor: the token is missing",
    .rule = MisuseRule{}};

} // namespace pysecd::checks::access
