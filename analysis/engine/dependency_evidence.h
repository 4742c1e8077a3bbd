// What a review is told of a file that declares dependencies: each package and how its version is
// held, or of a lock file how many it holds. Pure: any thread.
#pragma once

#include "analysis/dependencies/check_dependencies.h"
#include "analysis/review/evidence.h"

#include <memory>
#include <string_view>

namespace pysecd {

// Null of a file of another name.
std::shared_ptr<const review::ModuleEvidence>
dependencyEvidence(std::string_view path, std::string_view text,
                   const dependencies::Surroundings& around);

} // namespace pysecd
