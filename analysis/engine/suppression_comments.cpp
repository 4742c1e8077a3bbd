#include "analysis/engine/suppression_comments.h"

#include "analysis/support/ascii.h"

#include <algorithm>
#include <array>
#include <string>

namespace pysecd {

namespace {

constexpr std::string_view kInLine = " \t\f";

bool isWordByte(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// Reads a mark from left to right.
class Reader {
public:
  Reader(std::string_view text, ByteOffset begin) : text_(text), begin_(begin) {}

  void skipBlanks() { at_ = std::min(text_.find_first_not_of(kInLine, at_), text_.size()); }
  bool atEnd() const { return at_ == text_.size(); }
  std::size_t at() const { return at_; }
  char peek() const { return atEnd() ? '\0' : text_[at_]; }

  // The word itself, not the beginning of a longer one; capitals do not matter.
  bool take(std::string_view word) {
    const std::string_view here = text_.substr(at_, word.size());
    const bool same = std::equal(here.begin(), here.end(), word.begin(), word.end(),
                                 [](char a, char b) { return lower(a) == lower(b); });
    const std::size_t end = at_ + word.size();
    if (!same || (isWordByte(word.back()) && end < text_.size() && isWordByte(text_[end])))
      return false;
    at_ = end;
    return true;
  }

  // Up to one of `stops`, without blanks around it.
  SuppressionMark::Id takeUntil(std::string_view stops) {
    skipBlanks();
    const std::size_t from = at_;
    at_ = std::min(text_.find_first_of(stops, at_), text_.size());
    std::string_view word = text_.substr(from, at_ - from);
    word = word.substr(0, word.find_last_not_of(kInLine) + 1);
    return {word, rangeOf(from, from + word.size())};
  }

  void skip() { at_ += atEnd() ? 0 : 1; }
  std::string_view rest() const { return text_.substr(at_); }
  ByteRange rangeOf(std::size_t from, std::size_t to) const {
    return {begin_ + static_cast<ByteOffset>(from), begin_ + static_cast<ByteOffset>(to)};
  }

private:
  std::string_view text_;
  ByteOffset begin_;
  std::size_t at_ = 0;
};

bool readOwn(Reader& reader, SuppressionMark& mark) {
  if (!reader.take("pysecd") || !reader.take(":"))
    return false;
  reader.skipBlanks();
  mark.wholeFile = reader.take("ignore-file");
  if (!mark.wholeFile && (reader.rest().starts_with("ignore-") || !reader.take("ignore")))
    return false;
  reader.skipBlanks();
  if (reader.peek() == '[') {
    reader.skip();
    const std::size_t open = reader.at();
    while (!reader.atEnd() && reader.peek() != ']') {
      if (SuppressionMark::Id id = reader.takeUntil(",]"); !id.text.empty())
        mark.ids.push_back(id);
      if (reader.peek() == ',')
        reader.skip();
    }
    mark.brackets = reader.rangeOf(open, reader.at());
    reader.skip();
  }
  reader.skipBlanks();
  mark.reason = reader.rest();
  return true;
}

// "B608", "S608": a letter and digits.
bool isCode(std::string_view word) {
  const std::size_t digits = word.find_first_of("0123456789");
  return digits != std::string_view::npos && digits > 0 && digits <= 4 &&
         std::all_of(word.begin() + static_cast<std::ptrdiff_t>(digits), word.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

// Words separated by commas or blanks, in brackets or not, as long as they look like ids.
void readCodes(Reader& reader, SuppressionMark& mark) {
  reader.skipBlanks();
  while (reader.peek() == ':' || reader.peek() == '[')
    reader.skip(), reader.skipBlanks();
  while (!reader.atEnd()) {
    const SuppressionMark::Id id = reader.takeUntil(", \t]");
    const bool name = id.text.find('_') != std::string_view::npos; // assert_used
    if (!isCode(id.text) && !name)
      return;
    mark.ids.push_back(id);
    while (reader.peek() == ',' || reader.peek() == ' ' || reader.peek() == ']')
      reader.skip();
  }
}

bool readForeign(Reader& reader, SuppressionMark& mark) {
  mark.foreign = true;
  const bool file = reader.take("ruff:") || reader.take("flake8:");
  reader.skipBlanks();
  if (reader.take("noqa") || (!file && reader.take("nosec"))) {
    readCodes(reader, mark);
    mark.everything = mark.ids.empty();
    mark.wholeFile = file;
    return true;
  }
  // Their rules have no equal here.
  mark.everything =
      !file && (reader.take("nosemgrep") || reader.take("nosem") || reader.take("NOSONAR"));
  return mark.everything;
}

} // namespace

std::vector<SuppressionMark> readSuppressions(std::string_view text, ByteOffset begin) {
  std::vector<SuppressionMark> marks;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t next = std::min(text.find('#', at + 1), text.size());
    std::string_view part = text.substr(at, next - at);
    part = part.substr(0, part.find_last_not_of(" \t\f\r") + 1);
    Reader reader(part, begin + static_cast<ByteOffset>(at));
    reader.skip();
    reader.skipBlanks();
    SuppressionMark mark;
    mark.range = reader.rangeOf(0, part.size());
    Reader again = reader;
    SuppressionMark foreign = mark;
    if (readOwn(reader, mark))
      marks.push_back(std::move(mark));
    else if (readForeign(again, foreign))
      marks.push_back(std::move(foreign));
    at = next;
  }
  return marks;
}

bool mayHoldSuppressions(std::string_view text) {
  constexpr std::array<std::string_view, 4> kWords = {"pysecd:", "nosec", "noqa", "nosem"};
  constexpr std::array<std::string_view, 3> kCapitals = {"NOSONAR", "NOQA", "NOSEC"};
  // On every edit of every text: from one comment to the next.
  for (std::size_t at = text.find('#'); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view comment = text.substr(at, end - at);
    const auto has = [comment](std::string_view word) {
      return comment.find(word) != std::string_view::npos;
    };
    if (std::any_of(kWords.begin(), kWords.end(), has) ||
        std::any_of(kCapitals.begin(), kCapitals.end(), has))
      return true;
    at = text.find('#', end);
  }
  return false;
}

std::string suppressionOf(std::string_view check) {
  return "# pysecd: ignore[" + std::string(check) + "]";
}

TextEdit fileSuppression(std::string_view check, const Text& text) {
  const std::string_view bytes = text.bytes();
  std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const auto isHead = [](std::string_view line) {
    return line.starts_with("#!") ||
           (line.starts_with("#") && line.find("coding") != std::string_view::npos);
  };
  for (int line = 0; line < 2; ++line) {
    const std::size_t end = bytes.find('\n', at);
    if (end == std::string_view::npos || !isHead(bytes.substr(at, end - at)))
      break;
    at = end + 1;
  }
  const std::string_view newline = bytes.find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
  const auto offset = static_cast<ByteOffset>(at);
  return {{offset, offset},
          "# pysecd: ignore-file[" + std::string(check) + "]" + std::string(newline)};
}

} // namespace pysecd
