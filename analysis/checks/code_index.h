// The nodes of one Ast by kind, and which code each belongs to, so that a check looks at the calls
// of a function without walking all of it. Counted once for all checks. Immutable but for a part
// made on first use: one thread.
#pragma once

#include "analysis/syntax/ast.h"

#include <span>
#include <vector>

namespace pysecd {

class CodeIndex {
public:
  explicit CodeIndex(const Ast& ast);

  // In the order of their ids, which is nearly that of the text.
  std::span<const NodeId> of(NodeKind kind) const {
    const auto index = static_cast<std::size_t>(kind);
    return std::span(ids_).subspan(begins_[index], begins_[index + 1] - begins_[index]);
  }
  // The functions of the Ast: its root, if it is one, and those nested in it; no stubs.
  std::span<const NodeId> functions() const { return functions_; }
  // True if the node runs when the body of `function` (or the module's Block) runs: it stands in
  // it, and not in a function, class or lambda defined there.
  bool runsIn(NodeId node, NodeId function) const;

private:
  void setOwners(NodeId node, NodeId owner) const;

  const Ast& ast_;
  std::vector<std::uint32_t> begins_;
  std::vector<NodeId> ids_;
  std::vector<NodeId> functions_;
  bool nested_ = false; // something in it defines code
  mutable std::vector<NodeId> owners_;
};

} // namespace pysecd
