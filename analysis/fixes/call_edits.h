// Small rewrites of calls and expressions: replace, add an argument, remove one. Every function
// gives edits in the Ast's source, or nullopt where the text stands in the way. Pure: any thread.
#pragma once

#include "analysis/findings/fix.h"
#include "analysis/syntax/ast.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

// `text` in place of the expression; parentheses around it stay.
std::optional<std::vector<TextEdit>> replaceExpression(const Ast& ast, NodeId expression,
                                                       std::string text);
// `argument` ("timeout=10") after the last argument of the call, on a line of its own if that one
// has its own.
std::optional<std::vector<TextEdit>> addArgument(const Ast& ast, NodeId call,
                                                 std::string_view argument);
// Without a keyword argument of the call (`keyword`: its KeywordArgument node) and one comma.
std::optional<std::vector<TextEdit>> removeArgument(const Ast& ast, NodeId call, NodeId keyword);

} // namespace pysecd
