// Turns one row of a model file into facts of a ModelSet: what each kind of row may hold is defined
// in row_reader.cpp and told to people in README.md. A row is taken whole or not at all. Not
// thread-safe: it builds the set.
#pragma once

#include "analysis/models/loader.h"
#include "analysis/models/row_value.h"

#include <optional>

namespace pysecd {

// Aliases come first, so that a row may use either name of a thing.
bool isAliasRow(const RowValue& row);

// Adds the facts of `row`. Otherwise leaves `models` as it is and returns what is wrong; the
// error's pointer begins with `pointer`, its file is left empty.
std::optional<ModelError> readRow(const RowValue& row, const std::string& pointer,
                                  ModelSet& models);

} // namespace pysecd
