// What one function means to its callers, and what a module's names mean to its functions: values
// that outlive the arena they were computed in. Holds no offsets, so moving a function changes
// nothing; equal hashes mean equal meaning. Immutable once built: any thread.
#pragma once

#include "analysis/flow/value.h"
#include "analysis/support/hash.h"

#include <memory>
#include <string>
#include <vector>

namespace pysecd {

struct PortableValue;
using PortablePtr = std::shared_ptr<const PortableValue>;

struct PortableOrigin {
  TaintMask kinds = 0;
  std::int16_t parameter = -1;
  SinkMask cleaned = 0;
  Symbol label = kNoSymbol; // text of the source expression
  ElementKey field = kNoKey;
  bool exact = false;
};

struct PortablePiece {
  std::string text;
  PortablePtr hole; // null: literal
};

struct PortableElement {
  ElementKey key = 0;
  PortablePtr value;
};

struct PortableValue {
  std::uint8_t may = 0;
  bool hasConstant = false;
  Constant::Kind constantKind = Constant::Kind::None;
  std::int64_t integer = 0;
  std::string text; // of a string or bytes constant
  std::vector<PortableOrigin> origins;
  std::vector<TypeRef> types; // without Nested ones
  std::vector<PortablePiece> pieces;
  bool container = false;
  bool sequence = false;
  bool mapping = false;
  bool exact = false;
  std::vector<PortableElement> elements;
  PortablePtr rest;
};

Hash64 hashOf(const PortableValue& value);

// A module of the workspace as a value; null for kNoSymbol.
PortablePtr moduleValue(Symbol module);

// A parameter reaches a sink inside the function.
struct ParameterSink {
  std::int16_t parameter = 0;
  SinkRow row;
  Symbol callee = kNoSymbol; // text of the call that holds the sink, for the note at the caller
  bool whole =
      false; // the parameter is the sink's whole argument (a wrapper such as self._execute(sql))
  ElementKey field = kNoKey; // only what the parameter holds under this key reaches it
};

struct FieldWrite {
  Symbol field = kNoSymbol;
  PortablePtr value;
};

// The function puts a value into a container or object that it was given.
struct ParameterWrite {
  std::int16_t parameter = 0;
  ElementKey key = kNoKey; // none: under some key, or into a list or set
  PortablePtr value;
};

// The function calls a function that it was given.
struct ParameterCall {
  std::int16_t parameter = 0;
  std::vector<std::pair<Symbol, PortablePtr>> arguments; // keyword, if any, and value
};

struct ParameterInfo {
  Symbol name = kNoSymbol;
  ParameterKind kind = ParameterKind::Positional;
  // Sinks for which the argument is shown clean where the function returns at all, a true value, a
  // false one.
  SinkMask cleanAfter = 0;
  SinkMask cleanIfTrue = 0;
  SinkMask cleanIfFalse = 0;
  bool allowList = false; // what is shown is shown by this parameter's elements
};

struct Summary {
  std::vector<ParameterInfo> parameters;
  PortablePtr returns; // null: never returns
  std::vector<ParameterSink> sinks;
  std::vector<FieldWrite> fields; // written on the first parameter (self)
  std::vector<ParameterWrite> puts;
  std::vector<ParameterCall> calls;
  bool isMethod = false; // the first parameter is bound by the receiver
  bool isGenerator = false;
  bool isCoroutine = false;   // `async def`: nothing runs until it is awaited
  bool isProperty = false;    // reading it calls it
  bool isSetter = false;      // assigning to it calls it
  bool isStatic = false;      // a static method: nothing is bound
  bool isClassMethod = false; // the first parameter is the class

  Hash64 hash() const;
};

// Least upper bound, without the parts that name parameters: the union of what several functions
// write.
PortablePtr mergeWrites(const PortablePtr& a, const PortablePtr& b);

inline constexpr ObjectId kNoObject = ~ObjectId{0};

// Copies a value out of the arena, to a bounded depth; `heap` gives each object's content. `self`
// is the object that callers hand in as the first parameter.
PortablePtr exportValue(const Values& values, ValueId id, std::span<const ContentId> heap,
                        SymbolTable& symbols, const Ast& ast, ObjectId self = kNoObject,
                        int depth = 4);

} // namespace pysecd
