// Summaries, values and classes as bytes: what one module tells the others, and what the cache on
// disk keeps. Names are written as text and sets in the order of their text, so equal meaning gives
// equal bytes whatever a table interned before. Reading checks every length; bytes from a foreign
// hand give `ok() == false`, never more. Thread rule: that of the symbol table used.
#pragma once

#include "analysis/flow/program.h"

#include <string>
#include <string_view>

namespace pysecd {

// A class as other modules see it.
struct ClassFacts {
  ClassInfo info;
  // What its own methods write to fields of their first parameter.
  std::vector<FieldWrite> fields;
};

// Names of functions and classes of another module are written "module:name"; those of the module
// itself stand without a prefix.
inline constexpr char kModuleMark = ':';

class PortableWriter {
public:
  explicit PortableWriter(const SymbolTable& symbols) : symbols_(symbols) {}

  void number(std::uint64_t value);
  void text(std::string_view text);
  void symbol(Symbol symbol) { text(symbols_.text(symbol)); }
  void value(const PortablePtr& value);
  void summary(const Summary& summary);
  void classFacts(const ClassFacts& facts);
  std::string take() { return std::move(bytes_); }

private:
  void argSpec(const ArgSpec& spec);
  void key(ElementKey key);
  void types(std::vector<TypeRef> types, bool sorted);
  void writes(const std::vector<FieldWrite>& fields);
  const SymbolTable& symbols_;
  std::string bytes_;
};

class PortableReader {
public:
  // `module` wrote the bytes; names of `self`, the module that reads, lose their prefix.
  PortableReader(std::string_view bytes, SymbolTable& symbols, std::string_view module,
                 std::string_view self)
      : rest_(bytes), symbols_(symbols), module_(module), self_(self) {}

  std::uint64_t number();
  // A length; at most what is left, so that it can be reserved.
  std::size_t count();
  std::string_view text();
  Symbol symbol() { return symbols_.intern(text()); }
  PortablePtr value() { return value(kMaxDepth); }
  Summary summary();
  ClassFacts classFacts();
  bool ok() const { return ok_; }
  bool atEnd() const { return rest_.empty(); }

private:
  static constexpr int kMaxDepth = 12;
  PortablePtr value(int depth);
  ArgSpec argSpec();
  ElementKey key();
  std::vector<TypeRef> types();
  std::vector<FieldWrite> writes();
  // A function or class of the program, named from here.
  Symbol programName(TypeKind kind);

  std::string_view rest_;
  SymbolTable& symbols_;
  std::string_view module_;
  std::string_view self_;
  bool ok_ = true;
};

} // namespace pysecd
