// Edits of the query's text: regions of it are replaced by placeholders, and what served only them
// (fields, operands of
// `+`, arguments of `%` and .format, the prefix `f`) goes, all else stays byte for byte. Pure: any
// thread.
#pragma once

#include "analysis/fixes/edit_builder.h"
#include "analysis/fixes/parameterize_query/query_pieces.h"

#include <span>
#include <string>

namespace pysecd {

// A part of LinearQuery::text that goes.
struct QueryRegion {
  std::uint32_t begin = 0; // half-open
  std::uint32_t end = 0;
  std::string placeholder; // what takes its place, as the driver must read it
};

struct RewriteOptions {
  bool doublePercent = false;       // the driver will halve `%%` from now on
  bool doubleLonePercent = false;   // it does so already, but a `%` by itself was none of its marks
  bool dropEmptyStatements = false; // remove statements that do nothing any more: `sql = sql`
};

// Whether text[at] is a `%` that no other one stands beside to make `%%` of it.
bool isLonePercent(std::string_view text, std::size_t at);

// Adds the edits; returns why it can't be done, empty on success. `regions`: ascending, disjoint.
std::string rewriteQuery(const Ast& ast, const LinearQuery& query,
                         std::span<const QueryRegion> regions, const RewriteOptions& options,
                         EditBuilder& edits);

} // namespace pysecd
