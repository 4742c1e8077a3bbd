#include "analysis/review/judge_sink.h"

#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/values.h"
#include "analysis/review/connection.h"

#include <algorithm>

namespace pysecd::review {

namespace {

struct SinkWords {
  Consideration consideration;
  std::string_view kind;
};

SinkWords wordsOf(Sink sink) {
  using C = Consideration;
  switch (sink) {
  case Sink::Sql:
    return {C::Database, "query text"};
  case Sink::NoSql:
    return {C::Database, "document query"};
  case Sink::Ldap:
    return {C::Database, "directory query"};
  case Sink::XPath:
    return {C::Database, "XPath query"};
  case Sink::Shell:
    return {C::External, "shell command"};
  case Sink::Argv:
    return {C::External, "program run"};
  case Sink::Url:
    return {C::External, "outgoing address"};
  case Sink::Deserialize:
    return {C::External, "deserialization"};
  case Sink::Log:
    return {C::Exception, "log record"};
  case Sink::Response:
    return {C::Exception, "response"};
  case Sink::Session:
    return {C::Access, "session state"};
  case Sink::Code:
    return {C::Input, "code that is run"};
  case Sink::Path:
    return {C::Input, "file path"};
  case Sink::Html:
    return {C::Input, "HTML output"};
  case Sink::Redirect:
    return {C::Input, "redirect"};
  case Sink::Header:
    return {C::Input, "response header"};
  case Sink::Template:
    return {C::Input, "template source"};
  case Sink::Regex:
    return {C::Input, "regular expression"};
  case Sink::Matched:
    return {C::Input, "text matched"};
  case Sink::Format:
    return {C::Input, "format string"};
  case Sink::Xml:
  case Sink::Bomb:
    return {C::Input, "XML parsed"};
  case Sink::Archive:
    return {C::Input, "archive"};
  case Sink::Upload:
    return {C::Input, "upload"};
  case Sink::Dots:
  case Sink::Opaque:
    break;
  }
  return {C::Input, "value"};
}

std::string parametersIn(const SinkContext& at, const Value& value) {
  std::string names;
  const Summary& summary = at.function.flow.summary;
  for (const Origin& origin : value.origins) {
    const auto index = static_cast<std::size_t>(origin.parameter);
    if (origin.parameter < 0 || (origin.cleaned & maskOf(at.hit.row.kind)) != 0 ||
        index >= summary.parameters.size())
      continue;
    const std::string name(at.function.text(summary.parameters[index].name));
    if (names.find(name) == std::string::npos)
      names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

bool isGetattr(const SinkContext& at) { return calleeName(at.function, at.hit.call) == "getattr"; }

} // namespace

Consideration considerationOf(Sink sink) { return wordsOf(sink).consideration; }
std::string_view kindOf(Sink sink) { return wordsOf(sink).kind; }

SurfaceItem judgeSink(const SinkContext& at) {
  const SinkHit& hit = at.hit;
  const Value& value = at.function.flow.values[hit.value];
  SurfaceItem item;
  item.consideration = considerationOf(hit.row.kind);
  item.kind = kindOf(hit.row.kind);
  item.range = at.function.ast[hit.call].range();
  const bool sql = hit.row.kind == Sink::Sql;
  const bool bound = sql && hit.row.params.present() &&
                     findArgument(at.function, hit.call, hit.row.params).has_value();
  const bool cleaned = !value.harmless() && value.harmlessFor(hit.row.kind);
  if (hit.row.kind == Sink::Response)
    item.reason = "no text of an exception was seen to reach it";
  else if (value.constant)
    item.reason = bound ? "constant text, values bound as parameters" : "constant text";
  else if (const std::string_view prefix = knownPrefix(value);
           hit.row.kind == Sink::Code && prefix.size() > 3 && isGetattr(at))
    item.reason = "chosen among the names that begin with `" + std::string(prefix) + "`";
  else if (value.harmless())
    item.reason = bound ? "text of the program's own, values bound as parameters"
                        : "made of the program's own constants and numbers";
  else if (cleaned)
    item.reason = sql ? "built by the library, or quoted for it" : "made safe for this use before";
  else if (const std::string names = parametersIn(at, value); !names.empty())
    item.reason =
        "depends on what callers pass as " + names + "; every caller that is known was followed";
  else {
    item.verdict = Verdict::Unresolved;
    item.reason = "where its value comes from is not known";
  }
  if (hit.row.kind == Sink::Url && at.function.ast[hit.call].kind == NodeKind::Call)
    item.reason += "; " + connectionOf(at);
  return item;
}

} // namespace pysecd::review
