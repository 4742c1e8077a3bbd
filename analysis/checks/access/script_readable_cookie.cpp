#include "analysis/checks/util/cookies.h"

namespace pysecd::checks::access {

namespace {
void run(const FunctionContext& context, Reporter& reporter) {
  checkCookies(context, reporter, "httponly");
}
} // namespace

constexpr Check script_readable_cookie{.severity = Severity::Warning,
                                       .cwe = 1004,
                                       .message = "a cookie that scripts on the page can read",
                                       .rule = {MisuseRule{}, FunctionRule{run}}};

} // namespace pysecd::checks::access
