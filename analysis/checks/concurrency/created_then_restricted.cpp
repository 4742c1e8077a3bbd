#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/held_walk.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/library_name.h"
#include "analysis/checks/util/names.h"
#include "analysis/fixes/call_edits.h"

namespace pysecd::checks::concurrency {

namespace {

constexpr int kCreated = 1;
constexpr std::int64_t kOfOthers = 077; // permission bits of group and others

class Visitor final : public HeldVisitor {
public:
  Visitor(const FunctionContext& context, Reporter& reporter)
      : context_(context), ast_(context.ast), reporter_(reporter) {}

private:
  void expression(NodeId id, HeldSet& held) override {
    if (ast_[id].kind != NodeKind::Call || !context_.reached(ast_[id].a))
      return;
    if (const NodeId path = createdBy(id); path != kNoNode)
      held.add({kCreated, ast_.text(path), id, true});
    if (const NodeId path = restrictedBy(id); path != kNoNode)
      if (const Held* created = held.find(kCreated, ast_.text(path)))
        report(created->since, id);
  }

  // `open(path, "w")`, `path.write_text(...)`: with the rights that the umask leaves.
  NodeId createdBy(NodeId call) const {
    const std::string_view callee = calleeName(context_, call);
    if (callee == "write_text" || callee == "write_bytes" || callee == "touch")
      return ast_[ast_[call].a].kind == NodeKind::Attribute ? ast_[ast_[call].a].a : kNoNode;
    if (!context_.calls(call, "builtins.open") || findArgument(context_, call, 7, "opener"))
      return kNoNode;
    const auto path = findArgument(context_, call, 0, "file");
    const auto mode = findArgument(context_, call, 1, "mode");
    const bool creates =
        mode && context_.constantText(mode->node).value_or("").find_first_of("wax") !=
                    std::string_view::npos;
    return path && creates ? path->node : kNoNode;
  }

  // `os.chmod(path, 0o600)`, `path.chmod(0o600)`.
  NodeId restrictedBy(NodeId call) const {
    if (calleeName(context_, call) != "chmod")
      return kNoNode;
    const auto arguments = ast_.list(call);
    const NodeId callee = ast_[call].a;
    const bool method = arguments.size() == 1 && ast_[callee].kind == NodeKind::Attribute;
    if (!method && arguments.size() != 2)
      return kNoNode;
    const NodeId given = arguments[method ? 0 : 1];
    const NodeId modeNode = ast_[given].kind == NodeKind::KeywordArgument ? ast_[given].a : given;
    const auto mode = context_.constantInt(modeNode);
    const bool symbolic = ast_.text(modeNode).find("S_IR") != std::string_view::npos &&
                          ast_.text(modeNode).find("GRP") == std::string_view::npos &&
                          ast_.text(modeNode).find("OTH") == std::string_view::npos;
    if (!symbolic && (!mode || (*mode & kOfOthers) != 0))
      return kNoNode;
    return method ? ast_[callee].a : arguments[0];
  }

  void report(NodeId creation, NodeId restriction) {
    Report report;
    report.notes = {{ast_[restriction].range(), "only from here on it is private", {}, {}, {}}};
    if (context_.calls(creation, "builtins.open"))
      if (auto fix = openPrivately(creation))
        report.fixes = {std::move(*fix)};
    reporter_.report(context_, creation, std::move(report));
  }

  std::optional<Fix> openPrivately(NodeId call) const {
    const auto open = spellName(context_, ast_[call].a, "os.open");
    if (!open)
      return std::nullopt;
    auto edits = addArgument(ast_, call,
                             "opener=lambda path, flags: " + open->text + "(path, flags, 0o600)");
    if (!edits)
      return std::nullopt;
    Fix fix{"make it private from the start", std::move(*edits), Safety::Safe, true, {}};
    addImport(fix, *open);
    return fix;
  }

  const FunctionContext& context_;
  const Ast& ast_;
  Reporter& reporter_;
};

void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  const bool restricts = std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    return node.kind == NodeKind::Call && context.text(ast[node.a].symbol) == "chmod";
  });
  if (!restricts)
    return;
  Visitor visitor(context, reporter);
  for (const NodeId body : bodiesOf(context))
    walkHeld(context, body, visitor);
}

} // namespace

constexpr Check created_then_restricted{
    .severity = Severity::Warning,
    .cwe = 732,
    .message = "until its rights are taken away others can open the file, and keep it open",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
