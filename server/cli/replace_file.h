// Replaces the content of a file all at once: readers see the old bytes or the new ones, never a
// part. Any thread, but not two for one file.
#pragma once

#include "server/workspace/read_source.h"

#include <optional>
#include <string>
#include <string_view>

namespace pysecd::cli {

using workspace::Notice;

// Keeps the file's permissions, and its owner where that is allowed; of a link, replaces what it
// leads to. Writes nothing, and says so, if the file no longer holds `expected`.
std::optional<Notice> replaceFile(const std::string& path, std::string_view expected,
                                  std::string_view bytes);

} // namespace pysecd::cli
