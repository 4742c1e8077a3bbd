#include "test/bench/bare_parse.h"
#include "test/bench/language_client.h"
#include "test/bench/measures.h"

#include <chrono>
#include <thread>

namespace pysecd::bench {
namespace {

constexpr int kStarts = 15;
constexpr auto kSettle = std::chrono::seconds(1); // for what the server does when typing pauses
constexpr auto kIdle = std::chrono::seconds(2);
constexpr double kNoise = 0.1; // ms a second: what counts as no processor time

} // namespace

void measureServer(const Options& options, Report& report) {
  const std::string text = readFile(options.file);
  std::vector<double> start;
  std::vector<double> open;
  std::vector<double> cpu;
  std::vector<double> parse;
  for (int i = 0; i < kStarts; ++i) {
    LanguageClient client(options.binary);
    start.push_back(client.startMilliseconds());
    const double before = client.process().cpuMilliseconds();
    open.push_back(client.open(text));
    cpu.push_back(client.process().cpuMilliseconds() - before);
    Stopwatch stopwatch(CLOCK_THREAD_CPUTIME_ID);
    parseBare(text);
    parse.push_back(stopwatch.lap());
  }
  report.push_back({"start", "start to `initialize` answered, median", median(start), "ms", 30});
  report.push_back({"open", "open to first diagnostics, median", median(open), "ms"});
  report.push_back({.name = "open-over-parse",
                    .what = "  processor time / bare parse of the file",
                    .value = median(cpu) / median(parse),
                    .unit = "x",
                    .compared = true});

  LanguageClient client(options.binary);
  client.open(text);
  std::this_thread::sleep_for(kSettle);
  const double before = client.process().cpuMilliseconds();
  std::this_thread::sleep_for(kIdle);
  const double idle = client.process().cpuMilliseconds() - before;
  const double seconds = std::chrono::duration<double>(kIdle).count();
  report.push_back({"idle", "idle, processor time a second", idle / seconds, "ms", kNoise});
  report.push_back({"memory-open", "memory with the file open",
                    client.process().statusMegabytes("VmRSS:"), "MB"});
}

} // namespace pysecd::bench
