#include "analysis/checks/util/responses.h"

#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/names.h"
#include "analysis/support/ascii.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr std::string_view kTypeArguments[] = {"content_type", "mimetype", "media_type"};

// Types that a browser renders, and runs scripts of.
bool isActive(std::string_view type) {
  const std::string name = lowered(type);
  return name.find("html") != std::string::npos || name.find("xml") != std::string::npos ||
         name.find("svg") != std::string::npos;
}

bool isContentTypeKey(const FunctionContext& function, NodeId node) {
  const auto key = function.constantText(node);
  return key && lowered(*key) == "content-type";
}

enum class Sent { Unsaid, Active, Inert };

Sent sentAs(const FunctionContext& function, NodeId type) {
  const auto text = function.constantText(type);
  return !text ? Sent::Unsaid : isActive(*text) ? Sent::Active : Sent::Inert;
}

Sent saidInCall(const FunctionContext& function, NodeId call) {
  if (function.ast[call].kind != NodeKind::Call)
    return Sent::Unsaid;
  for (const std::string_view name : kTypeArguments)
    if (const auto type = findArgument(function, call, -1, name))
      return sentAs(function, type->node);
  if (function.calls(call, "django.http.HttpResponse"))
    if (const auto type = findArgument(function, call, 1, {}))
      return sentAs(function, type->node);
  if (function.calls(call, "flask.Response") || function.calls(call, "werkzeug.wrappers.Response"))
    if (const auto type = findArgument(function, call, 3, {}))
      return sentAs(function, type->node);
  if (const auto headers = findArgument(function, call, -1, "headers"))
    for (const std::string_view key : {"Content-Type", "content-type", "Content-type"})
      if (const NodeId type = elementNode(function, headers->node, key); type != kNoNode)
        return sentAs(function, type);
  // aiohttp sends plain text unless told otherwise.
  return function.calls(call, "aiohttp.web.Response") ? Sent::Inert : Sent::Unsaid;
}

// Anywhere in the function: `response.content_type = ...`, `headers["Content-Type"] = ...`,
// `send_header("Content-Type", ...)`.
Sent saidInFunction(const FunctionContext& function) {
  const Ast& ast = function.ast;
  Sent sent = Sent::Unsaid;
  const auto note = [&](NodeId type) {
    const Sent here = sentAs(function, type);
    if (here == Sent::Active || sent == Sent::Unsaid)
      sent = here;
  };
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    if (node.kind == NodeKind::Assign && node.a != kNoNode) {
      for (const NodeId target : ast.list(node)) {
        const Node& to = ast[target];
        const std::string_view name = function.text(to.symbol);
        if (to.kind == NodeKind::Attribute &&
            std::find(std::begin(kTypeArguments), std::end(kTypeArguments), name) !=
                std::end(kTypeArguments))
          note(node.a);
        else if (to.kind == NodeKind::Subscript && isContentTypeKey(function, to.b))
          note(node.a);
      }
    } else if (node.kind == NodeKind::Call && node.listSize >= 2 &&
               isContentTypeKey(function, ast.list(id)[0])) {
      note(ast.list(id)[1]);
    }
  }
  return sent;
}

} // namespace

bool isSentAsHtml(const SinkContext& context) {
  const Sent inCall = saidInCall(context.function, context.hit.call);
  return inCall != Sent::Unsaid ? inCall == Sent::Active
                                : saidInFunction(context.function) != Sent::Inert;
}

} // namespace pysecd
