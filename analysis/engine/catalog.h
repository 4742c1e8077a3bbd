// The list of all checks for those who show or choose them: the CLI, hover, SARIF rules. The way to
// it for server/, which does not include analysis/checks/. Immutable: any thread.
#pragma once

#include "analysis/checks/check.h"       // IWYU pragma: export
#include "analysis/checks/other_tools.h" // IWYU pragma: export
