// libFuzzer target: any text as a function's source, every driver's style. The parameterizer must
// not crash, must keep its promises about edits, and must not make text that parses into text that
// does not.
#include "analysis/fixes/edit_builder.h"
#include "analysis/fixes/parameterize_query/parameterize_query.h"
#include "analysis/syntax/items.h"

#include <cstdlib>

using namespace pysecd;

namespace {

struct Parsed {
  TextPtr text;
  SymbolTable symbols;
  Ast ast;
  bool errors = true;
};

bool parse(std::string source, Parsed& parsed) {
  parsed.text = makeText(std::move(source));
  Parser parser;
  const auto tree = parser.parse(*parsed.text, CancelToken());
  if (!tree)
    return false;
  parsed.errors = tree->hasErrors();
  const Items items = listItems(*tree, *parsed.text, parsed.symbols);
  parsed.ast = lowerItem(items, items.items.size() > 1 ? 1 : 0, parsed.text, parsed.symbols);
  return true;
}

void check(const Parsed& parsed, NodeId call, ParamStyle style, BindForm bind) {
  const Ast& ast = parsed.ast;
  QueryFacts facts;
  facts.call = call;
  facts.query = ast.list(call)[0];
  facts.sink.style = style;
  facts.sink.bind = bind;
  facts.constantText = [](NodeId) { return std::nullopt; };
  facts.harmless = [&](NodeId id) { return ast[id].kind == NodeKind::Integer; };
  facts.readOutside = [](Symbol) { return false; };
  queryShape(ast, facts);
  for (const Fix& fix : parameterizeQuery(ast, facts).fixes) {
    ByteOffset end = 0;
    for (const TextEdit& edit : fix.edits) {
      if (edit.range.begin < end || edit.range.end < edit.range.begin ||
          edit.range.end > ast.source.size())
        std::abort();
      end = edit.range.end;
    }
    Parsed after;
    if (!parsed.errors && parse(applyEdits(ast.source, fix.edits), after) && after.errors)
      std::abort();
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096)
    return 0;
  Parsed parsed;
  if (!parse(std::string(data, data + size), parsed))
    return 0;
  constexpr std::pair<ParamStyle, BindForm> kDrivers[] = {
      {ParamStyle::QMark, BindForm::Sequence},   {ParamStyle::Format, BindForm::Sequence},
      {ParamStyle::Dollar, BindForm::Varargs},   {ParamStyle::Named, BindForm::Enclosing},
      {ParamStyle::Named, BindForm::Mapping},    {ParamStyle::Unknown, BindForm::None},
      {ParamStyle::Numeric, BindForm::Sequence}, {ParamStyle::Named, BindForm::Keywords}};
  for (NodeId id = 1; id < parsed.ast.nodes.size(); ++id) {
    const Node& node = parsed.ast[id];
    if (node.kind != NodeKind::Call || node.listSize == 0 || node.a == kNoNode)
      continue;
    const NodeKind first = parsed.ast[parsed.ast.list(node)[0]].kind;
    if (first == NodeKind::Starred || first == NodeKind::DoubleStarred ||
        first == NodeKind::KeywordArgument || first == NodeKind::Error)
      continue;
    for (const auto& [style, bind] : kDrivers)
      check(parsed, id, style, bind);
  }
  return 0;
}
