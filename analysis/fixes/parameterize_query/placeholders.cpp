#include "analysis/fixes/parameterize_query/placeholders.h"

#include <algorithm>
#include <array>

namespace pysecd {

namespace {

bool isDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Marker markerOf(std::string_view written, std::uint32_t begin) {
  const std::string_view rest = written.substr(1);
  switch (written[0]) {
  case '?':
    return {MarkerKind::QMark, begin, std::string(rest)};
  case '%':
    if (rest.starts_with('('))
      return {MarkerKind::NamedPercent, begin, std::string(rest.substr(1, rest.rfind(')') - 1))};
    return {MarkerKind::Percent, begin, ""};
  case ':':
    return {isDigits(rest) ? MarkerKind::Numeric : MarkerKind::Colon, begin, std::string(rest)};
  default:
    return {isDigits(rest) ? MarkerKind::Dollar : MarkerKind::AtOrDollarName, begin,
            std::string(rest)};
  }
}

bool readsAs(ParamStyle style, MarkerKind kind) {
  switch (style) {
  case ParamStyle::QMark:
    return kind == MarkerKind::QMark || kind == MarkerKind::Colon ||
           kind == MarkerKind::AtOrDollarName || kind == MarkerKind::Dollar;
  case ParamStyle::Format:
    return kind == MarkerKind::Percent || kind == MarkerKind::NamedPercent;
  case ParamStyle::Named:
  case ParamStyle::Numeric:
    return kind == MarkerKind::Colon || kind == MarkerKind::Numeric;
  case ParamStyle::Dollar:
    return kind == MarkerKind::Dollar;
  case ParamStyle::Unknown:
    return true;
  }
  return true;
}

// Oracle rejects its reserved words as names of bind variables.
bool isReserved(std::string_view name) {
  constexpr std::array<std::string_view, 21> kWords = {
      "date",    "number", "size",    "level", "user",   "uid",    "mode",
      "comment", "start",  "session", "file",  "index",  "order",  "group",
      "table",   "column", "row",     "type",  "option", "access", "audit"};
  return std::find(kWords.begin(), kWords.end(), name) != kWords.end();
}

} // namespace

std::vector<Marker> existingMarkers(std::string_view text, std::span<const SqlToken> tokens,
                                    ParamStyle style) {
  std::vector<Marker> markers;
  for (const SqlToken& token : tokens) {
    if (token.kind != SqlTokenKind::Placeholder || token.holeCount > 0)
      continue;
    Marker marker = markerOf(text.substr(token.begin, token.end - token.begin), token.begin);
    if (readsAs(style, marker.kind))
      markers.push_back(std::move(marker));
  }
  return markers;
}

bool isNamed(MarkerKind kind) {
  return kind == MarkerKind::NamedPercent || kind == MarkerKind::Colon ||
         kind == MarkerKind::AtOrDollarName;
}

MarkerWriter::MarkerWriter(ParamStyle style, bool named, SqlDialect dialect,
                           std::span<const Marker> existing)
    : style_(style), named_(named || style == ParamStyle::Named), dialect_(dialect) {
  for (const Marker& marker : existing) {
    names_.insert(marker.name);
    if (isDigits(marker.name) && marker.name.size() < 6)
      number_ = std::max<std::size_t>(number_, std::stoul(marker.name));
  }
}

std::string MarkerWriter::uniqueName(const std::string& wanted) {
  const bool oracle = dialect_ == SqlDialect::Oracle && isReserved(wanted);
  const std::string base = oracle ? wanted + "_value" : wanted;
  std::string name = base;
  for (int i = 2; !names_.insert(name).second; ++i)
    name = base + "_" + std::to_string(i);
  return name;
}

std::string MarkerWriter::write(const std::string& name) {
  if (named_) {
    if (style_ == ParamStyle::Format)
      return "%(" + name + ")s";
    return (style_ == ParamStyle::QMark && dialect_ == SqlDialect::DuckDb ? "$" : ":") + name;
  }
  switch (style_) {
  case ParamStyle::Format:
    return "%s";
  case ParamStyle::Numeric:
    return ":" + std::to_string(++number_);
  case ParamStyle::Dollar:
    return "$" + std::to_string(++number_);
  default:
    return "?";
  }
}

} // namespace pysecd
