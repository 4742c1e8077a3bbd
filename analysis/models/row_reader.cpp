#include "analysis/models/row_reader.h"

#include "analysis/models/callback_reader.h"
#include "analysis/models/effects_reader.h"
#include "analysis/models/misuse_reader.h"
#include "analysis/models/row_fields.h"

#include <algorithm>

namespace pysecd {

namespace {

using namespace rows;
using namespace std::string_view_literals;

constexpr Names<Taint> kTaints[] = {{"remote", Taint::Remote},
                                    {"local", Taint::Local},
                                    {"stored", Taint::Stored},
                                    {"secret", Taint::Secret},
                                    {"internals", Taint::Internals}};
constexpr Names<Sink> kSinks[] = {{"sql", Sink::Sql},           {"shell", Sink::Shell},
                                  {"argv", Sink::Argv},         {"code", Sink::Code},
                                  {"path", Sink::Path},         {"url", Sink::Url},
                                  {"html", Sink::Html},         {"redirect", Sink::Redirect},
                                  {"header", Sink::Header},     {"template", Sink::Template},
                                  {"regex", Sink::Regex},       {"format", Sink::Format},
                                  {"log", Sink::Log},           {"deserialize", Sink::Deserialize},
                                  {"ldap", Sink::Ldap},         {"xpath", Sink::XPath},
                                  {"nosql", Sink::NoSql},       {"xml", Sink::Xml},
                                  {"archive", Sink::Archive},   {"session", Sink::Session},
                                  {"response", Sink::Response}, {"upload", Sink::Upload},
                                  {"matched", Sink::Matched},   {"bomb", Sink::Bomb},
                                  {"dots", Sink::Dots}};
constexpr Names<ParamStyle> kStyles[] = {
    {"unknown", ParamStyle::Unknown}, {"qmark", ParamStyle::QMark},
    {"format", ParamStyle::Format},   {"named", ParamStyle::Named},
    {"numeric", ParamStyle::Numeric}, {"dollar", ParamStyle::Dollar}};
constexpr Names<BindForm> kBinds[] = {
    {"none", BindForm::None},         {"sequence", BindForm::Sequence},
    {"mapping", BindForm::Mapping},   {"varargs", BindForm::Varargs},
    {"keywords", BindForm::Keywords}, {"enclosing", BindForm::Enclosing}};
constexpr Names<Shape> kShapes[] = {{"number", Shape::Number}, {"constant", Shape::Constant}};
constexpr Names<bool> kGuardTimes[] = {{"test", false}, {"return", true}};
constexpr Names<EntryRow::On> kOns[] = {{"decorator", EntryRow::On::Decorator},
                                        {"subclass", EntryRow::On::Subclass}};

void state(Fields& fields, std::string_view key, ModelSet& models, ModelId& fact, ModelId value) {
  if (fact != kNoModel && fact != value)
    fields.fail(key, fmt::format("another row says it is {}", models.dottedName(fact)));
  else
    fact = value;
}

void readType(Fields& fields, ModelSet& models) {
  fields.allowOnly("type", {"type", "returns", "is"});
  const std::string_view name = fields.dotted("type");
  if (fields.has("returns") == fields.has("is"))
    fields.fail("type", "expected one of the keys \"returns\" and \"is\": a dotted name");
  const std::string_view key = fields.has("is") ? "is" : "returns";
  const std::string_view type = fields.dotted(key);
  if (fields.failed())
    return;
  const ModelId id = models.ensure(name);
  const ModelId value = models.ensure(type);
  ModelEntry& entry = models.edit(id);
  state(fields, key, models, key == "is" ? entry.is : entry.returns, value);
}

void readClass(Fields& fields, ModelSet& models) {
  fields.allowOnly("class", {"class", "bases"});
  const std::string_view name = fields.dotted("class");
  const std::vector<std::string_view> bases = fields.dottedList("bases");
  if (fields.failed())
    return;
  const ModelId id = models.ensure(name);
  std::vector<ModelId> baseIds;
  for (const std::string_view base : bases)
    baseIds.push_back(models.ensure(base));
  if (std::find(baseIds.begin(), baseIds.end(), id) != baseIds.end())
    return fields.fail("bases", "a class cannot be its own base");
  ModelEntry& entry = models.edit(id);
  entry.isClass = true;
  for (const ModelId base : baseIds)
    if (std::find(entry.bases.begin(), entry.bases.end(), base) == entry.bases.end())
      entry.bases.push_back(base);
}

void readAlias(Fields& fields, ModelSet& models) {
  fields.allowOnly("alias", {"alias", "of"});
  const std::string_view name = fields.dotted("alias");
  const std::string_view of = fields.dotted("of");
  if (fields.failed())
    return;
  const ModelId target = models.ensure(of);
  const ModelId id = models.ensure(name);
  // `ensure` follows aliases: a name that is one already comes back as what it stands for.
  if (models.dottedName(id) != name) {
    if (id != target)
      fields.fail("alias", fmt::format("it is already another name of {}", models.dottedName(id)));
  } else if (id == target) {
    fields.fail("of", "the aliases make a circle");
  } else {
    models.setAlias(id, target);
  }
}

void readSource(Fields& fields, ModelSet& models) {
  fields.allowOnly("source", {"source", "kind"});
  const std::string_view name = fields.dotted("source");
  const Taint kind = fields.choice("kind", kTaints);
  if (!fields.failed())
    models.edit(models.ensure(name)).source |= maskOf(kind);
}

void readSink(Fields& fields, ModelSet& models) {
  fields.allowOnly("sink", {"sink", "arg", "set", "kind", "part", "when", "unless", "style", "bind",
                            "params", "serverTyped", "percentAlways"});
  const std::string_view name = fields.dotted("sink");
  SinkRow sink;
  sink.onSet = fields.boolean("set");
  if (sink.onSet && fields.has("arg"))
    fields.fail("arg", "an assignment (\"set\") has no arguments");
  const RowValue* arg = fields.member("arg");
  const bool self = arg != nullptr && arg->kind == Kind::String && arg->text == "self";
  if (!sink.onSet && !self)
    sink.arg = fields.argument("arg", models);
  sink.kind = fields.choice("kind", kSinks);
  if (sink.kind == Sink::Sql) {
    sink.style = fields.choice("style", kStyles);
    sink.bind = fields.choice("bind", kBinds);
    sink.params = fields.optionalArgument("params", models);
    sink.serverTyped = fields.boolean("serverTyped");
    sink.percentAlways = fields.boolean("percentAlways");
    const bool wantsParams = sink.bind == BindForm::Sequence || sink.bind == BindForm::Mapping ||
                             sink.bind == BindForm::Varargs;
    if (wantsParams != sink.params.present())
      fields.fail("params",
                  wantsParams
                      ? "key \"params\" is missing: the argument that takes the bound values"
                      : "this \"bind\" has no \"params\"");
  } else {
    for (const std::string_view key :
         {"style"sv, "bind"sv, "params"sv, "serverTyped"sv, "percentAlways"sv})
      if (fields.has(key))
        fields.fail(key, fmt::format("\"{}\" is for sinks of kind \"sql\" only", key));
  }
  SinkLimit limit = readSinkLimit(fields, models);
  if (fields.failed())
    return;
  ModelEntry& entry = models.edit(models.ensure(name));
  entry.sinks.push_back(sink);
  entry.sinkLimits.push_back(std::move(limit));
}

void readFlow(Fields& fields, ModelSet& models) {
  fields.allowOnly("flow", {"flow", "from", "to", "whole", "inside", "key"});
  const std::string_view name = fields.dotted("flow");
  const std::vector<ArgSpec> from = fields.arguments("from", models);
  if (!fields.failed() && from.empty())
    fields.fail("from", "name at least one argument, or use a \"clean\" row");
  const std::string_view target = fields.has("to") ? fields.dotted("to") : "return";
  if (!fields.failed() && target.find('.') != std::string_view::npos)
    fields.fail("to", "expected \"return\", \"self\" or the name of an attribute of the result");
  const bool whole = fields.boolean("whole");
  std::vector<ArgSpec> key;
  if (fields.has("key"))
    key = fields.arguments("key", models);
  const bool inside = fields.boolean("inside");
  if (whole && (target != "return" || from.size() != 1))
    fields.fail("whole", "\"whole\" is for one argument that is the result");
  if (inside && (target != "return" || from.size() != 1 || whole))
    fields.fail("inside", "\"inside\" is for one argument that holds the result");
  if (fields.failed())
    return;
  const auto to = target == "return" ? FlowRow::To::Return
                  : target == "self" ? FlowRow::To::Receiver
                                     : FlowRow::To::Attribute;
  const Symbol attribute =
      to == FlowRow::To::Attribute ? models.symbols()->intern(target) : kNoSymbol;
  ModelEntry& entry = models.edit(models.ensure(name));
  if (to == FlowRow::To::Receiver)
    models.edit(entry.parent).holdsValues = true;
  for (const ArgSpec& spec : from)
    entry.flows.push_back({spec, to, attribute, whole, inside, key});
}

void readClean(Fields& fields, ModelSet& models) {
  fields.allowOnly("clean", {"clean", "kind", "shape"});
  const std::string_view name = fields.dotted("clean");
  const SinkMask kinds = fields.sinkMask("kind", kSinks);
  const Shape shape = fields.choiceOr("shape", kShapes, Shape::Unknown);
  if (fields.failed())
    return;
  ModelEntry& entry = models.edit(models.ensure(name));
  entry.cleans |= kinds;
  if (shape != Shape::Unknown)
    entry.shape = shape;
}

void readSpoil(Fields& fields, ModelSet& models) {
  fields.allowOnly("spoil", {"spoil", "kind"});
  const std::string_view name = fields.dotted("spoil");
  const SinkMask kinds = fields.sinkMask("kind", kSinks);
  if (!fields.failed())
    models.edit(models.ensure(name)).spoils |= kinds;
}

void readConvert(Fields& fields, ModelSet& models) {
  fields.allowOnly("convert", {"convert", "by"});
  const std::string_view name = fields.dotted("convert");
  const ArgSpec by = fields.argument("by", models);
  if (!fields.failed())
    models.edit(models.ensure(name)).converter = by;
}

void readGuard(Fields& fields, ModelSet& models) {
  fields.allowOnly("guard", {"guard", "kind", "on"});
  const std::string_view name = fields.dotted("guard");
  const SinkMask kinds = fields.sinkMask("kind", kSinks);
  const bool onReturn = fields.has("on") && fields.choice("on", kGuardTimes);
  if (!fields.failed())
    (onReturn ? models.edit(models.ensure(name)).shows : models.edit(models.ensure(name)).guards) |=
        kinds;
}

void readExit(Fields& fields, ModelSet& models) {
  fields.allowOnly("exit", {"exit"});
  const std::string_view name = fields.dotted("exit");
  if (!fields.failed())
    models.edit(models.ensure(name)).neverReturns = true;
}

void readEntry(Fields& fields, ModelSet& models) {
  fields.allowOnly("entry", {"entry", "on", "params", "types", "methods", "route", "validates",
                             "sends", "when", "unless"});
  const std::string_view name = fields.dotted("entry");
  EntryRow row;
  row.on = fields.choice("on", kOns);
  row.params = fields.has("params") ? maskOf(fields.choice("params", kTaints)) : TaintMask{0};
  const auto types = fields.typeMap("types");
  const std::vector<std::string_view> methods = fields.identifierList("methods");
  row.route = fields.optionalArgument("route", models);
  row.validates = fields.boolean("validates");
  if (fields.has("sends")) {
    row.sendsHtml = fields.string("sends", "\"html\"") == "html";
    if (!row.sendsHtml)
      fields.fail("sends", "expected \"html\"");
    row.htmlLimit = readSinkLimit(fields, models);
  }
  for (const std::string_view limit : {"when", "unless"})
    if (fields.has(limit) && (!row.sendsHtml || row.on != EntryRow::On::Decorator))
      fields.fail(limit, "only beside \"sends\" of entries on \"decorator\"");
  if (row.on == EntryRow::On::Decorator && fields.has("methods"))
    fields.fail("methods", "\"methods\" is for entries on \"subclass\" only");
  if (row.on == EntryRow::On::Subclass && fields.has("route"))
    fields.fail("route", "\"route\" is for entries on \"decorator\" only");
  if (fields.failed())
    return;
  for (const auto& [parameter, type] : types)
    row.types.emplace_back(models.symbols()->intern(parameter), models.ensure(type));
  for (const std::string_view method : methods)
    row.methods.push_back(models.symbols()->intern(method));
  models.edit(models.ensure(name)).entries.push_back(std::move(row));
}

void readRenders(Fields& fields, ModelSet& models) {
  fields.allowOnly("renders", {"renders", "template", "context", "keywords"});
  const std::string_view name = fields.dotted("renders");
  RenderRow row;
  row.ofReceiver = !fields.has("template");
  row.name = fields.optionalArgument("template", models);
  row.context = fields.optionalArgument("context", models);
  row.keywords = fields.boolean("keywords");
  if (!fields.failed())
    models.edit(models.ensure(name)).renders.push_back(row);
}

void readParameter(Fields& fields, ModelSet& models) {
  fields.allowOnly("parameter", {"parameter", "library", "type"});
  const std::string_view name = fields.identifier("parameter");
  const std::string_view library = fields.dotted("library");
  const std::string_view type = fields.dotted("type");
  if (!fields.failed())
    models.addParameterRow(
        {models.symbols()->intern(name), std::string(library), models.ensure(type)});
}

struct RowKind {
  std::string_view key;
  void (*read)(Fields&, ModelSet&);
};
// "type" comes last: rows of kind "parameter" hold a key of that name too.
constexpr RowKind kRowKinds[] = {{"class", readClass},     {"alias", readAlias},
                                 {"source", readSource},   {"sink", readSink},
                                 {"flow", readFlow},       {"clean", readClean},
                                 {"guard", readGuard},     {"spoil", readSpoil},
                                 {"convert", readConvert}, {"exit", readExit},
                                 {"entry", readEntry},     {"parameter", readParameter},
                                 {"misuse", readMisuse},   {"transaction", readTransaction},
                                 {"lock", readLock},       {"blocking", readBlocking},
                                 {"calls", readCalls},     {"collect", readCollect},
                                 {"store", readStore},     {"surface", readSurface},
                                 {"renders", readRenders}, {"type", readType}};

} // namespace

bool isAliasRow(const RowValue& row) { return row.member("alias") != nullptr; }

std::optional<ModelError> readRow(const RowValue& row, const std::string& pointer,
                                  ModelSet& models) {
  if (row.kind != Kind::Object)
    return ModelError{"", row.line, pointer,
                      fmt::format("expected a row, an object, not {}", described(row)), row.column};
  if (row.values.size() > kMaxItems)
    return ModelError{"", row.line, pointer, fmt::format("more than {} keys", kMaxItems),
                      row.column};
  for (const RowKind& kind : kRowKinds) {
    if (!row.member(kind.key))
      continue;
    Fields fields(row, pointer);
    kind.read(fields, models);
    return fields.takeError();
  }
  std::string kinds;
  for (const RowKind& kind : kRowKinds)
    kinds.append(kinds.empty() ? "" : ", ").append(kind.key);
  return ModelError{"", row.line, pointer, "unknown kind of row: expected one of the keys " + kinds,
                    row.column};
}

} // namespace pysecd
