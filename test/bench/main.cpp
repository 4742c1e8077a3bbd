// `pysecd_bench`: measures the built pysecd on a corpus of real Python; see README.md beside this
// file.
#include "test/bench/bare_parse.h"
#include "test/bench/measures.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <set>
#include <thread>

namespace {

using namespace pysecd;
using namespace pysecd::bench;

constexpr const char* kEditedFile =
    "plugins/ml2/drivers/openvswitch/agent/ovs_neutron_agent.py"; // 2,960 lines in Neutron 21

constexpr int kExitTrouble = 2; // 1: something is slower than it should be

struct Part {
  const char* name;
  void (*measure)(const Options&, Report&);
};
constexpr Part parts[] = {{"memory", measureCheckProcess}, {"server", measureServer},
                          {"edits", measureEdits},         {"large", measureLarge},
                          {"fixes", measureFixes},         {"workspace", measureWorkspaces},
                          {"check", measureThroughput},    {"phases", measurePhases}};

// The other parts go on if one fails.
bool measured(const Part& part, const Options& options, Report& report) {
  try {
    part.measure(options, report);
    return true;
  } catch (const std::exception& error) {
    std::cerr << "pysecd_bench: " << part.name << ": " << error.what() << '\n';
    return false;
  }
}

Json readBaseline(const std::string& path) {
  return std::filesystem::exists(path) ? Json::parse(readFile(path)) : Json::object();
}

// Other programs on this machine make the times of this run useless, though less so the ratios.
std::string loadNote(unsigned cores) {
  double load = 0;
  if (getloadavg(&load, 1) != 1 || load < 0.5 * cores)
    return {};
  return fmt::format("This machine is busy (load {:.1f} on {} cores): times are too high.\n", load,
                     cores);
}

} // namespace

int main(int argc, char** argv) try {
  std::signal(SIGPIPE, SIG_IGN);
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  Options options;
  options.binary =
      (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "pysecd").string();
  options.threads = cores;
  std::string baselinePath = PYSECD_SOURCE_DIR "/test/bench/baseline.json";
  std::set<std::string> only;
  bool json = false;
  bool save = false;
  bool compare = false;

  CLI::App app{"Measures pysecd on real Python."};
  app.add_option("--corpus", options.corpus, "directory of Python sources")->required();
  app.add_option("--file", options.file, "the file to edit");
  app.add_option("--binary", options.binary, "the pysecd to measure");
  app.add_option("--only", only, "memory, server, edits, large, fixes, workspace, check, phases");
  app.add_option("--edits", options.edits, "how many edits to type");
  app.add_option("--seed", options.seed, "of the typing");
  app.add_option("--rounds", options.rounds, "pairs of check and bare parse");
  app.add_option("--threads", options.threads, "of check, in the second comparison");
  app.add_option("--baseline", baselinePath, "file of ratios");
  app.add_flag("--compare", compare, "exit with 1 if a ratio is worse than the baseline's");
  app.add_flag("--save-baseline", save, "write this run's ratios to the baseline file");
  app.add_flag("--details", options.details, "edits by what was typed");
  app.add_flag("--json", json, "print JSON");
  CLI11_PARSE(app, argc, argv);
  if (options.file.empty())
    options.file = (std::filesystem::path(options.corpus) / kEditedFile).string();

  const std::string note = loadNote(cores);
  std::cerr << note;
  Report report;
  bool failed = false;
  for (const Part& part : parts)
    if (only.empty() || only.contains(part.name)) {
      std::cerr << "measuring: " << part.name << '\n';
      failed |= !measured(part, options, report);
    }
  const Json baseline = readBaseline(baselinePath);
  std::cout << (json ? toJson(report).dump(2) + '\n' : table(report, baseline));
  if (save) {
    Json saved = baseline;
    saved.update(comparedOf(report));
    std::ofstream(baselinePath) << saved.dump(2) << '\n';
  }
  if (failed)
    return kExitTrouble;
  return overBar(report) || (compare && worseThan(report, baseline)) ? EXIT_FAILURE : EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << "pysecd_bench: " << error.what() << '\n';
  return kExitTrouble;
}
