// Interned names: equal strings have equal ids, so the engine compares names as integers. A table
// may stand on an immutable base (the names of the API models), whose ids are then the same in
// every file. Thread rule: a base is shared and never changes; a table with a base belongs to one
// FileState at a time.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace pysecd {

using Symbol = std::uint32_t; // 0 is the empty name
inline constexpr Symbol kNoSymbol = 0;

class SymbolTable {
public:
  SymbolTable();
  explicit SymbolTable(std::shared_ptr<const SymbolTable> base);

  Symbol intern(std::string_view name);
  // kNoSymbol if the name was never interned here or in the base.
  Symbol find(std::string_view name) const;
  // Valid for the life of the table.
  std::string_view text(Symbol symbol) const;
  std::uint32_t size() const { return firstOwn_ + static_cast<std::uint32_t>(names_.size()); }

private:
  std::shared_ptr<const SymbolTable> base_;
  std::uint32_t firstOwn_ = 0;
  std::deque<std::string> names_; // a deque: string_views into it stay valid as it grows
  std::unordered_map<std::string_view, Symbol> index_;
};

} // namespace pysecd
