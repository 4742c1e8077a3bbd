#include "analysis/checks/registry.h"

#include "analysis/checks/check_table.h"
#include "analysis/checks/util/explain_flow.h"
#include "analysis/checks/util/misuse.h"

#include <algorithm>
#include <tuple>

namespace pysecd {

namespace {

constexpr std::size_t kMaxFindings = 5'000; // in one function

// One function's findings, as they are made.
class Run {
public:
  Run(const FunctionContext& context, const EnabledChecks& enabled, bool fixes)
      : context_(context), enabled_(enabled), fixes_(fixes) {}

  std::vector<Finding> all() {
    sinks();
    findMisuses(context_, [this](const Misuse& misuse) { add(misuse); });
    functionRules();
    std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
      return a.range.begin < b.range.begin;
    });
    return std::move(findings_);
  }

private:
  struct Candidate {
    std::size_t index = 0; // of the check
    bool proven = false;
    Severity severity = Severity::Hint;
    std::string_view message;
    std::optional<TaintMask> kinds;
  };

  // Of several the proven one, then the severer, then the first.
  static void consider(std::optional<Candidate>& best, const Candidate& candidate) {
    if (!best || std::tuple(!candidate.proven, candidate.severity) <
                     std::tuple(!best->proven, best->severity))
      best = candidate;
  }

  static void judge(const SinkContext& at, std::size_t index, const TaintRule& rule,
                    std::optional<Candidate>& best) {
    if (!rule.to.has(at.hit.row.kind) || (rule.provided && !rule.provided(at)))
      return;
    const Check& check = checkAt(index);
    if (bestOrigin(at, rule.from.mask) != nullptr)
      consider(best, {index, true, rule.severity.value_or(check.severity),
                      rule.message.empty() ? check.message : rule.message, rule.from.mask});
    else if (rule.local && bestOrigin(at, maskOf(Taint::Local)) != nullptr)
      consider(best, {index, true, *rule.local,
                      rule.localMessage.empty() ? check.message : rule.localMessage,
                      maskOf(Taint::Local)});
  }

  static void judge(const SinkContext& at, std::size_t index, const SinkRule& rule,
                    std::optional<Candidate>& best) {
    const Check& check = checkAt(index);
    if (rule.to.has(at.hit.row.kind) && rule.judge(at))
      consider(best, {index, false, rule.severity.value_or(check.severity),
                      rule.message.empty() ? check.message : rule.message, std::nullopt});
  }

  void sinks() {
    for (const SinkHit& hit : context_.flow.hits) {
      const SinkContext at{context_, hit};
      std::optional<Candidate> best;
      for (const auto& [index, rule] : rulesOf<TaintRule>())
        if (enabled_.has(index))
          judge(at, index, rule, best);
      for (const auto& [index, rule] : rulesOf<SinkRule>())
        if (enabled_.has(index))
          judge(at, index, rule, best);
      if (!best)
        continue;
      const Check& check = checkAt(best->index);
      Finding finding = made(best->index, context_.ast[hit.argument].range(), best->severity,
                             std::string(best->message));
      finding.notes = explainFlow(at, best->kinds);
      if (fixes_ && check.fix != nullptr)
        check.fix(at, finding);
      keep(std::move(finding));
    }
  }

  void add(const Misuse& misuse) {
    const std::size_t index = checkIndexOf(misuse.row->check);
    if (index == checkCount() || !enabled_.has(index))
      return;
    const Check& check = checkAt(index);
    Severity severity = check.severity;
    if (misuse.row->level != MisuseRow::Level::OfCheck)
      severity = static_cast<Severity>(static_cast<int>(misuse.row->level) - 1);
    const MisuseRule* more = nullptr;
    for (const Rule& rule : check.rule.all)
      if (const auto* named = std::get_if<MisuseRule>(&rule);
          named && (named->weigh || named->repair))
        more = named;
    if (more != nullptr && more->weigh) {
      const auto here = more->weigh(context_, misuse.place, severity);
      if (!here)
        return;
      severity = *here;
    }
    Finding finding = made(index, context_.ast[misuse.node].range(), severity, misuse.row->message);
    finding.cwe = misuse.row->cwe;
    if (fixes_) {
      finding.fixes = fixesOf(context_, misuse);
      if (more != nullptr && more->repair)
        more->repair(context_, misuse.node, misuse.place, finding);
    }
    keep(std::move(finding));
  }

  class Listener final : public Reporter {
  public:
    Listener(Run& run, std::size_t index) : run_(run), index_(index) {}
    using Reporter::report;
    void report(ByteRange range, Report report) override {
      Finding finding = run_.made(index_, range, report.severity.value_or(checkAt(index_).severity),
                                  std::move(report.message));
      finding.cwe = report.cwe;
      finding.notes = std::move(report.notes);
      if (run_.fixes_) {
        finding.fixes = std::move(report.fixes);
        finding.whyNoFix = std::move(report.whyNoFix);
      }
      run_.keep(std::move(finding));
    }

  private:
    Run& run_;
    std::size_t index_;
  };

  void functionRules() {
    for (const auto& [index, rule] : rulesOf<FunctionRule>())
      if (enabled_.has(index)) {
        Listener listener(*this, index);
        rule.run(context_, listener);
      }
  }

  Finding made(std::size_t index, ByteRange range, Severity severity, std::string message) const {
    return findingOf(index, context_.file.isTest, range, severity, std::move(message));
  }

  void keep(Finding finding) {
    const bool known = std::any_of(findings_.begin(), findings_.end(), [&](const Finding& other) {
      return other.check == finding.check && other.range == finding.range;
    });
    if (!known && findings_.size() < kMaxFindings)
      findings_.push_back(std::move(finding));
  }

  const FunctionContext& context_;
  const EnabledChecks& enabled_;
  bool fixes_;
  std::vector<Finding> findings_;
};

} // namespace

std::vector<Finding> runChecks(const FunctionContext& function, const EnabledChecks& enabled,
                               bool fixes) {
  return Run(function, enabled, fixes).all();
}

} // namespace pysecd
