#include "analysis/review/call_graph.h"

#include <algorithm>
#include <deque>

namespace pysecd::review {

namespace {

constexpr std::uint8_t kMaxDistance = 7;
constexpr std::size_t kMaxDerived = 64;

// The first place where the function itself has the effect; empty if it has not.
std::string ownEffect(const FunctionEvidence& function, Effect effect) {
  if (effect == Effect::Guard)
    return function.guards ? "a test of who may" : "";
  for (const CallFact& call : function.calls)
    if (isEffect(call.kind, effect))
      return call.api;
  if (effect == Effect::Read || effect == Effect::Write)
    for (const SurfaceItem& item : function.items)
      if (item.kind == "query text")
        return item.api;
  if (effect == Effect::Remote)
    for (const SurfaceItem& item : function.items)
      if (item.kind == "outgoing address" || item.kind == "program run" ||
          item.kind == "shell command")
        return item.api;
  return {};
}

} // namespace

// Modules are named by their paths: "shop/db:Cart.total" is `shop.db.Cart.total`.
std::string dottedKey(std::string_view key) {
  std::string out(key);
  for (char& c : out)
    c = c == ':' || c == '/' ? '.' : c;
  return out;
}

bool isEffect(SurfaceKind kind, Effect effect) {
  switch (effect) {
  case Effect::Read:
    return kind == SurfaceKind::DatabaseRead;
  case Effect::Write:
    return kind == SurfaceKind::DatabaseWrite;
  case Effect::Remote:
    return kind == SurfaceKind::Rpc || kind == SurfaceKind::Http || kind == SurfaceKind::Process ||
           kind == SurfaceKind::Mail || kind == SurfaceKind::Queue;
  case Effect::Publish:
    return kind == SurfaceKind::Publish;
  case Effect::Guard:
    return kind == SurfaceKind::Guard;
  }
  return false;
}

bool isAmbient(std::string_view parameter) {
  static constexpr std::string_view kNames[] = {
      "self",           "cls",         "context",      "ctx",      "ctxt",
      "plugin_context", "rpc_context", "request",      "session",  "db",
      "conn",           "connection",  "current_user", "settings", "background_tasks",
      "resource",       "event",       "trigger",      "rtype"};
  return std::find(std::begin(kNames), std::end(kNames), parameter) != std::end(kNames);
}

CallGraph::CallGraph(const std::vector<const ModuleEvidence*>& modules, const ModelSet& models)
    : models_(models) {
  for (const ModuleEvidence* module : modules) {
    for (const FunctionEvidence& function : module->functions) {
      functions_.push_back({&function, {}, {}});
      for (const std::string& endpoint : function.endpoints)
        endpoints_.emplace(endpoint, true);
    }
    for (const ClassEvidence& made : module->classes) {
      classes_.emplace(made.name, &made);
      for (const std::string& base : made.bases)
        derived_[base].push_back(made.name);
    }
  }
  std::sort(functions_.begin(), functions_.end(),
            [](const Function& a, const Function& b) { return a.evidence->key < b.evidence->key; });
  for (std::uint32_t i = 0; i < functions_.size(); ++i) {
    byKey_.emplace(functions_[i].evidence->key, i);
    functions_[i].carried.resize(functions_[i].evidence->parameters.size());
  }
  reachAll();
  carryAll();
}

// Breadth first, backwards from what has the effect itself: the shortest way, and of several the
// one by the first name.
void CallGraph::reachAll() {
  std::vector<std::vector<std::uint32_t>> callers(functions_.size());
  for (std::uint32_t i = 0; i < functions_.size(); ++i)
    for (const CallFact& call : functions_[i].evidence->calls)
      for (const std::string& callee : call.callees)
        if (const auto found = byKey_.find(callee); found != byKey_.end()) {
          callers[found->second].push_back(i);
          functions_[found->second].called = true;
          functions_[found->second].calledOpenly |= call.setting.transaction.empty() &&
                                                    call.setting.lock.empty() &&
                                                    functions_[i].evidence->closes.empty();
        }
  for (std::size_t effect = 0; effect < kEffects; ++effect) {
    std::deque<std::uint32_t> todo;
    for (std::uint32_t i = 0; i < functions_.size(); ++i)
      if (std::string leaf = ownEffect(*functions_[i].evidence, static_cast<Effect>(effect));
          !leaf.empty()) {
        functions_[i].reach[effect] = {1, i, std::move(leaf)};
        todo.push_back(i);
      }
    while (!todo.empty()) {
      const std::uint32_t at = todo.front();
      todo.pop_front();
      const std::uint8_t distance = functions_[at].reach[effect].distance;
      if (distance == kMaxDistance)
        continue;
      for (const std::uint32_t caller : callers[at])
        if (functions_[caller].reach[effect].distance == 0) {
          functions_[caller].reach[effect] = {static_cast<std::uint8_t>(distance + 1), at, {}};
          todo.push_back(caller);
        }
    }
  }
}

const FunctionEvidence* CallGraph::find(std::string_view key) const {
  const auto found = byKey_.find(key);
  return found != byKey_.end() ? functions_[found->second].evidence : nullptr;
}

std::vector<std::string> CallGraph::path(std::string_view key, Effect effect) const {
  std::vector<std::string> out;
  const auto found = byKey_.find(key);
  if (found == byKey_.end())
    return out;
  const auto index = static_cast<std::size_t>(effect);
  for (std::uint32_t at = found->second; functions_[at].reach[index].distance != 0;
       at = functions_[at].reach[index].next) {
    out.push_back(dottedKey(functions_[at].evidence->key));
    if (functions_[at].reach[index].distance == 1) {
      out.push_back(functions_[at].reach[index].leaf);
      break;
    }
  }
  return out;
}

bool CallGraph::has(std::string_view key, Effect effect) const {
  const auto found = byKey_.find(key);
  return found != byKey_.end() &&
         functions_[found->second].reach[static_cast<std::size_t>(effect)].distance != 0;
}

bool CallGraph::has(const CallFact& call, Effect effect) const {
  return isEffect(call.kind, effect) ||
         std::any_of(call.callees.begin(), call.callees.end(),
                     [&](const std::string& callee) { return has(callee, effect); });
}

std::string CallGraph::entryReason(std::string_view className) const {
  std::vector<std::string> todo{std::string(className)};
  for (std::size_t i = 0; i < todo.size() && i < 64; ++i) {
    const std::string name = todo[i];
    if (endpoints_.contains(name))
      return "called over RPC by agents, on the message bus of the deployment";
    if (const SurfaceRow* row = models_.surfaces().find(dottedKey(name));
        row != nullptr && row->as == SurfaceKind::Entry)
      return row->why.empty() ? "called on behalf of clients" : row->why;
    if (const auto known = classes_.find(name); known != classes_.end())
      for (const std::string& base : known->second->bases)
        if (std::find(todo.begin(), todo.end(), base) == todo.end())
          todo.push_back(base);
  }
  return {};
}

bool CallGraph::isEntry(const FunctionEvidence& function) const {
  if (function.isEntry)
    return true;
  if (!function.isPublic || function.className.empty() || function.parameters.size() < 2 ||
      function.name.starts_with("__"))
    return false;
  const std::string& second = function.parameters[1].name;
  return second.ends_with("context") && !entryReason(function.className).empty();
}

bool CallGraph::carries(std::string_view key, std::uint32_t parameter) const {
  const auto found = byKey_.find(key);
  if (found == byKey_.end())
    return false;
  const std::vector<bool>& carried = functions_[found->second].carried;
  return parameter < carried.size() && carried[parameter];
}

std::vector<std::uint32_t> CallGraph::startOfCarrying() {
  std::vector<std::uint32_t> start;
  for (std::uint32_t i = 0; i < functions_.size(); ++i) {
    const FunctionEvidence& function = *functions_[i].evidence;
    if (!isEntry(function))
      continue;
    for (std::size_t p = 0; p < function.parameters.size(); ++p)
      functions_[i].carried[p] = !isAmbient(function.parameters[p].name);
    start.push_back(i);
  }
  return start;
}

std::vector<std::uint32_t> CallGraph::targetsOf(const std::string& callee) const {
  std::vector<std::uint32_t> out;
  const auto found = byKey_.find(callee);
  if (found == byKey_.end())
    return out;
  out.push_back(found->second);
  const FunctionEvidence& function = *functions_[found->second].evidence;
  if (function.className.empty())
    return out;
  std::vector<std::string_view> classes{function.className};
  for (std::size_t i = 0; i < classes.size() && i < kMaxDerived; ++i)
    if (const auto below = derived_.find(classes[i]); below != derived_.end())
      classes.insert(classes.end(), below->second.begin(), below->second.end());
  for (std::size_t i = 1; i < classes.size(); ++i)
    if (const auto method = byKey_.find(std::string(classes[i]) + "." + function.name);
        method != byKey_.end())
      out.push_back(method->second);
  return out;
}

void CallGraph::carry(std::uint32_t to, const std::string& argument,
                      std::vector<std::uint32_t>& todo) {
  Function& function = functions_[to];
  const auto& parameters = function.evidence->parameters;
  const bool bound =
      !parameters.empty() && (parameters[0].name == "self" || parameters[0].name == "cls");
  std::size_t index = 0;
  if (argument.starts_with('#'))
    index = std::stoul(argument.substr(1)) + (bound ? 1 : 0);
  else
    while (index < parameters.size() && parameters[index].name != argument)
      ++index;
  if (index >= function.carried.size() || function.carried[index] ||
      isAmbient(parameters[index].name))
    return;
  function.carried[index] = true;
  todo.push_back(to);
}

void CallGraph::carryAll() {
  std::vector<std::uint32_t> todo = startOfCarrying();
  while (!todo.empty()) {
    const std::uint32_t at = todo.back();
    todo.pop_back();
    for (const CallFact& call : functions_[at].evidence->calls)
      for (const auto& [argument, parameter] : call.carries)
        if (parameter >= functions_[at].carried.size() || functions_[at].carried[parameter])
          for (const std::string& callee : call.callees)
            for (const std::uint32_t target : targetsOf(callee))
              carry(target, argument, todo);
  }
}

bool CallGraph::callersClose(std::string_view key) const {
  const auto found = byKey_.find(key);
  return found != byKey_.end() && functions_[found->second].called &&
         !functions_[found->second].calledOpenly;
}

} // namespace pysecd::review
