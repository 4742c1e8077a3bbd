#include "server/index/workspace_index.h"

#include "analysis/engine/file_state.h"
#include "analysis/engine/kept_result.h"
#include "analysis/engine/project.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace pysecd {

namespace {

// A module is looked at so often after one edit at most: modules that keep changing each other stop
// there.
constexpr int kMaxRounds = 12;
constexpr std::size_t kModulesPerRefresh = 16; // between two looks at what the session wants
constexpr std::size_t kModulesPerReport = 50;

std::vector<std::string> modulesAsked(const ExternalAnswers& answers) {
  std::vector<std::string> modules;
  for (const ExternalAnswer& answer : *answers)
    if (!answer.module.empty() && (modules.empty() || modules.back() != answer.module))
      modules.push_back(answer.module);
  std::sort(modules.begin(), modules.end());
  modules.erase(std::unique(modules.begin(), modules.end()), modules.end());
  return modules;
}

} // namespace

struct WorkspaceIndex::Build {
  std::vector<std::string> roots;
  std::shared_ptr<const ModelSet> models;
  SettingsOf settings;
  CancelToken cancel;
  std::shared_ptr<const IndexWorld> world;
  std::mutex mutex;
  std::vector<std::pair<std::string, Analysis>> results;
  ProjectStatistics statistics;
};

struct WorkspaceIndex::Refresh {
  std::shared_ptr<const IndexWorld> world;
  std::shared_ptr<const ModelSet> models;
  SettingsOf settings;
  CancelToken cancel;
  std::vector<std::string> modules;
  std::vector<std::pair<std::string, std::optional<Analysis>>> results; // nullopt: unreadable
};

WorkspaceIndex::WorkspaceIndex(Options options)
    : options_(std::move(options)), self_(std::make_shared<WorkspaceIndex*>(this)) {}

WorkspaceIndex::~WorkspaceIndex() { cancel_.cancel(); }

// `job` runs in the background; what it returns runs on the session thread, if this still lives.
void WorkspaceIndex::run(std::function<std::function<void()>()> job) {
  ++jobs_;
  options_.background(
      [job = std::move(job), session = options_.session, self = std::weak_ptr(self_)] {
        session([finish = job(), self] {
          if (const auto index = self.lock()) {
            --(*index)->jobs_;
            finish();
          }
        });
      });
}

void WorkspaceIndex::build(const std::vector<std::string>& roots,
                           std::shared_ptr<const ModelSet> models, SettingsOf settings) {
  if (!options_.files.list)
    return;
  cancel_.cancel();
  cancel_ = CancelToken();
  if (roots.empty()) {
    forgetAll();
    return;
  }
  roots_ = roots;
  models_ = std::move(models);
  settings_ = std::move(settings);
  building_ = true;
  pending_.clear();
  changedWhileBuilding_.clear();
  auto build = std::make_shared<Build>();
  build->roots = roots_;
  build->models = models_;
  build->settings = settings_;
  build->cancel = cancel_;
  run([this, build, files = options_.files, store = options_.store, engine = options_.engine,
       session = options_.session, progress = options_.progress,
       self = std::weak_ptr(self_)]() -> std::function<void()> {
    std::vector<std::string> directories;
    for (const std::string& root : build->roots)
      directories.push_back(workspace::absolutePath(root));
    std::vector<std::string> bases;
    for (const std::string& directory : directories)
      bases.push_back(workspace::importBase(directory));
    const workspace::Layout layout(workspace::commonDirectory(bases));
    std::vector<std::string> modules;
    for (const std::string& path : files.list(directories))
      if (auto module = layout.moduleOf(path))
        modules.push_back(*std::move(module));
    if (!build->models)
      build->models = builtinModels();
    const auto names = std::make_shared<const ModuleNames>(std::move(modules));
    build->world = std::make_shared<const IndexWorld>(names, layout);
    std::size_t done = 0;
    const std::size_t total = names->all().size();
    const auto report = [&](std::size_t now) {
      session([progress, now, total, self, cancel = build->cancel] {
        if (self.lock() && progress && !cancel.requested())
          progress(now, total);
      });
    };
    if (total != 0)
      report(0);
    ProjectInput input;
    input.names = names;
    input.wanted = names->all();
    input.read = [&](const std::string& module) { return files.read(layout.pathOf(module)); };
    input.pathOf = [&](std::string_view module) { return layout.pathOf(module); };
    input.done = [&](const std::string& module, bool, Analysis analysis) {
      analysis.text.reset();
      analysis.findings.clear();
      build->results.emplace_back(module, std::move(analysis));
      if (++done % kModulesPerReport == 0)
        report(done);
    };
    input.models = build->models;
    input.settingsOf = [&](std::string_view module) {
      return build->settings(layout.pathOf(module));
    };
    input.store = store;
    input.engine = store && engine ? engine() : 0;
    input.cancel = build->cancel;
    Project project(std::move(input));
    project.work();
    build->statistics = project.statistics();
    if (store)
      store->flush();
    if (total != 0)
      report(total);
    std::vector<InterfacePtr> interfaces(total);
    for (const auto& [module, analysis] : build->results)
      interfaces[names->indexOf(module)] = analysis.interface;
    build->world = build->world->with(interfaces);
    return [this, build] { built(build); };
  });
}

// There is no workspace any more.
void WorkspaceIndex::forgetAll() {
  const bool had = world_ != nullptr;
  building_ = false;
  roots_.clear();
  world_.reset();
  known_.clear();
  askers_.clear();
  pending_.clear();
  changedWhileBuilding_.clear();
  if (had)
    options_.changed(std::nullopt);
}

void WorkspaceIndex::built(const std::shared_ptr<Build>& build) {
  if (build->cancel.requested())
    return; // another one is under way
  building_ = false;
  world_ = build->world;
  known_.clear();
  askers_.clear();
  for (const auto& [module, analysis] : build->results)
    know(module, analysis);
  if (options_.say) {
    const ProjectStatistics& statistics = build->statistics;
    options_.say("indexed " + std::to_string(statistics.modules) + " modules, " +
                 std::to_string(statistics.analysed) + " of them anew");
    if (statistics.unsettled != 0)
      options_.say(std::to_string(statistics.unsettled) +
                   " modules of import cycles did not settle: findings across them may be missing");
  }
  options_.changed(std::nullopt);
  const std::set<std::string> paths = std::exchange(changedWhileBuilding_, {});
  if (!paths.empty())
    filesChanged({paths.begin(), paths.end()});
}

std::string WorkspaceIndex::moduleOf(const std::string& path) const {
  if (!world_)
    return {};
  const auto module = world_->layout().moduleOf(path);
  return module && world_->names().indexOf(*module) != ModuleNames::npos ? *module : std::string();
}

void WorkspaceIndex::know(const std::string& module, const Analysis& analysis) {
  if (!analysis.answers)
    return;
  Known& known = known_[module];
  if (known.answers == analysis.answers)
    return;
  for (const std::string& other : known.asked)
    askers_[other].erase(module);
  known.answers = analysis.answers;
  known.asked = modulesAsked(known.answers);
  for (const std::string& other : known.asked)
    askers_[other].insert(module);
}

void WorkspaceIndex::forget(const std::string& module) {
  const auto known = known_.find(module);
  if (known == known_.end())
    return;
  for (const std::string& other : known->second.asked)
    askers_[other].erase(module);
  known_.erase(known);
}

void WorkspaceIndex::analysed(const std::string& module, const Analysis& analysis) {
  if (!world_ || !analysis.interface || world_->names().indexOf(module) == ModuleNames::npos)
    return;
  know(module, analysis);
  interfaceChanged(module, analysis.interface);
  if (analysis.world != world_) // it moved on meanwhile
    lookAgain({module});
}

void WorkspaceIndex::interfaceChanged(const std::string& module, InterfacePtr interface) {
  const InterfacePtr before = world_->interfaceOf(module);
  if (before == interface)
    return;
  const bool same = before && interface && before->hash() == interface->hash();
  world_ = world_->with(module, std::move(interface));
  if (same)
    return; // only places moved
  // Whoever may reach it through star imports asked a module in between, whose members it gives.
  std::set<std::string> modules;
  std::vector<std::string> reached{module};
  for (std::size_t i = 0; i < reached.size(); ++i) {
    if (const auto askers = askers_.find(reached[i]); askers != askers_.end())
      modules.insert(askers->second.begin(), askers->second.end());
    for (const std::string& asker : modules)
      if (const InterfacePtr known = world_->interfaceOf(asker))
        if (std::find(known->starImports.begin(), known->starImports.end(), reached[i]) !=
                known->starImports.end() &&
            std::find(reached.begin(), reached.end(), asker) == reached.end())
          reached.push_back(asker);
  }
  modules.erase(module);
  lookAgain(modules);
}

bool WorkspaceIndex::isOpen(const std::string& module) const {
  return options_.isOpen && options_.isOpen(world_->layout().pathOf(module));
}

// Of these modules, those for which an answer has changed.
void WorkspaceIndex::lookAgain(const std::set<std::string>& modules) {
  std::set<std::string> open;
  for (const std::string& module : modules) {
    const auto known = known_.find(module);
    Analysis rests;
    if (known != known_.end() && known->second.answers) {
      rests.answers = known->second.answers;
      if (stillHolds(rests, *world_, module))
        continue;
    }
    if (++rounds_[module] > kMaxRounds) {
      if (rounds_[module] == kMaxRounds + 1 && options_.say)
        options_.say(module + " and modules it imports keep changing each other: left as it is");
      continue;
    }
    if (isOpen(module))
      open.insert(module);
    else
      pending_.insert(module);
  }
  if (!open.empty()) {
    refreshed_ += open.size();
    options_.changed(open);
  }
  startRefresh();
}

// Closed modules are looked at from their files, a few at a time, in the world of that moment.
void WorkspaceIndex::startRefresh() {
  if (refreshing_ || building_ || pending_.empty())
    return;
  refreshing_ = true;
  auto refresh = std::make_shared<Refresh>();
  refresh->world = world_;
  refresh->models = models_;
  refresh->settings = settings_;
  refresh->cancel = cancel_;
  while (!pending_.empty() && refresh->modules.size() < kModulesPerRefresh)
    refresh->modules.push_back(pending_.extract(pending_.begin()).value());
  run([this, refresh, files = options_.files]() -> std::function<void()> {
    for (const std::string& module : refresh->modules) {
      if (refresh->cancel.requested())
        break;
      Snapshot snapshot;
      snapshot.path = refresh->world->pathOf(module);
      snapshot.text = files.read(snapshot.path);
      snapshot.models = refresh->models ? refresh->models : builtinModels();
      snapshot.settings = refresh->settings(snapshot.path);
      snapshot.world = refresh->world;
      snapshot.module = module;
      snapshot.traces = true;
      snapshot.cancel = refresh->cancel;
      refresh->results.emplace_back(module,
                                    snapshot.text ? FileState().analyse(snapshot) : std::nullopt);
    }
    return [this, refresh] {
      refreshing_ = false;
      if (refresh->cancel.requested())
        return startRefresh(); // of what came in between
      for (auto& [module, analysis] : refresh->results) {
        if (world_->names().indexOf(module) == ModuleNames::npos)
          continue;
        ++refreshed_;
        if (analysis)
          know(module, *analysis);
        else
          forget(module);
        interfaceChanged(module, analysis ? analysis->interface : nullptr);
        // The world may have moved on while it was looked at.
        if (analysis && analysis->answers && !stillHolds(*analysis, *world_, module))
          lookAgain({module});
      }
      startRefresh();
    };
  });
}

void WorkspaceIndex::filesChanged(const std::vector<std::string>& paths) {
  if (building_) {
    changedWhileBuilding_.insert(paths.begin(), paths.end());
    return;
  }
  if (!world_)
    return;
  std::set<std::string> touched;
  for (const std::string& path : paths)
    if (auto module = world_->layout().moduleOf(path))
      touched.insert(*std::move(module));
  if (touched.empty())
    return;
  rounds_.clear();
  run([this, touched, roots = roots_, files = options_.files, cancel = cancel_,
       layout = world_->layout(), names = world_->sharedNames()]() -> std::function<void()> {
    // Which of them are still, or newly, part of the workspace is decided by the one rule that
    // ignores files; it is asked only when the set of files may have changed.
    std::set<std::string> gone;
    bool created = false;
    for (const std::string& module : touched) {
      const bool known = names->indexOf(module) != ModuleNames::npos;
      const bool exists = files.read(layout.pathOf(module)) != nullptr;
      created |= exists && !known;
      if (known && !exists)
        gone.insert(module);
    }
    if (!created && gone.empty())
      return [this, touched, cancel] {
        if (cancel.requested())
          return;
        std::set<std::string> closed; // of an open one the editor's text counts
        for (const std::string& module : touched)
          if (!isOpen(module)) {
            forget(module); // its text is another: nothing known of it holds
            closed.insert(module);
          }
        lookAgain(closed);
      };
    std::vector<std::string> modules;
    for (const std::string& path : files.list(roots))
      if (auto module = layout.moduleOf(path))
        modules.push_back(*std::move(module));
    return [this, modules = std::move(modules), touched, cancel] {
      if (!cancel.requested())
        rename(modules, touched);
    };
  });
}

// The set of modules is another: imports may mean other modules now.
void WorkspaceIndex::rename(std::vector<std::string> modules,
                            const std::set<std::string>& touched) {
  const auto names = std::make_shared<const ModuleNames>(std::move(modules));
  std::vector<InterfacePtr> interfaces;
  interfaces.reserve(names->all().size());
  for (const std::string& module : names->all())
    interfaces.push_back(world_->interfaceOf(module));
  const std::shared_ptr<const ModuleNames> before = world_->sharedNames();
  world_ = IndexWorld(names, world_->layout()).with(interfaces);
  for (const std::string& module : before->all())
    if (names->indexOf(module) == ModuleNames::npos)
      forget(module);
  std::set<std::string> all;
  for (const auto& [module, known] : known_)
    all.insert(module);
  for (const std::string& module : touched) {
    forget(module);
    if (names->indexOf(module) != ModuleNames::npos)
      all.insert(module);
  }
  lookAgain(all);
}

} // namespace pysecd
