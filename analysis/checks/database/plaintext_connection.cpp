#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/values.h"
#include "analysis/support/local_address.h"

namespace pysecd::checks::database {

namespace {

// A connection that stays on this machine needs no TLS.
bool staysHere(const FunctionContext& function, NodeId place) {
  if (function.ast[place].kind != NodeKind::Call)
    return false;
  for (const std::string_view name : {"host", "server", "unix_socket"})
    if (const auto host = findArgument(function, place, -1, name)) {
      const auto text = function.constantText(host->node);
      return name == "unix_socket" || (text && (isLocalHost(*text) || text->starts_with('/')));
    }
  if (const auto dsn = findArgument(function, place, 0, "dsn"))
    if (const auto text = function.constantText(dsn->node))
      return isLocalUrl(*text) || text->find("host=localhost") != std::string_view::npos ||
             text->find("host=127.") != std::string_view::npos ||
             text->find("host=/") != std::string_view::npos ||
             text->find("SERVER=localhost") != std::string_view::npos;
  return false;
}

std::optional<Severity> weigh(const FunctionContext& function, NodeId place, Severity severity) {
  return staysHere(function, place) ? std::nullopt : std::optional(severity);
}

} // namespace

constexpr Check plaintext_connection{.severity = Severity::Warning,
                                     .cwe = 319,
                                     .message = "the connection to the database is not encrypted",
                                     .rule = MisuseRule{weigh}};

} // namespace pysecd::checks::database
