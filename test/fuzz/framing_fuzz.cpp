// Any bytes, split anywhere: the frame reader must find the same messages as when it gets them
// whole, and what it finds must parse to some message without crashing.
#include "protocol/rpc/framing.h"
#include "protocol/rpc/message.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

using namespace pysecd;

namespace {

struct Result {
  std::vector<std::string> contents;
  std::string error;
  friend bool operator==(const Result&, const Result&) = default;
};

Result readInChunks(std::string_view bytes, std::size_t chunk) {
  rpc::FrameReader reader;
  Result result;
  for (std::size_t at = 0; at < bytes.size(); at += chunk) {
    reader.feed(bytes.substr(at, chunk));
    while (auto content = reader.next())
      result.contents.push_back(std::move(*content));
  }
  result.error = reader.error();
  return result;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0)
    return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Result whole = readInChunks(bytes, bytes.size() + 1);
  if (readInChunks(bytes, data[0] % 7 + 1U) != whole)
    std::abort();
  for (const std::string& content : whole.contents)
    rpc::parseMessage(content);
  rpc::parseMessage(bytes);
  return 0;
}
