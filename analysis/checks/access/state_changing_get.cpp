#include "analysis/checks/rule.h"
#include "analysis/checks/util/entries.h"
#include "analysis/checks/util/names.h"

#include <algorithm>

namespace pysecd::checks::access {

namespace {

// What is kept about visits changes nothing a visitor owns; links in mails have to be GET.
bool isBookkeeping(std::string_view name) {
  return mentions(name, {"callback", "oauth",    "authorize",   "confirm",      "confirmation",
                         "verify",   "activate", "unsubscribe", "health",       "init",
                         "seed",     "setup",    "count",       "visit",        "visits",
                         "views",    "seen",     "track",       "log",          "login",
                         "logout",   "sso",      "redirect",    "get_or_create"});
}

bool onlyGet(const FunctionContext& context, const EntryPoint& entry) {
  if (!entry.methods.empty())
    return std::all_of(entry.methods.begin(), entry.methods.end(), [](const std::string& method) {
      return method == "GET" || method == "HEAD" || method == "OPTIONS";
    });
  // Flask's default; other frameworks have none that is known here.
  return std::any_of(entry.decorators.begin(), entry.decorators.end(), [&](NodeId decorator) {
    return context.calls(decorator, "flask.Flask.route") ||
           context.calls(decorator, "flask.Blueprint.route");
  });
}

bool startsStatement(std::string_view text, std::string_view word) {
  for (std::size_t i = 0; i < word.size(); ++i)
    if (i >= text.size() || (text[i] | 0x20) != word[i])
      return false;
  return true;
}

bool writes(const FunctionContext& context, NodeId call) {
  const Ast& ast = context.ast;
  const Node& callee = ast[ast[call].a];
  if (callee.kind != NodeKind::Attribute || !context.reached(ast[call].a))
    return false;
  const std::string_view method = context.text(callee.symbol);
  const std::string_view owner = ast.text(callee.a);
  const auto arguments = ast.list(call);
  if (method == "commit" || method == "bulk_create" || method == "bulk_update")
    return arguments.empty() || method != "commit";
  if (method == "add" || method == "delete" || method == "merge")
    return (owner.ends_with("session") && !arguments.empty()) ||
           (method == "delete" && arguments.empty() &&
            owner.find("objects") != std::string_view::npos);
  if (method == "create")
    return owner.ends_with(".objects");
  if (method == "delete_one" || method == "delete_many" || method == "insert_one" ||
      method == "update_one" || method == "update_many")
    return true;
  if (method == "execute" && !arguments.empty()) {
    const std::string_view text = context.constantText(arguments[0]).value_or(std::string_view());
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    const std::string_view statement =
        begin == std::string_view::npos ? std::string_view() : text.substr(begin);
    return startsStatement(statement, "delete ") || startsStatement(statement, "update ") ||
           startsStatement(statement, "insert ");
  }
  return false;
}

void judge(const FunctionContext& context, NodeId function, const EntryPoint& entry,
           Reporter& reporter) {
  const Ast& ast = context.ast;
  if (!entry.isEntry || !onlyGet(context, entry) ||
      isBookkeeping(context.text(ast[function].symbol)) || isBookkeeping(entry.route))
    return;
  // A handler that asks for the method, or reads a body, takes more than GET.
  const bool takesBody = std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    if (node.kind != NodeKind::Attribute)
      return false;
    const std::string_view name = context.text(node.symbol);
    return name == "method" || name == "form" || name == "get_json" || name == "json" ||
           name == "files" || name == "data";
  });
  if (takesBody)
    return;
  for (const NodeId id : context.code.of(NodeKind::Call))
    if (ast[function].range().contains(ast[id].range()) && writes(context, id)) {
      reporter.report(context, id);
      return; // the handler is the defect, not each of its statements
    }
}

void run(const FunctionContext& context, Reporter& reporter) {
  if (!context.isModule())
    judge(context, context.ast.root, entryPointOf(context), reporter);
}

} // namespace

constexpr Check state_changing_get{
    .severity = Severity::Warning,
    .cwe = 650,
    .message = "a link is enough to change data: GET requests are followed, prefetched and forged",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::access
