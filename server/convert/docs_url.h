// Where the weakness of a finding is documented on the web: Diagnostic.codeDescription and the link
// in hovers. Pure: any thread.
#pragma once

#include "analysis/findings/finding.h"

#include <string>

namespace pysecd {

// An https address; empty if there is no check of that id.
std::string docsUrl(const Finding& finding);

} // namespace pysecd
