#include "analysis/checks/util/log_calls.h"

#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd {

namespace {

constexpr std::string_view kLevels[] = {"debug",     "info",     "warning", "warn", "error",
                                        "exception", "critical", "fatal",   "log",  "trace"};

} // namespace

bool writesLog(const FunctionContext& context, NodeId call) {
  const auto apis = context.apisOf(call);
  const bool modelled = std::any_of(apis.begin(), apis.end(), [&](ModelId id) {
    if (id == context.models.anyReceiver(context.models[id].name))
      return false; // it may be any class's method
    const auto& sinks = context.models[id].sinks;
    return std::any_of(sinks.begin(), sinks.end(),
                       [](const SinkRow& row) { return row.kind == Sink::Log; });
  });
  return modelled || (mentions(receiverName(context, call), {"log", "logger", "logging"}) &&
                      std::find(std::begin(kLevels), std::end(kLevels),
                                calleeName(context, call)) != std::end(kLevels));
}

namespace {

bool isPrint(const FunctionContext& context, NodeId callee) {
  return context.ast[callee].kind == NodeKind::Name &&
         context.text(context.ast[callee].symbol) == "print" &&
         std::none_of(context.valueOf(callee).types.begin(), context.valueOf(callee).types.end(),
                      [](const TypeRef& type) { return type.kind == TypeKind::LocalFunction; });
}

bool writesStandardStream(const FunctionContext& context, NodeId call) {
  const std::string_view callee = calleeName(context, call);
  const std::string_view receiver = receiverName(context, call);
  return isPrint(context, context.ast[call].a) ||
         (callee == "write" && (receiver == "stderr" || receiver == "stdout"));
}

} // namespace

bool takesMessage(const FunctionContext& context, const SinkHit& hit) {
  if (hit.throughFunction == kNoSymbol || hit.throughParameter < 0)
    return false;
  const Summary* summary = context.program.summary(hit.throughFunction);
  const auto index = static_cast<std::size_t>(hit.throughParameter);
  return summary != nullptr && index < summary->parameters.size() &&
         mentions(context.text(summary->parameters[index].name), {"msg", "message", "line"});
}

std::vector<NodeId> loggedBy(const FunctionContext& context, NodeId call) {
  std::vector<NodeId> logged;
  if (context.ast[call].kind != NodeKind::Call || !context.reached(context.ast[call].a) ||
      !(writesLog(context, call) || writesStandardStream(context, call)))
    return logged;
  for (const NodeId id : context.ast.list(call)) {
    const Node& argument = context.ast[id];
    if (argument.kind != NodeKind::KeywordArgument)
      logged.push_back(id);
    else if (context.text(argument.symbol) == "extra" || context.text(argument.symbol) == "msg")
      logged.push_back(argument.a);
  }
  return logged;
}

} // namespace pysecd
