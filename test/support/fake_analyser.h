// Stands in for the engine where a test is about the protocol: finds words instead of defects, so
// that transcripts do not change with the checks.
//
//   BUG                 an error with a note at the nearest SRC before it, a safe preferred fix
//                       (-> "fixed") and an unsafe one (-> "")
//   RISK                a warning without fix that says why, which a comment may suppress
//   KNOWN               the same, if the models know the name fake.known
//   TOOLARGE, TOOSLOW   the analysis is skipped, or ends early
//   THROW               the analyser throws
#pragma once

#include "server/schedule/scheduler.h"

namespace pysecd::test {

// Thread-safe.
MakeAnalyser fakeAnalyser();

} // namespace pysecd::test
