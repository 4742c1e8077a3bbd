#include "server/config/config_set.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace pysecd::config {
namespace {

std::string placeOf(const ConfigFile& file, ByteRange range) {
  const LineColumn at = file.text->lines().position(range.begin, ColumnUnit::Utf32);
  return fmt::format("{}:{}:{}", file.path, at.line + 1, at.column + 1);
}

Layer layerOf(const ConfigFile& file) {
  Layer layer{.options = file.parsed.options, .base = file.directory(), .source = file.path};
  for (const auto& [option, range] : file.parsed.where)
    layer.where.emplace(option, placeOf(file, range));
  return layer;
}

// What it said before it broke.
ConfigFilePtr lastSound(ConfigFilePtr file, const ConfigSet* before) {
  if (!file || !file->parsed.broken || before == nullptr)
    return file;
  for (const ConfigFilePtr& last : before->files()) {
    if (last->path != file->path)
      continue;
    ConfigFile kept = *file;
    kept.parsed.options = last->parsed.options;
    return std::make_shared<const ConfigFile>(std::move(kept));
  }
  return file;
}

bool isBelow(std::string_view path, std::string_view directory) {
  return path.starts_with(directory) && (path.size() == directory.size() ||
                                         directory.ends_with('/') || path[directory.size()] == '/');
}

std::string withoutLinks(const std::string& directory) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::weakly_canonical(directory, error);
  return error ? directory : real.generic_string();
}

} // namespace

ConfigSet::ConfigSet(const Input& input, const ConfigSet* before) {
  const auto rulesOf = [&](const ConfigFilePtr& file) {
    std::vector<Layer> layers = input.layers;
    if (file)
      layers.push_back(layerOf(*file));
    auto rules = std::make_shared<const Rules>(std::move(layers));
    if (before != nullptr)
      for (const Root* root : before->rootsAndElsewhere())
        if (root->rules->hash() == rules->hash())
          return root->rules;
    return std::shared_ptr<const Rules>(std::move(rules));
  };
  const ConfigFilePtr named = input.named.empty() || !input.read
                                  ? nullptr
                                  : lastSound(namedConfig(input.named, input.read), before);
  elsewhere_ = {.directory = {}, .target = {}, .file = named, .rules = rulesOf(named)};
  for (const std::string& directory : input.directories) {
    ConfigFilePtr file = named;
    if (!file && input.read)
      file = lastSound(findConfig(directory, input.read), before);
    const auto same = std::find_if(roots_.begin(), roots_.end(), [&](const Root& root) {
      return file && root.file && root.file->path == file->path;
    });
    Root root{directory, withoutLinks(directory), file, elsewhere_.rules};
    if (same != roots_.end())
      root.rules = same->rules;
    else if (file)
      root.rules = rulesOf(file);
    roots_.push_back(std::move(root));
  }
}

const Root& ConfigSet::rootOf(std::string_view absolutePath) const {
  const Root* best = &elsewhere_;
  for (const Root& root : roots_)
    if ((isBelow(absolutePath, root.directory) || isBelow(absolutePath, root.target)) &&
        root.directory.size() >= best->directory.size())
      best = &root;
  return *best;
}

std::vector<ConfigFilePtr> ConfigSet::files() const {
  std::vector<ConfigFilePtr> result;
  for (const Root* root : rootsAndElsewhere())
    if (root->file && std::none_of(result.begin(), result.end(), [&](const ConfigFilePtr& other) {
          return other->path == root->file->path;
        }))
      result.push_back(root->file);
  return result;
}

std::vector<const Root*> ConfigSet::rootsAndElsewhere() const {
  std::vector<const Root*> result;
  for (const Root& root : roots_)
    result.push_back(&root);
  result.push_back(&elsewhere_);
  return result;
}

std::vector<std::string> ConfigSet::models() const {
  std::vector<std::string> result;
  for (const Root* root : rootsAndElsewhere())
    for (const std::string& path : root->rules->models())
      if (std::find(result.begin(), result.end(), path) == result.end())
        result.push_back(path);
  return result;
}

std::string ConfigSet::advisories() const {
  for (const Root* root : rootsAndElsewhere())
    if (!root->rules->advisories().empty())
      return root->rules->advisories();
  return {};
}

bool ConfigSet::respectsGitignore() const {
  const auto respects = [](const Root& root) { return root.rules->respectsGitignore(); };
  return roots_.empty() ? respects(elsewhere_)
                        : std::all_of(roots_.begin(), roots_.end(), respects);
}

Hash64 ConfigSet::hash() const {
  Hasher hasher;
  for (const Root* root : rootsAndElsewhere())
    hasher.add(root->directory).add(root->rules->hash());
  return hasher.value();
}

std::string problemLine(const ConfigFile& file, const Problem& problem) {
  return fmt::format("{}: {}", placeOf(file, problem.range), problem.message);
}

} // namespace pysecd::config
