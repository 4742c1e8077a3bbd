#include "test/support/catch.h"
#include "test/unit/fixes/query_sample.h"

using namespace pysecd;
using namespace pysecd::test;

TEST_CASE("lists in IN become placeholders made at run time") {
  checkFixes({
      {Driver::Sqlite, R"(ids = list(xs)
db.execute(f"SELECT * FROM t WHERE a IN ({','.join(str(i) for i in ids)}) AND b = '{b}'"))",
       R"(ids = list(xs)
db.execute(f"SELECT * FROM t WHERE a IN ({','.join('?' * len(ids))}) AND b = ?", (*ids, b)))"},
      {Driver::Sqlite, R"py(ids = [int(x) for x in xs]
db.execute("SELECT * FROM t WHERE a IN (" + ",".join(map(str, ids)) + ")"))py",
       R"py(ids = [int(x) for x in xs]
db.execute("SELECT * FROM t WHERE a IN (" + ",".join("?" * len(ids)) + ")", tuple(ids)))py"},
      {Driver::Sqlite, R"py(ids = list(xs)
db.execute("SELECT * FROM t WHERE a IN (%s)" % ",".join(map(str, ids))))py",
       R"py(ids = list(xs)
db.execute("SELECT * FROM t WHERE a IN (%s)" % ",".join("?" * len(ids)), tuple(ids)))py"},
      {Driver::Sqlite, R"py(names = list(xs)
db.execute("SELECT * FROM t WHERE a IN ('%s')" % "','".join(names)))py",
       R"py(names = list(xs)
db.execute("SELECT * FROM t WHERE a IN (%s)" % ",".join("?" * len(names)), tuple(names)))py"},
      {Driver::Sqlite, R"py(names = list(xs)
db.execute("SELECT * FROM t WHERE b = '%s' AND a IN (%s)" % (b, ", ".join("'%s'" % n for n in names))))py",
       R"py(names = list(xs)
db.execute("SELECT * FROM t WHERE b = ? AND a IN (%s)" % (",".join("?" * len(names)),), (b, *names)))py"},
      {Driver::Sqlite, R"py(names = list(xs)
db.execute("SELECT * FROM t WHERE a IN ({})".format(", ".join(f"'{n}'" for n in names))))py",
       R"py(names = list(xs)
db.execute("SELECT * FROM t WHERE a IN ({})".format(",".join("?" * len(names))), tuple(names)))py"},
      {Driver::Sqlite, R"py(names = list(xs)
db.execute("SELECT * FROM t WHERE a IN (" + ",".join(["'" + n + "'" for n in names]) + ")"))py",
       R"py(names = list(xs)
db.execute("SELECT * FROM t WHERE a IN (" + ",".join("?" * len(names)) + ")", tuple(names)))py"},
      {Driver::Sqlite, R"py(names = list(xs)
db.execute(f"SELECT * FROM t WHERE a IN ({','.join(repr(n) for n in names)})"))py",
       R"py(names = list(xs)
db.execute(f"SELECT * FROM t WHERE a IN ({','.join('?' * len(names))})", tuple(names)))py"},
      {Driver::Sqlite, R"py(ids = list(xs)
marks = ",".join(map(str, ids))
db.execute(f"SELECT * FROM t WHERE a IN ({marks})"))py",
       R"py(ids = list(xs)
marks = ",".join("?" * len(ids))
db.execute(f"SELECT * FROM t WHERE a IN ({marks})", tuple(ids)))py"},
      {Driver::Pymysql, R"py(ids = list(xs)
db.execute(f"SELECT * FROM t WHERE b = '{b}' AND a IN ({','.join(str(i) for i in ids)})"))py",
       R"py(ids = list(xs)
db.execute(f"SELECT * FROM t WHERE b = %s AND a IN ({','.join(['%s'] * len(ids))})", (b, *ids)))py"},
      {Driver::Pyodbc, R"(ids = list(xs)
db.execute(f"SELECT * FROM t WHERE a IN ({','.join(str(i) for i in ids)}) AND b = {b}"))",
       R"(ids = list(xs)
db.execute(f"SELECT * FROM t WHERE a IN ({','.join('?' * len(ids))}) AND b = ?", *ids, b))"},
  });
  checkRefusals({
      {Driver::Sqlite, R"py(ids = list(xs)
db.execute(f"SELECT * FROM t WHERE a IN ({','.join(str(i.id) for i in ids)})"))py",
       R"(','.join(str(i.id) for i in ids) is a list of values: give it a name, and write one placeholder for each of its items)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a IN {tuple(ids)}"))",
       R"(tuple(ids) is a list of values: give it a name, and write one placeholder for each of its items)"},
      {Driver::Text,
       R"py(db.execute(text(f"SELECT * FROM t WHERE a IN ({','.join(str(i) for i in ids)})")))py",
       R"(','.join(str(i) for i in ids) is a list of values: write one placeholder for each of its items, or use bindparam() with expanding=True)"},
  });
}

TEST_CASE("lists in IN become one tuple or array in PostgreSQL") {
  checkFixes({
      {Driver::Psycopg2,
       R"(db.execute(f"SELECT * FROM t WHERE a IN ({','.join(str(i) for i in ids)}) AND b = '{b}'"))",
       R"(db.execute("SELECT * FROM t WHERE a IN %s AND b = %s", (tuple(ids), b)))"},
      {Driver::Psycopg2,
       R"py(db.execute(f"SELECT * FROM t WHERE a NOT IN ({','.join(str(i.id) for i in ids if i)})"))py",
       R"(db.execute("SELECT * FROM t WHERE a NOT IN %s", (tuple([i.id for i in ids if i]),)))"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE a IN {tuple(ids)}"))",
       R"(db.execute("SELECT * FROM t WHERE a IN %s", (tuple(ids),)))"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE a IN {ids}"))",
       R"(db.execute("SELECT * FROM t WHERE a IN %s", (ids,)))"},
      {Driver::Psycopg2, R"py(db.execute("SELECT * FROM t WHERE a IN (" + ",".join(ids) + ")"))py",
       R"(db.execute("SELECT * FROM t WHERE a IN %s", (tuple(ids),)))"},
      {Driver::Psycopg2,
       R"(db.execute("SELECT * FROM t WHERE a IN ('" + "','".join(ids) + "') AND c = 1"))",
       R"(db.execute("SELECT * FROM t WHERE a IN %s AND c = 1", (tuple(ids),)))"},
      {Driver::Psycopg3,
       R"py(db.execute(f"SELECT * FROM t WHERE a NOT IN ({','.join(str(i) for i in ids)})"))py",
       R"py(db.execute("SELECT * FROM t WHERE a <> ALL(%s)", (list(ids),)))py"},
      {Driver::Asyncpg,
       R"(db.fetch(f"SELECT * FROM t WHERE a IN ({','.join(str(i) for i in ids)}) AND b = '{b}'"))",
       R"(db.fetch("SELECT * FROM t WHERE a = ANY($1) AND b = $2", list(ids), b))"},
  });
  checkRefusals({
      {Driver::Psycopg3, R"py(db.execute(f"SELECT * FROM t WHERE a IN ({','.join(ids)})"))py",
       R"(','.join(ids) is a list of text that stands for numbers: bind a list of numbers to = ANY())"},
  });
}
