// What each kind of surface is called, and which consideration it belongs to. Pure: any thread.
#pragma once

#include "analysis/review/evidence.h"

namespace pysecd::review {

struct KindWords {
  Consideration consideration = Consideration::External;
  std::string_view kind;
};
KindWords wordsOf(SurfaceKind kind);

std::string_view name(Consideration consideration); // "database"
std::string_view name(Verdict verdict);             // "judged"

} // namespace pysecd::review
