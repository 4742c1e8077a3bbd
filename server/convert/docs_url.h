// Where a check is documented on the web: Diagnostic.codeDescription and the link in hovers. Pure:
// any thread.
#pragma once

#include <string>
#include <string_view>

namespace pysecd {

// An https address; empty if there is no check of that id.
std::string docsUrl(std::string_view check);

} // namespace pysecd
