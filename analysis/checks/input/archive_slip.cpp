#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/fixes/call_edits.h"

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

// shutil hands `filter` to what unpacks tar archives; for zip archives that is an error.
bool isTarByName(const FunctionContext& function, NodeId call) {
  for (const auto& argument :
       {findArgument(function, call, 0, "filename"), findArgument(function, call, 2, "format")}) {
    const std::string_view text =
        argument ? function.constantText(argument->node).value_or("") : std::string_view();
    for (const std::string_view end : {"tar", ".tgz", ".tar.gz", "gztar", ".tar.bz2", ".tar.xz"})
      if (text.ends_with(end))
        return true;
  }
  return false;
}

void offerFilter(const SinkContext& context, Finding& finding) {
  const FunctionContext& function = context.function;
  if (context.hit.through != kNoSymbol || context.hit.api == kNoModel) {
    finding.whyNoFix = "the archive is extracted in another function";
    return;
  }
  const NodeId call = context.hit.call;
  if (function.models.dottedName(context.hit.api) == "shutil.unpack_archive" &&
      !isTarByName(function, call)) {
    finding.whyNoFix = "what kind of archive it is is not known, and only tar archives take a "
                       "filter: extract it with tarfile or zipfile";
    return;
  }
  if (auto edits = addArgument(function.ast, call, "filter=\"data\""))
    finding.fixes.push_back(
        {"refuse members that leave the directory", std::move(*edits), Safety::Safe, true, {}});
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
                                 "as ../../x leave the directory"}},
    .fix = offerFilter};

} // namespace pysecd::checks::input
