#include "test/support/ast_printer.h"

#include <array>
#include <utility>

namespace pysecd::test {

namespace {

constexpr std::array kindNames = {"Error",
                                  "Block",
                                  "ExpressionStatement",
                                  "Assign",
                                  "AugAssign",
                                  "Return",
                                  "Raise",
                                  "Assert",
                                  "Delete",
                                  "Pass",
                                  "Break",
                                  "Continue",
                                  "Global",
                                  "Nonlocal",
                                  "Import",
                                  "ImportFrom",
                                  "ImportName",
                                  "If",
                                  "While",
                                  "For",
                                  "Try",
                                  "ExceptHandler",
                                  "With",
                                  "WithItem",
                                  "Match",
                                  "MatchCase",
                                  "FunctionDef",
                                  "ClassDef",
                                  "Decorators",
                                  "Arguments",
                                  "Name",
                                  "Integer",
                                  "Float",
                                  "True",
                                  "False",
                                  "None",
                                  "Ellipsis",
                                  "String",
                                  "StringText",
                                  "Interpolation",
                                  "StringConcat",
                                  "Attribute",
                                  "Subscript",
                                  "Slice",
                                  "Call",
                                  "KeywordArgument",
                                  "Starred",
                                  "DoubleStarred",
                                  "Binary",
                                  "Unary",
                                  "BoolOp",
                                  "Compare",
                                  "CompareTerm",
                                  "Conditional",
                                  "Lambda",
                                  "Tuple",
                                  "List",
                                  "Set",
                                  "Dict",
                                  "DictPair",
                                  "ListComp",
                                  "SetComp",
                                  "DictComp",
                                  "GeneratorExp",
                                  "CompFor",
                                  "CompIf",
                                  "Await",
                                  "Yield",
                                  "YieldFrom",
                                  "NamedExpression",
                                  "Parameters",
                                  "Parameter",
                                  "PatternValue",
                                  "PatternCapture",
                                  "PatternOr",
                                  "PatternSequence",
                                  "PatternMapping",
                                  "PatternPair",
                                  "PatternClass",
                                  "PatternAs",
                                  "PatternStar"};
static_assert(kindNames.size() == nodeKindCount);

constexpr std::array binaryOps = {"+",  "-",  "*",  "@", "/", "//", "%",
                                  "**", "<<", ">>", "&", "|", "^"};
constexpr std::array unaryOps = {"not", "-", "+", "~"};
constexpr std::array compareOps = {"==", "!=", "<",      "<=", ">",
                                   ">=", "in", "not-in", "is", "is-not"};
constexpr std::array parameterKinds = {"positional-only", "positional", "keyword-only", "var-args",
                                       "keyword-args"};

std::string quoted(std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out.append("\\").push_back(c);
    else if (byte < 0x20 || byte == 0x7f)
      out.append("\\x").append({digits[byte >> 4], digits[byte & 15]});
    else
      out.push_back(c);
  }
  return out + "\"";
}

class Printer {
public:
  Printer(const Ast& ast, const SymbolTable& symbols) : ast_(ast), symbols_(symbols) {}

  std::string run() {
    if (ast_[ast_.root].kind == NodeKind::Block)
      lines(ast_.list(ast_.root));
    else
      node(ast_.root);
    if (out_.starts_with('\n'))
      out_.erase(0, 1);
    return std::move(out_) + "\n";
  }

private:
  void lines(std::span<const NodeId> nodes) {
    for (const NodeId id : nodes) {
      out_ += "\n";
      out_.append(indent_, ' ');
      node(id);
    }
  }

  void indented(std::span<const NodeId> nodes) {
    indent_ += 2;
    lines(nodes);
    indent_ -= 2;
  }

  void node(NodeId id) {
    const Node& n = ast_[id];
    switch (n.kind) {
    case NodeKind::Name:
      out_ += symbols_.text(n.symbol);
      return;
    case NodeKind::Integer:
    case NodeKind::Float:
      out_ += ast_.text(id);
      return;
    case NodeKind::StringText:
      out_ += quoted(ast_.cooked[n.text]);
      return;
    default:
      break;
    }
    out_ += "(";
    out_ += nameOf(n.kind);
    attributes(n);
    slot("a", n.a);
    slot("b", n.b);
    slot("c", n.c);
    slot("d", n.d);
    list(n);
    out_ += ")";
  }

  void slot(std::string_view name, NodeId child) {
    if (child == kNoNode)
      return;
    const bool ownLine = ast_[child].kind == NodeKind::Block;
    indent_ += ownLine ? 2 : 0;
    out_.append(ownLine ? "\n" + std::string(indent_, ' ') : " ").append(name).append("=");
    node(child);
    indent_ -= ownLine ? 2 : 0;
  }

  void list(const Node& n) {
    const std::span<const NodeId> children = ast_.list(n);
    if (n.kind == NodeKind::Block || n.kind == NodeKind::Match || n.kind == NodeKind::Try)
      return indented(children);
    if (children.empty())
      return;
    std::string_view separator = " [";
    for (const NodeId child : children) {
      out_ += std::exchange(separator, " ");
      node(child);
    }
    out_ += "]";
  }

  void attributes(const Node& n) {
    if (n.symbol != kNoSymbol)
      out_.append(" ").append(symbols_.text(n.symbol));
    if (n.kind == NodeKind::ImportName && n.alias != kNoSymbol)
      out_.append(" as ").append(symbols_.text(n.alias));
    if (const std::string op = opText(n); !op.empty())
      out_.append(" ").append(op);
    n.kind == NodeKind::String ? stringFlags(n.flags) : flags(n.flags);
  }

  std::string opText(const Node& n) const {
    switch (n.kind) {
    case NodeKind::Binary:
    case NodeKind::AugAssign:
      return binaryOps.at(n.op);
    case NodeKind::Unary:
      return unaryOps.at(n.op);
    case NodeKind::BoolOp:
      return n.op == 0 ? "and" : "or";
    case NodeKind::CompareTerm:
      return compareOps.at(n.op);
    case NodeKind::Parameter:
      return parameterKinds.at(n.op);
    case NodeKind::ImportFrom:
      return std::string(n.op, '.');
    case NodeKind::Interpolation:
      return n.op == 0 ? "" : std::string("!") + static_cast<char>(n.op);
    default:
      return n.op == 0 ? "" : "op=" + std::to_string(n.op);
    }
  }

  void flags(std::uint16_t set) {
    for (const auto& [bit, text] : {std::pair{kAsync, " async"}, std::pair{kStub, " stub"},
                                    std::pair{kGroup, " group"}, std::pair{kSelfDocumenting, " ="}})
      if (set & bit)
        out_ += text;
  }

  void stringFlags(std::uint16_t set) {
    for (const auto& [bit, text] :
         {std::pair{kBytes, " bytes"}, std::pair{kRaw, " raw"}, std::pair{kFormat, " format"},
          std::pair{kTemplate, " template"}, std::pair{kUnicodePrefix, " unicode"},
          std::pair{kTriple, " triple"}, std::pair{kSingleQuote, " single"}})
      if (set & bit)
        out_ += text;
  }

  const Ast& ast_;
  const SymbolTable& symbols_;
  std::string out_;
  std::size_t indent_ = 0;
};

} // namespace

std::string_view nameOf(NodeKind kind) { return kindNames.at(static_cast<std::size_t>(kind)); }

std::string printAst(const Ast& ast, const SymbolTable& symbols) {
  return Printer(ast, symbols).run();
}

} // namespace pysecd::test
