// The checks of templates: values that are put into HTML unescaped, forms without the token against
// forged requests. Pure: any thread.
#pragma once

#include "analysis/findings/finding.h"
#include "analysis/templates/rendered.h"

#include <string>
#include <string_view>
#include <vector>

namespace pysecd {

// Findings in order; fixes have been tried on the text. A file without anything of a template in it
// has none. `disabled` holds full ids.
// `rendered`: what views put into it, if any are known.
std::vector<Finding> checkTemplate(std::string_view text, const std::vector<std::string>& disabled,
                                   const templates::RenderedValues& rendered = {});

} // namespace pysecd
