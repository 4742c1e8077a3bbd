// A review: what was looked at in each of the six considerations, how it is judged and why, what
// was not resolved, and what a person should still look at. Put together from the evidence and
// findings of all modules of a run; judges nothing anew. The same input gives the same report.
// Plain values: any thread.
#pragma once

#include "analysis/findings/finding.h"
#include "analysis/models/model_set.h"
#include "analysis/review/evidence.h"
#include "analysis/text/text.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace pysecd::review {

struct ReviewedModule {
  std::shared_ptr<const ModuleEvidence> evidence; // null if the file could not be analysed
  // Of files that are reviewed, not only imported by such:
  bool wanted = false;
  std::string path;
  TextPtr text;
  std::vector<Finding> findings; // notes complete
};

struct ReportItem {
  SurfaceItem item;
  std::size_t file = 0;   // in Report::files
  std::uint32_t line = 0; // 1-based
  std::uint32_t column = 0;
  std::uint32_t endLine = 0;
  std::string function; // "Class.method", "<module>"
};

struct Tally {
  std::size_t surface = 0; // judged + unresolved
  std::size_t judged = 0;  // defects among them
  std::size_t unresolved = 0;
  std::size_t defects = 0;
};

struct ConsiderationReport {
  Tally tally;
  std::vector<ReportItem> items; // by file, then place
};

struct ReportFile {
  std::string path;
  std::string module;
  TextPtr text;
  std::size_t lines = 0;
  std::vector<std::size_t> imports; // other reviewed files, by index
  std::size_t entries = 0;          // entry points
  std::size_t sinks = 0;            // places where data leaves: database and external
  std::size_t defects = 0;
};

struct Defect {
  std::size_t file = 0;
  Finding finding;
  Consideration consideration = Consideration::Database;
};

// One thing to look at, most pressing first.
struct Look {
  std::size_t file = 0;
  std::uint32_t line = 0;
  std::string text;
};

struct Report {
  std::vector<ReportFile> files;
  std::size_t lines = 0;
  std::string kind; // what kind of code it appears to be
  std::array<ConsiderationReport, kConsiderations> considerations;
  DependencyTally dependencies; // of all files
  std::vector<Defect> defects;  // errors and warnings
  std::vector<Defect> notes;    // informations and hints
  std::vector<Look> look;
  std::size_t moreToLook = 0; // beyond those
  const ConsiderationReport& of(Consideration consideration) const {
    return considerations[static_cast<std::size_t>(consideration)];
  }
};

// `modules` in any order; files of the report are sorted by path.
Report assemble(std::vector<ReviewedModule> modules, const ModelSet& models);

// "4 dependencies declared in 1 file, 1 of them open. ..."; empty if no file declares any.
std::string dependencyLine(const Report& report);

// "No explicit security defects were identified in 1 file (2,820 lines)."
std::string verdictLine(const Report& report);

} // namespace pysecd::review
