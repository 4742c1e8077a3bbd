// What a library function does with functions and collections that it is given: which argument it
// calls, with which of the others, and what becomes of the results. Rows of kind "calls" and
// "collect" in the model files. Plain data, immutable once loaded: any thread.
#pragma once

#include "analysis/models/misuse.h"

#include <cstdint>
#include <vector>

namespace pysecd {

struct CallbackRow {
  bool calls = true;         // else the values are only collected
  ArgSpec function;          // what is called; absent: the receiver
  std::vector<ArgSpec> pass; // handed over, in order; an absent one is the receiver
  std::int16_t rest = -1;    // then the positional arguments from this on, and unnamed keywords
  bool each = false;         // not they themselves are handed over: an element of each is
  ArgSpec spread;            // then the elements of this list or tuple
  ArgSpec keywords;          // then the entries of this dict, by their keys
  bool folds = false;        // before all of them: what it gave the time before
  ArgSpec initial;           // folds: what it is handed the first time
  enum class Gives : std::uint8_t {
    Nothing,    // the other rows say what the call gives
    Result,     // what the function returns
    Collection, // an iterable of such
    Inside      // an object, as the other rows say, that holds it
  } gives = Gives::Nothing;
};

} // namespace pysecd
