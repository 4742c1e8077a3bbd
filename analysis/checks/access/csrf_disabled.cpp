#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/settings.h"

#include <algorithm>

namespace pysecd::checks::access {

namespace {

constexpr std::string_view kMiddleware = "django.middleware.csrf.CsrfViewMiddleware";

// A webhook or an API with a token of its own proves in another way who calls.
std::optional<Severity> weigh(const FunctionContext& context, NodeId, Severity severity) {
  const bool proves =
      std::any_of(context.ast.nodes.begin(), context.ast.nodes.end(), [&](const Node& node) {
        return (node.kind == NodeKind::Name || node.kind == NodeKind::Attribute ||
                node.kind == NodeKind::FunctionDef) &&
               mentions(context.text(node.symbol),
                        {"webhook", "signature", "hmac", "compare_digest", "construct_event",
                         "digest", "authenticate", "bearer"});
      });
  return proves ? Severity::Hint : severity;
}

// Settings whose middleware keeps sessions and has no protection.
void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (const Setting& setting : settingsIn(context)) {
    const Node& list = ast[setting.value];
    if ((setting.name != "MIDDLEWARE" && setting.name != "MIDDLEWARE_CLASSES") ||
        (list.kind != NodeKind::List && list.kind != NodeKind::Tuple))
      continue;
    bool sessions = false;
    bool guarded = false;
    for (const NodeId element : ast.list(list)) {
      const std::string_view text = context.constantText(element).value_or(kMiddleware);
      sessions |= text == "django.contrib.auth.middleware.AuthenticationMiddleware";
      guarded |= text == kMiddleware || text.find("Csrf") != std::string_view::npos;
    }
    if (sessions && !guarded)
      reporter.report(
          ast[setting.target].range(),
          {.message = "logged-in users are not protected: the CSRF middleware is missing"});
  }
}

} // namespace

constexpr Check csrf_disabled{
    .severity = Severity::Warning,
    .cwe = 352,
    .message = "other sites can make a visitor's browser send this request: the CSRF check is off",
    .rule = {MisuseRule{weigh}, FunctionRule{run}}};

} // namespace pysecd::checks::access
