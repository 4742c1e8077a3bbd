// Messages <-> bytes: "Content-Length: N\r\n\r\n" and N bytes of JSON (LSP "Base Protocol").
// Accepts header lines that end in \n alone. Knows nothing of what the content means. Thread rule:
// one thread at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pysecd::rpc {

class FrameReader {
public:
  static constexpr std::size_t kMaxHeaderBytes = 8 * 1024;
  static constexpr std::size_t kMaxContentBytes = 128 * 1024 * 1024;

  // Adds bytes as they came from the stream, split anywhere. Memory grows with the bytes that
  // really arrived, never with the length a header announces.
  void feed(std::string_view bytes);
  // The content of the next complete message; nullopt if more bytes are needed or after an error.
  std::optional<std::string> next();
  // Non-empty once the stream cannot be understood; where the next message would start is then
  // unknown, so this is final.
  const std::string& error() const { return error_; }

private:
  std::optional<std::size_t> headerEnd();
  void readHeader(std::string_view header);
  void readHeaderLine(std::string_view line);

  std::string buffer_;
  std::size_t scanned_ = 0;             // bytes of buffer_ known to hold no header end
  std::optional<std::size_t> expected_; // content bytes of the message whose header was read
  std::string error_;
};

// The content with its header.
std::string frame(std::string_view content);

} // namespace pysecd::rpc
