#include "server/cli/cli.h"
#include "server/cli/configuration.h"
#include "server/cli/display.h"
#include "server/cli/file_job.h"
#include "server/cli/model_options.h"
#include "server/cli/project_run.h"
#include "server/cli/report.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <mutex>
#include <ostream>
#include <thread>
#include <utility>

namespace pysecd::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr unsigned kMaxJobs = 256;
constexpr std::size_t kMaxPartialNotes = 5;
constexpr std::string_view kStdin = "-";

bool readsStdin(const CheckOptions& options) {
  return std::find(options.paths.begin(), options.paths.end(), kStdin) != options.paths.end();
}

// Empty if the options go together.
std::string usageError(const CheckOptions& options) {
  if (options.fix && options.diff)
    return "--fix and --diff exclude each other; --diff prints what --fix would write";
  if (options.unsafeFixes && !options.fix && !options.diff)
    return "--unsafe-fixes goes with --fix or --diff";
  if (options.diff && options.format != OutputFormat::Text)
    return "--diff prints a diff and goes with no other --format";
  if (readsStdin(options) && options.paths.size() > 1)
    return "'-' reads standard input and goes with no other path";
  if (!options.stdinFilename.empty() && !readsStdin(options))
    return "--stdin-filename goes with the path '-'";
  return {};
}

unsigned jobCount(const CheckOptions& options) {
  const unsigned wanted = options.jobs != 0 ? options.jobs : std::thread::hardware_concurrency();
  return std::clamp(wanted, 1u, kMaxJobs);
}

std::unique_ptr<Formatter> makeFormatter(const CheckOptions& options, const Streams& streams) {
  switch (options.format) {
  case OutputFormat::Json:
    return makeJsonFormatter();
  case OutputFormat::Sarif: {
    std::error_code error;
    return makeSarifFormatter(std::filesystem::current_path(error).generic_string());
  }
  case OutputFormat::Text:
    break;
  }
  const bool terminal = streams.outIsTerminal && !streams.noColor && options.output.empty();
  const bool color =
      options.color == ColorMode::Always || (options.color == ColorMode::Auto && terminal);
  return makeTextFormatter({.color = color, .closingLine = !options.quiet, .trace = options.trace});
}

// Troubles are told by whichever thread reads the snapshot.
class Overheard {
public:
  void add(const Notice& notice) {
    const std::lock_guard lock(mutex_);
    notices_.push_back(notice);
  }
  std::vector<Notice> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(notices_, {});
  }

private:
  std::mutex mutex_;
  std::vector<Notice> notices_;
};

// One run, on the calling thread: finds the files, has them processed, puts the outcomes together
// in order.
class CheckRun {
public:
  CheckRun(const CheckOptions& options, const Streams& streams,
           std::shared_ptr<const config::ConfigSet> config)
      : options_(options), streams_(streams), formatter_(makeFormatter(options, streams)),
        config_(std::move(config)),
        models_(loadUserModels(config_->models(), workspaceRoots(options.paths))),
        advisories_(std::make_shared<advisories::SnapshotCache>(
            config_->advisories(), [this](const Notice& notice) { overheard_.add(notice); })),
        setup_{.models = models_.models, .settings = nullptr, .advisories = advisories_},
        job_(options, *formatter_, setup_, config_) {}

  // False if --output cannot be written.
  bool openOutput() {
    if (options_.output.empty())
      return true;
    file_.open(options_.output, std::ios::binary | std::ios::trunc);
    return file_.is_open();
  }

  int run() {
    if (!options_.diff)
      write(formatter_->begin());
    for (const ModelError& error : models_.errors)
      tell(modelNotice(error));
    if (readsStdin(options_))
      consume(job_.processStream(
          streams_.in, options_.stdinFilename.empty() ? "<stdin>" : options_.stdinFilename));
    else
      processPaths();
    for (Notice& notice : overheard_.take())
      tell(std::move(notice));
    summary_.exitCode = exitCode();
    if (!options_.diff)
      write(formatter_->end(summary_));
    else if (!options_.quiet)
      streams_.err << diffClosingLine();
    reportMorePartial();
    if (options_.timing)
      reportTiming();
    return flushed() ? summary_.exitCode : kExitTrouble;
  }

private:
  // The report of `--fix -` must not stand in the way of the fixed text.
  std::ostream& out() {
    if (file_.is_open())
      return file_;
    return options_.fix && readsStdin(options_) ? streams_.err : streams_.out;
  }

  void write(std::string_view text) { out().write(text.data(), std::ssize(text)); }

  void processPaths() {
    const Clock::time_point start = Clock::now();
    const std::vector<std::string> here = {"."};
    const std::vector<std::string>& paths = options_.paths.empty() ? here : options_.paths;
    workspace::Discovery discovery =
        workspace::discover(paths, {.excludes = {},
                                    .readIgnoreFiles = config_->respectsGitignore(),
                                    .excluded = [this](const std::string& path, bool isDirectory) {
                                      return config_->rulesFor(path).excludes(path, isDirectory);
                                    }});
    timing_.read += Clock::now() - start;
    const std::vector<std::string>& files = discovery.files;
    if (files.empty() && discovery.troubles.empty())
      streams_.err << "note: no Python files found; check the path and the ignore files\n";
    for (Notice& notice : discovery.troubles)
      tell(std::move(notice));
    ProjectRun project{
        job_,          setup_, paths, files, config_->respectsGitignore(), jobCount(options_),
        options_.store};
    project.run([&](FileOutcome outcome) { consume(std::move(outcome)); });
    timing_.analyse += project.analysing;
  }

  void consume(FileOutcome outcome) {
    if (!outcome.report.empty()) {
      if (anyReport_ && !options_.diff)
        write(formatter_->separator());
      anyReport_ = true;
      write(outcome.report);
    }
    if (options_.fix)
      streams_.out << outcome.fixedText;
    summary_.counts.add(outcome.counts);
    fails_ |= outcome.fails;
    timing_.add(outcome.timing);
    for (Notice& notice : outcome.notices)
      tell(std::move(notice));
  }

  void tell(Notice notice) {
    static constexpr std::string_view kWords[] = {"skipped", "note", "error"}; // by Notice::Kind
    const bool partial = notice.kind == Notice::Kind::Partial;
    if (!partial || ++partialNotes_ <= kMaxPartialNotes)
      streams_.err << fmt::format("{}: {}: {}\n", kWords[static_cast<std::size_t>(notice.kind)],
                                  printable(notice.path), printable(notice.message));
    troubles_ += notice.kind == Notice::Kind::Trouble ? 1 : 0;
    summary_.notices.push_back(std::move(notice));
  }

  void reportMorePartial() {
    if (partialNotes_ > kMaxPartialNotes)
      streams_.err << fmt::format(
          "note: {} more with syntax errors; --format json lists them all\n",
          counted(partialNotes_ - kMaxPartialNotes, "file"));
  }

  std::string diffClosingLine() const {
    const Counts& counts = summary_.counts;
    if (counts.fixed == 0)
      return fmt::format("nothing to fix in {}\n", counted(counts.files, "file"));
    return fmt::format("--fix would repair {}\n", counted(counts.fixed, "finding"));
  }

  void reportTiming() {
    const auto ms = [](Clock::duration duration) {
      return std::chrono::duration<double, std::milli>(duration).count();
    };
    streams_.err << fmt::format(
        "timing: read {:.1f} ms, analyse {:.1f} ms, format {:.1f} ms, summed over {}; "
        "{:.1f} ms in all\n",
        ms(timing_.read), ms(timing_.analyse), ms(timing_.format),
        counted(jobCount(options_), "thread"), ms(Clock::now() - start_));
  }

  int exitCode() const {
    if (troubles_ > 0)
      return kExitTrouble;
    const bool found = options_.diff ? summary_.counts.fixed > 0 : fails_;
    return found && !options_.exitZero ? kExitFindings : kExitClean;
  }

  bool flushed() {
    streams_.out.flush();
    out().flush();
    if (streams_.out && out())
      return true;
    streams_.err << fmt::format(
        "error: {}: the report could not be written; check the space left on the device\n",
        options_.output.empty() ? "standard output" : printable(options_.output));
    return false;
  }

  const CheckOptions& options_;
  const Streams& streams_;
  const std::unique_ptr<Formatter> formatter_;
  const std::shared_ptr<const config::ConfigSet> config_;
  const LoadedModels models_;
  Overheard overheard_;
  const std::shared_ptr<advisories::SnapshotCache> advisories_;
  const AnalysisSetup setup_;
  const FileJob job_;
  std::ofstream file_;
  const Clock::time_point start_ = Clock::now();

  RunSummary summary_;
  Timing timing_;
  std::size_t troubles_ = 0;
  std::size_t partialNotes_ = 0;
  bool anyReport_ = false;
  bool fails_ = false;
};

} // namespace

int runCheck(const CheckOptions& options, const Streams& streams) {
  Configuration configuration = configure(options);
  if (std::string error = usageError(options); !error.empty())
    configuration.errors.insert(configuration.errors.begin(), std::move(error));
  for (const std::string& error : configuration.errors)
    streams.err << "error: " << printable(error) << '\n';
  if (options.showConfig)
    streams.out << shownConfiguration(*configuration.set) << std::flush;
  if (!configuration.errors.empty() || options.showConfig)
    return configuration.errors.empty() && streams.out ? kExitClean : kExitTrouble;
  CheckRun run(options, streams, std::move(configuration.set));
  if (!run.openOutput()) {
    streams.err << fmt::format("error: {}: the report cannot be written there; check the path\n",
                               printable(options.output));
    return kExitTrouble;
  }
  return run.run();
}

} // namespace pysecd::cli
