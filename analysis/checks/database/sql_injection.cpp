#include "analysis/checks/util/query_fix.h"

namespace pysecd::checks::database {

constexpr Check sql_injection{
    .severity = Severity::Error,
    .cwe = 89,
    .message = "request data reaches the text of a SQL statement",
    .rule = TaintRule{.from = Taint::Remote, .to = Sink::Sql, .provided = mayBeStatement},
    .fix = offerParameterizedQuery};

} // namespace pysecd::checks::database
