// Reads a snapshot of vulnerability records in OSV's format from the disk: a directory of .json
// files, or a file with one record (or a list of them) or with one a line (.jsonl). Never asks a
// network. The files may come from anywhere: sizes, counts and depth are bounded, a bad record is
// named and left out. Any thread.
#pragma once

#include "analysis/dependencies/advisories.h"
#include "server/workspace/read_source.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd::advisories {

struct LoadedSnapshot {
  std::shared_ptr<const dependencies::AdvisorySet> set; // null: there is none to read
  std::string path;                                     // where it was read; empty: nowhere
  std::vector<workspace::Notice> troubles; // at most kMaxTroubles, the last one telling how many
};
inline constexpr std::size_t kMaxTroubles = 20;

// `given`: as the user said; empty: $XDG_DATA_HOME/pysecd/advisories or
// ~/.local/share/pysecd/advisories, if that is there.
std::string snapshotPath(const std::string& given);
// No path: no snapshot and no trouble.
LoadedSnapshot loadSnapshot(const std::string& path);

// The records of one text; `name` is for messages.
void readRecords(const std::string& name, std::string_view text, bool oneALine,
                 dependencies::AdvisorySet& set, std::vector<workspace::Notice>& troubles);

} // namespace pysecd::advisories
