// The model files in the binary: free of errors, in order, and right in the facts the checks stand
// on.
#include "analysis/models/loader.h"
#include "analysis/support/embedded.h"

#include "test/support/catch.h"
#include "test/support/json_schema.h"

#include <algorithm>
#include <set>
#include <sstream>

using namespace pysecd;

namespace {

const LoadedModels& shipped() {
  static const LoadedModels loaded = [] {
    std::vector<ModelSource> sources;
    for (const EmbeddedFile& file : embeddedModels())
      sources.push_back({file.name, file.bytes});
    return loadModels(sources);
  }();
  return loaded;
}

// A row's second string: the name the row is about.
std::string subjectOf(std::string_view row) {
  std::size_t at = 0;
  for (int quotes = 0; quotes < 3; ++quotes)
    at = row.find('"', at) + 1;
  return std::string(row.substr(at, row.find('"', at) - at));
}

ModelId walk(std::string_view dotted) { return shipped().models->find(dotted); }

ModelId memberOf(std::string_view type, std::string_view name) {
  const ModelSet& models = *shipped().models;
  return models.member(models.find(type), models.symbols()->find(name));
}

} // namespace

TEST_CASE("the shipped models load without an error") {
  for (const ModelError& error : shipped().errors)
    FAIL_CHECK(error.file << ":" << error.line << ": " << error.pointer << ": " << error.message);
  CHECK(embeddedModels().size() > 20);
}

// The schema is what editors and people go by; a row that only the loader takes shows that it lags.
TEST_CASE("the shipped models are as the published schema says") {
  nlohmann::json schema;
  for (const EmbeddedFile& file : embeddedModels())
    if (file.name.ends_with(".schema.json"))
      schema = nlohmann::json::parse(file.bytes);
  for (const EmbeddedFile& file : embeddedModels())
    if (!file.name.ends_with(".schema.json")) {
      CAPTURE(file.name);
      CHECK(test::schemaErrors(schema, nlohmann::json::parse(file.bytes, nullptr, true, true)) ==
            "");
    }
}

TEST_CASE("a model file holds one row a line, sorted by name, none twice") {
  for (const EmbeddedFile& file : embeddedModels()) {
    if (file.name.ends_with(".schema.json"))
      continue;
    INFO(file.name);
    std::istringstream lines{std::string(file.bytes)};
    std::string line;
    REQUIRE(std::getline(lines, line));
    CHECK_THAT(line, Catch::StartsWith("{\"library\": \"") && Catch::EndsWith("\", \"rows\": ["));
    std::string before;
    std::set<std::string> seen;
    while (std::getline(lines, line) && line != "]}") {
      if (line.starts_with("  //"))
        continue;
      CHECK_THAT(line, Catch::StartsWith("  {\""));
      CHECK(line.back() == (lines.peek() == ']' ? '}' : ','));
      const std::string subject = subjectOf(line);
      if (subject < before)
        FAIL_CHECK(subject << " stands after " << before);
      before = subject;
      if (!seen.insert(line.substr(0, line.rfind('}'))).second)
        FAIL_CHECK("twice: " << line);
    }
    CHECK(line == "]}");
    CHECK(lines.peek() == std::char_traits<char>::eof());
  }
}

TEST_CASE("each driver binds values in its own way") {
  struct Fact {
    const char* api;
    ParamStyle style;
    BindForm bind;
    int params;
  };
  const Fact facts[] = {
      {"sqlite3.Cursor.execute", ParamStyle::QMark, BindForm::Sequence, 1},
      {"sqlite3.Connection.execute", ParamStyle::QMark, BindForm::Sequence, 1},
      {"sqlite3.Connection.executescript", ParamStyle::QMark, BindForm::None, -1},
      {"aiosqlite.Connection.execute_fetchall", ParamStyle::QMark, BindForm::Sequence, 1},
      {"psycopg2.extensions.cursor.execute", ParamStyle::Format, BindForm::Sequence, 1},
      {"psycopg.Cursor.execute", ParamStyle::Format, BindForm::Sequence, 1},
      {"psycopg.AsyncConnection.execute", ParamStyle::Format, BindForm::Sequence, 1},
      {"pymysql.cursors.Cursor.execute", ParamStyle::Format, BindForm::Sequence, 1},
      {"aiomysql.Cursor.execute", ParamStyle::Format, BindForm::Sequence, 1},
      {"MySQLdb.cursors.Cursor.execute", ParamStyle::Format, BindForm::Sequence, 1},
      {"mysql.connector.cursor.MySQLCursor.execute", ParamStyle::Format, BindForm::Sequence, 1},
      {"asyncpg.Connection.fetch", ParamStyle::Dollar, BindForm::Varargs, 1},
      {"asyncpg.Pool.fetchval", ParamStyle::Dollar, BindForm::Varargs, 1},
      {"sqlalchemy.text", ParamStyle::Named, BindForm::Enclosing, -1},
      {"sqlalchemy.engine.Connection.exec_driver_sql", ParamStyle::Unknown, BindForm::Sequence, 1},
      {"django.db.backends.utils.CursorWrapper.execute", ParamStyle::Format, BindForm::Sequence, 1},
      {"django.db.models.QuerySet.raw", ParamStyle::Format, BindForm::Sequence, 1},
      {"duckdb.DuckDBPyConnection.execute", ParamStyle::QMark, BindForm::Sequence, 1},
      {"oracledb.Cursor.execute", ParamStyle::Named, BindForm::Mapping, 1},
      {"*.execute", ParamStyle::Unknown, BindForm::Sequence, 1},
  };
  for (const Fact& fact : facts) {
    INFO(fact.api);
    REQUIRE(walk(fact.api) != kNoModel);
    const ModelEntry& entry = (*shipped().models)[walk(fact.api)];
    REQUIRE_FALSE(entry.sinks.empty());
    CHECK(entry.sinks[0].kind == Sink::Sql);
    CHECK(entry.sinks[0].style == fact.style);
    CHECK(entry.sinks[0].bind == fact.bind);
    CHECK(entry.sinks[0].params.position == fact.params);
  }
}

TEST_CASE("connections lead to cursors") {
  const ModelSet& models = *shipped().models;
  for (const auto& [connect, cursor] : {
           std::pair("sqlite3.connect", "sqlite3.Cursor"),
           std::pair("psycopg2.connect", "psycopg2.extensions.cursor"),
           std::pair("psycopg.connect", "psycopg.Cursor"),
           std::pair("pymysql.connect", "pymysql.cursors.Cursor"),
           std::pair("MySQLdb.connect", "MySQLdb.cursors.Cursor"),
           std::pair("mysql.connector.connect", "mysql.connector.cursor.MySQLCursor"),
       }) {
    INFO(connect);
    const ModelId connection = models[walk(connect)].returns;
    REQUIRE(connection != kNoModel);
    const ModelId method = models.member(connection, models.symbols()->find("cursor"));
    CHECK(models[method].returns == walk(cursor));
  }
}

TEST_CASE("request objects are remote wherever they are met") {
  const ModelSet& models = *shipped().models;
  const ModelId flaskRequest = models[walk("flask.request")].is;
  CHECK(flaskRequest == walk("flask.Request"));
  for (const auto& [type, attribute] : {
           std::pair("flask.Request", "args"),
           std::pair("flask.Request", "get_json"),
           std::pair("flask.Request", "view_args"),
           std::pair("django.http.HttpRequest", "GET"),
           std::pair("django.core.handlers.wsgi.WSGIRequest", "body"),
           std::pair("rest_framework.request.Request", "data"),
           std::pair("rest_framework.request.Request", "POST"),
           std::pair("fastapi.Request", "query_params"),
           std::pair("fastapi.Request", "json"),
           std::pair("django.views.generic.ListView", "kwargs"),
       }) {
    INFO(type << "." << attribute);
    CHECK(models[memberOf(type, attribute)].source == maskOf(Taint::Remote));
  }
  CHECK(models[memberOf("flask.Request", "method")].source == 0);
}

TEST_CASE("transactions, locks and waits are known of the libraries that matter") {
  const ModelSet& models = *shipped().models;
  const auto scopes = [&](std::string_view name) {
    const Effects& effects = models[walk(name)].effects;
    return std::any_of(
        effects.transactions.begin(), effects.transactions.end(),
        [](const TransactionRow& row) { return row.as == TransactionRow::As::Scope; });
  };
  for (const char* name : {"django.db.transaction.atomic", "sqlalchemy.engine.Engine.begin",
                           "sqlalchemy.orm.Session.begin", "sqlalchemy.orm.session.Session.begin",
                           "oslo_db.sqlalchemy.enginefacade.writer", "sqlite3.Connection"}) {
    CAPTURE(name);
    CHECK(scopes(name));
  }
  const ModelId facade = models[walk("neutron_lib.db.api.CONTEXT_WRITER")].is;
  CHECK(facade == models[walk("oslo_db.sqlalchemy.enginefacade.reader")].is);
  CHECK(scopes(models.dottedName(facade) + ".using"));

  for (const char* name : {"threading.Lock", "asyncio.Lock", "multiprocessing.RLock",
                           "oslo_concurrency.lockutils.lock", "fasteners.InterProcessLock"}) {
    CAPTURE(name);
    REQUIRE_FALSE(models[walk(name)].effects.locks.empty());
    CHECK(models[walk(name)].effects.locks[0].tasks ==
          std::string_view(name).starts_with("asyncio"));
  }
  for (const auto& [name, wait] :
       {std::pair("time.sleep", Wait::Sleep), std::pair("requests.get", Wait::Network),
        std::pair("httpx.Client.post", Wait::Network),
        std::pair("urllib.request.urlopen", Wait::Network),
        std::pair("socket.socket.recv", Wait::Network),
        std::pair("subprocess.check_output", Wait::Process),
        std::pair("psycopg2.extensions.cursor.execute", Wait::Database),
        std::pair("threading.Lock.acquire", Wait::Lock),
        std::pair("asyncio.Lock.acquire", Wait::No)}) {
    CAPTURE(name);
    CHECK(models[walk(name)].effects.waits == wait);
  }
}
