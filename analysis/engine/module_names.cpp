#include "analysis/engine/module_names.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr std::string_view kInit = "__init__";
constexpr std::size_t kMaxHolders = 32; // directories tried for one name

// With its trailing '/'; "" for a module at the base.
std::string_view directoryOf(std::string_view module) {
  const std::size_t slash = module.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : module.substr(0, slash + 1);
}

std::string_view parentOf(std::string_view directory) {
  return directory.empty() ? directory : directoryOf(directory.substr(0, directory.size() - 1));
}

} // namespace

ModuleNames::ModuleNames(std::vector<std::string> modules) : modules_(std::move(modules)) {
  std::sort(modules_.begin(), modules_.end());
  modules_.erase(std::unique(modules_.begin(), modules_.end()), modules_.end());
  index_.reserve(modules_.size());
  for (std::size_t i = 0; i < modules_.size(); ++i) {
    const std::string& module = modules_[i];
    index_.emplace(module, i);
    std::string_view name = std::string_view(module).substr(directoryOf(module).size());
    for (std::string_view directory = directoryOf(module);; directory = parentOf(directory)) {
      if (name != kInit) {
        std::vector<std::string>& holders = holders_[std::string(name)];
        if (holders.empty() || holders.back() != directory)
          holders.emplace_back(directory);
      }
      if (directory.empty() || !directories_.emplace(directory, true).second)
        break;
      const std::string_view parent = parentOf(directory);
      name = directory.substr(parent.size(), directory.size() - parent.size() - 1);
    }
  }
  for (auto& [name, holders] : holders_) {
    // Short paths first: the project's own before what is nested in it.
    std::sort(holders.begin(), holders.end(), [](const std::string& a, const std::string& b) {
      return std::make_pair(std::count(a.begin(), a.end(), '/'), std::string_view(a)) <
             std::make_pair(std::count(b.begin(), b.end(), '/'), std::string_view(b));
    });
    holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
    if (holders.size() > kMaxHolders)
      holders.resize(kMaxHolders);
  }
}

std::size_t ModuleNames::indexOf(std::string_view module) const {
  const auto found = index_.find(module);
  return found == index_.end() ? npos : found->second;
}

std::string ModuleNames::at(std::string directory, std::string_view dotted) const {
  while (!dotted.empty()) {
    const std::size_t dot = dotted.find('.');
    const std::string_view name = dotted.substr(0, dot);
    if (name.empty())
      return {};
    const bool last = dot == std::string_view::npos;
    std::string path = directory + std::string(name);
    if (last) {
      std::string package = path + '/' + std::string(kInit);
      if (has(package))
        return package;
      if (has(path))
        return path;
      return directories_.contains(path + '/') ? path + '/' : std::string();
    }
    if (!directories_.contains(path + '/'))
      return {};
    directory = path + '/';
    dotted.remove_prefix(dot + 1);
  }
  return {};
}

// The directory from which absolute imports of a package's modules count.
std::string_view ModuleNames::topOf(std::string_view directory) const {
  while (!directory.empty() && has(std::string(directory) + std::string(kInit)))
    directory = parentOf(directory);
  return directory;
}

std::string ModuleNames::resolve(std::string_view importer, std::string_view dotted,
                                 unsigned leadingDots) const {
  std::string_view directory = directoryOf(importer);
  if (leadingDots != 0) {
    for (unsigned i = 1; i < leadingDots; ++i) {
      if (directory.empty())
        return {};
      directory = parentOf(directory);
    }
    if (!dotted.empty())
      return at(std::string(directory), dotted);
    std::string package = std::string(directory) + std::string(kInit);
    if (has(package))
      return package;
    return directory.empty() ? std::string() : std::string(directory);
  }
  for (std::string_view top = topOf(directory);; top = parentOf(top)) {
    if (std::string found = at(std::string(top), dotted); !found.empty())
      return found;
    if (top.empty())
      break;
  }
  const auto holders = holders_.find(dotted.substr(0, dotted.find('.')));
  if (holders == holders_.end())
    return {};
  for (const std::string& holder : holders->second)
    // Only a top directory: `import db` is not app/db.py of a package `app`.
    if (!has(holder + std::string(kInit)))
      if (std::string found = at(holder, dotted); !found.empty())
        return found;
  return {};
}

std::string ModuleNames::submodule(std::string_view package, std::string_view name) const {
  std::string directory;
  if (package.ends_with('/'))
    directory = package;
  else if (std::string_view inside = directoryOf(package); package.substr(inside.size()) == kInit)
    directory = inside;
  else
    return {};
  return at(std::move(directory), name);
}

std::vector<std::size_t> ModuleNames::imported(std::string_view importer,
                                               const std::vector<ScannedImport>& imports) const {
  std::vector<std::size_t> out;
  const auto add = [&](std::string_view module) {
    if (const std::size_t index = indexOf(module); index != npos && modules_[index] != importer)
      out.push_back(index);
  };
  for (const ScannedImport& import : imports) {
    // `import a.b.c` runs a, a.b and a.b.c.
    for (std::size_t dot = import.module.find('.'); dot != std::string::npos;
         dot = import.module.find('.', dot + 1))
      add(resolve(importer, std::string_view(import.module).substr(0, dot), import.leadingDots));
    const std::string module = resolve(importer, import.module, import.leadingDots);
    if (module.empty())
      continue;
    add(module);
    if (!import.name.empty())
      add(submodule(module, import.name));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

} // namespace pysecd
