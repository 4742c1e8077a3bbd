#include "test/support/catch.h"
#include "test/unit/fixes/query_sample.h"

using namespace pysecd;
using namespace pysecd::test;

TEST_CASE("text in a variable of its own") {
  checkFixes({
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{a}'"
db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE a = ?"
db.execute(sql, (a,)))"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE a = '%s'" % a
with db.cursor() as cur:
    cur.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE a = ?"
with db.cursor() as cur:
    cur.execute(sql, (a,)))"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE a = '%s'"
db.execute(sql % a))",
       R"(sql = "SELECT * FROM t WHERE a = ?"
db.execute(sql, (a,)))"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE a = '{}'"
db.execute(sql.format(a)))",
       R"(sql = "SELECT * FROM t WHERE a = ?"
db.execute(sql, (a,)))"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE a = '%s'"
sql = sql % a
db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE a = ?"
db.execute(sql, (a,)))"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t"
sql = sql + " WHERE a = '" + a + "'"
db.execute(sql))",
       R"(sql = "SELECT * FROM t"
sql = sql + " WHERE a = ?"
db.execute(sql, (a,)))"},
      {Driver::Sqlite, R"(sql: str = f"SELECT * FROM t WHERE a = '{a}'"
db.execute(sql))",
       R"(sql: str = "SELECT * FROM t WHERE a = ?"
db.execute(sql, (a,)))"},
      {Driver::Sqlite, R"(for a in b:
    sql = f"SELECT * FROM t WHERE a = '{a}'"
    db.execute(sql))",
       R"(for a in b:
    sql = "SELECT * FROM t WHERE a = ?"
    db.execute(sql, (a,)))"},
      {Driver::Sqlite, R"(try:
    sql = f"SELECT * FROM t WHERE a = '{a}'"
    db.execute(sql)
except Exception:
    pass)",
       R"(try:
    sql = "SELECT * FROM t WHERE a = ?"
    db.execute(sql, (a,))
except Exception:
    pass)"},
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{a}'"
db.execute(sql)
sql = f"SELECT * FROM u WHERE a = '{a}'"
other(sql))",
       R"(sql = "SELECT * FROM t WHERE a = ?"
db.execute(sql, (a,))
sql = f"SELECT * FROM u WHERE a = '{a}'"
other(sql))"},
      {Driver::Sqlite, R"(where = f"a = '{a}'"
sql = f"SELECT * FROM t WHERE {where}"
db.execute(sql))",
       R"(where = "a = ?"
sql = f"SELECT * FROM t WHERE {where}"
db.execute(sql, (a,)))"},
      {Driver::Sqlite, R"(where = "a = '%s'" % a
db.execute("SELECT * FROM t WHERE %s AND b = '%s'" % (where, b)))",
       R"(where = "a = ?"
db.execute("SELECT * FROM t WHERE %s AND b = ?" % (where,), (a, b)))"},
      {Driver::Sqlite, R"(where = "a = '%s'" % a
db.execute("SELECT * FROM t WHERE {} AND b = '{}'".format(where, b)))",
       R"(where = "a = ?"
db.execute("SELECT * FROM t WHERE {} AND b = ?".format(where), (a, b)))"},
      {Driver::Sqlite, R"(where = "WHERE a = '" + a + "'"
db.execute("SELECT * FROM t " + where + " ORDER BY b"))",
       R"(where = "WHERE a = ?"
db.execute("SELECT * FROM t " + where + " ORDER BY b", (a,)))"},
  });
}

TEST_CASE("text that is added to") {
  checkFixes({
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE a = '%s'" % a
sql += " AND b = '%s'" % b
db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE a = ?"
sql += " AND b = ?"
db.execute(sql, (a, b)))"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE a = '"
sql += a
sql += "'"
db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE a = ?"
db.execute(sql, (a,)))"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE a = "
sql += str(a)
sql += " LIMIT 1"
db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE a = "
sql += "?"
sql += " LIMIT 1"
db.execute(sql, (a,)))"},
      {Driver::Sqlite, R"(some_sql += f" AND a = '{a}'"
db.execute(some_sql))",
       R"(some_sql += " AND a = ?"
db.execute(some_sql, (a,)))"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t"  # all
sql += f" WHERE a = '{a}'"  # one
db.execute(sql))",
       R"(sql = "SELECT * FROM t"  # all
sql += " WHERE a = ?"  # one
db.execute(sql, (a,)))"},
  });
}

TEST_CASE("values that may change before the call are collected where they are") {
  checkFixes({
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{a.b}'"
with db.cursor() as cur:
    cur.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE a = ?"
params = (a.b,)
with db.cursor() as cur:
    cur.execute(sql, params))"},
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{load()}'"
db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE a = ?"
params = (load(),)
db.execute(sql, params))"},
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{a}'"
a = 2
db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE a = ?"
params = (a,)
a = 2
db.execute(sql, params))"},
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{a}'"
for a in b:
    db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE a = ?"
params = (a,)
for a in b:
    db.execute(sql, params))"},
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{a.b}' AND b = {b}"
params = connect()
db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE a = ? AND b = ?"
query_params = (a.b, b)
params = connect()
db.execute(sql, query_params))"},
      {Driver::Text, R"(sql = f"SELECT * FROM t WHERE a = '{a.b}'"
conn = connect()
conn.execute(text(sql)))",
       R"(sql = "SELECT * FROM t WHERE a = :b"
params = {"b": a.b}
conn = connect()
conn.execute(text(sql), params))"},
      {Driver::Text, R"(sql = f"SELECT * FROM t WHERE a = '{a.b}'"
start()
stmt = text(sql))",
       R"(sql = "SELECT * FROM t WHERE a = :b"
params = {"b": a.b}
start()
stmt = text(sql).bindparams(**params))"},
      {Driver::Asyncpg, R"(sql = f"SELECT * FROM t WHERE b = '{load()}'"
sql += f" AND a = '{a}'"
rows = db.fetch(sql))",
       R"(sql = "SELECT * FROM t WHERE b = $1"
params = [load()]
sql += " AND a = $2"
params.append(a)
rows = db.fetch(sql, *params))"},
      {Driver::OracleKeywords, R"(sql = f"SELECT * FROM t WHERE a = '{load()}'"
db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE a = :value"
params = {"value": load()}
db.execute(sql, **params))"},
  });
}

TEST_CASE("text that grows on some paths") {
  checkFixes({
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE 1 = 1"
if a:
    sql += f" AND a = '{a}'"
if b:
    sql += " AND b = " + str(b) + " AND c = '" + c + "'"
sql += " ORDER BY d"
rows = db.execute(sql).fetchall())",
       R"(sql = "SELECT * FROM t WHERE 1 = 1"
params = []
if a:
    sql += " AND a = ?"
    params.append(a)
if b:
    sql += " AND b = ? AND c = ?"
    params += [b, c]
sql += " ORDER BY d"
rows = db.execute(sql, params).fetchall())"},
      {Driver::Text, R"(sql = "SELECT * FROM t WHERE 1 = 1"
if a:
    sql += f" AND a = '{a}'"
if b:
    sql += " AND b = " + str(b) + " AND c = '" + c + "'"
rows = db.execute(text(sql)).fetchall())",
       R"(sql = "SELECT * FROM t WHERE 1 = 1"
params = {}
if a:
    sql += " AND a = :a"
    params["a"] = a
if b:
    sql += " AND b = :b AND c = :c"
    params.update({"b": b, "c": c})
rows = db.execute(text(sql), params).fetchall())"},
      {Driver::Psycopg2, R"(sql = "SELECT * FROM t WHERE a LIKE 'x%'"
if b:
    sql += f" AND b = '{b}'"
db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE a LIKE 'x%%'"
params = []
if b:
    sql += " AND b = %s"
    params.append(b)
db.execute(sql, params))"},
      {Driver::Pyodbc, R"(sql = "SELECT * FROM t WHERE 1 = 1"
if a:
    sql += f" AND a = '{a}'"
rows = db.fetch(sql))",
       R"(sql = "SELECT * FROM t WHERE 1 = 1"
params = []
if a:
    sql += " AND a = ?"
    params.append(a)
rows = db.fetch(sql, *params))"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE 1 = 1"
for a in xs:
    sql += f" AND a = '{a}'"
db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE 1 = 1"
params = []
for a in xs:
    sql += " AND a = ?"
    params.append(a)
db.execute(sql, params))"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE 1 = 1"
if a: sql += f" AND a = '{a}'"
db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE 1 = 1"
params = []
if a: sql += " AND a = ?"; params.append(a)
db.execute(sql, params))"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE 1 = 1"; log()
if a:
    sql = sql + f" AND a = '{a}'"  # some
params = 3
db.execute(sql + f" LIMIT {limit}"))",
       R"(sql = "SELECT * FROM t WHERE 1 = 1"; query_params = []; log()
if a:
    sql = sql + " AND a = ?"  # some
    query_params.append(a)
params = 3
db.execute(sql + " LIMIT ?", (*query_params, limit)))"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE 1 = 1"
if a:
    sql = f"{sql} AND a = '{a}'"
db.execute(sql))",
       R"(sql = "SELECT * FROM t WHERE 1 = 1"
params = []
if a:
    sql = f"{sql} AND a = ?"
    params.append(a)
db.execute(sql, params))"},
      {Driver::Sqlite, R"(where = ""
if a:
    where = f" WHERE a = '{a}'"
db.execute("SELECT * FROM t" + where))",
       R"(where = ""
params = ()
if a:
    where = " WHERE a = ?"
    params = (a,)
db.execute("SELECT * FROM t" + where, params))"},
      {Driver::Sqlite, R"(where = ""
if a:
    where += f" WHERE a = '{a}'"
db.execute(f"SELECT * FROM t{where}"))",
       R"(where = ""
params = []
if a:
    where += " WHERE a = ?"
    params.append(a)
db.execute(f"SELECT * FROM t{where}", params))"},
      {Driver::Sqlite, R"(if a:
    sql = f"SELECT * FROM t WHERE a = '{a}'"
else:
    sql = "SELECT * FROM t"
db.execute(sql))",
       R"(if a:
    sql = "SELECT * FROM t WHERE a = ?"
    params = (a,)
else:
    sql = "SELECT * FROM t"
    params = ()
db.execute(sql, params))"},
      {Driver::Sqlite, R"(if a:
    sql = f"SELECT * FROM t WHERE a = '{a}'"
elif b:
    sql = f"SELECT * FROM u WHERE a = '{b}'"
else:
    sql = "SELECT 1"
cur = db.cursor()
cur.execute(sql))",
       R"(if a:
    sql = "SELECT * FROM t WHERE a = ?"
    params = (a,)
elif b:
    sql = "SELECT * FROM u WHERE a = ?"
    params = (b,)
else:
    sql = "SELECT 1"
    params = ()
cur = db.cursor()
cur.execute(sql, params))"},
  });
  checkRefusals({
      {Driver::Text, R"(sql = "SELECT * FROM t WHERE 1 = 1"
for a in xs:
    sql += f" AND a = '{a}'"
db.execute(text(sql)))",
       R"(a is added in a loop: each round would need a name of its own)"},
      {Driver::Asyncpg, R"(sql = "SELECT * FROM t WHERE 1 = 1"
if a:
    sql += f" AND a = '{a}'"
rows = db.fetch(sql))",
       R"(the number of the placeholder for a depends on the path taken)"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE 1 = 1"
if a:
    sql += f" AND a = '{a}'"
db.execute(sql, ()))",
       R"(the call passes parameters already)"},
      {Driver::Sqlite, R"(if a:
    sql = f"SELECT * FROM t WHERE a = '{a}'"
db.execute(sql))",
       R"(the text of sql is put together on paths that can't be told apart)"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE a = '"
if a:
    sql += a + "'"
db.execute(sql))",
       R"(the text around a is made in several statements)"},
      {Driver::Sqlite, R"(where = f"a = '{a()}'"
table = f"t WHERE b = '{b()}' AND "
db.execute("SELECT * FROM " + table + where))",
       R"(the query's text is made in several variables)"},
  });
}

TEST_CASE("text that serves something else, too") {
  checkRefusals({
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{a}'"
print(sql)
db.execute(sql))",
       R"(the text of sql is used for something else, too)"},
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{a}'"
db.execute(sql)
return sql)",
       R"(the text of sql is used for something else, too)"},
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{a}'"
try:
    db.execute(sql)
except Exception:
    log(sql))",
       R"(the text of sql is used for something else, too)"},
      {Driver::Sqlite, R"(for a in b:
    print(sql)
    sql = f"SELECT * FROM t WHERE a = '{a}'"
    db.execute(sql))",
       R"(the text of sql is used for something else, too)"},
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{a}'"
if a:
    db.execute(sql)
    sql = ""
print(sql))",
       R"(the text of sql is used for something else, too)"},
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{a}'"
def later():
    return sql
db.execute(sql))",
       R"(the text of sql is shared with other functions)"},
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{a}'"
while a:
    db.execute(sql)
    sql += " ")",
       R"(the text of sql is used for something else, too)"},
      {Driver::Sqlite, R"(global sql
sql = f"SELECT * FROM t WHERE a = '{a}'"
db.execute(sql))",
       R"(the text of sql is shared with other functions)"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t WHERE a = "
for a in b:
    sql += str(a)
    db.execute(sql))",
       R"(the text of sql is put together on paths that can't be told apart)"},
      {Driver::Sqlite, R"(sql = "SELECT * FROM t"
run = lambda: db.execute(sql + f" WHERE a = '{a}'"))",
       R"(the text of sql is put together on paths that can't be told apart)"},
      {Driver::Sqlite, R"(sql, n = f"SELECT * FROM t WHERE a = '{a}'", 1
db.execute(sql))",
       R"(the text of sql can't be followed)"},
      {Driver::Sqlite, R"(sql = make()
db.execute(sql))",
       R"(the text of sql can't be followed)"},
      {Driver::Sqlite, R"(db.execute(self.sql))", R"(the text of self.sql can't be followed)"},
  });
}
