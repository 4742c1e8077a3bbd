// What the checks of commands share. Pure: any thread.
#pragma once

#include "analysis/checks/rule.h"

namespace pysecd {

// Puts each word that is not the program's own through shlex.quote, where it stands outside quotes.
void offerQuotedWords(const SinkContext& context, Finding& finding);

} // namespace pysecd
