#include "analysis/syntax/cst.h"

#include <string_view>
#include <unordered_map>
#include <vector>

extern "C" const TSLanguage* tree_sitter_python(void);

namespace pysecd {

namespace {

using KindByName = std::unordered_map<std::string_view, Cst>;

std::vector<Cst> buildKinds() {
#define PYSECD_CST_ENTRY(kind, name) {name, Cst::kind},
  const KindByName named = {PYSECD_CST_STATEMENTS(PYSECD_CST_ENTRY) PYSECD_CST_EXPRESSIONS(
      PYSECD_CST_ENTRY) PYSECD_CST_PARTS(PYSECD_CST_ENTRY)};
  const KindByName tokens = {PYSECD_CST_TOKENS(PYSECD_CST_ENTRY)};
#undef PYSECD_CST_ENTRY
  const TSLanguage* language = pythonLanguage();
  const auto count = static_cast<TSSymbol>(ts_language_symbol_count(language));
  std::vector<Cst> kinds(count, Cst::Token);
  for (TSSymbol symbol = 0; symbol < count; ++symbol) {
    // "lambda" is a node and a token: only the type of the symbol tells which.
    const TSSymbolType type = ts_language_symbol_type(language, symbol);
    if (type != TSSymbolTypeRegular && type != TSSymbolTypeAnonymous)
      continue;
    const KindByName& names = type == TSSymbolTypeRegular ? named : tokens;
    if (const auto it = names.find(ts_language_symbol_name(language, symbol)); it != names.end())
      kinds[symbol] = it->second == Cst::LineContinuation ? Cst::Trivia : it->second;
  }
  return kinds;
}

} // namespace

const TSLanguage* pythonLanguage() { return tree_sitter_python(); }

Cst cstKind(TSSymbol symbol) {
  static const std::vector<Cst> kinds = buildKinds();
  return symbol < kinds.size() ? kinds[symbol] : Cst::Error; // ERROR has the largest symbol
}

DefinitionHead definitionHead(CstCursor& cursor) {
  DefinitionHead head;
  const Cst kind = cursor.here().kind;
  if (kind == Cst::DecoratedDefinition) {
    cursor.children([&](const CstNode& child) {
      if (child.kind == Cst::FunctionDefinition || child.kind == Cst::ClassDefinition)
        head = definitionHead(cursor);
    });
    return head;
  }
  head.kind = kind;
  if (!cursor.down())
    return head;
  do {
    const CstNode child = cursor.here();
    head.isAsync |= child.kind == Cst::TokenAsync;
    if (child.kind == Cst::Identifier) {
      head.nameBegin = child.begin();
      head.nameEnd = child.end();
      break;
    }
  } while (cursor.next());
  cursor.up();
  return head;
}

} // namespace pysecd
