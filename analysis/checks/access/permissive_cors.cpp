#include "analysis/checks/rule.h"

namespace pysecd::checks::access {

namespace {

constexpr std::string_view kOrigin = "Access-Control-Allow-Origin";
constexpr std::string_view kCredentials = "Access-Control-Allow-Credentials";

bool sameHeader(std::string_view a, std::string_view b) {
  if (a.size() != b.size())
    return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if ((a[i] | 0x20) != (b[i] | 0x20))
      return false;
  return true;
}

bool isRemote(const Value& value) {
  for (const Origin& origin : value.origins)
    if ((origin.kinds & maskOf(Taint::Remote)) != 0)
      return true;
  return false;
}

// `response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]`
class Headers {
public:
  Headers(const FunctionContext& context, Reporter& reporter)
      : context_(context), reporter_(reporter) {}

  void run() {
    const Ast& ast = context_.ast;
    for (NodeId id = 1; id < ast.nodes.size(); ++id) {
      const Node& node = ast[id];
      if (node.kind == NodeKind::Assign && node.listSize == 1) {
        const Node& target = ast[ast.list(node)[0]];
        if (target.kind == NodeKind::Subscript)
          note(target.b, node.a);
      } else if (node.kind == NodeKind::DictPair) {
        note(node.a, node.b);
      } else if (node.kind == NodeKind::Call && ast.list(node).size() == 2) {
        note(ast.list(node)[0], ast.list(node)[1]); // headers.add(name, value), set_header(...)
      }
    }
    if (reflected_ != kNoNode)
      reporter_.report(context_, reflected_,
                       {.message = "whatever site asks is allowed to read the answer"});
    else if (everybody_ != kNoNode)
      reporter_.report(context_, everybody_,
                       {.message = "every site may read the answer",
                        .severity = credentials_ ? Severity::Warning : Severity::Information});
  }

private:
  void note(NodeId key, NodeId value) {
    const auto name = context_.constantText(key);
    if (!name || !context_.reached(value))
      return;
    if (sameHeader(*name, kCredentials)) {
      credentials_ = true;
    } else if (sameHeader(*name, kOrigin)) {
      if (context_.constantText(value) == "*")
        everybody_ = value;
      else if (isRemote(context_.valueOf(value)) &&
               !context_.valueOf(value).harmlessFor(Sink::Header))
        reflected_ = value;
    }
  }

  const FunctionContext& context_;
  Reporter& reporter_;
  NodeId reflected_ = kNoNode;
  NodeId everybody_ = kNoNode;
  bool credentials_ = false;
};

void run(const FunctionContext& context, Reporter& reporter) { Headers(context, reporter).run(); }

} // namespace

constexpr Check permissive_cors{
    .severity = Severity::Warning,
    .cwe = 942,
    .message = "every site may read the answers with the visitor's credentials",
    .rule = {MisuseRule{}, FunctionRule{run}}};

} // namespace pysecd::checks::access
