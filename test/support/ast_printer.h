// Prints an Ast for tests and debugging: one statement a line, blocks indented, expressions as
// S-expressions. Shows everything but offsets. Pure: any thread.
#pragma once

#include "analysis/syntax/ast.h"

#include <string>
#include <string_view>

namespace pysecd::test {

std::string_view nameOf(NodeKind kind);
inline constexpr std::size_t nodeKindCount = static_cast<std::size_t>(NodeKind::PatternStar) + 1;

// Ends with a newline. The statements of a module stand on the left margin.
std::string printAst(const Ast& ast, const SymbolTable& symbols);

} // namespace pysecd::test
