// Tells one build of this program from another, so that a result kept by one is not taken by the
// next. Any thread.
#pragma once

#include "analysis/support/hash.h"

namespace pysecd {

// A hash of the running program's own file; where that cannot be read, of its version. The same for
// the life of the process.
Hash64 engineIdentity();

} // namespace pysecd
