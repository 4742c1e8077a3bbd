#include "analysis/semantic/scope.h"

#include "analysis/syntax/walk.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace pysecd {

namespace {

void sortUnique(std::vector<Symbol>& symbols) {
  std::sort(symbols.begin(), symbols.end());
  symbols.erase(std::unique(symbols.begin(), symbols.end()), symbols.end());
}

bool isComprehension(NodeKind kind) {
  return kind == NodeKind::ListComp || kind == NodeKind::SetComp || kind == NodeKind::DictComp ||
         kind == NodeKind::GeneratorExp;
}

class Builder {
public:
  Builder(const Ast& ast, SymbolTable& symbols) : ast_(ast), symbols_(symbols) {
    out_.slot.assign(ast.nodes.size(), kGlobalSlot);
  }

  Scopes run() {
    const Node& root = ast_[ast_.root];
    scopes_.push_back({});
    if (root.kind == NodeKind::FunctionDef) {
      firstParameter_ = firstParameterOf(root);
      visitOutside(root);
      function(ast_.root);
    } else {
      collect(ast_.root);
      out_.moduleNames = out_.names.size();
      visitChildren(ast_.root);
    }
    sortUnique(out_.globals);
    sortUnique(out_.assignedGlobals);
    sortUnique(out_.storedFields);
    return std::move(out_);
  }

private:
  struct Scope {
    std::unordered_map<Symbol, std::int32_t> variables;
    bool isClass = false;
  };

  Symbol firstParameterOf(const Node& function) const {
    const auto parameters = ast_.list(function.a);
    return parameters.empty() ? kNoSymbol : ast_[parameters[0]].symbol;
  }

  std::int32_t declare(Symbol name) {
    auto [it, added] =
        scopes_.back().variables.try_emplace(name, static_cast<std::int32_t>(out_.names.size()));
    if (added)
      out_.names.push_back(name);
    return it->second;
  }

  std::int32_t resolve(Symbol name) {
    for (std::size_t i = scopes_.size(); i-- > 0;) {
      if (scopes_[i].isClass && i + 1 != scopes_.size())
        continue; // a class body's names are not seen from its methods
      if (const auto it = scopes_[i].variables.find(name); it != scopes_[i].variables.end()) {
        if (it->second == kGlobalSlot)
          break;
        return it->second;
      }
    }
    out_.globals.push_back(name);
    return kGlobalSlot;
  }

  // Declares what a statement list binds in the current scope, not entering nested scopes.
  void collect(NodeId id) {
    const Node& node = ast_[id];
    switch (node.kind) {
    case NodeKind::Global:
    case NodeKind::Nonlocal:
      for (const NodeId name : ast_.list(node)) {
        if (node.kind == NodeKind::Global) {
          scopes_.back().variables[ast_[name].symbol] = kGlobalSlot;
          out_.assignedGlobals.push_back(ast_[name].symbol);
        } else {
          nonlocals_.push_back(ast_[name].symbol);
        }
      }
      return;
    case NodeKind::FunctionDef:
    case NodeKind::ClassDef:
      declareUnlessGlobal(node.symbol);
      return;
    case NodeKind::Lambda:
      return;
    case NodeKind::ImportName:
      declareUnlessGlobal(boundByImport(node));
      return;
    case NodeKind::ExceptHandler:
    case NodeKind::PatternCapture:
    case NodeKind::PatternAs:
    case NodeKind::PatternStar:
      if (node.symbol != kNoSymbol)
        declareUnlessGlobal(node.symbol);
      break;
    case NodeKind::Assign:
      for (const NodeId target : ast_.list(node))
        collectTarget(target);
      break;
    case NodeKind::AugAssign:
    case NodeKind::For:
    case NodeKind::NamedExpression:
      collectTarget(node.a);
      break;
    case NodeKind::WithItem:
      collectTarget(node.b);
      break;
    case NodeKind::Delete:
      for (const NodeId target : ast_.list(node))
        collectTarget(target);
      break;
    default:
      break;
    }
    if (isComprehension(node.kind)) {
      collectWalrus(id);
      return;
    }
    forEachChild(ast_, node, [&](NodeId child) { collect(child); });
  }

  // `:=` inside a comprehension binds in the scope around it (PEP 572).
  void collectWalrus(NodeId id) {
    const Node& node = ast_[id];
    if (node.kind == NodeKind::Lambda)
      return;
    if (node.kind == NodeKind::NamedExpression)
      collectTarget(node.a);
    forEachChild(ast_, node, [&](NodeId child) { collectWalrus(child); });
  }

  void collectTarget(NodeId id) {
    if (id == kNoNode)
      return;
    const Node& node = ast_[id];
    switch (node.kind) {
    case NodeKind::Name:
      declareUnlessGlobal(node.symbol);
      break;
    case NodeKind::Tuple:
    case NodeKind::List:
      for (const NodeId element : ast_.list(node))
        collectTarget(element);
      break;
    case NodeKind::Starred:
      collectTarget(node.a);
      break;
    default:
      break;
    }
  }

  void declareUnlessGlobal(Symbol name) {
    if (std::find(nonlocals_.begin(), nonlocals_.end(), name) != nonlocals_.end())
      return;
    declare(name);
  }

  // `import a.b` binds `a`.
  Symbol boundByImport(const Node& name) const {
    if (name.alias != kNoSymbol)
      return name.alias;
    const std::string_view dotted = symbols_.text(name.symbol);
    const std::size_t dot = dotted.find('.');
    return dot == std::string_view::npos ? name.symbol : symbols_.intern(dotted.substr(0, dot));
  }

  // Decorators, defaults and annotations belong to the scope around the function.
  void visitOutside(const Node& function) {
    if (function.c != kNoNode && function.kind == NodeKind::FunctionDef)
      visit(function.c);
    if (function.a != kNoNode)
      for (const NodeId id : ast_.list(function.a)) {
        if (ast_[id].a != kNoNode)
          visit(ast_[id].a);
        if (ast_[id].b != kNoNode)
          visit(ast_[id].b);
      }
    if (function.kind == NodeKind::FunctionDef && function.d != kNoNode)
      visit(function.d);
  }

  void function(NodeId id) {
    const Node& node = ast_[id];
    scopes_.push_back({});
    const std::vector<Symbol> outerNonlocals = std::exchange(nonlocals_, {});
    if (node.a != kNoNode)
      for (const NodeId parameter : ast_.list(node.a))
        out_.slot[parameter] = declare(ast_[parameter].symbol);
    if (node.b != kNoNode) {
      collect(node.b);
      visit(node.b);
    }
    nonlocals_ = outerNonlocals;
    scopes_.pop_back();
  }

  void comprehension(NodeId id) {
    const Node& node = ast_[id];
    const auto clauses = ast_.list(node);
    // The first iterable is evaluated outside.
    if (!clauses.empty() && ast_[clauses[0]].kind == NodeKind::CompFor)
      visit(ast_[clauses[0]].b);
    scopes_.push_back({});
    for (const NodeId clause : clauses)
      if (ast_[clause].kind == NodeKind::CompFor)
        collectTarget(ast_[clause].a);
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      const Node& clause = ast_[clauses[i]];
      visit(clause.a);
      if (clause.kind == NodeKind::CompFor && i != 0)
        visit(clause.b);
    }
    visit(node.a);
    scopes_.pop_back();
  }

  void visit(NodeId id) {
    if (id == kNoNode)
      return;
    const Node& node = ast_[id];
    switch (node.kind) {
    case NodeKind::Name:
    case NodeKind::PatternCapture:
    case NodeKind::PatternAs:
    case NodeKind::PatternStar:
    case NodeKind::ExceptHandler:
      if (node.symbol != kNoSymbol)
        out_.slot[id] = resolve(node.symbol);
      break;
    case NodeKind::ImportName:
      out_.slot[id] = resolve(boundByImport(node));
      return;
    case NodeKind::Attribute:
      break;
    case NodeKind::Assign:
      for (const NodeId target : ast_.list(node))
        noteField(target);
      break;
    case NodeKind::AugAssign:
      noteField(node.a);
      break;
    case NodeKind::FunctionDef:
      out_.slot[id] = resolve(node.symbol);
      visitOutside(node);
      function(id);
      return;
    case NodeKind::Lambda:
      visitOutside(node);
      function(id);
      return;
    case NodeKind::ClassDef:
      out_.slot[id] = resolve(node.symbol);
      if (node.c != kNoNode)
        visit(node.c);
      if (node.a != kNoNode)
        visit(node.a);
      scopes_.push_back({});
      scopes_.back().isClass = true;
      collect(node.b);
      visit(node.b);
      scopes_.pop_back();
      return;
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::DictComp:
    case NodeKind::GeneratorExp:
      comprehension(id);
      return;
    default:
      break;
    }
    visitChildren(id);
  }

  void visitChildren(NodeId id) {
    forEachChild(ast_, ast_[id], [&](NodeId child) { visit(child); });
  }

  void noteField(NodeId target) {
    const Node& node = ast_[target];
    if (node.kind == NodeKind::Tuple || node.kind == NodeKind::List) {
      for (const NodeId element : ast_.list(node))
        noteField(element);
    } else if (node.kind == NodeKind::Attribute && ast_[node.a].kind == NodeKind::Name &&
               ast_[node.a].symbol == firstParameter_ && firstParameter_ != kNoSymbol) {
      out_.storedFields.push_back(node.symbol);
    }
  }

  const Ast& ast_;
  SymbolTable& symbols_;
  Scopes out_;
  std::vector<Scope> scopes_;
  std::vector<Symbol> nonlocals_;
  Symbol firstParameter_ = kNoSymbol;
};

} // namespace

Scopes buildScopes(const Ast& ast, SymbolTable& symbols) { return Builder(ast, symbols).run(); }

} // namespace pysecd
