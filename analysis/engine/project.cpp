#include "analysis/engine/project.h"

#include "analysis/engine/file_state.h"
#include "analysis/engine/kept_result.h"
#include "analysis/engine/spell_out.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace pysecd {

namespace {

constexpr int kMaxRounds = 12; // over one import cycle
// Beyond this many bytes of source the trees of a cycle are not all kept between its rounds.
constexpr std::size_t kMaxTreeSource = 2 * 1024 * 1024;

} // namespace

struct Project::Impl final : World {
  // Each analysis gets a world of its own: from the same one as before it would take that no answer
  // has changed, which between the rounds over a cycle is not so.
  struct View final : World {
    explicit View(const Impl& project) : project_(project) {}
    const ModuleNames& names() const override { return project_.names(); }
    InterfacePtr interfaceOf(std::string_view module) const override {
      return project_.interfaceOf(module);
    }
    std::string pathOf(std::string_view module) const override { return project_.pathOf(module); }

  private:
    const Impl& project_; // outlives every analysis
  };
  struct Module {
    TextPtr text;
    std::vector<std::size_t> imports;
    bool needed = false;
    bool wanted = false;
    std::size_t component = 0;
    InterfacePtr interface;
  };
  struct Component {
    std::vector<std::size_t> members; // in the order of the first visit: importers last
    std::size_t waitsFor = 0;
    std::vector<std::size_t> dependents;
  };

  explicit Impl(ProjectInput given) : input(std::move(given)), modules(input.names->all().size()) {
    for (const std::string& name : input.wanted)
      if (const std::size_t index = input.names->indexOf(name); index != ModuleNames::npos) {
        modules[index].wanted = true;
        need(index);
      }
  }

  // World
  const ModuleNames& names() const override { return *input.names; }
  InterfacePtr interfaceOf(std::string_view module) const override {
    const std::size_t index = input.names->indexOf(module);
    // A component reads only what it imports, which is done before it starts.
    return index == ModuleNames::npos ? nullptr : modules[index].interface;
  }
  std::string pathOf(std::string_view module) const override { return input.pathOf(module); }

  void need(std::size_t index) {
    if (std::exchange(modules[index].needed, true))
      return;
    toScan.push_back(index);
    ++total;
  }

  bool stopped() const { return input.cancel.requested(); }

  // Phase 1: texts, and which modules they import.
  void scan() {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return !toScan.empty() || scanning == 0 || stopped(); });
      if (toScan.empty() || stopped())
        break;
      const std::size_t index = toScan.back();
      toScan.pop_back();
      ++scanning;
      lock.unlock();
      const std::string& name = input.names->all()[index];
      TextPtr text = input.read(name);
      std::vector<std::size_t> imports;
      if (text)
        imports = input.names->imported(name, scanImports(text->bytes()));
      lock.lock();
      modules[index].text = std::move(text);
      modules[index].imports = std::move(imports);
      for (const std::size_t imported : modules[index].imports)
        need(imported);
      --scanning;
      changed.notify_all();
    }
    if (!std::exchange(planned, true) && !stopped())
      plan();
    changed.notify_all();
  }

  // Strongly connected components of the import graph (Tarjan), imported ones first.
  void plan() {
    struct Visit {
      std::size_t module;
      std::size_t nextImport;
    };
    constexpr std::size_t kUnseen = 0;
    std::vector<std::size_t> order(modules.size(), kUnseen);
    std::vector<std::size_t> low(modules.size(), 0);
    std::vector<bool> open(modules.size(), false);
    std::vector<std::size_t> stack;
    std::vector<Visit> path;
    std::size_t counter = 0;
    const auto enter = [&](std::size_t module) {
      order[module] = low[module] = ++counter;
      open[module] = true;
      stack.push_back(module);
      path.push_back({module, 0});
    };
    for (std::size_t root = 0; root < modules.size(); ++root) {
      if (!modules[root].needed || order[root] != kUnseen)
        continue;
      enter(root);
      while (!path.empty()) {
        const std::size_t module = path.back().module;
        if (path.back().nextImport < modules[module].imports.size()) {
          const std::size_t imported = modules[module].imports[path.back().nextImport++];
          if (order[imported] == kUnseen)
            enter(imported);
          else if (open[imported])
            low[module] = std::min(low[module], order[imported]);
          continue;
        }
        path.pop_back();
        if (!path.empty())
          low[path.back().module] = std::min(low[path.back().module], low[module]);
        if (low[module] != order[module])
          continue;
        const auto begin = std::find(stack.begin(), stack.end(), module);
        Component component;
        component.members.assign(begin, stack.end());
        stack.erase(begin, stack.end());
        // Deepest first: what is imported before what imports it, as far as a cycle allows.
        std::reverse(component.members.begin(), component.members.end());
        for (const std::size_t member : component.members) {
          open[member] = false;
          modules[member].component = components.size();
        }
        components.push_back(std::move(component));
      }
    }
    for (std::size_t i = 0; i < components.size(); ++i) {
      std::vector<std::size_t> imported;
      for (const std::size_t member : components[i].members)
        for (const std::size_t other : modules[member].imports)
          if (modules[other].component != i)
            imported.push_back(modules[other].component);
      std::sort(imported.begin(), imported.end());
      imported.erase(std::unique(imported.begin(), imported.end()), imported.end());
      components[i].waitsFor = imported.size();
      for (const std::size_t other : imported)
        components[other].dependents.push_back(i);
      if (imported.empty())
        ready.push_back(i);
    }
    unfinished = components.size();
  }

  // Phase 2: components, each when those it imports are done.
  void analyse() {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return !ready.empty() || unfinished == 0 || stopped(); });
      if (unfinished == 0 || stopped())
        break;
      const std::size_t index = ready.back();
      ready.pop_back();
      lock.unlock();
      process(components[index]);
      lock.lock();
      for (const std::size_t dependent : components[index].dependents)
        if (--components[dependent].waitsFor == 0)
          ready.push_back(dependent);
      --unfinished;
      changed.notify_all();
    }
    changed.notify_all();
  }

  Snapshot snapshotOf(std::size_t index) const {
    Snapshot snapshot;
    snapshot.text = modules[index].text;
    snapshot.module = input.names->all()[index];
    snapshot.path = input.pathOf(snapshot.module);
    snapshot.models = input.models;
    snapshot.settings = input.settingsOf ? input.settingsOf(snapshot.module) : input.settings;
    snapshot.world = std::make_shared<const View>(*this);
    snapshot.traces = true;
    snapshot.evidence = input.evidence;
    snapshot.cancel = input.cancel;
    return snapshot;
  }

  void process(Component& component) {
    std::vector<std::size_t> members;
    for (const std::size_t member : component.members)
      if (modules[member].text)
        members.push_back(member);
    std::vector<Analysis> results(members.size());
    if (!recall(members, results) && !analyse(members, results))
      return; // cancelled
    for (std::size_t i = 0; i < members.size(); ++i) {
      Module& module = modules[members[i]];
      results[i].text = std::exchange(module.text, nullptr);
      spellOutAcross(results[i].findings, this, input.names->all()[members[i]]);
      input.done(input.names->all()[members[i]], module.wanted, std::move(results[i]));
    }
  }

  // From the store, if it knows every member and they agree with each other and with their imports.
  bool recall(const std::vector<std::size_t>& members, std::vector<Analysis>& results) {
    if (!input.store)
      return false;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const auto bytes = input.store->load(resultKey(snapshotOf(members[i]), input.engine));
      std::optional<Analysis> kept = bytes ? decodeResult(*bytes) : std::nullopt;
      if (!kept || kept->interface->module != input.names->all()[members[i]]) {
        forget(members);
        return false;
      }
      results[i] = std::move(*kept);
      modules[members[i]].interface = results[i].interface;
    }
    for (std::size_t i = 0; i < members.size(); ++i)
      if (!stillHolds(results[i], *this, input.names->all()[members[i]])) {
        forget(members);
        return false;
      }
    return true;
  }

  void forget(const std::vector<std::size_t>& members) {
    for (const std::size_t member : members)
      modules[member].interface = nullptr;
  }

  bool analyse(const std::vector<std::size_t>& members, std::vector<Analysis>& results) {
    std::vector<FileState> states(members.size());
    std::size_t bytes = 0;
    for (const std::size_t member : members)
      bytes += modules[member].text->bytes().size();
    bool settled = false;
    std::size_t functions = 0;
    for (int round = 0; round < kMaxRounds && !settled; ++round) {
      settled = true;
      for (std::size_t i = 0; i < members.size(); ++i) {
        Module& module = modules[members[i]];
        if (round != 0 &&
            (!results[i].answers || stillHolds(results[i], *this, input.names->all()[members[i]])))
          continue;
        std::optional<Analysis> analysis = states[i].analyse(snapshotOf(members[i]));
        if (!analysis)
          return false;
        if (bytes > kMaxTreeSource)
          states[i].releaseTree();
        results[i] = std::move(*analysis);
        functions += results[i].functionsAnalysed;
        const Hash64 before = module.interface ? module.interface->hash() : 0;
        module.interface = results[i].interface;
        const Hash64 now = module.interface ? module.interface->hash() : 0;
        settled &= members.size() == 1 || before == now;
      }
    }
    analysed += members.size();
    functionsAnalysed += functions;
    unsettled += settled ? 0 : members.size();
    if (input.store && settled)
      for (std::size_t i = 0; i < members.size(); ++i)
        if (results[i].interface && results[i].skipped == Skipped::No)
          input.store->save(resultKey(snapshotOf(members[i]), input.engine),
                            encodeResult(results[i]));
    return true;
  }

  const ProjectInput input;
  std::vector<Module> modules; // by ModuleNames' index
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::size_t> toScan;
  std::size_t scanning = 0;
  bool planned = false;
  std::vector<Component> components;
  std::vector<std::size_t> ready;
  std::size_t unfinished = 0;
  std::atomic<std::size_t> total = 0;
  std::atomic<std::size_t> analysed = 0;
  std::atomic<std::size_t> functionsAnalysed = 0;
  std::atomic<std::size_t> unsettled = 0;
};

Project::Project(ProjectInput input) : impl_(std::make_unique<Impl>(std::move(input))) {}
Project::~Project() = default;

void Project::work() {
  impl_->scan();
  impl_->analyse();
}

const World& Project::world() const { return *impl_; }

ProjectStatistics Project::statistics() const {
  return {impl_->total, impl_->analysed, impl_->functionsAnalysed, impl_->unsettled};
}

} // namespace pysecd
