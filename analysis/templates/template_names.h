// Which of the values that a view gave stand behind the names of a template: `{% for c in comments
// %}` makes c a part of comments, `{% set %}` and `{% with %}` give other names. Views the tags it
// was made from. Pure: any thread.
#pragma once

#include "analysis/templates/template_reader.h"

#include <string_view>
#include <vector>

namespace pysecd::templates {

class TemplateNames {
public:
  explicit TemplateNames(const std::vector<Tag>& tags);

  // "comments" of `c.text|safe` in such a loop; empty if it begins with no name. `at`: where it
  // stands.
  std::string_view rootOf(std::string_view expression, ByteOffset at) const;

private:
  struct Binding {
    std::string_view name;
    std::string_view of; // an expression
    ByteRange scope;
  };
  std::vector<Binding> bindings_; // in order of the text
};

} // namespace pysecd::templates
