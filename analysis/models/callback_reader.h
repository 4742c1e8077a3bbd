// Reads rows of kind "calls", "collect" and "store". Internal to models/; not thread-safe: it
// builds the set.
#pragma once

#include "analysis/models/row_fields.h"

namespace pysecd {

void readCalls(rows::Fields& fields, ModelSet& models);
void readCollect(rows::Fields& fields, ModelSet& models);
void readStore(rows::Fields& fields, ModelSet& models);

} // namespace pysecd
