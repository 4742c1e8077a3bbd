#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"

namespace pysecd::checks::input {

namespace {

// A loop over the members: they are looked at one by one.
bool looksAtMembers(const FunctionContext& function) {
  const Ast& ast = function.ast;
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    if (node.kind != NodeKind::For && node.kind != NodeKind::CompFor)
      continue;
    const Node& iterable = ast[node.b];
    const Node& named = iterable.kind == NodeKind::Call ? ast[iterable.a] : iterable;
    const std::string_view name = function.text(named.symbol);
    if (name == "getmembers" || name == "getnames" || name == "namelist" || name == "infolist" ||
        function.isInstance(function.valueOf(node.b), "tarfile.TarFile"))
      return true;
  }
  return false;
}

bool extractsBlindly(const SinkContext& context) {
  const FunctionContext& function = context.function;
  const NodeId call = context.hit.call;
  if (context.hit.through != kNoSymbol)
    return true;
  return !findArgument(function, call, -1, "filter") &&
         !findArgument(function, call, -1, "members") && !looksAtMembers(function);
}

// Where the archive comes from is not known; of single members it is not asked.
bool extractsUnknown(const SinkContext& context) {
  const FunctionContext& function = context.function;
  if (context.hit.through != kNoSymbol || context.hit.api == kNoModel ||
      function.models.dottedName(context.hit.api) == "tarfile.TarFile.extract")
    return false;
  return !function.flow.values[context.hit.value].harmless() && extractsBlindly(context);
}

} // namespace

constexpr Check archive_slip{
    .severity = Severity::Error,
    .cwe = 22,
    .message = "an uploaded archive is extracted: names such as ../../x leave the directory",
    .rule = {TaintRule{.from = Taint::Remote, .to = Sink::Archive, .provided = extractsBlindly},
             SinkRule{.to = Sink::Archive,
                      .judge = extractsUnknown,
                      .severity = Severity::Warning,
                      .message = "an archive is extracted with whatever names it holds: names such "
                                 "as ../../x leave the directory"}}};

} // namespace pysecd::checks::input
