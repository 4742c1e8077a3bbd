#include "test/support/memory_project.h"

#include "analysis/engine/file_state.h"
#include "analysis/engine/spell_out.h"
#include "analysis/text/file_kind.h"

#include <sstream>
#include <thread>

namespace pysecd::test {

namespace {

constexpr std::string_view kExtension = ".py";
constexpr Hash64 kEngine = 1; // any number will do: one build runs all of a test

std::string moduleOf(const std::string& path) {
  return path.substr(0, path.size() - kExtension.size());
}

void write(std::ostringstream& out, ByteRange range) {
  out << '[' << range.begin << ',' << range.end << ')';
}

void write(std::ostringstream& out, const Note& note) {
  out << "  note ";
  write(out, note.range);
  out << ' ' << note.path;
  if (note.place)
    for (std::size_t unit = 0; unit < note.place->begin.size(); ++unit)
      out << ' ' << note.place->begin[unit].line << ':' << note.place->begin[unit].column << '-'
          << note.place->end[unit].line << ':' << note.place->end[unit].column;
  out << ' ' << note.message << '\n';
  if (note.place)
    out << "    | " << note.place->line << '\n';
  if (note.inside)
    out << "    inside " << note.inside->function << '\n';
}

void write(std::ostringstream& out, const Fix& fix) {
  out << "  fix " << static_cast<int>(fix.safety) << (fix.preferred ? " preferred " : " ")
      << fix.title << '\n';
  for (const TextEdit& edit : fix.edits) {
    out << "    ";
    write(out, edit.range);
    out << ' ' << edit.newText << '\n';
  }
}

// What is no module stands alone.
Analysis analyseOther(const MemoryProject& project, const std::string& path, const World& world) {
  Snapshot snapshot;
  snapshot.text = makeText(project.files.at(path));
  snapshot.path = path;
  snapshot.models = builtinModels();
  snapshot.settings = std::make_shared<const Settings>();
  snapshot.advisories = project.advisories;
  const std::string folder = path.substr(0, path.rfind('/') + 1);
  for (const std::string_view lock : kLockFiles)
    snapshot.locked |= project.files.contains(folder + std::string(lock));
  snapshot.world = std::shared_ptr<const World>(std::shared_ptr<const World>(), &world);
  Analysis analysis = analyseOnce(snapshot);
  spellOutAcross(analysis.findings, &world, {});
  return analysis;
}

} // namespace

ProjectResult MemoryProject::analyse() const {
  ProjectInput input;
  std::vector<std::string> modules;
  for (const auto& [path, text] : files)
    if (path.ends_with(kExtension))
      modules.push_back(moduleOf(path));
  input.names = std::make_shared<const ModuleNames>(modules);
  if (wanted.empty())
    input.wanted = modules;
  for (const std::string& path : wanted)
    input.wanted.push_back(moduleOf(path));
  input.pathOf = [](std::string_view module) {
    return std::string(module) + std::string(kExtension);
  };
  input.read = [&](const std::string& module) {
    return makeText(files.at(module + std::string(kExtension)));
  };
  ProjectResult result;
  std::mutex mutex;
  input.done = [&](const std::string& module, bool asked, Analysis analysis) {
    const std::lock_guard lock(mutex);
    if (asked)
      result.analyses.emplace(module + std::string(kExtension), std::move(analysis));
  };
  input.models = builtinModels();
  input.settings = std::make_shared<const Settings>();
  input.store = store;
  input.engine = kEngine;
  Project project(std::move(input));
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i)
      others.emplace_back([&] { project.work(); });
    project.work();
  }
  result.statistics = project.statistics();
  for (const auto& [path, text] : files)
    if (!path.ends_with(kExtension))
      result.analyses.emplace(path, analyseOther(*this, path, project.world()));
  return result;
}

std::string dump(const std::vector<Finding>& findings) {
  std::ostringstream out;
  for (const Finding& finding : findings) {
    out << finding.check << ' ' << name(finding.severity) << ' ';
    write(out, finding.range);
    out << ' ' << finding.fingerprint << ' ' << finding.message << '\n';
    for (const Note& note : finding.notes)
      write(out, note);
    for (const Fix& fix : finding.fixes)
      write(out, fix);
    if (!finding.whyNoFix.empty())
      out << "  no fix: " << finding.whyNoFix << '\n';
  }
  return out.str();
}

std::string dump(const ProjectResult& result) {
  std::ostringstream out;
  for (const auto& [path, analysis] : result.analyses)
    out << "== " << path << (analysis.syntaxErrors ? " (syntax errors)" : "") << ' '
        << static_cast<int>(analysis.skipped) << '\n'
        << dump(analysis.findings);
  return out.str();
}

std::optional<std::string> MemoryStore::load(const ResultKey& key) {
  const std::lock_guard lock(mutex_);
  const auto found = entries.find({key.high, key.low});
  return found == entries.end() ? std::nullopt : std::optional(found->second);
}

void MemoryStore::save(const ResultKey& key, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  entries.insert_or_assign({key.high, key.low}, std::string(bytes));
}

} // namespace pysecd::test
