#include "analysis/support/symbols.h"

namespace pysecd {

SymbolTable::SymbolTable() { intern(""); }

SymbolTable::SymbolTable(std::shared_ptr<const SymbolTable> base)
    : base_(std::move(base)), firstOwn_(base_ ? base_->size() : 0) {
  if (!base_)
    intern("");
}

Symbol SymbolTable::find(std::string_view name) const {
  if (auto it = index_.find(name); it != index_.end())
    return it->second;
  return base_ ? base_->find(name) : kNoSymbol;
}

Symbol SymbolTable::intern(std::string_view name) {
  if (base_) {
    if (name.empty())
      return kNoSymbol;
    if (Symbol known = base_->find(name); known != kNoSymbol)
      return known;
  }
  if (auto it = index_.find(name); it != index_.end())
    return it->second;
  const Symbol symbol = size();
  names_.emplace_back(name);
  index_.emplace(names_.back(), symbol);
  return symbol;
}

std::string_view SymbolTable::text(Symbol symbol) const {
  if (symbol < firstOwn_)
    return base_->text(symbol);
  const std::size_t own = symbol - firstOwn_;
  return own < names_.size() ? std::string_view(names_[own]) : std::string_view();
}

} // namespace pysecd
