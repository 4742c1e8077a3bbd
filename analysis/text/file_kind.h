// What kind of text a file is, by its name. Pure: any thread.
#pragma once

#include <string_view>

namespace pysecd {

// HTML with the outputs and tags of Jinja2 or Django in it: .html, .htm, .jinja, .jinja2, .j2.
inline bool isTemplatePath(std::string_view path) {
  for (const std::string_view ending : {".html", ".htm", ".jinja", ".jinja2", ".j2"})
    if (path.ends_with(ending))
      return true;
  return false;
}

// A file that holds chosen versions of all packages.
inline constexpr std::string_view kLockFiles[] = {"poetry.lock", "uv.lock", "pdm.lock",
                                                  "pylock.toml", "Pipfile.lock"};

// A file that declares or locks packages: requirements*.txt, also in a folder of that name,
// constraints*.txt, pyproject.toml, Pipfile and lock files.
inline bool isDependencyPath(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view folder = path.substr(0, slash == path.npos ? 0 : slash);
  const std::string_view name = path.substr(slash == path.npos ? 0 : slash + 1);
  for (const std::string_view lock : kLockFiles)
    if (name == lock)
      return true;
  if (name == "pyproject.toml" || name == "Pipfile")
    return true;
  if (!name.ends_with(".txt"))
    return false;
  return name.starts_with("requirements") || name.ends_with("requirements.txt") ||
         name.starts_with("constraints") || folder == "requirements" ||
         folder.ends_with("/requirements");
}

} // namespace pysecd
