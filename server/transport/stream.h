// The byte stream to the client: file descriptors, however they came about. No framing, no threads.
#pragma once

#include <cstdint>
#include <string>

namespace pysecd {

struct Stream {
  int in = -1;
  int out = -1;
  std::string error; // non-empty: why there is no stream
};

// Takes stdin and stdout for the protocol. What anything prints to stdout from then on goes to
// stderr.
Stream openStdio();
// Connects to a port of this machine on which the client listens.
Stream connectSocket(std::uint16_t port);
// Connects to the Unix domain socket of that path, on which the client listens.
Stream connectPipe(const std::string& path);

} // namespace pysecd
