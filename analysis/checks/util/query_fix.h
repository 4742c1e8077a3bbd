// What the checks of SQL text share: which holes a query has, and the fix that binds them. Pure:
// any thread.
#pragma once

#include "analysis/checks/rule.h"

namespace pysecd {

// The text at the sink is a SQL statement with a hole in a value position that is not known to be
// harmless.
bool buildsValueIntoQuery(const SinkContext& context);
// The same in the position of a table, a column or another name.
bool buildsNameIntoQuery(const SinkContext& context);

// False only where the receiver is not known to be a database and the text is none that a database
// would take.
bool mayBeStatement(const SinkContext& context);

// Puts the parameterized form into finding.fixes, or the reason why there is none into
// finding.whyNoFix.
void offerParameterizedQuery(const SinkContext& context, Finding& finding);

// Puts each name of a table or column that is not the program's own through the quoting function of
// the driver, if it has one: a person must look, as qualified names and expressions become one
// name.
void offerQuotedNames(const SinkContext& context, Finding& finding);

} // namespace pysecd
