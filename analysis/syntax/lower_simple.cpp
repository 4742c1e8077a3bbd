// Statements without a block.
#include "analysis/syntax/lower.h"

#include <algorithm>
#include <string>

namespace pysecd {

NodeId Lowerer::expressionStatement(const CstNode& node) {
  const std::size_t start = mark();
  NodeId assigned = kNoNode;
  bool comma = false;
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::Assignment)
      assigned = assignment(child);
    else if (child.kind == Cst::AugmentedAssignment)
      assigned = augmentedAssignment(child);
    else if (isExpression(child.kind))
      scratch_.push_back(expression(child));
    comma |= child.kind == Cst::TokenComma;
  });
  if (assigned != kNoNode) {
    scratch_.resize(start);
    return assigned;
  }
  const NodeId id = add(NodeKind::ExpressionStatement, node);
  at(id).a = oneOrTuple(start, comma, rangeOf(node));
  return id;
}

// `a = b = c` nests to the right in the grammar. Walked as a loop: the chain is one node here,
// however long.
NodeId Lowerer::assignment(const CstNode& node) {
  const NodeId id = add(NodeKind::Assign, node);
  const std::size_t start = mark();
  std::size_t links = 0;
  for (bool more = true; more && cursor_.down();) {
    ++links;
    more = false;
    bool value = false;
    do {
      const CstNode child = cursor_.here();
      if (child.kind == Cst::Assignment) {
        more = true;
      } else if (child.kind == Cst::Type) {
        if (links == 1)
          at(id).b = expression(child);
      } else if (isExpression(child.kind) && !value) {
        scratch_.push_back(expression(child));
      } else if (isExpression(child.kind) || child.kind == Cst::AugmentedAssignment) {
        at(id).a = expression(child);
      }
      value |= child.kind == Cst::TokenEqual;
    } while (!more && cursor_.next());
  }
  for (; links > 0; --links)
    cursor_.up();
  setList(id, start);
  return id;
}

NodeId Lowerer::augmentedAssignment(const CstNode& node) {
  const NodeId id = add(NodeKind::AugAssign, node);
  bool value = false;
  cursor_.children([&](const CstNode& child) {
    if (isExpression(child.kind)) {
      (value ? at(id).b : at(id).a) = expression(child);
    } else if (Cst::TokenPlusEqual <= child.kind && child.kind <= Cst::TokenCaretEqual) {
      at(id).op = operatorIndex(child.kind, Cst::TokenPlusEqual);
      value = true;
    }
  });
  return id;
}

NodeId Lowerer::raise(const CstNode& node) {
  const NodeId id = add(NodeKind::Raise, node);
  bool cause = false;
  cursor_.children([&](const CstNode& child) {
    if (isExpression(child.kind))
      (cause ? at(id).b : at(id).a) = expression(child);
    cause |= child.kind == Cst::TokenFrom;
  });
  return id;
}

NodeId Lowerer::assertion(const CstNode& node) {
  const NodeId id = add(NodeKind::Assert, node);
  bool message = false;
  cursor_.children([&](const CstNode& child) {
    if (isExpression(child.kind))
      (message ? at(id).b : at(id).a) = expression(child);
    message |= child.kind == Cst::TokenComma;
  });
  return id;
}

NodeId Lowerer::deletion(const CstNode& node) {
  const NodeId id = add(NodeKind::Delete, node);
  const std::size_t start = mark();
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::ExpressionList)
      listInto();
    else if (isExpression(child.kind))
      scratch_.push_back(expression(child));
  });
  setList(id, start);
  return id;
}

NodeId Lowerer::declaredNames(NodeKind kind, const CstNode& node) {
  const NodeId id = add(kind, node);
  const std::size_t start = mark();
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::Identifier)
      scratch_.push_back(name(child));
  });
  setList(id, start);
  return id;
}

// `type X[T] = V` binds X; T is in scope in V only, which nothing here needs.
NodeId Lowerer::typeAlias(const CstNode& node) {
  const NodeId id = add(NodeKind::Assign, node);
  const std::size_t start = mark();
  bool value = false;
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::Type && value)
      at(id).a = expression(child);
    else if (child.kind == Cst::Type)
      scratch_.push_back(aliasName(child));
    value |= child.kind == Cst::TokenEqual;
  });
  setList(id, start);
  return id;
}

NodeId Lowerer::aliasName(const CstNode& node) {
  NodeId target = kNoNode;
  cursor_.children([&](const CstNode& child) {
    if (target != kNoNode)
      return;
    if (child.kind == Cst::Identifier)
      target = name(child);
    else if (child.kind == Cst::GenericType)
      target = aliasName(child);
  });
  return target != kNoNode ? target : add(NodeKind::Error, node);
}

// Python 2's print and exec statements, as the calls they became.
NodeId Lowerer::keywordCall(const CstNode& node) {
  const NodeId statement = add(NodeKind::ExpressionStatement, node);
  const NodeId id = add(NodeKind::Call, node);
  at(statement).a = id;
  const std::size_t start = mark();
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::TokenPrint || child.kind == Cst::TokenExec)
      at(id).a = name(child);
    else if (child.kind == Cst::Chevron)
      scratch_.push_back(fileArgument(child));
    else if (isExpression(child.kind))
      scratch_.push_back(expression(child));
  });
  setList(id, start);
  return statement;
}

// `print >>file, x`
NodeId Lowerer::fileArgument(const CstNode& node) {
  const NodeId id = wrap(NodeKind::KeywordArgument, node);
  at(id).symbol = symbols_.intern("file");
  return id;
}

NodeId Lowerer::import(const CstNode& node) {
  const NodeId id = add(NodeKind::Import, node);
  const std::size_t start = mark();
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::DottedName || child.kind == Cst::AliasedImport)
      scratch_.push_back(importName(child));
  });
  setList(id, start);
  return id;
}

NodeId Lowerer::importFrom(const CstNode& node) {
  const NodeId id = add(NodeKind::ImportFrom, node);
  if (node.kind == Cst::FutureImportStatement)
    at(id).symbol = symbols_.intern("__future__");
  const std::size_t start = mark();
  bool imported = false;
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::TokenImport)
      imported = true;
    else if (child.kind == Cst::RelativeImport)
      relativeModule(id);
    else if (child.kind == Cst::DottedName && !imported)
      at(id).symbol = dottedSymbol();
    else if (child.kind == Cst::DottedName || child.kind == Cst::AliasedImport ||
             child.kind == Cst::WildcardImport)
      scratch_.push_back(importName(child));
  });
  setList(id, start);
  return id;
}

void Lowerer::relativeModule(NodeId statement) {
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::DottedName) {
      at(statement).symbol = dottedSymbol();
    } else if (child.kind == Cst::ImportPrefix) {
      const std::string_view prefix = textOf(child);
      at(statement).op = static_cast<std::uint8_t>(
          std::min<std::ptrdiff_t>(std::count(prefix.begin(), prefix.end(), '.'), 255));
    }
  });
}

NodeId Lowerer::importName(const CstNode& node) {
  const NodeId id = add(NodeKind::ImportName, node);
  if (node.kind == Cst::DottedName) {
    at(id).symbol = dottedSymbol();
  } else if (node.kind == Cst::WildcardImport) {
    at(id).symbol = symbols_.intern("*");
  } else {
    cursor_.children([&](const CstNode& child) {
      if (child.kind == Cst::DottedName)
        at(id).symbol = dottedSymbol();
      else if (child.kind == Cst::Identifier)
        at(id).alias = symbolOf(child);
    });
  }
  return id;
}

// From its identifiers, since blanks and backslashes may stand between them.
Symbol Lowerer::dottedSymbol() {
  std::string dotted;
  cursor_.children([&](const CstNode& child) {
    if (child.kind == Cst::Identifier)
      dotted.append(dotted.empty() ? "" : ".").append(textOf(child));
  });
  return symbols_.intern(dotted);
}

} // namespace pysecd
