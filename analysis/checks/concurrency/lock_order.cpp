#include "analysis/checks/rule.h"
#include "analysis/checks/util/locks.h"
#include "analysis/checks/util/siblings.h"

#include <map>
#include <set>

namespace pysecd::checks::concurrency {

namespace {

enum Kind {
  kTake, // group: the lock held before, or empty; subject: the lock taken
  kCall  // group: the lock held, or empty; subject: the function called
};

constexpr std::size_t kMaxEdges = 2'000;

class Observer final : public LockVisitor {
public:
  Observer(const FunctionContext& context, Marker& marker)
      : LockVisitor(context), marker_(marker) {}

private:
  void locks(NodeId lock, const HeldSet& held) override {
    const std::string name = lockName(context_, lock);
    if (!name.empty())
      mark(kTake, name, lock, held);
  }

  void calls(NodeId call, HeldSet& held) override {
    for (const std::string_view key : functionKeys(context_, context_.ast[call].a))
      mark(kCall, std::string(key), call, held);
  }

  // Once for itself, and once for each lock that is held meanwhile; all of them guard it.
  void mark(Kind kind, const std::string& subject, NodeId at, const HeldSet& held) {
    const ByteRange range = context_.ast[at].range();
    marker_.mark({kind, {}, subject, {}, range, {}});
    std::vector<std::string> names;
    std::string guards = "\n";
    for (const Held& item : held.all())
      if (item.kind == kLock && item.always) {
        names.push_back(lockName(context_, item.since));
        guards += names.back() + "\n";
      }
    for (const std::string& name : names)
      if (!name.empty())
        marker_.mark({kind, name, subject, guards, range, {}});
  }

  Marker& marker_;
};

void observe(const FunctionContext& context, Marker& marker) {
  if (context.isModule())
    return;
  for (const std::string_view package : {"threading", "multiprocessing", "oslo_concurrency"})
    if (context.program.imports(package))
      return Observer(context, marker).walk();
}

// `second` is taken while `first` is held.
struct Edge {
  std::string first;
  std::string second;
  const Mark* at;
};

class Order {
public:
  explicit Order(std::span<const Mark> marks) : marks_(marks) {
    for (const Mark& mark : marks)
      if (mark.kind == kTake)
        taken_[mark.function].insert(mark.subject);
    for (bool changed = true; changed;) {
      changed = false;
      for (const Mark& mark : marks)
        if (mark.kind == kCall)
          if (const auto callee = taken_.find(mark.subject); callee != taken_.end())
            for (const std::string& lock : std::set<std::string>(callee->second))
              changed |= taken_[mark.function].insert(lock).second;
    }
  }

  std::vector<Edge> edges() const {
    std::vector<Edge> found;
    const auto add = [&](const Mark& mark, const std::string& lock) {
      if (found.size() < kMaxEdges && mark.fact.find("\n" + lock + "\n") == std::string::npos)
        found.push_back({mark.group, lock, &mark});
    };
    for (const Mark& mark : marks_) {
      if (mark.group.empty())
        continue;
      if (mark.kind == kTake)
        add(mark, mark.subject);
      else if (const auto callee = taken_.find(mark.subject); callee != taken_.end())
        for (const std::string& lock : callee->second)
          add(mark, lock);
    }
    return found;
  }

private:
  std::span<const Mark> marks_;
  std::map<std::string, std::set<std::string>> taken_; // by function, in those it calls too
};

// A lock besides these two that both places hold lets only one of them run.
bool shareGuard(const Edge& a, const Edge& b) {
  for (std::size_t begin = 1; begin < a.at->fact.size();) {
    const std::size_t end = a.at->fact.find('\n', begin);
    const std::string guard = a.at->fact.substr(begin, end - begin);
    if (!guard.empty() && guard != a.first && guard != b.first &&
        b.at->fact.find("\n" + guard + "\n") != std::string::npos)
      return true;
    begin = end + 1;
  }
  return false;
}

// The way from one lock to another over the edges before `end`: its first edge.
const Edge* wayBetween(const std::vector<Edge>& edges, std::size_t end, const std::string& from,
                       const std::string& to) {
  std::map<std::string, const Edge*> reached{{from, nullptr}}; // by the edge that left `from`
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < end; ++i) {
      const auto start = reached.find(edges[i].first);
      if (start != reached.end() && !reached.contains(edges[i].second)) {
        reached[edges[i].second] = start->second != nullptr ? start->second : &edges[i];
        changed = true;
      }
    }
  }
  const auto found = reached.find(to);
  return found != reached.end() ? found->second : nullptr;
}

void compare(std::span<const Mark> marks, Reporter& reporter) {
  const std::vector<Edge> edges = Order(marks).edges();
  std::set<std::pair<std::string, std::string>> seen;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const Edge& edge = edges[i];
    if (!seen.insert({edge.first, edge.second}).second)
      continue;
    const Edge* opposite = wayBetween(edges, i, edge.second, edge.first);
    if (opposite == nullptr || shareGuard(edge, *opposite))
      continue;
    reporter.report(
        edge.at->range,
        {.message = edge.second + " is taken while " + edge.first +
                    " is held, and elsewhere the other way round: two threads can wait "
                    "for each other forever",
         .notes = {{opposite->at->range,
                    opposite->second + " is taken while " + opposite->first + " is held",
                    {},
                    {},
                    {}}}});
  }
}

} // namespace

constexpr Check lock_order{
    .severity = Severity::Warning,
    .cwe = 833,
    .message =
        "two locks are taken in opposite orders: two threads can wait for each other forever",
    .rule = SiblingRule{observe, compare}};

} // namespace pysecd::checks::concurrency
