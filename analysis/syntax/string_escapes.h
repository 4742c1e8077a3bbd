// What the text of a string literal means once Python has read it: escapes decoded, line ends made
// \n. Never fails: what is no escape stays as written. Pure: any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pysecd {

// `written` is the text between the quotes, or between two replacement fields; `flags` are
// StringFlag bits of ast.h. The result is UTF-8, for bytes literals the bytes. `\N{NAME}` stays as
// written; a surrogate becomes U+FFFD.
std::string cookedText(std::string_view written, std::uint16_t flags);

} // namespace pysecd
