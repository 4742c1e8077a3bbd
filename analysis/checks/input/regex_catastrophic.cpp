#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/explain_flow.h"
#include "analysis/checks/util/regex_ambiguity.h"

#include <algorithm>
#include <fmt/format.h>

namespace pysecd::checks::input {

namespace {

// Of a compiled pattern, as it was at the call.
std::optional<std::string_view> compiledText(const FunctionContext& function, NodeId receiver) {
  const Values& values = function.flow.values;
  const Symbol name = function.symbols.find("pattern");
  for (const ObjectId object : function.valueOf(receiver).objects) {
    if (object >= function.flow.passed.size() || function.flow.passed[object] == 0)
      continue;
    for (const Element& element : values.content(function.flow.passed[object]).elements)
      if (element.key == attributeKey(name) && values[element.value].constant)
        return values[element.value].constant->text;
  }
  return std::nullopt;
}

std::optional<std::string_view> patternOf(const FunctionContext& function, const SinkHit& hit) {
  const std::string api = function.models.dottedName(hit.api);
  if (api.starts_with("re.Pattern."))
    return compiledText(function, function.ast[function.ast[hit.call].a].a);
  if (findArgument(function, hit.call, -1, "flags"))
    return std::nullopt; // one of them may change how the pattern reads
  const auto pattern = findArgument(function, hit.call, 0, "pattern");
  return pattern ? function.constantText(pattern->node) : std::nullopt;
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text)
    if (c == '\\' || c == '\'')
      out.append({'\\', c});
    else if (c >= ' ' && c <= '~')
      out.push_back(c);
    else
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  return out + "'";
}

void run(const FunctionContext& function, Reporter& reporter) {
  for (const SinkHit& hit : function.flow.hits) {
    if (hit.row.kind != Sink::Matched || hit.api == kNoModel)
      continue;
    const SinkContext at{function, hit};
    if (bestOrigin(at, maskOf(Taint::Remote)) == nullptr)
      continue;
    const auto pattern = patternOf(function, hit);
    const bool whole = function.models.dottedName(hit.api).ends_with(".fullmatch");
    const auto attack = pattern ? exponentialAttack(*pattern, whole) : std::nullopt;
    if (!attack)
      continue;
    Report report;
    report.message =
        fmt::format("matching takes time that doubles with each repetition: {} + {} * 30 + {}",
                    quoted(attack->prefix), quoted(attack->pump), quoted(attack->suffix));
    report.notes = explainFlow(at, maskOf(Taint::Remote));
    reporter.report(function, hit.argument, std::move(report));
  }
}

} // namespace

constexpr Check regex_catastrophic{
    .severity = Severity::Warning,
    .cwe = 1333,
    .message = "request data is matched by a pattern that takes exponential time",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::input
