#include "analysis/engine/file_state.h"
#include "server/index/workspace_index.h"
#include "test/support/catch.h"

#include <algorithm>
#include <deque>

using namespace pysecd;

namespace {

// A workspace in memory, and the session around the index: tasks run when the test says so.
class Workspace {
public:
  explicit Workspace(std::map<std::string, std::string> files) : files_(std::move(files)) {
    index = std::make_unique<WorkspaceIndex>(WorkspaceIndex::Options{
        .session = post(),
        .background = post(),
        .files = {.list =
                      [this](const std::vector<std::string>& roots) {
                        std::vector<std::string> paths;
                        for (const auto& [path, text] : files_)
                          for (const std::string& root : roots)
                            if (path.starts_with(root + "/"))
                              paths.push_back(path);
                        return paths;
                      },
                  .read = [this](const std::string& path) -> TextPtr {
                    ++reads;
                    const auto file = files_.find(path);
                    return file == files_.end() ? nullptr : makeText(file->second);
                  }},
        .isOpen = [this](const std::string& path) { return open_.contains(path); },
        .changed =
            [this](const std::optional<std::set<std::string>>& modules) {
              for (auto& [path, document] : open_)
                if (!modules || modules->contains(index->moduleOf(path)))
                  analyse(path);
            },
        .progress = [this](std::size_t done,
                           std::size_t total) { progress.emplace_back(done, total); },
        .say = [](const std::string&) {}});
    setRoots({"/w"});
  }

  // As when the folders of the workspace change.
  void setRoots(const std::vector<std::string>& roots) {
    index->build(roots, nullptr, [this](std::string_view) { return settings_; });
    settle();
  }
  void settle() {
    while (!tasks_.empty()) {
      const Task task = std::move(tasks_.front());
      tasks_.pop_front();
      task();
    }
  }
  void write(const std::string& path, const std::string& text) {
    files_[path] = text;
    index->filesChanged({path});
    settle();
  }
  void remove(const std::string& path) {
    files_.erase(path);
    index->filesChanged({path});
    settle();
  }
  void open(const std::string& path) {
    open_[path].text = files_.at(path);
    analyse(path);
    settle();
  }
  void edit(const std::string& path, const std::string& text) {
    open_.at(path).text = text;
    index->edited();
    analyse(path);
    settle();
  }
  // The number of errors on screen.
  std::size_t findings(const std::string& path) { return open_.at(path).findings; }
  std::uint32_t functionsAnalysed(const std::string& path) {
    return std::exchange(open_.at(path).functionsAnalysed, 0);
  }

  std::unique_ptr<WorkspaceIndex> index;
  std::vector<std::pair<std::size_t, std::size_t>> progress;
  std::size_t reads = 0;

private:
  struct Open {
    std::string text;
    FileState state;
    std::size_t findings = 0;
    std::uint32_t functionsAnalysed = 0;
  };

  Post post() {
    return [this](Task task) { tasks_.push_back(std::move(task)); };
  }
  void analyse(const std::string& path) {
    Open& document = open_.at(path);
    Snapshot snapshot{.text = makeText(document.text),
                      .path = path,
                      .models = builtinModels(),
                      .settings = settings_};
    snapshot.module = index->moduleOf(path);
    if (!snapshot.module.empty())
      snapshot.world = index->world();
    const auto analysis = document.state.analyse(snapshot);
    REQUIRE(analysis);
    document.findings = static_cast<std::size_t>(
        std::count_if(analysis->findings.begin(), analysis->findings.end(), [](const Finding& f) {
          return f.severity == Severity::Error; // proven: from the source to the sink
        }));
    document.functionsAnalysed += analysis->functionsAnalysed;
    if (!snapshot.module.empty())
      index->analysed(snapshot.module, *analysis);
  }

  std::map<std::string, std::string> files_;
  std::map<std::string, Open> open_;
  std::deque<Task> tasks_;
  std::shared_ptr<const Settings> settings_ = std::make_shared<Settings>();
};

const std::string kInputs = "from flask import request\n"
                            "def wanted():\n"
                            "    return request.args.get('name')\n"
                            "def other():\n"
                            "    return 1\n";
const std::string kHarmlessInputs = "from flask import request\n"
                                    "def wanted():\n"
                                    "    return 'name'\n"
                                    "def other():\n"
                                    "    return 1\n";
const std::string kBetween = "from .inputs import wanted\n"
                             "def name():\n"
                             "    return wanted()\n";
const std::string kView = "import sqlite3\n"
                          "from .between import name\n"
                          "def show(c: sqlite3.Connection):\n"
                          "    return c.execute(\"SELECT 1 FROM t WHERE n = '%s'\" % name())\n"
                          "def rest():\n"
                          "    return 2\n";
const std::string kBystander = "from .inputs import other\n"
                               "def n():\n"
                               "    return other()\n";

std::map<std::string, std::string> shop() {
  return {{"/w/shop/__init__.py", ""},
          {"/w/shop/inputs.py", kInputs},
          {"/w/shop/between.py", kBetween},
          {"/w/shop/view.py", kView},
          {"/w/shop/bystander.py", kBystander}};
}

} // namespace

TEST_CASE("the index: built once, with progress", "[index]") {
  Workspace workspace(shop());
  CHECK(workspace.index->world() != nullptr);
  CHECK(workspace.reads == 5);
  REQUIRE(workspace.progress.size() == 2);
  CHECK(workspace.progress.back() == std::pair<std::size_t, std::size_t>(5, 5));
  CHECK_FALSE(workspace.index->busy());
}

TEST_CASE("the index: a changed summary reaches open files through closed ones, and nobody else",
          "[index]") {
  Workspace workspace(shop());
  workspace.open("/w/shop/view.py");
  workspace.open("/w/shop/inputs.py");
  CHECK(workspace.findings("/w/shop/view.py") == 1);
  CHECK(workspace.index->refreshed() == 0);
  workspace.functionsAnalysed("/w/shop/view.py");

  SECTION("another text, the same meaning") {
    workspace.edit("/w/shop/inputs.py", kInputs + "# a comment\n");
    workspace.edit("/w/shop/inputs.py", "# moved down\n" + kInputs);
    CHECK(workspace.index->refreshed() == 0);
    CHECK(workspace.functionsAnalysed("/w/shop/view.py") == 0);
  }
  SECTION("another meaning") {
    workspace.edit("/w/shop/inputs.py", kHarmlessInputs);
    CHECK(workspace.findings("/w/shop/view.py") == 0);
    // between.py and view.py; bystander.py uses another function.
    CHECK(workspace.index->refreshed() == 2);
    // show() alone, and the module body whose import it is.
    CHECK(workspace.functionsAnalysed("/w/shop/view.py") <= 2);
    workspace.edit("/w/shop/inputs.py", kInputs);
    CHECK(workspace.findings("/w/shop/view.py") == 1);
    CHECK(workspace.index->refreshed() == 4);
  }
}

TEST_CASE("the index: files that change, come and go on disk", "[index]") {
  Workspace workspace(shop());
  workspace.open("/w/shop/view.py");
  REQUIRE(workspace.findings("/w/shop/view.py") == 1);

  workspace.write("/w/shop/inputs.py", kHarmlessInputs);
  CHECK(workspace.findings("/w/shop/view.py") == 0);
  workspace.write("/w/shop/inputs.py", kInputs);
  CHECK(workspace.findings("/w/shop/view.py") == 1);

  workspace.remove("/w/shop/inputs.py");
  CHECK(workspace.findings("/w/shop/view.py") == 0);
  CHECK(workspace.index->moduleOf("/w/shop/inputs.py").empty());
  workspace.write("/w/shop/inputs.py", kInputs);
  CHECK(workspace.findings("/w/shop/view.py") == 1);

  // A package in place of a module of the same name wins, as in Python.
  workspace.write("/w/shop/inputs/__init__.py", kHarmlessInputs);
  CHECK(workspace.findings("/w/shop/view.py") == 0);
}

TEST_CASE("the index: folders of the workspace come and go", "[index]") {
  std::map<std::string, std::string> files;
  for (const auto& [path, text] : shop())
    files["/w/one" + path.substr(2)] = text;
  files["/w/two/other.py"] = "x = 1\n";
  Workspace workspace(files);
  workspace.setRoots({"/w/one"});
  workspace.open("/w/one/shop/view.py");
  CHECK(workspace.findings("/w/one/shop/view.py") == 1);
  CHECK(workspace.index->moduleOf("/w/two/other.py").empty());
  workspace.setRoots({"/w/one", "/w/two"});
  CHECK(workspace.index->moduleOf("/w/two/other.py") == "two/other");
  CHECK(workspace.findings("/w/one/shop/view.py") == 1);
  workspace.setRoots({"/w/two"});
  CHECK(workspace.index->moduleOf("/w/one/shop/view.py").empty());
  workspace.setRoots({});
  CHECK(workspace.index->world() == nullptr);
  workspace.write("/w/two/other.py", "x = 2\n"); // of nobody's
  CHECK_FALSE(workspace.index->busy());
  workspace.setRoots({"/w/one"});
  CHECK_FALSE(workspace.index->moduleOf("/w/one/shop/view.py").empty());
}

TEST_CASE("the index: modules that import each other settle", "[index]") {
  Workspace workspace({{"/w/a.py", "import b\ndef f(n):\n    return b.g(n)\n"},
                       {"/w/b.py", "import a\ndef g(n):\n    return a.f(n) if n else n\n"},
                       {"/w/c.py", "import a, sqlite3\nfrom flask import request\n"
                                   "def h(c: sqlite3.Connection):\n"
                                   "    c.execute('SELECT ' + a.f(request.args['x']))\n"}});
  workspace.open("/w/c.py");
  CHECK(workspace.findings("/w/c.py") == 1);
  workspace.write("/w/b.py", "import a\ndef g(n):\n    return a.f(n) if n else 'none'\n");
  CHECK(workspace.index->refreshed() < 30);
  CHECK_FALSE(workspace.index->busy());
}

TEST_CASE("the index: nothing outside the workspace is part of it", "[index]") {
  Workspace workspace(shop());
  CHECK(workspace.index->moduleOf("/w/shop/view.py") == "shop/view");
  CHECK(workspace.index->moduleOf("/elsewhere/shop/view.py").empty());
  CHECK(workspace.index->moduleOf("/w/shop/absent.py").empty());
}
