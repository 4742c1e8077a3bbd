#include "protocol/rpc/framing.h"
#include "server/transport/reader.h"
#include "server/transport/stream.h"
#include "server/transport/watchdog.h"
#include "server/transport/writer.h"
#include "test/support/catch.h"
#include "test/support/temp_dir.h"

#include <array>
#include <csignal>
#include <future>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace pysecd;

namespace {

struct Pipe {
  Pipe() { REQUIRE(pipe(fds.data()) == 0); }
  ~Pipe() {
    closeRead();
    closeWrite();
  }
  void closeRead() { shut(fds[0]); }
  void closeWrite() { shut(fds[1]); }
  static void shut(int& fd) {
    if (fd >= 0)
      close(fd);
    fd = -1;
  }
  std::array<int, 2> fds{-1, -1};
};

std::string readAll(int fd) {
  std::string result;
  std::array<char, 4096> buffer{};
  for (ssize_t count; (count = read(fd, buffer.data(), buffer.size())) > 0;)
    result.append(buffer.data(), static_cast<std::size_t>(count));
  return result;
}

void put(int fd, std::string_view bytes) {
  REQUIRE(write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
}

} // namespace

TEST_CASE("reader: hands over messages until the stream ends", "[transport]") {
  Pipe pipe;
  put(pipe.fds[1],
      rpc::frame(R"({"jsonrpc":"2.0","method":"a"})") + rpc::frame("x") + "Content-Le");
  pipe.closeWrite();
  std::vector<rpc::Message> messages;
  const std::string error =
      readMessages(pipe.fds[0], [&](const rpc::Message& message) { messages.push_back(message); });
  CHECK(error.empty());
  REQUIRE(messages.size() == 2);
  CHECK(std::get<rpc::Notification>(messages[0]).method == "a");
  CHECK(std::holds_alternative<rpc::Malformed>(messages[1]));
}

TEST_CASE("reader: stops at what it cannot understand, and at a bad descriptor", "[transport]") {
  Pipe pipe;
  put(pipe.fds[1], "Content-Length: 99999999999\r\n\r\n");
  const auto ignore = [](const rpc::Message&) {};
  CHECK(readMessages(pipe.fds[0], ignore).find("over the limit") != std::string::npos);
  CHECK(readMessages(-1, ignore).find("cannot read") != std::string::npos);
}

TEST_CASE("writer: keeps order and writes everything before it goes", "[transport]") {
  Pipe pipe;
  std::string expected;
  auto everything = std::async(std::launch::async, [&] { return readAll(pipe.fds[0]); });
  {
    Writer writer(pipe.fds[1], [](const std::string& why) { FAIL(why); });
    for (int i = 0; i < 2000; ++i) { // more than a pipe holds
      const std::string content = "message " + std::to_string(i) + std::string(100, '.');
      expected += rpc::frame(content);
      writer.send(content);
    }
    writer.drain(std::chrono::seconds(60));
  }
  pipe.closeWrite();
  CHECK(everything.get() == expected);
}

TEST_CASE("writer: a client that is gone is reported once", "[transport]") {
  std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  pipe.closeRead();
  std::promise<std::string> broken;
  {
    Writer writer(pipe.fds[1], [&](const std::string& why) { broken.set_value(why); });
    writer.send("a");
    CHECK(broken.get_future().get().find("cannot write") != std::string::npos);
    writer.send("b");
    writer.drain(std::chrono::seconds(60)); // nothing to wait for
  }
}

TEST_CASE("stream: connects to the client's pipe, or says why not", "[transport]") {
  const test::TempDir dir;
  const std::string path = dir.path("pipe");
  CHECK(connectPipe(path).error.find(path) != std::string::npos);
  CHECK(connectPipe(std::string(200, 'x')).error.find("too long") != std::string::npos);
  CHECK_FALSE(connectSocket(1).error.empty());

  const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, path.size());
  REQUIRE(bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(listen(listener, 1) == 0);
  const Stream stream = connectPipe(path);
  CHECK(stream.error.empty());
  const int peer = accept(listener, nullptr, nullptr);
  put(stream.out, "x");
  close(stream.out);
  CHECK(readAll(peer) == "x");
  close(peer);
  close(listener);
}

TEST_CASE("watchdog: watches processes that are there, and not itself", "[transport]") {
  Runtime runtime(0);
  Watchdog watchdog(runtime, [](std::int64_t) {});
  CHECK(watchdog.watch(getppid()));
  CHECK_FALSE(watchdog.watch(getpid()));
  CHECK_FALSE(watchdog.watch(0));
  CHECK_FALSE(watchdog.watch(-1));
  CHECK_FALSE(watchdog.watch(std::int64_t{1} << 40));

  const pid_t child = fork();
  if (child == 0)
    _exit(0);
  waitpid(child, nullptr, 0);
  CHECK_FALSE(watchdog.watch(child));
}
