// `pysecd review`: the evidence report on files and directories.
#include "server/cli/cli.h"
#include "server/cli/display.h"
#include "server/cli/model_options.h"
#include "server/cli/report.h"
#include "server/review/formats.h"
#include "server/review/review_run.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <ostream>
#include <thread>

namespace pysecd::cli {
namespace {

constexpr unsigned kMaxJobs = 256;

server_review::ReviewInput inputOf(const ReviewOptions& options,
                                   std::shared_ptr<const ModelSet> models) {
  server_review::ReviewInput input;
  input.paths = options.paths.empty() ? std::vector<std::string>{"."} : options.paths;
  input.excludes = options.excludes;
  input.readIgnoreFiles = !options.noIgnore;
  input.maxFileSize = options.maxFileSize;
  input.threads = std::clamp(options.jobs != 0 ? options.jobs : std::thread::hardware_concurrency(),
                             1U, kMaxJobs);
  input.models = std::move(models);
  Settings settings;
  settings.maxFileBytes = options.maxFileSize;
  settings.fixes = false;
  input.settings = std::make_shared<const Settings>(std::move(settings));
  return input;
}

std::string formatted(const review::Report& report, ReviewFormat format) {
  switch (format) {
  case ReviewFormat::Json:
    return server_review::json(report);
  default:
    return server_review::markdown(report);
  }
}

} // namespace

int runReviewCommand(const ReviewOptions& options, const Streams& streams) {
  const LoadedModels models = loadUserModels(options.models, workspaceRoots(options.paths));
  for (const ModelError& error : models.errors)
    streams.err << printable(errorLine(error)) << '\n';
  const server_review::ReviewOutcome outcome =
      server_review::runReview(inputOf(options, models.models));
  bool trouble = !models.errors.empty();
  for (const Notice& notice : outcome.notices) {
    trouble |= notice.kind == Notice::Kind::Trouble;
    streams.err << fmt::format("{}: {}: {}\n",
                               notice.kind == Notice::Kind::Trouble ? "error" : "note",
                               printable(notice.path), printable(notice.message));
  }
  const std::string text = formatted(outcome.report, options.format);
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
