// What a web response is sent as, read from the arguments and assignments around it. Pure: any
// thread.
#pragma once

#include "analysis/checks/rule.h"

namespace pysecd {

// False where the program says that what goes into the response is no HTML: another content type
// in the call, or set on the response or by `send_header` in the same function.
bool isSentAsHtml(const SinkContext& context);

} // namespace pysecd
