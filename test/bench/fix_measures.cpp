#include "test/bench/bare_parse.h"
#include "test/bench/measures.h"
#include "test/bench/statistics.h"

#include "analysis/engine/file_state.h"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace pysecd::bench {
namespace {

constexpr std::size_t kFewest = 50; // functions: with fewer the 99th percentile means nothing

// Where a statement can be written at the beginning of a function, and a parameter of it to use.
struct Place {
  std::size_t at = 0;
  std::string indentation;
  std::string parameter;
};

// Functions whose head is on one line and which take something beside self.
std::vector<Place> placesIn(const std::string& text) {
  std::vector<Place> places;
  for (std::size_t line = 0; line < text.size(); line = text.find('\n', line) + 1) {
    const std::size_t end = text.find('\n', line);
    if (end == std::string::npos)
      break;
    const std::string_view head(text.data() + line, end - line);
    const std::size_t blanks = std::min(head.find_first_not_of(' '), head.size());
    const std::size_t open = head.find('(');
    if (!head.substr(blanks).starts_with("def ") || !head.ends_with("):") ||
        open == std::string_view::npos)
      continue;
    std::string_view parameters = head.substr(open + 1);
    if (parameters.starts_with("self, "))
      parameters.remove_prefix(6);
    const std::string_view first = parameters.substr(0, parameters.find_first_of(",=:)"));
    if (!first.empty() && first != "self" && first != "cls" && first[0] != '*')
      places.push_back({end + 1, std::string(blanks + 4, ' '), std::string(first)});
  }
  return places;
}

// One state of the file, as an editor keeps it, with fixes or without.
class Editing {
public:
  Editing(const std::string& text, bool fixes) {
    Settings settings;
    settings.fixes = fixes;
    settings_ = std::make_shared<const Settings>(settings);
    analyse(text);
  }

  // Milliseconds of processor time.
  double analyse(const std::string& bytes) {
    const TextPtr text = makeText(bytes);
    Stopwatch stopwatch(CLOCK_THREAD_CPUTIME_ID);
    const auto analysis = state_.analyse({.text = text,
                                          .path = "file.py",
                                          .models = builtinModels(),
                                          .settings = settings_,
                                          .settled = true});
    const double spent = stopwatch.lap();
    fixes_ = 0;
    if (analysis)
      for (const Finding& finding : analysis->findings)
        fixes_ += finding.fixes.empty() ? 0 : 1;
    return spent;
  }

  std::size_t fixes() const { return fixes_; }

private:
  FileState state_;
  std::shared_ptr<const Settings> settings_;
  std::size_t fixes_ = 0;
};

} // namespace

void measureFixes(const Options& options, Report& report) {
  const std::string text = "import sqlite3\n" + readFile(options.file);
  Editing with(text, true);
  Editing without(text, false);
  const std::size_t before = with.fixes();
  std::vector<double> costs;
  for (const Place& place : placesIn(text)) {
    std::string planted = text;
    planted.insert(place.at, place.indentation +
                                 "sqlite3.connect('a').execute(f\"SELECT id FROM t "
                                 "WHERE a = '{" +
                                 place.parameter + "}'\")\n");
    const double plain = without.analyse(planted);
    const double whole = with.analyse(planted);
    if (with.fixes() > before)
      costs.push_back(std::max(0.0, whole - plain));
    with.analyse(text);
    without.analyse(text);
  }
  if (costs.size() < kFewest)
    throw std::runtime_error(fmt::format("only {} fixes could be made", costs.size()));
  report.push_back({"fix-p50", "a fix computed and proved, p50", median(costs), "ms"});
  report.push_back({"fix-p99", "a fix computed and proved, p99", percentile(costs, 99), "ms", 5});
  report.push_back({"fix-count", "  fixes", static_cast<double>(costs.size()), ""});
}

} // namespace pysecd::bench
