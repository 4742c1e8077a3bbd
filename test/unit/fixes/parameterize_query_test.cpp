#include "test/support/catch.h"
#include "test/unit/fixes/query_sample.h"

#include <vector>

using namespace pysecd;
using namespace pysecd::test;

namespace {

struct Row {
  std::string_view before;
  std::string_view after;
};

void check(Driver driver, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const FixedQuery fixed = fixQuery(row.before, driver);
    INFO("before:  " << row.before << "\nrefusal: " << fixed.refusal);
    CHECK(fixed.problem == "");
    CHECK(fixed.text == row.after);
  }
}

} // namespace

TEST_CASE("f-strings become placeholders") {
  check(Driver::Sqlite, {
                            {R"(db.execute(f"SELECT id FROM users WHERE name = '{name}'"))",
                             R"(db.execute("SELECT id FROM users WHERE name = ?", (name,)))"},
                            {R"(db.execute(f"SELECT id FROM users WHERE id = {uid}"))",
                             R"(db.execute("SELECT id FROM users WHERE id = ?", (uid,)))"},
                            {R"(db.execute(f'SELECT id FROM users WHERE a = {a} AND b = "{b}"'))",
                             R"(db.execute('SELECT id FROM users WHERE a = ? AND b = ?', (a, b)))"},
                            {R"(db.execute(f"SELECT * FROM t WHERE a LIKE '%{x}%'"))",
                             R"(db.execute("SELECT * FROM t WHERE a LIKE ?", (f"%{x}%",)))"},
                        });
}

TEST_CASE("percent formatting becomes placeholders") {
  check(Driver::Psycopg2,
        {
            {R"(db.execute("SELECT id FROM users WHERE name = '%s'" % name))",
             R"(db.execute("SELECT id FROM users WHERE name = %s", (name,)))"},
            {R"(db.execute("SELECT id FROM users WHERE a = %s AND b = '%s'" % (a, b)))",
             R"(db.execute("SELECT id FROM users WHERE a = %s AND b = %s", (a, b)))"},
        });
}

TEST_CASE("concatenation becomes placeholders") {
  check(
      Driver::Sqlite,
      {
          {R"(db.execute("SELECT id FROM users WHERE name = '" + name + "'"))",
           R"(db.execute("SELECT id FROM users WHERE name = ?", (name,)))"},
          {R"(db.execute("SELECT id FROM u WHERE a = " + str(a) + " AND b = '" + b + "' LIMIT 1"))",
           R"(db.execute("SELECT id FROM u WHERE a = ? AND b = ? LIMIT 1", (a, b)))"},
      });
}

TEST_CASE(".format becomes placeholders") {
  check(Driver::Asyncpg, {
                             {R"(db.fetch("SELECT id FROM users WHERE name = '{}'".format(name)))",
                              R"(db.fetch("SELECT id FROM users WHERE name = $1", name))"},
                         });
}

TEST_CASE("SQLAlchemy text() takes a dict in the call around it") {
  check(Driver::Text,
        {
            {R"(db.execute(text(f"SELECT id FROM users WHERE name = '{name}'")))",
             R"(db.execute(text("SELECT id FROM users WHERE name = :name"), {"name": name}))"},
        });
}
