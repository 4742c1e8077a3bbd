#include "analysis/checks/util/held_walk.h"

#include "analysis/checks/util/inside.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr int kMaxVisits = 60'000;
constexpr int kMaxRounds = 2; // of a loop: the second sees what the first left behind

struct State {
  bool reachable = true;
  HeldSet held;
};

void join(State& into, const State& from) {
  if (!from.reachable)
    return;
  if (into.reachable)
    into.held.join(from.held);
  else
    into = from;
}

State unreachable() { return {false, {}}; }

enum class Jump { Return, Break, Continue };

class Walker {
public:
  Walker(const FunctionContext& context, HeldVisitor& visitor)
      : context_(context), ast_(context.ast), visitor_(visitor) {}

  void run(NodeId function) {
    const bool module = ast_[function].kind != NodeKind::FunctionDef;
    block(module ? function : ast_[function].b);
    if (state_.reachable)
      visitor_.leaves(function, Leave::End, state_.held);
  }

private:
  struct Pending {
    Jump jump;
    NodeId at;
    State state;
  };
  // A `finally` or the end of a `with`, which every way out of its body passes.
  struct Cleanup {
    std::size_t loops;
    std::vector<Pending> pending;
  };
  struct Loop {
    State breaks = unreachable();
    State continues = unreachable();
  };

  void block(NodeId id) {
    for (const NodeId child : ast_.list(id)) {
      if (!state_.reachable || ++visits_ > kMaxVisits)
        return;
      statement(child);
    }
  }

  void statement(NodeId id) {
    const Node& node = ast_[id];
    switch (node.kind) {
    case NodeKind::Block:
      return block(id);
    case NodeKind::If:
      return ifStatement(node);
    case NodeKind::While:
      return whileLoop(node);
    case NodeKind::For:
      return forLoop(node);
    case NodeKind::Try:
      return tryStatement(node);
    case NodeKind::With:
      return withStatement(node, 0);
    case NodeKind::Match:
      return matchStatement(node);
    case NodeKind::Return:
      expression(node.a);
      return jump({Jump::Return, id, state_});
    case NodeKind::Break:
      return jump({Jump::Break, id, state_});
    case NodeKind::Continue:
      return jump({Jump::Continue, id, state_});
    case NodeKind::Raise:
      expression(node.a);
      expression(node.b);
      raise(id, Leave::Raise);
      state_.reachable = false;
      return;
    case NodeKind::FunctionDef:
    case NodeKind::ClassDef:
      return visitor_.statement(id, state_.held);
    case NodeKind::Assign:
      expression(node.a); // the value before the targets
      for (const NodeId target : ast_.list(node))
        expression(target);
      return visitor_.statement(id, state_.held);
    case NodeKind::Assert:
      expression(node.a);
      return branch(node.a, true);
    default:
      forEachChild(ast_, node, [&](NodeId child) { expression(child); });
      visitor_.statement(id, state_.held);
      if (node.kind == NodeKind::ExpressionStatement && neverReturns(node.a))
        state_.reachable = false;
    }
  }

  bool neverReturns(NodeId call) const {
    const auto apis = context_.apisOf(call);
    return !apis.empty() && std::all_of(apis.begin(), apis.end(), [&](ModelId id) {
      return context_.models[id].neverReturns;
    });
  }

  void expression(NodeId id) {
    if (id == kNoNode || definesCode(ast_[id].kind) || ++visits_ > kMaxVisits)
      return;
    forEachChildInOrder(ast_, ast_[id], [&](NodeId child) { expression(child); });
    const NodeKind kind = ast_[id].kind;
    if (kind == NodeKind::Call)
      raise(id, Leave::Exception);
    visitor_.expression(id, state_.held);
  }

  // An exception may leave here with what is held now.
  void raise(NodeId at, Leave how) {
    if (handlers_.empty())
      visitor_.leaves(at, how, state_.held);
    else
      join(*handlers_.back(), state_);
  }

  void jump(Pending pending) {
    if (!state_.reachable)
      return;
    state_.reachable = false;
    const bool leavesLoop = pending.jump == Jump::Return;
    if (!cleanups_.empty() && (leavesLoop || cleanups_.back()->loops == loops_.size())) {
      cleanups_.back()->pending.push_back(std::move(pending));
      return;
    }
    if (leavesLoop)
      visitor_.leaves(pending.at, Leave::Return, pending.state.held);
    else if (!loops_.empty())
      join(pending.jump == Jump::Break ? loops_.back()->breaks : loops_.back()->continues,
           pending.state);
  }

  void branch(NodeId test, bool holds) {
    const Node& node = ast_[test];
    if (node.kind == NodeKind::Unary && static_cast<UnaryOp>(node.op) == UnaryOp::Not) {
      branch(node.a, !holds);
    } else if (node.kind == NodeKind::BoolOp) {
      if ((node.op == 0) == holds) { // `a and b` holds, `a or b` fails: so does each
        branch(node.a, holds);
        branch(node.b, holds);
      }
    } else {
      visitor_.branch(test, holds, state_.held);
    }
  }

  void ifStatement(const Node& node) {
    expression(node.a);
    const State before = state_;
    branch(node.a, true);
    block(node.b);
    State after = std::move(state_);
    state_ = before;
    branch(node.a, false);
    block(node.c);
    join(after, state_);
    state_ = std::move(after);
  }

  template <typename Round> void loop(NodeId orElse, bool endless, Round&& round) {
    State head = state_;
    Loop frame;
    for (int i = 0; i < kMaxRounds; ++i) {
      state_ = head;
      loops_.push_back(&frame);
      round();
      loops_.pop_back();
      join(state_, frame.continues);
      join(head, state_);
    }
    state_ = head;
    state_.reachable = state_.reachable && !endless;
    block(orElse);
    join(state_, frame.breaks);
  }

  void whileLoop(const Node& node) {
    const bool endless = ast_[node.a].kind == NodeKind::TrueLiteral || ast_.text(node.a) == "1";
    loop(node.c, endless, [&] {
      expression(node.a);
      branch(node.a, true);
      block(node.b);
    });
  }

  void forLoop(const Node& node) {
    expression(node.b);
    loop(node.d, false, [&] {
      expression(node.a);
      block(node.c);
    });
  }

  // Runs `body`, then `cleanup` on every way out of it.
  template <typename Body, typename Cleaner>
  void guarded(NodeId at, Body&& body, Cleaner&& cleanup) {
    State raised = unreachable();
    Cleanup frame{loops_.size(), {}};
    handlers_.push_back(&raised);
    cleanups_.push_back(&frame);
    body();
    cleanups_.pop_back();
    handlers_.pop_back();
    if (state_.reachable)
      cleanup();
    State after = std::move(state_);
    if (raised.reachable) {
      state_ = std::move(raised);
      cleanup();
      if (state_.reachable)
        raise(at, Leave::Exception);
    }
    for (Pending& pending : frame.pending) {
      state_ = std::move(pending.state);
      cleanup();
      pending.state = state_;
      jump(std::move(pending));
    }
    state_ = std::move(after);
  }

  void tryStatement(const Node& node) {
    if (node.c == kNoNode)
      return tryExcept(node);
    guarded(
        node.c, [&] { tryExcept(node); }, [&] { block(node.c); });
  }

  void tryExcept(const Node& node) {
    State raised = state_;
    handlers_.push_back(&raised);
    block(node.a);
    handlers_.pop_back();
    if (state_.reachable)
      block(node.b);
    State after = std::move(state_);
    bool caught = false;
    for (const NodeId id : ast_.list(node)) {
      state_ = raised;
      block(ast_[id].b);
      join(after, state_);
      caught = caught || catchesAll(context_, id);
    }
    state_ = std::move(raised);
    if (!caught && !handlers_.empty())
      join(*handlers_.back(), state_);
    else if (!caught && state_.reachable)
      visitor_.leaves(node.a, Leave::Exception, state_.held);
    state_ = std::move(after);
  }

  void withStatement(const Node& node, std::size_t index) {
    const auto items = ast_.list(node);
    if (index == items.size())
      return block(node.a);
    const NodeId item = items[index];
    expression(ast_[item].a);
    visitor_.enter(item, state_.held);
    guarded(
        item, [&] { withStatement(node, index + 1); }, [&] { visitor_.leave(item, state_.held); });
  }

  void matchStatement(const Node& node) {
    expression(node.a);
    const State before = state_;
    State after = before;
    for (const NodeId id : ast_.list(node)) {
      state_ = before;
      expression(ast_[id].b);
      block(ast_[id].c);
      join(after, state_);
    }
    state_ = std::move(after);
  }

  const FunctionContext& context_;
  const Ast& ast_;
  HeldVisitor& visitor_;
  State state_;
  std::vector<State*> handlers_;
  std::vector<Cleanup*> cleanups_;
  std::vector<Loop*> loops_;
  int visits_ = 0;
};

} // namespace

const Held* HeldSet::find(int kind, std::string_view what) const {
  const auto found = std::find_if(items_.begin(), items_.end(), [&](const Held& held) {
    return held.kind == kind && held.what == what;
  });
  return found == items_.end() ? nullptr : &*found;
}

const Held* HeldSet::find(int kind) const {
  const auto found = std::find_if(items_.begin(), items_.end(),
                                  [&](const Held& held) { return held.kind == kind; });
  return found == items_.end() ? nullptr : &*found;
}

void HeldSet::add(Held held) {
  if (find(held.kind, held.what) == nullptr)
    items_.push_back(held);
}

void HeldSet::remove(int kind, std::string_view what) {
  removeIf([&](const Held& held) { return held.kind == kind && held.what == what; });
}

void HeldSet::join(const HeldSet& other) {
  for (Held& held : items_) {
    const Held* same = other.find(held.kind, held.what);
    held.always = held.always && same != nullptr && same->always;
  }
  for (Held held : other.items_)
    if (find(held.kind, held.what) == nullptr) {
      held.always = false;
      items_.push_back(held);
    }
}

std::vector<NodeId> bodiesOf(const FunctionContext& context) {
  const auto functions = context.code.functions();
  std::vector<NodeId> bodies(functions.begin(), functions.end());
  if (context.isModule())
    bodies.push_back(context.ast.root);
  return bodies;
}

void walkHeld(const FunctionContext& context, NodeId function, HeldVisitor& visitor) {
  Walker(context, visitor).run(function);
}

} // namespace pysecd
