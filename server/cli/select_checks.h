// --select and --ignore: from what users write to the checks that are off. Pure: any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pysecd::cli {

struct CheckSelection {
  std::vector<std::string> disabled; // full ids, sorted
  std::string error;                 // for the user; empty: the selection is good
};

// Each entry is an id ("database-sql-injection") or a group ("database"), or several of them with
// commas between.
CheckSelection selectChecks(const std::vector<std::string>& select,
                            const std::vector<std::string>& ignore);

// All ids and groups, for suggestions.
std::vector<std::string_view> checkAndGroupNames();

} // namespace pysecd::cli
