#include "analysis/checks/util/query_fix.h"
#include "analysis/checks/util/quoting.h"

namespace pysecd::checks::database {

constexpr Check homemade_quoting{
    .severity = Severity::Warning,
    .cwe = 89,
    .message =
        "a value is quoted by hand in a SQL statement: this misses cases that binding does not",
    .rule = SinkRule{.to = Sink::Sql, .judge = holdsValueQuotedByHand},
    .fix = offerParameterizedQuery};

} // namespace pysecd::checks::database
