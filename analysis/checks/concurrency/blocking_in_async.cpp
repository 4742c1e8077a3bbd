#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/effects.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/library_name.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::concurrency {

namespace {

std::string_view messageOf(Wait wait) {
  switch (wait) {
  case Wait::Sleep:
    return "this sleep stops the event loop: no other request is served meanwhile";
  case Wait::Process:
    return "the event loop stands still until the other program ends";
  case Wait::Database:
    return "the event loop stands still until the database answers";
  case Wait::Lock:
    return "the event loop stands still until the lock is free";
  default:
    return "the event loop stands still until the answer is there: no other request is served";
  }
}

bool blocks(Wait wait) { return wait != Wait::No && wait != Wait::File; }

// `await asyncio.to_thread(f, a, b)` in place of `f(a, b)`.
std::optional<Fix> inThread(const FunctionContext& context, NodeId call) {
  const Ast& ast = context.ast;
  const Node& node = ast[call];
  const auto spelled = spellName(context, node.a, "asyncio.to_thread");
  if (!spelled)
    return std::nullopt;
  const Node& callee = ast[node.a];
  const auto arguments = ast.list(node);
  Fix fix{"run it in a thread", {}, Safety::Unsafe, true, {}};
  fix.edits.push_back({{node.begin, node.begin}, "await " + spelled->text + "("});
  const ByteOffset next = arguments.empty() ? node.end - 1 : ast[arguments[0]].begin;
  fix.edits.push_back({{callee.end, next}, arguments.empty() ? "" : ", "});
  addImport(fix, *spelled);
  return fix;
}

void inspect(const FunctionContext& context, NodeId function, Reporter& reporter) {
  const Ast& ast = context.ast;
  std::vector<NodeId> awaited;
  visitInside(ast, ast[function].b, [&](NodeId id) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::Await)
      awaited.push_back(node.a);
    if (node.kind == NodeKind::Call &&
        std::find(awaited.begin(), awaited.end(), id) == awaited.end()) {
      const Wait wait = waitOf(context, id);
      if (blocks(wait)) {
        Report report;
        report.message = messageOf(wait);
        if (wait != Wait::Lock)
          if (auto fix = inThread(context, id))
            report.fixes = {std::move(*fix)};
        reporter.report(context, node.a, std::move(report));
      }
    }
    return true;
  });
}

void run(const FunctionContext& context, Reporter& reporter) {
  for (const NodeId function : context.code.functions())
    if ((context.ast[function].flags & kAsync) != 0)
      inspect(context, function, reporter);
}

} // namespace

constexpr Check blocking_in_async{
    .severity = Severity::Warning,
    .cwe = 400,
    .message = "the event loop stands still until the answer is there: no other request is served",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
