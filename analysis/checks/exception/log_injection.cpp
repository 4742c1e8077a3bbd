#include "analysis/checks/rule.h"
#include "analysis/checks/util/explain_flow.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/log_calls.h"
#include "analysis/fixes/edit_builder.h"

namespace pysecd::checks::exception {

namespace {

// The message of a logging call and which argument of it the value is; 0: the message itself.
struct Place {
  NodeId message = kNoNode;
  std::size_t index = 0;
};

Place placeOf(const SinkContext& context) {
  const Ast& ast = context.function.ast;
  Place place;
  for (const NodeId id : ast.list(context.hit.call)) {
    if (ast[id].kind == NodeKind::KeywordArgument || ast[id].kind == NodeKind::Starred)
      continue;
    if (id == context.hit.argument)
      return place;
    if (ast[id].kind == NodeKind::String || ast[id].kind == NodeKind::StringConcat) {
      place.message = id;
      place.index = 0; // `log(level, message, ...)`
    }
    ++place.index;
  }
  return {};
}

// The offset in `text` of the conversion letter of the index-th (from 1) `%...` in it.
std::optional<std::size_t> conversionAt(std::string_view text, std::size_t index) {
  for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at)) {
    std::size_t end = at + 1;
    while (end < text.size() &&
           std::string_view("-+ #0123456789.*").find(text[end]) != std::string_view::npos)
      ++end;
    if (end >= text.size())
      return std::nullopt;
    at = end + 1;
    if (text[end] != '%' && --index == 0)
      return end;
  }
  return std::nullopt;
}

bool breaksLines(std::string_view text) {
  return text.find('\n') != std::string_view::npos || text.find('\r') != std::string_view::npos;
}

// `x.replace("\n", "")`, `x.splitlines()`, `repr(x)`: no new line can be begun with the result.
bool removesLineBreaks(const FunctionContext& context, NodeId expression) {
  return anyInside(context.ast, expression, [&](NodeId id) {
    if (context.ast[id].kind != NodeKind::Call)
      return false;
    const std::string_view callee = calleeName(context, id);
    const auto arguments = context.ast.list(id);
    if (callee == "replace" && !arguments.empty())
      return breaksLines(context.constantText(arguments[0]).value_or(""));
    return callee == "splitlines" || callee == "repr" || callee == "translate" ||
           callee == "ascii" || callee == "dumps" || callee == "quote";
  });
}

bool isRepresented(const SinkContext& context, NodeId expression) {
  const Ast& ast = context.function.ast;
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    return node.kind == NodeKind::Interpolation && node.a == expression && node.op != 0 &&
           node.op != 's';
  });
}

bool mayBreakLines(const SinkContext& context) {
  const FunctionContext& function = context.function;
  const Ast& ast = function.ast;
  if (context.hit.through != kNoSymbol ? !takesMessage(function, context.hit)
                                       : !writesLog(function, context.hit.call))
    return false;
  const Place place = placeOf(context);
  if (place.message != kNoNode && place.index > 0) {
    const std::string_view text = function.constantText(place.message).value_or("");
    if (const auto at = conversionAt(text, place.index); at && text[*at] != 's')
      return false;
  }
  if (removesLineBreaks(function, context.hit.argument))
    return false;
  const Origin* origin = bestOrigin(context, maskOf(Taint::Remote));
  if (origin == nullptr)
    return false;
  for (StepId id = origin->step; id != 0; id = function.flow.values.step(id).previous) {
    const NodeId target = function.flow.values.step(id).node;
    for (const Node& node : ast.nodes)
      if (node.kind == NodeKind::Assign && node.begin <= ast[target].begin &&
          ast[target].end <= node.end && removesLineBreaks(function, node.a))
        return false;
  }
  const auto pieces = function.flow.values[context.hit.value].pieces;
  return pieces.empty() || std::any_of(pieces.begin(), pieces.end(), [&](const StringPiece& piece) {
           const Value& hole = function.flow.values[piece.hole];
           return piece.hole != kBottom && !hole.harmless() && !hole.origins.empty() &&
                  !isRepresented(context, piece.node);
         });
}

// `%s` becomes `%r`, `{x}` becomes `{x!r}`.
void offerRepresentation(const SinkContext& context, Finding& finding) {
  const FunctionContext& function = context.function;
  const Ast& ast = function.ast;
  EditBuilder edits;
  const Place place = placeOf(context);
  bool any = false;
  if (place.message != kNoNode && place.index > 0 && ast[place.message].kind == NodeKind::String) {
    const std::string_view written = ast.text(place.message);
    const auto at = conversionAt(written, place.index);
    if (at && written[*at] == 's') {
      const auto offset = static_cast<ByteOffset>(ast[place.message].begin + *at);
      edits.replace({offset, offset + 1}, "r");
      any = true;
    }
  } else if (ast[context.hit.argument].kind == NodeKind::String) {
    for (const NodeId part : ast.list(context.hit.argument)) {
      const Node& node = ast[part];
      const Value& value = function.valueOf(node.a);
      if (node.kind == NodeKind::Interpolation && node.op == 0 && node.b == kNoNode &&
          !value.harmless() && !value.origins.empty()) {
        edits.insert(ast[node.a].end, "!r");
        any = true;
      }
    }
  }
  auto made = any ? edits.take() : std::nullopt;
  if (made)
    finding.fixes.push_back({"write line breaks as \\n", std::move(*made), Safety::Safe, true, {}});
  else
    finding.whyNoFix = "the message is put together before it is logged";
}

} // namespace

constexpr Check log_injection{
    .severity = Severity::Information,
    .cwe = 117,
    .message = "request data with line breaks in it can forge records of the log",
    .rule = TaintRule{.from = Taint::Remote, .to = Sink::Log, .provided = mayBreakLines},
    .fix = offerRepresentation};

} // namespace pysecd::checks::exception
