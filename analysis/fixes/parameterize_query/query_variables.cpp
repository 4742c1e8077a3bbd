#include "analysis/fixes/parameterize_query/query_variables.h"

#include <algorithm>

namespace pysecd {

namespace {

bool descend(const Ast& ast, NodeId from, NodeId target, std::vector<NodeId>& path) {
  path.push_back(from);
  if (from == target)
    return true;
  bool found = false;
  forEachChild(ast, from, [&](NodeId child) {
    if (!found && ast[child].range().contains(ast[target].range()))
      found = descend(ast, child, target, path);
  });
  if (!found)
    path.pop_back();
  return found;
}

bool bindsBySymbol(NodeKind kind) {
  switch (kind) {
  case NodeKind::Parameter:
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

// Where one name occurs in one function; answers whether a value bound to it can be seen by others.
class NameUses {
public:
  NameUses(const Ast& ast, NodeId use) : ast_(ast), use_(use), symbol_(ast[use].symbol) {
    path_ = pathTo(ast, use);
  }

  std::optional<LocalText> follow() {
    if (!findScope() || !collect())
      return std::nullopt;
    for (std::size_t level = path_.size() - 1; level-- > scope_;) {
      if (ast_[path_[level]].kind != NodeKind::Block)
        continue;
      auto local = lastBinding(level);
      if (local)
        return seenElsewhere(*local, level) ? std::nullopt : local;
      if (stopped_)
        return std::nullopt;
    }
    return std::nullopt;
  }

private:
  // The function that owns the use. A module's variable may be read by functions that this Ast
  // leaves out.
  bool findScope() {
    for (std::size_t i = path_.size(); i-- > 0;) {
      if (!opensScope(ast_[path_[i]].kind))
        continue;
      scope_ = i;
      return ast_[path_[i]].kind == NodeKind::FunctionDef;
    }
    return false;
  }

  // False if the name is bound or shared in a way that is not followed.
  bool collect() {
    const ByteRange range = ast_[path_[scope_]].range();
    std::vector<ByteRange> inner;
    for (NodeId id = 1; id < ast_.nodes.size(); ++id) {
      const Node& node = ast_[id];
      if (id == path_[scope_] || !range.contains(node.range()))
        continue;
      if (opensScope(node.kind))
        inner.push_back(node.range());
      if (node.kind == NodeKind::Name && node.symbol == symbol_)
        uses_.push_back(node.begin);
      if (bindsBySymbol(node.kind) &&
          (node.symbol == symbol_ || (node.kind == NodeKind::ImportName && node.alias == symbol_)))
        return false;
      if (node.kind == NodeKind::Global || node.kind == NodeKind::Nonlocal)
        for (const NodeId name : ast_.list(id))
          if (ast_[name].symbol == symbol_)
            return false;
    }
    std::sort(uses_.begin(), uses_.end());
    return std::none_of(inner.begin(), inner.end(),
                        [&](ByteRange scope) { return usesIn(scope) > 0; });
  }

  std::size_t usesIn(ByteRange range) const {
    const auto first = std::lower_bound(uses_.begin(), uses_.end(), range.begin);
    return static_cast<std::size_t>(std::lower_bound(first, uses_.end(), range.end) - first);
  }

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
           ast_[node.a].kind == NodeKind::Name && ast_[node.a].symbol == symbol_ &&
           usesIn(ast_[node.b].range()) == 0;
  }

  // The binding in the block path_[level] before the statement of the path; sets stopped_ if one is
  // in the way.
  std::optional<LocalText> lastBinding(std::size_t level) {
    const auto statements = ast_.list(path_[level]);
    const auto here = std::find(statements.begin(), statements.end(), path_[level + 1]);
    LocalText local;
    for (auto it = here; it != statements.begin();) {
      const NodeId statement = *--it;
      if (assignsName(statement)) {
        local.statement = statement;
        local.value = ast_[statement].a;
        std::reverse(local.additions.begin(), local.additions.end());
        return local;
      }
      if (addsToName(statement))
        local.additions.push_back(statement);
      else if (usesIn(ast_[statement].range()) > 0)
        break;
      else
        continue;
      if (!addsToName(statement))
        break;
    }
    stopped_ = !local.additions.empty() || usesBefore(level, here - statements.begin()) > 0;
    return std::nullopt;
  }

  std::size_t usesBefore(std::size_t level, std::ptrdiff_t count) const {
    if (count == 0)
      return 0;
    const auto statements = ast_.list(path_[level]);
    return usesIn({ast_[statements[0]].begin, ast_[path_[level + 1]].begin});
  }

  bool seenElsewhere(const LocalText& local, std::size_t bindingLevel) const {
    const ByteOffset bound = ast_[local.statement].end;
    const ByteOffset here = ast_[path_[bindingLevel + 1]].end;
    // Between the binding and the end of the statement: only the additions and the use itself.
    if (usesIn({bound, here}) != local.additions.size() + 1)
      return true;
    bool rebound = false;
    for (std::size_t level = path_.size() - 1; level-- > scope_;) {
      const Node& node = ast_[path_[level]];
      if (node.kind == NodeKind::Block && !rebound) {
        if (const auto seen = seenAfter(level))
          rebound = !*seen;
        if (lastSeen_)
          return true;
      }
      if (leavesCompound(level, local, bindingLevel, rebound))
        return true;
    }
    return false;
  }

  // In the statements of a block after the one on the path: false if the name is bound anew first,
  // nothing if it does not occur; lastSeen_ if it is read.
  std::optional<bool> seenAfter(std::size_t level) const {
    const auto statements = ast_.list(path_[level]);
    auto it = std::find(statements.begin(), statements.end(), path_[level + 1]);
    lastSeen_ = false;
    for (++it; it < statements.end(); ++it) {
      const std::size_t uses = usesIn(ast_[*it].range());
      if (uses == 0)
        continue;
      if (assignsName(*it) && uses == 1)
        return false;
      lastSeen_ = true;
      return true;
    }
    return std::nullopt;
  }

  // Whether the name is read by other parts of the compound statement path_[level]: handlers, else,
  // the next round.
  bool leavesCompound(std::size_t level, const LocalText& local, std::size_t bindingLevel,
                      bool rebound) const {
    const Node& node = ast_[path_[level]];
    const ByteOffset childEnd = ast_[path_[level + 1]].end;
    if (node.kind == NodeKind::Try)
      return usesIn({childEnd, node.end}) > 0;
    if (node.kind != NodeKind::For && node.kind != NodeKind::While)
      return false;
    if (!rebound && usesIn({childEnd, node.end}) > 0)
      return true;
    const bool bindsOutside = level > bindingLevel;
    if (bindsOutside || rebound)
      return false;
    // The next round begins at the top of the loop.
    const ByteRange before{node.begin, ast_[local.statement].begin};
    if (usesIn(before) == 0)
      return false;
    if (level + 1 != bindingLevel || usesIn({node.begin, ast_[path_[level + 1]].begin}) > 0)
      return true;
    for (const NodeId statement : ast_.list(path_[bindingLevel])) {
      const std::size_t uses = usesIn(ast_[statement].range());
      if (uses > 0)
        return !(assignsName(statement) && uses == 1);
    }
    return true;
  }

  const Ast& ast_;
  NodeId use_;
  Symbol symbol_;
  std::vector<NodeId> path_;
  std::vector<ByteOffset> uses_;
  std::size_t scope_ = 0;
  bool stopped_ = false;
  mutable bool lastSeen_ = false;
};

} // namespace

std::vector<NodeId> pathTo(const Ast& ast, NodeId node) {
  std::vector<NodeId> path;
  if (ast.root != kNoNode)
    descend(ast, ast.root, node, path);
  return path;
}

std::optional<LocalText> followLocalText(const Ast& ast, NodeId use) {
  return NameUses(ast, use).follow();
}

} // namespace pysecd
