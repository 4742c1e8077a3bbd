#include "analysis/checks/siblings.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr std::size_t kMaxMarks = 2'000; // of one function

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
    Finding finding =
        findingOf(check_, isTest_, range, report.severity.value_or(checkAt(check_).severity),
                  std::move(report.message));
    finding.cwe = report.cwe;
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
                                       const EnabledChecks& enabled) {
  std::vector<CheckMark> marks;
  for (const auto& [check, rule] : rulesOf<SiblingRule>()) {
    if (!enabled.has(check))
      continue;
    Collector collector(check, marks);
    rule.observe(function, collector);
  }
  return marks;
}

std::vector<Finding> compareSiblings(std::span<const CheckMark> marks, bool isTest) {
  std::vector<Finding> findings;
  if (marks.empty())
    return findings;
  for (const auto& [check, rule] : rulesOf<SiblingRule>()) {
    std::vector<Mark> own;
    for (const CheckMark& mark : marks)
      if (mark.check == check)
        own.push_back(mark.mark);
    if (own.empty())
      continue;
    Comparer comparer(check, isTest, findings);
    rule.compare(own, comparer);
  }
  return findings;
}

} // namespace pysecd
