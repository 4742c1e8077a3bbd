// The concrete tree as the lowering reads it: one enum for the grammar's symbols, looked up in a
// table built once, and a cursor that costs O(1) a step. Knows the grammar, knows nothing of Ast.
// Thread rule: a cursor belongs to the thread that owns the tree.
#pragma once

#include <cstdint>
#include <tree_sitter/api.h>

namespace pysecd {

// X(kind, name in the grammar): named nodes.
#define PYSECD_CST_STATEMENTS(X)                                                                   \
  X(ImportStatement, "import_statement")                                                           \
  X(FutureImportStatement, "future_import_statement")                                              \
  X(ImportFromStatement, "import_from_statement")                                                  \
  X(PrintStatement, "print_statement")                                                             \
  X(AssertStatement, "assert_statement")                                                           \
  X(ExpressionStatement, "expression_statement")                                                   \
  X(ReturnStatement, "return_statement")                                                           \
  X(DeleteStatement, "delete_statement")                                                           \
  X(RaiseStatement, "raise_statement")                                                             \
  X(PassStatement, "pass_statement")                                                               \
  X(BreakStatement, "break_statement")                                                             \
  X(ContinueStatement, "continue_statement")                                                       \
  X(GlobalStatement, "global_statement")                                                           \
  X(NonlocalStatement, "nonlocal_statement")                                                       \
  X(ExecStatement, "exec_statement")                                                               \
  X(TypeAliasStatement, "type_alias_statement")                                                    \
  X(IfStatement, "if_statement")                                                                   \
  X(ForStatement, "for_statement")                                                                 \
  X(WhileStatement, "while_statement")                                                             \
  X(TryStatement, "try_statement")                                                                 \
  X(WithStatement, "with_statement")                                                               \
  X(MatchStatement, "match_statement")                                                             \
  X(FunctionDefinition, "function_definition")                                                     \
  X(ClassDefinition, "class_definition")                                                           \
  X(DecoratedDefinition, "decorated_definition")

#define PYSECD_CST_EXPRESSIONS(X)                                                                  \
  X(Identifier, "identifier")                                                                      \
  X(Integer, "integer")                                                                            \
  X(Float, "float")                                                                                \
  X(True, "true")                                                                                  \
  X(False, "false")                                                                                \
  X(None, "none")                                                                                  \
  X(Ellipsis, "ellipsis")                                                                          \
  X(String, "string")                                                                              \
  X(ConcatenatedString, "concatenated_string")                                                     \
  X(Attribute, "attribute")                                                                        \
  X(Subscript, "subscript")                                                                        \
  X(Slice, "slice")                                                                                \
  X(Call, "call")                                                                                  \
  X(BinaryOperator, "binary_operator")                                                             \
  X(UnaryOperator, "unary_operator")                                                               \
  X(NotOperator, "not_operator")                                                                   \
  X(BooleanOperator, "boolean_operator")                                                           \
  X(ComparisonOperator, "comparison_operator")                                                     \
  X(ConditionalExpression, "conditional_expression")                                               \
  X(Lambda, "lambda")                                                                              \
  X(NamedExpression, "named_expression")                                                           \
  X(AsPattern, "as_pattern")                                                                       \
  X(Await, "await")                                                                                \
  X(Yield, "yield")                                                                                \
  X(List, "list")                                                                                  \
  X(Set, "set")                                                                                    \
  X(Tuple, "tuple")                                                                                \
  X(Dictionary, "dictionary")                                                                      \
  X(ListComprehension, "list_comprehension")                                                       \
  X(SetComprehension, "set_comprehension")                                                         \
  X(DictionaryComprehension, "dictionary_comprehension")                                           \
  X(GeneratorExpression, "generator_expression")                                                   \
  X(ParenthesizedExpression, "parenthesized_expression")                                           \
  X(ParenthesizedListSplat, "parenthesized_list_splat")                                            \
  X(ExpressionList, "expression_list")                                                             \
  X(PatternList, "pattern_list")                                                                   \
  X(TuplePattern, "tuple_pattern")                                                                 \
  X(ListPattern, "list_pattern")                                                                   \
  X(ListSplat, "list_splat")                                                                       \
  X(ListSplatPattern, "list_splat_pattern")                                                        \
  X(DictionarySplat, "dictionary_splat")                                                           \
  X(DictionarySplatPattern, "dictionary_splat_pattern")                                            \
  X(KeywordArgument, "keyword_argument")                                                           \
  X(Pair, "pair")                                                                                  \
  X(Type, "type")                                                                                  \
  X(SplatType, "splat_type")                                                                       \
  X(GenericType, "generic_type")                                                                   \
  X(UnionType, "union_type")                                                                       \
  X(ConstrainedType, "constrained_type")                                                           \
  X(MemberType, "member_type")

#define PYSECD_CST_PARTS(X)                                                                        \
  X(Module, "module")                                                                              \
  X(Block, "block")                                                                                \
  X(ElifClause, "elif_clause")                                                                     \
  X(ElseClause, "else_clause")                                                                     \
  X(ExceptClause, "except_clause")                                                                 \
  X(FinallyClause, "finally_clause")                                                               \
  X(CaseClause, "case_clause")                                                                     \
  X(WithClause, "with_clause")                                                                     \
  X(WithItem, "with_item")                                                                         \
  X(Decorator, "decorator")                                                                        \
  X(Assignment, "assignment")                                                                      \
  X(AugmentedAssignment, "augmented_assignment")                                                   \
  X(Chevron, "chevron")                                                                            \
  X(DottedName, "dotted_name")                                                                     \
  X(AliasedImport, "aliased_import")                                                               \
  X(RelativeImport, "relative_import")                                                             \
  X(ImportPrefix, "import_prefix")                                                                 \
  X(WildcardImport, "wildcard_import")                                                             \
  X(ArgumentList, "argument_list")                                                                 \
  X(ForInClause, "for_in_clause")                                                                  \
  X(IfClause, "if_clause")                                                                         \
  X(AsPatternTarget, "as_pattern_target")                                                          \
  X(Parameters, "parameters")                                                                      \
  X(LambdaParameters, "lambda_parameters")                                                         \
  X(TypedParameter, "typed_parameter")                                                             \
  X(DefaultParameter, "default_parameter")                                                         \
  X(TypedDefaultParameter, "typed_default_parameter")                                              \
  X(PositionalSeparator, "positional_separator")                                                   \
  X(KeywordSeparator, "keyword_separator")                                                         \
  X(TypeParameter, "type_parameter")                                                               \
  X(StringStart, "string_start")                                                                   \
  X(StringContent, "string_content")                                                               \
  X(StringEnd, "string_end")                                                                       \
  X(EscapeSequence, "escape_sequence")                                                             \
  X(EscapeInterpolation, "escape_interpolation")                                                   \
  X(Interpolation, "interpolation")                                                                \
  X(FormatExpression, "format_expression")                                                         \
  X(FormatSpecifier, "format_specifier")                                                           \
  X(TypeConversion, "type_conversion")                                                             \
  X(CasePattern, "case_pattern")                                                                   \
  X(ClassPattern, "class_pattern")                                                                 \
  X(KeywordPattern, "keyword_pattern")                                                             \
  X(SplatPattern, "splat_pattern")                                                                 \
  X(UnionPattern, "union_pattern")                                                                 \
  X(DictPattern, "dict_pattern")                                                                   \
  X(ComplexPattern, "complex_pattern")                                                             \
  X(Trivia, "comment")                                                                             \
  X(LineContinuation, "line_continuation")

// Anonymous tokens that tell something; the others are Token.
#define PYSECD_CST_TOKENS(X)                                                                       \
  X(TokenAs, "as")                                                                                 \
  X(TokenAsync, "async")                                                                           \
  X(TokenFrom, "from")                                                                             \
  X(TokenImport, "import")                                                                         \
  X(TokenPrint, "print")                                                                           \
  X(TokenExec, "exec")                                                                             \
  X(TokenIf, "if")                                                                                 \
  X(TokenElse, "else")                                                                             \
  X(TokenAnd, "and")                                                                               \
  X(TokenOr, "or")                                                                                 \
  X(TokenLessGreater, "<>")                                                                        \
  X(TokenUnderscore, "_")                                                                          \
  X(TokenComma, ",")                                                                               \
  X(TokenColon, ":")                                                                               \
  X(TokenDot, ".")                                                                                 \
  X(TokenEqual, "=")                                                                               \
  X(TokenColonEqual, ":=")                                                                         \
  X(TokenOpenBracket, "[")                                                                         \
  X(TokenArrow, "->")                                                                              \
  /* in the order of BinaryOp */                                                                   \
  X(TokenPlus, "+")                                                                                \
  X(TokenMinus, "-")                                                                               \
  X(TokenStar, "*")                                                                                \
  X(TokenAt, "@")                                                                                  \
  X(TokenSlash, "/")                                                                               \
  X(TokenSlashSlash, "//")                                                                         \
  X(TokenPercent, "%")                                                                             \
  X(TokenStarStar, "**")                                                                           \
  X(TokenShiftLeft, "<<")                                                                          \
  X(TokenShiftRight, ">>")                                                                         \
  X(TokenAmpersand, "&")                                                                           \
  X(TokenPipe, "|")                                                                                \
  X(TokenCaret, "^")                                                                               \
  /* likewise */                                                                                   \
  X(TokenPlusEqual, "+=")                                                                          \
  X(TokenMinusEqual, "-=")                                                                         \
  X(TokenStarEqual, "*=")                                                                          \
  X(TokenAtEqual, "@=")                                                                            \
  X(TokenSlashEqual, "/=")                                                                         \
  X(TokenSlashSlashEqual, "//=")                                                                   \
  X(TokenPercentEqual, "%=")                                                                       \
  X(TokenStarStarEqual, "**=")                                                                     \
  X(TokenShiftLeftEqual, "<<=")                                                                    \
  X(TokenShiftRightEqual, ">>=")                                                                   \
  X(TokenAmpersandEqual, "&=")                                                                     \
  X(TokenPipeEqual, "|=")                                                                          \
  X(TokenCaretEqual, "^=")                                                                         \
  /* in the order of CompareOp */                                                                  \
  X(TokenEqualEqual, "==")                                                                         \
  X(TokenNotEqual, "!=")                                                                           \
  X(TokenLess, "<")                                                                                \
  X(TokenLessEqual, "<=")                                                                          \
  X(TokenGreater, ">")                                                                             \
  X(TokenGreaterEqual, ">=")                                                                       \
  X(TokenIn, "in")                                                                                 \
  X(TokenNotIn, "not in")                                                                          \
  X(TokenIs, "is")                                                                                 \
  X(TokenIsNot, "is not")

enum class Cst : std::uint8_t {
  Token,
  Error,
#define PYSECD_CST_ENUMERATOR(kind, name) kind,
  PYSECD_CST_STATEMENTS(PYSECD_CST_ENUMERATOR) PYSECD_CST_EXPRESSIONS(PYSECD_CST_ENUMERATOR)
      PYSECD_CST_PARTS(PYSECD_CST_ENUMERATOR) PYSECD_CST_TOKENS(PYSECD_CST_ENUMERATOR)
#undef PYSECD_CST_ENUMERATOR
};

constexpr bool isStatement(Cst kind) {
  return Cst::ImportStatement <= kind && kind <= Cst::DecoratedDefinition;
}
constexpr bool isExpression(Cst kind) { return Cst::Identifier <= kind && kind <= Cst::MemberType; }

// Position of an operator's token after `first`, the first of its group: a BinaryOp or CompareOp.
constexpr std::uint8_t operatorIndex(Cst token, Cst first) {
  return static_cast<std::uint8_t>(static_cast<unsigned>(token) - static_cast<unsigned>(first));
}

// Nothing nested deeper is read. Each statement, expression and pattern is one level.
inline constexpr unsigned kMaxNesting = 300;

const TSLanguage* pythonLanguage();

// What a symbol of the grammar is; comments and line continuations are both Trivia.
Cst cstKind(TSSymbol symbol);

struct CstNode {
  TSNode node{};
  Cst kind = Cst::Token;

  std::uint32_t begin() const { return ts_node_start_byte(node); }
  std::uint32_t end() const { return ts_node_end_byte(node); }
};

class CstCursor {
public:
  explicit CstCursor(TSNode node) : cursor_(ts_tree_cursor_new(node)) {}
  ~CstCursor() { ts_tree_cursor_delete(&cursor_); }
  CstCursor(const CstCursor&) = delete;
  CstCursor& operator=(const CstCursor&) = delete;

  CstNode here() const {
    const TSNode node = ts_tree_cursor_current_node(&cursor_);
    return {node, cstKind(ts_node_symbol(node))};
  }
  bool down() { return ts_tree_cursor_goto_first_child(&cursor_); }
  bool next() { return ts_tree_cursor_goto_next_sibling(&cursor_); }
  void up() { ts_tree_cursor_goto_parent(&cursor_); }

  // Calls visit(child) with the cursor at each child that is not trivia. The visit may move the
  // cursor below the child, and must bring it back.
  template <typename Visit> void children(Visit visit) {
    if (!down())
      return;
    do {
      if (const CstNode child = here(); child.kind != Cst::Trivia)
        visit(child);
    } while (next());
    up();
  }

private:
  TSTreeCursor cursor_;
};

// What a function_definition, class_definition or decorated_definition defines.
struct DefinitionHead {
  Cst kind = Cst::Error; // FunctionDefinition or ClassDefinition; Error in broken source
  bool isAsync = false;
  std::uint32_t nameBegin = 0; // empty if missing
  std::uint32_t nameEnd = 0;
};

// With the cursor at the definition; leaves it there.
DefinitionHead definitionHead(CstCursor& cursor);

} // namespace pysecd
