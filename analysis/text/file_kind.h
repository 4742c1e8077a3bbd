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

} // namespace pysecd
