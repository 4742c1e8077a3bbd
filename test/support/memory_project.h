// A project whose files are in memory, analysed as `pysecd check` would analyse it on disk, and a
// ResultStore that is a map. Thread rule: a project belongs to one test; MemoryStore is
// thread-safe.
#pragma once

#include "analysis/engine/project.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace pysecd::test {

struct ProjectResult {
  std::map<std::string, Analysis> analyses; // by path; notes are complete
  ProjectStatistics statistics;
};

struct MemoryProject {
  std::map<std::string, std::string> files; // path below the base ("app/db.py") -> text
  std::vector<std::string> wanted = {};     // paths; empty: all files
  std::shared_ptr<ResultStore> store = nullptr;
  std::shared_ptr<const dependencies::AdvisorySet> advisories = nullptr;
  unsigned threads = 1;

  ProjectResult analyse() const;
};

// Everything a user could see of the findings, notes and fixes included, a line for each part: two
// equal dumps are the same result.
std::string dump(const ProjectResult& result);
// Of one file's.
std::string dump(const std::vector<Finding>& findings);

class MemoryStore final : public ResultStore {
public:
  std::optional<std::string> load(const ResultKey& key) override;
  void save(const ResultKey& key, std::string_view bytes) override;
  void flush() override {}

  // Keys in a fixed order.
  std::map<std::pair<Hash64, Hash64>, std::string> entries;

private:
  std::mutex mutex_;
};

} // namespace pysecd::test
