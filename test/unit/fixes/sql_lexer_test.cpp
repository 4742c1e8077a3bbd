#include "analysis/fixes/parameterize_query/sql_lexer.h"
#include "test/support/catch.h"

#include <string>

using namespace pysecd;

namespace {

// One letter a kind and the token's text, holes written as `^`: W:select S:'a' H:^
std::string lexed(std::string text, SqlDialect dialect = SqlDialect::Unknown) {
  std::vector<std::uint32_t> holes;
  for (std::uint32_t i = 0; i < text.size(); ++i)
    if (text[i] == '^')
      holes.push_back(i);
  std::string out;
  for (const SqlToken& token : lexSql(text, holes, dialect)) {
    out += out.empty() ? "" : " ";
    out += "WNSQPOUCH"[static_cast<int>(token.kind)];
    out += ':' + text.substr(token.begin, token.end - token.begin);
    out += token.closed ? "" : "...";
  }
  return out;
}

} // namespace

TEST_CASE("words, numbers and operators") {
  CHECK(lexed("SELECT a.b, 1.5e-3 FROM t") == "W:SELECT W:a U:. W:b U:, N:1.5e-3 W:FROM W:t");
  CHECK(lexed("a<=b<>c||d!=0x1F") == "W:a O:<= W:b O:<> W:c O:|| W:d O:!= N:0x1F");
  CHECK(lexed("a->>'x' #>> b @> c") == "W:a O:->> S:'x' O:#>> W:b O:@> W:c");
  CHECK(lexed("été = .5") == "W:été O:= N:.5");
  CHECK(lexed("@x @@y #t") == "W:@x W:@@y W:#t");
  CHECK(lexed("") == "");
}

TEST_CASE("strings and their escapes") {
  CHECK(lexed("'a''b' 'c'") == "S:'a''b' S:'c'");
  CHECK(lexed("'a\\' b") == "S:'a\\' W:b");
  CHECK(lexed("'a\\' b'", SqlDialect::MySql) == "S:'a\\' b'");
  CHECK(lexed("E'a\\'b' x") == "S:E'a\\'b' W:x");
  CHECK(lexed("N'a' X'ff' _utf8'b' u&'c'") == "S:N'a' S:X'ff' S:_utf8'b' S:u&'c'");
  CHECK(lexed("$$a'b$$ $t$ c $t$") == "S:$$a'b$$ S:$t$ c $t$");
  CHECK(lexed("q'[it's]' x", SqlDialect::Oracle) == "S:q'[it's]' W:x");
  CHECK(lexed("'open") == "S:'open...");
  CHECK(lexed("$$open") == "S:$$open...");
}

TEST_CASE("quoted names depend on the database") {
  CHECK(lexed("\"a\"\"b\"") == "Q:\"a\"\"b\"");
  CHECK(lexed("\"a\"", SqlDialect::MySql) == "S:\"a\"");
  CHECK(lexed("`a`") == "Q:`a`");
  CHECK(lexed("[a b]", SqlDialect::SqlServer) == "Q:[a b]");
  CHECK(lexed("a[1]") == "W:a U:[ N:1 U:]");
  CHECK(lexed("[a]", SqlDialect::Postgres) == "U:[ W:a U:]");
}

TEST_CASE("comments") {
  CHECK(lexed("a -- b ' c\nd") == "W:a C:-- b ' c W:d");
  CHECK(lexed("a --b", SqlDialect::MySql) == "W:a O:- O:- W:b");
  CHECK(lexed("a # b\nc", SqlDialect::MySql) == "W:a C:# b W:c");
  CHECK(lexed("/* a ' */ b") == "C:/* a ' */ W:b");
  CHECK(lexed("/* /* */ b */ c", SqlDialect::Postgres) == "C:/* /* */ b */ W:c");
  CHECK(lexed("/* /* */ b", SqlDialect::MySql) == "C:/* /* */ W:b");
  CHECK(lexed("/* open") == "C:/* open...");
}

TEST_CASE("placeholders and what looks like them") {
  CHECK(lexed("? ?1 :a :1 $1 $b %s %(c)s") == "P:? P:?1 P::a P::1 P:$1 P:$b P:%s P:%(c)s");
  CHECK(lexed("a::int b:=c a[1:2]") == "W:a O::: W:int W:b O::= W:c W:a U:[ N:1 O:: N:2 U:]");
  CHECK(lexed("a ?| b ?& c ?? d") == "W:a O:?| W:b O:?& W:c O:?? W:d");
  CHECK(lexed("a % b %% c %size") == "W:a O:% W:b O:%% W:c O:% W:size");
  CHECK(lexed("'%s :a ?'") == "S:'%s :a ?'");
}

TEST_CASE("holes stand alone, in a word, or in something quoted") {
  CHECK(lexed("a = ^") == "W:a O:= H:^");
  CHECK(lexed("t_^ ^.^") == "W:t_^ H:^ U:. H:^");
  CHECK(lexed("^^") == "W:^^");
  CHECK(lexed("'a^b' \"^\" -- ^") == "S:'a^b' Q:\"^\" C:-- ^");
  CHECK(lexed("'^''^'") == "S:'^''^'");
  CHECK(lexed("2^ :^ $^ @^") == "W:2^ P::^ P:$^ W:@^");
  CHECK(lexed("-^ ^::int") == "O:- H:^ H:^ O::: W:int");
  const std::vector<std::uint32_t> holes = {1, 3};
  const auto tokens = lexSql("' ' ' '", std::span(holes).first(1), SqlDialect::Unknown);
  CHECK(tokens.at(0).holeCount == 1);
  CHECK(tokens.at(1).holeCount == 0);
  CHECK(tokens.at(1).firstHole == 1);
}

TEST_CASE("a text of any bytes is split without gaps in its progress") {
  std::string text;
  for (int i = 0; i < 256; ++i)
    text += static_cast<char>(i);
  for (const SqlDialect dialect : {SqlDialect::Unknown, SqlDialect::Sqlite, SqlDialect::Postgres,
                                   SqlDialect::MySql, SqlDialect::Oracle, SqlDialect::SqlServer}) {
    std::uint32_t end = 0;
    for (const SqlToken& token : lexSql(text, {}, dialect)) {
      CHECK(token.begin >= end);
      CHECK(token.end > token.begin);
      end = token.end;
    }
    CHECK(end <= text.size());
  }
}

TEST_CASE("the driver is told by its package") {
  CHECK(sqlDriverOf("psycopg2.extensions.cursor.execute").dialect == SqlDialect::Postgres);
  CHECK(sqlDriverOf("mysql.connector.cursor.MySQLCursor.execute").keepsPercent);
  CHECK(!sqlDriverOf("pymysql.cursors.Cursor.execute").keepsPercent);
  CHECK(sqlDriverOf("sqlalchemy.text").dialect == SqlDialect::Unknown);
  CHECK(sqlDriverOf("").dialect == SqlDialect::Unknown);
}
