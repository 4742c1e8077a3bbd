#include "analysis/syntax/lower.h"

namespace pysecd {

NodeId Lowerer::statement(const CstNode& node) {
  if (depth_ >= kMaxNesting)
    return add(NodeKind::Error, node);
  ++depth_;
  const NodeId id = dispatchStatement(node);
  --depth_;
  return id;
}

NodeId Lowerer::dispatchStatement(const CstNode& node) {
  switch (node.kind) {
  case Cst::ExpressionStatement:
    return expressionStatement(node);
  case Cst::ReturnStatement:
    return wrap(NodeKind::Return, node);
  case Cst::RaiseStatement:
    return raise(node);
  case Cst::AssertStatement:
    return assertion(node);
  case Cst::DeleteStatement:
    return deletion(node);
  case Cst::PassStatement:
    return add(NodeKind::Pass, node);
  case Cst::BreakStatement:
    return add(NodeKind::Break, node);
  case Cst::ContinueStatement:
    return add(NodeKind::Continue, node);
  case Cst::GlobalStatement:
    return declaredNames(NodeKind::Global, node);
  case Cst::NonlocalStatement:
    return declaredNames(NodeKind::Nonlocal, node);
  case Cst::ImportStatement:
    return import(node);
  case Cst::ImportFromStatement:
  case Cst::FutureImportStatement:
    return importFrom(node);
  case Cst::PrintStatement:
  case Cst::ExecStatement:
    return keywordCall(node);
  case Cst::TypeAliasStatement:
    return typeAlias(node);
  case Cst::IfStatement:
    return ifStatement(node);
  case Cst::WhileStatement:
    return whileStatement(node);
  case Cst::ForStatement:
    return forStatement(node);
  case Cst::TryStatement:
    return tryStatement(node);
  case Cst::WithStatement:
    return withStatement(node);
  case Cst::MatchStatement:
    return matchStatement(node);
  case Cst::FunctionDefinition:
    return functionDef(node);
  case Cst::ClassDefinition:
    return classDef(node);
  case Cst::DecoratedDefinition:
    return decorated(node);
  default:
    return add(NodeKind::Error, node);
  }
}

void Lowerer::statementInto(const CstNode& node) {
  if (node.kind == Cst::Error) {
    scratch_.push_back(add(NodeKind::Error, node));
    salvage();
  } else if (isStatement(node.kind)) {
    const std::size_t outer = salvaged_.size();
    scratch_.push_back(statement(node));
    const auto inside = salvaged_.begin() + static_cast<std::ptrdiff_t>(outer);
    scratch_.insert(scratch_.end(), inside, salvaged_.end());
    salvaged_.resize(outer);
  }
}

void Lowerer::salvage() {
  if (depth_ >= kMaxNesting)
    return;
  ++depth_;
  cursor_.children([&](const CstNode& child) {
    switch (child.kind) {
    case Cst::Error:
    case Cst::Block:
    case Cst::ElifClause:
    case Cst::ElseClause:
    case Cst::ExceptClause:
    case Cst::FinallyClause:
    case Cst::CaseClause:
      salvage();
      break;
    default:
      if (isStatement(child.kind))
        statementInto(child);
    }
  });
  --depth_;
}

void Lowerer::salvageLater(const CstNode& node) {
  const std::size_t start = mark();
  statementInto(node);
  salvaged_.insert(salvaged_.end(), scratch_.begin() + static_cast<std::ptrdiff_t>(start),
                   scratch_.end());
  scratch_.resize(start);
}

NodeId Lowerer::block(const CstNode& node) {
  const NodeId id = add(NodeKind::Block, node);
  const std::size_t start = mark();
  cursor_.children([&](const CstNode& child) { statementInto(child); });
  setList(id, start);
  return id;
}

// The block of an else or finally clause.
NodeId Lowerer::clauseBlock(const CstNode& node) {
  NodeId id = kNoNode;
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::Block)
      id = block(child);
    else if (child.kind == Cst::Error)
      salvageLater(child);
  });
  return id != kNoNode ? id : add(NodeKind::Block, ByteRange{place(node.end()), place(node.end())});
}

void Lowerer::requireBlock(NodeId owner, NodeId Node::*slot) {
  if (at(owner).*slot == kNoNode)
    at(owner).*slot = add(NodeKind::Block, ByteRange{at(owner).end, at(owner).end});
}

// The grammar lists elif clauses side by side; here each is an If in the else of the one before.
NodeId Lowerer::ifStatement(const CstNode& node) {
  const NodeId first = add(NodeKind::If, node);
  const unsigned outer = depth_;
  NodeId last = first;
  cursor_.children([&](const CstNode& child) {
    if (last == kNoNode)
      return; // the rest of the chain is an Error
    if (child.kind == Cst::ElifClause)
      last = elifClause(last, child);
    else
      ifPart(last, child);
  });
  depth_ = outer;
  requireBlock(first, &Node::b);
  return first;
}

// The If for the clause and what follows it; kNoNode if the chain is too long.
NodeId Lowerer::elifClause(NodeId before, const CstNode& node) {
  const bool tooDeep = depth_ >= kMaxNesting;
  const ByteRange rest{place(node.begin()), at(before).end};
  const NodeId orElse = add(NodeKind::Block, rest);
  const NodeId id = add(tooDeep ? NodeKind::Error : NodeKind::If, rest);
  at(before).c = orElse;
  scratch_.push_back(id);
  setList(orElse, mark() - 1);
  if (tooDeep)
    return kNoNode;
  ++depth_;
  cursor_.children([&](const CstNode& part) { ifPart(id, part); });
  requireBlock(id, &Node::b);
  return id;
}

void Lowerer::ifPart(NodeId id, const CstNode& part) {
  if (isExpression(part.kind))
    at(id).a = expression(part);
  else if (part.kind == Cst::Block)
    at(id).b = block(part);
  else if (part.kind == Cst::ElseClause)
    at(id).c = clauseBlock(part);
  else if (part.kind == Cst::Error)
    salvageLater(part);
}

NodeId Lowerer::whileStatement(const CstNode& node) {
  const NodeId id = add(NodeKind::While, node);
  cursor_.children([&](const CstNode& child) { ifPart(id, child); });
  requireBlock(id, &Node::b);
  return id;
}

NodeId Lowerer::forStatement(const CstNode& node) {
  const NodeId id = add(NodeKind::For, node);
  bool afterIn = false;
  cursor_.children([&](const CstNode& child) {
    if (isExpression(child.kind))
      (afterIn ? at(id).b : at(id).a) = expression(child);
    else if (child.kind == Cst::TokenIn)
      afterIn = true;
    else if (child.kind == Cst::TokenAsync)
      at(id).flags |= kAsync;
    else if (child.kind == Cst::Block)
      at(id).c = block(child);
    else if (child.kind == Cst::ElseClause)
      at(id).d = clauseBlock(child);
    else if (child.kind == Cst::Error)
      salvageLater(child);
  });
  requireBlock(id, &Node::c);
  return id;
}

NodeId Lowerer::tryStatement(const CstNode& node) {
  const NodeId id = add(NodeKind::Try, node);
  const std::size_t start = mark();
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::Block)
      at(id).a = block(child);
    else if (child.kind == Cst::ExceptClause)
      scratch_.push_back(exceptClause(child));
    else if (child.kind == Cst::ElseClause)
      at(id).b = clauseBlock(child);
    else if (child.kind == Cst::FinallyClause)
      at(id).c = clauseBlock(child);
    else if (child.kind == Cst::Error)
      salvageLater(child);
  });
  setList(id, start);
  requireBlock(id, &Node::a);
  return id;
}

// `except A, b:` binds b in Python 2 and catches both in Python 3.14. Classes have capitals, so the
// case decides.
bool Lowerer::looksLikeVariable(const CstNode& node) const {
  const char first = text_[node.begin()];
  return node.kind == Cst::Identifier && (first == '_' || ('a' <= first && first <= 'z'));
}

NodeId Lowerer::exceptClause(const CstNode& node) {
  const NodeId id = add(NodeKind::ExceptHandler, node);
  at(id).a = caughtTypes(id);
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::TokenStar)
      at(id).flags |= kGroup;
    else if (child.kind == Cst::Block)
      at(id).b = block(child);
    else if (child.kind == Cst::Error)
      salvageLater(child);
  });
  requireBlock(id, &Node::b);
  return id;
}

// Also gives the handler its variable.
NodeId Lowerer::caughtTypes(NodeId handler) {
  std::size_t listed = 0;
  cursor_.children([&](const CstNode& child) { listed += isExpression(child.kind); });
  const std::size_t start = mark();
  bool afterAs = false;
  const auto read = [&](const CstNode& child) {
    if (child.kind == Cst::TokenAs)
      afterAs = true;
    else if (child.kind == Cst::AsPatternTarget || (afterAs && isExpression(child.kind)))
      at(handler).symbol = symbolOf(child);
    else if (listed == 2 && mark() == start + 1 && looksLikeVariable(child))
      at(handler).symbol = symbolOf(child);
    else if (isExpression(child.kind))
      scratch_.push_back(expression(child));
  };
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::AsPattern)
      cursor_.children(read);
    else
      read(child);
  });
  if (mark() == start)
    return kNoNode;
  const ByteRange range{at(scratch_[start]).begin, at(scratch_.back()).end};
  return oneOrTuple(start, mark() > start + 1, range);
}

NodeId Lowerer::withStatement(const CstNode& node) {
  const NodeId id = add(NodeKind::With, node);
  const std::size_t start = mark();
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::TokenAsync)
      at(id).flags |= kAsync;
    else if (child.kind == Cst::WithClause)
      cursor_.children([&](const CstNode& item) {
        if (item.kind == Cst::WithItem)
          scratch_.push_back(withItem(item));
      });
    else if (child.kind == Cst::Block)
      at(id).a = block(child);
    else if (child.kind == Cst::Error)
      salvageLater(child);
  });
  setList(id, start);
  requireBlock(id, &Node::a);
  return id;
}

NodeId Lowerer::withItem(const CstNode& node) {
  const NodeId id = add(NodeKind::WithItem, node);
  const auto bind = [&](const CstNode& part) {
    if (part.kind == Cst::AsPatternTarget)
      at(id).b = onlyChild(part);
    else if (isExpression(part.kind))
      at(id).a = expression(part);
  };
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::AsPattern)
      cursor_.children(bind);
    else if (child.kind == Cst::ParenthesizedExpression) // `with (open(x) as f):`
      cursor_.children([&](const CstNode& inner) {
        if (inner.kind == Cst::AsPattern)
          cursor_.children(bind);
        else
          bind(inner);
      });
    else
      bind(child);
  });
  return id;
}

NodeId Lowerer::matchStatement(const CstNode& node) {
  const NodeId id = add(NodeKind::Match, node);
  const std::size_t start = mark();
  bool comma = false;
  ByteRange subject{};
  cursor_.children([&](const CstNode& child) {
    comma |= child.kind == Cst::TokenComma;
    if (isExpression(child.kind)) {
      scratch_.push_back(expression(child));
      subject = {at(scratch_[start]).begin, at(scratch_.back()).end};
    } else if (child.kind == Cst::Block) {
      at(id).a = oneOrTuple(start, comma, subject);
      caseClauses();
    } else if (child.kind == Cst::Error) {
      salvageLater(child);
    }
  });
  setList(id, start);
  return id;
}

void Lowerer::caseClauses() {
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::CaseClause)
      scratch_.push_back(caseClause(child));
    else if (child.kind == Cst::Error)
      salvageLater(child);
  });
}

NodeId Lowerer::caseClause(const CstNode& node) {
  const NodeId id = add(NodeKind::MatchCase, node);
  const std::size_t start = mark();
  bool comma = false;
  cursor_.children([&](const CstNode& child) {
    comma |= child.kind == Cst::TokenComma;
    if (child.kind == Cst::CasePattern)
      scratch_.push_back(pattern(child));
    else if (child.kind == Cst::IfClause)
      at(id).b = onlyChild(child);
    else if (child.kind == Cst::Block)
      at(id).c = block(child);
    else if (child.kind == Cst::Error)
      salvageLater(child);
  });
  at(id).a = casePattern(start, comma);
  requireBlock(id, &Node::c);
  return id;
}

// `case a, b:` is a sequence without its brackets.
NodeId Lowerer::casePattern(std::size_t start, bool comma) {
  if (mark() == start)
    return kNoNode;
  if (mark() == start + 1 && !comma) {
    const NodeId only = scratch_.back();
    scratch_.pop_back();
    return only;
  }
  const NodeId id =
      add(NodeKind::PatternSequence, ByteRange{at(scratch_[start]).begin, at(scratch_.back()).end});
  setList(id, start);
  return id;
}

} // namespace pysecd
