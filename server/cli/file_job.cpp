#include "server/cli/file_job.h"

#include "analysis/text/file_kind.h"
#include "server/cli/replace_file.h"
#include "server/cli/unified_diff.h"
#include "server/workspace/layout.h"

#include <algorithm>
#include <exception>
#include <fmt/format.h>
#include <istream>

namespace pysecd::cli {
namespace {

using Clock = std::chrono::steady_clock;

// Adds the time since the last call to a phase.
class Stopwatch {
public:
  void lap(Clock::duration& phase) {
    const Clock::time_point now = Clock::now();
    phase += now - last_;
    last_ = now;
  }

private:
  Clock::time_point last_ = Clock::now();
};

FixMode fixMode(const CheckOptions& options) {
  if (!options.fix && !options.diff)
    return FixMode::None;
  return options.unsafeFixes ? FixMode::Unsafe : FixMode::Safe;
}

std::string readUpTo(std::istream& in, std::size_t maxBytes) {
  std::string bytes;
  char buffer[64 * 1024];
  while (bytes.size() < maxBytes && in) {
    in.read(buffer, std::ssize(buffer));
    bytes.append(buffer, static_cast<std::size_t>(in.gcount()));
  }
  return bytes;
}

FileOutcome only(Notice notice) {
  FileOutcome outcome;
  outcome.notices.push_back(std::move(notice));
  return outcome;
}

// No file may take the others down with it.
template <typename Job> FileOutcome contained(const std::string& path, const Job& job) {
  try {
    return job();
  } catch (const std::exception& exception) {
    return only(
        {Notice::Kind::Trouble, path, "internal-error",
         fmt::format("internal error: {}; please report it with this file", exception.what())});
  }
}

// checkFile takes no fix that the encoding cannot hold.
std::string encoded(const CheckedFile& checked) {
  return checked.source.encode(checked.source.text()->bytes()).value_or(std::string());
}

bool fails(const std::vector<Finding>& findings, config::FailOn failOn) {
  return std::any_of(findings.begin(), findings.end(), [failOn](const Finding& finding) {
    return failOn != config::FailOn::Never &&
           static_cast<int>(finding.severity) <= static_cast<int>(failOn);
  });
}

Counts countsOf(const CheckedFile& checked) {
  Counts counts;
  counts.files =
      std::none_of(checked.notices.begin(), checked.notices.end(),
                   [](const Notice& notice) { return notice.kind == Notice::Kind::Skipped; });
  counts.fixed = checked.fixed;
  for (const Finding& finding : checked.findings)
    counts.add(finding);
  return counts;
}

} // namespace

void Timing::add(const Timing& other) {
  read += other.read;
  analyse += other.analyse;
  format += other.format;
}

FileJob::FileJob(const CheckOptions& options, const Formatter& formatter, AnalysisSetup setup,
                 std::shared_ptr<const config::ConfigSet> config)
    : options_(options), formatter_(formatter), setup_(std::move(setup)),
      config_(std::move(config)) {}

AnalysisSetup FileJob::setupFor(const std::string& path) const {
  AnalysisSetup setup = setup_;
  setup.settings = config_->settingsFor(workspace::absolutePath(path));
  return setup;
}

FileOutcome FileJob::process(const std::string& path,
                             const std::shared_ptr<const World>& world) const {
  AnalysisSetup setup = setupFor(path);
  if (isTemplatePath(path))
    setup.world = world;
  return contained(path, [&] {
    Timing timing;
    Stopwatch stopwatch;
    auto bytes = workspace::readFile(path, setup.settings->maxFileBytes);
    stopwatch.lap(timing.read);
    if (auto* notice = std::get_if<Notice>(&bytes))
      return only(std::move(*notice));
    return check(path, std::get<std::string>(bytes), true, setup, timing);
  });
}

FileOutcome FileJob::processStream(std::istream& in, const std::string& path) const {
  FileOutcome outcome = contained(path, [&] {
    Timing timing;
    Stopwatch stopwatch;
    const AnalysisSetup setup = setupFor(path);
    const std::uint32_t limit = setup.settings->maxFileBytes;
    const std::string bytes = readUpTo(in, std::size_t{limit} + 1);
    stopwatch.lap(timing.read);
    if (auto notice = workspace::tooLarge(bytes.size(), limit, path))
      return only(*std::move(notice));
    return check(path, bytes, false, setup, timing);
  });
  for (Notice& notice : outcome.notices)
    if (notice.kind == Notice::Kind::Skipped)
      notice.kind = Notice::Kind::Trouble;
  return outcome;
}

FileOutcome FileJob::check(const std::string& path, const std::string& bytes, bool isFile,
                           const AnalysisSetup& setup, Timing timing) const {
  Stopwatch stopwatch;
  auto decoded = workspace::decodeSource(bytes, path);
  stopwatch.lap(timing.read);
  if (auto* notice = std::get_if<Notice>(&decoded))
    return only(std::move(*notice));
  const Source& source = std::get<Source>(decoded);
  CheckedFile checked = checkFile(source, path, fixMode(options_), setup);
  stopwatch.lap(timing.analyse);
  return conclude(path, bytes, isFile, source, std::move(checked), setup, timing);
}

FileJob::Read FileJob::read(const std::string& path) const {
  Read read;
  Stopwatch stopwatch;
  read.outcome = contained(path, [&] {
    auto bytes = workspace::readFile(path, setupFor(path).settings->maxFileBytes);
    if (auto* notice = std::get_if<Notice>(&bytes))
      return only(std::move(*notice));
    if (options_.fix || options_.diff)
      read.bytes = std::get<std::string>(bytes);
    auto decoded = workspace::decodeSource(std::get<std::string>(std::move(bytes)), path);
    if (auto* notice = std::get_if<Notice>(&decoded))
      return only(std::move(*notice));
    read.source = std::get<Source>(std::move(decoded));
    return FileOutcome();
  });
  stopwatch.lap(read.outcome.timing.read);
  return read;
}

FileOutcome FileJob::finish(const std::string& path, Read read, Analysis analysis,
                            std::shared_ptr<const World> world, const std::string& module) const {
  return contained(path, [&] {
    AnalysisSetup setup = setupFor(path);
    setup.world = std::move(world);
    setup.module = module;
    CheckedFile checked =
        checkFile(*read.source, path, fixMode(options_), setup, std::move(analysis));
    return conclude(path, read.bytes, true, *read.source, std::move(checked), setup,
                    read.outcome.timing);
  });
}

FileOutcome FileJob::conclude(const std::string& path, const std::string& bytes, bool isFile,
                              const Source& original, CheckedFile checked,
                              const AnalysisSetup& setup, Timing timing) const {
  FileOutcome outcome;
  Stopwatch stopwatch;
  if (checked.fixed > 0 && options_.fix && isFile) {
    if (auto notice = replaceFile(path, bytes, encoded(checked))) {
      // What is on disk is the unfixed text, so that is what is reported.
      checked = checkFile(original, path, FixMode::None, setup);
      checked.notices.push_back(*std::move(notice));
    }
  }
  outcome.report = options_.diff ? unifiedDiff(path, bytes, encoded(checked))
                                 : formatter_.file({path, checked.source, checked.findings});
  if (!isFile)
    outcome.fixedText = encoded(checked);
  outcome.counts = countsOf(checked);
  outcome.fails =
      fails(checked.findings, config_->rulesFor(workspace::absolutePath(path)).failOn());
  outcome.notices = std::move(checked.notices);
  stopwatch.lap(timing.format);
  outcome.timing = timing;
  return outcome;
}

} // namespace pysecd::cli
