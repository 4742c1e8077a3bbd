#include "analysis/fixes/parameterize_query/list_value.h"

#include "analysis/fixes/parameterize_query/python_source.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace pysecd {

namespace {

std::string withoutBlanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
  return text;
}

bool isCallOf(const Ast& ast, NodeId id, std::string_view name, std::size_t arguments) {
  const Node& node = ast[id];
  return node.kind == NodeKind::Call && ast[node.a].kind == NodeKind::Name &&
         node.listSize == arguments && writtenName(ast, node.a) == name;
}

bool isComprehension(NodeKind kind) {
  return kind == NodeKind::GeneratorExp || kind == NodeKind::ListComp;
}

// The value that one element writes, with or without quotes around it.
struct Element {
  std::string source;
  NodeId node = kNoNode;
  bool quoted = false;
  bool converted = false;
};

std::optional<Element> plainElement(const Ast& ast, NodeId id) {
  if (isCallOf(ast, id, "str", 1) || isCallOf(ast, id, "repr", 1)) {
    const NodeId inner = ast.list(id)[0];
    return Element{std::string(ast.text(inner)), inner, writtenName(ast, ast[id].a) == "repr",
                   true};
  }
  return Element{std::string(ast.text(id)), id, false, false};
}

// f"'{x}'", f"{x}"
std::optional<Element> formattedElement(const Ast& ast, NodeId id) {
  std::string around;
  NodeId value = kNoNode;
  for (const NodeId part : ast.list(id)) {
    const Node& node = ast[part];
    if (node.kind == NodeKind::StringText) {
      around += ast.cooked[node.text];
    } else if (node.kind == NodeKind::Interpolation && value == kNoNode && node.op == 0 &&
               node.b == kNoNode) {
      value = node.a;
      around += '\0';
    } else {
      return std::nullopt;
    }
  }
  if (value == kNoNode || (around.size() != 1 && around != std::string_view("'\0'", 3)))
    return std::nullopt;
  return Element{std::string(ast.text(value)), value, around.size() == 3, true};
}

// "'%s'" % x
std::optional<Element> percentElement(const Ast& ast, NodeId id) {
  const Node& node = ast[id];
  const std::string text = plainStringText(ast, node.a);
  NodeId value = node.b;
  if (ast[value].kind == NodeKind::Tuple)
    value = ast[value].listSize == 1 ? ast.list(value)[0] : kNoNode;
  if (value == kNoNode || (text != "'%s'" && text != "%s" && text != "%d"))
    return std::nullopt;
  return Element{std::string(ast.text(value)), value, text == "'%s'", true};
}

// "'" + x + "'"
std::optional<Element> addedElement(const Ast& ast, NodeId id) {
  const Node& outer = ast[id];
  const Node& inner = ast[outer.a];
  const bool sum = inner.kind == NodeKind::Binary && inner.op == outer.op;
  if (!sum || plainStringText(ast, inner.a) != "'" || plainStringText(ast, outer.b) != "'")
    return std::nullopt;
  auto element = plainElement(ast, inner.b);
  if (!element || element->quoted)
    return std::nullopt;
  element->quoted = true;
  return element;
}

std::optional<Element> elementOf(const Ast& ast, NodeId id) {
  const Node& node = ast[id];
  if (node.kind == NodeKind::String)
    return (node.flags & kFormat) != 0 ? formattedElement(ast, id) : std::nullopt;
  if (node.kind == NodeKind::Binary && node.op == static_cast<std::uint8_t>(BinaryOp::Mod))
    return percentElement(ast, id);
  if (node.kind == NodeKind::Binary)
    return addedElement(ast, id);
  return plainElement(ast, id);
}

bool isCollectionName(std::string_view annotation) {
  constexpr std::array<std::string_view, 12> kNames = {
      "list",     "List",       "tuple",       "Tuple",           "set", "Set", "frozenset",
      "Sequence", "Collection", "typing.List", "typing.Sequence", "dict"};
  const std::string_view name = annotation.substr(0, annotation.find_first_of("[ |"));
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool makesCollection(const Ast& ast, NodeId id) {
  const Node& node = ast[id];
  switch (node.kind) {
  case NodeKind::List:
  case NodeKind::Tuple:
  case NodeKind::Set:
  case NodeKind::Dict:
  case NodeKind::ListComp:
  case NodeKind::SetComp:
  case NodeKind::DictComp:
    return true;
  case NodeKind::Call: {
    constexpr std::array<std::string_view, 9> kMakers = {
        "list", "tuple", "sorted", "set", "split", "getlist", "frozenset", "fetchall", "keys"};
    const std::string_view callee = writtenName(ast, node.a);
    return std::find(kMakers.begin(), kMakers.end(), callee) != kMakers.end();
  }
  default:
    return false;
  }
}

// Every binding of the name in this Ast makes a collection, or its annotation says so.
bool surelySized(const Ast& ast, NodeId name) {
  const Symbol symbol = ast[name].symbol;
  bool found = false;
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::Parameter && node.symbol == symbol) {
      if (node.b == kNoNode || !isCollectionName(ast.text(node.b)))
        return false;
      found = true;
    }
    if (node.kind != NodeKind::Assign)
      continue;
    for (const NodeId target : ast.list(node))
      if (ast[target].kind == NodeKind::Name && ast[target].symbol == symbol) {
        if (node.a == kNoNode || !makesCollection(ast, node.a))
          return false;
        found = true;
      }
  }
  return found;
}

void setItems(const Ast& ast, NodeId id, ListValue& list) {
  list.items = ast.text(id);
  list.source = id;
  list.isTuple = ast[id].kind == NodeKind::Tuple || isCallOf(ast, id, "tuple", 1);
  list.isList = ast[id].kind == NodeKind::List || ast[id].kind == NodeKind::ListComp ||
                isCallOf(ast, id, "list", 1) || isCallOf(ast, id, "sorted", 1);
  if (ast[id].kind == NodeKind::Name) {
    list.counted = list.items;
    list.sized = surelySized(ast, id);
  }
}

bool fromComprehension(const Ast& ast, NodeId id, ListValue& list) {
  const Node& node = ast[id];
  const auto element = elementOf(ast, node.a);
  const auto clauses = ast.list(node);
  if (!element || clauses.empty())
    return false;
  list.texts = element->quoted;
  list.converted = element->converted;
  const Node& first = ast[clauses[0]];
  const Node& value = ast[element->node];
  const Node& target = ast[first.a];
  const bool identity = clauses.size() == 1 && value.kind == NodeKind::Name &&
                        target.kind == NodeKind::Name && value.symbol == target.symbol;
  if (identity) {
    setItems(ast, first.b, list);
    return true;
  }
  const ByteOffset begin = first.begin;
  const ByteOffset end = ast[clauses.back()].end;
  list.items =
      "[" + element->source + " " + std::string(ast.source.substr(begin, end - begin)) + "]";
  list.isList = true;
  list.source = id;
  return true;
}

} // namespace

std::optional<ListValue> listValue(const Ast& ast, NodeId expression, bool quoted, bool bare) {
  ListValue list;
  if (bare) {
    // A tuple's own text has the parentheses; a list's would be no SQL.
    if (ast[expression].kind != NodeKind::Name && !isCallOf(ast, expression, "tuple", 1))
      return std::nullopt;
    const bool call = ast[expression].kind == NodeKind::Call;
    setItems(ast, call ? ast.list(expression)[0] : expression, list);
    list.isTuple |= !call;
    list.sized |= !call;
    list.converted = true;
    list.texts = true; // of strings the quotes are written, too
    return list;
  }
  const Node& node = ast[expression];
  if (node.kind != NodeKind::Call || node.listSize != 1 ||
      ast[node.a].kind != NodeKind::Attribute || writtenName(ast, node.a) != "join")
    return std::nullopt;
  const std::string separator = withoutBlanks(plainStringText(ast, ast[node.a].a));
  if (separator != (quoted ? "','" : ","))
    return std::nullopt;
  const NodeId argument = ast.list(expression)[0];
  if (isCallOf(ast, argument, "map", 2)) {
    const std::string_view function = ast.text(ast.list(argument)[0]);
    if (function != "str" && function != "repr")
      return std::nullopt;
    setItems(ast, ast.list(argument)[1], list);
    list.converted = true;
    list.texts = function == "repr";
  } else if (isComprehension(ast[argument].kind)) {
    if (!fromComprehension(ast, argument, list))
      return std::nullopt;
  } else {
    setItems(ast, argument, list);
  }
  if (quoted && list.texts)
    return std::nullopt;
  list.texts |= quoted;
  return list;
}

bool makesPlaceholders(const Ast& ast, NodeId expression) {
  const Node& node = ast[expression];
  if (node.kind != NodeKind::Call || node.listSize != 1 || writtenName(ast, node.a) != "join")
    return false;
  const Node& product = ast[ast.list(expression)[0]];
  if (product.kind != NodeKind::Binary || product.op != static_cast<std::uint8_t>(BinaryOp::Mul))
    return false;
  NodeId mark = product.a;
  if (ast[mark].kind == NodeKind::List && ast[mark].listSize == 1)
    mark = ast.list(mark)[0];
  const std::string text = plainStringText(ast, mark);
  return text == "?" || text == "%s";
}

} // namespace pysecd
