#include "test/bench/typing_trace.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <random>
#include <utility>

namespace pysecd::bench {
namespace {

constexpr std::array<std::string_view, 6> statements = {
    "value = self.find(context, name)[0]",
    "LOG.debug(\"updated %s of %s\", port['id'], name)",
    "rows = [row for row in query.filter_by(name=name).all() if row]",
    "cursor.execute(\"SELECT id FROM ports WHERE name = '%s'\" % name)",
    "message = f\"port {port['id']} of {name!r} was not found\"",
    "return {'id': port['id'], 'tags': list(port.get('tags', []))}",
};
constexpr std::array<std::string_view, 4> words = {"context", "device_owner", "ports", "segment"};
constexpr std::string_view docstring = "Update the port, and tell the agents.";

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0; // without the line ending
  std::size_t indentation = 0;
};

class Typist {
public:
  Typist(std::string text, std::uint32_t seed) : text_(std::move(text)), random_(seed) {}

  std::vector<Edit> type(std::size_t count) {
    // How often each action comes; the rest of the time people type names and statements.
    static constexpr std::array actions = {
        &Typist::name,    &Typist::statement,  &Typist::name,       &Typist::statement,
        &Typist::pairs,   &Typist::statement,  &Typist::name,       &Typist::docstringBelowDef,
        &Typist::bracket, &Typist::deleteLine, &Typist::pasteBlock, &Typist::comment};
    for (std::size_t i = 0; edits_.size() < count; ++i) {
      zone_ = i % 3; // top, middle and bottom of the file in turn
      (this->*actions[below(actions.size())])();
    }
    return std::move(edits_);
  }

private:
  // Not std::uniform_int_distribution: its numbers differ between libraries.
  std::size_t below(std::size_t bound) { return random_() % bound; }

  void replace(std::size_t offset, std::size_t removed, std::string_view inserted) {
    edits_.push_back({offset, removed, std::string(inserted), action_});
    apply(edits_.back(), text_);
  }

  // Character by character; returns the offset behind them.
  std::size_t typeAt(std::size_t offset, std::string_view characters) {
    for (const char character : characters)
      replace(offset++, 0, std::string_view(&character, 1));
    return offset;
  }

  Line lineAt(std::size_t offset) const {
    const std::size_t before = offset == 0 ? std::string::npos : text_.rfind('\n', offset - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::size_t end = std::min(text_.find('\n', begin), text_.size());
    const std::size_t first = std::min(text_.find_first_not_of(' ', begin), end);
    return {begin, end, first - begin};
  }

  // A line of the current part of the file that `accepts`; nothing if there is none nearby.
  template <class Accepts> std::optional<Line> findLine(Accepts accepts) {
    const std::size_t part = text_.size() / 3;
    std::size_t at = zone_ * part + below(part);
    for (int tries = 0; tries < 400 && at < text_.size(); ++tries) {
      const Line line = lineAt(at);
      if (accepts(line))
        return line;
      at = line.end + 1;
    }
    return std::nullopt;
  }

  bool isWord(char character) const {
    return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
  }

  // The last of a function's lines at their depth that end a simple statement.
  bool endsStatement(const Line& line) const {
    if (line.indentation < 8 || line.end + 1 >= text_.size())
      return false;
    const char last = text_[line.end - 1];
    return (last == ')' || isWord(last)) && lineAt(line.end + 1).indentation == line.indentation;
  }
  std::optional<Line> statementLine() {
    return findLine([this](const Line& line) { return endsStatement(line); });
  }

  std::string newLine(std::size_t indentation) const {
    return "\n" + std::string(indentation, ' ');
  }

  // Adds to a name and takes it back, at times with the backspace key.
  void name() {
    action_ = "name";
    const auto line = findLine([this](const Line& candidate) {
      return candidate.indentation >= 8 && candidate.end > candidate.begin &&
             isWord(text_[candidate.begin + candidate.indentation]);
    });
    if (!line)
      return;
    std::size_t end = line->begin + line->indentation;
    while (isWord(text_[end]))
      ++end;
    const std::string_view word = words[below(words.size())];
    const std::size_t behind = typeAt(end, word);
    if (below(2) == 0) {
      replace(end, word.size(), "");
      return;
    }
    for (std::size_t at = behind; at > end; --at)
      replace(at - 1, 1, "");
  }

  void statement() {
    action_ = "statement";
    if (const auto line = statementLine()) {
      replace(line->end, 0, newLine(line->indentation));
      const std::size_t start = line->end + 1 + line->indentation;
      const std::size_t end = typeAt(start, statements[below(statements.size())]);
      replace(line->end, end - line->end, "");
    }
  }

  // As editors do that close brackets and quotes themselves: the second half is there at once, and
  // typing it only moves the cursor.
  void pairs() {
    action_ = "pairs";
    const auto line = statementLine();
    if (!line)
      return;
    replace(line->end, 0, newLine(line->indentation));
    const std::size_t start = line->end + 1 + line->indentation;
    std::size_t at = start;
    std::string ahead; // closing characters behind the cursor, the next one last
    for (const char character : statements[below(statements.size())]) {
      if (!ahead.empty() && ahead.back() == character) {
        ahead.pop_back();
      } else if (const auto open = std::string_view("([{\"'").find(character);
                 open != std::string_view::npos) {
        const char close = ")]}\"'"[open];
        replace(at, 0, std::string{character, close});
        ahead.push_back(close);
      } else {
        replace(at, 0, std::string_view(&character, 1));
      }
      ++at;
    }
    replace(line->end, at + ahead.size() - line->end, "");
  }

  void docstringBelowDef() {
    action_ = "docstring";
    const auto line = findLine([this](const Line& candidate) {
      return text_.compare(candidate.begin + candidate.indentation, 4, "def ") == 0 &&
             text_[candidate.end - 1] == ':';
    });
    if (!line)
      return;
    const std::string quotes = "\"\"\"";
    replace(line->end, 0, newLine(line->indentation + 4));
    std::size_t end = typeAt(line->end + line->indentation + 5, quotes);
    end = typeAt(end, docstring);
    end = typeAt(end, quotes);
    replace(line->end, end - line->end, "");
  }

  // Opens a bracket at the end of a statement, and only later closes it.
  void bracket() {
    action_ = "bracket";
    if (const auto line = statementLine()) {
      const std::size_t end = typeAt(line->end, "[name");
      replace(end, 0, "]");
      replace(line->end, end + 1 - line->end, "");
    }
  }

  void deleteLine() {
    action_ = "delete line";
    if (const auto line = statementLine()) {
      const std::string whole = text_.substr(line->begin, line->end + 1 - line->begin);
      replace(line->begin, whole.size(), "");
      replace(line->begin, 0, whole);
    }
  }

  void pasteBlock() {
    action_ = "paste";
    const auto line = statementLine();
    if (!line)
      return;
    std::size_t end = line->begin;
    for (int lines = 0; lines < 12 && end < text_.size(); ++lines)
      end = lineAt(end).end + 1;
    const std::string block = text_.substr(line->begin, end - line->begin);
    replace(line->begin, 0, block);
    replace(line->begin, block.size(), "");
  }

  void comment() {
    action_ = "comment";
    if (const auto line = statementLine()) {
      const std::size_t start = line->begin + line->indentation;
      typeAt(start, "# ");
      replace(start, 2, "");
    }
  }

  std::string text_;
  std::mt19937 random_;
  std::vector<Edit> edits_;
  std::string_view action_;
  std::size_t zone_ = 0;
};

} // namespace

void apply(const Edit& edit, std::string& text) {
  text.replace(edit.offset, edit.removed, edit.inserted);
}

std::vector<Edit> typingTrace(std::string text, std::size_t count, std::uint32_t seed) {
  return Typist(std::move(text), seed).type(count);
}

} // namespace pysecd::bench
