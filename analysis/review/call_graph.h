// What the functions of a run do through the functions they call: which of them reach a database or
// another system, and which parameters carry what a client sent. Built once over all modules.
// Thread rule: build in one thread; then any.
#pragma once

#include "analysis/models/model_set.h"
#include "analysis/review/evidence.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pysecd::review {

enum class Effect : std::uint8_t { Read, Write, Remote, Publish, Guard };
inline constexpr std::size_t kEffects = 5;

class CallGraph {
public:
  CallGraph(const std::vector<const ModuleEvidence*>& modules, const ModelSet& models);

  const FunctionEvidence* find(std::string_view key) const;

  // How the function has the effect: itself first, then what it calls, last the API or the reason;
  // empty if it has not, or only through too many others.
  std::vector<std::string> path(std::string_view key, Effect effect) const;
  bool has(std::string_view key, Effect effect) const;
  // The call itself, or one of the functions it may run.
  bool has(const CallFact& call, Effect effect) const;

  // Why methods of the class are called on behalf of clients; empty if they are not.
  std::string entryReason(std::string_view className) const;
  // The function's parameter is, or holds, what a client sent.
  bool carries(std::string_view key, std::uint32_t parameter) const;
  // Every call of the function that is known stands in a transaction, or where a lost race is
  // answered; and there is one.
  bool callersClose(std::string_view key) const;
  // Methods of the class are called over RPC.
  bool isEndpoint(std::string_view className) const { return endpoints_.contains(className); }
  // The function is called on behalf of clients.
  bool isEntry(const FunctionEvidence& function) const;

private:
  struct Reach {
    std::uint8_t distance = 0; // 0: not at all; 1: itself
    std::uint32_t next = 0;    // the function through which
    std::string leaf;          // of distance 1: the API
  };
  struct Function {
    const FunctionEvidence* evidence = nullptr;
    std::array<Reach, kEffects> reach;
    std::vector<bool> carried; // by parameter
    bool called = false;       // by someone who is known
    bool calledOpenly = false; // outside a transaction and whatever answers a lost race
  };
  void reachAll();
  void carryAll();
  std::vector<std::uint32_t> startOfCarrying();
  void carry(std::uint32_t to, const std::string& argument, std::vector<std::uint32_t>& todo);
  // The function, and those that override it.
  std::vector<std::uint32_t> targetsOf(const std::string& callee) const;

  std::vector<Function> functions_; // sorted by key
  std::unordered_map<std::string_view, std::uint32_t> byKey_;
  std::unordered_map<std::string_view, const ClassEvidence*> classes_;
  std::unordered_map<std::string_view, bool> endpoints_;
  std::unordered_map<std::string_view, std::vector<std::string_view>> derived_; // by class
  const ModelSet& models_;
};

// A function's or class's key as people write it: "shop.db.Cart.total".
std::string dottedKey(std::string_view key);
// The effect that a call of that kind has; false if none.
bool isEffect(SurfaceKind kind, Effect effect);
// A parameter by which frameworks and callers hand over themselves and not a client's data.
bool isAmbient(std::string_view parameter);

} // namespace pysecd::review
