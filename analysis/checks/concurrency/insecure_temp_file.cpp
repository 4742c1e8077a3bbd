#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/library_name.h"
#include "analysis/fixes/call_edits.h"
#include "analysis/fixes/edit_builder.h"

namespace pysecd::checks::concurrency {

namespace {

constexpr std::string_view kShared[] = {"/tmp/", "/var/tmp/", "/dev/shm/"};

// The text with which a path begins, as far as it is known.
std::string_view knownBeginning(const Value& value) {
  if (value.constant && value.constant->kind == Constant::Kind::Str)
    return value.constant->text;
  return !value.pieces.empty() && value.pieces.front().hole == kBottom ? value.pieces.front().text
                                                                       : std::string_view();
}

// A name in a shared folder that others can tell beforehand.
bool isPredictable(const FunctionContext& context, NodeId path) {
  const Value& value = context.valueOf(path);
  const std::string_view text = knownBeginning(value);
  const bool shared = std::any_of(std::begin(kShared), std::end(kShared), [&](std::string_view at) {
    return text.starts_with(at) && text.size() > at.size();
  });
  return shared &&
         (value.constant ||
          std::none_of(value.pieces.begin(), value.pieces.end(), [&](const StringPiece& piece) {
            const Value& hole = context.flow.values[piece.hole];
            return piece.hole != kBottom && !hole.number() && !hole.constant;
          }));
}

bool creates(std::string_view mode) { return mode.find_first_of("wa") != std::string_view::npos; }

void run(const FunctionContext& context, Reporter& reporter) {
  for (const NodeId id : context.code.of(NodeKind::Call)) {
    if (calleeName(context, id) != "open" || !(context.calls(id, "builtins.open")))
      continue;
    const auto path = findArgument(context, id, 0, "file");
    const auto mode = findArgument(context, id, 1, "mode");
    if (path && mode && creates(context.constantText(mode->node).value_or("")) &&
        isPredictable(context, path->node))
      reporter.report(context, path->node,
                      {"whoever makes this file or link first in the shared folder decides what "
                       "is written where",
                       {},
                       {},
                       {},
                       "others may rely on the name: make the file with tempfile, or put it into "
                       "a folder of the program's own"});
  }
}

// The variable that holds the path is only opened for writing and removed: that the file is there
// already makes no difference.
bool isOnlyWritten(const FunctionContext& context, NodeId call) {
  const Ast& ast = context.ast;
  const std::vector<NodeId> parents = parentsOf(ast);
  const Node& assign = ast[parents[call]];
  if (assign.kind != NodeKind::Assign || assign.listSize != 1 || context.isModule() ||
      ast[ast.list(assign)[0]].kind != NodeKind::Name)
    return false;
  const NodeId variable = ast.list(assign)[0];
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    if (node.kind != NodeKind::Name || node.symbol != ast[variable].symbol || id == variable)
      continue;
    const NodeId user = parents[id];
    if (ast[user].kind != NodeKind::Call || ast.list(user).empty() || ast.list(user)[0] != id)
      return false;
    const auto mode = findArgument(context, user, 1, "mode");
    const bool writes = calleeName(context, user) == "open" && mode &&
                        creates(context.constantText(mode->node).value_or(""));
    const bool removes = context.calls(user, "os.remove") || context.calls(user, "os.unlink");
    if (!writes && !removes)
      return false;
  }
  return true;
}

// `tempfile.mktemp(suffix=s)` becomes `tempfile.NamedTemporaryFile(suffix=s, delete=False).name`.
void repair(const FunctionContext& context, NodeId /*node*/, NodeId call, Finding& finding) {
  const Ast& ast = context.ast;
  if (!context.calls(call, "tempfile.mktemp")) {
    finding.whyNoFix = "make the file with tempfile.NamedTemporaryFile";
    return;
  }
  for (const NodeId argument : ast.list(call))
    if (ast[argument].kind != NodeKind::KeywordArgument) {
      finding.whyNoFix = "the arguments of mktemp have to be given by name";
      return;
    }
  auto spelled = spellName(context, ast[call].a, "tempfile.NamedTemporaryFile");
  auto added = addArgument(ast, call, "delete=False");
  if (!spelled || !added)
    return;
  EditBuilder edits;
  edits.replace(ast[ast[call].a].range(), spelled->text);
  for (TextEdit& edit : *added)
    edits.replace(edit.range, std::move(edit.newText));
  edits.insert(ast[call].end, ".name");
  auto made = edits.take();
  if (!made)
    return;
  Fix fix{"make the file at once",
          std::move(*made),
          isOnlyWritten(context, call) ? Safety::Safe : Safety::Unsafe,
          true,
          {}};
  addImport(fix, *spelled);
  finding.fixes.push_back(std::move(fix));
}

} // namespace

constexpr Check insecure_temp_file{
    .severity = Severity::Warning,
    .cwe = 377,
    .message = "the name is free only until somebody else takes it: another program can put a "
               "file or link there first",
    .rule = {MisuseRule{nullptr, repair}, FunctionRule{run}}};

} // namespace pysecd::checks::concurrency
