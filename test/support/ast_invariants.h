// What holds for every Ast, however broken its source. Pure: any thread.
#pragma once

#include "analysis/syntax/ast.h"

#include <string>

namespace pysecd::test {

// Empty, or what is wrong: a slot or range that points outside, a node with two parents, a block or
// parameter list that is absent, a path longer than kMaxAstDepth.
std::string brokenInvariant(const Ast& ast);

} // namespace pysecd::test
