#include "analysis/support/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace pysecd {

Hash64 hashBytes(std::string_view bytes, Hash64 seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

} // namespace pysecd
