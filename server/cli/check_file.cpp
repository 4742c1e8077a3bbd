#include "server/cli/check_file.h"

#include "analysis/engine/apply_fixes.h"
#include "analysis/engine/file_state.h"
#include "analysis/engine/spell_out.h"
#include "analysis/text/file_kind.h"
#include "server/workspace/lock_files.h"

namespace pysecd::cli {
namespace {

Analysis analyse(const Source& source, const std::string& path, const AnalysisSetup& setup) {
  Snapshot snapshot;
  snapshot.text = source.text();
  snapshot.path = path;
  snapshot.models = setup.models;
  snapshot.settings = setup.settings;
  snapshot.world = setup.world;
  snapshot.module = setup.module;
  if (isDependencyPath(path)) {
    snapshot.locked = workspace::hasLockFile(path);
    snapshot.advisories = setup.advisories ? setup.advisories->get() : nullptr;
  }
  Analysis analysis = analyseOnce(snapshot);
  spellOutAcross(analysis.findings, setup.world.get(), setup.module);
  return analysis;
}

Notice fixFailed(const std::string& path, std::string message) {
  return {Notice::Kind::Trouble, path, "fix-failed", std::move(message)};
}

// The source with one pass of fixes applied, or why that cannot be.
std::variant<Source, Notice> refit(const Source& source, const std::string& fixedText,
                                   const std::string& path) {
  std::optional<std::string> bytes = source.encode(fixedText);
  if (!bytes)
    return fixFailed(path, "a fix needs a character that the file's encoding does not have; "
                           "save the file as UTF-8 and run again");
  return workspace::decodeSource(*std::move(bytes), path);
}

void addNotices(CheckedFile& file, const std::string& path, const Analysis& analysis) {
  if (analysis.skipped == Skipped::TooLarge)
    file.notices.push_back({Notice::Kind::Skipped, path, "too-large",
                            "larger than the limit; raise it with --max-file-size BYTES"});
  if (analysis.skipped == Skipped::DeadlineExceeded)
    file.notices.push_back(
        {Notice::Kind::Trouble, path, "analysis-limit",
         "too long or too deeply nested to be analysed whole, so findings may be "
         "missing; exclude the file, or split it"});
  if (analysis.syntaxErrors)
    file.notices.push_back({Notice::Kind::Partial, path, "syntax-errors",
                            "has syntax errors; the parts that do not parse were not analysed"});
}

} // namespace

CheckedFile checkFile(Source source, const std::string& path, FixMode mode,
                      const AnalysisSetup& setup) {
  Analysis analysis = analyse(source, path, setup);
  return checkFile(std::move(source), path, mode, setup, std::move(analysis));
}

CheckedFile checkFile(Source source, const std::string& path, FixMode mode,
                      const AnalysisSetup& setup, Analysis analysis) {
  CheckedFile file{std::move(source), {}, 0, {}};
  for (int pass = 0; mode != FixMode::None && pass < kMaxFixPasses; ++pass) {
    const FixResult result =
        applyFixes(file.source.text()->bytes(), analysis.findings, mode == FixMode::Unsafe);
    if (result.applied == 0)
      break;
    auto refitted = refit(file.source, result.text, path);
    if (auto* notice = std::get_if<Notice>(&refitted)) {
      file.notices.push_back(std::move(*notice));
      break;
    }
    Source& next = std::get<Source>(refitted);
    Analysis nextAnalysis = analyse(next, path, setup);
    if (nextAnalysis.syntaxErrors && !analysis.syntaxErrors) {
      file.notices.push_back(
          fixFailed(path, "a fix would break the syntax of this file and was not applied; "
                          "please report it as a bug"));
      break;
    }
    file.source = std::move(next);
    file.fixed += result.applied;
    analysis = std::move(nextAnalysis);
  }
  file.findings = std::move(analysis.findings);
  addNotices(file, path, analysis);
  return file;
}

} // namespace pysecd::cli
