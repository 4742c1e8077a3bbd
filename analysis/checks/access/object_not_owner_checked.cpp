#include "analysis/checks/rule.h"
#include "analysis/checks/util/guards.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/siblings.h"

#include <map>
#include <set>

namespace pysecd::checks::access {

namespace {

enum Kind { kTied, kUntied }; // subject: the model

constexpr std::size_t kLeastTied = 2;

bool namesOwner(std::string_view name) {
  return mentions(name, {"user", "owner", "tenant", "account", "author", "creator", "customer",
                         "member", "organization", "organisation", "company", "team", "created_by",
                         "project_id", "belongs_to", "viewer"});
}

bool isModelName(std::string_view name) {
  return name.size() > 1 && name[0] >= 'A' && name[0] <= 'Z' && name[1] >= 'a' && name[1] <= 'z';
}

bool loads(std::string_view method) {
  for (const std::string_view one : {"get", "aget", "get_or_404", "first_or_404", "filter",
                                     "filter_by", "get_object_or_404", "aget_object_or_404"})
    if (method == one)
      return true;
  return false;
}

class Loads {
public:
  Loads(const FunctionContext& context, Marker& marker)
      : context_(context), ast_(context.ast), marker_(marker) {}

  void observe() {
    const bool tiedLater = tiesLater();
    for (const NodeId id : context_.code.of(NodeKind::Call)) {
      if (!loads(calleeName(context_, id)))
        continue;
      const std::string_view model = modelOf(id);
      if (model.empty() || namesOwner(model) || !byRequest(id))
        continue;
      const bool tied = tiedLater || anyInside(ast_, id, [&](NodeId part) { return owns(part); });
      marker_.mark({tied ? kTied : kUntied, {}, std::string(model), {}, ast_[id].range(), {}});
    }
  }

private:
  bool owns(NodeId id) const {
    const NodeKind kind = ast_[id].kind;
    return (kind == NodeKind::KeywordArgument || kind == NodeKind::Attribute ||
            kind == NodeKind::Name) &&
           namesOwner(context_.text(ast_[id].symbol));
  }

  // `if order.owner_id != current_user.id`, `self.check_object_permissions(request, order)`.
  bool tiesLater() const {
    for (NodeId id = 1; id < ast_.nodes.size(); ++id) {
      const Node& node = ast_[id];
      if (node.kind == NodeKind::Compare &&
          anyInside(ast_, id, [&](NodeId part) { return owns(part); }))
        return true;
      if (node.kind == NodeKind::Call && isGuardCall(calledName(context_, id)))
        return true;
    }
    const std::vector<std::string> guards = guardsOf(context_);
    return std::any_of(guards.begin(), guards.end(), [](const std::string& guard) {
      return mentions(guard, {"admin", "staff", "superuser", "owner", "permission", "permissions",
                              "role", "roles", "can"});
    });
  }

  // "Order" of `Order.objects.get(...)`, `get_object_or_404(Order, ...)`, `db.query(Order)...`.
  std::string_view modelOf(NodeId call) const {
    std::string_view model;
    visitInside(ast_, call, [&](NodeId id) {
      const Node& node = ast_[id];
      if (model.empty() && (node.kind == NodeKind::Name || node.kind == NodeKind::Attribute) &&
          isModelName(context_.text(node.symbol)))
        model = context_.text(node.symbol);
      return model.empty();
    });
    return model;
  }

  // Which one is loaded is the client's to say: an argument is one of the handler's parameters, or
  // came with the request.
  bool byRequest(NodeId call) const {
    const auto arguments = ast_.list(call);
    return std::any_of(arguments.begin(), arguments.end(), [&](NodeId argument) {
      return anyInside(ast_, argument, [&](NodeId id) {
        for (const Origin& origin : context_.valueOf(id).origins)
          if ((origin.kinds & maskOf(Taint::Remote)) != 0)
            return true;
        return ast_[id].kind == NodeKind::Name && isRouteParameter(ast_[id].symbol);
      });
    });
  }

  bool isRouteParameter(Symbol name) const {
    if (!mentions(context_.text(name), {"id", "pk", "key", "uuid", "slug", "number"}))
      return false;
    const auto parameters = ast_.list(ast_[ast_.root].a);
    return std::any_of(parameters.begin(), parameters.end(),
                       [&](NodeId parameter) { return ast_[parameter].symbol == name; });
  }

  const FunctionContext& context_;
  const Ast& ast_;
  Marker& marker_;
};

void observe(const FunctionContext& context, Marker& marker) {
  if (handlerOf(context))
    Loads(context, marker).observe();
}

struct Model {
  std::vector<std::string> tied;
  const Mark* example = nullptr;
  std::vector<const Mark*> untied;
};

void compare(std::span<const Mark> marks, Reporter& reporter) {
  std::map<std::string_view, Model> models;
  for (const Mark& mark : marks) {
    Model& model = models[mark.subject];
    if (mark.kind == kUntied) {
      model.untied.push_back(&mark);
      continue;
    }
    if (model.tied.empty() || model.tied.back() != mark.function)
      model.tied.push_back(mark.function);
    if (model.example == nullptr)
      model.example = &mark;
  }
  for (const auto& [name, model] : models) {
    std::set<std::string_view> untied;
    for (const Mark* mark : model.untied)
      untied.insert(mark->function);
    if (model.tied.size() < kLeastTied || model.tied.size() <= untied.size())
      continue;
    for (const Mark* mark : model.untied)
      reporter.report(
          mark->range,
          {.message = "any " + std::string(name) + " can be named here, whoever it belongs to; " +
                      listOf(model.tied) + " ask for the user's own",
           .notes = {{model.example->range, "here it is tied to the user", {}, {}, {}}}});
  }
}

} // namespace

constexpr Check object_not_owner_checked{.severity = Severity::Information,
                                         .cwe = 639,
                                         .message =
                                             "any object can be named here, whoever it belongs to",
                                         .rule = SiblingRule{observe, compare}};

} // namespace pysecd::checks::access
