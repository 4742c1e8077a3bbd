#include "analysis/findings/trace.h"

#include "analysis/text/utf8.h"

#include <algorithm>

namespace pysecd {

namespace {
constexpr std::size_t kMaxLine = 400;
}

Place placeOf(const Text& text, ByteRange range) {
  const LineIndex& lines = text.lines();
  Place place;
  for (const ColumnUnit unit : {ColumnUnit::Utf8, ColumnUnit::Utf16, ColumnUnit::Utf32}) {
    place.begin[static_cast<std::size_t>(unit)] = lines.position(range.begin, unit);
    place.end[static_cast<std::size_t>(unit)] = lines.position(range.end, unit);
  }
  const std::string_view line =
      text.slice(lines.lineContent(place.begin[static_cast<std::size_t>(ColumnUnit::Utf8)].line));
  std::size_t size = std::min(line.size(), kMaxLine);
  while (size < line.size() && size > 0 && isUtf8Continuation(line[size]))
    --size;
  place.line = line.substr(0, size);
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
