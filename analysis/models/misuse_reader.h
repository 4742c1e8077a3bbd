// Reads rows of kind "misuse", and the conditions of other rows. Internal to models/; not
// thread-safe: it builds the set.
#pragma once

#include "analysis/models/row_fields.h"

namespace pysecd {

void readMisuse(rows::Fields& fields, ModelSet& models);
// "part", "when" and "unless" of a sink.
SinkLimit readSinkLimit(rows::Fields& fields, ModelSet& models);

} // namespace pysecd
