#include "server/config/rules.h"

#include "analysis/engine/catalog.h"
#include "server/workspace/layout.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <set>

namespace pysecd::config {
namespace fs = std::filesystem;
namespace {

std::string withSlash(std::string directory) {
  if (!directory.ends_with('/'))
    directory += '/';
  return directory;
}

std::string absoluteFrom(const std::string& base, const std::string& path) {
  return path.empty() ? path : workspace::absolutePath((fs::path(base) / path).generic_string());
}

using Ids = std::set<std::string_view>;

void add(Ids& ids, const std::optional<std::vector<std::string>>& named) {
  for (const std::string& word : named.value_or(std::vector<std::string>()))
    for (const std::string_view id : checksNamed(word))
      ids.insert(id);
}

// A basic string of TOML.
std::string tomlText(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      result += '\\';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      result += c;
  }
  return result + '"';
}

std::string tomlText(const std::vector<std::string>& texts) {
  std::string result = "[";
  for (const std::string& text : texts)
    result.append(result.size() == 1 ? "" : ", ").append(tomlText(text));
  return result + ']';
}

std::string whereOf(const Layer& layer, std::string_view option) {
  const auto found = layer.where.find(option);
  return found == layer.where.end() ? layer.source : found->second;
}

} // namespace

Globs::Globs(const std::string& base, const std::vector<std::string>& patterns)
    : base_(withSlash(base)), rules_(workspace::IgnoreRules::fromPatterns(patterns)) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(base, error);
  target_ = error ? base_ : withSlash(real.generic_string());
}

bool Globs::match(std::string_view path, bool isDirectory) const {
  const std::size_t skipped = path.starts_with(base_)     ? base_.size()
                              : path.starts_with(target_) ? target_.size()
                              : path.starts_with('/')     ? 1
                                                          : 0;
  return rules_.match(path.substr(skipped), isDirectory) ==
         workspace::IgnoreRules::Verdict::Ignored;
}

bool Globs::matchWithin(std::string_view path) const {
  if (match(path, false))
    return true;
  const std::size_t top = path.starts_with(base_) ? base_.size() : 1;
  for (std::size_t slash = path.rfind('/'); slash != std::string_view::npos && slash >= top;
       slash = path.rfind('/', slash - 1))
    if (match(path.substr(0, slash), true))
      return true;
  return false;
}

Rules::Rules(std::vector<Layer> layers) : layers_(std::move(layers)) {
  settings_.maxFileBytes = kDefaultFileSize;
  if (const Layer* layer = strongest(&Options::maxFileSize))
    settings_.maxFileBytes = *layer->options.maxFileSize;
  if (const Layer* layer = strongest(&Options::foreignSuppressions))
    settings_.foreignSuppressions = *layer->options.foreignSuppressions;
  if (const Layer* layer = strongest(&Options::failOn))
    failOn_ = *layer->options.failOn;
  if (const Layer* layer = strongest(&Options::respectGitignore))
    respectGitignore_ = *layer->options.respectGitignore;
  if (const Layer* layer = strongest(&Options::models))
    for (const std::string& path : *layer->options.models)
      models_.push_back(absoluteFrom(layer->base, path));
  if (const Layer* layer = strongest(&Options::advisories))
    advisories_ = absoluteFrom(layer->base, *layer->options.advisories);
  if (const Layer* layer = strongest(&Options::exclude))
    excluded_.emplace_back(layer->base, *layer->options.exclude);
  for (const Layer& layer : layers_)
    if (layer.options.extendExclude)
      excluded_.emplace_back(layer.base, *layer.options.extendExclude);
  if (const Layer* layer = strongest(&Options::perFileIgnores))
    for (const PerFileIgnore& entry : *layer->options.perFileIgnores) {
      const bool others = entry.glob.starts_with('!');
      Ids ids;
      add(ids, entry.checks);
      perFile_.push_back({Globs(layer->base, {entry.glob.substr(others ? 1 : 0)}),
                          others,
                          {ids.begin(), ids.end()}});
    }
  settings_.disabledChecks = disabledChecks();
  hash_ = hashOfAll();
}

template <typename Value>
const Layer* Rules::strongest(std::optional<Value> Options::*option) const {
  const auto found = std::find_if(layers_.begin(), layers_.end(), [option](const Layer& layer) {
    return (layer.options.*option).has_value();
  });
  return found == layers_.end() ? nullptr : &*found;
}

std::vector<const Layer*> Rules::choosing() const {
  std::vector<const Layer*> result;
  for (const Layer& layer : layers_) {
    result.push_back(&layer);
    if (layer.options.select)
      break;
  }
  return result;
}

std::vector<std::string> Rules::disabledChecks() const {
  Ids selected, ignored;
  const std::vector<const Layer*> layers = choosing();
  for (const Layer* layer : layers) {
    add(selected, layer->options.select);
    add(ignored, layer->options.ignore);
  }
  const bool all = layers.empty() || !layers.back()->options.select;
  std::vector<std::string> disabled;
  for (const CheckInfo& check : allChecks())
    if ((!all && !selected.contains(check.id)) || ignored.contains(check.id))
      disabled.emplace_back(check.id);
  return disabled;
}

std::shared_ptr<const Settings> Rules::settingsFor(std::string_view absolutePath) const {
  Ids disabled(settings_.disabledChecks.begin(), settings_.disabledChecks.end());
  for (const PerFile& entry : perFile_)
    if (entry.globs.matchWithin(absolutePath) != entry.others)
      disabled.insert(entry.checks.begin(), entry.checks.end());
  std::vector<std::string> ids(disabled.begin(), disabled.end());
  const std::lock_guard lock(mutex_);
  std::shared_ptr<const Settings>& made = made_[ids];
  if (!made) {
    Settings settings = settings_;
    settings.disabledChecks = std::move(ids);
    made = std::make_shared<const Settings>(std::move(settings));
  }
  return made;
}

bool Rules::excludes(std::string_view absolutePath, bool isDirectory) const {
  return std::any_of(excluded_.begin(), excluded_.end(),
                     [&](const Globs& globs) { return globs.match(absolutePath, isDirectory); });
}

bool Rules::leavesOut(std::string_view absolutePath) const {
  return std::any_of(excluded_.begin(), excluded_.end(),
                     [&](const Globs& globs) { return globs.matchWithin(absolutePath); });
}

std::string Rules::show() const {
  std::string text;
  const auto line = [&](std::string_view option, const std::string& value,
                        const std::string& source) {
    text += fmt::format("{} = {}  # {}\n", option, value, source.empty() ? "default" : source);
  };
  // From all of these layers together.
  const auto lists = [&](std::string_view option, const std::vector<const Layer*>& from,
                         std::optional<std::vector<std::string>> Options::*list) {
    std::vector<std::string> all;
    std::string source;
    for (const Layer* layer : from)
      if (const auto& some = layer->options.*list) {
        all.insert(all.end(), some->begin(), some->end());
        source.append(source.empty() ? "" : ", ").append(whereOf(*layer, option));
      }
    line(option, tomlText(all), source);
  };
  const auto from = [&](std::string_view option, const Layer* layer) {
    return layer == nullptr ? std::string() : whereOf(*layer, option);
  };
  const auto only = [](const Layer* layer) {
    return layer == nullptr ? std::vector<const Layer*>() : std::vector<const Layer*>{layer};
  };
  std::vector<const Layer*> all;
  for (const Layer& layer : layers_)
    all.push_back(&layer);
  lists("select", choosing(), &Options::select);
  lists("ignore", choosing(), &Options::ignore);
  const Layer* perFile = strongest(&Options::perFileIgnores);
  std::string entries;
  if (perFile != nullptr)
    for (const PerFileIgnore& entry : *perFile->options.perFileIgnores)
      entries.append(entries.empty() ? " " : ", ")
          .append(tomlText(entry.glob) + " = " + tomlText(entry.checks));
  line("per-file-ignores", "{" + entries + (entries.empty() ? "}" : " }"),
       from("per-file-ignores", perFile));
  lists("exclude", only(strongest(&Options::exclude)), &Options::exclude);
  lists("extend-exclude", all, &Options::extendExclude);
  const auto word = [](bool value) { return value ? "true" : "false"; };
  line("respect-gitignore", word(respectGitignore_),
       from("respect-gitignore", strongest(&Options::respectGitignore)));
  line("max-file-size", std::to_string(settings_.maxFileBytes),
       from("max-file-size", strongest(&Options::maxFileSize)));
  line("foreign-suppressions", word(settings_.foreignSuppressions),
       from("foreign-suppressions", strongest(&Options::foreignSuppressions)));
  line("fail-on", tomlText(name(failOn_)), from("fail-on", strongest(&Options::failOn)));
  line("models", tomlText(models_), from("models", strongest(&Options::models)));
  line("advisories", tomlText(advisories_), from("advisories", strongest(&Options::advisories)));
  const std::size_t known = allChecks().size();
  text += fmt::format("# {} of {} checks are on\n", known - settings_.disabledChecks.size(), known);
  return text;
}

Hash64 Rules::hashOfAll() const {
  Hasher hasher;
  hasher.add(settings_.maxFileBytes).add(settings_.foreignSuppressions ? 1 : 0);
  for (const std::string& check : settings_.disabledChecks)
    hasher.add(check);
  hasher.add(name(failOn_)).add(respectGitignore_ ? 1 : 0).add(advisories_);
  for (const std::string& path : models_)
    hasher.add(path);
  const auto addGlobs = [&](const Layer& layer, const std::vector<std::string>& globs) {
    hasher.add(layer.base).add(globs.size());
    for (const std::string& glob : globs)
      hasher.add(glob);
  };
  if (const Layer* layer = strongest(&Options::exclude))
    addGlobs(*layer, *layer->options.exclude);
  for (const Layer& layer : layers_)
    if (layer.options.extendExclude)
      addGlobs(layer, *layer.options.extendExclude);
  if (const Layer* layer = strongest(&Options::perFileIgnores))
    for (const PerFileIgnore& entry : *layer->options.perFileIgnores) {
      addGlobs(*layer, entry.checks);
      hasher.add(entry.glob);
    }
  return hasher.value();
}

} // namespace pysecd::config
