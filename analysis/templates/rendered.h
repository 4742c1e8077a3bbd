// What the views of a program put into templates: the values by name, as far as their analysis
// knows where they come from. Plain values: any thread.
#pragma once

#include "analysis/findings/trace.h"
#include "analysis/support/span.h"

#include <map>
#include <string>
#include <vector>

namespace pysecd::templates {

struct RenderedValue {
  enum class Known : std::uint8_t { Harmless, Unknown, Remote } known = Known::Unknown;
  std::vector<Note> notes; // of a remote one: the way from where it enters to the template
};

// By name. Two views may render one template: the worst counts.
using RenderedValues = std::map<std::string, RenderedValue, std::less<>>;

// One call that renders a template.
struct Render {
  std::string name; // of the template, as the call gives it
  RenderedValues values;
};

// Whether the file may be the template that views call so: its path ends in the name.
bool isTemplateNamed(std::string_view path, std::string_view name);

} // namespace pysecd::templates
