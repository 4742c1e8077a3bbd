#include "analysis/checks/rule.h"

namespace pysecd::checks::input {

// Of templates: analysis/templates finds it.
constexpr Check template_unescaped{.severity = Severity::Warning,
                                   .cwe = 79,
                                   .message = "a value is put into HTML without being escaped",
                                   .rule = MisuseRule{}};

} // namespace pysecd::checks::input
