#include "analysis/checks/rule.h"
#include "analysis/checks/util/values.h"

#include <algorithm>

namespace pysecd::checks::database {

namespace {

constexpr std::string_view kModels[] = {"django.db.models.Model",
                                        "sqlalchemy.orm.DeclarativeBase",
                                        "flask_sqlalchemy.model.Model",
                                        "sqlmodel.SQLModel",
                                        "peewee.Model",
                                        "mongoengine.Document"};
constexpr std::string_view kMethods[] = {"create",        "update", "update_or_create",
                                         "get_or_create", "insert", "bulk_update",
                                         "acreate",       "aupdate"};

bool isModelClass(const FunctionContext& function, NodeId callee) {
  for (const TypeRef& type : function.valueOf(callee).types)
    if (type.kind == TypeKind::LocalClass)
      for (const std::string_view model : kModels)
        if (function.derivesFrom(type.id, model))
          return true;
  return false;
}

// `Model.objects.create(...)`, `queryset.update(...)`: a method that writes what it is given.
bool isWriter(const FunctionContext& function, NodeId callee) {
  const Node& node = function.ast[callee];
  if (node.kind != NodeKind::Attribute)
    return false;
  const std::string_view method = function.text(node.symbol);
  const Value& receiver = function.valueOf(node.a);
  return std::find(std::begin(kMethods), std::end(kMethods), method) != std::end(kMethods) &&
         function.isInstance(receiver, "django.db.models.QuerySet");
}

// `Model(**data)`: whatever keys the request has are written.
void spreadIntoModel(const FunctionContext& function, Reporter& reporter, NodeId call) {
  const Node& node = function.ast[call];
  if (!isModelClass(function, node.a) && !isWriter(function, node.a))
    return;
  for (const NodeId id : function.ast.list(call))
    if (function.ast[id].kind == NodeKind::DoubleStarred &&
        isRemote(function.valueOf(function.ast[id].a), Sink::NoSql))
      reporter.report(function, id);
}

// `for key in data: setattr(object, key, data[key])`
void setByName(const FunctionContext& function, Reporter& reporter, NodeId call) {
  const auto arguments = function.ast.list(call);
  const Node& callee = function.ast[function.ast[call].a];
  if (callee.kind == NodeKind::Name && function.text(callee.symbol) == "setattr" &&
      arguments.size() == 3 && isRemote(function.valueOf(arguments[1]), Sink::Code) &&
      function.valueOf(arguments[1]).pieces.empty())
    reporter.report(function, arguments[1]);
}

void run(const FunctionContext& function, Reporter& reporter) {
  for (const NodeId id : function.code.of(NodeKind::Call))
    if (function.reached(id)) {
      spreadIntoModel(function, reporter, id);
      setByName(function, reporter, id);
    }
}

} // namespace

constexpr Check orm_mass_assignment{
    .severity = Severity::Warning,
    .cwe = 915,
    .message = "the request decides which attributes of the object are set",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::database
