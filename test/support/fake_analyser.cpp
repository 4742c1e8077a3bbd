#include "test/support/fake_analyser.h"

#include "analysis/models/model_set.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace pysecd::test {
namespace {

ByteRange rangeOf(std::size_t begin, std::size_t size) {
  return {static_cast<ByteOffset>(begin), static_cast<ByteOffset>(begin + size)};
}

template <class Report>
void eachWord(std::string_view text, std::string_view word, Report&& report) {
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1))
    report(rangeOf(at, word.size()));
}

Finding bug(std::string_view text, ByteRange range) {
  Finding finding{.check = "test-bug",
                  .severity = Severity::Error,
                  .range = range,
                  .message = "a *bug* is here",
                  .fixes = {{"replace the bug", {{range, "fixed"}}, Safety::Safe, true},
                            {"remove the bug", {{range, ""}}, Safety::Unsafe, true}},
                  .fingerprint = 0xb0000 + range.begin};
  if (const auto source = text.rfind("SRC", range.begin); source != text.npos) {
    finding.notes.push_back({rangeOf(source, 3), "it comes from `SRC`", ""});
    finding.notes.push_back({range, "and ends here", ""});
  }
  return finding;
}

Finding risk(ByteRange range) {
  return {.check = "test-risk",
          .severity = Severity::Warning,
          .range = range,
          .message = "this is risky",
          .whyNoFix = "nobody knows how",
          .fingerprint = 0xa0000 + range.begin};
}

std::optional<Analysis> analyse(const Snapshot& snapshot) {
  if (snapshot.cancel.requested())
    return std::nullopt;
  const std::string_view text = snapshot.text->bytes();
  if (text.find("THROW") != text.npos)
    throw std::runtime_error("the analyser threw");
  Analysis analysis{.text = snapshot.text, .version = snapshot.version};
  if (text.find("TOOLARGE") != text.npos) {
    analysis.skipped = Skipped::TooLarge;
    return analysis;
  }
  if (text.find("TOOSLOW") != text.npos)
    analysis.skipped = Skipped::DeadlineExceeded;
  eachWord(text, "BUG", [&](ByteRange range) { analysis.findings.push_back(bug(text, range)); });
  eachWord(text, "RISK", [&](ByteRange range) {
    analysis.findings.push_back(risk(range));
    const std::size_t end = std::min(text.find('\n', range.end), text.size());
    analysis.findings.back().suppressAt = static_cast<ByteOffset>(end);
  });
  if (snapshot.models && snapshot.models->find("fake.known") != kNoModel)
    eachWord(text, "KNOWN", [&](ByteRange range) { analysis.findings.push_back(risk(range)); });
  std::sort(analysis.findings.begin(), analysis.findings.end(),
            [](const Finding& a, const Finding& b) { return a.range < b.range; });
  return analysis;
}

} // namespace

MakeAnalyser fakeAnalyser() {
  return [] { return analyse; };
}

} // namespace pysecd::test
