#include "analysis/checks/rule.h"
#include "analysis/checks/util/names.h"

#include <algorithm>

namespace pysecd::checks::input {

namespace {

// What the templates make: pages and mails need escaping; code, configuration and reports do not.
std::optional<Severity> weigh(const FunctionContext& function, NodeId place, Severity severity) {
  const std::vector<std::string_view> names = namesAround(function, place);
  const bool html = std::any_of(names.begin(), names.end(), [](std::string_view name) {
    return mentions(name, {"html", "web", "page", "mail", "email", "http"});
  });
  if (html)
    return severity;
  for (const std::string_view web :
       {"flask", "aiohttp", "tornado", "bottle", "starlette", "fastapi", "sanic", "falcon",
        "cherrypy", "pyramid", "django", "webob", "quart", "http"})
    if (function.program.imports(web))
      return severity;
  return Severity::Information;
}

} // namespace

constexpr Check dangerous_jinja{
    .severity = Severity::Warning,
    .cwe = 79,
    .message = "templates of this environment do not escape what is put into HTML",
    .rule = MisuseRule{weigh}};

} // namespace pysecd::checks::input
