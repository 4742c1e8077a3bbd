#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/request_numbers.h"

namespace pysecd::checks::input {

namespace {

constexpr int kEach = -2; // position: of all arguments each

struct Size {
  std::string_view callee;
  int position;
  std::string_view keyword;
  std::string_view message;
};

constexpr std::string_view kMemory = "the client decides how much memory this takes";
constexpr std::string_view kTime = "the client decides how long this takes";

constexpr Size kSizes[] = {
    {"sleep", 0, "secs", kTime},         {"range", kEach, "", kTime},
    {"bytearray", 0, "", kMemory},       {"bytes", 0, "", kMemory},
    {"urandom", 0, "", kMemory},         {"token_bytes", 0, "nbytes", kMemory},
    {"token_hex", 0, "nbytes", kMemory}, {"token_urlsafe", 0, "nbytes", kMemory},
    {"randbytes", 0, "n", kMemory},      {"zeros", 0, "shape", kMemory},
    {"ones", 0, "shape", kMemory},       {"empty", 0, "shape", kMemory},
    {"zfill", 0, "width", kMemory},      {"ljust", 0, "width", kMemory},
    {"rjust", 0, "width", kMemory},      {"resize", 0, "size", kMemory},
    {"thumbnail", 0, "size", kMemory}};

class Numbers {
public:
  Numbers(const FunctionContext& context, Reporter& reporter)
      : context_(context), ast_(context.ast), reporter_(reporter) {}

  void run() {
    for (NodeId id = 1; id < ast_.nodes.size(); ++id)
      if (ast_[id].kind == NodeKind::Call)
        call(id);
      else if (ast_[id].kind == NodeKind::Binary)
        repetition(ast_[id]);
  }

private:
  void call(NodeId id) {
    const std::string_view name = calleeName(context_, id);
    for (const Size& size : kSizes) {
      if (name != size.callee)
        continue;
      if (size.position == kEach) {
        for (const NodeId bound : ast_.list(id))
          judge(bound, size.message);
      } else if (const auto argument = findArgument(context_, id, size.position, size.keyword)) {
        if (ast_[argument->node].kind == NodeKind::Tuple)
          for (const NodeId side : ast_.list(argument->node))
            judge(side, size.message);
        else
          judge(argument->node, size.message);
      }
    }
  }

  // `"x" * n`, `[0] * n`.
  void repetition(const Node& node) {
    if (static_cast<BinaryOp>(node.op) != BinaryOp::Mul)
      return;
    if (isSequence(node.a))
      judge(node.b, kMemory);
    else if (isSequence(node.b))
      judge(node.a, kMemory);
  }

  bool isSequence(NodeId id) const {
    const NodeKind kind = ast_[id].kind;
    return kind == NodeKind::String || kind == NodeKind::StringConcat || kind == NodeKind::List ||
           kind == NodeKind::Tuple;
  }

  void judge(NodeId number, std::string_view message) {
    if (const NodeId source = requestNumber(context_, number); source != kNoNode)
      reporter_.report(context_, number,
                       {.message = std::string(message),
                        .notes = {{ast_[source].range(), "the number comes in here", {}, {}, {}}}});
  }

  const FunctionContext& context_;
  const Ast& ast_;
  Reporter& reporter_;
};

void run(const FunctionContext& context, Reporter& reporter) { Numbers(context, reporter).run(); }

} // namespace

constexpr Check numeric_unchecked{.severity = Severity::Information,
                                  .cwe = 1284,
                                  .message = "a number from the request is used without bounds",
                                  .rule = FunctionRule{run}};

} // namespace pysecd::checks::input
