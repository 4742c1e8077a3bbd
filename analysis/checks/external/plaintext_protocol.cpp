#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/values.h"
#include "analysis/fixes/call_edits.h"
#include "analysis/support/local_address.h"

#include <algorithm>

namespace pysecd::checks::external {

namespace {

bool callsMethod(const FunctionContext& context, std::string_view name) {
  const Ast& ast = context.ast;
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    return node.kind == NodeKind::Call && ast[node.a].kind == NodeKind::Attribute &&
           context.text(ast[node.a].symbol) == name;
  });
}

bool isOf(const FunctionContext& context, const Value& value, std::string_view name) {
  const ModelId wanted = context.models.find(name);
  return wanted != kNoModel &&
         std::any_of(value.types.begin(), value.types.end(), [&](const TypeRef& type) {
           return type.kind == TypeKind::Instance && type.id == wanted;
         });
}

// A login over a connection that nothing has secured.
void judgeLogin(const FunctionContext& context, NodeId call, Reporter& reporter) {
  const Node& callee = context.ast[context.ast[call].a];
  if (callee.kind != NodeKind::Attribute)
    return;
  const std::string_view method = context.text(callee.symbol);
  const Value& receiver = context.valueOf(callee.a);
  const auto report = [&](std::string_view message) {
    reporter.report(context, call, {.message = std::string(message)});
  };
  if (method == "login" && isOf(context, receiver, "smtplib.SMTP") &&
      !callsMethod(context, "starttls"))
    report("SMTP carries the password as text: STARTTLS is not used");
  else if ((method == "login" || method == "authenticate") &&
           isOf(context, receiver, "imaplib.IMAP4") && !callsMethod(context, "starttls"))
    report("IMAP carries the password as text");
  else if (method == "pass_" && isOf(context, receiver, "poplib.POP3") &&
           !callsMethod(context, "stls"))
    report("POP3 carries the password as text");
}

bool carriesCredentials(const FunctionContext& context, NodeId call) {
  if (findArgument(context, call, -1, "auth"))
    return true;
  const auto headers = findArgument(context, call, -1, "headers");
  if (headers && context.ast[headers->node].kind == NodeKind::Dict)
    for (const NodeId pair : context.ast.list(headers->node)) {
      const auto name = context.constantText(context.ast[pair].a);
      if (name && mentions(*name, {"authorization", "token", "cookie", "api_key", "secret"}))
        return true;
    }
  for (const std::string_view body : {"data", "json", "params"})
    if (const auto fields = findArgument(context, call, -1, body);
        fields && context.ast[fields->node].kind == NodeKind::Dict)
      for (const NodeId pair : context.ast.list(fields->node))
        if (const auto name = context.constantText(context.ast[pair].a);
            name && isSecretName(*name))
          return true;
  return false;
}

// user:password@ in the address.
bool namesUser(std::string_view url) {
  const std::size_t begin = url.find("://");
  const std::string_view host = url.substr(begin + 3, url.find('/', begin + 3) - begin - 3);
  return host.find('@') != std::string_view::npos && host.find(':') < host.find('@');
}

void run(const FunctionContext& context, Reporter& reporter) {
  for (const NodeId id : context.code.of(NodeKind::Call))
    if (context.reached(context.ast[id].a))
      judgeLogin(context, id, reporter);
  for (const SinkHit& hit : context.flow.hits) {
    if (hit.row.kind != Sink::Url || hit.through != kNoSymbol)
      continue;
    const std::string_view url = knownPrefix(context.flow.values[hit.value]);
    if (!url.starts_with("http://") || isLocalUrl(url) || url.size() == 7 ||
        (!carriesCredentials(context, hit.call) && !namesUser(url)))
      continue;
    Report report{.message = "credentials go over an unencrypted connection"};
    if (const auto text = context.ast.text(hit.argument); text.starts_with("\"http://"))
      report.fixes.push_back({"use https",
                              *replaceExpression(context.ast, hit.argument,
                                                 "\"https://" + std::string(text.substr(8))),
                              Safety::Unsafe, true});
    reporter.report(context, hit.argument, std::move(report));
  }
}

} // namespace

constexpr Check plaintext_protocol{.severity = Severity::Warning,
                                   .cwe = 319,
                                   .message = "everything goes over the network unencrypted",
                                   .rule = {MisuseRule{}, FunctionRule{run}}};

} // namespace pysecd::checks::external
