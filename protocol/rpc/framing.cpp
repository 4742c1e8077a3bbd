#include "protocol/rpc/framing.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace pysecd::rpc {
namespace {

constexpr std::string_view kBlank = " \t\r";

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// What an error message may quote of hostile input.
std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text.substr(0, 80))
    result += c >= ' ' && c <= '~' ? c : '?';
  return result + (text.size() > 80 ? "...'" : "'");
}

// "utf8" is the older spelling that the specification asks to accept.
bool isUtf8(std::string_view contentType) {
  const std::string type = lower(contentType);
  const auto at = type.find("charset=");
  if (at == std::string::npos)
    return true;
  std::string_view charset = std::string_view(type).substr(at + 8);
  charset = trim(charset.substr(0, charset.find(';')));
  if (charset.size() >= 2 && charset.front() == '"' && charset.back() == '"')
    charset = charset.substr(1, charset.size() - 2);
  return charset == "utf-8" || charset == "utf8";
}

} // namespace

void FrameReader::feed(std::string_view bytes) {
  if (error_.empty())
    buffer_.append(bytes);
}

std::optional<std::string> FrameReader::next() {
  if (!error_.empty())
    return std::nullopt;
  if (!expected_) {
    const auto end = headerEnd();
    if (!end)
      return std::nullopt;
    readHeader(std::string_view(buffer_).substr(0, *end));
    buffer_.erase(0, *end);
    scanned_ = 0;
    if (!error_.empty())
      return std::nullopt;
  }
  if (buffer_.size() < *expected_)
    return std::nullopt;
  std::string content;
  if (buffer_.size() == *expected_) {
    content.swap(buffer_);
  } else {
    content = buffer_.substr(0, *expected_);
    buffer_.erase(0, *expected_);
  }
  expected_.reset();
  return content;
}

// One past the empty line that ends the header.
std::optional<std::size_t> FrameReader::headerEnd() {
  const std::size_t limit = std::min(buffer_.size(), kMaxHeaderBytes);
  for (; scanned_ < limit; ++scanned_) {
    if (buffer_[scanned_] != '\n')
      continue;
    const std::string_view before = std::string_view(buffer_).substr(0, scanned_);
    if (before.ends_with("\n") || before.ends_with("\n\r") || before.empty() || before == "\r")
      return scanned_ + 1;
  }
  if (buffer_.size() >= kMaxHeaderBytes)
    error_ = "the header of a message is longer than " + std::to_string(kMaxHeaderBytes) + " bytes";
  return std::nullopt;
}

void FrameReader::readHeader(std::string_view header) {
  while (!header.empty() && error_.empty()) {
    const auto end = header.find('\n');
    if (const std::string_view line = trim(header.substr(0, end)); !line.empty())
      readHeaderLine(line);
    header.remove_prefix(end + 1); // a header ends in \n, so every line does
  }
  if (error_.empty() && !expected_)
    error_ = "the header of a message has no Content-Length";
}

void FrameReader::readHeaderLine(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) {
    error_ = "not a header line: " + quoted(line);
    return;
  }
  const std::string name = lower(trim(line.substr(0, colon)));
  const std::string_view value = trim(line.substr(colon + 1));
  if (name == "content-type" && !isUtf8(value)) {
    error_ = "only utf-8 is understood, not Content-Type " + quoted(value);
  } else if (name == "content-length") {
    std::size_t length = 0;
    const auto [end, status] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (value.empty() || end != value.data() + value.size() ||
        status == std::errc::invalid_argument)
      error_ = "Content-Length is not a number: " + quoted(value);
    else if (status != std::errc{} || length > kMaxContentBytes)
      error_ = "a message of " + std::string(value.substr(0, 40)) + " bytes is over the limit of " +
               std::to_string(kMaxContentBytes);
    else
      expected_ = length;
  }
}

std::string frame(std::string_view content) {
  std::string result = "Content-Length: " + std::to_string(content.size()) + "\r\n\r\n";
  result += content;
  return result;
}

} // namespace pysecd::rpc
