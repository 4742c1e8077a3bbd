#include "protocol/rpc/framing.h"
#include "test/support/catch.h"

#include <vector>

using pysecd::rpc::frame;
using pysecd::rpc::FrameReader;

namespace {

struct Result {
  std::vector<std::string> contents;
  std::string error;
};

Result readInChunks(std::string_view bytes, std::size_t chunk) {
  FrameReader reader;
  Result result;
  for (std::size_t at = 0; at < bytes.size(); at += chunk) {
    reader.feed(bytes.substr(at, chunk));
    while (auto content = reader.next())
      result.contents.push_back(*content);
  }
  result.error = reader.error();
  return result;
}

} // namespace

TEST_CASE("framing: what is framed is read again, split anywhere", "[framing]") {
  const std::vector<std::string> contents{"{}",
                                          "",
                                          "a\r\n\r\nContent-Length: 5\r\n\r\n",
                                          "é🐍",
                                          std::string(100'000, 'x'),
                                          std::string(1, '\0')};
  std::string bytes;
  for (const std::string& content : contents)
    bytes += frame(content);
  for (const std::size_t chunk : {1, 2, 3, 7, 64, 4096, 1'000'000}) {
    CAPTURE(chunk);
    const Result result = readInChunks(bytes, chunk);
    CHECK(result.contents == contents);
    CHECK(result.error.empty());
  }
}

TEST_CASE("framing: headers are read leniently where that is harmless", "[framing]") {
  for (const std::string header :
       {"Content-Length: 2\r\n\r\n", "content-length:2\n\n",
        "CONTENT-LENGTH:\t2 \r\nX-Other: y\r\n\r\n",
        "Content-Type: a; charset=utf-8\r\nContent-Length: 2\r\n\r\n",
        "Content-Type: a; charset=utf8; b=c\r\nContent-Length: 2\r\n\r\n",
        "Content-Type: a; charset=\"UTF-8\"\r\nContent-Length: 2\r\n\r\n",
        "Content-Type: a\r\nContent-Length: 2\r\n\r\n"}) {
    CAPTURE(header);
    CHECK(readInChunks(header + "{}", 1).contents == std::vector<std::string>{"{}"});
  }
}

TEST_CASE("framing: a header that cannot be understood ends the stream with a reason",
          "[framing]") {
  const auto [header, reason] = GENERATE(table<std::string, std::string>({
      {"Content-Length: two\r\n\r\n", "not a number: 'two'"},
      {"Content-Length: 2x\r\n\r\n", "not a number: '2x'"},
      {"Content-Length: -2\r\n\r\n", "not a number: '-2'"},
      {"Content-Length:\r\n\r\n", "not a number: ''"},
      {"Content-Length: 134217729\r\n\r\n", "over the limit of 134217728"},
      {"Content-Length: 18446744073709551617\r\n\r\n", "over the limit of 134217728"},
      {"X: 1\r\n\r\n", "no Content-Length"},
      {"\r\n", "no Content-Length"},
      {"\n", "no Content-Length"},
      {"hello\x01world\r\n\r\n", "not a header line: 'hello?world'"},
      {"Content-Type: a; charset=latin-1\r\nContent-Length: 2\r\n\r\n", "only utf-8"},
      {"X: " + std::string(9000, 'a'), "longer than 8192 bytes"},
  }));
  for (const std::size_t chunk : {1, 100'000}) {
    CAPTURE(header, chunk);
    const Result result = readInChunks(frame("first") + header + "{}" + frame("last"), chunk);
    CHECK(result.contents == std::vector<std::string>{"first"});
    CHECK(result.error.find(reason) != std::string::npos);
    INFO(result.error);
  }
}

TEST_CASE("framing: an announced length costs nothing until the bytes are there", "[framing]") {
  FrameReader reader;
  reader.feed("Content-Length: 134217728\r\n\r\n{");
  CHECK_FALSE(reader.next());
  CHECK(reader.error().empty());
}
