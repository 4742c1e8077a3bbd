// What one configuration file says and what is wrong with it: `pysecd.toml`, `.pysecd.toml`, or the
// table `[tool.pysecd]` of `pyproject.toml`; or an editor's settings, which have the same names.
// What is wrong does not apply; the rest does. Bounded, whatever the bytes are. Reads no files.
// Pure: any thread.
#pragma once

#include "analysis/text/text.h"
#include "server/config/options.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd::config {

inline constexpr std::string_view kPyproject = "pyproject.toml";
// In one directory the first of them counts.
inline constexpr std::string_view kConfigNames[] = {".pysecd.toml", "pysecd.toml", kPyproject};

// By its last part.
bool isConfigPath(std::string_view path);
bool isPyproject(std::string_view path);

struct Problem {
  ByteRange range; // in the file; empty in settings
  std::string message;
};

struct ParsedConfig {
  bool present = true; // false: a pyproject.toml that does not speak of pysecd
  bool broken = false; // no TOML: nothing of it is known
  Options options;
  std::vector<Problem> problems;                       // at most about a hundred
  std::map<std::string, ByteRange, std::less<>> where; // of each option that is set, its name
};

ParsedConfig parseConfig(std::string_view text, bool pyproject);

// The settings of an editor, JSON as `{"ignore": [...]}`; null sets nothing.
ParsedConfig parseSettings(std::string_view json);

} // namespace pysecd::config
