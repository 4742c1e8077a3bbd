// Raw byte streams, test/wire/*.txt: the bytes of a client up to the line "=== answers", then what
// the server answers, one message a line, and how the process ends. Fed whole and byte by byte.
// PYSECD_UPDATE=1 rewrites the answers.
#include "protocol/rpc/framing.h"
#include "server/schedule/runtime.h"
#include "server/server.h"
#include "test/support/catch.h"
#include "test/support/fake_analyser.h"
#include "test/support/golden.h"

#include <sstream>

using namespace pysecd;

namespace {

constexpr std::string_view kAnswers = "\n=== answers\n";

// As the `serve` command does, except that no analysis ever runs.
std::string serve(std::string_view input, std::size_t chunk) {
  std::string answers;
  std::ostringstream logText;
  Logger log(logText, LogLevel::Debug);
  Runtime runtime(0);
  Server server({.session = runtime.session(),
                 .pool = runtime.pool(),
                 .makeAnalyser = test::fakeAnalyser(),
                 .log = log},
                [&](const std::string& content) { answers += content + "\n"; });
  rpc::FrameReader frames;
  for (; !input.empty() && !server.exitCode() && frames.error().empty();
       input.remove_prefix(std::min(chunk, input.size()))) {
    frames.feed(input.substr(0, chunk));
    while (const auto content = server.exitCode() ? std::nullopt : frames.next())
      server.receive(rpc::parseMessage(*content));
  }
  server.disconnected(frames.error());
  return answers + "exit code " + std::to_string(server.exitCode().value());
}

} // namespace

TEST_CASE("raw streams are answered as their files say", "[wire]") {
  const std::size_t chunk = GENERATE(std::size_t{1}, std::size_t{1} << 20);
  for (const auto& path : test::filesIn("test/wire", ".txt")) {
    CAPTURE(chunk);
    test::checkGolden(path, [&](const std::string& file) {
      const std::string input = file.substr(0, file.find(kAnswers));
      return input + std::string(kAnswers) + serve(input, chunk) + "\n";
    });
  }
}
