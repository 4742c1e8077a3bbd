#include "analysis/review/tested_reads.h"

#include "analysis/checks/util/inside.h"
#include "analysis/review/callee.h"

#include <algorithm>

namespace pysecd::review {

namespace {

constexpr std::size_t kMaxMakers = 64; // calls that one variable rests on

class Finder {
public:
  Finder(const FunctionContext& context, const CallIndex& calls,
         const std::vector<PlacedNode>& changes)
      : context_(context), ast_(context.ast), calls_(calls) {
    for (const PlacedNode& change : changes)
      changed_.push_back(ast_[ast_[change.node].a].symbol);
    findMakers();
  }

  // The calls whose results an expression looks at: at themselves, not at something in them that
  // merely tells kinds apart.
  std::vector<std::uint32_t> readBy(NodeId expression) const {
    std::vector<std::uint32_t> reads;
    read(expression, reads);
    std::sort(reads.begin(), reads.end());
    reads.erase(std::unique(reads.begin(), reads.end()), reads.end());
    return reads;
  }

private:
  void read(NodeId id, std::vector<std::uint32_t>& reads) const {
    const Node& node = ast_[id];
    switch (node.kind) {
    case NodeKind::BoolOp:
      read(node.a, reads);
      read(node.b, reads);
      break;
    case NodeKind::Unary:
      read(node.a, reads);
      break;
    case NodeKind::Compare:
      read(node.a, reads);
      for (const NodeId term : ast_.list(node))
        read(ast_[term].a, reads);
      break;
    case NodeKind::Name:
      if (const auto made = madeBy_.find(node.symbol); made != madeBy_.end())
        for (const auto& [at, call] : made->second)
          if (at < node.begin)
            reads.push_back(call);
      break;
    case NodeKind::Call:
      if (const auto call = calls_.find(id); call != calls_.end())
        reads.push_back(call->second);
      else
        readByOperands(node, reads);
      break;
    case NodeKind::Attribute:
      if (isChanged(node.a))
        read(node.a, reads);
      break;
    default:
      break;
    }
  }

  // `rows.get(key)`, `len(rows)`, `find(port.bindings)`.
  void readByOperands(const Node& call, std::vector<std::uint32_t>& reads) const {
    const Node& callee = ast_[call.a];
    if (callee.kind == NodeKind::Attribute && context_.text(callee.symbol) == "get")
      read(callee.a, reads);
    for (const NodeId argument : ast_.list(call))
      read(ast_[argument].kind == NodeKind::Attribute ? ast_[argument].a : argument, reads);
  }

  // Some attribute of the variable is assigned: a test of another one decides about it.
  bool isChanged(NodeId variable) const {
    return ast_[variable].kind == NodeKind::Name &&
           std::find(changed_.begin(), changed_.end(), ast_[variable].symbol) != changed_.end();
  }

  // Which calls the value of a variable rests on, and where it was assigned.
  void findMakers() {
    for (NodeId id = 1; id < ast_.nodes.size(); ++id) {
      const Node& node = ast_[id];
      if (node.kind == NodeKind::Assign && node.a != kNoNode)
        for (const NodeId target : ast_.list(node))
          made(target, node.a, node.begin);
      else if (node.kind == NodeKind::For)
        made(node.a, node.b, node.begin);
    }
  }

  void made(NodeId target, NodeId value, ByteOffset at) {
    // `port["owner"]` tells kinds of rows apart; it is not the row.
    const NodeKind kind = ast_[value].kind;
    const bool passesOn = kind != NodeKind::Subscript && kind != NodeKind::Attribute;
    std::vector<std::pair<ByteOffset, std::uint32_t>> calls;
    visitInside(ast_, value, [&](NodeId inside) {
      if (const auto call = calls_.find(inside); call != calls_.end())
        calls.emplace_back(at, call->second);
      if (passesOn && ast_[inside].kind == NodeKind::Name)
        if (const auto known = madeBy_.find(ast_[inside].symbol); known != madeBy_.end())
          for (const auto& [ignored, call] : known->second)
            if (calls.size() < kMaxMakers)
              calls.emplace_back(at, call);
      return true;
    });
    if (calls.empty())
      return;
    visitInside(ast_, target, [&](NodeId part) {
      const bool name = ast_[part].kind == NodeKind::Name;
      if (name)
        if (auto& known = madeBy_[ast_[part].symbol]; known.size() < kMaxMakers)
          known.insert(known.end(), calls.begin(), calls.end());
      return name || ast_[part].kind == NodeKind::Tuple;
    });
  }

  const FunctionContext& context_;
  const Ast& ast_;
  const CallIndex& calls_;
  std::vector<Symbol> changed_; // variables whose attributes are assigned
  std::unordered_map<Symbol, std::vector<std::pair<ByteOffset, std::uint32_t>>> madeBy_;
};

} // namespace

void findTestedReads(const FunctionContext& context, const CallIndex& calls,
                     const std::vector<PlacedNode>& tests, const std::vector<PlacedNode>& changes,
                     FunctionEvidence& out) {
  const Finder finder(context, calls, changes);
  for (const PlacedNode& test : tests)
    if (std::vector<std::uint32_t> reads = finder.readBy(test.node); !reads.empty())
      out.tests.push_back({context.ast[test.node].range(), excerpt(context, test.node),
                           std::move(reads), test.setting});
  for (const PlacedNode& change : changes) {
    if (change.isRow)
      continue;
    if (std::vector<std::uint32_t> reads = finder.readBy(context.ast[change.node].a);
        !reads.empty())
      out.changes.push_back({context.ast[change.node].range(), excerpt(context, change.node),
                             std::move(reads), change.setting});
  }
}

} // namespace pysecd::review
