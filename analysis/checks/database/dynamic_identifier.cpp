#include "analysis/checks/util/query_fix.h"

namespace pysecd::checks::database {

constexpr Check dynamic_identifier{
    .severity = Severity::Information,
    .cwe = 89,
    .message = "a name of unknown origin is built into the text of a SQL statement",
    .rule = SinkRule{.to = Sink::Sql, .judge = buildsNameIntoQuery},
    .fix = offerQuotedNames};

} // namespace pysecd::checks::database
