// Where results of analyses may be kept from one run to the next. Abstract, so that the engine
// itself does no I/O; what the bytes mean is known to those who save them. Thread-safe.
#pragma once

#include "analysis/support/hash.h"

#include <optional>
#include <string>
#include <string_view>

namespace pysecd {

// A hash of all that a result rests on: text, models, settings, the version of the engine. Equal
// keys are taken to mean equal results, hence two halves.
struct ResultKey {
  Hash64 high = 0;
  Hash64 low = 0;
  friend bool operator==(const ResultKey&, const ResultKey&) = default;
};

class ResultStore {
public:
  ResultStore() = default;
  ResultStore(const ResultStore&) = delete;
  ResultStore& operator=(const ResultStore&) = delete;
  virtual ~ResultStore() = default;

  // What was saved last under the key, byte for byte. nullopt if there is nothing, or if it cannot
  // be had for any other reason.
  virtual std::optional<std::string> load(const ResultKey& key) = 0;
  // May come to nothing, silently; may be written later.
  virtual void save(const ResultKey& key, std::string_view bytes) = 0;
  // Writes what was saved and is not written yet. The destructor does so too.
  virtual void flush() = 0;
};

} // namespace pysecd
