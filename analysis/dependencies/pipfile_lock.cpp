// Pipfile.lock: JSON, of which only the packages and the places of their versions are wanted. A
// scanner of its own, because a place is what JSON libraries do not keep. Bounded depth.
#include "analysis/dependencies/advisories.h"
#include "analysis/dependencies/declared.h"

namespace pysecd::dependencies {

namespace {

constexpr int kMaxDepth = 64;

struct JsonText {
  ByteRange range; // between the quotes
  std::string_view text;
};

// Goes through a JSON text once. Each function leaves the position behind what it read; `ok` tells
// whether that was JSON so far.
class JsonScanner {
public:
  explicit JsonScanner(std::string_view text) : text_(text) {}

  bool ok() const { return ok_; }
  ByteOffset at() const { return static_cast<ByteOffset>(at_); }

  // Calls `member(key)` for each member of an object; it must read or skip the value. What is no
  // object is skipped.
  template <class Member> void object(const Member& member) {
    if (!begins('{'))
      return skip();
    ++at_;
    if (++depth_ > kMaxDepth)
      return fail();
    for (bool first = true; ok_ && !begins('}'); first = false) {
      if (!first && !take(','))
        return;
      const JsonText key = string();
      if (!ok_ || !take(':'))
        return;
      member(key);
    }
    --depth_;
    take('}');
  }

  // Escapes stay as they are: none of the names and versions wanted has one.
  JsonText string() {
    if (!take('"'))
      return {};
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != '"')
      at_ += text_[at_] == '\\' ? 2 : 1;
    if (at_ >= text_.size()) {
      fail();
      return {};
    }
    const ByteRange range{static_cast<ByteOffset>(begin), static_cast<ByteOffset>(at_)};
    ++at_;
    return {range, text_.substr(begin, range.size())};
  }

  bool beginsString() { return begins('"'); }

  void skip() {
    if (begins('{'))
      return object([this](const JsonText&) { skip(); });
    if (begins('"')) {
      string();
      return;
    }
    if (begins('[')) {
      ++at_;
      if (++depth_ > kMaxDepth)
        return fail();
      for (bool first = true; ok_ && !begins(']'); first = false) {
        if (!first && !take(','))
          return;
        skip();
      }
      --depth_;
      take(']');
      return;
    }
    const std::size_t begin = at_;
    at_ = std::min(text_.find_first_of(" \t\r\n,]}", at_), text_.size());
    if (at_ == begin)
      fail();
  }

private:
  bool begins(char c) {
    at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    if (at_ == text_.size())
      fail();
    return ok_ && text_[at_] == c;
  }
  bool take(char c) {
    if (!begins(c)) {
      fail();
      return false;
    }
    ++at_;
    return true;
  }
  void fail() { ok_ = false; }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool ok_ = true;
};

void readPackage(JsonScanner& scanner, const JsonText& name, Declared& declared) {
  Dependency made;
  made.name = normalizedName(name.text);
  made.range = name.range;
  scanner.object([&](const JsonText& key) {
    made.hashed |= key.text == "hashes";
    if (key.text != "version" || !scanner.beginsString())
      return scanner.skip();
    const JsonText version = scanner.string();
    if (auto specifiers = parseSpecifiers(version.text, version.range.begin)) {
      made.specifiers = *std::move(specifiers);
      made.range = version.range;
    }
  });
  if (scanner.ok() && exactOf(made.specifiers) != nullptr &&
      declared.dependencies.size() < kMaxDependencies)
    declared.dependencies.push_back(std::move(made));
}

} // namespace

Declared readPipfileLock(std::string_view text) {
  Declared declared;
  declared.kind = FileKind::Lock;
  JsonScanner scanner(text);
  scanner.object([&](const JsonText& section) {
    if (section.text != "default" && section.text != "develop")
      return scanner.skip();
    scanner.object([&](const JsonText& name) { readPackage(scanner, name, declared); });
  });
  if (!scanner.ok()) {
    declared.error = "not JSON from here on";
    declared.errorRange = {scanner.at(), scanner.at()};
  }
  return declared;
}

} // namespace pysecd::dependencies
