#include "test/support/catch.h"
#include "test/unit/fixes/query_sample.h"

using namespace pysecd;
using namespace pysecd::test;

TEST_CASE("a sequence is merged with what is passed already") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}'", ()))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}' AND b = {b}", ()))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (a, b)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}'", []))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", [a]))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}'", None))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE b = ? AND a = '{a}'", (b,)))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND a = ?", (b, a)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}' AND b = ?", (b,)))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (a, b)))"},
      {Driver::Sqlite,
       R"(db.execute(f"SELECT * FROM t WHERE a = '{a}' AND b = ? AND c = '{c}'", (b,)))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ? AND c = ?", (a, b, c)))"},
      {Driver::Sqlite,
       R"(db.execute(f"SELECT * FROM t WHERE b = ? AND a = '{a}' AND c = ?", [b, c]))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND a = ? AND c = ?", [b, a, c]))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE b = ? AND a = '{a}'", (b, )))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND a = ?", (b, a, )))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE b = ? AND c = ? AND a = '{a}'", (
    b,
    c,
)))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND c = ? AND a = ?", (
    b,
    c,
    a,
)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE b = ? AND a = '{a}'", params))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND a = ?", (*params, a)))"},
      {Driver::Sqlite,
       R"(db.execute(f"SELECT * FROM t WHERE a = '{a}' AND c = {c} AND b = ?", self.params))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND c = ? AND b = ?", (a, c, *self.params)))"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = %s", [c]))",
       R"(db.execute("SELECT * FROM t WHERE b = %s AND c = %s", [b, c]))"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}' AND b ? 'x'"))",
       R"(db.execute("SELECT * FROM t WHERE a = %s AND b ? 'x'", (a,)))"},
  });
  checkRefusals({
      {Driver::Pymysql, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = %s", c))",
       R"(the parameters are in c: add b to them)"},
      {Driver::Sqlite,
       R"(db.execute(f"SELECT * FROM t WHERE c = ? AND b = '{b}' AND d = ?", params))",
       R"(the parameters are in params: add b to them)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}'", params))",
       R"(it can't be seen how many parameters are passed)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE b = ? AND a = '{a}'", [b, c]))",
       R"(the number of parameters passed does not match the placeholders in the text)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE b = ? AND a = '{a}'", (b, *rest)))",
       R"(the number of parameters passed does not match the placeholders in the text)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}'", *args))",
       R"(it can't be seen how many parameters are passed)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}'", **kwargs))",
       R"(the call's arguments come from **kwargs)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}' AND b = ?"))",
       R"(the text has a ? already, which would become a placeholder)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}' AND b ? 'x'"))",
       R"(the text has a ? already, which would become a placeholder)"},
  });
}

TEST_CASE("a mapping keeps its names and gets new ones") {
  checkFixes({
      {Driver::Psycopg2,
       R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = %(c)s", {"c": c}))",
       R"(db.execute("SELECT * FROM t WHERE b = %(b)s AND c = %(c)s", {"c": c, "b": b}))"},
      {Driver::Psycopg2,
       R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = %(b)s", {"b": c}))",
       R"(db.execute("SELECT * FROM t WHERE b = %(b_2)s AND c = %(b)s", {"b": c, "b_2": b}))"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = %(c)s", values))",
       R"(db.execute("SELECT * FROM t WHERE b = %(b)s AND c = %(c)s", {**values, "b": b}))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE b = :b AND a = '{a}'", {"b": b}))",
       R"(db.execute("SELECT * FROM t WHERE b = :b AND a = :a", {"b": b, "a": a}))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE b = :b AND a = '{a}'", {
    "b": b,
}))",
       R"(db.execute("SELECT * FROM t WHERE b = :b AND a = :a", {
    "b": b,
    "a": a,
}))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}'", {}))",
       R"(db.execute("SELECT * FROM t WHERE a = :a", {"a": a}))"},
      {Driver::DuckDb, R"(db.execute(f"SELECT * FROM t WHERE b = $b AND c = '{c}'", {"b": b}))",
       R"(db.execute("SELECT * FROM t WHERE b = $b AND c = $c", {"b": b, "c": c}))"},
      {Driver::Oracle, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}'"))",
       R"(db.execute("SELECT * FROM t WHERE b = :b", {"b": b}))"},
      {Driver::Oracle, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = :b", {"b": 1}))",
       R"(db.execute("SELECT * FROM t WHERE b = :b_2 AND c = :b", {"b": 1, "b_2": b}))"},
      {Driver::Oracle, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = {date}"))",
       R"(db.execute("SELECT * FROM t WHERE b = :b AND c = :date_value", {"b": b, "date_value": date}))"},
      {Driver::Oracle,
       R"(db.execute(f'SELECT * FROM t WHERE a = {user.name} AND b = {row["key"]} AND c = {get("item")} AND d = {f(x.y)} AND e = {-x}'))",
       R"(db.execute('SELECT * FROM t WHERE a = :name AND b = :key AND c = :item AND d = :y AND e = :value', {'name': user.name, 'key': row["key"], 'item': get("item"), 'y': f(x.y), 'value': -x}))"},
      {Driver::Oracle,
       R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = '{b}' AND d = '{b.x}' AND e = '{b.x}'"))",
       R"(db.execute("SELECT * FROM t WHERE b = :b AND c = :b AND d = :x AND e = :x_2", {"b": b, "x": b.x, "x_2": b.x}))"},
      {Driver::Oracle,
       R"(db.execute(f"SELECT * FROM t WHERE b = '{_b}' AND c = '{class_}' AND d = {é}"))",
       R"(db.execute("SELECT * FROM t WHERE b = :b AND c = :class_ AND d = :value", {"b": _b, "class_": class_, "value": é}))"},
      {Driver::Oracle, R"(db.execute(f"SELECT * FROM t WHERE a LIKE'{x}'AND b = 1"))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE :x AND b = 1", {"x": x}))"},
      {Driver::Oracle, R"(db.execute(f"BEGIN proc({x}); END;"))",
       R"(db.execute("BEGIN proc(:x); END;", {"x": x}))"},
      {Driver::OracleKeywords, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}'"))",
       R"(db.execute("SELECT * FROM t WHERE b = :b", b=b))"},
      {Driver::OracleKeywords, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = :c", c=c))",
       R"(db.execute("SELECT * FROM t WHERE b = :b AND c = :c", c=c, b=b))"},
      {Driver::Databases, R"(db.fetch_all(f"SELECT * FROM t WHERE b = '{b}'"))",
       R"(db.fetch_all("SELECT * FROM t WHERE b = :b", {"b": b}))"},
      {Driver::Databases, R"(db.fetch_all(sql=f"SELECT * FROM t WHERE b = '{b}'"))",
       R"(db.fetch_all(sql="SELECT * FROM t WHERE b = :b", values={"b": b}))"},
      {Driver::Databases,
       R"(db.fetch_all(sql=f"SELECT * FROM t WHERE b = '{b}' AND c = :c", values={"c": c}))",
       R"(db.fetch_all(sql="SELECT * FROM t WHERE b = :b AND c = :c", values={"c": c, "b": b}))"},
  });
  checkRefusals({
      {Driver::Oracle, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = :c"))",
       R"(the text has a :c already, which would become a placeholder)"},
  });
}

TEST_CASE("numbered placeholders go on counting") {
  checkFixes({
      {Driver::Asyncpg, R"(db.fetch(f"SELECT * FROM t WHERE a = $1 AND b = '{b}'", a))",
       R"(db.fetch("SELECT * FROM t WHERE a = $1 AND b = $2", a, b))"},
      {Driver::Asyncpg,
       R"(db.fetch(f"SELECT * FROM t WHERE b = '{b}' AND a = $1 AND c = '{b}'", a, timeout=5))",
       R"(db.fetch("SELECT * FROM t WHERE b = $2 AND a = $1 AND c = $2", a, b, timeout=5))"},
      {Driver::Asyncpg, R"(db.fetch(f"SELECT * FROM t WHERE b = '{b.x}' AND c = '{b.x}'"))",
       R"(db.fetch("SELECT * FROM t WHERE b = $1 AND c = $2", b.x, b.x))"},
      {Driver::Asyncpg, R"(db.fetch(f"SELECT * FROM t WHERE b = '{b}' AND a = $1", *args))",
       R"(db.fetch("SELECT * FROM t WHERE b = $2 AND a = $1", *args, b))"},
      {Driver::Asyncpg, R"(db.fetch(
    f"SELECT * FROM t WHERE b = '{b}'",
    timeout=5,
))",
       R"(db.fetch(
    "SELECT * FROM t WHERE b = $1",
    b,
    timeout=5,
))"},
      {Driver::Asyncpg, R"(db.fetch(f"SELECT * FROM t WHERE a LIKE'{x}'AND b = 1"))",
       R"(db.fetch("SELECT * FROM t WHERE a LIKE $1 AND b = 1", x))"},
      {Driver::Numeric, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = '{c}'"))",
       R"(db.execute("SELECT * FROM t WHERE b = :1 AND c = :2", (b, c)))"},
      {Driver::Numeric, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = :1", (c,)))",
       R"(db.execute("SELECT * FROM t WHERE b = :2 AND c = :1", (b, c)))"},
  });
  checkRefusals({
      {Driver::Asyncpg, R"(db.fetch(f"SELECT * FROM t WHERE a = $1 AND b = '{b}'"))",
       R"(the text has a $1 already, which would become a placeholder)"},
  });
}

TEST_CASE("pyodbc takes values or one sequence") {
  checkFixes({
      {Driver::Pyodbc, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = 1"))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND c = 1", b))"},
      {Driver::Pyodbc,
       R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = ? AND d = ?", c, d))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND c = ? AND d = ?", b, c, d))"},
      {Driver::Pyodbc, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = ?", (c,)))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND c = ?", (b, c)))"},
      {Driver::Pyodbc, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = ?", c.x()))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND c = ?", b, c.x()))"},
      {Driver::Pyodbc, R"(db.execute(f"EXEC dbo.proc {x}, '{y}'"))",
       R"(db.execute("EXEC dbo.proc ?, ?", x, y))"},
      {Driver::Pyodbc, R"(db.execute(f"EXEC dbo.proc @a = {x}"))",
       R"(db.execute("EXEC dbo.proc @a = ?", x))"},
      {Driver::Pyodbc, R"(db.execute(f"SELECT TOP {limit} * FROM t WHERE a = {x}"))",
       R"(db.execute("SELECT TOP (?) * FROM t WHERE a = ?", limit, x))"},
  });
  checkRefusals({
      {Driver::Pyodbc, R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c = ?", c))",
       R"(it can't be seen whether c is one value or several)"},
  });
}

TEST_CASE("SQLAlchemy's text() gets a dict in the call around it or bindparams") {
  checkFixes({
      {Driver::Text, R"(db.execute(text(f"SELECT * FROM t WHERE b = '{b}'")))",
       R"(db.execute(text("SELECT * FROM t WHERE b = :b"), {"b": b}))"},
      {Driver::Text, R"(db.execute(text(f"SELECT * FROM t WHERE b = '{b}' AND c = :c"), {"c": c}))",
       R"(db.execute(text("SELECT * FROM t WHERE b = :b AND c = :c"), {"c": c, "b": b}))"},
      {Driver::Text, R"(db.execute(text(f"SELECT * FROM t WHERE b = '{b}'"), execution_options=x))",
       R"(db.execute(text("SELECT * FROM t WHERE b = :b"), {"b": b}, execution_options=x))"},
      {Driver::Text, R"(db.execute(
    text(
        f"SELECT * FROM t WHERE b = '{b}'"
    )
))",
       R"(db.execute(
    text(
        "SELECT * FROM t WHERE b = :b"
    ),
    {"b": b}
))"},
      {Driver::Text,
       R"(db.execute(text(f"SELECT * FROM t WHERE b = '{request.args['b']}' AND c = {request.args.get('c')}")))",
       R"(db.execute(text("SELECT * FROM t WHERE b = :b AND c = :c"), {"b": request.args['b'], "c": request.args.get('c')}))"},
      {Driver::Text, R"(rows = await db.scalars(text(f"SELECT * FROM t WHERE b = '{b}'")))",
       R"(rows = await db.scalars(text("SELECT * FROM t WHERE b = :b"), {"b": b}))"},
      {Driver::Text, R"(stmt = text(f"SELECT * FROM t WHERE b = '{b}'"))",
       R"(stmt = text("SELECT * FROM t WHERE b = :b").bindparams(b=b))"},
      {Driver::Text, R"(db.execute(text(f"SELECT * FROM t WHERE b = '{b}'"), params))",
       R"(db.execute(text("SELECT * FROM t WHERE b = :b").bindparams(b=b), params))"},
      {Driver::Text, R"(db.execute(text("SELECT * FROM t WHERE b = '" + b + "'").columns(x)))",
       R"(db.execute(text("SELECT * FROM t WHERE b = :b").bindparams(b=b).columns(x)))"},
      {Driver::Text, R"(q = select(t).where(text(f"b = '{b}'")))",
       R"(q = select(t).where(text("b = :b").bindparams(b=b)))"},
      {Driver::Text, R"(q.filter(text("a like '%%%s%%'" % x)))",
       R"(q.filter(text("a like :x").bindparams(x=f"%{x}%")))"},
      {Driver::Text, R"(db.execute(text(f"SELECT * FROM t WHERE b = '{b}'::text AND c = {b}")))",
       R"(db.execute(text("SELECT * FROM t WHERE b = (:b)::text AND c = :b"), {"b": b}))"},
      {Driver::Text, R"(db.execute(text(f"SELECT '12:30'::time FROM t WHERE b = '{b}'")))",
       R"(db.execute(text("SELECT '12:30'::time FROM t WHERE b = :b"), {"b": b}))"},
      {Driver::Text, R"(pd.read_sql(text(f"SELECT * FROM t WHERE b = '{b}'"), con))",
       R"(pd.read_sql(text("SELECT * FROM t WHERE b = :b").bindparams(b=b), con))"},
      {Driver::Text, R"(db.execute(sa.text(f"SELECT * FROM t WHERE b = {b} LIMIT {c}")))",
       R"(db.execute(sa.text("SELECT * FROM t WHERE b = :b LIMIT :c"), {"b": b, "c": int(c)}))"},
  });
  checkRefusals({
      {Driver::Text, R"(q.order_by(text(f"{x} desc")))", R"(the text is not a SQL statement)"},
  });
}

TEST_CASE("keywords where the position is taken or far away") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute(sql=f"SELECT * FROM t WHERE a = '{a}'"))",
       R"(db.execute(sql="SELECT * FROM t WHERE a = ?", params=(a,)))"},
      {Driver::Pandas, R"(pd.read_sql(f"SELECT * FROM t WHERE b = '{b}'", con))",
       R"(pd.read_sql("SELECT * FROM t WHERE b = ?", con, params=(b,)))"},
      {Driver::Pandas, R"(pd.read_sql(f"SELECT * FROM t WHERE b = '{b}'", con, index_col="x"))",
       R"(pd.read_sql("SELECT * FROM t WHERE b = ?", con, index_col="x", params=(b,)))"},
      {Driver::Pandas,
       R"(pd.read_sql(f"SELECT * FROM t WHERE b = '{b}' AND c = ?", con, params=[c]))",
       R"(pd.read_sql("SELECT * FROM t WHERE b = ? AND c = ?", con, params=[b, c]))"},
  });
}

TEST_CASE("types that the server looks at") {
  checkFixes({
      {Driver::Asyncpg, R"(db.fetch(f"SELECT * FROM t WHERE b = '{n}'"))",
       R"(db.fetch("SELECT * FROM t WHERE b = $1", str(n)))"},
      {Driver::Psycopg3, R"(db.execute(f"SELECT * FROM t WHERE a = '{int(x)}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = %s", (str(int(x)),)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{int(x)}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (str(int(x)),)))"},
      {Driver::Asyncpg, R"(db.fetch(f"SELECT * FROM t WHERE b = {n}::int LIMIT {limit}"))",
       R"(db.fetch("SELECT * FROM t WHERE b = $1::int LIMIT $2", n, limit))"},
      {Driver::Asyncpg, R"(db.fetch(f"SELECT * FROM t WHERE a = {n} LIMIT {x} OFFSET {y}"))",
       R"(db.fetch("SELECT * FROM t WHERE a = $1 LIMIT $2 OFFSET $3", n, int(x), int(y)))"},
      {Driver::Pymysql, R"(db.execute(f"SELECT * FROM t LIMIT {x}, {int(y)}"))",
       R"(db.execute("SELECT * FROM t LIMIT %s, %s", (int(x), int(y))))"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t LIMIT {x}"))",
       R"(db.execute("SELECT * FROM t LIMIT %s", (x,)))"},
  });
}

TEST_CASE("calls that take no parameters") {
  checkRefusals({
      {Driver::Script, R"(db.executescript(f"SELECT * FROM t WHERE a = '{a}'"))",
       R"(this call takes no parameters: run each statement with a call that does)"},
      {Driver::Sqlite, R"py(db.executemany(f"INSERT INTO t VALUES ('{a}', ?)", rows))py",
       R"(each row would need the value: add it to the rows and put a placeholder into the text)"},
  });
}

TEST_CASE("evaluation keeps its order") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%s' AND b = '%s'" % (a(), b())))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (a(), b())))"},
      {Driver::Sqlite,
       R"(db.execute(f"SELECT * FROM t WHERE a = '{a()}' AND b = {B} AND c = {c()}"))",
       R"(db.execute(f"SELECT * FROM t WHERE a = ? AND b = {B} AND c = ?", (a(), c())))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a()}'", timeout=b()))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (a(),), timeout=b()))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE b = ? AND a = '{a}'", (b(),)))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND a = ?", (b(), a)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM {some_table()} WHERE a = '{a.x}'"))",
       R"(db.execute(f"SELECT * FROM {some_table()} WHERE a = ?", (a.x,)))"},
  });
  checkRefusals({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a()}' AND b = ?", (b(),)))",
       R"(the values would be evaluated in another order)"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE a = '{1}' AND b = '{0}'".format(a(), b())))",
       R"(the values would be evaluated in another order)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE b = ? AND a = '{a()}'", (b(),)))",
       R"(the values would be evaluated in another order)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE b = ? AND a = '{a.x}'", (b(),)))",
       R"(the values would be evaluated in another order)"},
      {Driver::Asyncpg, R"(db.fetch(f"SELECT * FROM t WHERE b = $1 AND a = '{a()}'", b()))",
       R"(the values would be evaluated in another order)"},
      {Driver::Sqlite,
       R"(db.execute(f"SELECT * FROM t WHERE a = '{a.x}' ORDER BY {some_column()}"))",
       R"(the values would be evaluated in another order)"},
  });
}
