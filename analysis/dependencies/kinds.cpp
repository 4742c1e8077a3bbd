#include "analysis/dependencies/declared.h"
#include "analysis/text/file_kind.h"

namespace pysecd::dependencies {

std::optional<FileKind> kindOf(std::string_view path) {
  if (!isDependencyPath(path))
    return std::nullopt;
  if (path.ends_with(".txt"))
    return FileKind::Requirements;
  if (path.ends_with("pyproject.toml"))
    return FileKind::Project;
  return path.ends_with("Pipfile") ? FileKind::Pipfile : FileKind::Lock;
}

std::optional<Declared> readDeclared(std::string_view path, std::string_view text) {
  const std::optional<FileKind> kind = kindOf(path);
  if (!kind)
    return std::nullopt;
  switch (*kind) {
  case FileKind::Requirements:
    return readRequirements(text);
  case FileKind::Project:
    return readPyproject(text);
  case FileKind::Pipfile:
    return readPipfile(text);
  case FileKind::Lock:
    break;
  }
  return path.ends_with("Pipfile.lock") ? readPipfileLock(text) : readTomlLock(text);
}

} // namespace pysecd::dependencies
