// The review against real files that were read by a person: lists/*.tsv hold what there is in them,
// a line each: consideration, function, the line's text (and which of its places in the function,
// if not the first). The files come from packages, unpacked outside the tree by unpack.sh; without
// a network the test says so and is not counted as passed by its messages alone.
#include "analysis/review/kinds.h"
#include "server/review/review_run.h"

#include "test/support/catch.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace fs = std::filesystem;
using namespace pysecd;
using namespace pysecd::review;

namespace {

struct Entry {
  std::string consideration;
  std::string function;
  std::string text;
  std::size_t nth = 1;
};

struct List {
  std::string file; // below the folder of unpacked packages
  std::vector<Entry> entries;
};

fs::path folder() { return fs::path(PYSECD_SOURCE_DIR) / "test/review"; }

List readList(const fs::path& path) {
  List list;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("# file: "))
      list.file = line.substr(8);
    if (line.empty() || line[0] == '#')
      continue;
    std::istringstream fields(line);
    Entry entry;
    std::getline(fields, entry.consideration, '\t');
    std::getline(fields, entry.function, '\t');
    std::getline(fields, entry.text, '\t');
    if (std::string nth; std::getline(fields, nth))
      entry.nth = std::stoul(nth);
    list.entries.push_back(std::move(entry));
  }
  return list;
}

std::string trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  const std::size_t end = line.find_last_not_of(" \t\r");
  return begin == std::string_view::npos ? "" : std::string(line.substr(begin, end - begin + 1));
}

// Which lines, 1-based, hold the text; the list tells them apart by their order in the function,
// and functions follow each other in it as in the file.
std::vector<std::uint32_t> linesOf(const Text& text, std::string_view wanted) {
  std::vector<std::uint32_t> lines;
  for (std::uint32_t i = 0; i < text.lines().lineCount(); ++i)
    if (trimmed(text.slice(text.lines().lineContent(i))) == wanted)
      lines.push_back(i + 1);
  return lines;
}

bool covers(const ReportItem& item, std::uint32_t line) {
  return item.line <= line && line <= item.endLine;
}

struct Score {
  std::size_t listed = 0, found = 0, items = 0, invented = 0;
};

// A place counts as found if an item of the consideration stands on one of the lines with its text.
Score score(const Report& report, const List& list, Consideration consideration,
            std::string& missed) {
  Score out;
  const Text& text = *report.files.at(0).text;
  const auto& items = report.of(consideration).items;
  std::set<std::uint32_t> known;
  std::map<std::string, std::vector<std::uint32_t>> places;
  for (const Entry& entry : list.entries) {
    if (entry.consideration != name(consideration))
      continue;
    auto [at, added] = places.try_emplace(entry.text);
    if (added)
      at->second = linesOf(text, entry.text);
    ++out.listed;
    const auto inFunction = [&](std::uint32_t line) {
      return std::any_of(items.begin(), items.end(), [&](const ReportItem& item) {
        return item.function == entry.function && covers(item, line);
      });
    };
    const bool found = std::any_of(at->second.begin(), at->second.end(), inFunction);
    out.found += found ? 1 : 0;
    if (!found)
      missed += "\n  " + entry.function + ": " + entry.text;
    known.insert(at->second.begin(), at->second.end());
  }
  for (const ReportItem& item : items) {
    if (item.item.kind == "log record")
      continue;
    ++out.items;
    if (std::none_of(known.begin(), known.end(),
                     [&](std::uint32_t line) { return covers(item, line); })) {
      ++out.invented;
      missed += "\n  not in the list: " + std::to_string(item.line) + " " +
                std::string(item.item.kind) + " " + item.item.api;
    }
  }
  return out;
}

fs::path unpacked() {
  const char* given = std::getenv("PYSECD_REVIEW_SOURCES");
  const fs::path target =
      given != nullptr ? fs::path(given) : fs::temp_directory_path() / "pysecd-review-sources";
  static const int status = std::system(
      ("bash '" + (folder() / "unpack.sh").string() + "' '" + target.string() + "'").c_str());
  CHECK(status == 0);
  return target;
}

Report reviewOf(const std::string& path) {
  server_review::ReviewInput input;
  input.paths = {path};
  input.models = builtinModels();
  input.settingsOf = [settings = std::make_shared<const Settings>()](const std::string&) {
    return settings;
  };
  input.threads = 2;
  return server_review::runReview(input).report;
}

} // namespace

TEST_CASE("a review of real files finds what a person finds in them", "[review]") {
  const fs::path sources = unpacked();
  for (const auto& listed : fs::directory_iterator(folder() / "lists")) {
    const List list = readList(listed.path());
    const fs::path file = sources / list.file;
    if (!fs::exists(file)) {
      WARN("skipped, the package could not be had: " << list.file);
      continue;
    }
    INFO(list.file);
    const Report report = reviewOf(file.string());
    CHECK(report.defects.empty());
    CHECK(
        verdictLine(report).starts_with("No explicit security defects were identified in 1 file"));
    for (std::size_t i = 0; i < kConsiderations; ++i) {
      const auto consideration = static_cast<Consideration>(i);
      std::string missed;
      const Score got = score(report, list, consideration, missed);
      if (got.listed == 0)
        continue; // this list does not speak of it
      const bool lenient =
          consideration == Consideration::Input || consideration == Consideration::Access;
      INFO(name(consideration) << ": " << got.found << " of " << got.listed << ", " << got.invented
                               << " of " << got.items << " invented" << missed);
      CHECK(got.found * 100 >= got.listed * (lenient ? 85 : 95));
      CHECK(got.invented * 100 <= got.items * 5);
    }
  }
}
