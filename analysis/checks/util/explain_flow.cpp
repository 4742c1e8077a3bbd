#include "analysis/checks/util/explain_flow.h"

#include <algorithm>
#include <fmt/format.h>

namespace pysecd {

namespace {

bool sameLine(const Ast& ast, ByteOffset a, ByteOffset b) {
  const auto [first, last] = std::minmax(a, b);
  return ast.source.substr(first, last - first).find('\n') == std::string_view::npos;
}

// What enters at a source, by the kind that matters to the check.
std::string_view sourceOf(TaintMask kinds) {
  if ((kinds & maskOf(Taint::Remote)) != 0)
    return "untrusted value enters here";
  if ((kinds & maskOf(Taint::Internals)) != 0)
    return "internals of the program begin here";
  if ((kinds & maskOf(Taint::Secret)) != 0)
    return "the secret is read here";
  return (kinds & maskOf(Taint::Local)) != 0 ? "value from the command line, environment or a file"
                                             : "value read back from a store";
}

std::string describe(const SinkContext& context, const Step& step, TaintMask kinds) {
  const Ast& ast = context.function.ast;
  const std::string_view label = context.function.symbols.text(step.label);
  switch (step.kind) {
  case StepKind::Source:
    return fmt::format("{}: {}", sourceOf(kinds), label.empty() ? ast.text(step.node) : label);
  case StepKind::Parameter:
    return fmt::format("untrusted value enters here: parameter {}, set by the request",
                       context.function.symbols.text(ast[step.node].symbol));
  case StepKind::Assigned:
    return fmt::format("it reaches {}", label);
  case StepKind::ThroughCall:
  case StepKind::FromCall:
    return fmt::format("{}() returns it", label);
  }
  return {};
}

} // namespace

const Origin* bestOrigin(const SinkContext& context, TaintMask kinds) {
  const FunctionFlow& flow = context.function.flow;
  const Value& value = flow.values[context.hit.value];
  const Origin* best = nullptr;
  if (value.harmless())
    return nullptr;
  for (const Origin& origin : value.origins)
    if ((origin.kinds & kinds) != 0 && (origin.cleaned & maskOf(context.hit.row.kind)) == 0 &&
        (best == nullptr ||
         flow.values.step(origin.step).length < flow.values.step(best->step).length))
      best = &origin;
  return best;
}

std::vector<Note> explainFlow(const SinkContext& context, std::optional<TaintMask> kinds) {
  const Ast& ast = context.function.ast;
  const Values& values = context.function.flow.values;
  std::vector<Note> notes;
  const Origin* origin = kinds ? bestOrigin(context, *kinds) : nullptr;
  std::vector<const Step*> steps;
  if (origin != nullptr)
    for (StepId id = origin->step; id != 0; id = values.step(id).previous)
      steps.push_back(&values.step(id));
  std::reverse(steps.begin(), steps.end());
  for (const Step* step : steps) {
    const ByteRange range = ast[step->node].range();
    // An assignment on the line of the step before, or of the sink, tells nothing new.
    if (step->kind == StepKind::Assigned &&
        (sameLine(ast, range.begin, ast[context.hit.argument].begin) ||
         (!notes.empty() && sameLine(ast, range.begin, notes.back().range.begin))))
      continue;
    notes.push_back({range, describe(context, *step, origin->kinds & *kinds), {}});
  }
  if (context.hit.through != kNoSymbol)
    notes.push_back({ast[context.hit.call].range(),
                     fmt::format("this call passes it on to {}()",
                                 context.function.symbols.text(context.hit.through)),
                     {}});
  return notes;
}

} // namespace pysecd
