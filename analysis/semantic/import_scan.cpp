#include "analysis/semantic/import_scan.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr std::size_t kMaxImports = 4096;
constexpr std::string_view kImport = "import";
constexpr std::string_view kFrom = "from";
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool isNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Over one logical line: blanks, line continuations, and inside parentheses line ends and comments.
class Cursor {
public:
  Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  void skipBlanks(bool insideParentheses) {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      const bool lineEnd = c == '\n' || c == '\r';
      if (c == ' ' || c == '\t' || c == '\f' || (lineEnd && insideParentheses))
        ++at_;
      else if (c == '\\' && at_ + 1 < text_.size() &&
               (text_[at_ + 1] == '\n' || text_[at_ + 1] == '\r'))
        at_ += 2;
      else if (c == '\n' && at_ > 1 && text_[at_ - 1] == '\r' && text_[at_ - 2] == '\\')
        ++at_; // the second half of a continued \r\n
      else if (c == '#' && insideParentheses)
        at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
      else
        return;
    }
  }
  std::string_view name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && isNameByte(text_[at_]))
      ++at_;
    return text_.substr(begin, at_ - begin);
  }
  std::string dotted(bool insideParentheses) {
    std::string out(name());
    skipBlanks(insideParentheses);
    while (!out.empty() && take('.')) {
      skipBlanks(insideParentheses);
      out.append(1, '.').append(name());
      skipBlanks(insideParentheses);
    }
    return out;
  }
  std::size_t at() const { return at_; }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c)
      return false;
    ++at_;
    return true;
  }
  bool takeWord(std::string_view word) {
    if (text_.substr(at_, word.size()) != word ||
        (at_ + word.size() < text_.size() && isNameByte(text_[at_ + word.size()])))
      return false;
    at_ += word.size();
    return true;
  }

private:
  std::string_view text_;
  std::size_t at_;
};

// `as name`, then whether a further item follows.
bool another(Cursor& cursor, bool insideParentheses) {
  cursor.skipBlanks(insideParentheses);
  if (cursor.takeWord("as")) {
    cursor.skipBlanks(insideParentheses);
    cursor.name();
    cursor.skipBlanks(insideParentheses);
  }
  if (!cursor.take(','))
    return false;
  cursor.skipBlanks(insideParentheses);
  return true;
}

void readImport(Cursor cursor, std::vector<ScannedImport>& out) {
  do {
    cursor.skipBlanks(false);
    std::string module = cursor.dotted(false);
    if (module.empty())
      return;
    out.push_back({std::move(module), 0, {}});
  } while (out.size() < kMaxImports && another(cursor, false));
}

// Where the statement's `import` ends; npos if there is none.
std::size_t readFrom(Cursor cursor, std::vector<ScannedImport>& out) {
  unsigned dots = 0;
  cursor.skipBlanks(false);
  while (cursor.take('.')) {
    ++dots;
    cursor.skipBlanks(false);
  }
  // `from . import x`: the next word is the keyword.
  Cursor ahead = cursor;
  const std::string module =
      dots != 0 && ahead.takeWord(kImport) ? std::string() : cursor.dotted(false);
  cursor.skipBlanks(false);
  if (!cursor.takeWord(kImport) || (module.empty() && dots == 0))
    return std::string_view::npos;
  const std::size_t end = cursor.at();
  cursor.skipBlanks(false);
  const bool parentheses = cursor.take('(');
  out.push_back({module, dots, {}});
  do {
    cursor.skipBlanks(parentheses);
    const std::string_view name = cursor.name();
    if (name.empty())
      break;
    out.push_back({module, dots, std::string(name)});
  } while (out.size() < kMaxImports && another(cursor, parentheses));
  return end;
}

} // namespace

std::vector<ScannedImport> scanImports(std::string_view text) {
  if (text.starts_with(kByteOrderMark))
    text.remove_prefix(kByteOrderMark.size());
  std::vector<ScannedImport> out;
  const auto startsWord = [&](std::size_t at) { return at == 0 || !isNameByte(text[at - 1]); };
  const auto endsWord = [&](std::size_t at) { return at >= text.size() || !isNameByte(text[at]); };
  std::vector<std::size_t> taken; // ends of the `import`s that belong to a `from`
  for (std::size_t at = text.find(kFrom); at != std::string_view::npos && out.size() < kMaxImports;
       at = text.find(kFrom, at + 1))
    if (startsWord(at) && endsWord(at + kFrom.size()))
      if (const std::size_t end = readFrom(Cursor(text, at + kFrom.size()), out);
          end != std::string_view::npos)
        taken.push_back(end);
  std::sort(taken.begin(), taken.end());
  for (std::size_t at = text.find(kImport);
       at != std::string_view::npos && out.size() < kMaxImports; at = text.find(kImport, at + 1))
    if (const std::size_t end = at + kImport.size();
        startsWord(at) && endsWord(end) && !std::binary_search(taken.begin(), taken.end(), end))
      readImport(Cursor(text, end), out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

} // namespace pysecd
