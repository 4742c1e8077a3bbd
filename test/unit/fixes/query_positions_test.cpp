#include "test/support/catch.h"
#include "test/unit/fixes/query_sample.h"

using namespace pysecd;
using namespace pysecd::test;

TEST_CASE("operands are values") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a BETWEEN {x} AND {y} AND b = {z}"))",
       R"(db.execute("SELECT * FROM t WHERE a BETWEEN ? AND ? AND b = ?", (x, y, z)))"},
      {Driver::Sqlite, R"py(db.execute(f"SELECT * FROM t WHERE a IN ({x}, '{y}')"))py",
       R"py(db.execute("SELECT * FROM t WHERE a IN (?, ?)", (x, y)))py"},
      {Driver::Sqlite, R"py(db.execute(f"SELECT * FROM t WHERE lower(a) = lower({x})"))py",
       R"py(db.execute("SELECT * FROM t WHERE lower(a) = lower(?)", (x,)))py"},
      {Driver::Sqlite, R"(db.execute(f"SELECT fn(a, {x}), CAST({y} AS INTEGER) FROM t"))",
       R"(db.execute("SELECT fn(a, ?), CAST(? AS INTEGER) FROM t", (x, y)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT '{x}' AS a, {n} AS b"))",
       R"(db.execute("SELECT ? AS a, ? AS b", (x, n)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT CASE WHEN a = {x} THEN {y} ELSE {z} END FROM t"))",
       R"(db.execute("SELECT CASE WHEN a = ? THEN ? ELSE ? END FROM t", (x, y, z)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = {x} + {y} * 2 AND b > -{z}"))",
       R"(db.execute("SELECT * FROM t WHERE a = ? + ? * 2 AND b > -?", (x, y, z)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a->>'$.x' = {x} AND b || '{y}' = c"))",
       R"(db.execute("SELECT * FROM t WHERE a->>'$.x' = ? AND b || ? = c", (x, y)))"},
      {Driver::Sqlite,
       R"py(db.execute(f"SELECT * FROM t WHERE (a, b) = ({x}, {y}) AND c = ({z})"))py",
       R"py(db.execute("SELECT * FROM t WHERE (a, b) = (?, ?) AND c = (?)", (x, y, z)))py"},
      {Driver::Sqlite,
       R"py(db.execute(f"SELECT * FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = {x})"))py",
       R"py(db.execute("SELECT * FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = ?)", (x,)))py"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t JOIN u ON t.id = u.id AND u.a = {x}"))",
       R"(db.execute("SELECT * FROM t JOIN u ON t.id = u.id AND u.a = ?", (x,)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t LIMIT {x}, {y}"))",
       R"(db.execute("SELECT * FROM t LIMIT ?, ?", (x, y)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE {n} < a"))",
       R"(db.execute("SELECT * FROM t WHERE ? < a", (n,)))"},
      {Driver::Sqlite, R"(db.execute(f"DELETE FROM t WHERE id = {x}"))",
       R"(db.execute("DELETE FROM t WHERE id = ?", (x,)))"},
      {Driver::Sqlite, R"py(db.execute(f"REPLACE INTO t VALUES ({x})"))py",
       R"py(db.execute("REPLACE INTO t VALUES (?)", (x,)))py"},
      {Driver::Sqlite,
       R"(db.execute(f"WITH x AS (SELECT * FROM t WHERE a = {x}) SELECT * FROM x"))",
       R"(db.execute("WITH x AS (SELECT * FROM t WHERE a = ?) SELECT * FROM x", (x,)))"},
      {Driver::Sqlite, R"(db.execute(f"EXPLAIN SELECT * FROM t WHERE a = {x}"))",
       R"(db.execute("EXPLAIN SELECT * FROM t WHERE a = ?", (x,)))"},
      {Driver::Sqlite, R"(db.execute(f"ATTACH DATABASE '{x}' AS y"))",
       R"(db.execute("ATTACH DATABASE ? AS y", (x,)))"},
      {Driver::Sqlite, R"py(db.execute(f"SELECT load_extension({x})"))py",
       R"py(db.execute("SELECT load_extension(?)", (x,)))py"},
      {Driver::Psycopg2, R"py(db.execute(f"SELECT * FROM t WHERE a = ANY(ARRAY[{x}, {y}])"))py",
       R"py(db.execute("SELECT * FROM t WHERE a = ANY(ARRAY[%s, %s])", (x, y)))py"},
      {Driver::Psycopg2, R"py(db.execute(f"CALL proc({x}, '{y}')"))py",
       R"py(db.execute("CALL proc(%s, %s)", (x, y)))py"},
      {Driver::Psycopg2,
       R"(db.execute(f"INSERT INTO t (a) VALUES ({x}) ON CONFLICT (a) DO UPDATE SET a = {y} RETURNING id"))",
       R"(db.execute("INSERT INTO t (a) VALUES (%s) ON CONFLICT (a) DO UPDATE SET a = %s RETURNING id", (x, y)))"},
      {Driver::Psycopg2,
       R"(db.execute(f"MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = {x}"))",
       R"(db.execute("MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = %s", (x,)))"},
      {Driver::Pymysql,
       R"(db.execute(f"INSERT INTO t SET a = {x} ON DUPLICATE KEY UPDATE a = {y}"))",
       R"(db.execute("INSERT INTO t SET a = %s ON DUPLICATE KEY UPDATE a = %s", (x, y)))"},
      {Driver::Pymysql, R"(db.execute(f'SELECT * FROM t WHERE a = "{a}" AND `b` = \'{b}\''))",
       R"(db.execute('SELECT * FROM t WHERE a = %s AND `b` = %s', (a, b)))"},
  });
}

TEST_CASE("names can't be bound") {
  checkRefusals({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM {table} WHERE a = '{a}'"))",
       R"(table is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM {table} WHERE a = '{a}'"))",
       R"(table is a name in the statement, which can't be bound: choose it from a list of allowed names, or compose it with sql.Identifier)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT {cols} FROM t"))",
       R"(cols is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT a, {cols} FROM t"))",
       R"(cols is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t ORDER BY {col}"))",
       R"(col is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t ORDER BY a {direction}"))",
       R"(direction is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t GROUP BY a, {col}"))",
       R"(col is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE {col} = 1"))",
       R"(col is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = 1 AND {col} LIKE '{x}'"))",
       R"(col is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE lower({x}) = 'a'"))",
       R"(x is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT max({x}) FROM t"))",
       R"(x is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"py(db.execute(f"INSERT INTO t ({cols}) VALUES ({x})"))py",
       R"(cols is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"UPDATE t SET {col} = {x}"))",
       R"(col is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t JOIN {u} ON t.id = u.id"))",
       R"(u is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t AS {alias}"))",
       R"(alias is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT t.{col} FROM t"))",
       R"(col is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM users_{suffix}"))",
       R"(suffix is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM [{table}]"))",
       R"(table is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f'SELECT * FROM "{table}"'))",
       R"(table is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM `{table}`"))",
       R"(table is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
      {Driver::Psycopg2, R"(db.execute(f'SELECT * FROM t WHERE a = "{col}"'))",
       R"(col is a name in the statement, which can't be bound: choose it from a list of allowed names, or compose it with sql.Identifier)"},
      {Driver::Sqlite, R"py(db.execute(f"CREATE TABLE {t} (a INT)"))py",
       R"(t is a name in the statement, which can't be bound: choose it from a list of allowed names)"},
  });
}

TEST_CASE("parts of a statement can't be bound") {
  checkRefusals({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE {cond}"))",
       R"(cond is a part of the statement, not a value: build it from constant text with placeholders)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t {where}"))",
       R"(where is a part of the statement, not a value: build it from constant text with placeholders)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a IS {x}"))",
       R"(x is a part of the statement, not a value: build it from constant text with placeholders)"},
      {Driver::Sqlite, R"(db.execute(f"UPDATE t SET {assignments}"))",
       R"(assignments is a part of the statement, not a value: build it from constant text with placeholders)"},
      {Driver::Sqlite, R"(db.execute(f"INSERT INTO t VALUES {rows}"))",
       R"(rows is a part of the statement, not a value: build it from constant text with placeholders)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t -- {x}"))",
       R"(x stands in a comment of the statement: leave it out)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t /* {x} */ WHERE a = {y}"))",
       R"(x stands in a comment of the statement: leave it out)"},
      {Driver::Pymysql, R"(db.execute(f"SELECT * FROM t # {x}"))",
       R"(x stands in a comment of the statement: leave it out)"},
  });
}

TEST_CASE("literals of their own kind") {
  checkFixes({
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE a = E'{x}' AND b = N'{y}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = %s AND b = %s", (x, y)))"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE a = $${x}$$"))",
       R"(db.execute("SELECT * FROM t WHERE a = %s", (x,)))"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE d > DATE '{x}'"))",
       R"(db.execute("SELECT * FROM t WHERE d > DATE %s", (x,)))"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE d > now() - INTERVAL '{x} days'"))",
       R"(db.execute("SELECT * FROM t WHERE d > now() - INTERVAL %s", (f"{x} days",)))"},
      {Driver::Pymysql, R"(db.execute(f"SELECT * FROM t WHERE d > NOW() - INTERVAL {x} DAY"))",
       R"(db.execute("SELECT * FROM t WHERE d > NOW() - INTERVAL %s DAY", (x,)))"},
  });
  checkRefusals({
      {Driver::Asyncpg, R"(db.fetch(f"SELECT * FROM t WHERE d > now() - INTERVAL '{x} days'"))",
       R"(x stands where the database accepts only a literal)"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE a = B'{x}'"))",
       R"(x stands in a literal of its own kind, which has no bound form)"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE a = E'\\n{x}'"))",
       R"(the text around x has a backslash, which databases read differently)"},
  });
}

TEST_CASE("statements that take no values") {
  checkFixes({
      {Driver::Psycopg2, R"(db.execute(f"SET timezone = '{x}'"))",
       R"(db.execute("SET timezone = %s", (x,)))"},
      {Driver::Psycopg2, R"(db.execute(f"ALTER USER foo PASSWORD '{x}'"))",
       R"(db.execute("ALTER USER foo PASSWORD %s", (x,)))"},
  });
  checkRefusals({
      {Driver::Sqlite, R"py(db.execute(f"CREATE TABLE t (a TEXT DEFAULT '{x}')"))py",
       R"(databases accept no bound values in CREATE: check the value against a list of allowed ones)"},
      {Driver::Sqlite, R"(db.execute(f"PRAGMA user_version = {x}"))",
       R"(databases accept no bound values in PRAGMA: check the value against a list of allowed ones)"},
      {Driver::Psycopg3, R"(db.execute(f"SET timezone = '{x}'"))",
       R"(databases accept no bound values in SET: check the value against a list of allowed ones)"},
      {Driver::Psycopg3, R"(db.execute(f"COPY t FROM '{x}'"))",
       R"(databases accept no bound values in COPY: check the value against a list of allowed ones)"},
  });
}

TEST_CASE("text that is no SQL") {
  checkRefusals({
      {Driver::Sqlite, R"(db.execute("Update the widget %s now" % x))",
       R"(the text is not a SQL statement)"},
      {Driver::Sqlite, R"(db.execute("delete from the guild %s" % x))",
       R"(the text is not a SQL statement)"},
      {Driver::Sqlite, R"(db.execute("Please select a value from %s" % x))",
       R"(the text is not a SQL statement)"},
      {Driver::Sqlite, R"(db.execute("select a value from the list %s" % x))",
       R"(the text is not a SQL statement)"},
      {Driver::Sqlite, R"(db.execute(f"hello {x}"))", R"(the text is not a SQL statement)"},
      {Driver::Sqlite, R"(db.execute(f"{x}"))", R"(the text of x can't be followed)"},
      {Driver::Sqlite, R"(db.execute(x))", R"(the text of x can't be followed)"},
  });
}
