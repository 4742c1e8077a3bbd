#include "analysis/checks/rule.h"
#include "analysis/checks/util/library_name.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/values.h"

#include <algorithm>

namespace pysecd::checks::access {

namespace {

constexpr std::string_view kMacApis[] = {"hmac.HMAC.hexdigest", "hmac.HMAC.digest", "hmac.digest"};

// A message authentication code: made here, or so named.
bool isMac(const FunctionContext& context, NodeId node, int depth = 4) {
  const Node& at = context.ast[node];
  if (at.kind == NodeKind::Call) {
    for (const std::string_view api : kMacApis)
      if (context.calls(node, api))
        return true;
    for (const NodeId argument : context.ast.list(at)) // base64.b64encode(hmac...)
      if (depth > 0 && isMac(context, argument, depth - 1))
        return true;
    return context.ast[at.a].kind == NodeKind::Attribute && depth > 0 &&
           isMac(context, context.ast[at.a].a, depth - 1);
  }
  if (at.kind == NodeKind::Name) // the variable that such a call was assigned to
    for (NodeId id = 1; id < context.ast.nodes.size(); ++id) {
      const Node& assign = context.ast[id];
      if (depth > 0 && assign.kind == NodeKind::Assign && assign.listSize == 1 &&
          assign.a != kNoNode && context.ast[context.ast.list(id)[0]].symbol == at.symbol &&
          context.ast[context.ast.list(id)[0]].kind == NodeKind::Name &&
          context.ast[assign.a].kind == NodeKind::Call && isMac(context, assign.a, depth - 2))
        return true;
    }
  return false;
}

bool isProof(std::string_view name) {
  return mentions(name, {"signature", "hmac", "digest", "apikey", "secret", "csrf", "webhook"}) ||
         (isSecretName(name) && !isPasswordName(name));
}

bool isEmptyOrLiteral(const FunctionContext& context, NodeId node) {
  const Value& value = context.valueOf(node);
  return value.constant.has_value() || value.may == kNone || value.number();
}

// `if kept != new: kept = new`: it asks whether something changed, not whether somebody knows it.
bool asksForChange(const FunctionContext& context, NodeId compare, NodeId left, NodeId right) {
  const Ast& ast = context.ast;
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& test) {
    if (test.kind != NodeKind::If || test.a != compare)
      return false;
    const auto body = ast.list(test.b);
    return std::any_of(body.begin(), body.end(), [&](NodeId id) {
      const Node& assign = ast[id];
      return assign.kind == NodeKind::Assign && assign.a != kNoNode &&
             (ast.text(assign.a) == ast.text(left) || ast.text(assign.a) == ast.text(right));
    });
  });
}

// `clean(token) != token`: the same value twice.
bool isMadeOf(const FunctionContext& context, NodeId made, NodeId other) {
  const Ast& ast = context.ast;
  if (ast[made].kind != NodeKind::Name || ast[other].kind != NodeKind::Name)
    return false;
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& assign) {
    return assign.kind == NodeKind::Assign && assign.listSize == 1 && assign.a != kNoNode &&
           ast[ast.list(assign)[0]].symbol == ast[made].symbol &&
           ast[assign.a].kind == NodeKind::Call && ast.list(assign.a).size() == 1 &&
           ast.text(ast.list(assign.a)[0]) == ast.text(other);
  });
}

Fix compareDigest(const FunctionContext& context, NodeId compare, NodeId left, NodeId right,
                  bool equal) {
  Fix fix;
  auto spelled = spellName(context, compare, "hmac.compare_digest");
  if (!spelled)
    return fix;
  fix.title = "compare in constant time";
  fix.safety = Safety::Unsafe; // both must be bytes, or text of ASCII
  fix.preferred = true;
  fix.edits.push_back(
      {context.ast[compare].range(), std::string(equal ? "" : "not ") + spelled->text + "(" +
                                         std::string(context.ast.text(left)) + ", " +
                                         std::string(context.ast.text(right)) + ")"});
  addImport(fix, *spelled);
  return fix;
}

void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  for (const NodeId id : context.code.of(NodeKind::Compare)) {
    const Node& node = ast[id];
    if (node.listSize != 1 || !context.reached(node.a))
      continue;
    const Node& term = ast[ast.list(id)[0]];
    const auto op = static_cast<CompareOp>(term.op);
    if ((op != CompareOp::Eq && op != CompareOp::NotEq) || isEmptyOrLiteral(context, node.a) ||
        isEmptyOrLiteral(context, term.a))
      continue;
    const bool mac = isMac(context, node.a) || isMac(context, term.a);
    const bool remote = isRemote(context.valueOf(node.a), Sink::Log) ||
                        isRemote(context.valueOf(term.a), Sink::Log);
    const std::string_view left = endName(context, node.a);
    const std::string_view right = endName(context, term.a);
    const bool named = isProof(left) || isProof(right);
    if ((!mac && !(remote && named)) || asksForChange(context, id, node.a, term.a) ||
        isMadeOf(context, node.a, term.a) || isMadeOf(context, term.a, node.a))
      continue;
    Report report;
    if (Fix fix = compareDigest(context, id, node.a, term.a, op == CompareOp::Eq);
        !fix.edits.empty())
      report.fixes.push_back(std::move(fix));
    reporter.report(context, id, std::move(report));
  }
}

} // namespace

constexpr Check timing_unsafe_compare{
    .severity = Severity::Warning,
    .cwe = 208,
    .message = "how long this comparison takes tells how much of the secret was guessed",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::access
