#include "server/config/config_file.h"

#include "analysis/support/suggest.h"
#include "analysis/support/toml_bounds.h"
#include "server/config/toml_positions.h"
#include "server/workspace/gitignore.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <toml++/toml.h>

namespace pysecd::config {
namespace {

constexpr std::size_t kMaxProblems = 100;
constexpr std::size_t kMaxEntries = 10'000; // of one list
constexpr int kMaxDepth = 8;                // of settings
constexpr std::string_view kTable = "[tool.pysecd]";

std::string_view lastPart(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view kindOf(const toml::node& node) {
  if (node.is_string())
    return "a string";
  if (node.is_array())
    return "a list";
  if (node.is_table())
    return "a table";
  if (node.is_boolean())
    return "true or false";
  return node.is_number() ? "a number" : "a date or time";
}

std::string names(std::span<const std::string_view> list) {
  std::string text;
  for (const std::string_view name : list)
    text.append(text.empty() ? "" : ", ").append(name);
  return text;
}

const OptionInfo* optionNamed(std::string_view name) {
  for (const OptionInfo& option : allOptions())
    if (option.name == name)
      return &option;
  return nullptr;
}

// Reads the options of one table.
class Reader {
public:
  Reader(const Positions& positions, ParsedConfig& out) : positions_(positions), out_(out) {}

  void read(const toml::table& table) {
    for (const auto& [key, value] : table) {
      const ByteRange at = positions_.rangeOf(key.source());
      const OptionInfo* info = optionNamed(key.str());
      if (info == nullptr) {
        unknown(key.str(), at);
        continue;
      }
      option_ = info->name;
      if (readOption(*info, value))
        out_.where.emplace(info->name, at);
    }
  }

  void problem(ByteRange range, std::string message) {
    if (out_.problems.size() < kMaxProblems)
      out_.problems.push_back({range, std::move(message)});
    else if (out_.problems.size() == kMaxProblems)
      out_.problems.push_back({range, "there are more mistakes than these; they are not told"});
  }

private:
  void unknown(std::string_view key, ByteRange at) {
    std::vector<std::string_view> known;
    for (const OptionInfo& option : allOptions())
      known.push_back(option.name);
    const std::string hint = didYouMean(key, known);
    problem(at, fmt::format("there is no option '{}'{}", shortened(key),
                            hint.empty() ? "; there are " + names(known) : hint));
  }

  // False if nothing of it can be used.
  bool readOption(const OptionInfo& info, const toml::node& value) {
    Options& options = out_.options;
    switch (info.kind) {
    case Kind::Checks:
      return set(info.name == "select" ? options.select : options.ignore,
                 strings(value, "checks or groups", checkProblem));
    case Kind::Globs:
      return set(info.name == "exclude" ? options.exclude : options.extendExclude,
                 strings(value, "globs", globProblem));
    case Kind::Paths:
      return set(options.models, strings(value, "files or directories", nullptr));
    case Kind::ChecksByGlob:
      return set(options.perFileIgnores, checksByGlob(value));
    case Kind::Flag:
      return set(info.name == "respect-gitignore" ? options.respectGitignore
                                                  : options.foreignSuppressions,
                 flag(value));
    case Kind::Size:
      return set(options.maxFileSize, size(value));
    case Kind::FailOn:
      return set(options.failOn, failOn(value));
    case Kind::Path:
      return set(options.advisories, path(value));
    }
    return false;
  }

  template <typename Value>
  static bool set(std::optional<Value>& option, std::optional<Value> value) {
    option = std::move(value);
    return option.has_value();
  }

  void mistyped(const toml::node& node, std::string_view expected) {
    problem(positions_.rangeOf(node.source()),
            fmt::format("'{}' must be {}, not {}", option_, expected, kindOf(node)));
  }

  static std::string checkProblem(std::string_view word) {
    return checksNamed(word).empty() ? noSuchCheck(word) : std::string();
  }

  static std::string globProblem(std::string_view glob) {
    if (!workspace::IgnoreRules::fromPatterns({std::string(glob)}).empty())
      return {};
    return fmt::format("the glob '{}' matches nothing: it is empty, a comment, or ends in '\\'",
                       shortened(glob));
  }

  using Judge = std::string (*)(std::string_view);

  std::optional<std::vector<std::string>> strings(const toml::node& node, std::string_view of,
                                                  Judge judge) {
    const toml::array* list = node.as_array();
    if (list == nullptr) {
      mistyped(node, fmt::format("a list of {}", of));
      return std::nullopt;
    }
    std::vector<std::string> result;
    for (const toml::node& entry : *list) {
      const toml::value<std::string>* text = entry.as_string();
      if (text == nullptr) {
        problem(positions_.rangeOf(entry.source()),
                fmt::format("an entry of '{}' must be a string, not {}", option_, kindOf(entry)));
        continue;
      }
      std::string wrong = judge != nullptr ? judge(text->get()) : std::string();
      if (!wrong.empty())
        problem(positions_.rangeOf(entry.source()), std::move(wrong));
      else if (result.size() < kMaxEntries)
        result.push_back(text->get());
    }
    return result;
  }

  std::optional<std::vector<PerFileIgnore>> checksByGlob(const toml::node& node) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      mistyped(node, "a table, { \"tests/**\" = [\"access\"] }");
      return std::nullopt;
    }
    std::vector<PerFileIgnore> result;
    for (const auto& [glob, checks] : *table) {
      const std::string_view plain = glob.str().substr(glob.str().starts_with('!') ? 1 : 0);
      std::string wrong = globProblem(plain);
      auto ids = strings(checks, "checks or groups", checkProblem);
      if (!wrong.empty())
        problem(positions_.rangeOf(glob.source()), std::move(wrong));
      else if (ids && result.size() < kMaxEntries)
        result.push_back({std::string(glob.str()), *std::move(ids)});
    }
    return result;
  }

  std::optional<bool> flag(const toml::node& node) {
    if (const toml::value<bool>* value = node.as_boolean())
      return value->get();
    mistyped(node, "true or false");
    return std::nullopt;
  }

  std::optional<std::uint32_t> size(const toml::node& node) {
    std::optional<std::uint32_t> bytes;
    if (const toml::value<std::string>* text = node.as_string())
      bytes = sizeOf(text->get());
    else if (const toml::value<std::int64_t>* number = node.as_integer())
      bytes = sizeOf(std::to_string(number->get()));
    if (!bytes)
      problem(positions_.rangeOf(node.source()),
              fmt::format("'{}' must be a number of bytes, or as in \"512K\", \"4M\", \"1G\"; at "
                          "most 1G",
                          option_));
    return bytes;
  }

  std::optional<FailOn> failOn(const toml::node& node) {
    const toml::value<std::string>* text = node.as_string();
    const auto value = text != nullptr ? failOnOf(text->get()) : std::nullopt;
    if (!value)
      problem(positions_.rangeOf(node.source()),
              fmt::format("'{}' must be one of {}{}", option_, names(failOnNames()),
                          text != nullptr ? didYouMean(text->get(), failOnNames()) : ""));
    return value;
  }

  std::optional<std::string> path(const toml::node& node) {
    if (const toml::value<std::string>* text = node.as_string())
      return text->get();
    mistyped(node, "a path");
    return std::nullopt;
  }

  const Positions& positions_;
  ParsedConfig& out_;
  std::string_view option_;
};

ParsedConfig unreadable(ByteRange range, std::string message) {
  ParsedConfig parsed;
  parsed.broken = true;
  parsed.problems.push_back({range, std::move(message)});
  return parsed;
}

ParsedConfig absent() {
  ParsedConfig parsed;
  parsed.present = false;
  return parsed;
}

void readTables(const toml::table& root, bool pyproject, const Positions& positions,
                ParsedConfig& out) {
  Reader reader(positions, out);
  if (!pyproject) {
    reader.read(root);
    return;
  }
  const toml::node_view<const toml::node> ours =
      toml::node_view<const toml::node>(root)["tool"]["pysecd"];
  if (!ours)
    out.present = false;
  else if (const toml::table* table = ours.as_table())
    reader.read(*table);
  else
    reader.problem(
        positions.rangeOf(ours.node()->source()),
        fmt::format("'tool.pysecd' must be a table, {}, not {}", kTable, kindOf(*ours.node())));
}

// A value as TOML: strings are written alike there.
void write(const nlohmann::json& value, int depth, std::string& out) {
  if (depth > kMaxDepth || value.is_null()) {
    out += "{}";
  } else if (value.is_array()) {
    out += '[';
    for (const nlohmann::json& entry : value) {
      write(entry, depth + 1, out);
      out += ',';
    }
    out += ']';
  } else if (value.is_object()) {
    out += '{';
    std::string_view separator;
    for (const auto& [key, entry] : value.items()) {
      out.append(separator).append(nlohmann::json(key).dump()).append("=");
      write(entry, depth + 1, out);
      separator = ",";
    }
    out += '}';
  } else {
    out += value.dump();
  }
}

} // namespace

bool isConfigPath(std::string_view path) {
  return std::find(std::begin(kConfigNames), std::end(kConfigNames), lastPart(path)) !=
         std::end(kConfigNames);
}

bool isPyproject(std::string_view path) { return lastPart(path) == kPyproject; }

ParsedConfig parseConfig(std::string_view text, bool pyproject) {
  // One that is broken, or too large to look at, is somebody else's unless it names us.
  if (pyproject && text.find("pysecd") == std::string_view::npos)
    return absent();
  if (hasEndlessKey(text))
    return unreadable({}, "not used: a key has too many parts");
  const Positions positions(text);
  ParsedConfig parsed;
  try {
    readTables(toml::parse(positions.text()), pyproject, positions, parsed);
  } catch (const toml::parse_error& error) {
    return unreadable(positions.rangeOf(error.source()),
                      fmt::format("not TOML: {}; what it says now does not apply",
                                  std::string(error.description())));
  }
  std::stable_sort(parsed.problems.begin(), parsed.problems.end(),
                   [](const Problem& a, const Problem& b) { return a.range < b.range; });
  return parsed;
}

ParsedConfig parseSettings(std::string_view json) {
  const nlohmann::json settings = nlohmann::json::parse(json, nullptr, false);
  if (!settings.is_object() && !settings.is_null())
    return unreadable({}, "settings must be an object");
  std::string text;
  for (const auto& [key, value] : settings.items()) {
    if (value.is_null())
      continue; // not set
    text.append(nlohmann::json(key).dump()).append("=");
    write(value, 0, text);
    text += '\n';
  }
  ParsedConfig parsed = parseConfig(text, false);
  for (Problem& problem : parsed.problems)
    problem.range = {};
  parsed.where.clear();
  return parsed;
}

} // namespace pysecd::config
