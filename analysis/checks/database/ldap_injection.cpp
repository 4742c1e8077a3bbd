#include "analysis/checks/rule.h"

namespace pysecd::checks::database {

constexpr Check ldap_injection{.severity = Severity::Error,
                               .cwe = 90,
                               .message = "request data reaches the text of an LDAP filter or name",
                               .rule = TaintRule{.from = Taint::Remote, .to = Sink::Ldap}};

} // namespace pysecd::checks::database
