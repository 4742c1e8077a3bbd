#include "test/support/catch.h"
#include "test/unit/fixes/query_sample.h"

using namespace pysecd;
using namespace pysecd::test;

TEST_CASE("an unknown driver gets one fix a style, none of them safe") {
  constexpr std::string_view kSample =
      R"(db.execute(f"SELECT a FROM t WHERE b = '{b}' AND c = {c}"))";
  const FixedQuery qmark = fixQuery(kSample, Driver::Unknown, 0);
  CHECK(qmark.fixes == 3);
  CHECK(!qmark.safe);
  CHECK(!qmark.preferred);
  CHECK(qmark.title == "pass the values as bound parameters (?)");
  CHECK(qmark.text == R"(db.execute("SELECT a FROM t WHERE b = ? AND c = ?", (b, c)))");
  const FixedQuery format = fixQuery(kSample, Driver::Unknown, 1);
  CHECK(format.title == "pass the values as bound parameters (%s)");
  CHECK(format.text == R"(db.execute("SELECT a FROM t WHERE b = %s AND c = %s", (b, c)))");
  const FixedQuery named = fixQuery(kSample, Driver::Unknown, 2);
  CHECK(named.title == "pass the values as bound parameters (:name)");
  CHECK(named.text == R"(db.execute("SELECT a FROM t WHERE b = :b AND c = :c", {"b": b, "c": c}))");
}

TEST_CASE("a known driver gets one preferred fix") {
  const FixedQuery one =
      fixQuery(R"(db.execute(f"SELECT a FROM t WHERE b = '{b}'"))", Driver::Sqlite);
  CHECK(one.fixes == 1);
  CHECK(one.safe);
  CHECK(one.preferred);
  CHECK(one.title == "pass the value as a bound parameter");
}

TEST_CASE("a fix that rests on the type of a value is not safe") {
  CHECK(!fixQuery(R"(db.fetch(f"SELECT a FROM t WHERE b = {b}"))", Driver::Asyncpg).safe);
  CHECK(fixQuery(R"(db.fetch(f"SELECT a FROM t WHERE b = {n}"))", Driver::Asyncpg).safe);
  CHECK(!fixQuery(R"py(db.execute(f"SELECT a FROM t WHERE b IN ({','.join(ids)})"))py",
                  Driver::Sqlite)
             .safe);
}

TEST_CASE("line ends and tabs are kept") {
  const FixedQuery fixed =
      fixQuery("sql = \"SELECT a FROM t\"\r\nif a:\r\n\tsql += f\" WHERE a = '{a}'\"\r\n"
               "db.execute(\r\n\tsql,\r\n)",
               Driver::Sqlite);
  CHECK(fixed.problem == "");
  CHECK(fixed.text ==
        "sql = \"SELECT a FROM t\"\r\nparams = []\r\nif a:\r\n\tsql += \" WHERE a = ?\"\r\n"
        "\tparams.append(a)\r\ndb.execute(\r\n\tsql,\r\n\tparams,\r\n)");
}
