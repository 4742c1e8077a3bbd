#include "test/support/catch.h"
#include "test/unit/fixes/query_sample.h"

using namespace pysecd;
using namespace pysecd::test;

TEST_CASE("operands of + become placeholders, literals are joined") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute("SELECT id FROM users WHERE name = '" + name + "'"))",
       R"(db.execute("SELECT id FROM users WHERE name = ?", (name,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = " + str(b)))",
       R"(db.execute("SELECT * FROM t WHERE b = ?", (b,)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE b = '" + b + "' AND c = '" + c + "' LIMIT 1"))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND c = ? LIMIT 1", (b, c)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE b = " + str(a) + " AND c = '" + c + "'"))",
       R"(db.execute("SELECT * FROM t WHERE b = ? AND c = ?", (a, c)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = '" + b + "'" + " ORDER BY c"))",
       R"(db.execute("SELECT * FROM t WHERE b = ? ORDER BY c", (b,)))"},
      {Driver::Sqlite,
       R"(db.execute('SELECT * FROM t WHERE a = "' + a + '" AND b = \'' + b + '\''))",
       R"(db.execute('SELECT * FROM t WHERE a = ? AND b = ?', (a, b)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '" + a + f"' AND b = {b}"))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (a, b)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = {a} AND b = '" + b + "'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = ?", (a, b)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '" + a + f"' AND b = {B}"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?" + f" AND b = {B}", (a,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '" + a + '\' AND b = "x"'))",
       R"(db.execute("SELECT * FROM t WHERE a = ?" + ' AND b = "x"', (a,)))"},
      {Driver::Sqlite, R"(db.execute(("SELECT * FROM t WHERE a = '" + a) + "'"))",
       R"(db.execute(("SELECT * FROM t WHERE a = ?"), (a,)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE a = " + (str(a)) + " AND b = '" + (b) + "'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?" + " AND b = ?", (a, b)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT * FROM t WHERE a = '" + first + " " + last + "' AND b = 1"))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND b = 1", (f"{first} {last}",)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a LIKE '%" + a + "%'"))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE ?", (f"%{a}%",)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a LIKE '%" + d["x"] + "%'"))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE ?", (f'%{d["x"]}%',)))"},
      {Driver::Sqlite, R"(db.execute('SELECT * FROM t WHERE a LIKE "%' + d["x"] + '%"'))",
       R"(db.execute('SELECT * FROM t WHERE a LIKE ?', (f'%{d["x"]}%',)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a LIKE '%" + d["x"] + d['y'] + "%'"))",
       R"(db.execute("SELECT * FROM t WHERE a LIKE ?", ("%{}{}%".format(d["x"], d['y']),)))"},
  });
}

TEST_CASE("constants and unknown text beside the values stay") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute(BASE + "WHERE id = " + uid))",
       R"(db.execute(BASE + "WHERE id = ?", (uid,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE b = '" + b + "' ORDER BY " + COLUMN))",
       R"(db.execute("SELECT * FROM t WHERE b = ? ORDER BY " + COLUMN, (b,)))"},
      {Driver::Sqlite,
       R"(db.execute("SELECT " + COLUMN + " FROM t WHERE a = '" + PREFIX + a + "'"))",
       R"(db.execute("SELECT " + COLUMN + " FROM t WHERE a = ?", (f"{PREFIX}{a}",)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = " + str(a) + " AND " + COND))",
       R"(db.execute("SELECT * FROM t WHERE a = ? AND " + COND, (a,)))"},
      {Driver::Sqlite, R"(db.execute(some_query + " WHERE id = " + uid))",
       R"(db.execute(some_query + " WHERE id = ?", (uid,)))"},
      {Driver::Sqlite, R"(db.execute(f"{self.query} WHERE id = {uid}"))",
       R"(db.execute(f"{self.query} WHERE id = ?", (uid,)))"},
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM {self.table} WHERE id = {uid}"))",
       R"(db.execute(f"SELECT * FROM {self.table} WHERE id = ?", (uid,)))"},
  });
  checkRefusals({
      {Driver::Sqlite, R"(db.execute(prefix + " WHERE id = " + uid))",
       R"(prefix is a part of the statement, not a value: build it from constant text with placeholders)"},
      {Driver::Sqlite, R"(db.execute(OPEN + uid + "'"))",
       R"(the text around a value stands elsewhere)"},
  });
}

TEST_CASE("text over several lines keeps its lines") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t "
           "WHERE a = '" + a + "' "
           "AND b = '" + b + "'"))",
       R"(db.execute("SELECT * FROM t "
           "WHERE a = ? "
           "AND b = ?", (a, b)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t "
           + "WHERE a = '" + a + "' "
           + "AND b = '" + b + "'"))",
       R"(db.execute("SELECT * FROM t "
           + "WHERE a = ? "
           + "AND b = ?", (a, b)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = " +
           a +
           " AND b = 1"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?" +
           " AND b = 1", (a,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = '" +
           a.b +
           "' AND c = '" +
           c +
           "'"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?" +
           " AND c = ?", (a.b, c)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t WHERE a = " +  # first
           a +  # second
           " AND b = 1"))",
       R"(db.execute("SELECT * FROM t WHERE a = ?"   # first
            +  # second
           " AND b = 1", (a,)))"},
      {Driver::Sqlite, R"(db.execute("SELECT * FROM t " \
    "WHERE a = '" + a + "'"))",
       R"(db.execute("SELECT * FROM t " \
    "WHERE a = ?", (a,)))"},
      {Driver::Sqlite, R"(db.execute(
    "SELECT * FROM t"
    " WHERE a = "
    f"'{a}'"
))",
       R"(db.execute(
    "SELECT * FROM t"
    " WHERE a = "
    "?",
    (a,)
))"},
  });
}

TEST_CASE("join, dedent and strip are looked through") {
  checkFixes({
      {Driver::Sqlite, R"(db.execute(dedent(f"""
    SELECT *
    FROM t
    WHERE a = '{a}'
""")))",
       R"(db.execute(dedent("""
    SELECT *
    FROM t
    WHERE a = ?
"""), (a,)))"},
      {Driver::Sqlite, R"(db.execute(textwrap.dedent("""
    SELECT *
    FROM t
    WHERE a = '%s'
""" % a)))",
       R"(db.execute(textwrap.dedent("""
    SELECT *
    FROM t
    WHERE a = ?
"""), (a,)))"},
      {Driver::Sqlite, R"(db.execute(f"""
    SELECT *
    FROM t
    WHERE a = '{a}'
""".strip()))",
       R"(db.execute("""
    SELECT *
    FROM t
    WHERE a = ?
""".strip(), (a,)))"},
      {Driver::Sqlite,
       R"(db.execute(" ".join(["SELECT * FROM t", f"WHERE a = '{a}'", "AND b = " + str(b)])))",
       R"(db.execute(" ".join(["SELECT * FROM t", "WHERE a = ?", "AND b = ?"]), (a, b)))"},
      {Driver::Sqlite, R"(db.execute(" ".join(["SELECT * FROM t", "WHERE a =", str(a)])))",
       R"(db.execute(" ".join(["SELECT * FROM t", "WHERE a =", "?"]), (a,)))"},
  });
  checkRefusals({
      {Driver::Sqlite, R"(db.execute(f"SELECT * FROM t WHERE a = '{a}'".lower()))",
       R"(the text of f"SELECT * FROM t WHERE a = '{a}'".lower() can't be followed)"},
  });
}
