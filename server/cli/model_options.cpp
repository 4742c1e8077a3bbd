#include "server/cli/model_options.h"

#include "analysis/engine/snapshot.h"
#include "server/cli/display.h"
#include "server/models/model_files.h"

#include <filesystem>
#include <fmt/format.h>
#include <iterator>

namespace pysecd::cli {
namespace fs = std::filesystem;
namespace {

std::string place(const ModelError& error) {
  return error.pointer.empty() ? "" : fmt::format(" (at {})", error.pointer);
}

} // namespace

std::vector<std::string> workspaceRoots(const std::vector<std::string>& paths) {
  std::vector<std::string> roots;
  std::error_code error;
  for (const std::string& path : paths)
    if (fs::is_directory(path, error))
      roots.push_back(path);
  const fs::path here = fs::current_path(error);
  roots.emplace_back(".");
  std::vector<std::string> parents;
  for (fs::path at = here; !error && !fs::exists(at / ".git", error); at = at.parent_path()) {
    if (!at.has_relative_path())
      return roots; // no repository: what lies further up is not this project's
    parents.push_back(at.parent_path().string());
  }
  std::move(parents.begin(), parents.end(), std::back_inserter(roots));
  return roots;
}

LoadedModels loadUserModels(const std::vector<std::string>& given,
                            const std::vector<std::string>& roots) {
  ModelFiles read = readModelFiles({.given = given, .roots = roots});
  LoadedModels loaded;
  if (read.files.empty())
    loaded.models = builtinModels();
  else
    loaded = withUserModels(read.files);
  loaded.errors.insert(loaded.errors.begin(), std::make_move_iterator(read.errors.begin()),
                       std::make_move_iterator(read.errors.end()));
  return loaded;
}

std::string errorLine(const ModelError& error) {
  const std::string at =
      error.line == 0 ? "" : fmt::format(":{}:{}", error.line, std::max(error.column, 1u));
  return printable(fmt::format("{}{}: error: {}{}", error.file, at, error.message, place(error)));
}

workspace::Notice modelNotice(const ModelError& error) {
  const std::string at =
      error.line == 0 ? "" : fmt::format("{}:{}: ", error.line, std::max(error.column, 1u));
  return {workspace::Notice::Kind::Trouble, error.file, "model-error",
          fmt::format("{}{}{}", at, error.message, place(error))};
}

} // namespace pysecd::cli
