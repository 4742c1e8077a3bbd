// Finds and reads the configuration file of a directory: the nearest one upwards. Bounded: it may
// come with a stranger's repository, and may lie, but not lead elsewhere. Any thread.
#pragma once

#include "server/config/config_file.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace pysecd::config {

struct FileRead {
  bool exists = false;
  std::string bytes;
  std::string error = {};                   // why there are no bytes; empty: there are
  std::optional<std::int32_t> version = {}; // of the text an editor shows
};

using ReadFile = std::function<FileRead(const std::string& path)>;

// From the disk: at most 1 MB of a regular file. `confined`: a link must not lead out of the
// repository around it, or of its directory if there is none.
FileRead readConfigFile(const std::string& path, bool confined);

// A configuration file, whether it is right or not.
struct ConfigFile {
  std::string path; // absolute
  TextPtr text;     // empty if it cannot be read
  std::optional<std::int32_t> version = {};
  ParsedConfig parsed;

  // What globs and paths in it are relative to.
  std::string directory() const;
};

using ConfigFilePtr = std::shared_ptr<const ConfigFile>;

// The nearest one from `directory` (absolute) upwards; null if there is none. `models` and
// `advisories` that lead out of its directory are problems, and do not apply.
ConfigFilePtr findConfig(const std::string& directory, const ReadFile& read);

// The one that the user names: it may lie anywhere, and so may what it names.
ConfigFilePtr namedConfig(const std::string& path, const ReadFile& read);

} // namespace pysecd::config
