// One Python file over time: parser, tree, functions and memo, so that an edit re-analyses only the
// functions it changed. Never reads files, never publishes. Thread rule: one thread at a time (the
// server gives each open file a strand); different FileStates are independent.
#pragma once

#include "analysis/engine/snapshot.h"

#include <memory>
#include <optional>

namespace pysecd {

class FileState {
public:
  FileState();
  ~FileState();
  FileState(FileState&&) noexcept;
  FileState& operator=(FileState&&) noexcept;

  // The findings of the snapshot's text. Where an open quote or bracket has swallowed functions
  // that no edit touched, or the text cannot be parsed at typing speed, nothing is analysed and the
  // findings of before are held, until the text heals or a snapshot says `settled`. Snapshots may
  // skip versions or jump back: what changed is found by comparing texts, never told. With a world,
  // notes may still stand for steps in other modules: spellOutAcross() is the caller's, when all of
  // them are known. nullopt only if snapshot.cancel was requested; the state stays usable.
  std::optional<Analysis> analyse(const Snapshot& snapshot);
  // Lets the tree go and keeps the memo: the next analysis parses anew.
  void releaseTree();

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// From scratch, nothing kept: `pysecd check`, and the oracle of the incremental tests.
Analysis analyseOnce(const Snapshot& snapshot);

} // namespace pysecd
