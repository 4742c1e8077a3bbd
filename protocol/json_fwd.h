// For headers of structs that travel as JSON: names the JSON type and declares the conversion
// without the cost of the JSON library. The field list stands in the .cpp beside the header
// (LSP_FIELDS, protocol/json.h).
#pragma once

#include <nlohmann/json_fwd.hpp>

#if !defined(JSON_DIAGNOSTICS) || !JSON_DIAGNOSTICS
#error "JSON_DIAGNOSTICS=1 must be defined for every target: it is part of the json type's name"
#endif

namespace pysecd {

using Json = nlohmann::json;

} // namespace pysecd

// Declares both directions of `Type`; use in the namespace of `Type`.
#define LSP_JSON(Type)                                                                             \
  void to_json(::pysecd::Json& json, const Type& value);                                           \
  void from_json(const ::pysecd::Json& json, Type& value);
