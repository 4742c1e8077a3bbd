#include "test/support/catch.h"
#include "test/unit/fixes/query_sample.h"

using namespace pysecd;
using namespace pysecd::test;

TEST_CASE("str.format with positions, names, attributes and items") {
  checkFixes({
      {Driver::Asyncpg, R"(db.fetch("SELECT id FROM users WHERE name = '{}'".format(name)))",
       R"(db.fetch("SELECT id FROM users WHERE name = $1", name))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '{}' AND b = {}".format(a, b)))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (a, b)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE a = '{1}' AND b = '{0}'".format(a, b)))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (b, a)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = '{0}' OR c = '{0}'".format(d)))",
       R"(db.execute("SELECT * FROM t WHERE b = ? OR c = ?", (d, d)))"},
      {Driver::Asyncpg, R"(db.fetch("SELECT * FROM t WHERE b = '{0}' OR c = '{0}'".format(d)))",
       R"(db.fetch("SELECT * FROM t WHERE b = $1 OR c = $1", d))"},
      {Driver::Text,
       R"(db.execute(text("SELECT * FROM t WHERE b = '{0}' OR c = '{0}'".format(load()))))",
       R"(db.execute(text("SELECT * FROM t WHERE b = :value OR c = :value"), {"value": load()}))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE b = '{b}' AND c = {c}".format(c=x, b=y)))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND c = ?", (y, x)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE b = '{u.name}' AND c = {u.ids[0]} AND d = '{u.tags[key]}'".format(u=user)))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND c = ? AND d = ?", (user.name, user.ids[0], user.tags["key"])))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = '{0.name}'".format(x or y)))",
       R"(db.execute("SELECT * FROM t WHERE b = ?", ((x or y).name,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = '{b}'".format(**values)))",
       R"(db.execute("SELECT * FROM t WHERE b = ?", (values["b"],)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = '{b}'".format(**locals())))",
       R"(db.execute("SELECT * FROM t WHERE b = ?", (b,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '{x}'".format(x=x, **rest)))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (x,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '{}'".format(a, b)))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = '{b}'".format(**{"b": x})))",
       R"(db.execute("SELECT * FROM t WHERE b = ?", (x,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = '{b}'".format_map({"b": x})))",
       R"(db.execute("SELECT * FROM t WHERE b = ?", (x,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = '{b}'".format_map(row)))",
       R"(db.execute("SELECT * FROM t WHERE b = ?", (row["b"],)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = '{}' AND c = {}".format(*[x, y])))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND c = ?", (x, y)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM {t} WHERE b = '{b}'".format(**{"t": TABLE, "b": x})))",
       R"(db.execute("SELECT * FROM {t} WHERE b = ?".format(**{"t": TABLE}), (x,)))"},
      {Driver::Sqlite, R"(db.execute(("SELECT * FROM t "
            "WHERE a = '{}' "
            "AND b = {}").format(a, b)))",
       R"(db.execute(("SELECT * FROM t "
            "WHERE a = ? "
            "AND b = ?"), (a, b)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '{}'"
           .format(a)))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(db.execute("""
    SELECT *
    FROM t WHERE a = '{a}'
""".format(
    a=a,
)))",
       R"(db.execute("""
    SELECT *
    FROM t WHERE a = ?
""", (a,)))"},
  });
}

TEST_CASE("format specs and conversions of str.format") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = '{:%Y}'".format(d)))",
       R"(db.execute("SELECT * FROM t WHERE b = ?", (f"{d:%Y}",)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE a = '{x!s}' AND b = '{y!r}' AND c = {z!r}".format(x=x, y=y, z=z)))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ? AND c = ?", (str(x), repr(y), z)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE a = {:d} AND b = {:.2f}".format(a, b)))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (a, float(f"{b:.2f}"))))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE a LIKE '%{}%' AND b LIKE '{:>5}%'".format(a, b)))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE ? AND b LIKE ?", (f"%{a}%", f"{b:>5}%")))"},
  });
  checkRefusals({
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = {:>5}".format(a)))",
       R"(the format spec of a can't be bound)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '{x:{w}}'".format(x=x, w=w)))",
       R"(a field of the format text has no value that can be seen)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE c = {z!a}".format(z=z)))",
       R"(the conversion !a of z can't be bound)"},
  });
}

TEST_CASE("doubled braces") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = '{}' AND x = '{{}}'".format(b)))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND x = '{}'", (b,)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM {t} WHERE a = '{x}' AND b LIKE '{{%'".format(t=TABLE, x=x)))",
       R"(db.execute("SELECT * FROM {t} WHERE a = ? AND b LIKE '{{%'".format(t=TABLE), (x,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = '{{{}}}'".format(b)))",
       R"(db.execute("SELECT * FROM t WHERE b = ?", (f"{{{b}}}",)))"},
  });
}

TEST_CASE("constants stay, the other arguments are renumbered") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute("SELECT {} FROM t WHERE b = '{}'".format(COLUMN, b)))",
       R"(db.execute("SELECT {} FROM t WHERE b = ?".format(COLUMN), (b,)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT {} FROM t WHERE b = '{}' ORDER BY {}".format(COLUMN, b, COLUMN)))",
       R"(db.execute("SELECT {} FROM t WHERE b = ? ORDER BY {}".format(COLUMN, COLUMN), (b,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT {0} FROM t WHERE b = '{1}'".format(COLUMN, b)))",
       R"(db.execute("SELECT {0} FROM t WHERE b = ?".format(COLUMN), (b,)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT {1} FROM t WHERE b = '{0}' AND c = '{2}' ORDER BY {1}".format(b, COLUMN, c)))",
       R"(db.execute("SELECT {0} FROM t WHERE b = ? AND c = ? ORDER BY {0}".format(COLUMN), (b, c)))"},
      {Driver::Sqlite, R"(db.execute("SELECT {c} FROM t WHERE b = '{b}'".format(c=COLUMN, b=b)))",
       R"(db.execute("SELECT {c} FROM t WHERE b = ?".format(c=COLUMN), (b,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT {c} FROM t WHERE b = '{b}'".format(
    c=COLUMN,
    b=b,
)))",
       R"(db.execute("SELECT {c} FROM t WHERE b = ?".format(
    c=COLUMN,
), (b,)))"},
  });
}

TEST_CASE("fields that can't be filled") {
  checkRefusals({
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '{}' AND b = '{}'".format(a)))",
       R"(a field of the format text has no value that can be seen)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '{}'".format(*args)))",
       R"(a field of the format text has no value that can be seen)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '{x}'".format(y=y)))",
       R"(a field of the format text has no value that can be seen)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '{'".format(y)))",
       R"(a field of the format text has no value that can be seen)"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE b = '{0}' OR c = '{0}'".format(load())))",
       R"(load() would be evaluated twice)"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '{}'".format(a, load())))",
       R"(load() would not be evaluated any more)"},
  });
}
