#include "test/support/catch.h"
#include "test/unit/fixes/query_sample.h"

using namespace pysecd;
using namespace pysecd::test;

TEST_CASE("the fields of f-strings become placeholders") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute(f"SELECT id FROM users WHERE name = '{name}'"))",
       R"(db.execute("SELECT id FROM users WHERE name = ?", (name,)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT id FROM users WHERE id = {uid}"))",
       R"(db.execute("SELECT id FROM users WHERE id = ?", (uid,)))"},
      {Driver::Sqlite,
       R"(db.execute(f'SELECT id FROM users WHERE id = {uid} AND name = "{name}"'))",
       R"(db.execute('SELECT id FROM users WHERE id = ? AND name = ?', (uid, name)))"},
      {Driver::Sqlite,
       R"(db.execute(f"SELECT id FROM users WHERE a = '{a}' AND b = {b} AND c = {C}"))",
       R"(db.execute(f"SELECT id FROM users WHERE a = ? AND b = ? AND c = {C}", (a, b)))"},
      {Driver::Sqlite,
       R"(db.execute(f"SELECT id FROM users WHERE a = '{user.name}' AND b = '{row['key']}'"))",
       R"(db.execute("SELECT id FROM users WHERE a = ? AND b = ?", (user.name, row['key'])))"},
      {Driver::Sqlite, R"py(db.execute(f"INSERT INTO t (a, b) VALUES ({x}, '{y}'), ({z}, 3)"))py",
       R"py(db.execute("INSERT INTO t (a, b) VALUES (?, ?), (?, 3)", (x, y, z)))py"},
      {Driver::Sqlite, R"(db.execute(f"UPDATE t SET a = {x}, b = '{y}' WHERE id = {z}"))",
       R"(db.execute("UPDATE t SET a = ?, b = ? WHERE id = ?", (x, y, z)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{x if x else y}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (x if x else y,)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = {x or 'none'}"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (x or 'none',)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{(z := x)}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", ((z := x),)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{await load()}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (await load(),)))"},
      {Driver::Sqlite, R"(row = await db.execute(f"SELECT * FROM t WHERE a = '{a}'"))",
       R"(row = await db.execute("SELECT * FROM t WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(return db.execute(f"SELECT * FROM t WHERE a = '{a}'").fetchone()[0])",
       R"(return db.execute("SELECT * FROM t WHERE a = ?", (a,)).fetchone()[0])"},
  });
}

TEST_CASE("the prefix f goes with the last field, doubled braces with it") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM {TABLE} WHERE a = '{a}'"))",
       R"(db.execute(f"SELECT * FROM {TABLE} WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT '{{}}', '{{x}}' FROM t WHERE a = '{a}'"))",
       R"(db.execute("SELECT '{}', '{x}' FROM t WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT '{{}}' FROM {TABLE} WHERE a = '{a}'"))",
       R"(db.execute(f"SELECT '{{}}' FROM {TABLE} WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(db.execute(F"SELECT * FROM t WHERE a = '{a}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(db.execute(rf"SELECT * FROM t WHERE a REGEXP '\d+' AND b = '{b}'"))",
       R"(db.execute(r"SELECT * FROM t WHERE a REGEXP '\d+' AND b = ?", (b,)))"},
      {Driver::Sqlite, R"(db.execute(fR"SELECT * FROM t WHERE a = '{a}'"))",
       R"(db.execute(R"SELECT * FROM t WHERE a = ?", (a,)))"},
      {Driver::Sqlite,
       R"py(db.execute(f"SELECT * FROM t WHERE a = '{a}'" f" AND b IN ({B}, {C})"))py",
       R"py(db.execute("SELECT * FROM t WHERE a = ?" f" AND b IN ({B}, {C})", (a,)))py"},
  });
}

TEST_CASE("conversions and format specs keep their meaning") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE {name=}"))",
       R"(db.execute("SELECT * FROM t WHERE name=?", (name,)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE name = {name!r}"))",
       R"(db.execute("SELECT * FROM t WHERE name = ?", (name,)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE name = '{name!r}'"))",
       R"(db.execute("SELECT * FROM t WHERE name = ?", (repr(name),)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE name = '{name!s}' AND a = {x!s}"))",
       R"(db.execute("SELECT * FROM t WHERE name = ? AND a = ?", (str(name), x)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE name = '{name!a}'"))",
       R"(db.execute("SELECT * FROM t WHERE name = ?", (ascii(name),)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE d = '{d:%Y-%m-%d}'"))",
       R"(db.execute("SELECT * FROM t WHERE d = ?", (f"{d:%Y-%m-%d}",)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE d = {d:d} AND e = {e:05d}"))",
       R"(db.execute("SELECT * FROM t WHERE d = ? AND e = ?", (d, e)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE d = {d:.2f}"))",
       R"(db.execute("SELECT * FROM t WHERE d = ?", (float(f"{d:.2f}"),)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE d = '{d:{w}}'"))",
       R"(db.execute("SELECT * FROM t WHERE d = ?", (f"{d:{w}}",)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a LIKE '%{x!r:>10}%'"))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE ?", (f"%{x!r:>10}%",)))"},
  });
  checkRefusals({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE d = {d:>10}"))",
       R"(the format spec of d can't be bound)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE d = {d:{w}}"))",
       R"(the nested format spec of d can't be bound)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE d = {d!a}"))",
       R"(the conversion !a of d can't be bound)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE d = {d:,}"))",
       R"(the format spec of d can't be bound)"},
  });
}

TEST_CASE("text around a value in its literal moves into the argument") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a LIKE '%{x}%'"))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE ?", (f"%{x}%",)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a LIKE '{x}%'"))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE ?", (f"{x}%",)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a LIKE '{x['k']}%'"))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE ?", (f"{x['k']}%",)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{x}{y}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (f"{x}{y}",)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{x}-{PREFIX}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (f"{x}-{PREFIX}",)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = 'it''s {x}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (f"it's {x}",)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{{{x}}}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (f"{{{x}}}",)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = 'a\t{x}\n\"'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (f"a\t{x}\n\"",)))"},
      {Driver::Sqlite, R"(db.execute(rf"SELECT * FROM t WHERE a REGEXP '\d{x}'"))",
       R"(db.execute(r"SELECT * FROM t WHERE a REGEXP ?", (f"\\d{x}",)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a NOT LIKE '{x}%' ESCAPE '\\'"))",
       R"(db.execute("SELECT * FROM t WHERE a NOT LIKE ? ESCAPE '\\'", (f"{x}%",)))"},
      {Driver::Sqlite,
       R"(db.execute(f'''SELECT * FROM t WHERE a LIKE "{x["k"]}%" AND b = '{y}' '''))",
       R"(db.execute('''SELECT * FROM t WHERE a LIKE ? AND b = ? ''', (f'{x["k"]}%', y)))"},
  });
  checkRefusals({
      {Driver::Pandas, R"(pd.read_sql(f"SELECT * FROM t WHERE a LIKE '%\\_{x}'", con))",
       R"(the text around x has a backslash, which databases read differently)"},
  });
}

TEST_CASE("quotes, line breaks, comments and indentation stay as they are") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute(f'''
    SELECT *
    FROM t  -- all
    WHERE a = '{a}'
      /* and */ AND b = {b}
'''))",
       R"(db.execute('''
    SELECT *
    FROM t  -- all
    WHERE a = ?
      /* and */ AND b = ?
''', (a, b)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t \
    WHERE a = '{a}'"))",
       R"(db.execute("SELECT * FROM t \
    WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(db.execute(
    "SELECT * FROM t"  # all
    f" WHERE a = '{a}'"  # one
    " AND b = 1"
))",
       R"(db.execute(
    "SELECT * FROM t"  # all
    " WHERE a = ?"  # one
    " AND b = 1",
    (a,)
))"},
      {Driver::Sqlite, R"(db.execute(
    f"SELECT * FROM t WHERE a = '{a}'",
    timeout=3,
))",
       R"(db.execute(
    "SELECT * FROM t WHERE a = ?",
    (a,),
    timeout=3,
))"},
      {Driver::Sqlite, R"(db.execute(
    f"SELECT * FROM t WHERE a = '{a}'",  # the query
))",
       R"(db.execute(
    "SELECT * FROM t WHERE a = ?",
    (a,),  # the query
))"},
      {Driver::Sqlite, R"(db.execute((f"SELECT * FROM t WHERE a = '{a}'")))",
       R"(db.execute(("SELECT * FROM t WHERE a = ?"), (a,)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}' AND b = \"{b}\""))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (a, b)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE ä = '{a}' AND b = 'é\u00e9'"))",
       R"(db.execute("SELECT * FROM t WHERE ä = ? AND b = 'é\u00e9'", (a,)))"},
  });
  checkRefusals({
      {Driver::Sqlite, R"(db.execute(f"SELECT '\N{BULLET}' FROM t WHERE a = '{a}'"))",
       R"(the text around a value stands elsewhere)"},
  });
}

TEST_CASE("values that are no single value") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{(x, y)}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (str((x, y)),)))"},
  });
  checkRefusals({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = {[x, y]}"))",
       R"([x, y] is not a single value)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = {x}{y}"))",
       R"(x is a part of the statement, not a value: build it from constant text with placeholders)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{x}"))",
       R"(the quote before x is not closed)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{PREFIX}'"))",
       R"(there is no value to bind)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = {'x' + y}"))",
       R"('x' + y makes SQL text itself; pass the value that it is made of)"},
  });
}

TEST_CASE("quoting by hand is undone") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{escape_string(x)}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (x,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '" + x.replace("'", "''") + "'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?", (x,)))"},
      {Driver::Sqlite,
       R"(db.execute(f"SELECT * FROM t WHERE a = {repr(x)} AND b = {str(y)} AND c = '{str(z)}'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ? AND c = ?", (x, y, str(z))))"},
  });
  checkRefusals({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = {escape(x)}"))",
       R"(escape(x) makes SQL text itself; pass the value that it is made of)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = {db.quote(x)}"))",
       R"(db.quote(x) makes SQL text itself; pass the value that it is made of)"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{db.literal(x)}'"))",
       R"(db.literal(x) quotes the value itself; pass the value that it is made of)"},
  });
}
