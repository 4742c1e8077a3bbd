// Readable LSP sessions, test/sessions/*.session. A line that starts at the margin is a step; the
// indented lines below it are its text (open, edit) or what it must answer. Positions are 1-based,
// columns count the negotiated units.
//
//   client utf-8 minimal root watch create   initialize with that encoding; `minimal`: no optional
//   capability; `root`: the workspace is file:///w; `watch`: the client can watch files; `create`:
//   its edits may create files. Default:
//   utf-16, all open app.py [v7] [crlf] [as LANGUAGE]      then `  | line` for each line; the
//   version counts up from v1 edit app.py                    then `  1:2..1:5 -> text`, `  1:2 ->
//   text` or `  whole -> text` for each change;
//                                  \n, \r, \t and \\ in the text
//   write NAME / remove NAME       puts the `  | line`s into the model or configuration file of
//   that name / removes it requests                       what the server asked the client; each is
//   answered with null close app.py diagnostics app.py             the next publish for it, waiting
//   for the analysis actions app.py 1:2[..3:4] [only KIND...]   `*`: preferred hover app.py 1:2 fix
//   app.py 1:2                 edits the document as the first action says ask NAME actions|hover
//   ...     sends the request without waiting answer NAME / cancel NAME      its answer /
//   $/cancelRequest send METHOD {json} / call METHOD {json}    any notification / any request and
//   its answer messages                       what was shown or logged since the last time
//   expect-nothing                 no message is unread
//
// A transcript ends with an implicit expect-nothing. A name without ':' stands for file:///w/NAME.
#pragma once

#include "server/schedule/scheduler.h"

#include <string>
#include <string_view>

namespace pysecd::test {

// Plays the transcript against a real server and returns it with the answers it gave in place of
// those it expects.
std::string playTranscript(std::string_view transcript, unsigned threads,
                           MakeAnalyser makeAnalyser);

} // namespace pysecd::test
