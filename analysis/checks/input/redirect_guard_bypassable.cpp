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

// ... and neither `//` nor `/\\` follows.
Report withoutDoubleSlash(const FunctionContext& function, NodeId call) {
  const Ast& ast = function.ast;
  const NodeId target = ast[ast[call].a].a;
  const std::string_view written = ast.text(call);
  Report report;
  if (ast[target].kind != NodeKind::Name) {
    report.whyNoFix = "the target is computed in the test: put it into a variable first";
    return report;
  }
  const char quote = written.find('\'') != std::string_view::npos ? '\'' : '"';
  const std::string mark(1, quote);
  Fix fix;
  fix.title = "refuse // and /\\ as well";
  fix.preferred = true;
  fix.edits = {{ast[call].range(), "(" + std::string(written) + " and not " +
                                       std::string(ast.text(target)) + ".startswith((" + mark +
                                       "//" + mark + ", " + mark + "/\\\\" + mark + ")))"}};
  report.fixes.push_back(std::move(fix));
  return report;
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
      reporter.report(function, id, withoutDoubleSlash(function, id));
  }
}

// `not urlparse(url).netloc`, `urlparse(url).netloc == ""`: also true of `///host` and `/\\host`.
void onlyNoHost(const FunctionContext& function, Reporter& reporter) {
  const Ast& ast = function.ast;
  const auto isHost = [&](NodeId node) {
    return ast[node].kind == NodeKind::Attribute && function.text(ast[node].symbol) == "netloc" &&
           fromRequest(function.valueOf(ast[node].a));
  };
  const auto report = [&](NodeId host) {
    Report finding;
    finding.whyNoFix = "which hosts are fine is not known: compare with a list of them";
    reporter.report(function, host, std::move(finding));
  };
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::Unary && static_cast<UnaryOp>(node.op) == UnaryOp::Not &&
        isHost(node.a))
      report(node.a);
    else if (node.kind == NodeKind::Compare && node.listSize == 1 && isHost(node.a) &&
             function.constantText(ast[ast.list(id)[0]].a) == std::string_view())
      report(node.a);
    else if ((node.kind == NodeKind::If || node.kind == NodeKind::Conditional) && isHost(node.a))
      report(node.a);
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
