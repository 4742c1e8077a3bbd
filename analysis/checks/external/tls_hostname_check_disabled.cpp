#include "analysis/checks/rule.h"
#include "analysis/checks/util/opt_in.h"

namespace pysecd::checks::external {

constexpr Check tls_hostname_check_disabled{
    .severity = Severity::Error,
    .cwe = 297,
    .message = "the certificate may belong to any host: its name is not compared",
    .rule = MisuseRule{lessIfAskedFor}};

} // namespace pysecd::checks::external
