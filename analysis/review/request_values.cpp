#include "analysis/review/request_values.h"

#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

#include <algorithm>

namespace pysecd::review {

namespace {

constexpr int kMaxDepth = 3; // variables that hold the value of variables
constexpr std::size_t kMaxWords = 2;

constexpr std::string_view kTakes[] = {"get",   "pop",    "getlist", "setdefault", "copy",
                                       "items", "values", "keys",    "dict",       "model_dump"};
constexpr std::string_view kTexts[] = {"strip", "lower",   "upper",  "lstrip", "rstrip",
                                       "title", "replace", "decode", "encode", "casefold"};
constexpr std::string_view kTests[] = {"startswith", "endswith", "isdigit", "isalnum", "isnumeric"};
constexpr std::string_view kConversions[] = {"int",  "float",  "bool",      "str",  "len",
                                             "list", "set",    "tuple",     "dict", "min",
                                             "max",  "sorted", "enumerate", "round"};

template <std::size_t N> bool among(std::string_view name, const std::string_view (&names)[N]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool isTestKind(NodeKind kind) {
  return kind == NodeKind::Compare || kind == NodeKind::CompareTerm || kind == NodeKind::Unary ||
         kind == NodeKind::If || kind == NodeKind::While || kind == NodeKind::Assert ||
         kind == NodeKind::CompIf || kind == NodeKind::Match;
}

} // namespace

RequestValues::RequestValues(const CollectInput& input, const std::vector<NodeId>& parents)
    : input_(input), context_(input.context), parents_(parents) {
  findAliases();
}

// In the order of the text: the last assignment before a use is the one that counts.
void RequestValues::findAliases() {
  const Ast& ast = context_.ast;
  const Node& root = ast[ast.root];
  if (root.kind == NodeKind::FunctionDef) {
    std::uint32_t index = 0;
    for (const NodeId parameter : ast.list(root.a)) {
      const std::string_view name = context_.text(ast[parameter].symbol);
      if (name != "self" && name != "cls")
        bindings_[ast[parameter].symbol].push_back({0, index});
      ++index;
    }
  }
  std::vector<NodeId> binders;
  for (NodeId id = 1; id < ast.nodes.size(); ++id)
    if (const NodeKind kind = ast[id].kind; (kind == NodeKind::Assign && ast[id].a != kNoNode) ||
                                            kind == NodeKind::For || kind == NodeKind::CompFor ||
                                            kind == NodeKind::NamedExpression)
      binders.push_back(id);
  std::sort(binders.begin(), binders.end(),
            [&](NodeId a, NodeId b) { return ast[a].begin < ast[b].begin; });
  for (const NodeId id : binders) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::Assign)
      for (const NodeId target : ast.list(node))
        bind(target, node.a);
    else
      bind(node.a, node.b);
  }
}

void RequestValues::bind(NodeId target, NodeId value) {
  const Ast& ast = context_.ast;
  const std::optional<std::uint32_t> root = rootOf(value);
  // What a comprehension binds counts in the element before it, too.
  const NodeId parent = parents_[target];
  const bool inside = parent != kNoNode && ast[parent].kind == NodeKind::CompFor;
  const ByteOffset from = inside ? ast[parents_[parent]].begin : ast[value].end;
  const auto name = [&](NodeId id) {
    if (ast[id].kind == NodeKind::Name)
      bindings_[ast[id].symbol].push_back({from, root});
  };
  name(target);
  if (ast[target].kind == NodeKind::Tuple)
    for (const NodeId part : ast.list(target))
      name(part);
}

bool RequestValues::isSource(NodeId expression) const {
  const Value& value = context_.valueOf(expression);
  return std::any_of(value.origins.begin(), value.origins.end(), [&](const Origin& origin) {
    if ((origin.kinds & maskOf(Taint::Remote)) == 0 || origin.step == 0)
      return false;
    const Step& step = context_.flow.values.step(origin.step);
    return step.kind == StepKind::Source && step.node == expression;
  });
}

std::optional<std::uint32_t> RequestValues::rootOf(NodeId expression) const {
  const Ast& ast = context_.ast;
  const Node& node = ast[expression];
  switch (node.kind) {
  case NodeKind::Name:
    if (const auto found = bindings_.find(node.symbol); found != bindings_.end())
      for (auto at = found->second.rbegin(); at != found->second.rend(); ++at)
        if (at->from <= node.begin)
          return at->root;
    break;
  case NodeKind::Subscript:
  case NodeKind::Await:
    if (const auto root = rootOf(node.a))
      return root;
    break;
  case NodeKind::Attribute:
    if (const auto root = rootOf(node.a))
      return root;
    break;
  case NodeKind::BoolOp: {
    const auto left = rootOf(node.a);
    return left ? left : rootOf(node.b);
  }
  case NodeKind::Conditional: {
    const auto then = rootOf(node.b);
    return then ? then : rootOf(node.c);
  }
  case NodeKind::Call: {
    const Node& callee = ast[node.a];
    if (callee.kind == NodeKind::Attribute && among(context_.text(callee.symbol), kTakes))
      if (const auto root = rootOf(callee.a))
        return root;
    if (callee.kind == NodeKind::Name && among(context_.text(callee.symbol), kConversions) &&
        node.listSize == 1)
      if (const auto root = rootOf(ast.list(node)[0]))
        return root;
    break;
  }
  default:
    break;
  }
  if (isSource(expression))
    return kFromRequest;
  return std::nullopt;
}

bool RequestValues::goesOn(NodeId id) const {
  const Ast& ast = context_.ast;
  const NodeId parent = parents_[id];
  if (parent == kNoNode || ast[parent].a != id)
    return false;
  if (ast[parent].kind == NodeKind::Subscript)
    return true;
  if (ast[parent].kind != NodeKind::Attribute)
    return false;
  const NodeId above = parents_[parent];
  const bool called =
      above != kNoNode && ast[above].kind == NodeKind::Call && ast[above].a == parent;
  return !called || among(context_.text(ast[parent].symbol), kTakes);
}

RequestValues::Seen RequestValues::argumentOf(NodeId call) const {
  const Callee callee = calleeOf(input_, call);
  const std::string_view name = calleeName(context_, call);
  const std::string shown = callee.written + "()";
  if (callee.row != nullptr && callee.row->as == SurfaceKind::Validate)
    return {Rank::Validated, "validated by " + shown};
  if (callee.row != nullptr && callee.row->as == SurfaceKind::Normalize)
    return {Rank::Normalized, "normalised by " + shown};
  if (mentions(name, {"validate", "validated", "check", "verify", "ensure", "enforce", "sanitize",
                      "clean", "isinstance", "schema"}) ||
      name.starts_with("is_") || name.starts_with("isinstance"))
    return {Rank::Validated, "checked by " + shown};
  if (name == "dict" && !context_.ast.list(call).empty() &&
      context_.ast[context_.ast.list(call)[0]].kind == NodeKind::KeywordArgument)
    return {Rank::Stored, "put into a dict"};
  if (among(name, kConversions) || mentions(name, {"normalize", "convert", "parse", "quote"}))
    return {Rank::Normalized, "normalised by " + shown};
  if (callee.external)
    return {Rank::Unknown, "passed on to " + callee.api + "(), of which nothing is known"};
  return {Rank::Passed, "passed on to " + shown};
}

RequestValues::Seen RequestValues::lookAround(NodeId expression, int depth) const {
  const Ast& ast = context_.ast;
  NodeId child = expression;
  for (NodeId at = parents_[expression]; at != kNoNode; child = at, at = parents_[at]) {
    const Node& node = ast[at];
    if (isTestKind(node.kind) && (node.kind != NodeKind::If || node.a == child) &&
        (node.kind != NodeKind::While || node.a == child))
      return {Rank::Tested,
              "tested in `" +
                  excerpt(context_, node.kind == NodeKind::CompareTerm ? parents_[at]
                                    : node.kind == NodeKind::If || node.kind == NodeKind::While
                                        ? node.a
                                        : at) +
                  "`"};
    switch (node.kind) {
    case NodeKind::Call:
      if (node.a == child)
        continue; // its own method, see Attribute
      return argumentOf(at);
    case NodeKind::Attribute: {
      const std::string_view name = context_.text(node.symbol);
      if (among(name, kTexts))
        return {Rank::Normalized, "normalised by ." + std::string(name) + "()"};
      if (among(name, kTests))
        return {Rank::Tested, "tested by ." + std::string(name) + "()"};
      continue;
    }
    case NodeKind::Conditional:
      if (node.a == child)
        return {Rank::Tested, "tested in `" + excerpt(context_, child) + "`"};
      continue;
    case NodeKind::Assign: {
      if (depth == 0)
        return {};
      std::vector<Seen> seen;
      for (const NodeId target : ast.list(node))
        if (ast[target].kind == NodeKind::Name)
          addUses(ast[target].symbol, target, seen, depth - 1);
        else
          seen.push_back({Rank::Stored, "stored in `" + excerpt(context_, target) + "`"});
      if (seen.empty())
        return {};
      return *std::min_element(seen.begin(), seen.end(),
                               [](const Seen& a, const Seen& b) { return a.rank < b.rank; });
    }
    case NodeKind::Return:
      return {Rank::Returned, "returned"};
    case NodeKind::For:
      return {Rank::Passed, "gone through in a loop"};
    case NodeKind::FunctionDef:
    case NodeKind::Block:
    case NodeKind::ExpressionStatement:
      return {};
    default:
      continue;
    }
  }
  return {};
}

void RequestValues::addUses(Symbol name, NodeId except, std::vector<Seen>& seen, int depth) const {
  const Ast& ast = context_.ast;
  for (const NodeId id : context_.code.of(NodeKind::Name))
    if (ast[id].symbol == name && id != except)
      if (Seen use = lookAround(id, depth); use.rank != Rank::None)
        seen.push_back(std::move(use));
}

RequestValues::Use RequestValues::phrase(std::vector<Seen> seen) {
  std::stable_sort(seen.begin(), seen.end(),
                   [](const Seen& a, const Seen& b) { return a.rank < b.rank; });
  Use use;
  if (seen.empty()) {
    use.words = "read, and nothing done with it that was seen";
    return use;
  }
  const Rank best = seen.front().rank;
  use.checked = best <= Rank::Tested;
  if (best == Rank::Unknown)
    use.verdict = Verdict::Unresolved;
  std::size_t said = 0;
  std::string last;
  for (const Seen& one : seen)
    if (said < kMaxWords && one.what != last) {
      use.words += (said++ == 0 ? "" : ", ") + one.what;
      last = one.what;
    }
  if (best >= Rank::Passed)
    use.words = "used without a check here: " + use.words;
  return use;
}

RequestValues::Use RequestValues::useOf(NodeId expression) const {
  std::vector<Seen> seen;
  if (Seen one = lookAround(expression, kMaxDepth); one.rank != Rank::None)
    seen.push_back(std::move(one));
  return phrase(std::move(seen));
}

RequestValues::Use RequestValues::useOfName(Symbol name) const {
  std::vector<Seen> seen;
  addUses(name, kNoNode, seen, kMaxDepth - 1);
  return phrase(std::move(seen));
}

} // namespace pysecd::review
