#include "analysis/checks/util/query_fix.h"

namespace pysecd::checks::database {

constexpr Check dynamic_query{
    .severity = Severity::Warning,
    .cwe = 89,
    .message = "a value of unknown origin is built into the text of a SQL statement",
    .rule = SinkRule{.to = Sink::Sql, .judge = buildsValueIntoQuery},
    .fix = offerParameterizedQuery};

} // namespace pysecd::checks::database
