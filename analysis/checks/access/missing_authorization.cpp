#include "analysis/checks/rule.h"
#include "analysis/checks/util/guards.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/siblings.h"

#include <algorithm>
#include <map>
#include <set>

namespace pysecd::checks::access {

namespace {

enum Kind {
  kGuarded, // subject: one of its guards
  kOpen,    // it asks nobody
  kForAll,  // a guard in front of all handlers of the module
  kCall,    // subject: the function that an open one calls
  kHelper   // it guards whoever calls it
};
constexpr std::string_view kWrites = "writes";
constexpr std::size_t kLeastGuarded = 2;

bool isMeantToBeOpen(std::string_view text) {
  return mentions(text,
                  {"login",        "logout",  "signin",   "signup",   "register", "registration",
                   "health",       "healthz", "ping",     "static",   "index",    "home",
                   "public",       "about",   "status",   "version",  "favicon",  "robots",
                   "docs",         "openapi", "webhook",  "callback", "oauth",    "password",
                   "confirm",      "verify",  "activate", "metrics",  "ready",    "live",
                   "error",        "landing", "terms",    "privacy",  "contact",  "options",
                   "authenticate", "sso",     "saml",     "csrf",     "sitemap",  "root",
                   "unsubscribe",  "welcome", "main",     "help",     "sign_in",  "sign_up",
                   "log_in",       "log_out"});
}

// `@app.before_request`: what it refuses none of the others sees.
bool standsBeforeAll(const FunctionContext& context) {
  const Node& root = context.ast[context.ast.root];
  if (root.kind != NodeKind::FunctionDef || root.c == kNoNode)
    return false;
  const auto decorators = context.ast.list(root.c);
  return std::any_of(decorators.begin(), decorators.end(), [&](NodeId decorator) {
    return mentions(calledName(context, decorator),
                    {"before_request", "before_app_request", "middleware", "hook"});
  });
}

void observe(const FunctionContext& context, Marker& marker) {
  const Ast& ast = context.ast;
  if (context.isModule()) {
    // A router that is made with dependencies guards all its routes.
    for (const Node& node : ast.nodes)
      if (node.kind == NodeKind::KeywordArgument &&
          mentions(context.text(node.symbol), {"dependencies", "middleware", "default_auth"}))
        marker.mark({kForAll, {}, {}, {}, node.range(), {}});
    return;
  }
  if (standsBeforeAll(context)) {
    if (asksWhoCalls(context))
      marker.mark({kForAll, {}, {}, {}, nameRange(ast), {}});
    return;
  }
  const std::optional<Handler> handler = handlerOf(context);
  if (!handler) {
    if (!guardsOf(context).empty())
      marker.mark({kHelper, {}, {}, {}, nameRange(ast), {}});
    return;
  }
  const std::string fact(handler->writes ? kWrites : std::string_view());
  const std::vector<std::string> guards = guardsOf(context);
  for (const std::string& guard : guards)
    marker.mark({kGuarded, handler->group, guard, fact, nameRange(ast), {}});
  if (!guards.empty())
    return;
  const bool waived = isMeantToBeOpen(context.text(ast[ast.root].symbol)) ||
                      isMeantToBeOpen(handler->entry.route) || asksWhoCalls(context);
  if (waived)
    return;
  marker.mark({kOpen, handler->group, {}, fact, nameRange(ast), {}});
  for (const NodeId id : context.code.of(NodeKind::Call))
    for (const std::string_view key : functionKeys(context, ast[id].a))
      marker.mark({kCall, {}, std::string(key), {}, ast[id].range(), {}});
}

struct Carriers {
  std::vector<std::string> functions;
  const Mark* first = nullptr;
  bool write = false; // one of them writes
  bool read = false;
};

struct Group {
  std::map<std::string_view, Carriers> guards;
  std::vector<const Mark*> open;
};

// Functions that call one that guards.
std::set<std::string_view> guardedByHelpers(std::span<const Mark> marks) {
  std::set<std::string_view> helpers;
  std::set<std::string_view> guarded;
  for (const Mark& mark : marks)
    if (mark.kind == kHelper)
      helpers.insert(mark.function);
  for (const Mark& mark : marks)
    if (mark.kind == kCall && helpers.contains(mark.subject))
      guarded.insert(mark.function);
  return guarded;
}

std::map<std::string_view, Group> groupsOf(std::span<const Mark> marks) {
  const std::set<std::string_view> guarded = guardedByHelpers(marks);
  std::map<std::string_view, Group> groups;
  for (const Mark& mark : marks) {
    if (mark.kind == kCall || mark.kind == kHelper)
      continue;
    Group& group = groups[mark.group];
    if (mark.kind == kGuarded) {
      Carriers& carriers = group.guards[mark.subject];
      carriers.functions.push_back(mark.function);
      (mark.fact == kWrites ? carriers.write : carriers.read) = true;
      if (carriers.first == nullptr)
        carriers.first = &mark;
    } else if (mark.kind == kOpen && !guarded.contains(mark.function)) {
      group.open.push_back(&mark);
    }
  }
  return groups;
}

void compare(std::span<const Mark> marks, Reporter& reporter) {
  if (std::any_of(marks.begin(), marks.end(),
                  [](const Mark& mark) { return mark.kind == kForAll; }))
    return;
  for (const auto& [name, group] : groupsOf(marks)) {
    const auto most = std::max_element(
        group.guards.begin(), group.guards.end(), [](const auto& a, const auto& b) {
          return a.second.functions.size() < b.second.functions.size();
        });
    if (most == group.guards.end())
      continue;
    const Carriers& carriers = most->second;
    if (carriers.functions.size() < kLeastGuarded || carriers.functions.size() <= group.open.size())
      continue;
    for (const Mark* open : group.open) {
      // Where only changes are guarded, reading is meant to be open.
      if (!(open->fact == kWrites ? carriers.write : carriers.read))
        continue;
      reporter.report(open->range,
                      {.message = "anybody may call this: " + std::string(most->first) +
                                  " is missing, which its siblings " + listOf(carriers.functions) +
                                  " have",
                       .notes = {{carriers.first->range, "here it is", {}, {}, {}}}});
    }
  }
}

constexpr std::string_view kOpenToAll =
    "the permission classes let anybody change data through this view";

bool isWriteName(std::string_view name) {
  return name == "post" || name == "put" || name == "patch" || name == "delete" ||
         name == "create" || name == "update" || name == "destroy" || name == "partial_update";
}

// Django REST framework: `[AllowAny]`, or nothing that could refuse.
bool letsAllIn(const FunctionContext& context, NodeId list) {
  const Node& node = context.ast[list];
  if (node.kind != NodeKind::List && node.kind != NodeKind::Tuple)
    return false;
  const auto elements = context.ast.list(node);
  return std::all_of(elements.begin(), elements.end(),
                     [&](NodeId element) { return calledName(context, element) == "AllowAny"; });
}

void restViewClass(const FunctionContext& context, const Node& view, Reporter& reporter) {
  const Ast& ast = context.ast;
  if (!context.derivesFrom(view.symbol, "rest_framework.views.APIView") ||
      isMeantToBeOpen(context.text(view.symbol)))
    return;
  bool writes = context.derivesFrom(view.symbol, "rest_framework.viewsets.ModelViewSet");
  NodeId permissions = kNoNode;
  for (const NodeId id : ast.list(view.b)) {
    const Node& statement = ast[id];
    writes |=
        statement.kind == NodeKind::FunctionDef && isWriteName(context.text(statement.symbol));
    if (statement.kind == NodeKind::Assign && statement.listSize == 1 && statement.a != kNoNode &&
        context.text(ast[ast.list(statement)[0]].symbol) == "permission_classes")
      permissions = statement.a;
  }
  if (writes && permissions != kNoNode && letsAllIn(context, permissions))
    reporter.report(context, permissions, {.message = std::string(kOpenToAll)});
}

void restViewFunction(const FunctionContext& context, Reporter& reporter) {
  const Node& root = context.ast[context.ast.root];
  if (root.c == kNoNode || isMeantToBeOpen(context.text(root.symbol)))
    return;
  for (const NodeId decorator : context.ast.list(root.c)) {
    const auto arguments = context.ast.list(decorator);
    if (calledName(context, decorator) != "permission_classes" || arguments.size() != 1 ||
        !letsAllIn(context, arguments[0]))
      continue;
    const std::optional<Handler> handler = handlerOf(context);
    if (handler && handler->entry.isEntry && handler->writes && guardsOf(context).empty())
      reporter.report(context, arguments[0], {.message = std::string(kOpenToAll)});
  }
}

void run(const FunctionContext& context, Reporter& reporter) {
  if (!context.isModule())
    return restViewFunction(context, reporter);
  for (const Node& node : context.ast.nodes)
    if (node.kind == NodeKind::ClassDef)
      restViewClass(context, node, reporter);
}

} // namespace

constexpr Check missing_authorization{
    .severity = Severity::Warning,
    .cwe = 862,
    .message = "anybody may call this: the guard that its siblings carry is missing",
    .rule = {SiblingRule{observe, compare}, FunctionRule{run}}};

} // namespace pysecd::checks::access
