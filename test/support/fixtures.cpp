#include "test/support/fixtures.h"

#include "analysis/engine/file_state.h"
#include "server/advisories/snapshot_reader.h"
#include "test/support/memory_project.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace pysecd {

namespace {

namespace fs = std::filesystem;

fs::path absolute(const std::string& path) { return fs::path(PYSECD_SOURCE_DIR) / path; }

std::string lineText(const Text& text, std::uint32_t line) {
  return std::string(text.slice(text.lines().lineContent(line)));
}

std::uint32_t lineOf(const Text& text, ByteOffset offset) {
  return text.lines().position(offset, ColumnUnit::Utf8).line;
}

// `#` and carets alone; the group holds the carets.
const std::regex& caretLine() {
  static const std::regex pattern(R"(\s*#\s*(\^+)\s*)");
  return pattern;
}

const std::regex& markPattern() {
  static const std::regex pattern(
      R"(\s*#\s*(?:source\s*(?=$|#)|(expect|gap|false):([ a-z0-9,-]*)))");
  return pattern;
}

FixtureMark::Kind kindOf(const std::string& word) {
  if (word == "gap")
    return FixtureMark::Kind::Gap;
  return word == "false" ? FixtureMark::Kind::False : FixtureMark::Kind::Expect;
}

void readLine(Fixture& fixture, std::uint32_t line) {
  const std::string content = lineText(*fixture.text, line);
  const auto end = std::sregex_iterator();
  for (auto match = std::sregex_iterator(content.begin(), content.end(), markPattern());
       match != end; ++match) {
    if (!(*match)[1].matched) {
      fixture.sources.push_back(line);
      continue;
    }
    std::istringstream ids((*match)[2].str());
    for (std::string id; std::getline(ids, id, ',');) {
      id.erase(std::remove(id.begin(), id.end(), ' '), id.end());
      fixture.marks.push_back({kindOf((*match)[1]), id, line, std::nullopt});
      if (id.empty())
        fixture.problems.push_back(fixture.path + ":" + std::to_string(line + 1) +
                                   ": a mark without a check");
    }
  }
}

// Carets belong to the mark on the line above them.
void readCarets(Fixture& fixture, std::uint32_t line) {
  const std::string content = lineText(*fixture.text, line);
  std::smatch match;
  if (!std::regex_match(content, match, caretLine()))
    return;
  const bool marked = !fixture.marks.empty() && line > 0 && fixture.marks.back().line == line - 1;
  if (!marked) {
    fixture.problems.push_back(fixture.path + ":" + std::to_string(line + 1) +
                               ": carets below a line without a mark");
    return;
  }
  const ByteOffset begin = fixture.text->lines().lineContent(line - 1).begin +
                           static_cast<ByteOffset>(match.position(1));
  fixture.marks.back().caret = ByteRange{begin, begin + static_cast<ByteOffset>(match.length(1))};
}

// The name in `#-- app/db.py`; empty in other lines.
std::string fileNamed(const std::string& line) {
  static const std::regex pattern(R"(#-- (\S+\.(?:py|html|txt|toml|lock)|(?:\S*/)?Pipfile)\s*)");
  std::smatch match;
  return std::regex_match(line, match, pattern) ? match[1].str() : std::string();
}

std::vector<Fixture> split(const std::string& path, const std::string& bytes) {
  std::vector<std::pair<std::string, std::string>> parts; // file, text
  std::istringstream in(bytes);
  std::size_t lines = 0;
  for (std::string line; std::getline(in, line); ++lines) {
    if (std::string file = fileNamed(line); !file.empty())
      parts.emplace_back(std::move(file), std::string(lines + 1, '\n'));
    else if (!parts.empty())
      parts.back().second += line + '\n';
  }
  if (parts.empty())
    parts.emplace_back("", bytes);
  std::vector<Fixture> files;
  for (auto& [file, text] : parts) {
    files.emplace_back().path = path;
    files.back().file = std::move(file);
    files.back().text = makeText(std::move(text));
  }
  return files;
}

// The part of a range on its first line: what carets can show.
ByteRange firstLine(const Text& text, ByteRange range) {
  const ByteRange line = text.lines().lineContent(lineOf(text, range.begin));
  return {range.begin, std::min(range.end, std::max(line.end, range.begin))};
}

std::string wrongMark(const Fixture& fixture, const FixtureMark& mark, const std::string& what) {
  const ByteRange line = fixture.text->lines().lineContent(mark.line);
  return showAt(fixture.path, *fixture.text, mark.caret.value_or(ByteRange{line.begin, line.begin}),
                what);
}

std::optional<std::string> judge(const Fixture& fixture, const Finding& finding,
                                 const FixtureMark* mark) {
  const std::string check(finding.check);
  const ByteRange range = firstLine(*fixture.text, finding.range);
  if (!mark)
    return showAt(fixture.path, *fixture.text, range,
                  "found " + check + " on a line without a mark: " + finding.message);
  if (mark->kind == FixtureMark::Kind::Gap)
    return showAt(fixture.path, *fixture.text, range,
                  "the gap is closed, make it `expect: " + check + "`");
  if (mark->caret && *mark->caret != range)
    return showAt(fixture.path, *fixture.text, range, "found " + check + " here") + "\n" +
           wrongMark(fixture, *mark, "expected it here");
  return std::nullopt;
}

std::vector<std::string> compareFindings(const Fixture& fixture,
                                         const std::vector<Finding>& findings) {
  std::vector<std::string> problems = fixture.problems;
  std::vector<bool> met(fixture.marks.size(), false);
  for (const Finding& finding : findings) {
    const FixtureMark* mark = nullptr;
    for (std::size_t i = 0; i < fixture.marks.size() && !mark; ++i) {
      const FixtureMark& candidate = fixture.marks[i];
      if (met[i] || candidate.check != finding.check ||
          candidate.line != lineOf(*fixture.text, finding.range.begin))
        continue;
      met[i] = true;
      mark = &candidate;
    }
    if (std::optional<std::string> problem = judge(fixture, finding, mark))
      problems.push_back(std::move(*problem));
  }
  for (std::size_t i = 0; i < fixture.marks.size(); ++i) {
    const FixtureMark& mark = fixture.marks[i];
    if (met[i] || mark.kind == FixtureMark::Kind::Gap)
      continue;
    problems.push_back(
        wrongMark(fixture, mark,
                  mark.kind == FixtureMark::Kind::Expect
                      ? "expected " + mark.check + ", found nothing"
                      : "no longer found, remove the mark `false: " + mark.check + "`"));
  }
  return problems;
}

} // namespace

std::vector<std::string> fixturePaths(const std::string& folder) {
  std::vector<std::string> paths;
  if (fs::is_directory(absolute(folder)))
    for (const auto& entry : fs::recursive_directory_iterator(absolute(folder))) {
      const std::string path = entry.path().lexically_relative(PYSECD_SOURCE_DIR).generic_string();
      const bool sample = path.ends_with(".py") || path.ends_with(".html") ||
                          (path.ends_with(".txt") && !path.ends_with("EXPECTED.txt"));
      if (sample && !path.ends_with(".fixed.py") && !path.ends_with(".fixed.html"))
        paths.push_back(path);
    }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::optional<std::string> readRepositoryFile(const std::string& path) {
  std::ifstream in(absolute(path), std::ios::binary);
  if (!in)
    return std::nullopt;
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

void writeRepositoryFile(const std::string& path, const std::string& bytes) {
  std::ofstream(absolute(path), std::ios::binary) << bytes;
}

std::vector<Fixture> readFixture(const std::string& path) {
  const std::optional<std::string> bytes = readRepositoryFile(path);
  std::vector<Fixture> files = split(path, bytes.value_or(""));
  if (!bytes)
    files.front().problems.push_back(path + ": cannot be read");
  for (Fixture& fixture : files)
    for (std::uint32_t line = 0; line < fixture.text->lines().lineCount(); ++line) {
      readLine(fixture, line);
      readCarets(fixture, line);
    }
  return files;
}

std::string withoutMarks(const Text& text) {
  std::string plain;
  const std::uint32_t count = text.lines().lineCount();
  for (std::uint32_t line = 0; line < count; ++line) {
    std::string content = lineText(text, line);
    if (std::regex_match(content, caretLine()))
      continue;
    if (std::smatch match; std::regex_search(content, match, markPattern()))
      content.erase(static_cast<std::size_t>(match.position(0)));
    plain += content;
    if (line + 1 < count)
      plain += '\n';
  }
  return plain;
}

Analysis analyseText(TextPtr text, const std::string& path) {
  Snapshot snapshot;
  snapshot.text = std::move(text);
  snapshot.path = path;
  snapshot.models = builtinModels();
  snapshot.settings = std::make_shared<const Settings>();
  return analyseOnce(snapshot);
}

std::vector<Analysis> analyseFixture(const std::vector<Fixture>& files) {
  if (files.front().file.empty())
    return {analyseText(files.front().text, files.front().path)};
  static const auto advisories =
      advisories::loadSnapshot((absolute("test/projects/advisories")).string()).set;
  test::MemoryProject project;
  project.advisories = advisories;
  for (const Fixture& fixture : files)
    project.files[fixture.file] = fixture.text->bytes();
  test::ProjectResult result = project.analyse();
  std::vector<Analysis> analyses;
  for (const Fixture& fixture : files)
    analyses.push_back(std::move(result.analyses.at(fixture.file)));
  return analyses;
}

std::vector<std::string> compare(const std::vector<Fixture>& files,
                                 const std::vector<Analysis>& analyses) {
  std::vector<std::string> problems;
  const auto add = [&](std::vector<std::string> more) {
    problems.insert(problems.end(), more.begin(), more.end());
  };
  std::set<std::pair<std::string, std::uint32_t>> noted; // file, line
  for (std::size_t i = 0; i < files.size(); ++i) {
    add(compareFindings(files[i], analyses[i].findings));
    for (const Finding& finding : analyses[i].findings)
      for (const Note& note : finding.notes)
        if (note.place)
          noted.emplace(note.path, note.place->begin[0].line);
        else
          noted.emplace(files[i].file, lineOf(*files[i].text, note.range.begin));
  }
  for (const Fixture& fixture : files)
    for (const std::uint32_t line : fixture.sources) {
      const ByteRange range = fixture.text->lines().lineContent(line);
      if (!noted.contains({fixture.file, line}))
        problems.push_back(showAt(fixture.path, *fixture.text, {range.begin, range.begin},
                                  "no finding names this source in its notes"));
    }
  return problems;
}

std::string showAt(const std::string& path, const Text& text, ByteRange range,
                   const std::string& what) {
  const std::uint32_t line = lineOf(text, range.begin);
  const std::uint32_t indent = range.begin - text.lines().lineContent(line).begin;
  std::ostringstream out;
  out << path << ":" << line + 1 << ": " << what << "\n    " << lineText(text, line);
  if (!range.empty())
    out << "\n    " << std::string(indent, ' ') << std::string(range.size(), '^');
  return out.str();
}

} // namespace pysecd
