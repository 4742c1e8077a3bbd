#include "analysis/checks/util/explain_flow.h"

#include "analysis/flow/source_text.h"

#include <algorithm>
#include <fmt/format.h>
#include <span>
#include <unordered_set>

namespace pysecd {

namespace {

constexpr std::size_t kMaxTraces = 32; // of one function

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

std::string describe(const FunctionContext& function, const Step& step, TaintMask kinds) {
  const Ast& ast = function.ast;
  const std::string_view label = function.symbols.text(step.label);
  switch (step.kind) {
  case StepKind::Source:
    return fmt::format("{}: {}", sourceOf(kinds), label.empty() ? ast.text(step.node) : label);
  case StepKind::Parameter:
    return fmt::format("untrusted value enters here: parameter {}, set by the request",
                       function.symbols.text(ast[step.node].symbol));
  case StepKind::Assigned:
    return fmt::format("it reaches {}", label);
  case StepKind::ThroughCall:
  case StepKind::FromCall:
    return fmt::format("{}() returns it", label);
  case StepKind::PutByCall:
    return fmt::format("{}() puts it there", label);
  }
  return {};
}

// The steps that led to `last`, first one first. `end`: where the value ends up.
std::vector<Note> notesOf(const FunctionContext& function, const Origin& origin, TaintMask kinds,
                          ByteOffset end) {
  const Ast& ast = function.ast;
  const Values& values = function.flow.values;
  std::vector<const Step*> steps;
  for (StepId id = origin.step; id != 0; id = values.step(id).previous)
    steps.push_back(&values.step(id));
  std::reverse(steps.begin(), steps.end());
  std::vector<Note> notes;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = *steps[i];
    const ByteRange range = ast[step.node].range();
    // An assignment on the line of the step before, or of the sink, tells nothing new.
    if (step.kind == StepKind::Assigned &&
        (sameLine(ast, range.begin, end) ||
         (!notes.empty() && sameLine(ast, range.begin, notes.back().range.begin))))
      continue;
    Note note{range, describe(function, step, origin.kinds & kinds), {}, {}, {}};
    // The source is inside the function that gives it back at this very call.
    if (step.kind == StepKind::Source && i + 1 < steps.size() &&
        steps[i + 1]->function != kNoSymbol && steps[i + 1]->node == step.node)
      note.inside = TraceQuery{std::string(function.symbols.text(steps[i + 1]->function)), false,
                               -1, origin.kinds, std::string(function.symbols.text(step.label))};
    notes.push_back(std::move(note));
  }
  return notes;
}

// What the callee that holds the sink does with the value.
void addSinkInside(const FunctionContext& function, const SinkHit& hit, std::vector<Note>& notes) {
  if (hit.throughFunction == kNoSymbol)
    return;
  Note note{function.ast[hit.call].range(), "there it reaches the dangerous call", {}, {}, {}};
  note.inside = TraceQuery{std::string(function.symbols.text(hit.throughFunction)),
                           true,
                           hit.throughParameter,
                           static_cast<std::uint8_t>(hit.row.kind),
                           {}};
  notes.push_back(std::move(note));
}

void addSources(const PortableValue& value, std::vector<PortableOrigin>& out, int depth) {
  for (const PortableOrigin& origin : value.origins)
    if (origin.kinds != 0)
      out.push_back(origin);
  if (depth == 0)
    return;
  for (const PortableElement& element : value.elements)
    if (element.value)
      addSources(*element.value, out, depth - 1);
  if (value.rest)
    addSources(*value.rest, out, depth - 1);
}

// Whether the source is read by this very function, not by one it calls.
bool beginsHere(const Values& values, StepId id) {
  const Step* after = nullptr;
  const Step* step = &values.step(id);
  for (; step->previous != 0; step = &values.step(step->previous))
    after = step;
  return after == nullptr || after->function == kNoSymbol || after->node != step->node;
}

// The origins of all values, one of each way.
std::vector<const Origin*> waysIn(const FunctionContext& function) {
  std::vector<const Origin*> ways;
  std::unordered_set<std::uint64_t> known; // by step and kinds
  for (const ValueId id : function.flow.nodeValues)
    for (const Origin& origin : function.flow.values[id].origins)
      if (known.insert((std::uint64_t{origin.step} << 8) | origin.kinds).second)
        ways.push_back(&origin);
  return ways;
}

// The longest way a source takes is that to what is returned: through every variable. One that
// begins here goes before all others: functions that call each other would explain each other.
const Origin* longestWay(const FunctionContext& function, std::span<const Origin* const> ways,
                         const PortableOrigin& source) {
  const Values& values = function.flow.values;
  const auto rank = [&](const Origin& origin) {
    return std::make_pair(beginsHere(values, origin.step), values.step(origin.step).length);
  };
  const Origin* best = nullptr;
  for (const Origin* origin : ways)
    if (origin->kinds == source.kinds && (best == nullptr || rank(*origin) > rank(*best)) &&
        sourceText(values, origin->step, function.symbols, function.ast) ==
            function.symbols.text(source.label))
      best = origin;
  return best;
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
  std::vector<Note> notes;
  if (const Origin* origin = kinds ? bestOrigin(context, *kinds) : nullptr)
    notes = notesOf(context.function, *origin, *kinds, ast[context.hit.argument].begin);
  if (context.hit.through != kNoSymbol)
    notes.push_back({ast[context.hit.call].range(),
                     fmt::format("this call passes it on to {}()",
                                 context.function.symbols.text(context.hit.through)),
                     {},
                     {},
                     {}});
  addSinkInside(context.function, context.hit, notes);
  return notes;
}

std::vector<FunctionTrace> traceFunction(const FunctionContext& function, const Summary& summary) {
  std::vector<FunctionTrace> traces;
  std::vector<PortableOrigin> sources;
  if (summary.returns)
    addSources(*summary.returns, sources, 3);
  for (const ParameterWrite& write : summary.puts)
    if (write.value)
      addSources(*write.value, sources, 3);
  const std::vector<const Origin*> ways =
      sources.empty() ? std::vector<const Origin*>() : waysIn(function);
  for (const PortableOrigin& source : sources) {
    if (traces.size() >= kMaxTraces)
      break;
    const Origin* origin = longestWay(function, ways, source);
    if (origin == nullptr)
      continue;
    traces.push_back(
        {{{}, false, -1, source.kinds, std::string(function.symbols.text(source.label))},
         notesOf(function, *origin, source.kinds,
                 static_cast<ByteOffset>(function.ast.source.size()))});
  }
  for (const SinkHit& hit : function.flow.hits)
    for (const Origin& origin : function.flow.values[hit.value].origins) {
      if (origin.parameter < 0 || (origin.cleaned & maskOf(hit.row.kind)) != 0 ||
          traces.size() >= kMaxTraces)
        continue;
      FunctionTrace trace{{{}, true, origin.parameter, static_cast<std::uint8_t>(hit.row.kind), {}},
                          {}};
      const bool known = std::any_of(traces.begin(), traces.end(), [&](const FunctionTrace& other) {
        return matches(other.query, trace.query);
      });
      if (known)
        continue; // the first one explains the finding as well as any
      if (hit.throughFunction == kNoSymbol)
        trace.notes.push_back(
            {function.ast[hit.argument].range(),
             fmt::format("there it reaches {}()", function.ast.text(function.ast[hit.call].a)),
             {},
             {},
             {}});
      else
        trace.notes.push_back(
            {function.ast[hit.call].range(),
             fmt::format("{}() passes it on", function.ast.text(function.ast[hit.call].a)),
             {},
             {},
             {}});
      addSinkInside(function, hit, trace.notes);
      traces.push_back(std::move(trace));
    }
  return traces;
}

} // namespace pysecd
