// A value of a model file after parsing, with the line it stands on, so that errors can point at
// it. Knows nothing of what rows mean. Plain values: any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pysecd {

struct RowValue {
  enum class Kind : std::uint8_t { Null, Bool, Integer, Real, String, Array, Object, TooDeep };

  Kind kind = Kind::Null;
  bool truth = false;       // Bool
  std::uint32_t line = 0;   // 1-based, of its first byte
  std::uint32_t column = 0; // 1-based, in bytes
  std::int64_t integer = 0; // Integer
  std::string key;          // of this value in the object that holds it
  std::string text;         // String
  std::vector<RowValue>
      values; // items of an Array; members of an Object, in order, repeated keys kept

  // The first member of that key; nullptr if there is none.
  const RowValue* member(std::string_view name) const {
    for (const RowValue& value : values)
      if (value.key == name)
        return &value;
    return nullptr;
  }
};

} // namespace pysecd
