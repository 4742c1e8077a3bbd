// The inside of a function as part of an explanation: where it takes a value from that it returns,
// where it leads a parameter to a sink. Kept apart from summaries, so that moving code changes no
// summary; joined with a finding's notes when they are shown. Plain values: any thread.
#pragma once

#include "analysis/support/span.h"
#include "analysis/text/text.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pysecd {

// Asks a function for the steps that a value takes inside it.
struct TraceQuery {
  std::string function; // its key, "module:key" if of another module
  bool sink = false;    // how a parameter reaches a sink; else: where a returned value comes from
  std::int16_t parameter = -1;
  std::uint8_t kind = 0; // of the sink; of the source, a mask
  std::string label;     // text of the source
  friend bool operator==(const TraceQuery&, const TraceQuery&) = default;
};

// A range of a text that is not at hand, in each ColumnUnit.
struct Place {
  std::array<LineColumn, 3> begin{};
  std::array<LineColumn, 3> end{};
  std::string line; // the one it begins in, without its ending; at most 400 bytes
};
Place placeOf(const Text& text, ByteRange range);

// One step of the explanation, source first.
struct Note {
  ByteRange range;
  std::string message;
  std::string path;                // empty: the file of the finding
  std::optional<Place> place = {}; // with `path`: where in that file; `range` is then empty
  // The steps inside another function stand for this note; the note itself is shown if they are not
  // known.
  std::optional<TraceQuery> inside = {};
};

struct FunctionTrace {
  TraceQuery query; // without `function`
  std::vector<Note> notes;
};

// By function key, sorted.
using Traces = std::vector<std::pair<std::string, std::vector<FunctionTrace>>>;

bool matches(const TraceQuery& trace, const TraceQuery& asked);
// Null if there is none.
const std::vector<Note>* findTrace(const Traces& traces, const TraceQuery& query,
                                   std::string_view function);

} // namespace pysecd
