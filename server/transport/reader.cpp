#include "server/transport/reader.h"

#include "protocol/rpc/framing.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace pysecd {

std::string readMessages(int fd, const std::function<void(rpc::Message)>& receive) {
  rpc::FrameReader frames;
  std::array<char, 64 * 1024> buffer;
  while (frames.error().empty()) {
    const ssize_t count = read(fd, buffer.data(), buffer.size());
    if (count == 0)
      return {};
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return std::string("cannot read: ") + std::strerror(errno);
    frames.feed({buffer.data(), static_cast<std::size_t>(count)});
    while (const auto content = frames.next())
      receive(rpc::parseMessage(*content));
  }
  return frames.error();
}

} // namespace pysecd
