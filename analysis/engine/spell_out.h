// Puts the steps inside other functions in place of the notes that stand for them. Never analyses:
// it only joins what the functions' traces hold. Pure: any thread.
#pragma once

#include "analysis/engine/world.h"
#include "analysis/findings/finding.h"

#include <functional>
#include <optional>

namespace pysecd {

// The notes of that function, ready to be shown; nullopt if they are not known here.
using NotesInside = std::function<std::optional<std::vector<Note>>(const TraceQuery&)>;

// Notes whose function is not known keep their query, for someone who knows more. Bounded depth and
// number.
void spellOut(std::vector<Note>& notes, const NotesInside& inside);

// The same for functions of other modules; afterwards no note has a query. `module` is the one the
// findings are of; without a world what is not known stays out.
void spellOutAcross(std::vector<Finding>& findings, const World* world, std::string_view module);

} // namespace pysecd
