#include "server/transport/stream.h"

#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace pysecd {
namespace {

Stream failed(const std::string& what) { return {-1, -1, what + ": " + std::strerror(errno)}; }

Stream connected(int fd, const sockaddr* address, socklen_t size, const std::string& what) {
  if (fd < 0 || connect(fd, address, size) != 0)
    return failed("cannot connect to " + what);
  return {fd, fd, {}};
}

} // namespace

Stream openStdio() {
  const int in = dup(STDIN_FILENO);
  const int out = dup(STDOUT_FILENO);
  if (in < 0 || out < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
    return failed("cannot use stdin and stdout");
  return {in, out, {}};
}

Stream connectSocket(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1; // a message is one write: waiting for more only delays it
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return connected(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address,
                   "port " + std::to_string(port));
}

Stream connectPipe(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path)
    return {-1, -1, "the name of the pipe is too long: " + path};
  std::memcpy(address.sun_path, path.data(), path.size());
  return connected(socket(AF_UNIX, SOCK_STREAM, 0), reinterpret_cast<const sockaddr*>(&address),
                   sizeof address, path);
}

} // namespace pysecd
