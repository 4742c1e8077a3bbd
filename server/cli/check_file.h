// One file through the analysis: findings, or with fixing the text after all automatic fixes and
// what then remains. Reads no sources and writes nothing. Any thread.
#pragma once

#include "analysis/engine/snapshot.h"
#include "server/advisories/snapshot_cache.h"
#include "server/workspace/read_source.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pysecd::cli {

using workspace::Notice;
using workspace::Source;

enum class FixMode : std::uint8_t { None, Safe, Unsafe };

struct CheckedFile {
  Source source; // what the findings refer to: with fixing, the fixed text
  std::vector<Finding> findings;
  std::uint32_t fixed = 0;
  std::vector<Notice> notices;
};

struct AnalysisSetup {
  std::shared_ptr<const ModelSet> models;
  std::shared_ptr<const Settings> settings;                   // of the file
  std::shared_ptr<const World> world = {};                    // null: the file stands alone
  std::string module = {};                                    // its name in that world
  std::shared_ptr<advisories::SnapshotCache> advisories = {}; // null: none
};

// Fixes that overlap are applied in further passes, each on a new analysis, until no fix is left or
// kMaxFixPasses. A pass that would leave a file that no longer parses is not taken.
inline constexpr int kMaxFixPasses = 10;
CheckedFile checkFile(Source source, const std::string& path, FixMode mode,
                      const AnalysisSetup& setup);
// The same from an analysis of the source that is there already.
CheckedFile checkFile(Source source, const std::string& path, FixMode mode,
                      const AnalysisSetup& setup, Analysis analysis);

} // namespace pysecd::cli
