// Reads rows of kind "misuse". Internal to models/; not thread-safe: it builds the set.
#pragma once

#include "analysis/models/row_fields.h"

namespace pysecd {

void readMisuse(rows::Fields& fields, ModelSet& models);

} // namespace pysecd
