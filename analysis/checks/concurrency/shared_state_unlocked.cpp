#include "analysis/checks/rule.h"
#include "analysis/checks/util/entries.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/locks.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/siblings.h"

#include <map>
#include <set>

namespace pysecd::checks::concurrency {

namespace {

enum Kind {
  kAssign, // group: what is written; fact: "locked" or empty
  kChange, // the same, of what it was before
  kCall,   // group: the function called; fact: "locked" or empty
  kThread  // group: the function that a thread runs
};

constexpr std::string_view kThreaded[] = {"threading", "concurrent", "flask",   "django",
                                          "bottle",    "cherrypy",   "pyramid", "socketserver"};
constexpr std::string_view kMutators[] = {"append", "add",     "update",     "pop",    "popitem",
                                          "remove", "discard", "setdefault", "extend", "insert",
                                          "clear",  "popleft", "appendleft"};

// Nobody else has the object yet, or any more.
bool isAlone(std::string_view function) {
  const std::string_view name = function.substr(function.rfind('.') + 1);
  return name == "<module>" || name == "__init__" || name == "__new__" || name == "__del__" ||
         name == "__post_init__" || name == "__setstate__" || name == "__init_subclass__";
}

// The caller holds the lock, the name says.
bool saysLocked(std::string_view function) {
  return mentions(function, {"lock", "locked", "unlocked", "nolock", "synchronized"});
}

class Observer final : public LockVisitor {
public:
  Observer(const FunctionContext& context, Marker& marker)
      : LockVisitor(context), ast_(context.ast), marker_(marker) {}

  void observe() {
    const Node& root = ast_[ast_.root];
    // Between two awaits a task is alone; a decorator may hold the lock.
    if (root.kind == NodeKind::FunctionDef && (root.flags & kAsync) != 0)
      return;
    if (root.kind == NodeKind::FunctionDef && root.c != kNoNode)
      for (const NodeId decorator : ast_.list(root.c))
        around_ |= isLock(context_, decorator) || saysLocked(ast_.text(decorator));
    if (entryPointOf(context_).isEntry)
      marker_.mark({kThread, std::string(), {}, {}, root.range(), {}});
    walk();
  }

private:
  void calls(NodeId call, HeldSet& held) override {
    const Node& node = ast_[call];
    for (const std::string_view key : functionKeys(context_, node.a))
      mark(kCall, std::string(key), call, held);
    const std::string_view name = calleeName(context_, call);
    const NodeId receiver = ast_[node.a].kind == NodeKind::Attribute ? ast_[node.a].a : kNoNode;
    if (std::find(std::begin(kMutators), std::end(kMutators), name) != std::end(kMutators) &&
        receiver != kNoNode && isContainer(receiver))
      write(kChange, receiver, call, held);
    if (name == "Thread" || name == "Timer" || name == "submit" || name == "start_new_thread")
      for (const NodeId argument : ast_.list(node))
        for (const std::string_view key : functionKeys(
                 context_,
                 ast_[argument].kind == NodeKind::KeywordArgument ? ast_[argument].a : argument))
          marker_.mark({kThread, std::string(key), {}, {}, ast_[call].range(), {}});
  }

  // Not an object of some class that has an `add` of its own, which may lock.
  bool isContainer(NodeId receiver) const {
    const Value& value = context_.valueOf(receiver);
    return std::all_of(value.types.begin(), value.types.end(),
                       [&](const TypeRef& type) {
                         if (type.kind != TypeKind::Instance)
                           return false;
                         const std::string_view name = context_.text(context_.models[type.id].name);
                         return name == "dict" || name == "list" || name == "set" ||
                                name == "deque" || name == "OrderedDict" || name == "defaultdict" ||
                                name == "Counter";
                       }) &&
           (!value.types.empty() || !value.objects.empty());
  }

  void statement(NodeId id, HeldSet& held) override {
    const Node& node = ast_[id];
    if (node.kind == NodeKind::AugAssign)
      target(node.a, id, true, held);
    if (node.kind == NodeKind::Assign && node.a != kNoNode)
      for (const NodeId to : ast_.list(node))
        target(to, id,
               anyInside(ast_, node.a,
                         [&](NodeId read) {
                           return ast_[read].kind == ast_[to].kind &&
                                  ast_.text(read) == ast_.text(to);
                         }),
               held);
    if (node.kind == NodeKind::Delete)
      for (const NodeId to : ast_.list(node))
        target(to, id, true, held);
  }

  void target(NodeId to, NodeId at, bool change, HeldSet& held) {
    if (ast_[to].kind == NodeKind::Subscript)
      write(change ? kChange : kAssign, ast_[to].a, at, held);
    else if (ast_[to].kind == NodeKind::Attribute || ast_[to].kind == NodeKind::Name)
      write(change ? kChange : kAssign, to, at, held);
  }

  void write(Kind kind, NodeId what, NodeId at, HeldSet& held) {
    std::string name = sharedName(context_, what);
    if (!name.empty() && !mentions(name, {"local", "thread", "context", "ctx"}))
      mark(kind, std::move(name), at, held);
  }

  void mark(Kind kind, std::string group, NodeId at, const HeldSet& held) {
    const bool locked = around_ || held.find(kLock) != nullptr;
    marker_.mark({kind, std::move(group), {}, locked ? "locked" : "", ast_[at].range(), {}});
  }

  const Ast& ast_;
  Marker& marker_;
  bool around_ = false;
};

void observe(const FunctionContext& context, Marker& marker) {
  if (!context.isModule() &&
      std::any_of(std::begin(kThreaded), std::end(kThreaded),
                  [&](std::string_view package) { return context.program.imports(package); }))
    Observer(context, marker).observe();
}

class Comparison {
public:
  Comparison(std::span<const Mark> marks, Reporter& reporter) : marks_(marks), reporter_(reporter) {
    findLocked();
    for (const Mark& mark : marks)
      if (mark.kind == kThread)
        threads_.insert(mark.group.empty() ? mark.function : mark.group);
      else if (mark.kind != kCall && !isAlone(mark.function))
        writes_[mark.group].push_back(&mark);
  }

  void run() {
    for (const auto& [name, writes] : writes_)
      compare(writes);
  }

private:
  // Functions that are called with the lock held only: those whose every call is, or stands in one.
  void findLocked() {
    for (const Mark& mark : marks_)
      if (mark.kind == kCall)
        locked_.insert(mark.group);
    for (bool changed = true; changed;) {
      changed = false;
      for (const Mark& mark : marks_)
        if (mark.kind == kCall && mark.fact.empty() && !isAlone(mark.function) &&
            !locked_.contains(mark.function))
          changed |= locked_.erase(mark.group) > 0;
      for (const Mark& mark : marks_)
        if (mark.kind == kThread)
          changed |= locked_.erase(mark.group.empty() ? mark.function : mark.group) > 0;
    }
  }

  bool isLocked(const Mark& mark) const {
    return !mark.fact.empty() || locked_.contains(mark.function) || saysLocked(mark.function);
  }

  void compare(const std::vector<const Mark*>& writes) {
    const Mark* example = nullptr;
    std::set<std::string_view> careful;
    std::set<std::string_view> careless;
    for (const Mark* write : writes) {
      (isLocked(*write) ? careful : careless).insert(write->function);
      if (!write->fact.empty() && example == nullptr)
        example = write;
    }
    for (const Mark* write : writes) {
      if (isLocked(*write))
        continue;
      const bool enough = careful.size() >= (write->kind == kChange ? 1U : 2U);
      if (example != nullptr && enough && careless.size() <= careful.size())
        reporter_.report(write->range,
                         {.notes = {{example->range, "here the lock is held", {}, {}, {}}}});
      else if (example == nullptr && write->kind == kChange &&
               write->group.find('.') == std::string::npos && threads_.contains(write->function))
        reporter_.report(write->range,
                         {.message = "read and written in two steps while other threads do the "
                                     "same: one of the changes is lost"});
    }
  }

  std::span<const Mark> marks_;
  Reporter& reporter_;
  std::set<std::string_view> locked_;
  std::set<std::string_view> threads_;
  std::map<std::string_view, std::vector<const Mark*>> writes_;
};

void compare(std::span<const Mark> marks, Reporter& reporter) { Comparison(marks, reporter).run(); }

} // namespace

constexpr Check shared_state_unlocked{
    .severity = Severity::Warning,
    .cwe = 362,
    .message = "written without the lock that is held where it is written elsewhere",
    .rule = SiblingRule{observe, compare}};

} // namespace pysecd::checks::concurrency
