#include "analysis/checks/registry.h"

#include "analysis/checks/check.h"
#include "analysis/checks/util/explain_flow.h"
#include "analysis/checks/util/misuse.h"
#include "analysis/support/embedded.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace pysecd {

namespace {

constexpr std::size_t kMaxFindings = 5'000; // in one function

struct Registered {
  std::string_view group;
  std::string_view name; // "sql_injection"
  const Check* check;
};

constexpr std::array kRegistered = {
#define CHECK(group, name) Registered{#group, #name, &checks::group::name},
#include "analysis/checks/checks.def"
#undef CHECK
};

struct Table {
  std::vector<std::string> ids;
  std::vector<CheckInfo> infos;
};

std::string_view docOf(const Registered& registered) {
  const std::string file =
      std::string(registered.group) + "/" + std::string(registered.name) + ".md";
  for (const EmbeddedFile& doc : embeddedCheckDocs())
    if (doc.name == file)
      return doc.bytes;
  return {};
}

const Table& table() {
  static const Table built = [] {
    Table made;
    made.ids.reserve(kRegistered.size());
    for (const Registered& registered : kRegistered) {
      std::string id = std::string(registered.group) + "-" + std::string(registered.name);
      std::replace(id.begin(), id.end(), '_', '-');
      made.ids.push_back(std::move(id));
      made.infos.push_back({made.ids.back(), registered.group, registered.check->severity,
                            registered.check->cwe, registered.check->message, docOf(registered)});
    }
    return made;
  }();
  return built;
}

std::size_t indexOf(std::string_view id) {
  const auto& ids = table().ids;
  return static_cast<std::size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
}

// One function's findings, as they are made.
class Run {
public:
  Run(const FunctionContext& context, const std::vector<std::string>& disabled, bool fixes)
      : context_(context), disabled_(disabled), fixes_(fixes) {}

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

  bool enabled(std::size_t index) const {
    return std::find(disabled_.begin(), disabled_.end(), table().infos[index].id) ==
           disabled_.end();
  }

  static std::optional<Candidate> judge(const SinkContext& at, const Check& check,
                                        const Rule& rule) {
    if (const auto* taint = std::get_if<TaintRule>(&rule)) {
      if (!taint->to.has(at.hit.row.kind) || (taint->provided && !taint->provided(at)))
        return std::nullopt;
      if (bestOrigin(at, taint->from.mask) != nullptr)
        return Candidate{0, true, taint->severity.value_or(check.severity),
                         taint->message.empty() ? check.message : taint->message, taint->from.mask};
      if (taint->local && bestOrigin(at, maskOf(Taint::Local)) != nullptr)
        return Candidate{0, true, *taint->local,
                         taint->localMessage.empty() ? check.message : taint->localMessage,
                         maskOf(Taint::Local)};
    } else if (const auto* sink = std::get_if<SinkRule>(&rule)) {
      if (sink->to.has(at.hit.row.kind) && sink->judge(at))
        return Candidate{0, false, sink->severity.value_or(check.severity),
                         sink->message.empty() ? check.message : sink->message, std::nullopt};
    }
    return std::nullopt;
  }

  void sinks() {
    for (const SinkHit& hit : context_.flow.hits) {
      const SinkContext at{context_, hit};
      std::optional<Candidate> best;
      for (std::size_t i = 0; i < kRegistered.size(); ++i) {
        if (!enabled(i))
          continue;
        for (const Rule& rule : kRegistered[i].check->rule.all) {
          std::optional<Candidate> candidate = judge(at, *kRegistered[i].check, rule);
          if (!candidate || (best && std::tuple(!candidate->proven, candidate->severity) >=
                                         std::tuple(!best->proven, best->severity)))
            continue;
          candidate->index = i;
          best = candidate;
        }
      }
      if (!best)
        continue;
      const Check& check = *kRegistered[best->index].check;
      Finding finding = made(best->index, context_.ast[hit.argument].range(), best->severity,
                             std::string(best->message));
      finding.notes = explainFlow(at, best->kinds);
      if (fixes_ && check.fix != nullptr)
        check.fix(at, finding);
      keep(std::move(finding));
    }
  }

  void add(const Misuse& misuse) {
    const std::size_t index = indexOf(misuse.row->check);
    if (index == kRegistered.size() || !enabled(index))
      return;
    const Check& check = *kRegistered[index].check;
    Severity severity = check.severity;
    if (misuse.row->level != MisuseRow::Level::OfCheck)
      severity = static_cast<Severity>(static_cast<int>(misuse.row->level) - 1);
    for (const Rule& rule : check.rule.all)
      if (const auto* weighed = std::get_if<MisuseRule>(&rule); weighed && weighed->weigh) {
        const auto here = weighed->weigh(context_, misuse.place, severity);
        if (!here)
          return;
        severity = *here;
      }
    Finding finding =
        made(index, context_.ast[misuse.node].range(), severity,
             misuse.row->message.empty() ? std::string(check.message) : misuse.row->message);
    if (fixes_)
      finding.fixes = fixesOf(context_, misuse);
    keep(std::move(finding));
  }

  class Listener final : public Reporter {
  public:
    Listener(Run& run, std::size_t index) : run_(run), index_(index) {}
    using Reporter::report;
    void report(ByteRange range, Report report) override {
      const Check& check = *kRegistered[index_].check;
      Finding finding = run_.made(index_, range, report.severity.value_or(check.severity),
                                  report.message.empty() ? std::string(check.message)
                                                         : std::move(report.message));
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
    for (std::size_t i = 0; i < kRegistered.size(); ++i)
      for (const Rule& rule : kRegistered[i].check->rule.all)
        if (const auto* function = std::get_if<FunctionRule>(&rule); function && enabled(i)) {
          Listener listener(*this, i);
          function->run(context_, listener);
        }
  }

  Finding made(std::size_t index, ByteRange range, Severity severity, std::string message) const {
    Finding finding;
    finding.check = table().infos[index].id;
    finding.severity = context_.file.isTest ? std::max(severity, Severity::Information) : severity;
    finding.range = range;
    finding.message = std::move(message);
    return finding;
  }

  void keep(Finding finding) {
    const bool known = std::any_of(findings_.begin(), findings_.end(), [&](const Finding& other) {
      return other.check == finding.check && other.range == finding.range;
    });
    if (!known && findings_.size() < kMaxFindings)
      findings_.push_back(std::move(finding));
  }

  const FunctionContext& context_;
  const std::vector<std::string>& disabled_;
  bool fixes_;
  std::vector<Finding> findings_;
};

} // namespace

std::span<const CheckInfo> allChecks() { return table().infos; }

const CheckInfo* findCheck(std::string_view id) {
  for (const CheckInfo& info : table().infos)
    if (info.id == id)
      return &info;
  return nullptr;
}

std::vector<Finding> runChecks(const FunctionContext& function,
                               const std::vector<std::string>& disabled, bool fixes) {
  return Run(function, disabled, fixes).all();
}

} // namespace pysecd
