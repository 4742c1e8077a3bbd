// How a check is declared and looked up. A check is a constexpr value: no base class, no state, no
// order; its id is its path (`database-sql-injection` = checks/database/sql_injection.{cpp,md}).
// Immutable: any thread.
#pragma once

#include "analysis/findings/finding.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

// What users, `explain`, SARIF and the editors see of a check.
struct CheckInfo {
  std::string_view id;      // "database-sql-injection"
  std::string_view group;   // "database"
  Severity severity;        // of an ordinary finding
  std::uint16_t cwe;        // 89
  std::string_view message; // the danger, lower case, no period
  std::string_view doc;     // the .md beside the check, whole
};

// All checks, sorted by id.
std::span<const CheckInfo> allChecks();
// nullptr if there is none of that id.
const CheckInfo* findCheck(std::string_view id);
// The number in the Common Weakness Enumeration; 0 if there is no such check.
std::uint16_t cweOf(const Finding& finding);
// A finding of the check, as severe as its ordinary ones; nullopt if its id is among `disabled`, or
// there is none of that id. An empty message: the check's.
std::optional<Finding> findingOf(std::string_view id, const std::vector<std::string>& disabled,
                                 ByteRange range, std::string message);

} // namespace pysecd
