// Structs <-> JSON from one list of fields:
//
//   struct Position { std::uint32_t line = 0; std::uint32_t character = 0; };
//   LSP_JSON(Position)                      // in the header
//   LSP_FIELDS(Position, line, character)   // in the .cpp
//
// A std::optional that is empty is not written; absent or null it reads as empty. A missing or
// ill-typed field throws Json::exception with the path, "(/position/line) type must be number, but
// is string"; rpc/binder.h turns that into InvalidParams, so nothing above it sees exceptions.
// Unknown fields are ignored. Pure: any thread.
#pragma once

#include "protocol/json_fwd.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace pysecd {

// Any field type; throws Json::exception.
template <class T> void readJson(const Json& json, T& value);

namespace json_detail {

[[noreturn]] inline void wrongType(const Json& json, const char* expected) {
  throw Json::type_error::create(
      302, std::string("type must be ") + expected + ", but is " + json.type_name(), &json);
}

// nlohmann converts between numbers silently: -1 would read as 4294967295 and 1.5 as 1.
template <class Int> void readInteger(const Json& json, Int& value) {
  if (!json.is_number_integer())
    wrongType(json, "integer");
  const bool fits = json.is_number_unsigned() ? std::in_range<Int>(json.get<std::uint64_t>())
                                              : std::in_range<Int>(json.get<std::int64_t>());
  if (!fits)
    throw Json::out_of_range::create(406, "number out of range", &json);
  value = json.get<Int>();
}

template <class T> void readValue(const Json& json, std::optional<T>& value) {
  if (json.is_null())
    value.reset();
  else
    readJson(json, value.emplace());
}

template <class T> void readValue(const Json& json, std::vector<T>& value) {
  if (!json.is_array())
    wrongType(json, "array");
  value.clear();
  value.reserve(json.size());
  for (const Json& item : json)
    readJson(item, value.emplace_back());
}

// The ids of JSON-RPC.
inline void readValue(const Json& json, std::variant<std::int64_t, std::string>& value) {
  if (json.is_string())
    value = json.get<std::string>();
  else if (json.is_number())
    readInteger(json, value.emplace<std::int64_t>());
  else
    wrongType(json, "integer or string");
}

template <class T> void readValue(const Json& json, T& value) {
  if constexpr (std::is_enum_v<T>) {
    std::underlying_type_t<T> number{};
    readInteger(json, number);
    value = static_cast<T>(number);
  } else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
    readInteger(json, value);
  } else {
    json.get_to(value);
  }
}

template <class T> void readField(const Json& json, const char* name, T& value) {
  readJson(json.at(name), value);
}

template <class T> void readField(const Json& json, const char* name, std::optional<T>& value) {
  if (const auto found = json.find(name); found != json.end())
    readJson(*found, value);
  else
    value.reset();
}

template <class T> void writeField(Json& json, const char* name, const T& value) {
  json[name] = value;
}

template <class T> void writeField(Json& json, const char* name, const std::optional<T>& value) {
  if (value)
    json[name] = *value;
}

} // namespace json_detail

template <class T> void readJson(const Json& json, T& value) {
  json_detail::readValue(json, value);
}

} // namespace pysecd

#define LSP_READ_FIELD(name) ::pysecd::json_detail::readField(json, #name, value.name);
#define LSP_WRITE_FIELD(name) ::pysecd::json_detail::writeField(json, #name, value.name);

// One direction of what LSP_JSON declared.
#define LSP_WRITE_FIELDS(Type, ...)                                                                \
  void to_json(::pysecd::Json& json, const Type& value) {                                          \
    json = ::pysecd::Json::object();                                                               \
    NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(LSP_WRITE_FIELD, __VA_ARGS__))                        \
  }
#define LSP_READ_FIELDS(Type, ...)                                                                 \
  void from_json(const ::pysecd::Json& json, Type& value) {                                        \
    if (!json.is_object())                                                                         \
      ::pysecd::json_detail::wrongType(json, "object");                                            \
    NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(LSP_READ_FIELD, __VA_ARGS__))                         \
  }

// Both directions.
#define LSP_FIELDS(Type, ...)                                                                      \
  LSP_WRITE_FIELDS(Type, __VA_ARGS__)                                                              \
  LSP_READ_FIELDS(Type, __VA_ARGS__)
