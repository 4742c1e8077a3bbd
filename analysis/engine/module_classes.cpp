// What the module's classes are: methods and attributes through their bases, and what their fields
// hold.
#include "analysis/engine/module_program.h"

#include <algorithm>

namespace pysecd {

namespace {
constexpr int kMaxBases = 16;
}

const ClassInfo* ModuleProgram::findClass(Symbol name) const {
  // The last definition of a name wins, as at run time.
  for (auto it = classes_.rbegin(); it != classes_.rend(); ++it)
    if (it->name == name)
      return &*it;
  return nullptr;
}

const ClassInfo* ModuleProgram::classInfo(Symbol name) {
  depend({Dependency::Kind::Class, name, kNoSymbol, 0});
  if (!isExternal(name))
    return findClass(name);
  const ClassFacts* facts = externalClass(name);
  return facts != nullptr ? &facts->info : nullptr;
}

const ClassFacts* ModuleProgram::externalClass(Symbol name) {
  return isExternal(name) ? externals_.ask(ExternalAnswer::Kind::Class, name).facts.get() : nullptr;
}

Symbol ModuleProgram::findMethod(Symbol className, Symbol name, int depth) {
  const ClassInfo* info = classInfo(className);
  if (info == nullptr || depth == 0)
    return kNoSymbol;
  Symbol found = kNoSymbol;
  for (const auto& [methodName, key] : info->methods)
    if (methodName == name && found == kNoSymbol)
      found = key; // the first of several is the getter of a property
  for (const TypeRef& base : info->bases)
    if (found == kNoSymbol && base.kind == TypeKind::LocalClass)
      found = findMethod(base.id, name, depth - 1);
  return found;
}

Symbol ModuleProgram::method(Symbol className, Symbol name) {
  return findMethod(className, name, kMaxBases);
}

std::vector<Symbol> ModuleProgram::writersOf(Symbol className, Symbol field, int depth) {
  std::vector<Symbol> writers;
  const ClassInfo* info = findClass(className);
  if (info == nullptr || depth == 0)
    return writers;
  for (const auto& [name, key] : info->methods) {
    const auto found = functions_.find(key);
    if (found != functions_.end() &&
        std::binary_search(found->second->scopes.storedFields.begin(),
                           found->second->scopes.storedFields.end(), field))
      writers.push_back(key);
  }
  for (const TypeRef& base : info->bases)
    if (base.kind == TypeKind::LocalClass) {
      const std::vector<Symbol> inherited = writersOf(base.id, field, depth - 1);
      writers.insert(writers.end(), inherited.begin(), inherited.end());
    }
  return writers;
}

PortablePtr ModuleProgram::classAttribute(Symbol className, Symbol name, int depth) {
  const ClassInfo* info = classInfo(className);
  if (info == nullptr || depth == 0)
    return nullptr;
  for (auto it = info->attributes.rbegin(); it != info->attributes.rend(); ++it)
    if (it->first == name)
      return it->second;
  for (const TypeRef& base : info->bases)
    if (base.kind == TypeKind::LocalClass)
      if (PortablePtr inherited = classAttribute(base.id, name, depth - 1))
        return inherited;
  return nullptr;
}

PortablePtr ModuleProgram::field(Symbol className, Symbol name) {
  if (fieldMode_)
    return classAttribute(className, name, kMaxBases);
  depend({Dependency::Kind::Field, className, name, 0});
  return fieldValue(className, name);
}

// The union of the class body and all methods that write the field.
PortablePtr ModuleProgram::fieldValue(Symbol className, Symbol name) {
  const auto [known, added] =
      fieldValues_.try_emplace((std::uint64_t{className} << 32) | name, nullptr);
  if (!added)
    return known->second;
  stack_.push_back({&module_, {}, stack_.size()}); // what it rests on is summed up in its hash
  PortablePtr value = classAttribute(className, name, kMaxBases);
  for (const Symbol writer : writersOf(className, name, kMaxBases))
    for (const FieldWrite& write : fieldsWrittenBy(*functions_.at(writer)))
      if (write.field == name && write.value)
        value = mergeWrites(value, write.value);
  std::vector<Symbol> classes{className};
  for (std::size_t i = 0; i < classes.size() && i < kMaxBases; ++i) {
    if (const ClassFacts* facts = externalClass(classes[i]))
      for (const FieldWrite& write : facts->fields)
        if (write.field == name && write.value)
          value = mergeWrites(value, write.value);
    if (const ClassInfo* info = classInfo(classes[i]))
      for (const TypeRef& base : info->bases)
        if (base.kind == TypeKind::LocalClass)
          classes.push_back(base.id);
  }
  stack_.pop_back();
  if (value)
    value = mergeWrites(value, nullptr);
  fieldValues_[(std::uint64_t{className} << 32) | name] = value;
  return value;
}

// Fields come before summaries: were a field to wait for what the functions called by its writers
// mean, most methods of a class would depend on each other, and every edit would re-analyse them
// all.
const std::vector<FieldWrite>& ModuleProgram::fieldsWrittenBy(FunctionState& function) {
  if (function.fieldsGeneration == generation_ || fieldMode_)
    return function.fieldWrites;
  fieldMode_ = true;
  stack_.push_back({&function, {}, stack_.size()});
  auto flow = evaluateFunction(
      {function.ast, function.scopes, *models_, symbols_, *this, function.className, {}, cancel_});
  stack_.pop_back();
  fieldMode_ = false;
  function.fieldWrites = std::move(flow->summary.fields);
  function.fieldsGeneration = cancel_.cancelled() ? 0 : generation_;
  return function.fieldWrites;
}

} // namespace pysecd
