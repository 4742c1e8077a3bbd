// Which documents a parser object is given in the function that sets it up. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"

namespace pysecd {

enum class Documents : std::uint8_t {
  Unknown, // it is handed out, or what it parses is not known
  Own,     // only what the program itself has: its texts and files
  Remote   // one at least comes from a request
};

// `place`: the call that makes the parser, or a call of a method of it.
Documents documentsOf(const FunctionContext& context, NodeId place);

} // namespace pysecd
