// pyproject.toml, Pipfile, and the lock files that are TOML. The library bounds the nesting of
// values (256 levels); the size of the file bounds the rest.
#include "analysis/dependencies/advisories.h"
#include "analysis/dependencies/declared.h"
#include "analysis/support/toml_bounds.h"
#include "analysis/text/line_index.h"

#include <algorithm>
#include <toml++/toml.h>

namespace pysecd::dependencies {

namespace {

class Reader {
public:
  Reader(std::string_view text, FileKind kind) : text_(text), lines_(text) {
    declared_.kind = kind;
    if (hasEndlessKey(text)) {
      declared_.error = "a key has too many parts";
      return;
    }
    try {
      root_ = toml::parse(text);
    } catch (const toml::parse_error& error) {
      declared_.error = std::string(error.description());
      declared_.errorRange = rangeOf(error.source());
    }
  }

  Declared pyproject() {
    const toml::node_view<const toml::node> project = root()["project"];
    list(project["dependencies"].as_array());
    lists(project["optional-dependencies"].as_table());
    lists(root()["dependency-groups"].as_table());
    const toml::node_view<const toml::node> poetry = root()["tool"]["poetry"];
    named(poetry["dependencies"].as_table());
    named(poetry["dev-dependencies"].as_table());
    if (const toml::table* groups = poetry["group"].as_table())
      for (const auto& [name, group] : *groups)
        if (const toml::table* table = group.as_table())
          named((*table)["dependencies"].as_table());
    return std::move(declared_);
  }

  Declared pipfile() {
    named(root()["packages"].as_table());
    named(root()["dev-packages"].as_table());
    if (const toml::array* sources = root()["source"].as_array())
      for (const toml::node& source : *sources)
        if (const toml::table* table = source.as_table())
          if (const auto* url = (*table)["url"].as_string())
            declared_.origins.push_back({Origin::Kind::Index, rangeOf(url->source()), url->get()});
    return std::move(declared_);
  }

  Declared lock() {
    locked(root()["package"].as_array());
    locked(root()["packages"].as_array()); // pylock.toml
    return std::move(declared_);
  }

private:
  toml::node_view<const toml::node> root() const {
    return toml::node_view<const toml::node>(root_);
  }

  ByteOffset offsetOf(const toml::source_position& position) const {
    if (position.line == 0 || position.column == 0)
      return 0;
    return lines_.offset({position.line - 1, position.column - 1}, ColumnUnit::Utf32)
        .value_or(static_cast<ByteOffset>(text_.size()));
  }

  ByteRange rangeOf(const toml::source_region& region) const {
    const ByteOffset begin = offsetOf(region.begin);
    return {begin, std::max(begin, offsetOf(region.end))};
  }

  // Where the characters of a string stand, if they stand there as they are.
  std::optional<ByteRange> contentOf(const toml::value<std::string>& value) const {
    const ByteOffset begin = offsetOf(value.source().begin);
    for (const std::string_view quote : {"\"\"\"", "'''", "\"", "'"}) {
      const std::string_view rest = text_.substr(std::min<std::size_t>(begin, text_.size()));
      if (!rest.starts_with(quote))
        continue;
      if (!rest.substr(quote.size()).starts_with(value.get()))
        return std::nullopt;
      const auto from = begin + static_cast<ByteOffset>(quote.size());
      return ByteRange{from, from + static_cast<ByteOffset>(value.get().size())};
    }
    return std::nullopt;
  }

  void add(Dependency made) {
    if (declared_.dependencies.size() < kMaxDependencies)
      declared_.dependencies.push_back(std::move(made));
  }

  void list(const toml::array* entries) {
    if (entries == nullptr)
      return;
    for (const toml::node& entry : *entries) {
      const toml::value<std::string>* text = entry.as_string();
      if (text == nullptr)
        continue; // {include-group = "..."}
      const std::optional<ByteRange> content = contentOf(*text);
      auto made = parseRequirement(text->get(), content ? content->begin : 0);
      if (!made) {
        if (declared_.error.empty()) {
          declared_.error = "not a requirement in the form of PEP 508";
          declared_.errorRange = rangeOf(text->source());
        }
        continue;
      }
      if (!content) {
        made->range = rangeOf(text->source());
        made->rewritable = false;
      }
      made->hashed = made->url.find("#sha256=") != std::string::npos;
      add(*std::move(made));
    }
  }

  void lists(const toml::table* groups) {
    if (groups != nullptr)
      for (const auto& [name, entries] : *groups)
        list(entries.as_array());
  }

  // `name = "^1.2"`, `name = {version = "1.2", ...}`: Poetry's form, and in part Pipenv's.
  void named(const toml::table* entries) {
    if (entries == nullptr)
      return;
    for (const auto& [key, entry] : *entries) {
      if (key.str() == "python")
        continue;
      Dependency made;
      made.name = normalizedName(key.str());
      made.range = {offsetOf(key.source().begin), rangeOf(entry.source()).end};
      const toml::value<std::string>* version = entry.as_string();
      if (const toml::table* table = entry.as_table()) {
        version = (*table)["version"].as_string();
        if ((*table)["path"])
          continue; // the project's own
        address(*table, made);
        if (!table->is_inline())
          made.range = rangeOf(key.source());
      } else if (version == nullptr) {
        made.understood = false; // a list of alternatives
      }
      if (version != nullptr)
        versions(*version, made);
      add(std::move(made));
    }
  }

  static void address(const toml::table& table, Dependency& made) {
    if (const auto* git = table["git"].as_string()) {
      const std::string rev(table["rev"].value_or(table["ref"].value_or(std::string_view())));
      made.url = "git+" + git->get() + (rev.empty() ? "" : "@" + rev);
    }
    for (const char* name : {"url", "file"})
      if (const auto* url = table[name].as_string())
        made.url = url->get();
    made.hashed = table.contains("hashes") || table.contains("hash");
  }

  void versions(const toml::value<std::string>& value, Dependency& made) {
    const std::string& text = value.get();
    const std::optional<ByteRange> content = contentOf(value);
    const ByteOffset at = content ? content->begin : 0;
    if (text.empty() || text == "*")
      return;
    if (auto specifiers = parseSpecifiers(text, at)) {
      made.specifiers = *std::move(specifiers);
      made.rewritable = content.has_value();
    } else if (auto alone = parseSpecifier("==" + text, at)) {
      // Poetry's `1.2.3`. Its place was counted from the `==` that it has not.
      alone->text = content.value_or(ByteRange{});
      made.specifiers.push_back(*std::move(alone));
      made.rewritable = content.has_value();
    } else if (!near(text, made)) {
      made.understood = false;
    }
  }

  // `^1.2.3` lets everything change but the first number that is not 0, `~1.2.3` the last one.
  static bool near(std::string_view text, Dependency& made) {
    const bool caret = text.starts_with('^');
    if (!caret && !text.starts_with('~'))
      return false;
    const auto version = Version::parse(text.substr(1));
    if (!version)
      return false;
    const std::size_t kept = caret ? std::min(version->leadingZeros() + 1, version->numbers())
                                   : std::min<std::size_t>(version->numbers(), 2);
    made.specifiers.push_back({.op = Specifier::Operator::GreaterEqual, .version = *version});
    if (auto end = version->nextOfPrefix(kept))
      made.specifiers.push_back({.op = Specifier::Operator::Less, .version = *std::move(end)});
    return true;
  }

  void locked(const toml::array* packages) {
    if (packages == nullptr)
      return;
    for (const toml::node& package : *packages) {
      const toml::table* table = package.as_table();
      if (table == nullptr)
        continue;
      const toml::value<std::string>* name = (*table)["name"].as_string();
      const toml::value<std::string>* version = (*table)["version"].as_string();
      const auto source = (*table)["source"];
      const bool own =
          source["editable"] || source["virtual"] || source["directory"] || (*table)["directory"];
      if (name == nullptr || version == nullptr || own)
        continue;
      const ByteRange place = contentOf(*version).value_or(rangeOf(version->source()));
      Dependency made;
      made.name = normalizedName(name->get());
      made.range = place;
      made.hashed = true;
      if (auto parsed = Version::parse(version->get()))
        made.specifiers.push_back({.version = *std::move(parsed), .text = place});
      add(std::move(made));
    }
  }

  std::string_view text_;
  const LineIndex lines_;
  toml::table root_;
  Declared declared_;
};

} // namespace

Declared readPyproject(std::string_view text) {
  return Reader(text, FileKind::Project).pyproject();
}
Declared readPipfile(std::string_view text) { return Reader(text, FileKind::Pipfile).pipfile(); }
Declared readTomlLock(std::string_view text) { return Reader(text, FileKind::Lock).lock(); }

} // namespace pysecd::dependencies
