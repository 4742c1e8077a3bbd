// `pysecd review`: the evidence report on files and directories.
#include "server/cli/cli.h"
#include "server/cli/configuration.h"
#include "server/cli/display.h"
#include "server/cli/model_options.h"
#include "server/cli/report.h"
#include "server/review/compare.h"
#include "server/review/earlier_tree.h"
#include "server/review/formats.h"
#include "server/review/review_run.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <optional>
#include <ostream>
#include <thread>
#include <utility>

namespace pysecd::cli {
namespace {

constexpr unsigned kMaxJobs = 256;

server_review::ReviewInput inputOf(const ReviewOptions& options,
                                   const std::shared_ptr<const config::ConfigSet>& config,
                                   std::shared_ptr<const ModelSet> models) {
  server_review::ReviewInput input;
  input.paths = options.paths.empty() ? std::vector<std::string>{"."} : options.paths;
  input.excluded = [config](const std::string& path, bool isDirectory) {
    return config->rulesFor(path).excludes(path, isDirectory);
  };
  input.readIgnoreFiles = config->respectsGitignore();
  input.threads = std::clamp(options.jobs != 0 ? options.jobs : std::thread::hardware_concurrency(),
                             1U, kMaxJobs);
  input.models = std::move(models);
  input.settingsOf = [config](const std::string& path) {
    Settings settings = *config->settingsFor(path);
    settings.fixes = false;
    return std::make_shared<const Settings>(std::move(settings));
  };
  return input;
}

std::string sarif(const review::Report& report) {
  std::error_code error;
  const auto formatter = makeSarifFormatter(std::filesystem::current_path(error).generic_string());
  std::string out = formatter->begin();
  bool any = false;
  for (std::size_t i = 0; i < report.files.size(); ++i) {
    std::vector<Finding> findings;
    for (const auto* list : {&report.defects, &report.notes})
      for (const review::Defect& defect : *list)
        if (defect.file == i)
          findings.push_back(defect.finding);
    const Source source(report.files[i].text, workspace::Encoding::Utf8, false);
    const std::string text = formatter->file({report.files[i].path, source, findings});
    if (!text.empty() && std::exchange(any, true))
      out += formatter->separator();
    out += text;
  }
  return out + formatter->end({});
}

std::string formatted(const review::Report& report, ReviewFormat format) {
  switch (format) {
  case ReviewFormat::Json:
    return server_review::json(report);
  case ReviewFormat::Html:
    return server_review::html(report);
  case ReviewFormat::Sarif:
    return sarif(report);
  case ReviewFormat::ShortMarkdown:
    return server_review::shortMarkdown(report);
  case ReviewFormat::Markdown:
    break;
  }
  return server_review::markdown(report);
}

// The report on what changed since options.since; nullopt, with `error` set, if that state cannot
// be had.
std::optional<std::string> changeReport(const ReviewOptions& options,
                                        const server_review::ReviewInput& input,
                                        const review::Report& report, std::string& error) {
  const server_review::EarlierTree earlier(input.paths.front(), options.since);
  if (!earlier.error().empty()) {
    error = earlier.error();
    return std::nullopt;
  }
  server_review::ReviewInput before = input;
  // What applies to a file now is asked of its earlier state as well.
  const auto today = [&earlier](const std::string& path) {
    return path.starts_with(earlier.tree()) ? earlier.root() + path.substr(earlier.tree().size())
                                            : path;
  };
  before.settingsOf = [&](const std::string& path) { return input.settingsOf(today(path)); };
  before.excluded = [&](const std::string& path, bool isDirectory) {
    return input.excluded(today(path), isDirectory);
  };
  before.paths.clear();
  for (const std::string& path : input.paths)
    if (std::string there = earlier.pathOf(path); !there.empty())
      before.paths.push_back(std::move(there));
  review::Report was;
  if (!before.paths.empty())
    was = server_review::runReview(before).report;
  server_review::Comparison comparison =
      server_review::compare(was, earlier.tree(), report, earlier.root());
  comparison.since = options.since;
  return server_review::changeMarkdown(report, comparison);
}

} // namespace

int runReviewCommand(const ReviewOptions& options, const Streams& streams) {
  const Configuration configuration = configure(options);
  for (const std::string& error : configuration.errors)
    streams.err << "error: " << printable(error) << '\n';
  if (!configuration.errors.empty())
    return kExitTrouble;
  const config::ConfigSet& config = *configuration.set;
  const LoadedModels models = loadUserModels(config.models(), workspaceRoots(options.paths));
  for (const ModelError& error : models.errors)
    streams.err << printable(errorLine(error)) << '\n';
  const bool markdown =
      options.format == ReviewFormat::Markdown || options.format == ReviewFormat::ShortMarkdown;
  if (!options.since.empty() && !markdown) {
    streams.err << "error: --since goes with --format md and md-short\n";
    return kExitTrouble;
  }
  server_review::ReviewInput input = inputOf(options, configuration.set, models.models);
  input.advisories = std::make_shared<advisories::SnapshotCache>(
      config.advisories(), [&streams](const Notice& notice) {
        streams.err << fmt::format("note: {}: {}\n", printable(notice.path),
                                   printable(notice.message));
      });
  const server_review::ReviewOutcome outcome = server_review::runReview(input);
  bool trouble = !models.errors.empty();
  for (const Notice& notice : outcome.notices) {
    trouble |= notice.kind == Notice::Kind::Trouble;
    streams.err << fmt::format("{}: {}: {}\n",
                               notice.kind == Notice::Kind::Trouble ? "error" : "note",
                               printable(notice.path), printable(notice.message));
  }
  std::string text, error;
  if (options.since.empty())
    text = formatted(outcome.report, options.format);
  else if (auto change = changeReport(options, input, outcome.report, error))
    text = *std::move(change);
  if (!error.empty()) {
    streams.err << "error: " << printable(error) << '\n';
    return kExitTrouble;
  }
  if (options.output.empty()) {
    streams.out << text << std::flush;
  } else {
    std::ofstream file(options.output, std::ios::binary | std::ios::trunc);
    file << text << std::flush;
    if (!file) {
      streams.err << fmt::format("error: {}: the report cannot be written there; check the path\n",
                                 printable(options.output));
      return kExitTrouble;
    }
  }
  if (trouble)
    return kExitTrouble;
  return outcome.report.defects.empty() || options.exitZero ? kExitClean : kExitFindings;
}

} // namespace pysecd::cli
