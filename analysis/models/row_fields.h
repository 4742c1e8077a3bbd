// Reads the members of one row of a model file and keeps the first thing that is wrong. Knows the
// forms that rows share (dotted names, arguments, choices) and no kind of row. Internal to models/;
// not thread-safe.
#pragma once

#include "analysis/models/loader.h"
#include "analysis/models/row_value.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <span>
#include <utility>

namespace pysecd::rows {

using Kind = RowValue::Kind;

constexpr std::size_t kMaxNameBytes = 200;
constexpr std::size_t kMaxItems = 256; // members of a row, items of an array in it
constexpr std::int64_t kMaxPosition =
    255; // Python itself stops at 255 positional arguments in older versions

template <typename T> using Names = std::pair<std::string_view, T>;

template <typename T, std::size_t N> std::string listed(const Names<T> (&table)[N]) {
  std::string list;
  for (const auto& [text, value] : table)
    list.append(list.empty() ? "" : ", ").append(text);
  return list;
}

inline std::string_view described(const RowValue& value) {
  switch (value.kind) {
  case Kind::Null:
    return "null";
  case Kind::Bool:
    return "a boolean";
  case Kind::Integer:
  case Kind::Real:
    return "a number";
  case Kind::String:
    return "a string";
  case Kind::Array:
    return "an array";
  case Kind::Object:
    return "an object";
  case Kind::TooDeep:
    return "a value nested too deeply";
  }
  return "";
}

// For messages: what a file holds may be of any length.
inline std::string_view clipped(std::string_view text) { return text.substr(0, kMaxNameBytes); }

inline bool isNameByte(char c, bool first) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '_' || byte >= 0x80 || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z') || (!first && byte >= '0' && byte <= '9');
}

inline bool isIdentifier(std::string_view name) {
  if (name.empty() || !isNameByte(name.front(), true))
    return false;
  return std::all_of(name.begin(), name.end(), [](char c) { return isNameByte(c, false); });
}

inline bool isDottedName(std::string_view name) {
  if (name.size() > kMaxNameBytes)
    return false;
  if (name.substr(0, 2) == "*.")
    return isIdentifier(name.substr(2));
  while (true) {
    const std::size_t dot = name.find('.');
    if (!isIdentifier(name.substr(0, dot)))
      return false;
    if (dot == std::string_view::npos)
      return true;
    name.remove_prefix(dot + 1);
  }
}

// The members of one row. The first thing that is wrong is kept; what is asked for then, or is
// absent, comes back empty.
class Fields {
public:
  Fields(const RowValue& row, const std::string& pointer) : row_(row), pointer_(pointer) {}

  std::optional<ModelError> takeError() { return std::move(error_); }
  bool failed() const { return error_.has_value(); }
  bool has(std::string_view key) const { return row_.member(key) != nullptr; }

  void fail(const RowValue& at, const std::string& pointer, std::string message) {
    if (!error_)
      error_ = ModelError{"", at.line, pointer, std::move(message), at.column};
  }
  void fail(std::string_view key, std::string message) {
    const RowValue* value = row_.member(key);
    fail(value ? *value : row_, value ? pointerTo(key) : pointer_, std::move(message));
  }

  // Of a row inside this one.
  void adopt(std::optional<ModelError> error) {
    if (!error_)
      error_ = std::move(error);
  }
  // RFC 6901: `~` and `/` of a key are escaped.
  std::string pointerTo(std::string_view key) const { return below(pointer_, key); }

  template <typename F> void forEach(std::string_view key, std::string_view expected, F use) {
    const RowValue* value = row_.member(key);
    if (!value)
      return;
    if (value->kind != Kind::Array)
      return wrongType(*value, pointerTo(key), expected);
    if (value->values.size() > kMaxItems)
      return fail(*value, pointerTo(key), fmt::format("more than {} items", kMaxItems));
    for (std::size_t i = 0; i < value->values.size(); ++i)
      use(value->values[i], fmt::format("{}/{}", pointerTo(key), i));
  }

  void allowOnly(std::string_view rowKind, std::initializer_list<std::string_view> keys) {
    allowOnly(rowKind, std::span<const std::string_view>(keys.begin(), keys.size()));
  }
  void allowOnly(std::string_view rowKind, std::span<const std::string_view> keys) {
    for (std::size_t i = 0; i < row_.values.size(); ++i) {
      const RowValue& value = row_.values[i];
      if (std::find(keys.begin(), keys.end(), value.key) == keys.end())
        fail(value, pointerTo(value.key),
             fmt::format("unknown key \"{}\": a \"{}\" row may hold {}", clipped(value.key),
                         rowKind, fmt::join(keys, ", ")));
      for (std::size_t j = 0; j < i; ++j)
        if (row_.values[j].key == value.key)
          fail(value, pointerTo(value.key),
               fmt::format("key \"{}\" appears twice", clipped(value.key)));
    }
  }

  const RowValue* required(std::string_view key, std::string_view what) {
    const RowValue* value = row_.member(key);
    if (!value)
      fail(row_, pointer_, fmt::format("key \"{}\" is missing: {}", key, what));
    return value;
  }

  std::string_view dotted(std::string_view key) {
    const RowValue* value = required(key, "a dotted name");
    return value ? dotted(*value, pointerTo(key)) : std::string_view();
  }

  std::vector<std::string_view> dottedList(std::string_view key) {
    std::vector<std::string_view> names;
    forEach(key, "an array of dotted names", [&](const RowValue& item, const std::string& at) {
      names.push_back(dotted(item, at));
    });
    return names;
  }

  std::string_view identifier(std::string_view key) {
    const RowValue* value = required(key, "an identifier");
    return value ? identifier(*value, pointerTo(key)) : std::string_view();
  }

  std::vector<std::string_view> identifierList(std::string_view key) {
    std::vector<std::string_view> names;
    forEach(key, "an array of identifiers", [&](const RowValue& item, const std::string& at) {
      names.push_back(identifier(item, at));
    });
    return names;
  }

  std::string_view string(std::string_view key, std::string_view expected) {
    const RowValue* value = required(key, expected);
    return value ? string(*value, pointerTo(key), expected) : std::string_view();
  }

  // One string, or an array of them.
  std::vector<std::string> stringList(std::string_view key) {
    std::vector<std::string> texts;
    const RowValue* value = row_.member(key);
    if (value && value->kind == Kind::String)
      texts.push_back(value->text);
    else
      forEach(key, "a string, or an array of strings",
              [&](const RowValue& item, const std::string& at) {
                texts.emplace_back(string(item, at, "a string"));
              });
    return texts;
  }

  // {parameter name: dotted name}
  std::vector<std::pair<std::string_view, std::string_view>> typeMap(std::string_view key) {
    std::vector<std::pair<std::string_view, std::string_view>> types;
    const RowValue* value = row_.member(key);
    if (!value)
      return types;
    if (value->kind != Kind::Object) {
      wrongType(*value, pointerTo(key), "an object of parameter names and dotted names");
      return types;
    }
    if (value->values.size() > kMaxItems)
      fail(*value, pointerTo(key), fmt::format("more than {} items", kMaxItems));
    for (const RowValue& item : value->values) {
      if (failed())
        break;
      const std::string at = below(pointerTo(key), item.key);
      if (!isIdentifier(item.key))
        fail(item, at, fmt::format("\"{}\" is no parameter name", clipped(item.key)));
      types.emplace_back(item.key, dotted(item, at));
    }
    return types;
  }

  const RowValue* member(std::string_view key) const { return row_.member(key); }

  std::int64_t integer(std::string_view key) {
    const RowValue* value = row_.member(key);
    if (value && value->kind != Kind::Integer)
      wrongType(*value, pointerTo(key), "an integer");
    return value ? value->integer : 0;
  }

  bool boolean(std::string_view key) {
    const RowValue* value = row_.member(key);
    if (value && value->kind != Kind::Bool)
      wrongType(*value, pointerTo(key), "true or false");
    return value && value->truth;
  }

  template <typename T, std::size_t N> T choice(std::string_view key, const Names<T> (&table)[N]) {
    const RowValue* value = required(key, "one of " + listed(table));
    return value ? choice(*value, pointerTo(key), table) : T{};
  }

  template <typename T, std::size_t N>
  T choiceOr(std::string_view key, const Names<T> (&table)[N], T otherwise) {
    return has(key) ? choice(key, table) : otherwise;
  }

  // A sink kind, "all", or an array of sink kinds.
  template <std::size_t N> SinkMask sinkMask(std::string_view key, const Names<Sink> (&kinds)[N]) {
    const RowValue* value = required(key, "\"all\", or one or more of " + listed(kinds));
    if (!value)
      return 0;
    if (value->kind == Kind::String && value->text == "all")
      return kAllSinks;
    if (value->kind != Kind::Array)
      return maskOf(choice(*value, pointerTo(key), kinds));
    SinkMask mask = 0;
    forEach(key, "", [&](const RowValue& item, const std::string& at) {
      mask |= maskOf(choice(item, at, kinds));
    });
    return mask;
  }

  ArgSpec argument(std::string_view key, ModelSet& models) {
    const RowValue* value = required(key, kArgument);
    return value ? argument(*value, pointerTo(key), models) : ArgSpec{};
  }

  ArgSpec optionalArgument(std::string_view key, ModelSet& models) {
    return has(key) ? argument(key, models) : ArgSpec{};
  }

  // Arguments, or "self" for the receiver (an absent ArgSpec).
  std::vector<ArgSpec> arguments(std::string_view key, ModelSet& models) {
    std::vector<ArgSpec> specs;
    required(key, "an array of arguments, or \"self\"");
    forEach(key, "an array of arguments, or \"self\"",
            [&](const RowValue& item, const std::string& at) {
              const bool self = item.kind == Kind::String && item.text == "self";
              specs.push_back(self ? ArgSpec{} : argument(item, at, models));
            });
    return specs;
  }

private:
  static constexpr std::string_view kArgument = "[position, \"keyword\"], or one of the two";

  static std::string below(const std::string& pointer, std::string_view key) {
    std::string path = pointer + "/";
    for (const char c : clipped(key))
      c == '~' ? path += "~0" : c == '/' ? path += "~1" : path += c;
    return path;
  }

  void wrongType(const RowValue& at, const std::string& pointer, std::string_view expected) {
    fail(at, pointer, fmt::format("expected {}, not {}", expected, described(at)));
  }

  std::string_view string(const RowValue& value, const std::string& pointer,
                          std::string_view expected) {
    if (value.kind != Kind::String)
      wrongType(value, pointer, expected);
    return value.text;
  }

  std::string_view dotted(const RowValue& value, const std::string& pointer) {
    const std::string_view name = string(value, pointer, "a dotted name");
    if (!failed() && !isDottedName(name))
      fail(value, pointer, "not a dotted name such as \"sqlite3.Cursor.execute\" or \"*.execute\"");
    return name;
  }

  std::string_view identifier(const RowValue& value, const std::string& pointer) {
    const std::string_view name = string(value, pointer, "an identifier");
    if (!failed() && !isIdentifier(name))
      fail(value, pointer, "not an identifier");
    return name;
  }

  template <typename T, std::size_t N>
  T choice(const RowValue& value, const std::string& pointer, const Names<T> (&table)[N]) {
    const std::string_view text = string(value, pointer, "one of " + listed(table));
    for (const auto& [name, meaning] : table)
      if (name == text)
        return meaning;
    fail(value, pointer, fmt::format("\"{}\" is none of {}", clipped(text), listed(table)));
    return T{};
  }

  ArgSpec argument(const RowValue& value, const std::string& pointer, ModelSet& models) {
    ArgSpec spec;
    if (value.kind != Kind::Array || value.values.empty() || value.values.size() > 2) {
      wrongType(value, pointer, kArgument);
      return spec;
    }
    for (std::size_t i = 0; i < value.values.size(); ++i) {
      const RowValue& item = value.values[i];
      const std::string at = fmt::format("{}/{}", pointer, i);
      if (item.kind == Kind::String && isIdentifier(item.text) && spec.keyword == kNoSymbol)
        spec.keyword = models.symbols()->intern(item.text);
      else if (item.kind == Kind::Integer && i == 0 && item.integer >= 0 &&
               item.integer <= kMaxPosition)
        spec.position = static_cast<std::int16_t>(item.integer);
      else
        fail(item, at,
             fmt::format("expected {}: a position counts from 0, without self", kArgument));
    }
    return spec;
  }

  const RowValue& row_;
  const std::string& pointer_;
  std::optional<ModelError> error_;
};

} // namespace pysecd::rows
