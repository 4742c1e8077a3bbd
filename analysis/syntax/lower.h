// Builds one Ast in one pass over the concrete tree. Internal to analysis/syntax: others call
// lowerItem (items.h). Thread rule: that of the tree.
#pragma once

#include "analysis/syntax/ast.h"
#include "analysis/syntax/cst.h"
#include "analysis/syntax/items.h"

#include <optional>
#include <string_view>
#include <vector>

namespace pysecd {

class Lowerer {
public:
  // `text` is the whole file. With `module`, functions become stubs and offsets are those of the
  // cut text.
  Lowerer(const Item& item, std::string_view text, const Items* module, SymbolTable& symbols,
          Ast& ast);
  NodeId run();

private:
  // Each lowering function finds the cursor at the node it is given and leaves it there.

  // lower_statement.cpp
  NodeId statement(const CstNode& node);
  NodeId dispatchStatement(const CstNode& node);
  // Pushes what the child of a block holds: a statement, or an Error and the statements inside it.
  void statementInto(const CstNode& node);
  void salvage();
  // An ERROR between the parts of a compound statement: the statements in it go to the block
  // around, after this one.
  void salvageLater(const CstNode& node);
  NodeId block(const CstNode& node);
  NodeId clauseBlock(const CstNode& node);
  void requireBlock(NodeId owner, NodeId Node::*slot);
  NodeId ifStatement(const CstNode& node);
  NodeId elifClause(NodeId before, const CstNode& node);
  void ifPart(NodeId id, const CstNode& part);
  NodeId whileStatement(const CstNode& node);
  NodeId forStatement(const CstNode& node);
  NodeId tryStatement(const CstNode& node);
  NodeId exceptClause(const CstNode& node);
  NodeId caughtTypes(NodeId handler);
  bool looksLikeVariable(const CstNode& node) const;
  NodeId withStatement(const CstNode& node);
  NodeId withItem(const CstNode& node);
  NodeId matchStatement(const CstNode& node);
  void caseClauses();
  NodeId caseClause(const CstNode& node);
  NodeId casePattern(std::size_t start, bool comma);

  // lower_definition.cpp
  NodeId stub(const CstNode& node, const DefinitionHead& head);
  NodeId decorated(const CstNode& node);
  NodeId functionDef(const CstNode& node);
  NodeId classDef(const CstNode& node);
  NodeId parameters(const CstNode& node);
  NodeId parameter(const CstNode& node, ParameterKind kind);
  void parameterName(NodeId id, const CstNode& node);
  void requireParameters(NodeId owner);

  // lower_simple.cpp
  NodeId expressionStatement(const CstNode& node);
  NodeId assignment(const CstNode& node);
  NodeId augmentedAssignment(const CstNode& node);
  NodeId raise(const CstNode& node);
  NodeId assertion(const CstNode& node);
  NodeId deletion(const CstNode& node);
  NodeId declaredNames(NodeKind kind, const CstNode& node);
  NodeId typeAlias(const CstNode& node);
  NodeId aliasName(const CstNode& node);
  NodeId keywordCall(const CstNode& node);
  NodeId fileArgument(const CstNode& node);
  NodeId import(const CstNode& node);
  NodeId importFrom(const CstNode& node);
  NodeId importName(const CstNode& node);
  void relativeModule(NodeId statement);
  Symbol dottedSymbol();

  // lower_expression.cpp
  NodeId expression(const CstNode& node);
  NodeId dispatchExpression(const CstNode& node);
  NodeId onlyChild(const CstNode& node);
  NodeId name(const CstNode& node);
  NodeId wrap(NodeKind kind, const CstNode& node);
  NodeId listOf(NodeKind kind, const CstNode& node);
  void listInto();
  NodeId binary(const CstNode& node);
  NodeId unary(const CstNode& node);
  NodeId boolean(const CstNode& node);
  NodeId comparison(const CstNode& node);
  NodeId conditional(const CstNode& node);
  NodeId lambda(const CstNode& node);
  NodeId named(const CstNode& node);
  NodeId attribute(const CstNode& node);
  NodeId subscript(const CstNode& node);
  NodeId slice(const CstNode& node);
  NodeId call(const CstNode& node);
  NodeId keywordArgument(const CstNode& node);
  NodeId pair(const CstNode& node);
  NodeId comprehension(NodeKind kind, const CstNode& node);
  NodeId forClause(const CstNode& node);
  NodeId yield(const CstNode& node);
  NodeId splatType(const CstNode& node);
  NodeId genericType(const CstNode& node);
  NodeId unionType(const CstNode& node);

  // lower_string.cpp
  NodeId string(const CstNode& node);
  NodeId stringText(std::uint32_t begin, std::uint32_t end, std::uint16_t flags);
  NodeId interpolation(const CstNode& node, std::uint16_t flags);
  NodeId formatSpec(const CstNode& node, std::uint16_t flags);
  NodeId backquotes(const CstNode& node);

  // lower_pattern.cpp
  NodeId pattern(const CstNode& node);
  NodeId dispatchPattern(const CstNode& node);
  template <typename Visit> void patternsInto(Visit visit);
  NodeId onePattern(const CstNode& node);
  NodeId patternValue(NodeId value, ByteRange range);
  NodeId patternOperand(const CstNode& node);
  NodeId patternKey(const CstNode& node, std::optional<std::uint32_t> minus);
  NodeId patternOfName(const CstNode& node);
  NodeId patternSequence(const CstNode& node);
  NodeId patternOr(const CstNode& node);
  NodeId patternMapping(const CstNode& node);
  NodeId patternClass(const CstNode& node);
  NodeId patternKeyword(const CstNode& node);
  NodeId patternAs(const CstNode& node);
  NodeId patternStar(const CstNode& node);
  NodeId complexNumber(const CstNode& node);
  NodeId negated(const CstNode& number, std::uint32_t minusAt);
  NodeId dottedExpression(const CstNode& node);

  // Building blocks
  ByteOffset place(std::uint32_t offset) const;
  ByteRange rangeOf(const CstNode& node) const { return {place(node.begin()), place(node.end())}; }
  std::string_view textOf(const CstNode& node) const {
    return text_.substr(node.begin(), node.end() - node.begin());
  }
  Symbol symbolOf(const CstNode& node) { return symbols_.intern(textOf(node)); }
  NodeId add(NodeKind kind, ByteRange range);
  NodeId add(NodeKind kind, const CstNode& node) { return add(kind, rangeOf(node)); }
  // Nodes move when one is added, but `at(id).a = expression(child)` is safe: = evaluates its right
  // side first.
  Node& at(NodeId id) { return ast_.nodes[id]; }
  // Lists are collected on scratch_ above a mark, since children collect theirs in between.
  std::size_t mark() const { return scratch_.size(); }
  void setList(NodeId id, std::size_t mark);
  // What was collected above the mark as one expression: itself, or a Tuple if there is a comma or
  // not exactly one.
  NodeId oneOrTuple(std::size_t mark, bool comma, ByteRange range);

  CstCursor cursor_;
  std::string_view text_;
  const Items* module_; // null in a function
  ByteOffset base_;
  SymbolTable& symbols_;
  Ast& ast_;
  std::vector<NodeId> scratch_;
  std::vector<NodeId>
      salvaged_; // statements out of ERROR nodes inside compound statements, for the block around
  unsigned depth_ = 0;
};

} // namespace pysecd
