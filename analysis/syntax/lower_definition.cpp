#include "analysis/syntax/lower.h"

namespace pysecd {

NodeId Lowerer::stub(const CstNode& node, const DefinitionHead& head) {
  const NodeId id = add(NodeKind::FunctionDef, node);
  at(id).symbol = symbols_.intern(text_.substr(head.nameBegin, head.nameEnd - head.nameBegin));
  at(id).flags = static_cast<std::uint16_t>(head.isAsync ? kStub | kAsync : kStub);
  return id;
}

NodeId Lowerer::decorated(const CstNode& node) {
  if (module_)
    if (const DefinitionHead head = definitionHead(cursor_); head.kind == Cst::FunctionDefinition)
      return stub(node, head);
  const std::size_t start = mark();
  NodeId id = kNoNode;
  std::uint32_t decoratorsEnd = node.begin();
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::Decorator) {
      scratch_.push_back(onlyChild(child));
      decoratorsEnd = child.end();
    } else if (isStatement(child.kind)) {
      id = dispatchStatement(child);
    } else if (child.kind == Cst::Error) {
      salvageLater(child);
    }
  });
  if (id == kNoNode)
    id = add(NodeKind::Error, node);
  const NodeId decorators =
      add(NodeKind::Decorators, ByteRange{place(node.begin()), place(decoratorsEnd)});
  setList(decorators, start);
  at(id).begin = place(node.begin());
  at(id).c = decorators;
  return id;
}

NodeId Lowerer::functionDef(const CstNode& node) {
  if (module_)
    return stub(node, definitionHead(cursor_));
  const NodeId id = add(NodeKind::FunctionDef, node);
  cursor_.children([&](const CstNode& child) {
    switch (child.kind) {
    case Cst::TokenAsync:
      at(id).flags |= kAsync;
      break;
    case Cst::Identifier:
      at(id).symbol = symbolOf(child);
      break;
    case Cst::Parameters:
      at(id).a = parameters(child);
      break;
    case Cst::Type:
      at(id).d = expression(child);
      break;
    case Cst::Block:
      at(id).b = block(child);
      break;
    case Cst::Error:
      salvageLater(child);
      break;
    default:
      break;
    }
  });
  requireParameters(id);
  requireBlock(id, &Node::b);
  return id;
}

NodeId Lowerer::classDef(const CstNode& node) {
  const NodeId id = add(NodeKind::ClassDef, node);
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::Identifier)
      at(id).symbol = symbolOf(child);
    else if (child.kind == Cst::ArgumentList)
      at(id).a = listOf(NodeKind::Arguments, child);
    else if (child.kind == Cst::Block)
      at(id).b = block(child);
    else if (child.kind == Cst::Error)
      salvageLater(child);
  });
  requireBlock(id, &Node::b);
  return id;
}

void Lowerer::requireParameters(NodeId owner) {
  if (at(owner).a == kNoNode)
    at(owner).a = add(NodeKind::Parameters, ByteRange{at(owner).begin, at(owner).begin});
}

NodeId Lowerer::parameters(const CstNode& node) {
  const NodeId id = add(NodeKind::Parameters, node);
  const std::size_t start = mark();
  ParameterKind kind = ParameterKind::Positional;
  cursor_.children([&](const CstNode& child) {
    switch (child.kind) {
    case Cst::PositionalSeparator:
      for (const NodeId before : std::span(scratch_).subspan(start))
        at(before).op = static_cast<std::uint8_t>(ParameterKind::PositionalOnly);
      break;
    case Cst::KeywordSeparator:
      kind = ParameterKind::KeywordOnly;
      break;
    case Cst::Identifier:
    case Cst::TuplePattern:
    case Cst::ListSplatPattern:
    case Cst::DictionarySplatPattern:
    case Cst::TypedParameter:
    case Cst::DefaultParameter:
    case Cst::TypedDefaultParameter:
      scratch_.push_back(parameter(child, kind));
      if (at(scratch_.back()).op == static_cast<std::uint8_t>(ParameterKind::VarArgs))
        kind = ParameterKind::KeywordOnly;
      break;
    default:
      break;
    }
  });
  setList(id, start);
  return id;
}

NodeId Lowerer::parameter(const CstNode& node, ParameterKind kind) {
  const NodeId id = add(NodeKind::Parameter, node);
  at(id).op = static_cast<std::uint8_t>(kind);
  if (isExpression(node.kind)) {
    parameterName(id, node);
    return id;
  }
  bool value = false;
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::TokenEqual)
      value = true;
    else if (child.kind == Cst::Type)
      at(id).b = expression(child);
    else if (isExpression(child.kind) && value)
      at(id).a = expression(child);
    else if (isExpression(child.kind))
      parameterName(id, child);
  });
  return id;
}

// Python 2's tuple parameters stay nameless.
void Lowerer::parameterName(NodeId id, const CstNode& node) {
  if (node.kind == Cst::Identifier) {
    at(id).symbol = symbolOf(node);
    return;
  }
  if (node.kind != Cst::ListSplatPattern && node.kind != Cst::DictionarySplatPattern)
    return;
  const bool list = node.kind == Cst::ListSplatPattern;
  at(id).op = static_cast<std::uint8_t>(list ? ParameterKind::VarArgs : ParameterKind::KeywordArgs);
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::Identifier)
      at(id).symbol = symbolOf(child);
  });
}

} // namespace pysecd
