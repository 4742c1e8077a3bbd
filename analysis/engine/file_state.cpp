#include "analysis/engine/file_state.h"

#include "analysis/dependencies/check_dependencies.h"
#include "analysis/engine/dependency_evidence.h"
#include "analysis/engine/held_findings.h"
#include "analysis/engine/line_suppressions.h"
#include "analysis/engine/module_program.h"
#include "analysis/engine/renders.h"
#include "analysis/engine/spell_out.h"
#include "analysis/engine/suppressions.h"
#include "analysis/templates/check_template.h"
#include "analysis/text/file_kind.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr auto kParseBudget = std::chrono::seconds(4);
// An open quote can make an incremental parse cost several fresh ones (50,000 lines: 645 ms for
// 217), so while the user types it gets this part of a fresh one's time.
constexpr int kFreshOverAttempt = 6;
constexpr auto kLeastAttempt = std::chrono::milliseconds(5);
// A longer change is no open quote: something was pasted, or the user went on elsewhere.
constexpr ByteOffset kLongChange = 4096;
constexpr auto kAnalysisBudget = std::chrono::seconds(8);

// The same defect keeps its fingerprint while other lines change: function, text and ordinal, never
// the line.
void setFingerprints(std::vector<Finding>& findings, const Items& items, const Text& text) {
  std::unordered_map<Hash64, std::uint32_t> seen;
  for (Finding& finding : findings) {
    const auto owner =
        std::find_if(items.items.begin() + 1, items.items.end(),
                     [&](const Item& item) { return item.range.contains(finding.range); });
    Hasher hasher;
    hasher.add(finding.check)
        .add(owner != items.items.end() ? owner->qualname : "<module>")
        .add(text.slice(finding.range));
    const Hash64 base = hasher.value();
    finding.fingerprint = hasher.add(seen[base]++).value();
  }
}

// True if the edit may end what an open quote or bracket has begun.
bool mayClose(const Text& before, const Text& after, const TextChange& change) {
  const auto has = [](std::string_view edited) {
    return edited.size() > kLongChange ||
           edited.find_first_of("\"'()[]{}#\\\n") != std::string_view::npos;
  };
  return has(before.bytes().substr(change.begin, change.beforeEnd - change.begin)) ||
         has(after.bytes().substr(change.begin, change.afterEnd - change.begin));
}

// Of files that are no Python; false: it is.
bool analyseOther(const Snapshot& snapshot, Analysis& out) {
  const Text& text = *snapshot.text;
  const std::vector<std::string>& disabled = snapshot.settings->disabledChecks;
  if (isTemplatePath(snapshot.path)) {
    out.findings = checkTemplate(text.bytes(), disabled,
                                 snapshot.world ? renderedInto(snapshot.path, *snapshot.world)
                                                : templates::RenderedValues());
  } else if (isDependencyPath(snapshot.path)) {
    const dependencies::Surroundings around{.locked = snapshot.locked,
                                            .advisories = snapshot.advisories.get()};
    dependencies::Checked checked =
        dependencies::checkDependencies(snapshot.path, text.bytes(), around, disabled);
    if (snapshot.evidence)
      out.evidence = dependencyEvidence(snapshot.path, text.bytes(), around);
    out.findings = std::move(checked.findings);
    out.syntaxErrors = !checked.understood;
    applyLineSuppressions(text, out.findings);
  } else {
    return false;
  }
  Items whole;
  whole.items.resize(1);
  setFingerprints(out.findings, whole, text);
  return true;
}

} // namespace

struct FileState::Impl {
  Parser parser;
  std::optional<Tree> tree;
  TextPtr parsed; // what the tree was made of
  TextPtr shown;  // what the held findings stand in
  std::shared_ptr<const ModelSet> models;
  std::shared_ptr<const Settings> settings;
  std::string path;
  std::unique_ptr<ModuleProgram> program;
  // While a pause shows what broken text says: `program` keeps what it knew of the sound text, so
  // that closing a quote costs nothing.
  std::unique_ptr<ModuleProgram> broken;
  HeldFindings held;
  CancelToken::Clock::duration freshParse{}; // what the last one took
  bool late = false;                         // the last text was not parsed in time

  enum class Parsed { Yes, NotInTime, No };

  // `edit`: since the text that is shown.
  Parsed parse(const TextPtr& next, const TextChange& edit, bool settled,
               const CancelToken& budget) {
    using Clock = CancelToken::Clock;
    if (late && !settled && shown && !mayClose(*shown, *next, edit))
      return Parsed::NotInTime;
    late = false;
    if (tree) {
      const CancelToken attempt =
          budget.within(std::max<Clock::duration>(freshParse / kFreshOverAttempt, kLeastAttempt));
      if (auto reparsed = parser.reparse(*tree, *parsed, *next, attempt)) {
        tree = std::move(reparsed);
        parsed = next;
        return Parsed::Yes;
      }
      if (budget.cancelled())
        return Parsed::No;
      const TextChange change = changeBetween(parsed->bytes(), next->bytes());
      // Of a small text it was the machine that was slow.
      if (!settled && freshParse >= kLeastAttempt &&
          std::max(change.beforeEnd, change.afterEnd) - change.begin < kLongChange) {
        late = true;
        return Parsed::NotInTime;
      }
    }
    const Clock::time_point start = Clock::now();
    auto fresh = parser.parse(*next, budget);
    freshParse = Clock::now() - start;
    if (!fresh)
      return Parsed::No;
    tree = std::move(fresh);
    parsed = next;
    return Parsed::Yes;
  }

  void configure(const Snapshot& snapshot) {
    if (program && models == snapshot.models && settings == snapshot.settings &&
        path == snapshot.path)
      return;
    path = snapshot.path;
    models = snapshot.models;
    settings = snapshot.settings;
    program = newProgram();
    broken.reset();
  }

  std::unique_ptr<ModuleProgram> newProgram() const {
    return std::make_unique<ModuleProgram>(models, settings, fileFacts(path));
  }

  // Where to analyse the text; nullptr: nowhere, what is held stays.
  ModuleProgram* programFor(const Items& items, bool settled) {
    if (!tree->hasErrors()) {
      broken.reset();
    } else if (held.swallowed(items)) {
      if (!settled)
        return nullptr;
      if (!broken)
        broken = newProgram();
    }
    return broken ? broken.get() : program.get();
  }

  void forget() {
    tree.reset();
    parsed.reset();
    shown.reset();
    program.reset();
    broken.reset();
    held = {};
  }
};

FileState::FileState() : impl_(std::make_unique<Impl>()) {}
FileState::~FileState() = default;
FileState::FileState(FileState&&) noexcept = default;
FileState& FileState::operator=(FileState&&) noexcept = default;

std::optional<Analysis> FileState::analyse(const Snapshot& snapshot) {
  Analysis out;
  out.text = snapshot.text;
  out.version = snapshot.version;
  const Text& text = *snapshot.text;
  if (text.bytes().size() > snapshot.settings->maxFileBytes) {
    impl_->forget();
    out.skipped = Skipped::TooLarge;
    return out;
  }
  if (analyseOther(snapshot, out))
    return out;
  const TextChange edit =
      impl_->shown ? changeBetween(impl_->shown->bytes(), text.bytes()) : TextChange{};
  const auto parsed =
      impl_->parse(snapshot.text, edit, snapshot.settled, snapshot.cancel.within(kParseBudget));
  if (parsed == Impl::Parsed::No) {
    if (snapshot.cancel.requested())
      return std::nullopt;
    impl_->forget();
    out.skipped = Skipped::DeadlineExceeded;
    return out;
  }
  impl_->held.move(edit);
  impl_->shown = snapshot.text;
  const auto hold = [&] {
    out.findings = impl_->held.findings();
    out.held = true;
    return out;
  };
  if (parsed == Impl::Parsed::NotInTime)
    return hold();
  impl_->configure(snapshot);
  out.syntaxErrors = impl_->tree->hasErrors();
  Items items = listItems(*impl_->tree, text, impl_->program->symbols());
  ModuleProgram* const chosen = impl_->programFor(items, snapshot.settled);
  if (chosen == nullptr)
    return hold();
  ModuleProgram& program = *chosen;
  if (chosen != impl_->program.get()) // names are numbered by each program for itself
    items = listItems(*impl_->tree, text, program.symbols());
  const bool complete = program.update(items, snapshot, snapshot.cancel.within(kAnalysisBudget));
  if (!complete)
    return std::nullopt; // what is whole so far is kept
  out.findings = program.findings(items);
  if (!snapshot.world)
    spellOutAcross(out.findings, nullptr, {});
  applySuppressions({.tree = *impl_->tree,
                     .text = text,
                     .settings = *snapshot.settings,
                     .whole = !out.syntaxErrors && !program.cut()},
                    out.findings);
  placeSuppressions(*impl_->tree, text, out.findings);
  std::sort(out.findings.begin(), out.findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.range, a.check, a.message) < std::tie(b.range, b.check, b.message);
  });
  setFingerprints(out.findings, items, text);
  impl_->held.remember(items, out.findings);
  if (snapshot.world) {
    out.interface = program.interface(items, text, snapshot.traces || snapshot.settled);
    out.answers = program.answers();
    out.world = snapshot.world;
  }
  if (snapshot.evidence)
    out.evidence = program.evidence(items);
  out.functions = static_cast<std::uint32_t>(items.items.size());
  out.functionsAnalysed = program.analysed();
  if (program.cut())
    out.skipped = Skipped::DeadlineExceeded;
  return out;
}

void FileState::releaseTree() { impl_->tree.reset(); }

Analysis analyseOnce(const Snapshot& snapshot) {
  FileState state;
  std::optional<Analysis> analysis = state.analyse(snapshot);
  if (analysis)
    return std::move(*analysis);
  Analysis cancelled;
  cancelled.text = snapshot.text;
  cancelled.version = snapshot.version;
  cancelled.skipped = Skipped::DeadlineExceeded;
  return cancelled;
}

} // namespace pysecd
