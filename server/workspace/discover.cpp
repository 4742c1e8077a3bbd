#include "server/workspace/discover.h"

#include "analysis/text/file_kind.h"
#include "server/workspace/gitignore.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <unordered_set>

namespace pysecd::workspace {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kMaxIgnoreFileBytes = 1024 * 1024;

// Other people's code and tools' leavings; a directory with a pyvenv.cfg is a virtual environment
// under any name.
constexpr std::array<std::string_view, 11> kForeignDirectories = {
    ".git", ".hg",         ".svn",          "node_modules", "__pycache__",  ".tox",
    ".nox", ".mypy_cache", ".pytest_cache", ".eggs",        "site-packages"};
constexpr const char* kVirtualEnvironmentMark = "pyvenv.cfg";

bool isForeign(const std::string& name) {
  return std::find(kForeignDirectories.begin(), kForeignDirectories.end(), name) !=
         kForeignDirectories.end();
}

bool hasKnownName(std::string_view name, std::string_view path) {
  return name.ends_with(".py") || name.ends_with(".pyw") || isTemplatePath(name) ||
         isDependencyPath(path);
}

// A directory's files come together: '/' sorts before any other character.
bool pathLess(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    const auto rank = [](char c) { return c == '/' ? 0 : static_cast<unsigned char>(c) + 1; };
    return rank(x) < rank(y);
  });
}

Notice trouble(const std::string& path, std::string_view reason, std::string message) {
  return {Notice::Kind::Trouble, path, std::string(reason), std::move(message)};
}

// Rules of one ignore file, or of the command line, and the directory they are relative to.
struct RuleSet {
  std::string base; // absolute, ends in '/'
  IgnoreRules rules;
};

std::string withSlash(const fs::path& directory) {
  std::string text = directory.generic_string();
  if (!text.ends_with('/'))
    text += '/';
  return text;
}

struct Candidate {
  std::string path;   // shown
  std::string target; // without links: equal for equal files
};

class Walker {
public:
  Walker(const DiscoverOptions& options, Discovery& out) : options_(options), out_(out) {
    std::error_code error;
    const fs::path here = fs::current_path(error);
    excludes_ = {withSlash(here), IgnoreRules::fromPatterns(options.excludes)};
  }

  void addPath(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
      return fail(path, "not-found", "no such file or directory; check the path");
    if (error)
      return fail(path, "unreadable", error.message() + "; check the path and its permissions");
    const std::string shown = shownPath(path);
    if (!fs::is_directory(status))
      return addFile(shown, path);
    const fs::path real = fs::canonical(path, error);
    if (error)
      return fail(path, "unreadable", error.message() + "; check the path and its permissions");
    if (options_.readIgnoreFiles)
      enterRepository(real);
    walk(shown, real);
    rules_.clear();
  }

  std::vector<Candidate> takeCandidates() { return std::move(candidates_); }

private:
  // "./shop//views.py" is shown as "shop/views.py"; "." as nothing, so that what is in it is shown
  // by its own name.
  static std::string shownPath(const std::string& path) {
    std::string text = fs::path(path).lexically_normal().generic_string();
    if (text.size() > 1 && text.ends_with('/'))
      text.pop_back();
    return text == "." ? std::string() : text;
  }

  static std::string join(const std::string& directory, const std::string& name) {
    return directory.empty() || directory.ends_with('/') ? directory + name
                                                         : directory + '/' + name;
  }

  void fail(const std::string& path, std::string_view reason, std::string message) {
    out_.troubles.push_back(trouble(path, reason, std::move(message)));
  }

  void addFile(const std::string& shown, const fs::path& path) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    // Pipes such as /dev/fd/63 have no canonical name.
    candidates_.push_back({shown, error ? path.generic_string() : real.generic_string()});
  }

  void readRules(const fs::path& file, const fs::path& base) {
    std::error_code error;
    if (!fs::is_regular_file(file, error))
      return;
    auto content = readFile(file.string(), kMaxIgnoreFileBytes);
    if (const auto* notice = std::get_if<Notice>(&content))
      return fail(notice->path, "unreadable", "this ignore file was not used: " + notice->message);
    IgnoreRules rules = IgnoreRules::parse(std::get<std::string>(content));
    if (!rules.empty())
      rules_.push_back({withSlash(base), std::move(rules)});
  }

  // .git is a directory, or in worktrees and submodules a file that names one.
  static fs::path gitDirectory(const fs::path& dotGit) {
    std::error_code error;
    if (fs::is_directory(dotGit, error))
      return dotGit;
    const auto firstLine = [](const fs::path& file) -> std::string {
      auto content = readFile(file.string(), kMaxIgnoreFileBytes);
      const auto* text = std::get_if<std::string>(&content);
      return text ? text->substr(0, text->find_first_of("\r\n")) : std::string();
    };
    constexpr std::string_view kPrefix = "gitdir: ";
    const std::string line = firstLine(dotGit);
    if (!line.starts_with(kPrefix))
      return {};
    const fs::path directory = dotGit.parent_path() / line.substr(kPrefix.size());
    const std::string common = firstLine(directory / "commondir");
    return common.empty() ? directory : directory / common;
  }

  // The rules of the repository around `real` that stand above it.
  void enterRepository(const fs::path& real) {
    std::vector<fs::path> above;
    for (fs::path directory = real;; directory = directory.parent_path()) {
      std::error_code error;
      if (fs::exists(directory / ".git", error)) {
        if (const fs::path git = gitDirectory(directory / ".git"); !git.empty())
          readRules(git / "info" / "exclude", directory);
        break;
      }
      if (directory == directory.parent_path())
        return;
      above.push_back(directory.parent_path());
    }
    for (auto directory = above.rbegin(); directory != above.rend(); ++directory)
      readRules(*directory / ".gitignore", *directory);
  }

  bool excluded(const std::string& path, bool isDirectory) const {
    if (options_.excluded && options_.excluded(path, isDirectory))
      return true;
    // Outside the current directory only patterns without a slash can be meant.
    const std::size_t base = path.starts_with(excludes_.base) ? excludes_.base.size() : 1;
    return excludes_.rules.match(std::string_view(path).substr(base), isDirectory) ==
           IgnoreRules::Verdict::Ignored;
  }

  bool ignored(const std::string& path, bool isDirectory) const {
    if (excluded(path, isDirectory))
      return true;
    for (auto set = rules_.rbegin(); set != rules_.rend(); ++set) {
      // The walk is inside the directory of every rule set in force.
      const auto verdict =
          set->rules.match(std::string_view(path).substr(set->base.size()), isDirectory);
      if (verdict != IgnoreRules::Verdict::Undecided)
        return verdict == IgnoreRules::Verdict::Ignored;
    }
    return false;
  }

  void walk(const std::string& shown, const fs::path& real) {
    const std::size_t outerRules = rules_.size();
    if (options_.readIgnoreFiles)
      readRules(real / ".gitignore", real);
    std::error_code error;
    // Without the increment's error code a directory that vanishes would throw.
    for (fs::directory_iterator entry(real, error), end; !error && entry != end;
         entry.increment(error))
      visit(*entry, shown);
    if (error)
      fail(shown.empty() ? "." : shown, "unreadable",
           "cannot list this directory: " + error.message() +
               "; check its permissions, or exclude it");
    rules_.resize(outerRules);
  }

  void visit(const fs::directory_entry& entry, const std::string& parent) {
    std::error_code error;
    const std::string name = entry.path().filename().string();
    const bool link = entry.is_symlink(error);
    if (!link && entry.is_directory(error)) {
      if (isForeign(name) || fs::exists(entry.path() / kVirtualEnvironmentMark, error) ||
          ignored(entry.path().generic_string(), true))
        return;
      return walk(join(parent, name), entry.path());
    }
    if (!hasKnownName(name, entry.path().generic_string()) ||
        ignored(entry.path().generic_string(), false))
      return;
    if (!link)
      candidates_.push_back({join(parent, name), entry.path().generic_string()});
    else if (entry.is_regular_file(
                 error)) // a link that dangles or leads to a directory is no file of the project
      addFile(join(parent, name), entry.path());
  }

  const DiscoverOptions& options_;
  Discovery& out_;
  RuleSet excludes_;
  std::vector<RuleSet> rules_; // outermost first
  std::vector<Candidate> candidates_;
};

} // namespace

Discovery discover(const std::vector<std::string>& paths, const DiscoverOptions& options) {
  Discovery discovery;
  Walker walker(options, discovery);
  for (const std::string& path : paths)
    walker.addPath(path);

  std::vector<Candidate> candidates = walker.takeCandidates();
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return pathLess(a.path, b.path); });
  std::unordered_set<std::string> seen;
  for (Candidate& candidate : candidates)
    if (seen.insert(std::move(candidate.target)).second)
      discovery.files.push_back(std::move(candidate.path));
  std::stable_sort(discovery.troubles.begin(), discovery.troubles.end(),
                   [](const Notice& a, const Notice& b) { return pathLess(a.path, b.path); });
  return discovery;
}

} // namespace pysecd::workspace
