// The arguments of a call as a check reads them: by position or keyword, through star-arguments
// whose content is known; and the elements of dicts. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"

#include <optional>
#include <string_view>

namespace pysecd {

struct FoundArgument {
  NodeId node = kNoNode;  // the expression; of an element of a spread dict: the spread expression
  NodeId outer = kNoNode; // the KeywordArgument, Starred or expression in the call's list
  ValueId value = kBottom;
  bool spread = false; // it came out of `*args` or `**kwargs`
};

// nullopt if it is not given, or hidden.
std::optional<FoundArgument> findArgument(const FunctionContext& context, NodeId call,
                                          const ArgSpec& spec);
std::optional<FoundArgument> findArgument(const FunctionContext& context, NodeId call, int position,
                                          std::string_view keyword);
// True if the argument may be among star-arguments whose content is not known.
bool mayBeHidden(const FunctionContext& context, NodeId call, const ArgSpec& spec);

// What a container (as it was when passed to a call) holds under a key; kBottom if that is not
// known.
ValueId elementOf(const FunctionContext& context, ValueId container, ElementKey key);
ValueId elementOf(const FunctionContext& context, ValueId dict, std::string_view key);
// The keys that are known texts, of a container as it was when passed to a call.
std::vector<Symbol> namesIn(const FunctionContext& context, ValueId container);
// All that it is known to hold.
std::vector<ValueId> elementsOf(const FunctionContext& context, ValueId container);
// The expression of an element, if the container is a display in this function; else kNoNode.
NodeId elementNode(const FunctionContext& context, NodeId dict, std::string_view key);
NodeId elementNode(const FunctionContext& context, NodeId sequence, std::size_t index);

} // namespace pysecd
