#include "analysis/checks/rule.h"

namespace pysecd::checks::access {

namespace {

// Groups can be changed only while the process is root: after setuid it is too late.
void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  NodeId user = kNoNode;
  NodeId group = kNoNode;
  for (const NodeId id : context.code.of(NodeKind::Call)) {
    if (context.calls(id, "os.setuid") || context.calls(id, "os.setresuid") ||
        context.calls(id, "os.setreuid")) {
      if (context.constantInt(ast.list(id).empty() ? kNoNode : ast.list(id)[0]) == 0)
        return; // becoming root
      if (user == kNoNode || ast[id].begin < ast[user].begin)
        user = id;
    } else if ((context.calls(id, "os.setgid") || context.calls(id, "os.setgroups") ||
                context.calls(id, "os.initgroups") || context.calls(id, "os.setresgid")) &&
               (group == kNoNode || ast[id].begin < ast[group].begin)) {
      group = id;
    }
  }
  if (user == kNoNode)
    return;
  if (group == kNoNode)
    reporter.report(context, user,
                    {.message = "the user is given up and the groups of root are kept"});
  else if (ast[group].begin > ast[user].begin)
    reporter.report(context, group,
                    {.message = "the groups can no longer be changed: root is given up above"});
}

} // namespace

constexpr Check privilege_not_dropped{.severity = Severity::Information,
                                      .cwe = 250,
                                      .message = "more privileges are kept than needed",
                                      .rule = FunctionRule{run}};

} // namespace pysecd::checks::access
