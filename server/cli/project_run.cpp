#include "server/cli/project_run.h"

#include "analysis/engine/project.h"
#include "server/cache/engine_identity.h"
#include "server/workspace/layout.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

namespace pysecd::cli {

namespace fs = std::filesystem;
using workspace::Layout;
using Clock = std::chrono::steady_clock;

namespace {

// What a module of the project is to this run.
struct Wanted {
  std::size_t index = 0; // in ProjectRun::files
  FileJob::Read read;
};

// Outcomes wait here for their turn.
class Turnstile {
public:
  void deliver(std::size_t index, FileOutcome outcome) {
    const std::lock_guard lock(mutex_);
    waiting_.insert_or_assign(index, std::move(outcome));
    delivered_.notify_one();
  }
  // Nothing more will be delivered.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    delivered_.notify_one();
  }
  FileOutcome take(std::size_t index) {
    std::unique_lock lock(mutex_);
    delivered_.wait(lock, [&] { return closed_ || waiting_.contains(index); });
    auto node = waiting_.extract(index);
    return node.empty() ? FileOutcome() : std::move(node.mapped());
  }

private:
  std::mutex mutex_;
  std::condition_variable delivered_;
  std::map<std::size_t, FileOutcome> waiting_;
  bool closed_ = false;
};

// How people would name a file they did not ask for.
std::string displayPath(const std::string& absolute) {
  std::error_code error;
  const std::string here = fs::current_path(error).generic_string() + "/";
  return !error && absolute.starts_with(here) ? absolute.substr(here.size()) : absolute;
}

} // namespace

void ProjectRun::run(const std::function<void(FileOutcome)>& consume) {
  std::vector<std::string> roots;
  for (const std::string& path : paths)
    roots.push_back(workspace::projectRoot(path));
  std::sort(roots.begin(), roots.end());
  roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
  std::vector<std::string> bases;
  for (const std::string& root : roots)
    bases.push_back(workspace::importBase(root));
  const Layout layout(workspace::commonDirectory(bases));

  std::vector<std::string> modules;
  const auto addModule = [&](const std::string& path) {
    if (auto module = layout.moduleOf(workspace::absolutePath(path)))
      modules.push_back(*std::move(module));
  };
  for (const std::string& path :
       workspace::discover(roots, {.excludes = {}, .readIgnoreFiles = readIgnoreFiles}).files)
    addModule(path);

  std::unordered_map<std::string, Wanted> wanted;
  std::vector<std::size_t> alone; // files that are no modules: named otherwise, or twice
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto module = layout.moduleOf(workspace::absolutePath(files[i]));
    if (module && wanted.try_emplace(*module, Wanted{i, {}}).second)
      modules.push_back(*std::move(module));
    else
      alone.push_back(i);
  }

  std::atomic<Clock::rep> busy = 0;  // of all threads; waiting for each other counts too
  std::atomic<Clock::rep> other = 0; // of that, what is not analysis
  Turnstile turnstile;
  std::shared_ptr<const World> world;
  ProjectInput input;
  input.names = std::make_shared<const ModuleNames>(std::move(modules));
  for (const auto& [module, file] : wanted)
    input.wanted.push_back(module);
  input.read = [&](const std::string& module) -> TextPtr {
    const auto file = wanted.find(module);
    const bool asked = file != wanted.end();
    FileJob::Read read = job.read(asked ? files[file->second.index] : layout.pathOf(module));
    other += read.outcome.timing.read.count();
    if (!asked)
      return read.source ? read.source->text() : nullptr;
    if (!read.source) {
      turnstile.deliver(file->second.index, std::move(read.outcome));
      return nullptr;
    }
    file->second.read = std::move(read);
    return file->second.read.source->text();
  };
  input.pathOf = [&](std::string_view module) {
    const auto file = wanted.find(std::string(module));
    return file != wanted.end() ? files[file->second.index] : displayPath(layout.pathOf(module));
  };
  input.done = [&](const std::string& module, bool asked, Analysis analysis) {
    if (!asked)
      return;
    Wanted& file = wanted.at(module);
    turnstile.deliver(file.index, job.finish(files[file.index], std::exchange(file.read, {}),
                                             std::move(analysis), world, module));
  };
  input.models = setup.models;
  input.settingsOf = [&](std::string_view module) {
    return job.config().settingsFor(layout.pathOf(module));
  };
  input.store = store;
  input.engine = store ? engineIdentity() : 0;
  Project project(std::move(input));
  world = std::shared_ptr<const World>(std::shared_ptr<const World>(), &project.world());

  std::atomic<std::size_t> nextAlone = 0;
  std::atomic<unsigned> running = std::max(threads, 1U);
  const auto work = [&] {
    const Clock::time_point start = Clock::now();
    project.work();
    busy += (Clock::now() - start).count();
    for (std::size_t i = nextAlone++; i < alone.size(); i = nextAlone++)
      turnstile.deliver(alone[i], job.process(files[alone[i]], world));
    if (--running == 0) {
      if (store)
        store->flush();
      turnstile.close();
    }
  };
  std::vector<std::jthread> pool;
  for (unsigned i = 0; i < std::max(threads, 1U); ++i)
    pool.emplace_back(work);
  for (std::size_t i = 0; i < files.size(); ++i)
    consume(turnstile.take(i));
  pool.clear(); // joins
  analysing = Clock::duration(busy - other);
}

} // namespace pysecd::cli
