#include "server/cli/serve.h"
#include "server/review/formats.h"
#include "server/review/review_run.h"

#include "analysis/engine/file_state.h"
#include "analysis/engine/spell_out.h"
#include "analysis/text/file_kind.h"
#include "server/advisories/snapshot_cache.h"
#include "server/cache/engine_identity.h"
#include "server/cli/result_cache.h"
#include "server/config/config_set.h"
#include "server/models/model_files.h"
#include "server/schedule/runtime.h"
#include "server/server.h"
#include "server/transport/reader.h"
#include "server/transport/stream.h"
#include "server/transport/watchdog.h"
#include "server/transport/writer.h"
#include "server/workspace/discover.h"
#include "server/workspace/layout.h"
#include "server/workspace/lock_files.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>

namespace pysecd::cli {
namespace {

// What a dying client gets to read the last messages.
constexpr std::chrono::seconds kLastWords(1);

Stream openStream(const ServeOptions& options) {
  if (options.port)
    return connectSocket(*options.port);
  if (!options.pipe.empty())
    return connectPipe(options.pipe);
  return openStdio();
}

// The session thread has the remaining core.
unsigned analysisThreads() { return std::max(2U, std::thread::hardware_concurrency()) - 1; }

// The snapshot of vulnerable packages that the configuration names now. Any thread.
class Advisories {
public:
  explicit Advisories(advisories::SnapshotCache::Tell tell) : tell_(std::move(tell)) { use({}); }

  void use(const std::string& path) {
    const std::lock_guard lock(mutex_);
    if (!cache_ || path != path_)
      cache_ = std::make_shared<advisories::SnapshotCache>(path, tell_);
    path_ = path;
  }
  std::shared_ptr<advisories::SnapshotCache> cache() const {
    const std::lock_guard lock(mutex_);
    return cache_;
  }

private:
  const advisories::SnapshotCache::Tell tell_;
  mutable std::mutex mutex_;
  std::string path_;
  std::shared_ptr<advisories::SnapshotCache> cache_;
};

// The models are loaded with the first analysis, on the pool, so that `initialize` need not wait
// for them.
Analyse makeAnalyser(const std::shared_ptr<Advisories>& advisories) {
  return [state = std::make_shared<FileState>(), advisories](const Snapshot& snapshot) {
    Snapshot complete = snapshot;
    if (isDependencyPath(snapshot.path)) {
      complete.locked = workspace::hasLockFile(snapshot.path);
      complete.advisories = advisories->cache()->get();
    }
    if (!complete.models)
      complete.models = builtinModels();
    std::optional<Analysis> analysis = state->analyse(complete);
    if (analysis)
      spellOutAcross(analysis->findings, complete.world.get(), complete.module);
    return analysis;
  };
}

// A workspace larger than this is not indexed whole: each file would still be analysed by itself.
constexpr std::size_t kMaxWorkspaceFiles = 200'000;

WorkspaceFiles workspaceFiles() {
  return {.list =
              [](const std::vector<std::string>& roots) {
                std::vector<std::string> files =
                    workspace::discover(roots, {.excludes = {}, .readIgnoreFiles = true}).files;
                if (files.size() > kMaxWorkspaceFiles)
                  files.clear();
                return files;
              },
          .read = [](const std::string& path) -> TextPtr {
            auto bytes = workspace::readFile(path, Settings().maxFileBytes);
            if (!std::holds_alternative<std::string>(bytes))
              return nullptr;
            auto source = workspace::decodeSource(std::get<std::string>(std::move(bytes)), path);
            return std::holds_alternative<workspace::Source>(source)
                       ? std::get<workspace::Source>(source).text()
                       : nullptr;
          }};
}

std::string reviewOf(const ReviewRequest& request, const std::shared_ptr<Advisories>& advisories) {
  server_review::ReviewInput input;
  input.advisories = advisories->cache();
  input.paths = request.paths;
  input.models = request.models ? request.models : builtinModels();
  input.settingsOf = [config = request.config](const std::string& path) {
    Settings settings = *config->settingsFor(path);
    settings.fixes = false;
    return std::make_shared<const Settings>(std::move(settings));
  };
  input.excluded = [config = request.config](const std::string& path, bool isDirectory) {
    return config->rulesFor(path).excludes(path, isDirectory);
  };
  input.open = [&request](const std::string& path) -> TextPtr {
    const auto document = request.open.find(path);
    return document != request.open.end() ? document->second : nullptr;
  };
  input.cancel = request.cancel;
  const std::string root = request.roots.empty() ? "/" : request.roots.front();
  return server_review::markdown(server_review::runReview(input).report, root);
}

// What the flags say, for all files.
config::Layer flagsOf(const ServeOptions& options) {
  config::Layer flags{.options = {},
                      .base = workspace::absolutePath("."),
                      .source = "the command line",
                      .where = {}};
  if (!options.models.empty())
    flags.options.models = options.models;
  if (!options.advisories.empty())
    flags.options.advisories = options.advisories;
  return flags;
}

} // namespace

int runServe(const ServeOptions& options) {
  Logger log(std::cerr, options.logLevel);
  std::signal(SIGPIPE, SIG_IGN); // a client that went away is an error of write(), not our end
  const Stream stream = openStream(options);
  if (!stream.error.empty()) {
    log.error(stream.error);
    return EXIT_FAILURE;
  }

  std::shared_ptr<ResultStore> store;
  if (options.useCache)
    store = openResultCache([&log](const std::string& why) { log.warning(why); });

  const auto advisories = std::make_shared<Advisories>([&log](const workspace::Notice& notice) {
    log.warning(notice.path + ": " + notice.message);
  });

  Runtime runtime(analysisThreads());
  const Post session = runtime.session();
  std::optional<int> exitCode;
  const auto end = [&](int code) {
    exitCode = exitCode.value_or(code);
    runtime.stop();
  };

  Writer writer(stream.out, [&](const std::string& why) {
    session([&, why] {
      log.error(why);
      end(EXIT_FAILURE);
    });
  });
  Watchdog watchdog(runtime, [&](std::int64_t pid) {
    log.error("the client, process " + std::to_string(pid) + ", is gone");
    end(EXIT_FAILURE);
  });
  Server server(
      {.session = session,
       .pool = runtime.pool(),
       .makeAnalyser = [&advisories] { return makeAnalyser(advisories); },
       .log = log,
       .watchProcess = [&](std::int64_t pid) { watchdog.watch(pid); },
       .later = [&](std::chrono::milliseconds delay,
                    Task task) { runtime.after(delay, std::move(task)); },
       .readModels = readModelFiles,
       .readConfig = [](const std::string& path) { return config::readConfigFile(path, true); },
       .flags = flagsOf(options),
       .useAdvisories = [&advisories](const std::string& path) { advisories->use(path); },
       .background = runtime.background(),
       .files = workspaceFiles(),
       .review =
           [&advisories](const ReviewRequest& request) { return reviewOf(request, advisories); },
       .store = store,
       .engine = engineIdentity},
      [&](const std::string& content) { writer.send(content); });
  if (options.clientProcessId)
    watchdog.watch(*options.clientProcessId);

  std::thread([&] {
    const auto deliver = [&](const auto& call) {
      session([&, call] {
        if (exitCode)
          return;
        call();
        if (server.exitCode())
          end(*server.exitCode());
      });
    };
    const std::string error = readMessages(stream.in, [&](const rpc::Message& message) {
      deliver([&, message] { server.receive(message); });
    });
    deliver([&, error] { server.disconnected(error); });
  }).detach();

  runtime.run();
  writer.drain(kLastWords);
  if (store)
    store->flush();
  // Not return: threads may sit in read() or in an analysis, and nobody should wait for them.
  std::_Exit(*exitCode);
}

} // namespace pysecd::cli
