// The fix of many injections: a function of a library is called on each part of the text at a sink
// that is not the program's own. Knows nothing of the language of the text; the check says which
// function is right where. Pure: any thread.
#pragma once

#include "analysis/checks/rule.h"

#include <span>
#include <string>
#include <string_view>

namespace pysecd {

// The function for the hole at `index` of the text's pieces, "re.escape"; empty: none is right
// there, and `why` says so.
using EscapeAt = std::string_view (*)(const SinkContext& context,
                                      std::span<const StringPiece> pieces, std::size_t index,
                                      std::string& why);

// Puts the fix into finding.fixes, or the reason why there is none into finding.whyNoFix. Text
// without any part of the program's own is escaped as a whole, which a person must look at.
void offerEscapedHoles(const SinkContext& context, Finding& finding, std::string_view title,
                       EscapeAt escapeAt);

} // namespace pysecd
