// Which lock an expression is, and what is held while the calls and statements of a function run,
// taken by `with` or by acquire(). Pure: any thread.
#pragma once

#include "analysis/checks/util/effects.h"

#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

// "Class.attribute" of `self.attribute`, `cls.attribute` and `Class.attribute`, the name of a
// module-level one; empty for what is neither.
std::string sharedName(const FunctionContext& context, NodeId expression);
// The same of a lock; also `lock("name")` of a lock with a name, as it is written.
std::string lockName(const FunctionContext& context, NodeId expression);

// An EffectsVisitor of the function as a whole, not of those nested in it, that knows acquire() and
// release().
class LockVisitor : public EffectsVisitor {
public:
  using EffectsVisitor::EffectsVisitor;
  void walk();

protected:
  ~LockVisitor() = default;
  // `held`: as it was before.
  virtual void locks(NodeId /*lock*/, const HeldSet& /*held*/) {}
  virtual void calls(NodeId /*call*/, HeldSet& /*held*/) {}

  void enter(NodeId withItem, HeldSet& held) override;
  void inside(NodeId call, HeldSet& held) final;

private:
  bool concerns(NodeId) final { return true; }
};

} // namespace pysecd
