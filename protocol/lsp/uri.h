// Document URIs: identity and file paths. Clients spell one file in several ways
// ("file:///c:/a%20b.py", "file:///C%3A/a b.py"); documents are keyed by the normal form, but
// diagnostics go out under the client's own spelling. Never touches the disk, never resolves
// symlinks. Pure: any thread.
#pragma once

#include <string>
#include <string_view>

namespace pysecd::lsp {

// Equal for URIs that name the same document. For file URIs: percent escapes decoded, drive letter
// and authority lower case; paths with a drive letter compare without case. Any other scheme is
// opaque. Not itself a URI.
std::string documentKey(std::string_view uri);

// "/home/a b.py" of "file:///home/a%20b.py", "c:/x.py" of "file:///C%3A/x.py", "//host/share/x.py"
// of "file://host/share/x.py"; any other URI unchanged.
std::string displayPath(std::string_view uri);

// The URI of an absolute path, the inverse of displayPath; escapes what is not unreserved or '/'.
std::string fileUri(std::string_view path);

} // namespace pysecd::lsp
