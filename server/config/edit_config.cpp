#include "server/config/edit_config.h"

#include "analysis/support/toml_bounds.h"
#include "server/config/toml_positions.h"

#include <string>

namespace pysecd::config {
namespace {

using Edits = std::vector<TextEdit>;

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kHeader = "[tool.pysecd]";

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

class Editor {
public:
  Editor(std::string_view text, bool pyproject, std::string_view check)
      : text_(text), pyproject_(pyproject), positions_(text),
        quoted_('"' + std::string(check) + '"'), check_(check),
        end_(text.find("\r\n") != std::string_view::npos ? "\r\n" : "\n") {}

  std::optional<Edits> edits() const {
    const std::optional<toml::table> root = parsed(positions_.text());
    const toml::table* table = root ? ourTable(*root, pyproject_) : nullptr;
    if (table == nullptr || table->is_inline())
      return std::nullopt;
    if (const toml::node* ignore = table->get("ignore")) {
      const toml::array* list = ignore->as_array();
      return list != nullptr ? proved(appended(*list), *table) : std::nullopt;
    }
    for (const Edits& candidate : {newOption(*table), newTable(*table)})
      if (auto edits = proved(candidate, *table))
        return edits;
    return std::nullopt;
  }

private:
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
    ByteOffset behind = 0;
    for (const auto& [key, value] : table)
      if (!value.is_table() || value.as_table()->is_inline())
        behind = std::max(behind, positions_.rangeOf(value.source()).end);
    if (behind == 0 && pyproject_)
      behind = positions_.rangeOf(table.source()).end;
    const std::string option = "ignore = [" + quoted_ + "]";
    if (behind != 0) {
      const ByteOffset end = lineEnd(behind);
      return {{{end, end}, end_ + option}};
    }
    const auto begin = static_cast<ByteOffset>(text_.size() - positions_.text().size());
    return {{{begin, begin}, option + end_}};
  }

  // Where only tables below [tool.pysecd] are written out.
  Edits newTable(const toml::table& table) const {
    const ByteOffset at = lineStart(positions_.rangeOf(table.source()).begin);
    return {{{at, at}, std::string(kHeader) + end_ + "ignore = [" + quoted_ + "]" + end_ + end_}};
  }

  // Whether the edited text ignores the check, and says nothing else that is new.
  std::optional<Edits> proved(const Edits& edits, const toml::table& before) const {
    const std::optional<toml::table> root = parsed(applied(text_, edits));
    const toml::table* table = root ? ourTable(*root, pyproject_) : nullptr;
    const toml::array* list = table != nullptr ? (*table)["ignore"].as_array() : nullptr;
    if (list == nullptr || table->size() != before.size() + (before.contains("ignore") ? 0 : 1))
      return std::nullopt;
    const toml::array* was = before["ignore"].as_array();
    for (const toml::node& entry : *list)
      if (const auto* word = entry.as_string(); word != nullptr && word->get() == check_)
        if (list->size() == (was != nullptr ? was->size() : 0) + 1)
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
  return Editor(text, pyproject, check).edits();
}

} // namespace pysecd::config
