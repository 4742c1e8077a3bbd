// The abstract value of an expression: what it may be, where it comes from, of which pieces a
// string is built, which types and heap objects it may denote. Values are immutable and live in a
// Values arena until the function's analysis ends. Thread rule: one arena, one thread.
#pragma once

#include "analysis/models/model_set.h"
#include "analysis/syntax/ast.h"

#include <cstdint>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pysecd {

using ValueId = std::uint32_t; // 0: bottom (no value: unbound, unreachable)
inline constexpr ValueId kBottom = 0;

// What a value may be, as a set. Without kUnknown it is harmless at every sink: only the program's
// own constants, numbers and objects can be in it.
enum May : std::uint8_t {
  kText = 1,   // text built of program constants, though not known which
  kNumber = 2, // int, float, bool
  kNone = 4,
  kObject = 8,  // a container, function, class or instance
  kUnknown = 16 // anything
};

struct Constant {
  enum class Kind : std::uint8_t { Int, Bool, None, Str, Bytes } kind = Kind::None;
  std::int64_t integer = 0;
  std::string_view text;
  friend bool operator==(const Constant&, const Constant&) = default;
};

using StepId = std::uint32_t; // 0: none
enum class StepKind : std::uint8_t {
  Source,
  Parameter,
  Assigned,
  ThroughCall,
  FromCall,
  PutByCall // the callee puts it into an argument
};
// One step of the way of a tainted value, newest first through `previous`.
struct Step {
  StepKind kind = StepKind::Source;
  NodeId node = kNoNode;
  StepId previous = 0;
  std::uint16_t length = 1;
  Symbol label =
      kNoSymbol; // name of the variable or function, or text of the source inside the callee
  Symbol function = kNoSymbol; // FromCall, PutByCall: key of the callee
};

// Keys of container elements: integers, strings and attribute names in one space.
using ElementKey = std::uint64_t;
constexpr ElementKey indexKey(std::int64_t index) {
  return static_cast<std::uint64_t>(index) & ~(std::uint64_t{3} << 62);
}
constexpr std::int64_t indexOf(ElementKey key) { // negative ones wrap around
  return static_cast<std::int64_t>(key << 2) >> 2;
}
constexpr ElementKey stringKey(Symbol name) { return (std::uint64_t{1} << 62) | name; }
// In an Origin also a path of them, "request.args".
constexpr ElementKey attributeKey(Symbol name) { return (std::uint64_t{2} << 62) | name; }
constexpr bool isAttributeKey(ElementKey key) { return (key >> 62) == 2; }
constexpr bool isIndexKey(ElementKey key) { return (key >> 62) == 0; }
constexpr Symbol symbolOf(ElementKey key) { return static_cast<Symbol>(key & 0xffffffffU); }
constexpr ElementKey kNoKey = ~ElementKey{0};
// Of an origin: not the parameter, but what calling it gave, by index of the summary's calls.
constexpr ElementKey resultKey(std::size_t call) { return (std::uint64_t{3} << 62) | call; }
constexpr bool isResultKey(ElementKey key) { return (key >> 62) == 3 && key != kNoKey; }
constexpr std::size_t callOf(ElementKey key) { return key & 0xffffffffU; }

// One reason why a value is not under the program's control.
struct Origin {
  TaintMask kinds = 0; // of a source; 0 when it is only a parameter
  std::int16_t parameter =
      -1;               // comes from this parameter of the function analysed, whatever callers pass
  SinkMask cleaned = 0; // sanitized for these sinks
  StepId step = 0;
  ElementKey field = kNoKey; // only what the parameter holds under this key; with kinds: what other
                             // methods put there, if the caller does not know better
  bool exact = false;        // of a parameter: it is that value itself, not something made of it
};

enum class TypeKind : std::uint8_t {
  Model,         // id: ModelId: the named thing itself (module, function, class)
  Instance,      // id: ModelId of the class
  LocalFunction, // id: Symbol of its function key, "module:key" if of another module
  LocalMethod,   // id: the same; bound to the instance among the value's objects
  LocalClass,    // id: Symbol of the qualified name
  LocalInstance, // id: the same
  Nested,        // id: NodeId of a FunctionDef or Lambda of this Ast
  LocalModule,   // id: Symbol "module:" of a module of the workspace
};
struct TypeRef {
  TypeKind kind = TypeKind::Model;
  std::uint32_t id = 0;
  friend bool operator==(const TypeRef&, const TypeRef&) = default;
  friend auto operator<=>(const TypeRef&, const TypeRef&) = default;
};

// A part of a string: known text, or a hole filled with a value.
struct StringPiece {
  std::string_view text;
  ValueId hole = kBottom; // kBottom: a literal piece
  NodeId node = kNoNode;  // the expression of the hole, or the literal
};

using ObjectId = std::uint32_t;

struct Value {
  std::uint8_t may = 0;
  std::optional<Constant> constant;
  std::span<const Origin> origins;
  std::span<const TypeRef> types;      // sorted
  std::span<const StringPiece> pieces; // of a string whose building is known
  std::span<const ObjectId> objects;   // containers and instances created in this function, sorted
  NodeId test = kNoNode;               // the expression whose truth this is

  bool harmless() const { return (may & kUnknown) == 0; }
  // Harmless at sinks of that kind: all that is not the program's own has been sanitized for it.
  bool harmlessFor(Sink sink) const {
    if (harmless())
      return true;
    for (const Origin& origin : origins)
      if ((origin.cleaned & maskOf(sink)) == 0)
        return false;
    return !origins.empty();
  }
  bool number() const { return may == kNumber; }
};

using ContentId = std::uint32_t; // 0: no content
// What an object holds at one point of the program.
struct Element {
  ElementKey key = 0;
  ValueId value = kBottom;
};
struct Content {
  std::span<const Element> elements; // sorted by key
  ValueId rest = kBottom;            // elements under keys that are not known
  bool sequence = false;             // list or tuple: keys 0..n-1 while `exact`
  bool mapping = false;              // iterating it yields the keys
  bool exact = true;                 // nothing beyond `elements` (a sequence's length is known)

  const Element* find(ElementKey key) const; // nullptr if nothing is known to be there
};

class Values {
public:
  Values();
  Values(const Values&) = delete;
  Values& operator=(const Values&) = delete;

  const Value& operator[](ValueId id) const { return values_[id]; }
  const Content& content(ContentId id) const { return contents_[id]; }
  const Step& step(StepId id) const { return steps_[id]; }

  ValueId add(Value value);
  ContentId add(Content content);
  StepId add(Step step);

  ValueId unknown() const { return kUnknownId; }
  ValueId text() const { return kTextId; }
  ValueId number() const { return kNumberId; }
  ValueId none() const { return kNoneId; }
  ValueId constant(const Constant& constant, NodeId node = kNoNode);
  ValueId string(std::string_view text, NodeId node);
  ValueId typed(TypeRef type, std::uint8_t may);
  // Anything, of this origin alone.
  ValueId unknownOf(const Origin& origin);

  // Least upper bound. Returns `a` itself when b adds nothing, so a fixed point is seen by
  // comparing ids.
  ValueId join(ValueId a, ValueId b);
  ContentId joinContent(ContentId a, ContentId b);

  // `value` as an opaque thing derived from it: same origins, no constant, pieces, types or
  // objects.
  ValueId derived(ValueId value);
  // Both in one: the result of an operation on unknown things.
  ValueId derived(ValueId a, ValueId b);
  // The same value on a branch where a test shows it clean for `sinks`. What was narrowed so joins
  // to what both sides are clean for.
  ValueId narrowed(ValueId value, SinkMask sinks);
  // What narrowing has shown of `value`, if it is `original` and not another value; else 0.
  SinkMask shownClean(ValueId original, ValueId value) const;
  // `value`, which may hold what `from` does as well: its origins and uncertainty, nothing else.
  ValueId tainted(ValueId value, ValueId from);
  // Origins cleaned for `sinks`; those cleaned for all are dropped, and a value without origins
  // left becomes text.
  ValueId cleaned(ValueId value, SinkMask sinks);
  // What came through unknown functions cleaned for `sinks`: they may have made anything of it.
  ValueId opaqueCleaned(ValueId value, SinkMask sinks);
  // The opposite: origins not cleaned for `sinks`, whatever was done before.
  ValueId spoiled(ValueId value, SinkMask sinks);
  // With one more step on each origin that is a source.
  ValueId stepped(ValueId value, StepKind kind, NodeId node, Symbol label,
                  Symbol function = kNoSymbol);
  ValueId withTypes(ValueId value, std::span<const TypeRef> types);

  template <typename T> std::span<const T> keep(std::span<const T> items) {
    if (items.empty())
      return {};
    T* copy = static_cast<T*>(memory_.allocate(items.size_bytes(), alignof(T)));
    std::uninitialized_copy(items.begin(), items.end(), copy);
    return {copy, items.size()};
  }
  template <typename T> std::span<const T> keep(const std::vector<T>& items) {
    return keep(std::span<const T>(items));
  }
  std::string_view keepText(std::string_view text);

private:
  struct Narrowing {
    ValueId of = kBottom;
    SinkMask sinks = 0;
  };
  Narrowing narrowingOf(ValueId value) const;
  static constexpr ValueId kUnknownId = 1, kTextId = 2, kNumberId = 3, kNoneId = 4;
  std::span<const StringPiece> joinPieces(const Value& x, const Value& y) const;
  std::span<const Origin> joinOrigins(std::span<const Origin> a, std::span<const Origin> b,
                                      bool& changed);

  std::pmr::monotonic_buffer_resource memory_;
  std::vector<Value> values_;
  std::vector<Content> contents_;
  std::vector<Step> steps_;
  std::unordered_map<ValueId, Narrowing> narrowings_;
  std::unordered_map<std::uint64_t, ValueId> narrowed_; // by value and sinks
};

} // namespace pysecd
