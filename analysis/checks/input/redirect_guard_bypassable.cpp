#include "analysis/checks/rule.h"
#include "analysis/checks/util/values.h"

#include <algorithm>

namespace pysecd::checks::input {

namespace {

bool fromRequest(const Value& value) {
  return std::any_of(value.origins.begin(), value.origins.end(), [](const Origin& origin) {
    return (origin.kinds & maskOf(Taint::Remote)) != 0;
  });
}

// Request data that a test has let through is redirected to here.
bool redirectsTested(const FunctionContext& function) {
  return std::any_of(function.flow.hits.begin(), function.flow.hits.end(), [&](const SinkHit& hit) {
    const Value& value = function.flow.values[hit.value];
    return hit.row.kind == Sink::Redirect && fromRequest(value) && !isRemote(value, Sink::Redirect);
  });
}

// Somewhere `//host` or `/\\host` is refused as well.
bool refusesDoubleSlash(const FunctionContext& function) {
  const Ast& ast = function.ast;
  for (NodeId id = 1; id < ast.nodes.size(); ++id)
    if (ast[id].kind == NodeKind::StringText) {
      const std::string_view text = ast.cooked[ast[id].text];
      if (text.starts_with("//") || text.starts_with("/\\") || text == "\\" || text == "://")
        return true;
    } else if (ast[id].kind == NodeKind::Attribute) {
      const std::string_view name = function.text(ast[id].symbol);
      if (name == "netloc" || name == "hostname")
        return true;
    }
  return false;
}

// `url.startswith("/")`, in that function alone.
void onlyASlash(const FunctionContext& function, Reporter& reporter) {
  const Ast& ast = function.ast;
  for (const NodeId id : function.code.of(NodeKind::Call)) {
    const Node& call = ast[id];
    if (ast[call.a].kind != NodeKind::Attribute ||
        function.text(ast[call.a].symbol) != "startswith" || ast.list(id).size() != 1)
      continue;
    const auto prefix = function.constantText(ast.list(id)[0]);
    if (prefix && *prefix == "/" && fromRequest(function.valueOf(ast[call.a].a)))
      reporter.report(function, id);
  }
}

// `not urlparse(url).netloc`, `urlparse(url).netloc == ""`: also true of `///host` and `/\\host`.
void onlyNoHost(const FunctionContext& function, Reporter& reporter) {
  const Ast& ast = function.ast;
  const auto isHost = [&](NodeId node) {
    return ast[node].kind == NodeKind::Attribute && function.text(ast[node].symbol) == "netloc" &&
           fromRequest(function.valueOf(ast[node].a));
  };
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::Unary && static_cast<UnaryOp>(node.op) == UnaryOp::Not &&
        isHost(node.a))
      reporter.report(function, node.a);
    else if (node.kind == NodeKind::Compare && node.listSize == 1 && isHost(node.a) &&
             function.constantText(ast[ast.list(id)[0]].a) == std::string_view())
      reporter.report(function, node.a);
    else if ((node.kind == NodeKind::If || node.kind == NodeKind::Conditional) && isHost(node.a))
      reporter.report(function, node.a);
  }
}

void run(const FunctionContext& function, Reporter& reporter) {
  if (!redirectsTested(function))
    return;
  if (!refusesDoubleSlash(function))
    onlyASlash(function, reporter);
  onlyNoHost(function, reporter);
}

} // namespace

constexpr Check redirect_guard_bypassable{
    .severity = Severity::Warning,
    .cwe = 601,
    .message = "this test of a redirect's target can be passed: browsers read //host, ///host and "
               "/\\host as the address of another site",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::input
