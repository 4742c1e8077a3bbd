#include "test/support/catch.h"
#include "test/unit/fixes/query_sample.h"

using namespace pysecd;
using namespace pysecd::test;

namespace {

// One letter a hole: Value, Identifier, Clause, comment (K), Not SQL; `q` quoted, `h` harmless.
std::string shape(std::string_view query, Driver driver = Driver::Sqlite) {
  const QueryShape shape = shapeOf("db.execute(f\"" + std::string(query) + "\")", driver);
  std::string out = shape.isSql ? shape.statement : "no";
  for (const QueryHole& hole : shape.holes) {
    out += ' ';
    out += "VICKN"[static_cast<int>(hole.position)];
    out += hole.quoted ? "q" : "";
    out += hole.harmless ? "h" : "";
  }
  return out;
}

} // namespace

TEST_CASE("statements are told by their first words") {
  CHECK(shape("SELECT * FROM t WHERE a = {x}") == "select V");
  CHECK(shape("  -- all\\n select f({x})") == "select V");
  CHECK(shape("(SELECT a FROM t WHERE b = '{x}') UNION SELECT 1") == "select Vq");
  CHECK(shape("select @@version, {n}") == "select V");
  CHECK(shape("INSERT OR IGNORE INTO t VALUES ({x})") == "insert V");
  CHECK(shape("UPDATE t SET a = {x}") == "update V");
  CHECK(shape("DELETE t WHERE a = {x}") == "delete V");
  CHECK(shape("with a as (select {n}) delete from a where b = {x}") == "with V V");
  CHECK(shape("MERGE INTO t USING u ON t.a = {x} WHEN MATCHED THEN DELETE") == "merge V");
  CHECK(shape("REPLACE INTO t (a) VALUES ('{x}')") == "replace Vq");
  CHECK(shape("CALL p({x})") == "call V");
  CHECK(shape("EXEC p {x}") == "exec V");
  CHECK(shape("PRAGMA table_info({t})") == "pragma V");
  CHECK(shape("TRUNCATE TABLE {t}") == "truncate I");
  CHECK(shape("ALTER TABLE t ADD COLUMN {c} INT") == "alter I");
  CHECK(shape("CREATE OR REPLACE VIEW {v} AS SELECT 1") == "create I");
  CHECK(shape("DROP TABLE IF EXISTS {t}") == "drop I");
  CHECK(shape("SET search_path TO {x}") == "set I");
  CHECK(shape("SAVEPOINT {x}") == "savepoint C");
  CHECK(shape("ATTACH DATABASE '{x}' AS a") == "attach Vq");
  CHECK(shape("VALUES ({x}), ({y})") == "values V V");
}

TEST_CASE("prose that begins like a statement is none") {
  CHECK(shape("Update the widget {x}") == "no N");
  CHECK(shape("delete from the guild {x}") == "no N");
  CHECK(shape("Please select a value from {x}") == "no N");
  CHECK(shape("select {x} please") == "no N");
  CHECK(shape("update {x} failed") == "no N");
  CHECK(shape("insert coin {x}") == "no N");
  CHECK(shape("create your account {x}") == "no N");
  CHECK(shape("drop by {x}") == "no N");
  CHECK(shape("call") == "no");
  CHECK(shape("{x}") == "no N");
  CHECK(shape("") == "no");
}

TEST_CASE("a statement may begin with text that is not known") {
  CHECK(shape("{q} WHERE id = {x}") == " C V");
  CHECK(shape("{q} ORDER BY {x}") == " C I");
  CHECK(shape("{q} AND a = '{x}'") == " C Vq");
  CHECK(shape("{q} is {x}") == "no N N");
}

TEST_CASE("conditions on their own are SQL only where they are taken") {
  CHECK(shapeOf(R"(db.execute(text(f"a = '{x}'")))", Driver::Text).isSql);
  CHECK(!shapeOf(R"(db.execute(f"a = '{x}'"))", Driver::Sqlite).isSql);
}

TEST_CASE("holes are placed by the words around them") {
  CHECK(
      shape("SELECT {a}, {b} FROM {c} WHERE {d} = {e} GROUP BY {f} HAVING {g} ORDER BY {h} {i}") ==
      "select I I I I V I C I I");
  CHECK(shape("SELECT a FROM t WHERE a LIKE '{x}%' ESCAPE '!' LIMIT {y} OFFSET {z}") ==
        "select Vq V V");
  CHECK(shape("SELECT a FROM t {w}") == "select C");
  CHECK(shape("SELECT * {w}") == "select C");
  CHECK(shape("SELECT a * {x} FROM t") == "select V");
  CHECK(shape("SELECT t.{c}, {s}.a, {f}(1) FROM t") == "select I I I");
  CHECK(shape("SELECT a FROM t_{x} JOIN `{y}` ON {z}") == "select I I C");
  CHECK(shape("SELECT a FROM t WHERE a = {x}{y}") == "select C C");
  CHECK(shape("SELECT a FROM t WHERE a::{x} = 1") == "select I");
  CHECK(shape("SELECT a FROM t /* {x} */ -- {y}") == "select K K");
  CHECK(shape("SELECT a FROM t WHERE a = {A} AND b = {n}") == "select Vh V");
  CHECK(shape("INSERT INTO t ({c}) VALUES ({x}, f({y})), ({z})") == "insert I V V V");
  CHECK(shape("UPDATE t SET {c} = {x}, {d}") == "update I V C");
  CHECK(shape("SELECT a FROM t WHERE a BETWEEN {x} AND {y} AND {z}") == "select V V C");
  CHECK(shape("SELECT a FROM t WHERE (a = {x} OR ({y}))") == "select V C");
}

TEST_CASE("double quotes hold a name or, where the database is lenient, a value") {
  const auto quoted = [](Driver driver) {
    return shapeOf("db.execute(f'SELECT a FROM t WHERE b = \"{x}\"')", driver).holes.at(0).position;
  };
  CHECK(quoted(Driver::Sqlite) == HolePosition::Value);
  CHECK(quoted(Driver::Pymysql) == HolePosition::Value);
  CHECK(quoted(Driver::Psycopg2) == HolePosition::Identifier);
  CHECK(quoted(Driver::Oracle) == HolePosition::Identifier);
  CHECK(shapeOf("db.execute(f'SELECT \"{x}\" FROM t')", Driver::Sqlite).holes.at(0).position ==
        HolePosition::Identifier);
}
