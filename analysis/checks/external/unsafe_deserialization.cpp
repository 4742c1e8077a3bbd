#include "analysis/checks/rule.h"
#include "analysis/checks/util/names.h"

#include <algorithm>

namespace pysecd::checks::external {

namespace {

// The value was opened or verified right here: a file of the program, or data with a signature.
bool isKnownHere(const SinkContext& context) {
  const Ast& ast = context.function.ast;
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    if (node.kind != NodeKind::Call)
      return false;
    const std::string_view name = context.function.text(ast[node.a].symbol);
    return name == "open" || name == "dumps" || name == "compare_digest" || name == "unsign" ||
           name == "verify" || name == "BytesIO" || name == "TemporaryFile";
  });
}

bool isUnknown(const SinkContext& context) {
  const Value& value = context.function.flow.values[context.hit.value];
  return context.hit.through == kNoSymbol && !value.harmlessFor(Sink::Deserialize);
}

bool comesFromElsewhere(const SinkContext& context) {
  return isUnknown(context) && !isKnownHere(context);
}

} // namespace

constexpr Check unsafe_deserialization{
    .severity = Severity::Error,
    .cwe = 502,
    .message = "request data is deserialized by a format that can run code",
    .rule = {TaintRule{.from = Taint::Remote,
                       .to = Sink::Deserialize,
                       .local = Severity::Warning,
                       .localMessage = "data from the command line, the environment or a file is "
                                       "deserialized by a format that can run code"},
             SinkRule{.to = Sink::Deserialize,
                      .judge = comesFromElsewhere,
                      .severity = Severity::Warning,
                      .message = "data of unknown origin is deserialized by a format that can run "
                                 "code"},
             SinkRule{.to = Sink::Deserialize,
                      .judge = isUnknown,
                      .severity = Severity::Information,
                      .message = "whoever can write this data can run code here"}}};

} // namespace pysecd::checks::external
