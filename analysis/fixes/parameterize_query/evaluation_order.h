// Whether expressions may be evaluated at another time than the program does now. Knows calls that
// only read; any other call, await or assignment expression may change what others see. Pure: any
// thread.
#pragma once

#include "analysis/syntax/ast.h"

#include <span>

namespace pysecd {

enum class Effect : std::uint8_t {
  Fixed,  // constants and plain names
  Reads,  // attributes, items, calls that only read
  Writes, // may change what others read
};

Effect effectOf(const Ast& ast, NodeId expression);

// One expression, and the places in the order of evaluation it has before and after the fix.
struct Evaluation {
  NodeId expression = kNoNode;
  ByteOffset before = 0;
  ByteOffset after = 0;
  std::uint32_t turn = 0; // among those with equal `after`
};

// False if two of them change places of which one may see what the other does.
bool keepsOrder(const Ast& ast, std::span<const Evaluation> evaluations);

// Whether `expression`, now evaluated in `statement`, gives the same in the call `call` that runs
// later. `moving`: expressions that only read, and that move there as well.
bool mayMoveToCall(const Ast& ast, NodeId expression, NodeId statement, NodeId call,
                   std::span<const NodeId> moving);

} // namespace pysecd
