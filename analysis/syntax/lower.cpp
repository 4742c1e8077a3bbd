#include "analysis/syntax/lower.h"

#include <algorithm>

namespace pysecd {

Lowerer::Lowerer(const Item& item, std::string_view text, const Items* module, SymbolTable& symbols,
                 Ast& ast)
    : cursor_(item.node), text_(text), module_(module), base_(module ? 0 : item.range.begin),
      symbols_(symbols), ast_(ast) {
  // Half of the concrete nodes are tokens; a module's are mostly its functions', which are cut out.
  ast_.nodes.reserve(
      std::min<std::size_t>(ts_node_descendant_count(item.node) / 2, ast.source.size() / 8) + 2);
  ast_.nodes.emplace_back(); // kNoNode
}

NodeId Lowerer::run() {
  const CstNode node = cursor_.here();
  if (!module_)
    return statement(node);
  const NodeId root =
      add(NodeKind::Block, ByteRange{0, static_cast<ByteOffset>(ast_.source.size())});
  const std::size_t start = mark();
  if (node.kind == Cst::Error) // nothing could be read as a module
    statementInto(node);
  else
    cursor_.children([&](const CstNode& child) { statementInto(child); });
  setList(root, start);
  return root;
}

ByteOffset Lowerer::place(std::uint32_t offset) const {
  if (!module_)
    return offset - base_;
  // The cut functions are items[1..]: find the last one that begins at or before the offset.
  const std::span functions = std::span(module_->items).subspan(1);
  const auto after =
      std::upper_bound(functions.begin(), functions.end(), offset,
                       [](std::uint32_t at, const Item& item) { return at < item.range.begin; });
  if (after == functions.begin())
    return offset;
  const std::size_t index = static_cast<std::size_t>(after - functions.begin()) - 1;
  const Items::Cut& cut = module_->cuts[index];
  return offset < functions[index].range.end ? cut.at : offset - cut.removed;
}

NodeId Lowerer::add(NodeKind kind, ByteRange range) {
  const auto id = static_cast<NodeId>(ast_.nodes.size());
  Node& node = ast_.nodes.emplace_back();
  node.kind = kind;
  node.begin = range.begin;
  node.end = range.end;
  return id;
}

void Lowerer::setList(NodeId id, std::size_t mark) {
  at(id).listBegin = static_cast<std::uint32_t>(ast_.lists.size());
  at(id).listSize = static_cast<std::uint32_t>(scratch_.size() - mark);
  ast_.lists.insert(ast_.lists.end(), scratch_.begin() + static_cast<std::ptrdiff_t>(mark),
                    scratch_.end());
  scratch_.resize(mark);
}

NodeId Lowerer::oneOrTuple(std::size_t mark, bool comma, ByteRange range) {
  const std::size_t count = scratch_.size() - mark;
  if (count == 0)
    return kNoNode;
  if (count == 1 && !comma) {
    const NodeId only = scratch_.back();
    scratch_.pop_back();
    return only;
  }
  const NodeId tuple = add(NodeKind::Tuple, range);
  setList(tuple, mark);
  return tuple;
}

Ast lowerItem(const Items& items, std::size_t index, const TextPtr& text, SymbolTable& symbols) {
  const Item& item = items.items[index];
  const bool module = index == 0;
  Ast ast;
  ast.hasErrors = item.hasErrors;
  if (module) {
    ast.owner = items.moduleSource;
    ast.source = *items.moduleSource;
  } else {
    ast.owner = text;
    ast.source = text->slice(item.range);
  }
  ast.root = Lowerer(item, text->bytes(), module ? &items : nullptr, symbols, ast).run();
  return ast;
}

} // namespace pysecd
