#include "analysis/review/connection.h"

#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/values.h"

#include <algorithm>
#include <string_view>

namespace pysecd::review {

namespace {

constexpr std::string_view kHeaders[] = {"Authorization", "authorization", "X-Auth-Token",
                                         "X-API-Key",     "X-Api-Key",     "Cookie"};

class Connection {
public:
  explicit Connection(const SinkContext& at) : at_(at) {}

  std::string words() const { return transport() + "; " + authentication(); }

private:
  std::optional<FoundArgument> keyword(std::string_view name) const {
    return findArgument(at_.function, at_.hit.call, -1, name);
  }

  std::string_view address() const {
    const Value& value = at_.function.flow.values[at_.hit.value];
    if (value.constant)
      if (const auto text = at_.function.constantText(at_.hit.argument))
        return *text;
    return knownPrefix(value);
  }

  std::string transport() const {
    const std::string_view url = address();
    if (url.starts_with("http:") || url.starts_with("ws:") || url.starts_with("ftp:"))
      return "without TLS";
    const bool tls = url.starts_with("https:") || url.starts_with("wss:");
    return (tls ? "over TLS" : "over TLS if the address says so") + verification();
  }

  std::string verification() const {
    for (const std::string_view name : {"verify", "ssl", "verify_ssl"})
      if (const auto given = keyword(name)) {
        const std::optional<bool> says = at_.function.constantBool(given->node);
        if (says)
          return *says ? ", the certificate is verified" : ", the certificate is not verified";
        return ", verified as " + std::string(name) + " says";
      }
    return keyword("context") ? ", verified as context says" : "";
  }

  std::string authentication() const {
    for (const std::string_view name : {"auth", "cert"})
      if (keyword(name))
        return name == "auth" ? "authenticated by auth" : "authenticated by a client certificate";
    if (const auto headers = keyword("headers")) {
      for (const std::string_view header : kHeaders)
        if (elementOf(at_.function, headers->value, header) != kBottom)
          return "authenticated by its " + std::string(header) + " header";
      return "authenticated by its headers, or not at all";
    }
    const std::string_view url = address();
    const std::size_t host = url.find("//");
    if (host != std::string_view::npos &&
        url.substr(0, url.find('/', host + 2)).find('@') != std::string_view::npos)
      return "authenticated by what its address holds";
    return "no authentication in this call";
  }

  const SinkContext& at_;
};

} // namespace

std::string connectionOf(const SinkContext& at) { return Connection(at).words(); }

} // namespace pysecd::review
