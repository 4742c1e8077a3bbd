// Walks the statements of a function in the orders in which they may run, with the set of things
// held at each point: a lock, a transaction, a file that was looked at. What holds and what ends it
// is the visitor's to say; branches, loops, exceptions, `finally` and `with` are done here. Work is
// bounded; what lies beyond the bound is not visited. One visitor, one thread.
#pragma once

#include "analysis/checks/function_context.h"

#include <string_view>
#include <vector>

namespace pysecd {

struct Held {
  int kind = 0;          // the visitor's
  std::string_view what; // text of the expression that it is about
  NodeId since = kNoNode;
  bool always = true; // on every way that leads here
};

class HeldSet {
public:
  const std::vector<Held>& all() const { return items_; }
  const Held* find(int kind, std::string_view what) const;
  const Held* find(int kind) const;
  void add(Held held); // the first one of a kind and thing stays
  void remove(int kind, std::string_view what);
  template <typename Test> void removeIf(Test&& test) { std::erase_if(items_, test); }
  void join(const HeldSet& other);

private:
  std::vector<Held> items_;
};

// How a function is left.
enum class Leave { Return, End, Raise, Exception }; // Exception: one that a call may raise

class HeldVisitor {
public:
  // After its operands, in the order of evaluation.
  virtual void expression(NodeId /*expression*/, HeldSet& /*held*/) {}
  // After its expressions: assignments, deletions, imports, definitions.
  virtual void statement(NodeId /*statement*/, HeldSet& /*held*/) {}
  // Where a test is known to hold or to fail; `not`, `and`, `or` are taken apart before.
  virtual void branch(NodeId /*test*/, bool /*holds*/, HeldSet& /*held*/) {}
  virtual void enter(NodeId /*withItem*/, HeldSet& /*held*/) {}
  virtual void leave(NodeId /*withItem*/, HeldSet& /*held*/) {}
  virtual void leaves(NodeId /*at*/, Leave /*how*/, const HeldSet& /*held*/) {}

protected:
  ~HeldVisitor() = default;
};

// What there is to walk: every function of the context's Ast, and of a module its Block.
std::vector<NodeId> bodiesOf(const FunctionContext& context);
// `function`: one of them.
void walkHeld(const FunctionContext& context, NodeId function, HeldVisitor& visitor);

} // namespace pysecd
