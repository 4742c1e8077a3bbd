// Runs a review over files of a disk: finds the modules around them, analyses all that they import
// with them, and puts the report together. The cache of results is not asked: it keeps no evidence.
// Thread rule: call from one thread; it starts and joins its own.
#pragma once

#include "analysis/engine/snapshot.h"
#include "analysis/review/report.h"
#include "server/advisories/snapshot_cache.h"
#include "server/workspace/read_source.h"

#include <functional>
#include <string>
#include <vector>

namespace pysecd::server_review {

struct ReviewInput {
  std::vector<std::string> paths;                                          // files and directories
  std::function<bool(const std::string& path, bool isDirectory)> excluded; // null: nothing is
  bool readIgnoreFiles = true;
  unsigned threads = 1;
  std::shared_ptr<const ModelSet> models;
  // Of a file, by absolute path; called by several threads at once.
  std::function<std::shared_ptr<const Settings>(const std::string& path)> settingsOf;
  std::shared_ptr<advisories::SnapshotCache> advisories; // null: none
  // Present: the text of a file that is open elsewhere, null if it is to be read from the disk.
  std::function<TextPtr(const std::string& absolutePath)> open;
  CancelToken cancel;
};

struct ReviewOutcome {
  review::Report report;
  std::vector<workspace::Notice> notices; // sorted by path
};

ReviewOutcome runReview(const ReviewInput& input);

} // namespace pysecd::server_review
