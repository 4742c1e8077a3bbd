#include "analysis/findings/trace.h"

#include <algorithm>

namespace pysecd {

Place placeOf(const LineIndex& lines, ByteRange range) {
  Place place;
  for (const ColumnUnit unit : {ColumnUnit::Utf8, ColumnUnit::Utf16, ColumnUnit::Utf32}) {
    place.begin[static_cast<std::size_t>(unit)] = lines.position(range.begin, unit);
    place.end[static_cast<std::size_t>(unit)] = lines.position(range.end, unit);
  }
  return place;
}

bool matches(const TraceQuery& trace, const TraceQuery& asked) {
  return trace.sink == asked.sink && trace.parameter == asked.parameter &&
         trace.kind == asked.kind && (asked.sink || trace.label == asked.label);
}

const std::vector<Note>* findTrace(const Traces& traces, const TraceQuery& query,
                                   std::string_view function) {
  const auto found = std::lower_bound(
      traces.begin(), traces.end(), function,
      [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  if (found == traces.end() || found->first != function)
    return nullptr;
  for (const FunctionTrace& trace : found->second)
    if (matches(trace.query, query))
      return &trace.notes;
  return nullptr;
}

} // namespace pysecd
