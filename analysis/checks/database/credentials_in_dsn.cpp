#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/support/ascii.h"

#include <algorithm>
#include <array>

namespace pysecd::checks::database {

namespace {

constexpr std::string_view kPlaceholders[] = {
    "password", "pass", "passwd", "secret", "xxx", "changeme", "username", "example",
    "***",      "pwd",  "...",    "your",   "<",   "{",        "$",        "%"};

bool isPlaceholder(std::string_view password) {
  const std::string name = lowered(password);
  return name.size() < 3 ||
         std::any_of(std::begin(kPlaceholders), std::end(kPlaceholders),
                     [&](std::string_view word) { return name.starts_with(word); });
}

// The password of `scheme://user:password@host`, of `PWD=...;` and of `password=...`; empty if
// none.
std::string_view passwordIn(std::string_view dsn) {
  const std::size_t scheme = dsn.find("://");
  if (scheme != std::string_view::npos) {
    const std::string_view authority =
        dsn.substr(scheme + 3, dsn.find('/', scheme + 3) - scheme - 3);
    const std::size_t at = authority.rfind('@');
    const std::size_t colon = authority.find(':');
    return at == std::string_view::npos || colon == std::string_view::npos || colon > at
               ? std::string_view()
               : authority.substr(colon + 1, at - colon - 1);
  }
  const std::string text = lowered(dsn);
  for (const std::string_view key : {"pwd=", "password="})
    if (const std::size_t at = text.find(key); at != std::string::npos) {
      const std::size_t begin = at + key.size();
      return dsn.substr(begin, dsn.find_first_of("; ", begin) - begin);
    }
  return {};
}

struct Connector {
  std::string_view api;
  int dsn;                  // -1: none
  std::string_view dsnName; // keyword of the DSN
  int password;             // position; -1: by keyword only
};
constexpr std::array kConnectors = {
    Connector{"psycopg2.connect", 0, "dsn", -1},
    Connector{"psycopg.connect", 0, "conninfo", -1},
    Connector{"asyncpg.connect", 0, "dsn", -1},
    Connector{"asyncpg.create_pool", 0, "dsn", -1},
    Connector{"pymysql.connect", -1, {}, 2},
    Connector{"MySQLdb.connect", -1, {}, 2},
    Connector{"mysql.connector.connect", -1, {}, -1},
    Connector{"aiomysql.connect", -1, {}, -1},
    Connector{"oracledb.connect", 0, "dsn", 1},
    Connector{"pyodbc.connect", 0, {}, -1},
    Connector{"sqlalchemy.create_engine", 0, "url", -1},
    Connector{"pymssql.connect", -1, {}, 2},
    Connector{"sqlalchemy.ext.asyncio.create_async_engine", 0, "url", -1},
    Connector{"pymongo.MongoClient", 0, "host", -1},
    Connector{"redis.Redis", -1, {}, -1},
    Connector{"redis.from_url", 0, "url", -1}};

void judge(const FunctionContext& function, Reporter& reporter, NodeId call, const Connector& api) {
  if (api.dsn >= 0)
    if (const auto dsn = findArgument(function, call, api.dsn, api.dsnName))
      if (const auto text = function.constantText(dsn->node)) {
        const std::string_view password = passwordIn(*text);
        if (!password.empty() && !isPlaceholder(password))
          reporter.report(function, dsn->node);
      }
  if (api.password >= 0) // by keyword its name tells, which is another check's matter
    if (const auto password = findArgument(function, call, api.password, {})) {
      const auto text = function.constantText(password->node);
      if (text && !isPlaceholder(*text))
        reporter.report(function, password->node);
    }
}

void run(const FunctionContext& function, Reporter& reporter) {
  if (function.file.isTest)
    return;
  for (const NodeId id : function.code.of(NodeKind::Call))
    if (!function.apisOf(id).empty())
      for (const Connector& api : kConnectors)
        if (function.calls(id, api.api)) {
          judge(function, reporter, id, api);
          break;
        }
}

} // namespace

constexpr Check credentials_in_dsn{.severity = Severity::Warning,
                                   .cwe = 798,
                                   .message = "the password of the database stands in the program",
                                   .rule = FunctionRule{run}};

} // namespace pysecd::checks::database
