#include "analysis/fixes/parameterize_query/query_variables.h"

#include "analysis/syntax/walk.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr std::string_view kSharedName = " is shared with other functions";
constexpr std::string_view kUsedElsewhere = " is used for something else, too";
constexpr std::string_view kTangled = " is put together on paths that can't be told apart";

bool descend(const Ast& ast, NodeId from, NodeId target, std::vector<NodeId>& path) {
  path.push_back(from);
  if (from == target)
    return true;
  bool found = false;
  forEachChild(ast, ast[from], [&](NodeId child) {
    if (!found && ast[child].range().contains(ast[target].range()))
      found = descend(ast, child, target, path);
  });
  if (!found)
    path.pop_back();
  return found;
}

bool bindsBySymbol(NodeKind kind) {
  switch (kind) {
  case NodeKind::ImportName:
  case NodeKind::FunctionDef:
  case NodeKind::ClassDef:
  case NodeKind::ExceptHandler:
  case NodeKind::PatternCapture:
  case NodeKind::PatternAs:
  case NodeKind::PatternStar:
    return true;
  default:
    return false;
  }
}

bool opensScope(NodeKind kind) {
  switch (kind) {
  case NodeKind::FunctionDef:
  case NodeKind::ClassDef:
  case NodeKind::Lambda:
  case NodeKind::ListComp:
  case NodeKind::SetComp:
  case NodeKind::DictComp:
  case NodeKind::GeneratorExp:
    return true;
  default:
    return false;
  }
}

// The first iterable of a comprehension, which is evaluated outside of it; kNoNode for others.
NodeId firstIterable(const Ast& ast, NodeId scope) {
  const NodeKind kind = ast[scope].kind;
  const bool comprehension = kind == NodeKind::ListComp || kind == NodeKind::SetComp ||
                             kind == NodeKind::DictComp || kind == NodeKind::GeneratorExp;
  return comprehension && ast[scope].listSize > 0 ? ast[ast.list(scope)[0]].b : kNoNode;
}

bool isLoop(NodeKind kind) { return kind == NodeKind::For || kind == NodeKind::While; }

// Where one name occurs in one function, and which of its bindings reach the use.
class NameUses {
public:
  NameUses(const Ast& ast, NodeId use)
      : ast_(ast), symbol_(ast[use].symbol), path_(pathTo(ast, use)) {}

  std::optional<LocalText> follow(const std::function<bool(Symbol)>& readOutside) {
    if (path_.empty())
      return std::nullopt;
    findScope(readOutside);
    collect();
    findParts();
    if (local_.parts.empty())
      return std::nullopt;
    if (local_.obstacle.empty() && (usedBetween() || seenElsewhere()))
      local_.obstacle = kUsedElsewhere;
    return std::move(local_);
  }

private:
  void refuse(std::string_view why) {
    if (local_.obstacle.empty())
      local_.obstacle = why;
  }

  // path_[scope_] is the function, or the module's block, that owns the variable.
  void findScope(const std::function<bool(Symbol)>& readOutside) {
    for (std::size_t i = path_.size(); i-- > 0;) {
      if (!opensScope(ast_[path_[i]].kind))
        continue;
      const NodeId iterable = firstIterable(ast_, path_[i]);
      if (iterable != kNoNode && ast_[iterable].range().contains(ast_[path_.back()].range()))
        continue;
      scope_ = i;
      if (ast_[path_[i]].kind != NodeKind::FunctionDef)
        refuse(kTangled);
      if (ast_[path_[i]].kind != NodeKind::ClassDef && ast_[path_[i]].kind != NodeKind::FunctionDef)
        continue; // a comprehension or lambda reads its function's variables
      return;
    }
    scope_ = 0;
    if (!readOutside || readOutside(symbol_))
      refuse(kSharedName);
  }

  void collect() {
    const ByteRange range = ast_[path_[scope_]].range();
    std::vector<ByteRange> inner;
    for (NodeId id = 1; id < ast_.nodes.size(); ++id) {
      const Node& node = ast_[id];
      if (id == path_[scope_] || !range.contains(node.range()))
        continue;
      if (opensScope(node.kind)) {
        const NodeId outside = firstIterable(ast_, id);
        inner.push_back({node.begin, outside != kNoNode ? ast_[outside].begin : node.end});
        if (outside != kNoNode)
          inner.push_back({ast_[outside].end, node.end});
      }
      if (node.kind == NodeKind::Name && node.symbol == symbol_)
        uses_.push_back(node.begin);
      if ((node.kind == NodeKind::Assign && assignsName(id)) ||
          (node.kind == NodeKind::AugAssign && addsToName(id)))
        bindings_.push_back(id);
      if (bindsBySymbol(node.kind) &&
          (node.symbol == symbol_ || (node.kind == NodeKind::ImportName && node.alias == symbol_)))
        refuse(kTangled);
      if (node.kind == NodeKind::Global || node.kind == NodeKind::Nonlocal)
        for (const NodeId name : ast_.list(id))
          if (ast_[name].symbol == symbol_)
            refuse(kSharedName);
    }
    std::sort(uses_.begin(), uses_.end());
    std::sort(bindings_.begin(), bindings_.end(),
              [&](NodeId a, NodeId b) { return ast_[a].begin < ast_[b].begin; });
    for (const ByteRange scope : inner)
      if (usesIn(scope) > 0)
        refuse(kSharedName);
  }

  std::size_t usesIn(ByteRange range) const {
    const auto first = std::lower_bound(uses_.begin(), uses_.end(), range.begin);
    return static_cast<std::size_t>(std::lower_bound(first, uses_.end(), range.end) - first);
  }
  std::size_t usesIn(NodeId node) const { return usesIn(ast_[node].range()); }

  bool assignsName(NodeId statement) const {
    const Node& node = ast_[statement];
    if (node.kind != NodeKind::Assign || node.listSize != 1 || node.a == kNoNode)
      return false;
    const Node& target = ast_[ast_.list(node)[0]];
    return target.kind == NodeKind::Name && target.symbol == symbol_;
  }

  bool addsToName(NodeId statement) const {
    const Node& node = ast_[statement];
    return node.kind == NodeKind::AugAssign &&
           node.op == static_cast<std::uint8_t>(BinaryOp::Add) &&
           ast_[node.a].kind == NodeKind::Name && ast_[node.a].symbol == symbol_;
  }

  bool isBinding(NodeId statement) const { return assignsName(statement) || addsToName(statement); }

  TextPart partOf(NodeId statement) const {
    const bool assigns = assignsName(statement);
    TextPart part{.statement = statement,
                  .value = assigns ? ast_[statement].a : ast_[statement].b,
                  .starts = assigns};
    const NodeId first = assigns ? firstOperand(part.value) : kNoNode;
    if (ast_[first].kind == NodeKind::Name && ast_[first].symbol == symbol_ &&
        usesIn(part.value) == 1) {
      part.self = first;
      part.starts = false;
    }
    return part;
  }

  // What the text of an expression begins with: a in `a + b` and f"{a}...".
  NodeId firstOperand(NodeId id) const {
    while (ast_[id].kind == NodeKind::Binary &&
           ast_[id].op == static_cast<std::uint8_t>(BinaryOp::Add))
      id = ast_[id].a;
    const Node& node = ast_[id];
    if (node.kind != NodeKind::String || node.listSize == 0)
      return id;
    const Node& first = ast_[ast_.list(node)[0]];
    const bool plain = first.kind == NodeKind::Interpolation && first.op == 0 &&
                       first.b == kNoNode && (first.flags & kSelfDocumenting) == 0;
    return plain ? first.a : id;
  }

  // --- the parts

  // Collects backwards from the use to the assignment that every path goes through.
  void findParts() {
    bool based = false;
    for (std::size_t level = path_.size() - 1; level-- > scope_ && !based;) {
      if (ast_[path_[level]].kind != NodeKind::Block)
        continue;
      const auto statements = ast_.list(path_[level]);
      auto it = std::find(statements.begin(), statements.end(), path_[level + 1]);
      while (it != statements.begin() && !based)
        based = addStatement(*--it, level);
    }
    for (std::size_t level = bindingLevel_ + 1; level < deepest_; ++level)
      if (isLoop(ast_[path_[level]].kind))
        refuse(kTangled); // each round adds to the text of the one before
    std::reverse(local_.parts.begin(), local_.parts.end());
    local_.grown = !based && !local_.parts.empty();
    if (local_.grown && std::any_of(local_.parts.begin(), local_.parts.end(),
                                    [](const TextPart& part) { return part.starts; }))
      refuse(kTangled);
  }

  // A statement before the use in a block of its path; true if no earlier one matters.
  bool addStatement(NodeId statement, std::size_t level) {
    if (usesIn(statement) == 0)
      return false;
    if (isBinding(statement)) {
      found(level);
      local_.parts.push_back(partOf(statement));
      return local_.parts.back().starts;
    }
    const ByteRange range = ast_[statement].range();
    std::vector<TextPart> nested;
    for (const NodeId binding : bindings_)
      if (range.contains(ast_[binding].range()))
        nested.push_back(partOf(binding));
    const bool based = startsInEveryBranch(statement);
    for (auto it = nested.rbegin(); it != nested.rend(); ++it) {
      if (it->starts && usesIn(it->value) > 0)
        refuse(kTangled);
      it->conditional = true;
      it->repeated = isLoop(ast_[statement].kind) || insideLoop(statement, it->statement);
      local_.parts.push_back(*it);
    }
    if (!nested.empty())
      found(level);
    return based;
  }

  void found(std::size_t level) {
    bindingLevel_ = level;
    deepest_ = std::max(deepest_, level);
  }

  bool insideLoop(NodeId from, NodeId statement) const {
    for (NodeId id = 1; id < ast_.nodes.size(); ++id)
      if (isLoop(ast_[id].kind) && ast_[from].range().contains(ast_[id].range()) &&
          ast_[id].range().contains(ast_[statement].range()))
        return true;
    return false;
  }

  // `if` with an else, each of whose blocks begins the text anew.
  bool startsInEveryBranch(NodeId statement) const {
    const Node& node = ast_[statement];
    if (node.kind == NodeKind::With)
      return startsIn(node.a);
    return node.kind == NodeKind::If && node.c != kNoNode && startsIn(node.b) && startsIn(node.c);
  }
  bool startsIn(NodeId block) const {
    const auto statements = ast_.list(block);
    return std::any_of(statements.begin(), statements.end(), [&](NodeId statement) {
      return assignsName(statement) || startsInEveryBranch(statement);
    });
  }

  // --- other readers

  // Between the first part and the end of the statement of the use: only the parts' targets and the
  // use itself.
  bool usedBetween() const {
    const ByteOffset begin = ast_[local_.parts.front().statement].begin;
    const ByteOffset end = ast_[path_[bindingLevel_ + 1]].end;
    std::size_t expected = 1;
    for (const TextPart& part : local_.parts)
      expected += 1 + usesIn(part.value);
    if (assignsName(path_[bindingLevel_ + 1]))
      ++expected;
    return usesIn({begin, end}) != expected;
  }

  bool seenElsewhere() const {
    bool rebound = assignsName(path_[bindingLevel_ + 1]);
    for (std::size_t level = path_.size() - 1; level-- > scope_;) {
      const Node& node = ast_[path_[level]];
      if (node.kind == NodeKind::Block && !rebound) {
        const Next next = nextUse(level);
        if (next == Next::Read)
          return true;
        // A binding deeper than the text's own is passed by on other paths.
        rebound = next == Next::Bound && level <= bindingLevel_;
      }
      if (seenInCompound(level, rebound))
        return true;
    }
    return false;
  }

  enum class Next : std::uint8_t { None, Read, Bound };

  Next nextUse(std::size_t level) const {
    const auto statements = ast_.list(path_[level]);
    auto it = std::find(statements.begin(), statements.end(), path_[level + 1]);
    for (++it; it < statements.end(); ++it) {
      const std::size_t uses = usesIn(*it);
      if (uses > 0)
        return assignsName(*it) && uses == 1 ? Next::Bound : Next::Read;
    }
    return Next::None;
  }

  // Whether the name is read by other parts of the compound statement path_[level]: handlers, the
  // next round.
  bool seenInCompound(std::size_t level, bool rebound) const {
    const Node& node = ast_[path_[level]];
    const ByteOffset childEnd = ast_[path_[level + 1]].end;
    if (node.kind == NodeKind::Try)
      return usesIn({childEnd, node.end}) > 0;
    if (!isLoop(node.kind))
      return false;
    if (!rebound && usesIn({childEnd, node.end}) > 0)
      return true;
    const bool boundOutside = level > bindingLevel_;
    if (boundOutside || rebound)
      return false;
    // The next round begins at the top of the loop.
    const ByteRange before{node.begin, ast_[local_.parts.front().statement].begin};
    if (usesIn(before) == 0)
      return false;
    if (level + 1 != bindingLevel_ || usesIn({node.begin, ast_[path_[level + 1]].begin}) > 0)
      return true;
    for (const NodeId statement : ast_.list(path_[bindingLevel_]))
      if (const std::size_t uses = usesIn(statement); uses > 0)
        return !(assignsName(statement) && uses == 1);
    return true;
  }

  const Ast& ast_;
  Symbol symbol_;
  std::vector<NodeId> path_;
  std::vector<ByteOffset> uses_;
  std::vector<NodeId> bindings_;
  std::size_t scope_ = 0;
  std::size_t bindingLevel_ = 0; // the block of the path that holds the first part
  std::size_t deepest_ = 0;      // ... the last part
  LocalText local_;
};

} // namespace

std::vector<NodeId> pathTo(const Ast& ast, NodeId node) {
  std::vector<NodeId> path;
  if (ast.root != kNoNode)
    descend(ast, ast.root, node, path);
  return path;
}

std::optional<LocalText> followLocalText(const Ast& ast, NodeId use,
                                         const std::function<bool(Symbol)>& readOutside) {
  return NameUses(ast, use).follow(readOutside);
}

} // namespace pysecd
