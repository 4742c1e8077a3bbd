#include "server/review/review_run.h"

#include "analysis/engine/file_state.h"
#include "analysis/engine/project.h"
#include "analysis/engine/spell_out.h"
#include "analysis/text/file_kind.h"
#include "server/workspace/discover.h"
#include "server/workspace/layout.h"
#include "server/workspace/lock_files.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace pysecd::server_review {

namespace fs = std::filesystem;
using workspace::Layout;
using workspace::Notice;

namespace {

// Without a project's mark: the directory that holds the outermost package around the path.
std::string rootOf(const std::string& path) {
  fs::path root = workspace::projectRoot(path);
  std::error_code error;
  while (fs::exists(root / "__init__.py", error) && root.has_parent_path() &&
         root != root.parent_path())
    root = root.parent_path();
  return root.generic_string();
}

std::vector<std::string> rootsOf(const std::vector<std::string>& paths) {
  std::vector<std::string> roots;
  for (const std::string& path : paths)
    roots.push_back(rootOf(path));
  std::sort(roots.begin(), roots.end());
  roots.erase(std::unique(roots.begin(), roots.end()), roots.end());
  return roots;
}

class Run {
public:
  explicit Run(const ReviewInput& input)
      : input_(input), roots_(rootsOf(input.paths)), layout_(workspace::commonDirectory(roots_)) {}

  ReviewOutcome run() {
    workspace::Discovery discovery = workspace::discover(
        input_.paths,
        {.excludes = {}, .readIgnoreFiles = input_.readIgnoreFiles, .excluded = input_.excluded});
    outcome_.notices = std::move(discovery.troubles);
    ProjectInput project;
    project.names = std::make_shared<const ModuleNames>(modulesFor(discovery.files));
    for (const auto& [module, path] : wanted_)
      project.wanted.push_back(module);
    project.read = [this](const std::string& module) { return read(module); };
    project.pathOf = [this](std::string_view module) { return pathOf(std::string(module)); };
    project.done = [this](const std::string& module, bool wanted, Analysis analysis) {
      done(module, wanted, std::move(analysis));
    };
    project.models = input_.models;
    project.settingsOf = [this](std::string_view module) {
      return input_.settingsOf(layout_.pathOf(module));
    };
    project.evidence = true;
    project.cancel = input_.cancel;
    Project analysed(std::move(project));
    work(analysed);
    for (const std::string& path : alone_)
      reviewAlone(path, analysed.world());
    outcome_.report = review::assemble(std::move(modules_), *input_.models);
    std::sort(outcome_.notices.begin(), outcome_.notices.end(),
              [](const Notice& a, const Notice& b) { return a.path < b.path; });
    return std::move(outcome_);
  }

private:
  std::vector<std::string> modulesFor(const std::vector<std::string>& files) {
    std::vector<std::string> modules;
    for (const std::string& path :
         workspace::discover(roots_, {.excludes = {}, .readIgnoreFiles = input_.readIgnoreFiles})
             .files)
      if (auto module = layout_.moduleOf(workspace::absolutePath(path)))
        modules.push_back(*std::move(module));
    for (const std::string& path : files) {
      auto module = layout_.moduleOf(workspace::absolutePath(path));
      if (module && wanted_.try_emplace(*module, path).second)
        modules.push_back(*std::move(module));
      else if (isTemplatePath(path) || isDependencyPath(path))
        alone_.push_back(path);
      else
        outcome_.notices.push_back({Notice::Kind::Skipped, path, "no-module",
                                    "its name is no module's, or is another's too"});
    }
    return modules;
  }

  std::string pathOf(const std::string& module) const {
    const auto wanted = wanted_.find(module);
    return wanted != wanted_.end() ? wanted->second : layout_.pathOf(module);
  }

  TextPtr read(const std::string& module) {
    const std::string path = pathOf(module);
    auto read = readText(path);
    if (auto* notice = std::get_if<Notice>(&read))
      return tell(module, std::move(*notice));
    return std::get<TextPtr>(read);
  }

  std::variant<TextPtr, Notice> readText(const std::string& path) const {
    if (input_.open)
      if (TextPtr text = input_.open(workspace::absolutePath(path)))
        return text;
    const std::string absolute = workspace::absolutePath(path);
    auto bytes = workspace::readFile(path, input_.settingsOf(absolute)->maxFileBytes);
    if (auto* notice = std::get_if<Notice>(&bytes))
      return std::move(*notice);
    auto source = workspace::decodeSource(std::get<std::string>(std::move(bytes)), path);
    if (auto* notice = std::get_if<Notice>(&source))
      return std::move(*notice);
    return std::get<workspace::Source>(source).text();
  }

  // A template, or a file that declares dependencies.
  void reviewAlone(const std::string& path, const World& world) {
    auto read = readText(path);
    if (auto* notice = std::get_if<Notice>(&read)) {
      outcome_.notices.push_back(std::move(*notice));
      return;
    }
    Snapshot snapshot;
    snapshot.text = std::get<TextPtr>(read);
    snapshot.path = path;
    snapshot.models = input_.models;
    snapshot.settings = input_.settingsOf(workspace::absolutePath(path));
    snapshot.evidence = true;
    snapshot.cancel = input_.cancel;
    if (isDependencyPath(path)) {
      snapshot.locked = workspace::hasLockFile(path);
      snapshot.advisories = input_.advisories ? input_.advisories->get() : nullptr;
    }
    if (isTemplatePath(path)) // lent for this call
      snapshot.world = std::shared_ptr<const World>(std::shared_ptr<const World>(), &world);
    Analysis analysis = analyseOnce(snapshot);
    spellOutAcross(analysis.findings, snapshot.world.get(), {});
    if (analysis.syntaxErrors)
      outcome_.notices.push_back(
          {Notice::Kind::Partial, path, "syntax-error", "was not wholly understood"});
    review::ReviewedModule made;
    made.evidence = std::move(analysis.evidence);
    made.wanted = true;
    made.path = path;
    made.text = std::move(analysis.text);
    made.findings = std::move(analysis.findings);
    modules_.push_back(std::move(made));
  }

  TextPtr tell(const std::string& module, Notice notice) {
    if (wanted_.contains(module)) {
      const std::lock_guard lock(mutex_);
      outcome_.notices.push_back(std::move(notice));
    }
    return nullptr;
  }

  void done(const std::string& module, bool wanted, Analysis analysis) {
    review::ReviewedModule made;
    made.evidence = std::move(analysis.evidence);
    made.wanted = wanted;
    made.path = pathOf(module);
    if (wanted) {
      made.text = std::move(analysis.text);
      made.findings = std::move(analysis.findings);
    }
    const std::lock_guard lock(mutex_);
    if (wanted && analysis.skipped != Skipped::No)
      outcome_.notices.push_back({Notice::Kind::Trouble, made.path, "deadline",
                                  "not wholly analysed: it took too long, or is too large"});
    if (wanted && analysis.syntaxErrors)
      outcome_.notices.push_back({Notice::Kind::Partial, made.path, "syntax-error",
                                  "has syntax errors; the rest of it was analysed"});
    modules_.push_back(std::move(made));
  }

  void work(Project& project) const {
    std::vector<std::jthread> pool;
    for (unsigned i = 1; i < std::max(input_.threads, 1U); ++i)
      pool.emplace_back([&] { project.work(); });
    project.work();
    pool.clear(); // joins
  }

  const ReviewInput& input_;
  const std::vector<std::string> roots_;
  const Layout layout_;
  std::unordered_map<std::string, std::string> wanted_; // module -> path
  std::vector<std::string> alone_;                      // paths of what is no module
  std::mutex mutex_;
  std::vector<review::ReviewedModule> modules_;
  ReviewOutcome outcome_;
};

} // namespace

ReviewOutcome runReview(const ReviewInput& input) { return Run(input).run(); }

} // namespace pysecd::server_review
