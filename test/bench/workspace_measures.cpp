#include "test/bench/language_client.h"
#include "test/bench/measures.h"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <unistd.h>

namespace pysecd::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kFunctionsPerModule = 10;
constexpr int kEdits = 200;
constexpr double kFlat =
    1.5; // what counts as not growing, on a machine that also does other things

std::string module(int number) {
  std::string text = "import sqlite3\n";
  if (number > 0)
    text += fmt::format("from m{} import f0 as earlier\n", number - 1);
  for (int i = 0; i < kFunctionsPerModule; ++i)
    text += fmt::format(
        "\n\ndef f{}(connection: sqlite3.Connection, name):\n"
        "    rows = connection.execute('SELECT {} FROM t WHERE n = ?', (name,))\n"
        "    return {}\n",
        i, i, i == 0 && number > 0 ? "earlier(connection, name)" : "[row for row in rows]");
  return text;
}

class Tree {
public:
  explicit Tree(int functions)
      : path(fs::temp_directory_path() / fmt::format("pysecd-bench-{}-{}", ::getpid(), functions)) {
    fs::create_directories(path);
    for (int i = 0; i < functions / kFunctionsPerModule; ++i)
      std::ofstream(path / fmt::format("m{}.py", i)) << module(i);
  }
  ~Tree() { fs::remove_all(path); }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  const fs::path path;
};

} // namespace

void measureWorkspaces(const Options& options, Report& report) {
  double smallest = 0;
  for (const int functions : {1'000, 10'000, 100'000}) {
    const Tree tree(functions);
    const fs::path edited = tree.path / "m5.py";
    LanguageClient client(options.binary, tree.path.string(), edited.string());
    Stopwatch stopwatch;
    client.awaitIndex();
    const double indexing = stopwatch.lap();
    std::string text = module(5);
    client.open(text);
    std::vector<double> latency;
    const double cpuBefore = client.process().cpuMilliseconds();
    for (int i = 0; i < kEdits; ++i) {
      const std::size_t at = text.find("WHERE n");
      const Edit edit{.offset = at, .removed = 0, .inserted = " ", .action = "space"};
      latency.push_back(client.change(text, edit));
      apply(edit, text);
    }
    const double cpu = (client.process().cpuMilliseconds() - cpuBefore) / kEdits;
    const std::string size = fmt::format("{:d}", functions);
    report.push_back(
        {"workspace-" + size, "edit among " + size + " functions, p50", median(latency), "ms"});
    report.push_back({"workspace-cpu-" + size, "  processor time of the server, mean", cpu, "ms"});
    if (functions == 1'000)
      smallest = median(latency);
    else
      report.push_back(
          {"workspace-growth-" + size, "  / among 1000", median(latency) / smallest, "x", kFlat});
    report.push_back({"index-" + size, "  indexing them", indexing / 1e3, "s"});
    report.push_back({"index-memory-" + size, "  memory of the server",
                      client.process().statusMegabytes("VmRSS:"), "MB"});
  }
  LanguageClient client(options.binary, options.corpus, options.file);
  client.awaitIndex();
  report.push_back({"index-memory-corpus", "memory of the server, the corpus indexed",
                    client.process().statusMegabytes("VmRSS:"), "MB", 500});
}

} // namespace pysecd::bench
