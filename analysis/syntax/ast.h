// A compact syntax tree of one item (a function with everything nested in it, or the module without
// its functions), lowered from tree-sitter and independent of it: the engine walks these arrays,
// never the concrete tree, so an unchanged function keeps its Ast across edits. Offsets count from
// the start of `source`. Broken input gives Error nodes, never a missing tree: blocks and parameter
// lists are there even when their text is not, any other slot may be kNoNode, which reads as an
// Error. No path from the root is longer than kMaxAstDepth, so recursion is safe. Immutable once
// built: any thread.
#pragma once

#include "analysis/support/span.h"
#include "analysis/support/symbols.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

using NodeId = std::uint32_t; // index into Ast::nodes
inline constexpr NodeId kNoNode = 0;
inline constexpr unsigned kMaxAstDepth = 1300; // about four nodes for each level of nesting read

// What each kind keeps in Node's slots. "list" is Ast::list(node); a slot not named is kNoNode.
enum class NodeKind : std::uint8_t {
  Error, // text the grammar could not read, or nesting beyond the bound: has no meaning and no
         // children

  // Statements
  Block,               // list: statements
  ExpressionStatement, // a: expression
  Assign,    // list: targets left to right; a: value; `x: T = v` has b: annotation, and a may be
             // absent
  AugAssign, // op: BinaryOp; a: target; b: value
  Return,    // a: value?
  Raise,     // a: exception?; b: cause?
  Assert,    // a: test; b: message?
  Delete,    // list: targets
  Pass,
  Break,
  Continue,
  Global,        // list: Name
  Nonlocal,      // list: Name
  Import,        // list: ImportName (symbol: dotted module name)
  ImportFrom,    // symbol: dotted module name without leading dots, or none; op: number of leading
                 // dots; list: ImportName
  ImportName,    // symbol: name, "*" for a star import; alias: `as` name?
  If,            // a: test; b: Block; c: else Block? (an `elif` is a Block holding one If)
  While,         // a: test; b: Block; c: else Block?
  For,           // a: target; b: iterable; c: Block; d: else Block?; flags: kAsync
  Try,           // a: Block; list: ExceptHandler; b: else Block?; c: finally Block?
  ExceptHandler, // a: type?; symbol: `as` name?; b: Block; flags: kGroup for `except*`
  With,          // list: WithItem; a: Block; flags: kAsync
  WithItem,      // a: context expression; b: target?
  Match,         // a: subject; list: MatchCase
  MatchCase,     // a: pattern; b: guard?; c: Block
  FunctionDef,   // symbol: name; a: Parameters; b: Block; c: Decorators?; d: return annotation?;
                 // flags: kAsync. In the module's Ast a kStub: name and kAsync only, an empty range
                 // where the function was cut out; its own Ast has decorators and defaults
  ClassDef,      // symbol: name; a: Arguments?; b: Block; c: Decorators?
  Decorators,    // list: expressions, outermost first
  Arguments,     // list: as Call's list

  // Expressions
  Name,    // symbol
  Integer, // literal text is the node's source
  Float,
  TrueLiteral,
  FalseLiteral,
  NoneLiteral,
  EllipsisLiteral,
  String,     // one token; flags: StringFlag bits; list: StringText and Interpolation in order
  StringText, // text: index into Ast::cooked, the text after escapes; range: as written (f-string
              // `{{` cooked to `{`)
  Interpolation, // a: expression; op: 0 or 'r' 's' 'a'; b: format spec? (a String node whose list
                 // are its parts); flags: kSelfDocumenting for `{x=}`
  StringConcat,  // list: String (implicit concatenation)
  Attribute,     // a: object; symbol: name
  Subscript,     // a: object; b: index (Tuple for several) or Slice
  Slice,         // a: lower?; b: upper?; c: step?
  Call, // a: callee; list: arguments: expression | KeywordArgument | Starred | DoubleStarred
  KeywordArgument, // symbol: name; a: value
  Starred,         // a: value (`*x` in calls, displays, targets)
  DoubleStarred,   // a: value (`**x` in calls and dict displays)
  Binary,          // op: BinaryOp; a: left; b: right
  Unary,           // op: UnaryOp; a: operand
  BoolOp,          // op: 0 `and`, 1 `or`; a: left; b: right
  Compare,         // a: first operand; list: CompareTerm
  CompareTerm,     // op: CompareOp; a: operand
  Conditional,     // `b if a else c`: a: test; b: then; c: else
  Lambda,          // a: Parameters; b: expression
  Tuple,           // list
  List,            // list
  Set,             // list
  Dict,            // list: DictPair | DoubleStarred
  DictPair,        // a: key; b: value
  ListComp,        // a: element; list: CompFor | CompIf in order
  SetComp,
  DictComp, // a: DictPair
  GeneratorExp,
  CompFor,         // a: target; b: iterable; flags: kAsync
  CompIf,          // a: test
  Await,           // a
  Yield,           // a: value?
  YieldFrom,       // a
  NamedExpression, // `a := b`: a: Name; b: value
  Parameters,      // list: Parameter
  Parameter,       // symbol: name; a: default?; b: annotation?; op: ParameterKind

  // Patterns of MatchCase
  PatternValue,    // a: expression (literal or dotted name)
  PatternCapture,  // symbol: name, none for `_`
  PatternOr,       // list: patterns
  PatternSequence, // list: patterns
  PatternMapping,  // list: PatternPair | PatternStar
  PatternPair,     // a: key expression; b: pattern
  PatternClass,    // a: class expression; list: patterns (keyword ones as KeywordArgument with a:
                   // pattern)
  PatternAs,       // a: pattern; symbol: name
  PatternStar,     // symbol: name?
};

enum class BinaryOp : std::uint8_t {
  Add,
  Sub,
  Mul,
  MatMul,
  Div,
  FloorDiv,
  Mod,
  Pow,
  LShift,
  RShift,
  BitAnd,
  BitOr,
  BitXor
};
enum class UnaryOp : std::uint8_t { Not, Neg, Pos, Invert };
enum class CompareOp : std::uint8_t { Eq, NotEq, Lt, LtE, Gt, GtE, In, NotIn, Is, IsNot };
enum class ParameterKind : std::uint8_t {
  PositionalOnly,
  Positional,
  KeywordOnly,
  VarArgs,
  KeywordArgs
};

enum NodeFlag : std::uint16_t { kAsync = 1, kStub = 2, kGroup = 4, kSelfDocumenting = 8 };
enum StringFlag : std::uint16_t {
  kBytes = 1,
  kRaw = 2,
  kFormat = 4,
  kTemplate = 8,
  kUnicodePrefix = 16,
  kTriple = 32,
  kSingleQuote = 64
};

struct Node {
  NodeKind kind = NodeKind::Error;
  std::uint8_t op = 0;
  std::uint16_t flags = 0;
  ByteOffset begin = 0; // with decorators; without the parentheses around an expression
  ByteOffset end = 0;
  Symbol symbol = kNoSymbol;
  union {
    Symbol alias = kNoSymbol; // ImportName
    std::uint32_t text;       // StringText
  };
  NodeId a = kNoNode, b = kNoNode, c = kNoNode, d = kNoNode;
  std::uint32_t listBegin = 0, listSize = 0;

  ByteRange range() const { return {begin, end}; }
};

struct Ast {
  std::shared_ptr<const void> owner; // keeps `source` alive
  std::string_view source;
  std::vector<Node> nodes; // nodes[0] is an Error node, so that kNoNode is always readable
  std::vector<NodeId> lists;
  std::vector<std::string> cooked;
  NodeId root = kNoNode; // FunctionDef, or Block for the module
  bool hasErrors = false;

  const Node& operator[](NodeId id) const { return nodes[id]; }
  std::span<const NodeId> list(const Node& node) const {
    return {lists.data() + node.listBegin, node.listSize};
  }
  std::span<const NodeId> list(NodeId id) const { return list(nodes[id]); }
  std::string_view text(NodeId id) const {
    return source.substr(nodes[id].begin, nodes[id].end - nodes[id].begin);
  }
};

// parents[id] is the node that holds id in a slot or its list; kNoNode for the root. For fixes; not
// built on the hot path.
std::vector<NodeId> parentsOf(const Ast& ast);

} // namespace pysecd
