#include "analysis/checks/rule.h"
#include "analysis/checks/util/values.h"

namespace pysecd::checks::input {

namespace {

// Some APIs take a URL as well: which file is on that server is not ours to guard.
bool namesFile(const SinkContext& context) {
  const std::string_view prefix = knownPrefix(context.function.flow.values[context.hit.value]);
  return prefix.find("://") == std::string_view::npos;
}

} // namespace

constexpr Check path_traversal{
    .severity = Severity::Error,
    .cwe = 22,
    .message = "request data decides which file is touched",
    .rule =
        TaintRule{.from = Taint::Remote,
                  .to = Sink::Path,
                  .provided = namesFile,
                  .local = Severity::Information,
                  .localMessage =
                      "the command line, the environment or a file decides which file is touched"}};

} // namespace pysecd::checks::input
