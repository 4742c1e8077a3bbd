#include "analysis/checks/siblings.h"

#include "analysis/checks/check.h"

#include <algorithm>
#include <array>

namespace pysecd {

namespace {

constexpr std::size_t kMaxMarks = 2'000; // of one function

// In the order of allChecks().
constexpr std::array kChecks = {
#define CHECK(group, name) &checks::group::name,
#include "analysis/checks/checks.def"
#undef CHECK
};

struct Comparison {
  std::size_t check;
  SiblingRule rule;
};

const std::vector<Comparison>& comparisons() {
  static const std::vector<Comparison> found = [] {
    std::vector<Comparison> made;
    for (std::size_t i = 0; i < kChecks.size(); ++i)
      for (const Rule& rule : kChecks[i]->rule.all)
        if (const auto* siblings = std::get_if<SiblingRule>(&rule))
          made.push_back({i, *siblings});
    return made;
  }();
  return found;
}

class Collector final : public Marker {
public:
  Collector(std::size_t check, std::vector<CheckMark>& marks) : check_(check), marks_(marks) {}
  void mark(Mark mark) override {
    if (marks_.size() < kMaxMarks)
      marks_.push_back({check_, std::move(mark)});
  }

private:
  std::size_t check_;
  std::vector<CheckMark>& marks_;
};

class Comparer final : public Reporter {
public:
  Comparer(std::size_t check, bool isTest, std::vector<Finding>& findings)
      : check_(check), isTest_(isTest), findings_(findings) {}
  using Reporter::report;
  void report(ByteRange range, Report report) override {
    const Check& check = *kChecks[check_];
    const Severity severity = report.severity.value_or(check.severity);
    Finding finding;
    finding.check = allChecks()[check_].id;
    finding.severity = isTest_ ? std::max(severity, Severity::Information) : severity;
    finding.range = range;
    finding.message =
        report.message.empty() ? std::string(check.message) : std::move(report.message);
    finding.notes = std::move(report.notes);
    finding.whyNoFix = std::move(report.whyNoFix);
    const bool known = std::any_of(findings_.begin(), findings_.end(), [&](const Finding& other) {
      return other.check == finding.check && other.range == finding.range;
    });
    if (!known)
      findings_.push_back(std::move(finding));
  }

private:
  std::size_t check_;
  bool isTest_;
  std::vector<Finding>& findings_;
};

} // namespace

std::vector<CheckMark> observeSiblings(const FunctionContext& function,
                                       const std::vector<std::string>& disabled) {
  std::vector<CheckMark> marks;
  for (const Comparison& comparison : comparisons()) {
    const std::string_view id = allChecks()[comparison.check].id;
    if (std::find(disabled.begin(), disabled.end(), id) != disabled.end())
      continue;
    Collector collector(comparison.check, marks);
    comparison.rule.observe(function, collector);
  }
  return marks;
}

std::vector<Finding> compareSiblings(std::span<const CheckMark> marks, bool isTest) {
  std::vector<Finding> findings;
  if (marks.empty())
    return findings;
  for (const Comparison& comparison : comparisons()) {
    std::vector<Mark> own;
    for (const CheckMark& mark : marks)
      if (mark.check == comparison.check)
        own.push_back(mark.mark);
    if (own.empty())
      continue;
    Comparer comparer(comparison.check, isTest, findings);
    comparison.rule.compare(own, comparer);
  }
  return findings;
}

} // namespace pysecd
