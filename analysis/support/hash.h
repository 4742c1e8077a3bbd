// Content hashes (XXH3, 64 bits) for memo keys and fingerprints. Not cryptographic. Pure: any
// thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace pysecd {

using Hash64 = std::uint64_t;

Hash64 hashBytes(std::string_view bytes, Hash64 seed = 0);

// Order-sensitive accumulation: h.add(a).add(b) differs from h.add(b).add(a).
class Hasher {
public:
  Hasher& add(std::string_view bytes) {
    // The length is part of the key, or ("ab","c") and ("a","bc") would collide.
    state_ = hashBytes(bytes, state_ ^ (bytes.size() * kMix));
    return *this;
  }
  Hasher& add(std::uint64_t value) {
    state_ ^= value + kMix + (state_ << 6) + (state_ >> 2);
    state_ *= 0xff51afd7ed558ccdULL;
    state_ ^= state_ >> 33;
    return *this;
  }
  Hash64 value() const { return state_; }

private:
  static constexpr std::uint64_t kMix = 0x9e3779b97f4a7c15ULL;
  Hash64 state_ = 0x27d4eb2f165667c5ULL;
};

} // namespace pysecd
