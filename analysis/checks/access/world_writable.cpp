#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/fixes/edit_builder.h"
#include "analysis/syntax/walk.h"

#include <algorithm>

#include <fmt/format.h>

namespace pysecd::checks::access {

namespace {

bool names(const FunctionContext& context, NodeId node,
           std::initializer_list<std::string_view> wanted, int depth = 8) {
  const Node& at = context.ast[node];
  if ((at.kind == NodeKind::Attribute || at.kind == NodeKind::Name) &&
      std::find(wanted.begin(), wanted.end(), context.text(at.symbol)) != wanted.end())
    return true;
  bool found = false;
  if (depth > 0 && at.kind != NodeKind::Unary)
    forEachChild(context.ast, at,
                 [&](NodeId child) { found |= names(context, child, wanted, depth - 1); });
  return found;
}

// Without the operand of `|` that is the right of others to write; S_IRWXO keeps the other two.
Report withoutOthers(const FunctionContext& context, NodeId mode) {
  const Ast& ast = context.ast;
  EditBuilder edits;
  const auto visit = [&](const auto& self, NodeId id, int depth) -> void {
    const Node& node = ast[id];
    if (node.kind == NodeKind::Binary && depth > 0) {
      for (const NodeId side : {node.a, node.b}) {
        const NodeId other = side == node.a ? node.b : node.a;
        if (context.text(ast[side].symbol) == "S_IWOTH")
          edits.remove(side == node.a ? ByteRange{ast[side].begin, ast[other].begin}
                                      : ByteRange{ast[other].end, ast[side].end});
        self(self, side, depth - 1);
      }
    } else if (context.text(node.symbol) == "S_IRWXO") {
      std::string name(ast.text(id));
      name.resize(name.size() - std::string_view("S_IRWXO").size());
      edits.replace(node.range(), name + "S_IROTH | " + name + "S_IXOTH");
    }
  };
  visit(visit, mode, 20);
  Report report;
  auto made = edits.take();
  if (made && !made->empty())
    report.fixes.push_back(
        {"let only the owner and the group write", std::move(*made), Safety::Safe, true, {}});
  else
    report.whyNoFix = "the mode is made in another place: take the right of others away there";
  return report;
}

// Modes put together from the names of stat: `stat.S_IRWXU | stat.S_IRWXO`.
void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (const NodeId id : context.code.of(NodeKind::Call)) {
    if (ast[ast[id].a].kind != NodeKind::Attribute ||
        context.text(ast[ast[id].a].symbol) != "chmod" || !context.reached(ast[id].a))
      continue;
    for (const int position : {1, 0})
      if (const auto mode = findArgument(context, id, position, "mode")) {
        if (!context.constantInt(mode->node) && names(context, mode->node, {"S_IWOTH", "S_IRWXO"}))
          reporter.report(context, mode->node, withoutOthers(context, mode->node));
        break;
      }
  }
}

// `mask = os.umask(0)` only asks for the mask, which is then put back.
std::optional<Severity> weigh(const FunctionContext& context, NodeId call, Severity severity) {
  const bool asks =
      std::any_of(context.ast.nodes.begin(), context.ast.nodes.end(), [&](const Node& node) {
        return node.kind == NodeKind::Assign && node.a == call;
      });
  return asks && context.calls(call, "os.umask") ? std::nullopt : std::optional(severity);
}

// The literal without the bit that lets others write; a mask that takes it away.
void repair(const FunctionContext& context, NodeId node, NodeId place, Finding& finding) {
  constexpr std::int64_t kOthersWrite = 2;
  const Ast& ast = context.ast;
  const auto mode = context.constantInt(node);
  if (ast[node].kind != NodeKind::Integer || !mode || *mode < 0) {
    finding.whyNoFix = "the mode is made in another place: take the right of others away there";
    return;
  }
  const bool mask = ast[place].kind == NodeKind::Call && context.calls(place, "os.umask");
  finding.fixes.push_back(
      {mask ? "keep others from writing" : "let only the owner and the group write",
       {{ast[node].range(),
         fmt::format("0o{:03o}", mask ? *mode | kOthersWrite : *mode & ~kOthersWrite)}},
       Safety::Safe,
       true,
       {}});
}

} // namespace

constexpr Check world_writable{.severity = Severity::Warning,
                               .cwe = 732,
                               .message = "everybody on the machine may write to it",
                               .rule = {MisuseRule{weigh, repair}, FunctionRule{run}}};

} // namespace pysecd::checks::access
