#include "server/config/edit_config.h"

#include "analysis/support/toml_bounds.h"
#include "server/config/toml_positions.h"

#include <algorithm>
#include <functional>
#include <string>

namespace pysecd::config {
namespace {

using Edits = std::vector<TextEdit>;

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kHeader = "[tool.pysecd]";
constexpr std::string_view kPerFile = "per-file-ignores";

std::optional<toml::table> parsed(std::string_view text) {
  if (hasEndlessKey(text))
    return std::nullopt;
  try {
    return toml::parse(text);
  } catch (const toml::parse_error&) {
    return std::nullopt;
  }
}

const toml::table* ourTable(const toml::table& root, bool pyproject) {
  const toml::node_view<const toml::node> view(root);
  return pyproject ? view["tool"]["pysecd"].as_table() : &root;
}

std::string applied(std::string_view text, const Edits& edits) {
  std::string result(text);
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
    result.replace(edit->range.begin, edit->range.size(), edit->newText);
  return result;
}

// The list that is to hold the check; null if it is not there.
using ListOf = std::function<const toml::array*(const toml::table& ours)>;

class Editor {
public:
  Editor(std::string_view text, bool pyproject, std::string_view check)
      : text_(text), pyproject_(pyproject), positions_(text),
        quoted_('"' + std::string(check) + '"'), check_(check),
        end_(text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n") {}

  // Into `ignore`.
  std::optional<Edits> forAll() const {
    const ListOf list = [](const toml::table& ours) { return ours["ignore"].as_array(); };
    return edits(list, [&](const toml::table& ours) {
      return ours.contains("ignore") ? std::vector<Edits>()
                                     : std::vector<Edits>{newOption(ours), newTable(ours)};
    });
  }

  // Into what `per-file-ignores` says of the glob.
  std::optional<Edits> forGlob(std::string_view glob) const {
    const ListOf list = [glob](const toml::table& ours) { return ours[kPerFile][glob].as_array(); };
    const std::string entry = '"' + std::string(glob) + "\" = [" + quoted_ + "]";
    return edits(list, [&](const toml::table& ours) -> std::vector<Edits> {
      const toml::node* perFile = ours.get(kPerFile);
      if (perFile == nullptr)
        return {newPerFileTable(entry)};
      const toml::table* table = perFile->as_table();
      if (table == nullptr || table->contains(glob))
        return {};
      return {table->is_inline() ? newInline(*table, entry) : newLine(*table, entry)};
    });
  }

private:
  // Appends to the list, or takes the first of the ways to make one that comes out right.
  template <typename Make>
  std::optional<Edits> edits(const ListOf& listOf, const Make& make) const {
    const std::optional<toml::table> root = parsed(positions_.text());
    const toml::table* ours = root ? ourTable(*root, pyproject_) : nullptr;
    if (ours == nullptr || ours->is_inline())
      return std::nullopt;
    if (const toml::array* list = listOf(*ours))
      return proved(appended(*list), *ours, listOf);
    for (const Edits& candidate : make(*ours))
      if (auto edits = proved(candidate, *ours, listOf))
        return edits;
    return std::nullopt;
  }

  ByteOffset lineEnd(ByteOffset at) const {
    ByteOffset end = static_cast<ByteOffset>(std::min(text_.find('\n', at), text_.size()));
    return end > at && end < text_.size() && text_[end - 1] == '\r' ? end - 1 : end;
  }

  ByteOffset lineStart(ByteOffset at) const {
    const std::size_t before = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
    return before == std::string_view::npos ? 0 : static_cast<ByteOffset>(before + 1);
  }

  Edits appended(const toml::array& list) const {
    const ByteRange all = positions_.rangeOf(list.source());
    if (list.empty())
      return {{{all.begin + 1, all.begin + 1}, quoted_}};
    const ByteRange last = positions_.rangeOf(list.back().source());
    const ByteOffset start = lineStart(last.begin);
    const std::string_view indent = text_.substr(start, last.begin - start);
    const ByteOffset end = lineEnd(last.end);
    const bool ownLine =
        indent.find_first_not_of(kBlanks) == std::string_view::npos && end < all.end;
    if (!ownLine)
      return {{{last.end, last.end}, ", " + quoted_}};
    // A comment behind the last entry stays with it.
    const std::size_t next = text_.find_first_not_of(kBlanks, last.end);
    const bool comma = next < text_.size() && text_[next] == ',';
    const std::string line = end_ + std::string(indent) + quoted_;
    if (comma)
      return {{{end, end}, line + ","}};
    if (end == last.end)
      return {{{end, end}, "," + line}};
    return {{{last.end, last.end}, ","}, {{end, end}, line}};
  }

  // Behind the last plain option of the table, or at its begin.
  Edits newOption(const toml::table& table) const {
    const std::string option = "ignore = [" + quoted_ + "]";
    if (pyproject_ || lastOption(table) != 0)
      return newLine(table, option);
    const auto begin = static_cast<ByteOffset>(text_.size() - positions_.text().size());
    return {{{begin, begin}, option + end_}};
  }

  // Where the last plain option of the table ends; 0 if it has none.
  ByteOffset lastOption(const toml::table& table) const {
    ByteOffset last = 0;
    for (const auto& [key, value] : table)
      if (!value.is_table() || value.as_table()->is_inline())
        last = std::max(last, positions_.rangeOf(value.source()).end);
    return last;
  }

  // Behind the last option of a table that has a header, or behind that.
  Edits newLine(const toml::table& table, const std::string& line) const {
    const ByteOffset last = lastOption(table);
    const ByteOffset end = lineEnd(last != 0 ? last : positions_.rangeOf(table.source()).end);
    return {{{end, end}, end_ + line}};
  }

  Edits newInline(const toml::table& table, const std::string& entry) const {
    if (const ByteOffset last = lastOption(table); last != 0)
      return {{{last, last}, ", " + entry}};
    const ByteOffset begin = positions_.rangeOf(table.source()).begin + 1;
    return {{{begin, begin}, " " + entry + " "}};
  }

  // At the end of the file: nothing that is there moves into it.
  Edits newPerFileTable(const std::string& entry) const {
    const auto at = static_cast<ByteOffset>(text_.size());
    std::string lines = "[" + std::string(pyproject_ ? "tool.pysecd." : "") +
                        std::string(kPerFile) + "]" + end_ + entry + end_;
    if (!positions_.text().empty())
      lines.insert(0, text_.ends_with('\n') ? end_ : end_ + end_);
    return {{{at, at}, std::move(lines)}};
  }

  // Where only tables below [tool.pysecd] are written out.
  Edits newTable(const toml::table& table) const {
    const ByteOffset at = lineStart(positions_.rangeOf(table.source()).begin);
    return {{{at, at}, std::string(kHeader) + end_ + "ignore = [" + quoted_ + "]" + end_ + end_}};
  }

  // Whether in the edited text the list holds the check, and one entry more than before.
  std::optional<Edits> proved(const Edits& edits, const toml::table& before,
                              const ListOf& listOf) const {
    const std::optional<toml::table> root = parsed(applied(text_, edits));
    const toml::table* ours = root ? ourTable(*root, pyproject_) : nullptr;
    const toml::array* list = ours != nullptr ? listOf(*ours) : nullptr;
    const toml::array* was = listOf(before);
    if (list == nullptr || list->size() != (was != nullptr ? was->size() : 0) + 1 ||
        ours->size() > before.size() + 1)
      return std::nullopt;
    for (const toml::node& entry : *list)
      if (const auto* word = entry.as_string(); word != nullptr && word->get() == check_)
        return edits;
    return std::nullopt;
  }

  std::string_view text_;
  bool pyproject_;
  Positions positions_;
  std::string quoted_;
  std::string_view check_;
  std::string end_;
};

} // namespace

std::optional<std::vector<TextEdit>> ignoreCheck(std::string_view text, bool pyproject,
                                                 std::string_view check) {
  return Editor(text, pyproject, check).forAll();
}

std::optional<std::vector<TextEdit>> ignoreCheckBelow(std::string_view text, bool pyproject,
                                                      std::string_view directory,
                                                      std::string_view check) {
  const auto means = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f ||
           std::string_view("*?[]!#\\\"").find(c) != std::string_view::npos;
  };
  if (directory.empty() || std::any_of(directory.begin(), directory.end(), means))
    return std::nullopt;
  return Editor(text, pyproject, check).forGlob(std::string(directory) + "/**");
}

} // namespace pysecd::config
