// Addresses whose traffic stays on the machine: what is sent there needs no TLS. By name alone,
// nothing is resolved. Pure: any thread.
#pragma once

#include <string_view>

namespace pysecd {

// "localhost", a loopback address, a name without dots that is one; with a port or without.
inline bool isLocalHost(std::string_view host) {
  return host == "localhost" || host.starts_with("localhost:") || host.starts_with("127.") ||
         host.starts_with("[::1]") || host == "::1" || host.starts_with("0.0.0.0") ||
         host.starts_with("unix:");
}

// The same of a URL's host.
inline bool isLocalUrl(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos)
    return false;
  std::string_view host = url.substr(scheme + 3);
  if (const std::size_t at = host.substr(0, host.find('/')).find('@'); at != std::string_view::npos)
    host.remove_prefix(at + 1);
  return isLocalHost(host.substr(0, host.find_first_of("/?#")));
}

} // namespace pysecd
