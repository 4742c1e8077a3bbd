// Reads rows of kind "transaction", "lock", "blocking" and "surface". Internal to models/; not
// thread-safe: it builds the set.
#pragma once

#include "analysis/models/row_fields.h"

namespace pysecd {

void readTransaction(rows::Fields& fields, ModelSet& models);
void readLock(rows::Fields& fields, ModelSet& models);
void readBlocking(rows::Fields& fields, ModelSet& models);
void readSurface(rows::Fields& fields, ModelSet& models);

} // namespace pysecd
