// How a request leaves: whether TLS protects it, whether the other side is verified, and what says
// who is asking. From the call alone; a session may carry more. Pure: the thread that runs the
// checks.
#pragma once

#include "analysis/checks/rule.h"

#include <string>

namespace pysecd::review {

// Of a hit of Sink::Url, in words: "over TLS, the certificate is verified; authenticated by auth".
std::string connectionOf(const SinkContext& at);

} // namespace pysecd::review
