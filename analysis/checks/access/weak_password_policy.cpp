#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/settings.h"

namespace pysecd::checks::access {

namespace {

constexpr std::int64_t kShortest = 8;

// AUTH_PASSWORD_VALIDATORS of Django's settings: none at all, or one that lets short ones pass.
void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (const Setting& setting : settingsIn(context)) {
    if (setting.name != "AUTH_PASSWORD_VALIDATORS" || ast[setting.value].kind != NodeKind::List)
      continue;
    const auto validators = ast.list(setting.value);
    if (validators.empty())
      reporter.report(context, setting.value,
                      {.message = "any password is accepted: no validators"});
    for (const NodeId validator : validators) {
      const NodeId options = elementNode(context, validator, "OPTIONS");
      const NodeId length =
          options != kNoNode ? elementNode(context, options, "min_length") : kNoNode;
      if (length != kNoNode && context.constantInt(length).value_or(kShortest) < kShortest)
        reporter.report(context, length);
    }
  }
}

} // namespace

constexpr Check weak_password_policy{.severity = Severity::Hint,
                                     .cwe = 521,
                                     .message = "passwords this short are found by trying",
                                     .rule = FunctionRule{run}};

} // namespace pysecd::checks::access
