#include "analysis/checks/util/cookies.h"

namespace pysecd::checks::access {

namespace {
void run(const FunctionContext& context, Reporter& reporter) {
  checkCookies(context, reporter, "samesite");
}
} // namespace

constexpr Check cross_site_cookie{.severity = Severity::Warning,
                                  .cwe = 1275,
                                  .message =
                                      "a cookie that goes along with requests of other sites",
                                  .rule = {MisuseRule{}, FunctionRule{run}}};

} // namespace pysecd::checks::access
