// What an analysis gets in (Snapshot) and gives back (Analysis). Both are plain immutable values
// that may cross threads.
#pragma once

#include "analysis/engine/module_externals.h"
#include "analysis/findings/finding.h"
#include "analysis/support/cancel.h"
#include "analysis/text/text.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace pysecd {

class ModelSet; // analysis/models/model_set.h
namespace dependencies {
class AdvisorySet; // analysis/dependencies/advisories.h
} // namespace dependencies
namespace review {
struct ModuleEvidence; // analysis/review/evidence.h
} // namespace review

// What a user may set. Part of every memo key.
struct Settings {
  std::uint32_t maxFileBytes = 2 * 1024 * 1024; // larger files are not analysed
  std::vector<std::string> disabledChecks;      // full ids
  bool fixes = true;                            // compute fixes with the findings
  bool foreignSuppressions = true;              // honour # nosec, # noqa, # nosemgrep, # NOSONAR
};

struct Snapshot {
  TextPtr text;
  std::string path;         // as the user wrote it; never opened
  std::int64_t version = 0; // echoed in the Analysis
  std::shared_ptr<const ModelSet> models;
  std::shared_ptr<const Settings> settings;
  // The user has paused: nothing is held back (see FileState).
  bool settled = false;
  // The other modules, and the name of this one among them (ModuleNames); null: the file stands
  // alone.
  std::shared_ptr<const World> world;
  std::string module;
  // Keep the places in `interface` up to date with every edit, not only when the user pauses.
  bool traces = false;
  // Collect what a review needs besides the findings. The same in all snapshots of a FileState.
  bool evidence = false;
  // Of a file that declares dependencies: a lock file goes with it, and what is known of vulnerable
  // versions (null: nothing).
  bool locked = false;
  std::shared_ptr<const dependencies::AdvisorySet> advisories;
  CancelToken cancel;
};

// Why a text was not (wholly) analysed; shown to the user, never silent.
enum class Skipped : std::uint8_t { No, TooLarge, DeadlineExceeded };

struct Analysis {
  TextPtr text; // the text all ranges refer to
  std::int64_t version = 0;
  std::vector<Finding> findings; // sorted by range, then check
  Skipped skipped = Skipped::No;
  bool syntaxErrors = false;
  // The findings are those of before: half a file was swallowed by an open quote or bracket, or the
  // text takes long to parse. A snapshot that has settled tells.
  bool held = false;
  InterfacePtr interface;  // what the module is to others; null without a world or if skipped
  ExternalAnswers answers; // what it asked of them
  std::shared_ptr<const World> world;                     // which it asked
  std::shared_ptr<const review::ModuleEvidence> evidence; // null unless it was wanted
  // Work done by this call, for the tests that count and for the benchmark.
  std::uint32_t functions = 0;
  std::uint32_t functionsAnalysed = 0;
};

// The models built into the binary; made on first use, then shared. Thread-safe.
std::shared_ptr<const ModelSet> builtinModels();

} // namespace pysecd
