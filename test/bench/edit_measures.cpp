#include "test/bench/bare_parse.h"
#include "test/bench/language_client.h"
#include "test/bench/measures.h"
#include "test/bench/typing_trace.h"

#include "analysis/engine/file_state.h"
#include "analysis/syntax/tree.h"

#include <fmt/format.h>
#include <iostream>
#include <map>

namespace pysecd::bench {
namespace {

struct Samples {
  std::vector<double> latency;
  // Processor times: of the server, of the same analysis alone and of tree-sitter alone.
  std::vector<double> server;
  std::vector<double> engine;
  std::vector<double> reparse;
  std::vector<double> analysed; // functions
};

// The engine and the parser alone, following the same edits.
class InProcess {
public:
  explicit InProcess(const std::string& text) { follow(text, nullptr); }

  void follow(const std::string& bytes, Samples* samples) {
    const TextPtr text = makeText(bytes);
    Stopwatch stopwatch(CLOCK_THREAD_CPUTIME_ID);
    std::optional<Tree> tree =
        tree_ ? parser_.reparse(*tree_, *text_, *text, {}) : parser_.parse(*text, {});
    const double reparse = stopwatch.lap();
    tree_ = std::move(tree);
    text_ = text;
    stopwatch.lap();
    const auto analysis = state_.analyse(
        {.text = text, .path = "file.py", .models = builtinModels(), .settings = settings_});
    const double engine = stopwatch.lap();
    if (!samples)
      return;
    samples->reparse.push_back(reparse);
    samples->engine.push_back(engine);
    samples->analysed.push_back(analysis ? analysis->functionsAnalysed : 0);
  }

private:
  Parser parser_;
  TextPtr text_;
  std::optional<Tree> tree_;
  FileState state_;
  std::shared_ptr<const Settings> settings_ = std::make_shared<const Settings>();
};

void printDetails(const std::map<std::string_view, Samples>& byAction) {
  std::cerr << fmt::format("{:<12} {:>6} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}\n", "edits",
                           "count", "p50 ms", "p99 ms", "server50", "engine50", "engine99",
                           "parse50", "functions");
  for (const auto& [action, samples] : byAction)
    std::cerr << fmt::format(
        "{:<12} {:>6} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.0f}\n", action,
        samples.latency.size(), median(samples.latency), percentile(samples.latency, 99),
        median(samples.server), median(samples.engine), percentile(samples.engine, 99),
        median(samples.reparse), percentile(samples.analysed, 99));
}

} // namespace

void measureEdits(const Options& options, Report& report) {
  std::string text = readFile(options.file);
  LanguageClient client(options.binary);
  client.open(text);
  InProcess inProcess(text);
  Samples all;
  std::map<std::string_view, Samples> byAction;
  double cpuBefore = client.process().cpuMilliseconds();
  for (const Edit& edit : typingTrace(text, options.edits, options.seed)) {
    Samples& samples = byAction[edit.action];
    samples.latency.push_back(client.change(text, edit));
    const double cpu = client.process().cpuMilliseconds();
    samples.server.push_back(cpu - cpuBefore);
    cpuBefore = cpu;
    apply(edit, text);
    inProcess.follow(text, &samples);
  }
  for (const auto& [action, samples] : byAction)
    for (const auto part : {&Samples::latency, &Samples::server, &Samples::engine,
                            &Samples::reparse, &Samples::analysed})
      (all.*part).insert((all.*part).end(), (samples.*part).begin(), (samples.*part).end());
  if (options.details)
    printDetails(byAction);

  report.push_back({"edit-p50", "edit to diagnostics, p50", median(all.latency), "ms", 2});
  report.push_back({"edit-p99", "edit to diagnostics, p99", percentile(all.latency, 99), "ms", 20});
  report.push_back(
      {"edit-slowest", "edit to diagnostics, slowest", percentile(all.latency, 100), "ms"});
  for (const double percent : {50, 99}) {
    const std::string p = fmt::format("p{}", percent);
    const double server = percentile(all.server, percent);
    const double reparse = percentile(all.reparse, percent);
    report.push_back({"edit-server-" + p, "  processor time of the server, " + p, server, "ms"});
    report.push_back({"edit-engine-" + p, "  of the analysis alone, " + p,
                      percentile(all.engine, percent), "ms"});
    report.push_back({"edit-reparse-" + p, "  of tree-sitter alone, " + p, reparse, "ms"});
    report.push_back({.name = "edit-server-over-reparse-" + p,
                      .what = "  server / tree-sitter alone, " + p,
                      .value = server / reparse,
                      .unit = "x",
                      .compared = true});
    report.push_back({.name = "edit-functions-" + p,
                      .what = "  functions analysed by an edit, " + p,
                      .value = percentile(all.analysed, percent),
                      .unit = "",
                      .compared = true});
  }
}

} // namespace pysecd::bench
