#include "test/bench/bare_parse.h"
#include "test/bench/child_process.h"
#include "test/bench/measures.h"
#include "test/bench/statistics.h"

#include "analysis/engine/catalog.h"
#include "analysis/engine/file_state.h"
#include "analysis/models/model_set.h"
#include "analysis/semantic/scope.h"
#include "analysis/syntax/items.h"
#include "server/cli/cli.h"

#include <filesystem>
#include <fmt/format.h>
#include <sstream>
#include <stdexcept>
#include <unistd.h>

namespace pysecd::bench {
namespace {

struct Cost {
  double wall = 0;
  double cpu = 0;
};

template <class Work> Cost costOf(Work work) {
  Stopwatch wall;
  Stopwatch cpu(CLOCK_PROCESS_CPUTIME_ID);
  work();
  return {wall.lap(), cpu.lap()};
}

void check(const Options& options, unsigned threads, std::shared_ptr<ResultStore> store = nullptr) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const int code = cli::runCheck(
      {.paths = {options.corpus}, .jobs = threads, .noIgnore = true, .store = std::move(store)},
      {.in = in, .out = out, .err = err});
  if (code == cli::kExitTrouble)
    throw std::runtime_error("check failed: " + err.str());
}

void compare(const Options& options, const std::vector<std::string>& files, unsigned threads,
             Report& report) {
  std::vector<double> wall;
  std::vector<double> wallAlike;
  std::vector<double> cpu;
  std::vector<double> megabytesASecond;
  for (unsigned round = 0; round <= options.rounds; ++round) {
    Volume volume;
    const Cost single = costOf([&] { volume = parseAll(files, 1); });
    const Cost bare = threads == 1 ? single : costOf([&] { parseAll(files, threads); });
    const Cost ours = costOf([&] { check(options, threads); });
    if (round == 0)
      continue; // files and code come from the disk
    wall.push_back(ours.wall / single.wall);
    wallAlike.push_back(ours.wall / bare.wall);
    cpu.push_back(ours.cpu / bare.cpu);
    megabytesASecond.push_back(static_cast<double>(volume.bytes) / 1e3 / ours.wall);
  }
  const std::string name = threads == 1 ? "check-one" : "check-all";
  const std::string with = fmt::format(", {} thread{}", threads, threads == 1 ? "" : "s");
  report.push_back({name + "-over-parse", "check" + with + " / bare parse, 1 thread", median(wall),
                    "x", threads == 1 ? 2.0 : 1.1});
  if (threads != 1)
    report.push_back({name + "-over-parse-alike", "  / bare parse with as many threads",
                      median(wallAlike), "x"});
  report.push_back({.name = name + "-over-parse-cpu",
                    .what = "  of their processor times",
                    .value = median(cpu),
                    .unit = "x",
                    .bar = 2,
                    .compared = true});
  report.push_back({name + "-speed", "check" + with, median(megabytesASecond), "MB/s"});
}

// Nothing has changed since the results were kept.
void compareWarm(const Options& options, const std::vector<std::string>& files, Report& report) {
  const std::filesystem::path directory =
      std::filesystem::temp_directory_path() / fmt::format("pysecd-bench-{}", ::getpid());
  std::vector<double> wall;
  std::vector<double> cpu;
  {
    const auto store = std::make_shared<DiskStore>(DiskStore::Options{.directory = directory});
    check(options, 1, store);
    for (unsigned round = 0; round < options.rounds; ++round) {
      const Cost bare = costOf([&] { parseAll(files, 1); });
      const Cost ours = costOf([&] { check(options, 1, store); });
      wall.push_back(ours.wall / bare.wall);
      cpu.push_back(ours.cpu / bare.cpu);
    }
  }
  std::filesystem::remove_all(directory);
  report.push_back({"check-warm-over-parse", "check of an unchanged tree / bare parse, 1 thread",
                    median(wall), "x", 0.15});
  report.push_back({.name = "check-warm-over-parse-cpu",
                    .what = "  of their processor times",
                    .value = median(cpu),
                    .unit = "x",
                    .compared = true});
}

struct Phases {
  double read = 0, text = 0, parse = 0, items = 0, lower = 0, scopes = 0, free = 0;
  double withoutChecks = 0, whole = 0; // of analyseOnce, which does all but the reading
};

void measureParts(const std::string& path, Phases& phases) {
  Stopwatch stopwatch(CLOCK_THREAD_CPUTIME_ID);
  std::string bytes = readFile(path);
  phases.read += stopwatch.lap();
  const TextPtr text = makeText(std::move(bytes));
  phases.text += stopwatch.lap();
  Parser parser;
  std::optional<Tree> tree = parser.parse(*text, {});
  phases.parse += stopwatch.lap();
  SymbolTable symbols(builtinModels()->sharedSymbols());
  const Items items = listItems(*tree, *text, symbols);
  phases.items += stopwatch.lap();
  std::vector<Ast> asts;
  for (std::size_t i = 0; i < items.items.size(); ++i)
    asts.push_back(lowerItem(items, i, text, symbols));
  phases.lower += stopwatch.lap();
  for (const Ast& ast : asts)
    buildScopes(ast, symbols);
  phases.scopes += stopwatch.lap();
  asts.clear();
  tree.reset();
  phases.free += stopwatch.lap();
}

double analyse(const TextPtr& text, const std::shared_ptr<const Settings>& settings) {
  Stopwatch stopwatch(CLOCK_THREAD_CPUTIME_ID);
  analyseOnce({.text = text, .path = "file.py", .models = builtinModels(), .settings = settings});
  return stopwatch.lap();
}

} // namespace

void measureCheckProcess(const Options& options, Report& report) {
  const FinishedRun run =
      runToEnd({options.binary, "check", "--no-ignore", "--no-cache", "--quiet", options.corpus});
  if (run.exitCode != cli::kExitClean && run.exitCode != cli::kExitFindings)
    throw std::runtime_error(fmt::format("pysecd check ended with {}", run.exitCode));
  report.push_back(
      {"check-seconds", "pysecd check, whole process", run.wallMilliseconds / 1e3, "s"});
  report.push_back({"check-memory", "pysecd check, peak memory", run.peakMegabytes, "MB"});
}

void measureThroughput(const Options& options, Report& report) {
  const std::vector<std::string> files = pythonFiles(options.corpus);
  compare(options, files, 1, report);
  if (options.threads > 1)
    compare(options, files, options.threads, report);
  compareWarm(options, files, report);
}

void measurePhases(const Options& options, Report& report) {
  const auto whole = std::make_shared<const Settings>();
  Settings nothing;
  nothing.fixes = false;
  for (const CheckInfo& info : allChecks())
    nothing.disabledChecks.emplace_back(info.id);
  const auto withoutChecks = std::make_shared<const Settings>(std::move(nothing));

  Phases phases;
  for (const std::string& path : pythonFiles(options.corpus)) {
    measureParts(path, phases);
    const TextPtr text = makeText(readFile(path));
    phases.withoutChecks += analyse(text, withoutChecks);
    phases.whole += analyse(text, whole);
  }
  const double syntax = phases.parse + phases.items + phases.lower + phases.scopes + phases.free;
  const double total = phases.read + phases.text + phases.whole;
  const auto share = [&](const char* name, const std::string& what, double value) {
    report.push_back({name, "  share of check: " + what, 100 * value / total, "%"});
  };
  share("share-read", "read", phases.read);
  share("share-text", "line index", phases.text);
  share("share-parse", "parse", phases.parse);
  share("share-items", "list functions", phases.items);
  share("share-lower", "lower", phases.lower);
  share("share-scopes", "scopes", phases.scopes);
  share("share-free", "free", phases.free);
  share("share-evaluate", "evaluate", phases.withoutChecks - syntax);
  share("share-checks", "checks and fixes", phases.whole - phases.withoutChecks);
}

} // namespace pysecd::bench
