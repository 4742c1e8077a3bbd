#include "analysis/checks/util/text_values.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr int kMaxHops = 4;

// Mappings of a request whose items are text.
constexpr std::string_view kTextMaps[] = {
    "args", "form",         "cookies",     "headers", "GET",     "POST",  "COOKIES",
    "META", "query_params", "path_params", "query",   "environ", "values"};
constexpr std::string_view kTextMethods[] = {"strip",  "lstrip", "rstrip",     "lower",   "upper",
                                             "title",  "format", "capitalize", "join",    "replace",
                                             "decode", "hex",    "isoformat",  "casefold"};

template <typename Range> bool has(const Range& names, std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

class TextReader {
public:
  explicit TextReader(const FunctionContext& context) : context_(context), ast_(context.ast) {}

  bool isText(NodeId id, int hops) const {
    const Node& node = ast_[id];
    switch (node.kind) {
    case NodeKind::String:
      return (node.flags & (kBytes | kTemplate)) == 0;
    case NodeKind::StringConcat:
      return isText(ast_.list(node)[0], hops);
    case NodeKind::Subscript:
      return ast_[node.b].kind == NodeKind::String && isTextMap(node.a);
    case NodeKind::Attribute:
      return context_.text(ast_[node.a].symbol) == "request" &&
             has(std::initializer_list<std::string_view>{"path", "full_path"},
                 context_.text(node.symbol));
    case NodeKind::Binary:
      return static_cast<BinaryOp>(node.op) == BinaryOp::Add &&
             (isText(node.a, hops) || isText(node.b, hops));
    case NodeKind::BoolOp:
      return node.op == 1 && isText(node.b, hops) && isText(node.a, hops);
    case NodeKind::Conditional:
      return isText(node.b, hops) && isText(node.c, hops);
    case NodeKind::Call:
      return isTextCall(node, hops);
    case NodeKind::Name:
      return isTextParameter(node) || (hops > 0 && isText(onlyValueOf(id), hops - 1));
    default:
      return false;
    }
  }

private:
  bool isTextMap(NodeId id) const {
    return ast_[id].kind == NodeKind::Attribute && has(kTextMaps, context_.text(ast_[id].symbol));
  }

  bool isTextCall(const Node& call, int hops) const {
    const Node& callee = ast_[call.a];
    const std::string_view name = context_.text(callee.symbol);
    if (callee.kind == NodeKind::Name)
      return name == "str" || name == "repr" || name == "input";
    if (callee.kind != NodeKind::Attribute)
      return false;
    const auto arguments = ast_.list(call);
    if (name == "get" && arguments.size() == 2) // without a default it may be None
      return isTextMap(callee.a) && isText(arguments[1], hops);
    return has(kTextMethods, name);
  }

  // `def page(name: str)`.
  bool isTextParameter(const Node& name) const {
    return std::any_of(ast_.nodes.begin(), ast_.nodes.end(), [&](const Node& node) {
      return node.kind == NodeKind::Parameter && node.symbol == name.symbol && node.b != kNoNode &&
             ast_.text(node.b) == "str" &&
             (node.a == kNoNode || ast_[node.a].kind != NodeKind::NoneLiteral);
    });
  }

  // What a variable that is assigned once holds; kNoNode if that is not so.
  NodeId onlyValueOf(NodeId name) const {
    NodeId value = kNoNode;
    for (const Node& node : ast_.nodes) {
      if (node.kind == NodeKind::Parameter && node.symbol == ast_[name].symbol)
        return kNoNode;
      if (!assigns(node, name))
        continue;
      if (value != kNoNode || node.kind != NodeKind::Assign || node.a == kNoNode)
        return kNoNode;
      value = node.a;
    }
    return value;
  }

  bool assigns(const Node& node, NodeId name) const {
    const auto isName = [&](NodeId target) {
      return ast_[target].symbol == ast_[name].symbol || ast_[target].kind == NodeKind::Tuple ||
             ast_[target].kind == NodeKind::List;
    };
    switch (node.kind) {
    case NodeKind::Assign: {
      const auto targets = ast_.list(node);
      return std::any_of(targets.begin(), targets.end(), isName);
    }
    case NodeKind::AugAssign:
    case NodeKind::For:
    case NodeKind::CompFor:
    case NodeKind::NamedExpression:
      return isName(node.a);
    case NodeKind::WithItem:
      return node.b != kNoNode && isName(node.b);
    case NodeKind::Global:
    case NodeKind::Nonlocal:
      return std::any_of(ast_.list(node).begin(), ast_.list(node).end(), isName);
    default:
      return false;
    }
  }

  const FunctionContext& context_;
  const Ast& ast_;
};

} // namespace

bool isKnownText(const FunctionContext& context, NodeId expression) {
  const Ast& ast = context.ast;
  const bool operand = std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    return (node.kind == NodeKind::Binary && static_cast<BinaryOp>(node.op) == BinaryOp::Add &&
            (node.a == expression || node.b == expression)) ||
           (node.kind == NodeKind::AugAssign && node.b == expression);
  });
  return operand || TextReader(context).isText(expression, kMaxHops);
}

} // namespace pysecd
