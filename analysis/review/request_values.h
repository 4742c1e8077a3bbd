// Which expressions are, or are taken from, what a function was given, and what is done with them:
// by names and paths, not by taint, so that only the thing itself counts and nothing made of it.
// Pure: the thread that runs the checks.
#pragma once

#include "analysis/review/callee.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace pysecd::review {

inline constexpr std::uint32_t kFromRequest = 0xffffffffU; // a source of remote values

class RequestValues {
public:
  RequestValues(const CollectInput& input, const std::vector<NodeId>& parents);

  // The parameter (its index, self and cls counted) that the expression is or is taken from by
  // name; kFromRequest for what a framework's source gives.
  std::optional<std::uint32_t> rootOf(NodeId expression) const;
  // The expression is where a framework hands over what a client sent.
  bool isSource(NodeId expression) const;

  struct Use {
    Verdict verdict = Verdict::Judged;
    std::string words;    // "tested in `...`, passed on to f()"
    bool checked = false; // validated, normalised or tested
  };
  // More is taken from it by name: `request.args` of `request.args["q"]`.
  bool goesOn(NodeId expression) const;
  // What is done with the value of the expression.
  Use useOf(NodeId expression) const;
  // What is done with a parameter.
  Use useOfName(Symbol name) const;

private:
  enum class Rank { Validated, Normalized, Tested, Unknown, Passed, Stored, Returned, None };
  struct Seen {
    Rank rank = Rank::None;
    std::string what;
  };
  void findAliases();
  void bind(NodeId target, NodeId value);
  Seen lookAround(NodeId expression, int depth) const;
  Seen argumentOf(NodeId call) const;
  void addUses(Symbol name, NodeId except, std::vector<Seen>& seen, int depth) const;
  static Use phrase(std::vector<Seen> seen);

  const CollectInput& input_;
  const FunctionContext& context_;
  const std::vector<NodeId>& parents_;
  struct Binding {
    ByteOffset from = 0; // where it is assigned
    std::optional<std::uint32_t> root;
  };
  std::unordered_map<Symbol, std::vector<Binding>> bindings_; // in order of the text
};

} // namespace pysecd::review
