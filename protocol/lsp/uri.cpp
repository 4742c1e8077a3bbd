#include "protocol/lsp/uri.h"

#include <algorithm>

namespace pysecd::lsp {
namespace {

int hexDigit(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
  return result;
}

bool isLetter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

// Escapes that are not two hex digits stay as they are.
std::string percentDecoded(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
    const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
    if (low >= 0) {
      result += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

bool isFileUri(std::string_view uri) {
  return uri.size() >= 5 && lower(uri.substr(0, 5)) == "file:";
}

bool hasDrive(std::string_view path) {
  return path.size() >= 2 && isLetter(path[0]) && path[1] == ':' &&
         (path.size() == 2 || path[2] == '/');
}

} // namespace

std::string displayPath(std::string_view uri) {
  if (!isFileUri(uri))
    return std::string(uri);
  std::string_view rest = uri.substr(5);
  std::string authority;
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
    const auto slash = std::min(rest.find('/'), rest.size());
    authority = lower(percentDecoded(rest.substr(0, slash)));
    rest.remove_prefix(slash);
  }
  std::string path = percentDecoded(rest);
  if (!authority.empty() && authority != "localhost")
    return "//" + authority + path;
  if (path.starts_with('/') && hasDrive(std::string_view(path).substr(1))) {
    path.erase(0, 1);
    path[0] = lower(path[0]);
  }
  return path;
}

std::string documentKey(std::string_view uri) {
  if (!isFileUri(uri))
    return std::string(uri);
  std::string path = displayPath(uri);
  // Only Windows has drive letters, and there two spellings of a path are one file.
  return "file:" + (hasDrive(path) ? lower(path) : path);
}

std::string fileUri(std::string_view path) {
  constexpr std::string_view kPlain = "-._~/";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri = path.starts_with("//")  ? "file:"
                    : path.starts_with('/') ? "file://"
                                            : "file:///";
  for (const char c : path) {
    if (isLetter(c) || (c >= '0' && c <= '9') || kPlain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return uri;
}

} // namespace pysecd::lsp
