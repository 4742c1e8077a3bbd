#include "test/unit/fixes/query_sample.h"

#include "analysis/fixes/edit_builder.h"
#include "analysis/syntax/items.h"
#include "test/support/catch.h"

#include <algorithm>
#include <array>

namespace pysecd::test {

namespace {

struct Sample {
  TextPtr text;
  SymbolTable symbols;
  Ast ast;
  bool errors = false;
};

std::string indented(std::string_view body) {
  const bool crlf = body.find("\r\n") != std::string_view::npos;
  std::string out = crlf ? "def f(db):\r\n    " : "def f(db):\n    ";
  for (const char c : body) {
    out += c;
    if (c == '\n')
      out += "    ";
  }
  return out + "\n";
}

std::string withoutIndent(std::string_view function) {
  std::string out;
  std::string_view body = function.substr(function.find('\n') + 1);
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size() - 1) + 1;
    std::string_view line = body.substr(0, end);
    line.remove_prefix(std::min<std::size_t>(4, line.size()));
    out += line;
    body.remove_prefix(end);
  }
  out.pop_back();
  return out;
}

void parseInto(Sample& sample, std::string source) {
  sample.text = makeText(std::move(source));
  Parser parser;
  const auto tree = parser.parse(*sample.text, CancelToken());
  sample.errors = tree->hasErrors();
  const Items items = listItems(*tree, *sample.text, sample.symbols);
  sample.ast = lowerItem(items, 1, sample.text, sample.symbols);
}

SinkRow sinkOf(Driver driver, SymbolTable& symbols) {
  SinkRow row;
  row.arg = {.position = 0, .keyword = symbols.intern("sql")};
  row.params = {.position = 1, .keyword = symbols.intern("params")};
  row.bind = BindForm::Sequence;
  switch (driver) {
  case Driver::Script:
    row.bind = BindForm::None;
    [[fallthrough]];
  case Driver::Sqlite:
  case Driver::DuckDb:
    row.style = ParamStyle::QMark;
    break;
  case Driver::Pandas:
    row.style = ParamStyle::QMark;
    row.params.position = 5;
    break;
  case Driver::Pyodbc:
    row.style = ParamStyle::QMark;
    row.bind = BindForm::Varargs;
    break;
  case Driver::Psycopg3:
    row.serverTyped = true;
    [[fallthrough]];
  case Driver::Psycopg2:
  case Driver::Pymysql:
  case Driver::MysqlConnector:
  case Driver::Django:
    row.style = ParamStyle::Format;
    break;
  case Driver::Asyncpg:
    row.style = ParamStyle::Dollar;
    row.bind = BindForm::Varargs;
    row.serverTyped = true;
    break;
  case Driver::OracleKeywords:
  case Driver::Oracle:
    row.style = ParamStyle::Named;
    row.bind = driver == Driver::Oracle ? BindForm::Mapping : BindForm::Keywords;
    break;
  case Driver::Databases:
    row.style = ParamStyle::Named;
    row.bind = BindForm::Mapping;
    row.params.keyword = symbols.intern("values");
    break;
  case Driver::Numeric:
    row.style = ParamStyle::Numeric;
    break;
  case Driver::Text:
    row.style = ParamStyle::Named;
    row.bind = BindForm::Enclosing;
    row.params = {};
    break;
  case Driver::Unknown:
    break;
  }
  return row;
}

std::string_view packageOf(Driver driver) {
  switch (driver) {
  case Driver::Sqlite:
  case Driver::Script:
    return "sqlite3";
  case Driver::Psycopg2:
    return "psycopg2";
  case Driver::Psycopg3:
    return "psycopg";
  case Driver::Asyncpg:
    return "asyncpg";
  case Driver::Pymysql:
    return "pymysql";
  case Driver::MysqlConnector:
    return "mysql.connector";
  case Driver::Oracle:
  case Driver::OracleKeywords:
    return "oracledb";
  case Driver::DuckDb:
    return "duckdb";
  default:
    return "";
  }
}

std::string_view lastName(const Ast& ast, NodeId callee) {
  const std::string_view text = ast.text(callee);
  return text.substr(text.rfind('.') + 1);
}

// The call whose query is looked at; kNoNode if the sample has none.
NodeId sinkCall(const Ast& ast, Driver driver) {
  constexpr std::array<std::string_view, 9> kNames = {"execute",     "fetch",     "raw",
                                                      "read_sql",    "fetch_all", "executescript",
                                                      "executemany", "fetchrow",  "scalar"};
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    if (ast[id].kind != NodeKind::Call || ast[id].listSize == 0)
      continue;
    const std::string_view name = lastName(ast, ast[id].a);
    if (driver == Driver::Text ? name == "text"
                               : std::find(kNames.begin(), kNames.end(), name) != kNames.end())
      return id;
  }
  return kNoNode;
}

bool isConstantName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
  });
}

QueryFacts factsOf(const Sample& sample, Driver driver, SymbolTable& symbols) {
  const Ast& ast = sample.ast;
  QueryFacts facts;
  facts.call = sinkCall(ast, driver);
  facts.query = facts.call == kNoNode ? kNoNode : ast.list(facts.call)[0];
  if (ast[facts.query].kind == NodeKind::KeywordArgument)
    facts.query = ast[facts.query].a;
  facts.sink = sinkOf(driver, symbols);
  facts.driver = sqlDriverOf(packageOf(driver));
  facts.symbols = &symbols;
  facts.constantText = [&ast](NodeId id) -> std::optional<std::string> {
    const std::string_view text = ast.text(id);
    if (text == "BASE")
      return "SELECT * FROM t ";
    if (text == "RATIO")
      return "a % 2 = 0";
    if (text == "OPEN")
      return "SELECT * FROM t WHERE a = '";
    if (ast[id].kind == NodeKind::String && ast[id].listSize == 1 &&
        ast[ast.list(id)[0]].kind == NodeKind::StringText)
      return ast.cooked[ast[ast.list(id)[0]].text];
    return std::nullopt;
  };
  facts.harmless = [&ast](NodeId id) {
    const NodeKind kind = ast[id].kind;
    return kind == NodeKind::Integer || isConstantName(ast.text(id));
  };
  facts.number = [&ast](NodeId id) {
    const std::string_view text = ast.text(id);
    return text == "n" || text == "page" || text == "limit" || text.starts_with("int(");
  };
  facts.untrusted = [&ast](NodeId id) {
    const std::string_view text = ast.text(id);
    return !text.starts_with("some_") && !text.starts_with("self.");
  };
  return facts;
}

} // namespace

FixedQuery fixQuery(std::string_view body, Driver driver, std::size_t choice) {
  FixedQuery fixed;
  Sample sample;
  parseInto(sample, indented(body));
  const QueryFacts facts = factsOf(sample, driver, sample.symbols);
  if (facts.call == kNoNode)
    return {.problem = "the sample has no sink"};
  const ParameterizeResult result = parameterizeQuery(sample.ast, facts);
  fixed.fixes = result.fixes.size();
  fixed.refusal = result.refusal;
  fixed.text = body;
  if (result.fixes.empty() == result.refusal.empty())
    fixed.problem = "neither one fix nor one reason";
  if (choice >= result.fixes.size())
    return fixed;
  const Fix& fix = result.fixes[choice];
  fixed.title = fix.title;
  fixed.safe = fix.safety == Safety::Safe;
  fixed.preferred = fix.preferred;
  for (std::size_t i = 1; i < fix.edits.size(); ++i)
    if (fix.edits[i].range.begin <= fix.edits[i - 1].range.end)
      fixed.problem = "edits touch or overlap";
  const std::string source = applyEdits(sample.ast.source, fix.edits);
  fixed.text = withoutIndent(source + "\n");
  Sample after;
  parseInto(after, source + "\n");
  if (after.errors && !sample.errors)
    fixed.problem = "the result has a syntax error";
  const QueryFacts again = factsOf(after, driver, after.symbols);
  const ParameterizeResult second = parameterizeQuery(after.ast, again);
  if (!second.fixes.empty())
    fixed.problem = "fixing again changes more";
  return fixed;
}

void checkFixes(const std::vector<QueryRow>& rows) {
  for (const QueryRow& row : rows) {
    const FixedQuery fixed = fixQuery(row.before, row.driver);
    INFO("before:  " << row.before << "\nrefusal: " << fixed.refusal);
    CHECK(fixed.problem == "");
    CHECK(fixed.text == row.expected);
  }
}

void checkRefusals(const std::vector<QueryRow>& rows) {
  for (const QueryRow& row : rows) {
    const FixedQuery fixed = fixQuery(row.before, row.driver);
    INFO("before: " << row.before << "\nafter:  " << fixed.text);
    CHECK(fixed.fixes == 0);
    CHECK(fixed.refusal == row.expected);
  }
}

QueryShape shapeOf(std::string_view body, Driver driver) {
  Sample sample;
  parseInto(sample, indented(body));
  return queryShape(sample.ast, factsOf(sample, driver, sample.symbols));
}

} // namespace pysecd::test
