// Markers of bound values: which a text has already, and which to write for a driver's style. Pure:
// any thread.
#pragma once

#include "analysis/fixes/parameterize_query/parameterize_query.h"
#include "analysis/fixes/parameterize_query/sql_lexer.h"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

enum class MarkerKind : std::uint8_t {
  QMark,
  Percent,
  NamedPercent,
  Colon,
  Numeric,
  Dollar,
  AtOrDollarName
};

struct Marker {
  MarkerKind kind = MarkerKind::QMark;
  std::uint32_t begin = 0; // in the statement's text
  std::string name;        // of a named one, or the digits of a numbered one
};

// The placeholders among the tokens that a driver of this style reads as such.
std::vector<Marker> existingMarkers(std::string_view text, std::span<const SqlToken> tokens,
                                    ParamStyle style);

bool isNamed(MarkerKind kind);

// Writes markers one after the other in the order of the text.
class MarkerWriter {
public:
  // `named`: by name even where the style has a positional form (pyformat, `:name` of sqlite3).
  MarkerWriter(ParamStyle style, bool named, SqlDialect dialect, std::span<const Marker> existing);

  bool named() const { return named_; }
  // A name close to `wanted` that no marker has yet, from now on taken.
  std::string uniqueName(const std::string& wanted);
  // The marker of a new value; `name` matters if named().
  std::string write(const std::string& name);
  // The number that the last numbered marker got.
  std::size_t lastNumber() const { return number_; }

private:
  ParamStyle style_;
  bool named_;
  SqlDialect dialect_;
  std::set<std::string> names_;
  std::size_t number_ = 0;
};

} // namespace pysecd
