#include "analysis/checks/code_index.h"

#include "analysis/syntax/walk.h"

namespace pysecd {

namespace {
constexpr std::size_t kKinds = static_cast<std::size_t>(NodeKind::PatternStar) + 1;
}

CodeIndex::CodeIndex(const Ast& ast) : ast_(ast), begins_(kKinds + 1), ids_(ast.nodes.size() - 1) {
  for (NodeId id = 1; id < ast.nodes.size(); ++id)
    ++begins_[static_cast<std::size_t>(ast[id].kind) + 1];
  for (std::size_t kind = 0; kind < kKinds; ++kind)
    begins_[kind + 1] += begins_[kind];
  std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
  for (NodeId id = 1; id < ast.nodes.size(); ++id)
    ids_[next[static_cast<std::size_t>(ast[id].kind)]++] = id;
  for (const NodeId id : of(NodeKind::FunctionDef))
    if ((ast[id].flags & kStub) == 0)
      functions_.push_back(id);
  const bool isFunction = ast[ast.root].kind == NodeKind::FunctionDef;
  nested_ = functions_.size() > (isFunction ? 1 : 0) || !of(NodeKind::ClassDef).empty() ||
            !of(NodeKind::Lambda).empty();
}

bool CodeIndex::runsIn(NodeId node, NodeId function) const {
  if (!nested_) {
    const bool isFunction = ast_[function].kind == NodeKind::FunctionDef;
    const Node& body = ast_[isFunction ? ast_[function].b : function];
    return ast_[node].begin >= body.begin && ast_[node].end <= body.end;
  }
  if (owners_.empty()) {
    owners_.resize(ast_.nodes.size());
    setOwners(ast_.root, ast_[ast_.root].kind == NodeKind::FunctionDef ? kNoNode : ast_.root);
  }
  return owners_[node] == function;
}

// Decorators, defaults and base classes run where the definition stands.
void CodeIndex::setOwners(NodeId id, NodeId owner) const {
  const Node& node = ast_[id];
  owners_[id] = owner;
  const bool defines = node.kind == NodeKind::FunctionDef || node.kind == NodeKind::ClassDef ||
                       node.kind == NodeKind::Lambda;
  forEachChild(ast_, node,
               [&](NodeId child) { setOwners(child, defines && child == node.b ? id : owner); });
}

} // namespace pysecd
