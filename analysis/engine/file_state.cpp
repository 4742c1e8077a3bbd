#include "analysis/engine/file_state.h"

#include "analysis/engine/held_findings.h"
#include "analysis/engine/module_program.h"
#include "analysis/engine/spell_out.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr auto kParseBudget = std::chrono::seconds(4);
// An open quote can make an incremental parse cost several fresh ones (50,000 lines: 645 ms for
// 217), so it gets this part of a fresh one's time, and then the text is parsed afresh.
constexpr int kFreshOverAttempt = 6;
constexpr auto kLeastAttempt = std::chrono::milliseconds(20);
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

} // namespace

struct FileState::Impl {
  Parser parser;
  TextPtr text;
  std::optional<Tree> tree;
  std::shared_ptr<const ModelSet> models;
  std::shared_ptr<const Settings> settings;
  std::string path;
  std::unique_ptr<ModuleProgram> program;
  HeldFindings held;
  CancelToken::Clock::duration freshParse{}; // what the last one took

  std::optional<Tree> parse(const Text& next, const CancelToken& budget) {
    using Clock = CancelToken::Clock;
    if (tree) {
      const CancelToken attempt =
          budget.within(std::max<Clock::duration>(freshParse / kFreshOverAttempt, kLeastAttempt));
      if (auto parsed = parser.reparse(*tree, *text, next, attempt))
        return parsed;
      if (budget.cancelled())
        return std::nullopt;
    }
    const Clock::time_point start = Clock::now();
    auto parsed = parser.parse(next, budget);
    freshParse = Clock::now() - start;
    return parsed;
  }

  void forget() {
    tree.reset();
    text.reset();
    program.reset();
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
  const CancelToken parseBudget = snapshot.cancel.within(kParseBudget);
  std::optional<Tree> tree = impl_->parse(text, parseBudget);
  if (!tree) {
    if (snapshot.cancel.requested())
      return std::nullopt;
    impl_->forget();
    out.skipped = Skipped::DeadlineExceeded;
    return out;
  }
  const TextChange change =
      impl_->text ? changeBetween(impl_->text->bytes(), text.bytes()) : TextChange{};
  impl_->tree = std::move(tree);
  impl_->text = snapshot.text;
  impl_->held.move(change);
  if (!impl_->program || impl_->models != snapshot.models || impl_->settings != snapshot.settings ||
      impl_->path != snapshot.path) {
    impl_->path = snapshot.path;
    impl_->models = snapshot.models;
    impl_->settings = snapshot.settings;
    impl_->program =
        std::make_unique<ModuleProgram>(impl_->models, impl_->settings, fileFacts(snapshot.path));
  }
  ModuleProgram& program = *impl_->program;
  const Items items = listItems(*impl_->tree, text, program.symbols());
  const bool complete = program.update(items, snapshot, snapshot.cancel.within(kAnalysisBudget));
  if (!complete)
    return std::nullopt; // what is whole so far is kept
  out.findings = program.findings(items);
  if (!snapshot.world)
    spellOutAcross(out.findings, nullptr, {});
  out.syntaxErrors = impl_->tree->hasErrors();
  if (out.syntaxErrors && !snapshot.settled)
    impl_->held.addVanished(items, out.findings);
  std::sort(out.findings.begin(), out.findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.range, a.check, a.message) < std::tie(b.range, b.check, b.message);
  });
  setFingerprints(out.findings, items, text);
  impl_->held.remember(items, out.findings, out.syntaxErrors && !snapshot.settled);
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
