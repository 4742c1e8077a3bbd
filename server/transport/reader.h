// Reads messages from a descriptor until it ends. Blocks: give it a thread of its own.
#pragma once

#include "protocol/rpc/message.h"

#include <functional>
#include <string>

namespace pysecd {

// Hands over each message as it completes. Returns at the end of the stream: empty, or why it could
// not be read further.
std::string readMessages(int fd, const std::function<void(rpc::Message)>& receive);

} // namespace pysecd
