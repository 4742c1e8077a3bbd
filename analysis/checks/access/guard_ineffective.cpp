#include "analysis/checks/rule.h"
#include "analysis/checks/util/entries.h"
#include "analysis/checks/util/guards.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"
#include "analysis/syntax/walk.h"

#include <algorithm>

namespace pysecd::checks::access {

namespace {

struct Misspelling {
  std::string_view wrong;
  std::string_view right;
};
constexpr Misspelling kMisspellings[] = {{"permissions", "permission_classes"},
                                         {"permission_class", "permission_classes"},
                                         {"permissions_classes", "permission_classes"},
                                         {"permission_clases", "permission_classes"},
                                         {"authentication_class", "authentication_classes"},
                                         {"authentications_classes", "authentication_classes"},
                                         {"authenticator_classes", "authentication_classes"},
                                         {"throttle_class", "throttle_classes"}};

class Guards {
public:
  Guards(const FunctionContext& context, Reporter& reporter)
      : context_(context), ast_(context.ast), reporter_(reporter) {}

  void run() {
    for (NodeId id = 1; id < ast_.nodes.size(); ++id)
      switch (ast_[id].kind) {
      case NodeKind::FunctionDef:
        decorators(id);
        break;
      case NodeKind::ClassDef:
        viewClass(id);
        break;
      case NodeKind::ExpressionStatement:
        droppedAnswer(id);
        break;
      case NodeKind::If:
        uncalled(ast_[id].a);
        break;
      case NodeKind::Try:
        swallowed(id);
        break;
      default:
        break;
      }
  }

private:
  // The route registers what stands below it: a guard above it never runs.
  void decorators(NodeId function) {
    const Node& node = ast_[function];
    if (node.c == kNoNode || (node.flags & kStub) != 0)
      return;
    const EntryPoint entry = entryPointOf(context_, function);
    if (entry.decorators.empty())
      return;
    const NodeId route = entry.decorators.back(); // the last that registers
    for (const NodeId decorator : ast_.list(node.c)) {
      if (decorator == route)
        break;
      if (std::find(entry.decorators.begin(), entry.decorators.end(), decorator) !=
              entry.decorators.end() ||
          !isGuardDecorator(calledName(context_, decorator)))
        continue;
      Fix fix{"put the guard below the route",
              {{ast_[decorator].range(), std::string(ast_.text(route))},
               {ast_[route].range(), std::string(ast_.text(decorator))}},
              Safety::Unsafe,
              true};
      Report report{.message = "this guard never runs: the route below it registers the function "
                               "without it"};
      report.fixes.push_back(std::move(fix));
      reporter_.report(context_, decorator, std::move(report));
    }
  }

  void viewClass(NodeId id) {
    const Symbol name = ast_[id].symbol;
    const bool view = context_.derivesFrom(name, "rest_framework.views.APIView") ||
                      context_.derivesFrom(name, "rest_framework.viewsets.ViewSetMixin");
    if (!view)
      return;
    for (const NodeId statement : ast_.list(ast_[id].b)) {
      if (ast_[statement].kind != NodeKind::Assign || ast_[statement].listSize != 1)
        continue;
      const NodeId target = ast_.list(statement)[0];
      if (ast_[target].kind != NodeKind::Name)
        continue;
      for (const Misspelling& one : kMisspellings)
        if (context_.text(ast_[target].symbol) == one.wrong) {
          Report report{.message = "the framework does not know this name: nothing is checked; " +
                                   std::string(one.right) + " is meant"};
          report.fixes.push_back({"write " + std::string(one.right),
                                  {{ast_[target].range(), std::string(one.right)}},
                                  Safety::Unsafe,
                                  true});
          reporter_.report(context_, target, std::move(report));
        }
    }
  }

  void droppedAnswer(NodeId id) {
    NodeId call = ast_[id].a;
    if (ast_[call].kind == NodeKind::Await)
      call = ast_[call].a;
    if (ast_[call].kind == NodeKind::Call && context_.reached(ast_[call].a) &&
        isAnswerOnly(calledName(context_, call)) && !raisesInside(call))
      reporter_.report(context_, call,
                       {.message = "the answer of this check is dropped: nothing depends on it"});
  }

  // The program's own function of that name may raise in place of answering.
  bool raisesInside(NodeId call) {
    for (const TypeRef& type : context_.valueOf(ast_[call].a).types)
      if (type.kind == TypeKind::LocalFunction || type.kind == TypeKind::LocalMethod ||
          type.kind == TypeKind::Nested)
        if (const Summary* summary =
                type.kind != TypeKind::Nested ? context_.program.summary(type.id) : nullptr;
            summary == nullptr || !summary->returns || summary->returns->may == kNone)
          return true;
    return false;
  }

  // `if user.has_perm:` is always true.
  void uncalled(NodeId test) {
    const Node& node = ast_[test];
    if (node.kind == NodeKind::Unary && static_cast<UnaryOp>(node.op) == UnaryOp::Not)
      return uncalled(node.a);
    if (node.kind == NodeKind::BoolOp) {
      uncalled(node.a);
      return uncalled(node.b);
    }
    if (node.kind != NodeKind::Attribute || !context_.reached(test))
      return;
    const std::string_view name = context_.text(node.symbol);
    if (name == "has_perm" || name == "has_perms" || name == "check_password" ||
        name == "has_module_perms")
      reporter_.report(context_, test,
                       {.message = "the check is named but not called: this is always true"});
  }

  void swallowed(NodeId id) {
    const Node& node = ast_[id];
    const bool silent = std::any_of(ast_.list(id).begin(), ast_.list(id).end(),
                                    [&](NodeId handler) { return passes(handler); });
    if (!silent || node.b != kNoNode)
      return;
    const auto body = ast_.list(node.a);
    if (body.empty())
      return;
    const NodeId last = body.back(); // what follows a check inside the try is guarded by it
    if (ast_[last].kind == NodeKind::ExpressionStatement &&
        ast_[ast_[last].a].kind == NodeKind::Call &&
        isGuardCall(calledName(context_, ast_[last].a)))
      reporter_.report(context_, last,
                       {.message = "when this check refuses, the refusal is swallowed below",
                        .severity = Severity::Warning});
  }

  // An expired password or a missing row is no refusal.
  bool catchesRefusal(NodeId handler) const {
    const NodeId type = ast_[handler].a;
    return catchesAll(context_, handler) ||
           mentions(ast_.text(type), {"denied", "forbidden", "unauthorized", "permission", "auth",
                                      "authentication", "authorization", "refused", "invalid",
                                      "signature", "access", "assertion", "value", "error"});
  }

  bool passes(NodeId handler) const {
    if (!catchesRefusal(handler))
      return false;
    for (const NodeId statement : ast_.list(ast_[handler].b)) {
      const NodeKind kind = ast_[statement].kind;
      const bool logs =
          kind == NodeKind::ExpressionStatement &&
          mentions(ast_.text(ast_[statement].a), {"log", "logger", "logging", "print"});
      if (kind != NodeKind::Pass && !logs)
        return false;
    }
    return true;
  }

  const FunctionContext& context_;
  const Ast& ast_;
  Reporter& reporter_;
};

void run(const FunctionContext& context, Reporter& reporter) { Guards(context, reporter).run(); }

} // namespace

constexpr Check guard_ineffective{.severity = Severity::Error,
                                  .cwe = 863,
                                  .message = "a guard that guards nothing",
                                  .rule = FunctionRule{run}};

} // namespace pysecd::checks::access
