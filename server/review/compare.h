// What a change does to the surface of a program: which places it added, which it took away, and
// which of the new ones are defects or not resolved. Pure: any thread.
#pragma once

#include "analysis/review/report.h"

#include <array>
#include <string>
#include <vector>

namespace pysecd::server_review {

struct Change {
  std::vector<review::ReportItem> added;   // files: of the later report
  std::vector<review::ReportItem> removed; // files: of the earlier one
};

struct Comparison {
  std::string since; // what it is compared with, as the user wrote it
  std::array<Change, review::kConsiderations> changes;
  std::vector<review::Defect> defects; // new ones; files: of the later report
  std::size_t gone = 0;                // defects that are no more
};

// Places are the same if file, function, kind, what is called and the verdict are: moving code
// changes nothing. Paths of both reports are relative to the roots given.
Comparison compare(const review::Report& before, const std::string& rootBefore,
                   const review::Report& after, const std::string& rootAfter);

} // namespace pysecd::server_review
