#include "analysis/checks/util/query_fix.h"
#include "analysis/checks/util/quoting.h"

namespace pysecd::checks::database {

namespace {

bool buildsPlainValue(const SinkContext& context) {
  return buildsValueIntoQuery(context) && !holdsValueQuotedByHand(context);
}

} // namespace

constexpr Check dynamic_query{
    .severity = Severity::Warning,
    .cwe = 89,
    .message = "a value of unknown origin is built into the text of a SQL statement",
    .rule = SinkRule{.to = Sink::Sql, .judge = buildsPlainValue},
    .fix = offerParameterizedQuery};

} // namespace pysecd::checks::database
