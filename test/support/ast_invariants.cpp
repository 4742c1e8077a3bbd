#include "test/support/ast_invariants.h"

#include "test/support/ast_printer.h"

#include <vector>

namespace pysecd::test {

namespace {

// The slots that are never kNoNode.
std::vector<NodeId> requiredSlots(const Node& node) {
  switch (node.kind) {
  case NodeKind::If:
  case NodeKind::While:
  case NodeKind::ExceptHandler:
  case NodeKind::ClassDef:
    return {node.b};
  case NodeKind::For:
  case NodeKind::MatchCase:
    return {node.c};
  case NodeKind::Try:
  case NodeKind::With:
  case NodeKind::Lambda:
    return {node.a};
  case NodeKind::FunctionDef:
    return node.flags & kStub ? std::vector<NodeId>{} : std::vector<NodeId>{node.a, node.b};
  default:
    return {};
  }
}

std::vector<NodeId> childrenOf(const Ast& ast, const Node& node) {
  std::vector<NodeId> children;
  for (const NodeId child : {node.a, node.b, node.c, node.d})
    if (child != kNoNode)
      children.push_back(child);
  for (const NodeId child : ast.list(node))
    children.push_back(child);
  return children;
}

std::string complaintAbout(const Ast& ast, const Node& node) {
  if (node.begin > node.end || node.end > ast.source.size())
    return "range outside the source";
  if (node.listBegin > ast.lists.size() || node.listSize > ast.lists.size() - node.listBegin)
    return "list outside the lists";
  if (node.kind == NodeKind::StringText && node.text >= ast.cooked.size())
    return "text outside the cooked texts";
  for (const NodeId slot : requiredSlots(node))
    if (slot == kNoNode)
      return "required slot absent";
  for (const NodeId child : childrenOf(ast, node))
    if (child == kNoNode || child >= ast.nodes.size())
      return "child outside the nodes";
  return "";
}

} // namespace

std::string brokenInvariant(const Ast& ast) {
  if (ast.root == kNoNode || ast.root >= ast.nodes.size())
    return "no root";
  std::vector<unsigned> depths(ast.nodes.size(), 0);
  std::vector<NodeId> pending = {ast.root};
  depths[ast.root] = 1;
  while (!pending.empty()) {
    const NodeId id = pending.back();
    pending.pop_back();
    const Node& node = ast[id];
    if (const std::string complaint = complaintAbout(ast, node); !complaint.empty())
      return std::string(nameOf(node.kind)) + ": " + complaint;
    for (const NodeId child : childrenOf(ast, node)) {
      if (depths[child] != 0)
        return std::string(nameOf(ast[child].kind)) + ": two parents";
      depths[child] = depths[id] + 1;
      if (depths[child] > kMaxAstDepth)
        return std::string(nameOf(ast[child].kind)) + ": too deep";
      pending.push_back(child);
    }
  }
  return "";
}

} // namespace pysecd::test
