#include "analysis/checks/util/parsed_documents.h"

#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/values.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr std::string_view kSetUp[] = {"setContentHandler", "setDTDHandler", "setEntityResolver",
                                       "setErrorHandler",   "setFeature",    "setLocale",
                                       "setProperty",       "close"};

// The variable that the parser is kept in; kNoSymbol if it is no plain name of this function.
Symbol variableOf(const FunctionContext& context, NodeId place) {
  const Ast& ast = context.ast;
  const NodeId callee = ast[place].kind == NodeKind::Call ? ast[place].a : kNoNode;
  if (callee != kNoNode && ast[callee].kind == NodeKind::Attribute &&
      ast[ast[callee].a].kind == NodeKind::Name && context.namesOf(ast[callee].a).empty())
    return ast[ast[callee].a].symbol; // a method of it
  for (const NodeId assign : context.code.of(NodeKind::Assign)) {
    const auto targets = ast.list(assign);
    if (ast[assign].a == place && targets.size() == 1 && ast[targets[0]].kind == NodeKind::Name)
      return ast[targets[0]].symbol;
  }
  return kNoSymbol;
}

Documents worse(Documents a, Documents b) {
  if (a == Documents::Remote || b == Documents::Remote)
    return Documents::Remote;
  return a == Documents::Unknown || b == Documents::Unknown ? Documents::Unknown : Documents::Own;
}

// A document, or a stream or list that holds it.
Documents documentIn(const FunctionContext& context, ValueId id, int depth = 2) {
  const Value& value = context.flow.values[id];
  if (isRemote(value, Sink::Xml))
    return Documents::Remote;
  Documents held = value.harmless() ? Documents::Own : Documents::Unknown;
  if (depth > 0)
    for (const ValueId element : elementsOf(context, id))
      held = worse(held, documentIn(context, element, depth - 1));
  return held;
}

} // namespace

Documents documentsOf(const FunctionContext& context, NodeId place) {
  const Ast& ast = context.ast;
  const Symbol variable = variableOf(context, place);
  const auto isParser = [&](NodeId expression) {
    return expression == place ||
           (variable != kNoSymbol && ast[expression].kind == NodeKind::Name &&
            ast[expression].symbol == variable);
  };
  std::size_t uses = 0; // those that are accounted for
  bool parsed = false;
  Documents documents = Documents::Own;
  const auto parse = [&](NodeId call) {
    const auto document = findArgument(context, call, ArgSpec{0, kNoSymbol});
    parsed = true;
    documents = worse(documents, document && !isParser(document->node)
                                     ? documentIn(context, document->value)
                                     : Documents::Unknown);
  };
  for (const NodeId call : context.code.of(NodeKind::Call)) {
    const Node& callee = ast[ast[call].a];
    if (callee.kind == NodeKind::Attribute && isParser(callee.a)) {
      ++uses;
      const std::string_view method = context.text(callee.symbol);
      if (std::find(std::begin(kSetUp), std::end(kSetUp), method) == std::end(kSetUp))
        parse(call);
    }
    for (const NodeId argument : ast.list(call))
      if (isParser(ast[argument].kind == NodeKind::KeywordArgument ? ast[argument].a : argument)) {
        ++uses;
        parse(call);
      }
  }
  std::size_t named = 0;
  for (const NodeId name : context.code.of(NodeKind::Name))
    named += variable != kNoSymbol && ast[name].symbol == variable ? 1 : 0;
  for (const NodeId assign : context.code.of(NodeKind::Assign))
    for (const NodeId target : ast.list(assign))
      uses += variable != kNoSymbol && isParser(target) ? 1 : 0;
  const bool handedOut = variable == kNoSymbol ? uses == 0 : uses < named;
  return documents == Documents::Remote ? documents
         : handedOut || !parsed         ? Documents::Unknown
                                        : documents;
}

} // namespace pysecd
