#include "server/schedule/scheduler.h"

#include <exception>

namespace pysecd {

// The analyser belongs to the pool while `busy`, to the session thread otherwise; posting orders
// the two.
struct Scheduler::File {
  Analyse analyse;
  bool busy = false;
  CancelToken cancel; // of the running job
  std::optional<Snapshot> waiting;
  std::uint64_t lastUsed = 0;
};

namespace {

// Whatever an analysis throws ends here: one file must not bring the server down.
Scheduler::Outcome guarded(Analyse& analyse, const MakeAnalyser& make, const Snapshot& snapshot) {
  Scheduler::Outcome outcome;
  try {
    if (!analyse)
      analyse = make();
    outcome.analysis = analyse(snapshot);
    if (!outcome.analysis)
      outcome.error = "cancelled";
  } catch (const std::exception& error) {
    outcome.error = error.what();
    analyse = nullptr; // its state may be half changed
  }
  return outcome;
}

} // namespace

Scheduler::Scheduler(Post pool, Post session, MakeAnalyser makeAnalyser, Done done)
    : pool_(std::move(pool)), session_(std::move(session)), makeAnalyser_(std::move(makeAnalyser)),
      done_(std::move(done)), self_(std::make_shared<Scheduler*>(this)) {}

Scheduler::~Scheduler() { forgetAll(); }

void Scheduler::analyse(const std::string& key, Snapshot snapshot) {
  std::shared_ptr<File>& file = files_[key];
  if (!file)
    file = std::make_shared<File>();
  if (file->busy) {
    file->cancel.cancel();
    file->waiting = std::move(snapshot);
  } else {
    run(key, file, std::move(snapshot));
  }
}

void Scheduler::forget(const std::string& key) {
  const auto found = files_.find(key);
  if (found == files_.end())
    return;
  found->second->cancel.cancel();
  files_.erase(found);
}

void Scheduler::forgetAll() {
  for (const auto& [key, file] : files_)
    file->cancel.cancel();
  files_.clear();
}

void Scheduler::run(const std::string& key, const std::shared_ptr<File>& file, Snapshot snapshot) {
  file->busy = true;
  file->cancel = snapshot.cancel;
  file->lastUsed = ++runs_;
  ++running_;
  pool_([key, file, snapshot = std::move(snapshot), make = makeAnalyser_, session = session_,
         self = std::weak_ptr(self_)] {
    Outcome outcome = guarded(file->analyse, make, snapshot);
    session([key, file, version = snapshot.version, outcome = std::move(outcome), self] {
      if (const auto scheduler = self.lock())
        (*scheduler)->finished(key, file, version, outcome);
    });
  });
}

void Scheduler::finished(const std::string& key, const std::shared_ptr<File>& file,
                         std::int64_t version, const Outcome& outcome) {
  --running_;
  file->busy = false;
  const auto found = files_.find(key);
  if (found == files_.end() || found->second != file)
    return; // forgotten, and perhaps opened again since
  if (file->waiting) {
    Snapshot next = std::move(*file->waiting);
    file->waiting.reset();
    run(key, file, std::move(next));
    return;
  }
  letOldestGo();
  done_(key, version, outcome);
}

void Scheduler::letOldestGo() {
  std::size_t warm = 0;
  File* oldest = nullptr;
  for (const auto& [key, file] : files_) {
    if (file->busy || !file->analyse)
      continue;
    ++warm;
    if (!oldest || file->lastUsed < oldest->lastUsed)
      oldest = file.get();
  }
  if (warm > kMaxWarmFiles)
    oldest->analyse = nullptr;
}

} // namespace pysecd
