#include "analysis/checks/util/query_fix.h"

#include "analysis/checks/util/names.h"
#include "analysis/checks/util/text_values.h"
#include "analysis/checks/util/wrap_value.h"
#include "analysis/fixes/parameterize_query/parameterize_query.h"
#include "analysis/fixes/parameterize_query/sql_context.h"
#include "analysis/fixes/parameterize_query/sql_statement.h"

#include <algorithm>

namespace pysecd {

namespace {

// The row by which instances of `type` run a statement: its own `execute`, or that
// of its cursors; and the name it has. Null if there is none.
const SinkRow* statementRow(const SinkContext& context, ModelId type, ModelId& api) {
  const ModelSet& models = context.function.models;
  const SymbolTable& symbols = context.function.symbols;
  const ModelId cursor = models.member(type, symbols.find("cursor"));
  for (const ModelId receiver : {type, cursor != kNoModel ? models[cursor].returns : kNoModel}) {
    if (receiver == kNoModel)
      continue;
    api = models.member(receiver, symbols.find("execute"));
    if (api != kNoModel)
      for (const SinkRow& row : models[api].sinks)
        if (row.kind == Sink::Sql && row.style != ParamStyle::Unknown &&
            row.bind == BindForm::Sequence)
          return &row;
  }
  return nullptr;
}

// A function that takes a connection beside the statement (pandas.read_sql) reads placeholders as
// that connection does.
void followConnection(const SinkContext& context, QueryFacts& facts) {
  if (facts.sink.style != ParamStyle::Unknown || context.hit.api == kNoModel ||
      context.function.ast[context.hit.call].kind != NodeKind::Call)
    return;
  const FunctionFlow& flow = context.function.flow;
  for (const NodeId argument : context.function.ast.list(context.hit.call)) {
    const Node& node = context.function.ast[argument];
    const NodeId passed = node.kind == NodeKind::KeywordArgument ? node.a : argument;
    if (passed >= flow.nodeValues.size())
      continue;
    for (const TypeRef type : flow.values[flow.nodeValues[passed]].types) {
      ModelId api = kNoModel;
      const SinkRow* row =
          type.kind == TypeKind::Instance ? statementRow(context, type.id, api) : nullptr;
      if (row == nullptr)
        continue;
      facts.sink.style = row->style;
      facts.sink.serverTyped = row->serverTyped;
      facts.driver = sqlDriverOf(context.function.models.dottedName(api));
      return;
    }
  }
}

QueryFacts factsOf(const SinkContext& context) {
  const FunctionFlow& flow = context.function.flow;
  const auto valueOf = [&flow](NodeId node) -> const Value& {
    return flow.values[node < flow.nodeValues.size() ? flow.nodeValues[node] : kBottom];
  };
  QueryFacts facts;
  facts.call = context.hit.call;
  facts.query = context.hit.argument;
  facts.sink = context.hit.row;
  if (context.hit.api != kNoModel)
    facts.driver = sqlDriverOf(context.function.models.dottedName(context.hit.api));
  followConnection(context, facts);
  facts.symbols = &context.function.symbols;
  facts.constantText = [valueOf](NodeId node) -> std::optional<std::string> {
    const auto& constant = valueOf(node).constant;
    if (constant && constant->kind == Constant::Kind::Str)
      return std::string(constant->text);
    return std::nullopt;
  };
  facts.harmless = [valueOf](NodeId node) {
    return valueOf(node).may != 0 && valueOf(node).harmless();
  };
  facts.number = [valueOf](NodeId node) { return valueOf(node).number(); };
  facts.text = [&function = context.function](NodeId node) { return isKnownText(function, node); };
  facts.untrusted = [valueOf](NodeId node) {
    const Value& value = valueOf(node);
    return !value.harmlessFor(Sink::Sql) &&
           std::any_of(value.origins.begin(), value.origins.end(), [](const Origin& origin) {
             return origin.kinds != 0 && (origin.cleaned & maskOf(Sink::Sql)) == 0;
           });
  };
  return facts;
}

// The text at the sink with one byte for each hole.
struct BuiltText {
  std::string text;
  std::vector<std::uint32_t> holes;
  std::vector<bool> harmless;
  std::vector<bool> given; // by a caller or from outside, not merely unknown
};

// `self.preparer.quote(name)`, `self.geo_quote_name(table)`: of an object that is not known here,
// so the driver's; what the program's own functions do is seen.
bool isQuotedByDriver(const SinkContext& context, NodeId hole) {
  const FunctionContext& function = context.function;
  const Node& node = function.ast[hole];
  const Node& callee = function.ast[node.a];
  return node.kind == NodeKind::Call && callee.kind == NodeKind::Attribute &&
         function.valueOf(node.a).types.empty() &&
         mentions(function.text(callee.symbol), {"quote", "quoted", "quote_name"});
}

BuiltText builtText(const SinkContext& context) {
  const Values& values = context.function.flow.values;
  BuiltText built;
  for (const StringPiece& piece : values[context.hit.value].pieces) {
    if (piece.hole == kBottom) {
      built.text += piece.text;
      continue;
    }
    built.holes.push_back(static_cast<std::uint32_t>(built.text.size()));
    built.harmless.push_back(values[piece.hole].harmlessFor(Sink::Sql) ||
                             (piece.node != kNoNode && isQuotedByDriver(context, piece.node)));
    built.given.push_back(!values[piece.hole].origins.empty());
    built.text += ' ';
  }
  return built;
}

} // namespace

namespace {

bool buildsIntoQuery(const SinkContext& context,
                     bool (*wanted)(HolePosition position, bool given)) {
  if (context.hit.through != kNoSymbol)
    return false;
  const Value& value = context.function.flow.values[context.hit.value];
  if (value.harmlessFor(Sink::Sql) || value.pieces.size() < 2)
    return false;
  const BuiltText built = builtText(context);
  const SqlReading sql = readSql(built.text, built.holes, {});
  if (!sql.isSql || takesNoValues(sql.statement))
    return false; // DDL and settings can't bind anything: their holes are a matter of names
  for (std::size_t i = 0; i < built.holes.size(); ++i)
    if (!built.harmless[i] && wanted(sql.holes[i].position, built.given[i]))
      return true;
  return false;
}

} // namespace

bool buildsValueIntoQuery(const SinkContext& context) {
  return buildsIntoQuery(context, [](HolePosition at, bool) { return at == HolePosition::Value; });
}

bool buildsNameIntoQuery(const SinkContext& context) {
  return buildsIntoQuery(context, [](HolePosition at, bool given) {
    return given && at == HolePosition::Identifier; // `Model._meta.db_table` is the program's own
  });
}

bool mayBeStatement(const SinkContext& context) {
  if (context.hit.row.style != ParamStyle::Unknown || context.hit.through != kNoSymbol)
    return true;
  const BuiltText built = builtText(context);
  if (built.text.size() == built.holes.size())
    return true; // no text of the program's own to go by
  return readSql(built.text, built.holes, {.fragments = true}).isSql;
}

namespace {

// What quotes a name for the connection or cursor that runs the statement.
struct NameQuoting {
  std::string_view function;
  std::string more;         // behind the name
  std::string written = {}; // instead of `function`: as it is reached here
};

bool quoteName(const FunctionContext& function, NodeId name, const NameQuoting& quoting, Fix& fix) {
  if (quoting.written.empty())
    return wrapValue(function, name, quoting.function, quoting.more, fix);
  const ByteRange range = function.ast[name].range();
  if (range.empty())
    return false;
  fix.edits.push_back(
      {range, quoting.written + "(" + std::string(function.ast.text(name)) + quoting.more});
  std::sort(fix.edits.begin(), fix.edits.end(),
            [](const TextEdit& a, const TextEdit& b) { return a.range < b.range; });
  return true;
}

std::optional<NameQuoting> nameQuoting(const SinkContext& context) {
  const FunctionContext& function = context.function;
  if (context.hit.api == kNoModel || function.ast[context.hit.call].kind != NodeKind::Call)
    return std::nullopt;
  const std::string api = function.models.dottedName(context.hit.api);
  const Node& callee = function.ast[function.ast[context.hit.call].a];
  const bool method = api.find(".execute") != std::string::npos &&
                      callee.kind == NodeKind::Attribute &&
                      function.ast[callee.a].kind == NodeKind::Name;
  const std::string receiver(method ? function.ast.text(callee.a) : "");
  if (api.starts_with("psycopg2.") && method)
    return NameQuoting{"psycopg2.extensions.quote_ident", ", " + receiver + ")"};
  if (api.starts_with("psycopg.") && method)
    return NameQuoting{"psycopg.sql.Identifier", ").as_string(" + receiver + ")"};
  const std::string connection = function.program.importedAs("django.db.connection");
  if (api.starts_with("django.") && !connection.empty())
    return NameQuoting{"", ")", connection + ".ops.quote_name"};
  if (api.starts_with("oracledb."))
    return NameQuoting{"oracledb.enquote_name", ")"};
  return std::nullopt;
}

} // namespace

void offerQuotedNames(const SinkContext& context, Finding& finding) {
  if (context.hit.through != kNoSymbol)
    return;
  const FunctionContext& function = context.function;
  const auto quoting = nameQuoting(context);
  if (!quoting) {
    if (finding.whyNoFix.empty())
      finding.whyNoFix = "the driver has no function that quotes names: look the name up in a dict "
                         "of allowed ones";
    return;
  }
  Fix fix;
  fix.title = "quote the name with the driver";
  fix.safety = Safety::Unsafe;
  fix.preferred = true;
  const BuiltText built = builtText(context);
  const SqlReading sql = readSql(built.text, built.holes, {});
  std::size_t index = 0;
  for (const StringPiece& piece : function.flow.values[context.hit.value].pieces) {
    if (piece.hole == kBottom)
      continue;
    const std::size_t hole = index++;
    if (built.harmless[hole] || sql.holes[hole].position != HolePosition::Identifier)
      continue;
    const char before = built.holes[hole] == 0 ? ' ' : built.text[built.holes[hole] - 1];
    const bool quoted = sql.holes[hole].quoted || before == '"' || before == '`' || before == '[';
    if (quoted || piece.node == kNoNode || !quoteName(function, piece.node, *quoting, fix)) {
      finding.whyNoFix = "the name stands in quotes already: leave them to the driver's function";
      return;
    }
  }
  if (!fix.edits.empty())
    finding.fixes.push_back(std::move(fix));
}

void offerParameterizedQuery(const SinkContext& context, Finding& finding) {
  if (context.hit.through != kNoSymbol) {
    finding.whyNoFix = "the statement is built and run in different functions";
    return;
  }
  ParameterizeResult result = parameterizeQuery(context.function.ast, factsOf(context));
  finding.fixes = std::move(result.fixes);
  finding.whyNoFix = std::move(result.refusal);
  if (finding.fixes.empty())
    offerQuotedNames(context, finding);
}

} // namespace pysecd
