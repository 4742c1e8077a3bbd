// The templates that a function renders, and with what; and for a template, what all functions of
// the workspace put into it. The first is part of a module's interface, so that it is kept with it.
// Pure: any thread that may use its arguments.
#pragma once

#include "analysis/checks/function_context.h"
#include "analysis/engine/world.h"
#include "analysis/templates/rendered.h"

#include <string_view>
#include <vector>

namespace pysecd {

// Ranges of notes count in the Ast's source.
std::vector<templates::Render> rendersOf(const FunctionContext& context);

// Notes are complete but for what is inside functions (spellOutAcross).
templates::RenderedValues renderedInto(std::string_view templatePath, const World& world);

} // namespace pysecd
