#include "server/cli/uri.h"

#include <filesystem>
#include <fmt/format.h>

namespace pysecd::cli {
namespace {

bool isUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string encode(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (isUnreserved(c) || c == '/')
      out += c;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

} // namespace

std::string absolutePath(std::string_view root, std::string_view path) {
  return (std::filesystem::path(root) / path).lexically_normal().generic_string();
}

std::string fileUri(std::string_view absolutePath) {
  return (absolutePath.starts_with('/') ? "file://" : "file:///") + encode(absolutePath);
}

std::optional<std::string> relativeUri(std::string_view root, std::string_view absolutePath) {
  while (root.ends_with('/'))
    root.remove_suffix(1);
  if (absolutePath.size() <= root.size() + 1 || !absolutePath.starts_with(root) ||
      absolutePath[root.size()] != '/')
    return std::nullopt;
  return encode(absolutePath.substr(root.size() + 1));
}

} // namespace pysecd::cli
