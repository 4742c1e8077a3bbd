#include "analysis/models/model_set.h"

namespace pysecd {

namespace {
// Models are data, and data may hold cycles: no alias chain is longer, no class has more ancestors.
constexpr int kMaxAliases = 16;
constexpr int kMaxAncestors = 64;
std::uint64_t key(ModelId parent, Symbol name) { return (std::uint64_t{parent} << 32) | name; }
} // namespace

ModelSet::ModelSet() { entries_.emplace_back(); }

ModelId ModelSet::rawChild(ModelId parent, Symbol name) const {
  const auto it = children_.find(key(parent, name));
  return it == children_.end() ? kNoModel : it->second;
}

ModelId ModelSet::child(ModelId parent, Symbol name) const {
  return resolved(rawChild(parent, name));
}

ModelId ModelSet::resolved(ModelId id) const {
  for (int steps = 0; entries_[id].alias != kNoModel && steps < kMaxAliases; ++steps)
    id = entries_[id].alias;
  return id;
}

ModelId ModelSet::member(ModelId type, Symbol name) const {
  int budget = kMaxAncestors;
  return memberWithin(budget, type, name);
}

ModelId ModelSet::memberWithin(int& budget, ModelId type, Symbol name) const {
  if (type == kNoModel || budget == 0)
    return kNoModel;
  --budget;
  if (const ModelId own = child(type, name); own != kNoModel)
    return own;
  for (const ModelId base : entries_[type].bases)
    if (const ModelId found = memberWithin(budget, base, name); found != kNoModel)
      return found;
  return kNoModel;
}

ModelId ModelSet::find(std::string_view dotted) const {
  ModelId id = kNoModel;
  while (!dotted.empty()) {
    const std::size_t dot = dotted.find('.');
    const Symbol name = symbols_->find(dotted.substr(0, dot));
    if (name == kNoSymbol || (id = child(id, name)) == kNoModel)
      return kNoModel;
    dotted = dot == std::string_view::npos ? std::string_view() : dotted.substr(dot + 1);
  }
  return id;
}

bool ModelSet::isNamed(ModelId id, std::string_view dotted) const {
  const ModelEntry& entry = entries_[id];
  if (!entry.renamed && !dotted.ends_with(symbols_->text(entry.name)))
    return false;
  return find(dotted) == id;
}

void ModelSet::setAlias(ModelId id, ModelId target) {
  entries_[id].alias = target;
  if (entries_[id].name != entries_[target].name)
    entries_[target].renamed = true;
}

std::string ModelSet::dottedName(ModelId id) const {
  std::string name;
  for (; id != kNoModel; id = entries_[id].parent) {
    if (!name.empty())
      name.insert(0, ".");
    name.insert(0, symbols_->text(entries_[id].name));
  }
  return name;
}

ModelId ModelSet::anyReceiver(Symbol method) const {
  const Symbol star = symbols_->find("*");
  return star == kNoSymbol ? kNoModel : child(rawChild(kNoModel, star), method);
}

ModelId ModelSet::ensure(std::string_view dotted) {
  ModelId id = kNoModel;
  while (!dotted.empty()) {
    const std::size_t dot = dotted.find('.');
    const Symbol name = symbols_->intern(dotted.substr(0, dot));
    ModelId next = rawChild(id, name);
    if (next == kNoModel) {
      next = size();
      ModelEntry entry;
      entry.name = name;
      entry.parent = id;
      entries_.push_back(std::move(entry));
      children_.emplace(key(id, name), next);
    }
    id = resolved(next);
    dotted = dot == std::string_view::npos ? std::string_view() : dotted.substr(dot + 1);
  }
  return id;
}

} // namespace pysecd
