// The fix that puts one expression into a call of a library function. Pure: any thread.
#pragma once

#include "analysis/checks/rule.h"

#include <optional>
#include <string_view>

namespace pysecd {

// `name(expression<more>`: "psycopg2.extensions.quote_ident", ", cursor)"; with `inner`, of
// `inner(expression)`. False if the name
// cannot be written here. The edit takes its place among those of the fix.
bool wrapValue(const FunctionContext& function, NodeId expression, std::string_view name,
               std::string_view more, Fix& fix, std::string_view inner = {});

} // namespace pysecd
