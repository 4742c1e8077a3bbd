#include "analysis/semantic/import_scan.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr std::size_t kMaxImports = 4096;
constexpr std::string_view kImport = "import";
constexpr std::string_view kFrom = "from";

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
        at_ = std::min(text_.find('\n', at_), text_.size());
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

void readFrom(Cursor cursor, std::vector<ScannedImport>& out) {
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
    return;
  cursor.skipBlanks(false);
  const bool parentheses = cursor.take('(');
  out.push_back({module, dots, {}});
  do {
    cursor.skipBlanks(parentheses);
    const std::string_view name = cursor.name();
    if (name.empty())
      return;
    out.push_back({module, dots, std::string(name)});
  } while (out.size() < kMaxImports && another(cursor, parentheses));
}

} // namespace

std::vector<ScannedImport> scanImports(std::string_view text) {
  std::vector<ScannedImport> out;
  const auto startsWord = [&](std::size_t at) { return at == 0 || !isNameByte(text[at - 1]); };
  const auto endsWord = [&](std::size_t at) { return at >= text.size() || !isNameByte(text[at]); };
  for (std::size_t at = text.find(kImport);
       at != std::string_view::npos && out.size() < kMaxImports; at = text.find(kImport, at + 1))
    if (startsWord(at) && endsWord(at + kImport.size()))
      readImport(Cursor(text, at + kImport.size()), out);
  for (std::size_t at = text.find(kFrom); at != std::string_view::npos && out.size() < kMaxImports;
       at = text.find(kFrom, at + 1))
    if (startsWord(at) && at + kFrom.size() < text.size() && (endsWord(at + kFrom.size())))
      readFrom(Cursor(text, at + kFrom.size()), out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

} // namespace pysecd
