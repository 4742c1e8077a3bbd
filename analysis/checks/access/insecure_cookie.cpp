#include "analysis/checks/util/cookies.h"

namespace pysecd::checks::access {

namespace {
void run(const FunctionContext& context, Reporter& reporter) {
  checkCookies(context, reporter, "secure");
}
} // namespace

constexpr Check insecure_cookie{.severity = Severity::Warning,
                                .cwe = 614,
                                .message =
                                    "a cookie that is sent over unencrypted connections as well",
                                .rule = {MisuseRule{}, FunctionRule{run}}};

} // namespace pysecd::checks::access
