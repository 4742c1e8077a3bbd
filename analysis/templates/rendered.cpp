#include "analysis/templates/rendered.h"

namespace pysecd::templates {

bool isTemplateNamed(std::string_view path, std::string_view name) {
  while (name.starts_with("./"))
    name.remove_prefix(2);
  if (name.empty() || !path.ends_with(name))
    return false;
  const std::string_view folder = path.substr(0, path.size() - name.size());
  return folder.empty() || folder.ends_with('/');
}

} // namespace pysecd::templates
