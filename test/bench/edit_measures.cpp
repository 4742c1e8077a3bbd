#include "test/bench/bare_parse.h"
#include "test/bench/language_client.h"
#include "test/bench/measures.h"
#include "test/bench/typing_trace.h"

#include "analysis/engine/file_state.h"
#include "analysis/syntax/tree.h"

#include <algorithm>
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

namespace {

struct Typing {
  std::string name; // of the measures
  std::string what;
  std::size_t edits;
  double medianBar;
  double slowBar; // of the 99th percentile
};

void measureTyping(const Typing& typing, std::string text, const Options& options, Report& report) {
  LanguageClient client(options.binary);
  client.open(text);
  InProcess inProcess(text);
  Samples all;
  std::map<std::string_view, Samples> byAction;
  double cpuBefore = client.process().cpuMilliseconds();
  for (const Edit& edit : typingTrace(text, typing.edits, options.seed)) {
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

  const auto nameOf = [&](const std::string& part) { return typing.name + "-" + part; };
  report.push_back(
      {nameOf("p50"), typing.what + ", p50", median(all.latency), "ms", typing.medianBar});
  report.push_back(
      {nameOf("p99"), typing.what + ", p99", percentile(all.latency, 99), "ms", typing.slowBar});
  report.push_back(
      {nameOf("slowest"), typing.what + ", slowest", percentile(all.latency, 100), "ms"});
  for (const double percent : {50, 99}) {
    const std::string p = fmt::format("p{}", percent);
    const double server = percentile(all.server, percent);
    const double reparse = percentile(all.reparse, percent);
    report.push_back({nameOf("server-" + p), "  processor time of the server, " + p, server, "ms"});
    report.push_back({nameOf("engine-" + p), "  of the analysis alone, " + p,
                      percentile(all.engine, percent), "ms"});
    report.push_back({nameOf("reparse-" + p), "  of tree-sitter alone, " + p, reparse, "ms"});
    report.push_back({.name = nameOf("server-over-reparse-" + p),
                      .what = "  server / tree-sitter alone, " + p,
                      .value = server / reparse,
                      .unit = "x",
                      .compared = true});
    report.push_back({.name = nameOf("functions-" + p),
                      .what = "  functions analysed by an edit, " + p,
                      .value = percentile(all.analysed, percent),
                      .unit = "",
                      .compared = true});
  }
}

// With one space where there were four: 50,000 lines then stay below the size that is analysed.
std::string narrow(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t line = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::size_t indentation = std::min(text.find_first_not_of(' '), line - 1);
    out.append((indentation + 3) / 4, ' ').append(text.substr(indentation, line - indentation));
    text.remove_prefix(line);
  }
  return out;
}

// The corpus file so often that it has 50,000 lines: some 2,000 functions, which a person might
// meet in generated code.
std::string largeText(const Options& options) {
  constexpr std::size_t kLines = 50'000;
  const std::string part = narrow(readFile(options.file));
  const auto lines = static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
  std::string text;
  for (std::size_t written = 0; written < kLines; written += std::max<std::size_t>(lines, 1))
    text += part;
  return text;
}

} // namespace

void measureEdits(const Options& options, Report& report) {
  measureTyping({"edit", "edit to diagnostics", options.edits, 1.5, 15}, readFile(options.file),
                options, report);
}

void measureLarge(const Options& options, Report& report) {
  measureTyping({"large", "edit of 50,000 lines to diagnostics", options.edits / 5, 12, 250},
                largeText(options), options, report);
}

} // namespace pysecd::bench
