// Paths as URIs (RFC 3986, RFC 8089), for SARIF. Every byte that is not unreserved is
// percent-encoded, so the result is ASCII whatever the file is called. Paths have '/' separators.
// Pure: any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pysecd::cli {

// `path`, from the directory `root` if it is relative, without "." and "..".
std::string absolutePath(std::string_view root, std::string_view path);

// "/srv/a b.py" is "file:///srv/a%20b.py"; "C:/a.py" is "file:///C%3A/a.py".
std::string fileUri(std::string_view absolutePath);

// The way from `root` down to `absolutePath`; nullopt if it is not below.
std::optional<std::string> relativeUri(std::string_view root, std::string_view absolutePath);

} // namespace pysecd::cli
