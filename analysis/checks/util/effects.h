// What calls and `with` statements do to locks and transactions, and what they wait for, by their
// models; locks also by their names. Pure: any thread.
#pragma once

#include "analysis/checks/util/held_walk.h"
#include "analysis/models/effects.h"

namespace pysecd {

// The expression is a lock, or a call that gives one to enter (`lockutils.lock("x")`).
bool isLock(const FunctionContext& context, NodeId expression);
// Entering it by `with`, or decorating with it, makes a transaction in which rows are written.
bool isTransaction(const FunctionContext& context, NodeId expression);
// What the call keeps its thread waiting for.
Wait waitOf(const FunctionContext& context, NodeId call);
// The call does so to a transaction.
bool actsOnTransaction(const FunctionContext& context, NodeId call, TransactionRow::As as);

// Keeps the locks and transactions that are held where `inside` is called with each call.
class EffectsVisitor : public HeldVisitor {
public:
  static constexpr int kLock = 1;
  static constexpr int kTransaction = 2;

  explicit EffectsVisitor(const FunctionContext& context) : context_(context) {}
  // Walks all functions of the context's Ast, those with nothing of interest excepted.
  void walkAll();

  void expression(NodeId expression, HeldSet& held) override;
  void enter(NodeId withItem, HeldSet& held) override;
  void leave(NodeId withItem, HeldSet& held) override;

protected:
  ~EffectsVisitor() = default;
  // True if the function is worth a walk.
  virtual bool concerns(NodeId function) = 0;
  virtual void begin(NodeId /*function*/) {}
  virtual void inside(NodeId call, HeldSet& held) = 0;
  // The transaction that the function as a whole runs in; kNoNode if none.
  NodeId transactionAround(NodeId function) const;

  const FunctionContext& context_;
  NodeId function_ = kNoNode;
  NodeId around_ = kNoNode; // transactionAround of it
};

} // namespace pysecd
