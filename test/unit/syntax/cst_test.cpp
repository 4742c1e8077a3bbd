#include "analysis/syntax/cst.h"

#include "analysis/syntax/ast.h"
#include "test/support/catch.h"

#include <set>
#include <string>

using namespace pysecd;

TEST_CASE("every node of the grammar is known by kind") {
  const TSLanguage* language = pythonLanguage();
  std::set<std::string> unknown;
  for (TSSymbol symbol = 1; symbol < ts_language_symbol_count(language); ++symbol)
    if (ts_language_symbol_type(language, symbol) == TSSymbolTypeRegular &&
        cstKind(symbol) == Cst::Token)
      unknown.insert(ts_language_symbol_name(language, symbol));
  CHECK(unknown == std::set<std::string>{});
}

TEST_CASE("every kind stands for a symbol of the grammar") {
  const TSLanguage* language = pythonLanguage();
  std::set<Cst> found = {Cst::Token, Cst::LineContinuation}; // the latter is folded into Trivia
  for (TSSymbol symbol = 0; symbol < ts_language_symbol_count(language); ++symbol)
    found.insert(cstKind(symbol));
  found.insert(cstKind(static_cast<TSSymbol>(-1)));
  CHECK(found.size() == static_cast<std::size_t>(Cst::TokenIsNot) + 1);
}

TEST_CASE("operator tokens stand in the order of the operators") {
  const auto binary = [](Cst token) {
    return static_cast<BinaryOp>(operatorIndex(token, Cst::TokenPlus));
  };
  const auto augmented = [](Cst token) {
    return static_cast<BinaryOp>(operatorIndex(token, Cst::TokenPlusEqual));
  };
  const auto compare = [](Cst token) {
    return static_cast<CompareOp>(operatorIndex(token, Cst::TokenEqualEqual));
  };
  CHECK(binary(Cst::TokenPlus) == BinaryOp::Add);
  CHECK(binary(Cst::TokenPercent) == BinaryOp::Mod);
  CHECK(binary(Cst::TokenCaret) == BinaryOp::BitXor);
  CHECK(augmented(Cst::TokenPlusEqual) == BinaryOp::Add);
  CHECK(augmented(Cst::TokenPercentEqual) == BinaryOp::Mod);
  CHECK(augmented(Cst::TokenCaretEqual) == BinaryOp::BitXor);
  CHECK(compare(Cst::TokenEqualEqual) == CompareOp::Eq);
  CHECK(compare(Cst::TokenIn) == CompareOp::In);
  CHECK(compare(Cst::TokenIsNot) == CompareOp::IsNot);
}
