// The fields of `%` and str.format texts, one literal at a time. Only reads; says where a field
// begins and ends, not what fills it. Pure: any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pysecd {

struct FormatField {
  std::size_t end = 0; // one past the field in the text that was read
  // `%`: the mapping key. .format: the argument's name or index, empty for the next one.
  std::string name;
  bool hasName = false;
  std::size_t nameBegin = 0; // of .format: where the name stands in the text
  std::string access;  // .format: Python source of what follows the name: ".id", "[0]", "[\"key\"]"
  char conversion = 0; // .format: r s a
  std::string spec;    // .format: after the colon; `%`: flags, width and precision
  bool nested = false; // the spec has fields of its own, or `*`
  char type = 0;       // `%`: the letter
};

// Reads the field that starts at text[at], which is '%' (not "%%"). nullopt if it is malformed or
// ends outside `text`.
std::optional<FormatField> readPercentField(std::string_view text, std::size_t at);

// Reads the field that starts at text[at], which is '{' (not "{{"). `quote` is used for string keys
// of `access`.
std::optional<FormatField> readBraceField(std::string_view text, std::size_t at, char quote);

} // namespace pysecd
