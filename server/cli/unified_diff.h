// A unified diff that `git apply` and `patch -p1` take. Pure: any thread.
#pragma once

#include <string>
#include <string_view>

namespace pysecd::cli {

// From `before` to `after`, both as bytes of the file called `path`; empty if they are equal. Lines
// end at \n only, so CRLF files keep their \r inside the line; a missing newline at the end is
// marked as diff does.
std::string unifiedDiff(std::string_view path, std::string_view before, std::string_view after);

} // namespace pysecd::cli
