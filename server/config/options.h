// What users may set, from wherever they do: a configuration file, the editor's settings, flags.
// One Options is one of these layers; what it does not set is left to the next weaker one. Plain
// values: any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd::config {

// The least severity that makes `check` exit with 1.
enum class FailOn : std::uint8_t { Error, Warning, Information, Hint, Never };

std::string_view name(FailOn failOn);
std::optional<FailOn> failOnOf(std::string_view name);
// All names, for messages.
std::span<const std::string_view> failOnNames();

struct PerFileIgnore {
  std::string glob; // '!' in front: the files that do not match
  std::vector<std::string> checks;
};

struct Options {
  std::optional<std::vector<std::string>> select = {}; // ids and groups of checks
  std::optional<std::vector<std::string>> ignore = {};
  std::optional<std::vector<PerFileIgnore>> perFileIgnores = {};
  std::optional<std::vector<std::string>> exclude = {}; // globs
  std::optional<std::vector<std::string>> extendExclude = {};
  std::optional<bool> respectGitignore = {};
  std::optional<std::uint32_t> maxFileSize = {}; // bytes
  std::optional<bool> foreignSuppressions = {};
  std::optional<FailOn> failOn = {};
  std::optional<std::vector<std::string>> models = {};
  std::optional<std::string> advisories = {};
};

inline constexpr std::uint32_t kDefaultFileSize = 2 * 1024 * 1024;
inline constexpr std::uint32_t kLargestFileSize = 1u << 30;

enum class Kind : std::uint8_t { Checks, ChecksByGlob, Globs, Flag, Size, FailOn, Paths, Path };

// One row an option: its name in files and editor settings, what it takes, what it is for.
struct OptionInfo {
  std::string_view name;
  Kind kind;
  std::string_view byDefault; // as it would stand in a file
  std::string_view what;      // a sentence without its period
};

std::span<const OptionInfo> allOptions();

// The checks that an id or the name of a group means; empty if there is none.
std::vector<std::string_view> checksNamed(std::string_view idOrGroup);
// All ids and groups, sorted, for suggestions.
std::vector<std::string_view> checkAndGroupNames();
// The beginning of a name for a message; never half a character.
std::string_view shortened(std::string_view text);
// Why `word` names no check, with the nearest name; ids of Bandit and ruff are known.
std::string noSuchCheck(std::string_view word);

// "512K", "4M", "1G" or plain bytes; nullopt if it is none of these, or not in 1..1G.
std::optional<std::uint32_t> sizeOf(std::string_view text);

} // namespace pysecd::config
