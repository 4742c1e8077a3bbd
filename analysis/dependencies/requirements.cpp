// Requirements files as pip reads them: a requirement or an option a line, `\` at a line's end
// joins lines, ` #` begins a comment.
#include "analysis/dependencies/advisories.h"
#include "analysis/dependencies/declared.h"

#include <algorithm>

namespace pysecd::dependencies {

namespace {

constexpr std::string_view kBlanks = " \t\f\r";

// A logical line. Joined lines keep their bytes, the `\` and the line's end as blanks, so that
// offsets stay those of the file.
struct Line {
  std::string text;
  ByteOffset begin = 0;
};

class Lines {
public:
  explicit Lines(std::string_view text) : text_(text) {}

  std::optional<Line> next() {
    if (at_ >= text_.size())
      return std::nullopt;
    Line line{.text = {}, .begin = static_cast<ByteOffset>(at_)};
    for (bool more = true; more && at_ < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      std::string_view part = text_.substr(at_, end - at_);
      at_ = std::min(end + 1, text_.size());
      const bool carriage = part.ends_with('\r');
      if (carriage)
        part.remove_suffix(1);
      std::size_t comment = commentOf(part);
      more = comment == std::string_view::npos && part.ends_with('\\');
      if (more)
        comment = part.size() - 1;
      line.text += part.substr(0, comment);
      const std::size_t whole = at_ - line.begin;
      if (more)
        line.text.resize(whole, ' ');
    }
    return line;
  }

private:
  static std::size_t commentOf(std::string_view part) {
    for (std::size_t i = part.find('#'); i != std::string_view::npos; i = part.find('#', i + 1))
      if (i == 0 || part[i - 1] == ' ' || part[i - 1] == '\t')
        return i;
    return std::string_view::npos;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool isPath(std::string_view text) {
  return text.starts_with('.') || text.starts_with('/') || text.starts_with("file:") ||
         text.starts_with("~/");
}

bool isAddress(std::string_view text) {
  const std::size_t colon = text.find("://");
  return colon != std::string_view::npos && text.find_first_of(" \t@=<>![") > colon;
}

class Reader {
public:
  explicit Reader(std::string_view text) : lines_(text) {}

  Declared read() {
    declared_.kind = FileKind::Requirements;
    while (auto line = lines_.next()) {
      const std::size_t begin = line->text.find_first_not_of(kBlanks);
      if (begin == std::string::npos || declared_.dependencies.size() == kMaxDependencies)
        continue;
      const std::size_t end = line->text.find_last_not_of(kBlanks) + 1;
      const std::string_view words = std::string_view(line->text).substr(begin, end - begin);
      take(words, line->begin + static_cast<ByteOffset>(begin));
    }
    return std::move(declared_);
  }

private:
  void take(std::string_view words, ByteOffset at) {
    if (!words.starts_with('-'))
      return requirement(words, at);
    const std::size_t nameEnd = std::min(words.find_first_of(" \t="), words.size());
    const std::string_view name = words.substr(0, nameEnd);
    const std::size_t valueBegin = words.find_first_not_of(" \t=", nameEnd);
    const std::string_view value =
        valueBegin == std::string_view::npos ? std::string_view() : words.substr(valueBegin);
    const ByteRange range{at, at + static_cast<ByteOffset>(words.size())};
    const auto from = [&](Origin::Kind kind) {
      declared_.origins.push_back({kind, range, std::string(value)});
    };
    if (name == "-e" || name == "--editable")
      return address(value, range);
    if (name == "-c" || name == "--constraint")
      declared_.constrained = true;
    else if (name == "--require-hashes")
      declared_.hashesRequired = true;
    else if (name == "--extra-index-url")
      from(Origin::Kind::ExtraIndex);
    else if (name == "-i" || name == "--index-url" || name == "--pypi-url")
      from(Origin::Kind::Index);
    else if (name == "-f" || name == "--find-links")
      from(Origin::Kind::Links);
    else if (name == "--trusted-host")
      from(Origin::Kind::TrustedHost);
  }

  void requirement(std::string_view words, ByteOffset at) {
    // Options of one requirement stand behind it.
    const std::size_t options = std::min(words.find(" --"), words.size());
    const bool hashed = words.substr(options).find("--hash") != std::string_view::npos;
    const std::size_t end = words.find_last_not_of(kBlanks, options == 0 ? 0 : options - 1) + 1;
    const std::string_view what = words.substr(0, end);
    const ByteRange range{at, at + static_cast<ByteOffset>(what.size())};
    if (isPath(what) || (isAddress(what) && what.find(" @ ") == std::string_view::npos))
      return address(what, range, hashed);
    auto made = parseRequirement(what, at);
    if (!made) {
      if (declared_.error.empty()) {
        declared_.error = "not a requirement that pip would understand";
        declared_.errorRange = range;
      }
      return;
    }
    made->hashed = hashed || made->url.find("#sha256=") != std::string::npos;
    declared_.dependencies.push_back(*std::move(made));
  }

  // Something that is not looked up in an index. What lies on the disk is the project's own.
  void address(std::string_view what, ByteRange range, bool hashed = false) {
    if (what.empty() || isPath(what) || !isAddress(what))
      return;
    Dependency made;
    const std::size_t egg = what.find("#egg=");
    if (egg != std::string_view::npos)
      made.name = normalizedName(what.substr(egg + 5, what.find_first_of("[&", egg + 5) - egg - 5));
    made.range = range;
    made.url = what.substr(0, what.find_first_of(" \t"));
    made.hashed = hashed || what.find("sha256=") != std::string_view::npos;
    declared_.dependencies.push_back(std::move(made));
  }

  Lines lines_;
  Declared declared_;
};

} // namespace

Declared readRequirements(std::string_view text) { return Reader(text).read(); }

} // namespace pysecd::dependencies
