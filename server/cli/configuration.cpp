#include "server/cli/configuration.h"

#include "server/config/schema.h"
#include "server/workspace/layout.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <ostream>
#include <set>

namespace pysecd::cli {
namespace fs = std::filesystem;
namespace {

using Words = std::vector<std::string>;

// Of "a, b".
void addWords(std::string_view list, Words& words) {
  while (true) {
    const std::size_t comma = list.find(',');
    std::string_view word = list.substr(0, comma);
    word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
    word = word.substr(0, word.find_last_not_of(' ') + 1);
    if (!word.empty())
      words.emplace_back(word);
    if (comma == std::string_view::npos)
      return;
    list.remove_prefix(comma + 1);
  }
}

// The flags of one command as a layer.
class Flags {
public:
  Flags() {
    layer.base = workspace::absolutePath(".");
    layer.source = "the command line";
  }

  template <typename Value>
  void set(std::optional<Value> config::Options::*option, std::string_view name,
           std::string_view flag, std::optional<Value> value) {
    if (!value)
      return;
    layer.options.*option = std::move(value);
    layer.where.emplace(name, flag);
  }

  // What is not given is not set.
  void list(std::optional<Words> config::Options::*option, std::string_view name,
            const Words& values) {
    if (!values.empty())
      set(option, name, "--" + std::string(name), std::optional(values));
  }

  void checks(std::optional<Words> config::Options::*option, std::string_view name,
              const Words& entries) {
    Words words;
    for (const std::string& entry : entries)
      addWords(entry, words);
    for (const std::string& word : words)
      if (config::checksNamed(word).empty())
        errors.push_back(fmt::format("--{}: {}", name, config::noSuchCheck(word)));
    if (!entries.empty())
      set(option, name, "--" + std::string(name), std::optional(words));
  }

  template <typename Options> void shared(const Options& options) {
    list(&config::Options::exclude, "exclude", options.excludes);
    list(&config::Options::extendExclude, "extend-exclude", options.extendExcludes);
    list(&config::Options::models, "models", options.models);
    set(&config::Options::maxFileSize, "max-file-size", "--max-file-size", options.maxFileSize);
    if (!options.advisories.empty())
      set(&config::Options::advisories, "advisories", "--advisories",
          std::optional(options.advisories));
    if (options.noIgnore)
      set(&config::Options::respectGitignore, "respect-gitignore", "--no-ignore",
          std::optional(false));
    if (options.exitZero)
      set(&config::Options::failOn, "fail-on", "--exit-zero", std::optional(config::FailOn::Never));
  }

  config::Layer layer;
  Words errors;
};

// The directories whose configuration counts: of the paths, each once.
Words rootsOf(const Words& paths, const std::string& stdinFilename) {
  Words roots;
  std::set<std::string> seen;
  for (const std::string& path : paths.empty() ? Words{"."} : paths) {
    const std::string named = path == "-" ? (stdinFilename.empty() ? "." : stdinFilename) : path;
    fs::path directory = workspace::absolutePath(named);
    std::error_code error;
    if (!fs::is_directory(directory, error))
      directory = directory.parent_path();
    if (seen.insert(directory.generic_string()).second)
      roots.push_back(directory.generic_string());
  }
  return roots;
}

Configuration configured(Flags flags, const ConfigFlags& from, Words roots) {
  Configuration result{.set = nullptr, .errors = std::move(flags.errors)};
  if (from.isolated && !from.file.empty())
    result.errors.emplace_back("--config and --isolated exclude each other");
  config::ConfigSet::Input input{.directories = std::move(roots),
                                 .read = nullptr,
                                 .named = from.file,
                                 .layers = {std::move(flags.layer)}};
  if (!from.isolated)
    input.read = [confined = from.file.empty()](const std::string& path) {
      return config::readConfigFile(path, confined);
    };
  result.set = std::make_shared<const config::ConfigSet>(input);
  for (const config::ConfigFilePtr& file : result.set->files())
    for (const config::Problem& problem : file->parsed.problems)
      result.errors.push_back(config::problemLine(*file, problem));
  return result;
}

} // namespace

Configuration configure(const CheckOptions& options) {
  Flags flags;
  flags.checks(&config::Options::select, "select", options.select);
  flags.checks(&config::Options::ignore, "ignore", options.ignore);
  flags.set(&config::Options::foreignSuppressions, "foreign-suppressions",
            options.foreignSuppressions.value_or(true) ? "--foreign-suppressions"
                                                       : "--no-foreign-suppressions",
            options.foreignSuppressions);
  flags.set(&config::Options::failOn, "fail-on", "--fail-on", options.failOn);
  flags.shared(options);
  return configured(std::move(flags), options.config,
                    rootsOf(options.paths, options.stdinFilename));
}

Configuration configure(const ReviewOptions& options) {
  Flags flags;
  flags.shared(options);
  return configured(std::move(flags), options.config, rootsOf(options.paths, {}));
}

std::string shownConfiguration(const config::ConfigSet& set) {
  std::string text;
  for (const config::Root& root : set.roots())
    text += fmt::format("{}# {}: {}\n{}", text.empty() ? "" : "\n", root.directory,
                        root.file ? root.file->path : "no configuration file", root.rules->show());
  return text;
}

int runConfigSchema(const Streams& streams) {
  streams.out << config::schema();
  return streams.out.flush() ? kExitClean : kExitTrouble;
}

} // namespace pysecd::cli
