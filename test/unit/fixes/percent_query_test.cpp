#include "test/support/catch.h"
#include "test/unit/fixes/query_sample.h"

using namespace pysecd;
using namespace pysecd::test;

TEST_CASE("% with one value, a tuple, a dict") {
  checkFixes({
      {Driver::Psycopg2, R"(db.execute("SELECT id FROM users WHERE name = '%s'" % name))",
       R"(db.execute("SELECT id FROM users WHERE name = %s", (name,)))"},
      {Driver::Psycopg2, R"(db.execute("SELECT id FROM users WHERE a = %s AND b = '%s'" % (a, b)))",
       R"(db.execute("SELECT id FROM users WHERE a = %s AND b = %s", (a, b)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = %s" % (x,)))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (x,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%s'" % user.name))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (user.name,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%s'" % (x + y)))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (x + y,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%s'" % ("a" + y)))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", ("a" + y,)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE a = %(a)s AND b = '%(b)s'" % {"a": x, "b": y}))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (x, y)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE a = '%(x)s' AND b = '%(x)s'" % {"x": x}))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (x, x)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%(a)s'" % values))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (values["a"],)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%(a)s'" % self.values))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (self.values["a"],)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%(a)s'" % locals()))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = " "'%s'" % a))",
       R"(db.execute("SELECT * FROM t WHERE a = " "?", (a,)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE a = '%s'" % a + " AND b = '" + b + "'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?" + " AND b = ?", (a, b)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM {TABLE} WHERE a = '%s'" % a))",
       R"(db.execute(f"SELECT * FROM {TABLE} WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}' AND b = '%s'" % b))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (a, b)))"},
      {Driver::Sqlite, R"(db.execute(u"SELECT * FROM t WHERE a = '%s'" % a))",
       R"(db.execute(u"SELECT * FROM t WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(db.execute("""
    SELECT *
    FROM t
    WHERE a = '%s'  -- comment
""" % a))",
       R"(db.execute("""
    SELECT *
    FROM t
    WHERE a = ?  -- comment
""", (a,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t "
           "WHERE a = '%s' AND b = %d"
           % (a, int(b))))",
       R"(db.execute("SELECT * FROM t "
           "WHERE a = ? AND b = ?", (a, int(b))))"},
  });
}

TEST_CASE("conversions of %") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = %d" % uid))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (int(uid),)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = %d" % int(uid)))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (int(uid),)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = %i AND b = '%d'" % (x, y)))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (int(x), str(int(y)))))"},
      {Driver::Psycopg3, R"(db.execute("SELECT * FROM t WHERE a = '%d'" % x))",
       R"(db.execute("SELECT * FROM t WHERE a = %s", (str(int(x)),)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = %r AND b = '%r'" % (x, y)))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (x, repr(y))))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = %.2f AND b = '%05d'" % (x, y)))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (float(f"{x:.2f}"), f"{int(y):05}")))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%.3f'" % x))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (f"{x:.3f}",)))"},
  });
  checkRefusals({
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%-10s'" % x))",
       R"(the format of x can't be kept in a bound value)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = %5s" % x))",
       R"(the format spec of x can't be bound)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = %c" % x))",
       R"(the format spec of x can't be bound)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = %x" % x))",
       R"(the format spec of x can't be bound)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%*d'" % (3, y)))",
       R"(a field of the format text has no value that can be seen)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%z'" % y))",
       R"(a field of the format text has no value that can be seen)"},
  });
}

TEST_CASE("literal % is halved where formatting ends and doubled where the driver begins") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a LIKE '%%%s%%'" % a))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE ?", (f"%{a}%",)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a LIKE 'x%%' AND b = '%s'" % a))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE 'x%' AND b = ?", (a,)))"},
      {Driver::Psycopg2, R"(db.execute("SELECT * FROM t WHERE a LIKE 'x%%' AND b = '%s'" % a))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE 'x%%' AND b = %s", (a,)))"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE a LIKE 'x%' AND b = '{b}'"))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE 'x%%' AND b = %s", (b,)))"},
      {Driver::Psycopg2,
       R"(db.execute("SELECT * FROM t WHERE a LIKE 'x%' AND b = '" + b + "' AND c % 2 = 0"))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE 'x%%' AND b = %s AND c %% 2 = 0", (b,)))"},
      {Driver::Psycopg2,
       R"(db.execute(f"SELECT * FROM t WHERE a LIKE 'x%%' AND c = %s AND b = '{b}'", (c,)))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE 'x%%' AND c = %s AND b = %s", (c, b)))"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE a LIKE '{x}%' AND b % 2 = 0"))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE %s AND b %% 2 = 0", (f"{x}%",)))"},
      {Driver::Psycopg2, R"(db.execute(f"SELECT * FROM t WHERE a LIKE '{x}%%' AND b = %s", (b,)))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE %s AND b = %s", (f"{x}%", b)))"},
      {Driver::Psycopg2, R"(db.execute("SELECT * FROM t WHERE a LIKE '{}%'".format(x)))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE %s", (f"{x}%",)))"},
      {Driver::Psycopg2,
       R"(db.execute("SELECT * FROM t WHERE a LIKE 'x%%' AND b = '{}'".format(x)))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE 'x%%%%' AND b = %s", (x,)))"},
      {Driver::Pymysql, R"(db.execute("SELECT * FROM t WHERE b = '%s' AND c LIKE 'x\\%%'" % b))",
       R"(db.execute("SELECT * FROM t WHERE b = %s AND c LIKE 'x\\%%'", (b,)))"},
  });
  checkRefusals({
      {Driver::Psycopg2,
       R"(db.execute(f"SELECT * FROM t WHERE a LIKE '{x}%s' AND b = %s", (b, c)))",
       R"(the number of parameters passed does not match the placeholders in the text)"},
      {Driver::Psycopg2, R"(db.execute("SELECT * FROM t WHERE " + RATIO + " AND id = " + uid))",
       R"(the % in RATIO would have to be doubled once parameters are passed)"},
  });
}

TEST_CASE("drivers that read no %%") {
  checkFixes({
      {Driver::MysqlConnector,
       R"(db.execute("SELECT * FROM t WHERE b = '%s' AND c LIKE 'x%%'" % b))",
       R"(db.execute("SELECT * FROM t WHERE b = %s AND c LIKE 'x%'", (b,)))"},
      {Driver::MysqlConnector,
       R"(db.execute(f"SELECT * FROM t WHERE b LIKE '%{b}%' AND c % 2 = 0"))",
       R"(db.execute("SELECT * FROM t WHERE b LIKE %s AND c % 2 = 0", (f"%{b}%",)))"},
  });
  checkRefusals({
      {Driver::MysqlConnector,
       R"(db.execute(f"SELECT * FROM t WHERE b = '{b}' AND c LIKE '%smith'"))",
       R"(the text has a %s that the driver would take for a placeholder)"},
  });
}

TEST_CASE("constants stay in the format text") {
  checkFixes({
      {Driver::Psycopg2,
       R"(db.execute("SELECT %s FROM t WHERE b = '%s' AND c LIKE '%%x'" % (COLUMN, b)))",
       R"(db.execute("SELECT %s FROM t WHERE b = %%s AND c LIKE '%%%%x'" % (COLUMN,), (b,)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT %s FROM t WHERE b = '%s' AND c LIKE '%%x'" % (COLUMN, b)))",
       R"(db.execute("SELECT %s FROM t WHERE b = ? AND c LIKE '%%x'" % (COLUMN,), (b,)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE b = '%s' ORDER BY %s, %s" % (b, COLUMN, OTHER)))",
       R"(db.execute("SELECT * FROM t WHERE b = ? ORDER BY %s, %s" % (COLUMN, OTHER), (b,)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM %(t)s WHERE a = '%(x)s'" % {"t": TABLE, "x": x}))",
       R"(db.execute("SELECT * FROM %(t)s WHERE a = ?" % {"t": TABLE}, (x,)))"},
  });
}

TEST_CASE("values that do not fit the text") {
  checkRefusals({
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%s'" % (a, b)))",
       R"(the number of values after % does not match the text)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%s' AND b = %s" % values))",
       R"(the values after % are not written out as a tuple)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%(a)s'" % {"b": b}))",
       R"(a field of the format text has no value that can be seen)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%s' AND b = '%s'" % (a, *rest)))",
       R"(a field of the format text has no value that can be seen)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '%(a)s'" % load()))",
       R"(a field of the format text has no value that can be seen)"},
      {Driver::Sqlite, R"(db.execute(b"SELECT * FROM t WHERE a = '%s'" % a))",
       R"(the query is a bytes object)"},
      {Driver::Sqlite, R"(db.execute(t"SELECT * FROM t WHERE a = {a}"))",
       R"(the query is a template string, which binds its values itself)"},
  });
}

TEST_CASE("a type for each marker of a server that types them") {
  checkFixes({
      {Driver::Asyncpg, R"(db.fetch(f"SELECT * FROM t WHERE a = '{x}' OR b = '{x}'"))",
       R"(db.fetch("SELECT * FROM t WHERE a = $1 OR b = $1", x))"},
      {Driver::Asyncpg, R"(db.fetch(f"SELECT * FROM t WHERE a = '{x}' OR b = {x} OR c = {x}"))",
       R"(db.fetch("SELECT * FROM t WHERE a = $1 OR b = $2 OR c = $2", x, x))"},
  });
}

TEST_CASE("a cast to what the driver would want a value of goes through text") {
  checkFixes({
      {Driver::Asyncpg, R"(db.fetch(f"SELECT * FROM t WHERE a = '{x}'::date"))",
       R"(db.fetch("SELECT * FROM t WHERE a = $1::text::date", str(x)))"},
      {Driver::Asyncpg,
       R"(db.fetch(f"SELECT * FROM t WHERE a = CAST('{x}' AS date) AND b = '{x}'"))",
       R"(db.fetch("SELECT * FROM t WHERE a = CAST($1::text AS date) AND b = $2", str(x), x))"},
      {Driver::Psycopg3, R"(db.execute(f"SELECT * FROM t WHERE a = '{x}'::date"))",
       R"(db.execute("SELECT * FROM t WHERE a = %s::date", (x,)))"},
  });
}

TEST_CASE("a text made before the comprehension that runs it once") {
  checkFixes({
      {Driver::Sqlite, R"(sql = f"SELECT * FROM t WHERE a = '{x}'"
rows = [row for row in db.execute(sql)])",
       R"(sql = "SELECT * FROM t WHERE a = ?"
rows = [row for row in db.execute(sql, (x,))])"},
  });
}
