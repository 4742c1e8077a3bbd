#include "analysis/checks/rule.h"
#include "analysis/checks/util/values.h"

namespace pysecd::checks::external {

namespace {

// The host stands before the value: `https://api.example/` + value, BASE + "/" + value.
bool hostIsFixed(const SinkContext& context) {
  const Values& values = context.function.flow.values;
  const Value& url = values[context.hit.value];
  std::string before;
  bool ownHost = false; // begins with something of the program's own or of its configuration
  for (const StringPiece& piece : url.pieces) {
    if (piece.hole == kBottom) {
      before += piece.text;
      continue;
    }
    if (isRemote(values[piece.hole], Sink::Url))
      break;
    ownHost |= before.empty() || before.ends_with("://");
    before += 'x';
  }
  if (before.empty())
    return false;
  const std::size_t scheme = before.find("://");
  if (scheme != std::string::npos)
    return before.find_first_of("/?#", scheme + 3) != std::string::npos;
  return ownHost || before.find('/') != std::string::npos;
}

bool choosesHost(const SinkContext& context) { return !hostIsFixed(context); }

} // namespace

constexpr Check server_side_request_forgery{
    .severity = Severity::Error,
    .cwe = 918,
    .message = "request data decides which host the server talks to",
    .rule = {
        TaintRule{.from = Taint::Remote, .to = Sink::Url, .provided = choosesHost},
        TaintRule{.from = Taint::Remote,
                  .to = Sink::Url,
                  .provided = hostIsFixed,
                  .severity = Severity::Information,
                  .message = "request data decides which path of another server is asked for"}}};

} // namespace pysecd::checks::external
