#include "server/schedule/scheduler.h"
#include "test/support/catch.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace pysecd;

namespace {

// Executors that run what the test tells them to, and an analyser that says what it was asked.
struct Bench {
  struct Result {
    std::string key;
    std::int64_t version;
    bool analysed;
    std::string error;
    friend bool operator==(const Result&, const Result&) = default;
  };

  Bench()
      : scheduler([this](Task task) { pool.push_back(std::move(task)); },
                  [this](Task task) { session.push_back(std::move(task)); },
                  [this] { return makeAnalyser(); },
                  [this](const std::string& key, std::int64_t version,
                         const Scheduler::Outcome& outcome) {
                    results.push_back({key, version, outcome.analysis.has_value(), outcome.error});
                  }) {}

  Analyse makeAnalyser() {
    ++analysersMade;
    return [this](const Snapshot& snapshot) -> std::optional<Analysis> {
      analysed.push_back(snapshot.version);
      if (snapshot.path == "throw")
        throw std::runtime_error("oops");
      if (snapshot.cancel.requested())
        return std::nullopt;
      return Analysis{.text = snapshot.text, .version = snapshot.version};
    };
  }

  void analyse(const std::string& key, std::int64_t version, const std::string& path = {}) {
    scheduler.analyse(key, {.text = makeText(""), .path = path, .version = version});
  }

  static void runOne(std::deque<Task>& queue) {
    REQUIRE_FALSE(queue.empty());
    const Task task = std::move(queue.front());
    queue.pop_front();
    task();
  }

  void runAll() {
    while (!pool.empty() || !session.empty())
      runOne(pool.empty() ? session : pool);
  }

  std::deque<Task> pool;
  std::deque<Task> session;
  std::vector<std::int64_t> analysed;
  std::vector<Result> results;
  int analysersMade = 0;
  Scheduler scheduler;
};

using Results = std::vector<Bench::Result>;

} // namespace

TEST_CASE("scheduler: an idle file starts at once", "[scheduler]") {
  Bench bench;
  CHECK_FALSE(bench.scheduler.busy());
  bench.analyse("a", 1);
  CHECK(bench.pool.size() == 1);
  CHECK(bench.scheduler.busy());
  bench.runAll();
  CHECK(bench.results == Results{{"a", 1, true, ""}});
  CHECK_FALSE(bench.scheduler.busy());
}

TEST_CASE("scheduler: while busy only the newest text waits, and the running job is cancelled",
          "[scheduler]") {
  Bench bench;
  bench.analyse("a", 1);
  bench.analyse("a", 2);
  bench.analyse("a", 3);
  CHECK(bench.pool.size() == 1);
  bench.runAll();
  CHECK(bench.analysed == std::vector<std::int64_t>{1, 3});
  CHECK(bench.results == Results{{"a", 3, true, ""}});
  CHECK(bench.analysersMade == 1);
}

TEST_CASE("scheduler: a result that was superseded on its way is not reported", "[scheduler]") {
  Bench bench;
  bench.analyse("a", 1);
  Bench::runOne(bench.pool); // done, but the session has not heard of it
  bench.analyse("a", 2);
  bench.runAll();
  CHECK(bench.results == Results{{"a", 2, true, ""}});
}

TEST_CASE("scheduler: files do not wait for each other", "[scheduler]") {
  Bench bench;
  bench.analyse("a", 1);
  bench.analyse("b", 2);
  CHECK(bench.pool.size() == 2);
  bench.runAll();
  CHECK(bench.results == Results{{"a", 1, true, ""}, {"b", 2, true, ""}});
}

TEST_CASE("scheduler: a forgotten file reports nothing, nor does its successor by mistake",
          "[scheduler]") {
  Bench bench;
  bench.analyse("a", 1);
  bench.scheduler.forget("a");
  bench.scheduler.forget("never seen");
  CHECK(bench.scheduler.busy());
  bench.analyse("a", 2);
  CHECK(bench.pool.size() == 2);
  bench.runAll();
  CHECK(bench.results == Results{{"a", 2, true, ""}});
  CHECK(bench.analysersMade == 2);
  CHECK_FALSE(bench.scheduler.busy());
}

TEST_CASE("scheduler: an analyser that throws is reported and replaced", "[scheduler]") {
  Bench bench;
  bench.analyse("a", 1, "throw");
  bench.runAll();
  bench.analyse("a", 2);
  bench.runAll();
  CHECK(bench.results == Results{{"a", 1, false, "oops"}, {"a", 2, true, ""}});
  CHECK(bench.analysersMade == 2);
}

TEST_CASE("scheduler: only so many files keep their analyser", "[scheduler]") {
  Bench bench;
  const int files = static_cast<int>(Scheduler::kMaxWarmFiles) + 1;
  for (int file = 0; file < files; ++file) {
    bench.analyse(std::to_string(file), file);
    bench.runAll();
  }
  CHECK(bench.analysersMade == files);
  bench.analyse("1", files); // still warm
  bench.runAll();
  CHECK(bench.analysersMade == files);
  bench.analyse("0", files + 1); // was idle for longest
  bench.runAll();
  CHECK(bench.analysersMade == files + 1);
}

TEST_CASE("scheduler: jobs may outlive it", "[scheduler]") {
  std::deque<Task> pool;
  std::deque<Task> session;
  {
    Scheduler scheduler([&](Task task) { pool.push_back(std::move(task)); },
                        [&](Task task) { session.push_back(std::move(task)); },
                        [] {
                          return [](const Snapshot& snapshot) -> std::optional<Analysis> {
                            CHECK(snapshot.cancel.requested());
                            return std::nullopt;
                          };
                        },
                        [](const auto&...) { FAIL("reported by the dead"); });
    scheduler.analyse("a", {.text = makeText("")});
  }
  Bench::runOne(pool);
  Bench::runOne(session);
}

TEST_CASE("scheduler: with threads, the running job sees the cancellation and the last text wins",
          "[scheduler]") {
  Runtime runtime(4);
  std::mutex mutex;
  std::condition_variable changed;
  bool started = false;
  std::vector<std::int64_t> reported;
  Scheduler scheduler(
      runtime.pool(), runtime.session(),
      [&]() -> Analyse {
        return [&](const Snapshot& snapshot) -> std::optional<Analysis> {
          if (snapshot.version == 1) {
            {
              const std::lock_guard lock(mutex);
              started = true;
            }
            changed.notify_all();
            while (!snapshot.cancel.cancelled())
              std::this_thread::yield();
            return std::nullopt;
          }
          return Analysis{.text = snapshot.text, .version = snapshot.version};
        };
      },
      [&](const std::string&, std::int64_t version, const Scheduler::Outcome&) {
        reported.push_back(version);
      });
  scheduler.analyse("a", {.text = makeText(""), .version = 1});
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return started; });
  }
  for (std::int64_t version = 2; version <= 100; ++version)
    scheduler.analyse("a", {.text = makeText(""), .version = version});
  runtime.runUntil([&] { return !scheduler.busy(); });
  CHECK(reported == std::vector<std::int64_t>{100});
}
