#include "analysis/models/row_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pysecd {

namespace {

using Kind = RowValue::Kind;
using namespace std::string_view_literals;

constexpr std::size_t kMaxNameBytes = 200;
constexpr std::size_t kMaxItems = 256; // members of a row, items of an array in it
constexpr std::int64_t kMaxPosition =
    255; // Python itself stops at 255 positional arguments in older versions

template <typename T> using Names = std::pair<std::string_view, T>;

constexpr Names<Taint> kTaints[] = {{"remote", Taint::Remote},
                                    {"local", Taint::Local},
                                    {"stored", Taint::Stored},
                                    {"secret", Taint::Secret},
                                    {"internals", Taint::Internals}};
constexpr Names<Sink> kSinks[] = {{"sql", Sink::Sql},          {"shell", Sink::Shell},
                                  {"argv", Sink::Argv},        {"code", Sink::Code},
                                  {"path", Sink::Path},        {"url", Sink::Url},
                                  {"html", Sink::Html},        {"redirect", Sink::Redirect},
                                  {"header", Sink::Header},    {"template", Sink::Template},
                                  {"regex", Sink::Regex},      {"format", Sink::Format},
                                  {"log", Sink::Log},          {"deserialize", Sink::Deserialize},
                                  {"ldap", Sink::Ldap},        {"xpath", Sink::XPath},
                                  {"nosql", Sink::NoSql},      {"xml", Sink::Xml},
                                  {"archive", Sink::Archive},  {"session", Sink::Session},
                                  {"response", Sink::Response}};
constexpr Names<ParamStyle> kStyles[] = {
    {"unknown", ParamStyle::Unknown}, {"qmark", ParamStyle::QMark},
    {"format", ParamStyle::Format},   {"named", ParamStyle::Named},
    {"numeric", ParamStyle::Numeric}, {"dollar", ParamStyle::Dollar}};
constexpr Names<BindForm> kBinds[] = {
    {"none", BindForm::None},         {"sequence", BindForm::Sequence},
    {"mapping", BindForm::Mapping},   {"varargs", BindForm::Varargs},
    {"keywords", BindForm::Keywords}, {"enclosing", BindForm::Enclosing}};
constexpr Names<Shape> kShapes[] = {{"number", Shape::Number}, {"constant", Shape::Constant}};
constexpr Names<EntryRow::On> kOns[] = {{"decorator", EntryRow::On::Decorator},
                                        {"subclass", EntryRow::On::Subclass}};

template <typename T, std::size_t N> std::string listed(const Names<T> (&table)[N]) {
  std::string list;
  for (const auto& [text, value] : table)
    list.append(list.empty() ? "" : ", ").append(text);
  return list;
}

std::string_view described(const RowValue& value) {
  switch (value.kind) {
  case Kind::Null:
    return "null";
  case Kind::Bool:
    return "a boolean";
  case Kind::Integer:
  case Kind::Real:
    return "a number";
  case Kind::String:
    return "a string";
  case Kind::Array:
    return "an array";
  case Kind::Object:
    return "an object";
  case Kind::TooDeep:
    return "a value nested too deeply";
  }
  return "";
}

// For messages: what a file holds may be of any length.
std::string_view clipped(std::string_view text) { return text.substr(0, kMaxNameBytes); }

bool isNameByte(char c, bool first) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '_' || byte >= 0x80 || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z') || (!first && byte >= '0' && byte <= '9');
}

bool isIdentifier(std::string_view name) {
  if (name.empty() || !isNameByte(name.front(), true))
    return false;
  return std::all_of(name.begin(), name.end(), [](char c) { return isNameByte(c, false); });
}

bool isDottedName(std::string_view name) {
  if (name.size() > kMaxNameBytes)
    return false;
  if (name.substr(0, 2) == "*.")
    return isIdentifier(name.substr(2));
  while (true) {
    const std::size_t dot = name.find('.');
    if (!isIdentifier(name.substr(0, dot)))
      return false;
    if (dot == std::string_view::npos)
      return true;
    name.remove_prefix(dot + 1);
  }
}

// The members of one row. The first thing that is wrong is kept; what is asked for then, or is
// absent, comes back empty.
class Fields {
public:
  Fields(const RowValue& row, const std::string& pointer) : row_(row), pointer_(pointer) {}

  std::optional<ModelError> takeError() { return std::move(error_); }
  bool failed() const { return error_.has_value(); }
  bool has(std::string_view key) const { return row_.member(key) != nullptr; }

  void fail(const RowValue& at, const std::string& pointer, std::string message) {
    if (!error_)
      error_ = ModelError{"", at.line, pointer, std::move(message)};
  }
  void fail(std::string_view key, std::string message) {
    const RowValue* value = row_.member(key);
    fail(value ? *value : row_, value ? pointerTo(key) : pointer_, std::move(message));
  }

  void allowOnly(std::string_view rowKind, std::initializer_list<std::string_view> keys) {
    for (std::size_t i = 0; i < row_.values.size(); ++i) {
      const RowValue& value = row_.values[i];
      if (std::find(keys.begin(), keys.end(), value.key) == keys.end())
        fail(value, pointerTo(value.key),
             fmt::format("unknown key \"{}\": a \"{}\" row may hold {}", clipped(value.key),
                         rowKind, fmt::join(keys, ", ")));
      for (std::size_t j = 0; j < i; ++j)
        if (row_.values[j].key == value.key)
          fail(value, pointerTo(value.key),
               fmt::format("key \"{}\" appears twice", clipped(value.key)));
    }
  }

  const RowValue* required(std::string_view key, std::string_view what) {
    const RowValue* value = row_.member(key);
    if (!value)
      fail(row_, pointer_, fmt::format("key \"{}\" is missing: {}", key, what));
    return value;
  }

  std::string_view dotted(std::string_view key) {
    const RowValue* value = required(key, "a dotted name");
    return value ? dotted(*value, pointerTo(key)) : std::string_view();
  }

  std::vector<std::string_view> dottedList(std::string_view key) {
    std::vector<std::string_view> names;
    forEach(key, "an array of dotted names", [&](const RowValue& item, const std::string& at) {
      names.push_back(dotted(item, at));
    });
    return names;
  }

  std::string_view identifier(std::string_view key) {
    const RowValue* value = required(key, "an identifier");
    return value ? identifier(*value, pointerTo(key)) : std::string_view();
  }

  std::vector<std::string_view> identifierList(std::string_view key) {
    std::vector<std::string_view> names;
    forEach(key, "an array of identifiers", [&](const RowValue& item, const std::string& at) {
      names.push_back(identifier(item, at));
    });
    return names;
  }

  // {parameter name: dotted name}
  std::vector<std::pair<std::string_view, std::string_view>> typeMap(std::string_view key) {
    std::vector<std::pair<std::string_view, std::string_view>> types;
    const RowValue* value = row_.member(key);
    if (!value)
      return types;
    if (value->kind != Kind::Object) {
      wrongType(*value, pointerTo(key), "an object of parameter names and dotted names");
      return types;
    }
    if (value->values.size() > kMaxItems)
      fail(*value, pointerTo(key), fmt::format("more than {} items", kMaxItems));
    for (const RowValue& item : value->values) {
      if (failed())
        break;
      const std::string at = below(pointerTo(key), item.key);
      if (!isIdentifier(item.key))
        fail(item, at, fmt::format("\"{}\" is no parameter name", clipped(item.key)));
      types.emplace_back(item.key, dotted(item, at));
    }
    return types;
  }

  bool boolean(std::string_view key) {
    const RowValue* value = row_.member(key);
    if (value && value->kind != Kind::Bool)
      wrongType(*value, pointerTo(key), "true or false");
    return value && value->truth;
  }

  template <typename T, std::size_t N> T choice(std::string_view key, const Names<T> (&table)[N]) {
    const RowValue* value = required(key, "one of " + listed(table));
    return value ? choice(*value, pointerTo(key), table) : T{};
  }

  template <typename T, std::size_t N>
  T choiceOr(std::string_view key, const Names<T> (&table)[N], T otherwise) {
    return has(key) ? choice(key, table) : otherwise;
  }

  // A sink kind, "all", or an array of sink kinds.
  SinkMask sinkMask(std::string_view key) {
    const RowValue* value = required(key, "\"all\", or one or more of " + listed(kSinks));
    if (!value)
      return 0;
    if (value->kind == Kind::String && value->text == "all")
      return kAllSinks;
    if (value->kind != Kind::Array)
      return maskOf(choice(*value, pointerTo(key), kSinks));
    SinkMask mask = 0;
    forEach(key, "", [&](const RowValue& item, const std::string& at) {
      mask |= maskOf(choice(item, at, kSinks));
    });
    return mask;
  }

  ArgSpec argument(std::string_view key, ModelSet& models) {
    const RowValue* value = required(key, kArgument);
    return value ? argument(*value, pointerTo(key), models) : ArgSpec{};
  }

  ArgSpec optionalArgument(std::string_view key, ModelSet& models) {
    return has(key) ? argument(key, models) : ArgSpec{};
  }

  // Arguments, or "self" for the receiver (an absent ArgSpec).
  std::vector<ArgSpec> arguments(std::string_view key, ModelSet& models) {
    std::vector<ArgSpec> specs;
    required(key, "an array of arguments, or \"self\"");
    forEach(key, "an array of arguments, or \"self\"",
            [&](const RowValue& item, const std::string& at) {
              const bool self = item.kind == Kind::String && item.text == "self";
              specs.push_back(self ? ArgSpec{} : argument(item, at, models));
            });
    return specs;
  }

private:
  static constexpr std::string_view kArgument = "[position, \"keyword\"], or one of the two";

  // RFC 6901: `~` and `/` of a key are escaped.
  std::string pointerTo(std::string_view key) const { return below(pointer_, key); }
  static std::string below(const std::string& pointer, std::string_view key) {
    std::string path = pointer + "/";
    for (const char c : clipped(key))
      c == '~' ? path += "~0" : c == '/' ? path += "~1" : path += c;
    return path;
  }

  void wrongType(const RowValue& at, const std::string& pointer, std::string_view expected) {
    fail(at, pointer, fmt::format("expected {}, not {}", expected, described(at)));
  }

  template <typename F> void forEach(std::string_view key, std::string_view expected, F use) {
    const RowValue* value = row_.member(key);
    if (!value)
      return;
    if (value->kind != Kind::Array)
      return wrongType(*value, pointerTo(key), expected);
    if (value->values.size() > kMaxItems)
      return fail(*value, pointerTo(key), fmt::format("more than {} items", kMaxItems));
    for (std::size_t i = 0; i < value->values.size(); ++i)
      use(value->values[i], fmt::format("{}/{}", pointerTo(key), i));
  }

  std::string_view string(const RowValue& value, const std::string& pointer,
                          std::string_view expected) {
    if (value.kind != Kind::String)
      wrongType(value, pointer, expected);
    return value.text;
  }

  std::string_view dotted(const RowValue& value, const std::string& pointer) {
    const std::string_view name = string(value, pointer, "a dotted name");
    if (!failed() && !isDottedName(name))
      fail(value, pointer, "not a dotted name such as \"sqlite3.Cursor.execute\" or \"*.execute\"");
    return name;
  }

  std::string_view identifier(const RowValue& value, const std::string& pointer) {
    const std::string_view name = string(value, pointer, "an identifier");
    if (!failed() && !isIdentifier(name))
      fail(value, pointer, "not an identifier");
    return name;
  }

  template <typename T, std::size_t N>
  T choice(const RowValue& value, const std::string& pointer, const Names<T> (&table)[N]) {
    const std::string_view text = string(value, pointer, "one of " + listed(table));
    for (const auto& [name, meaning] : table)
      if (name == text)
        return meaning;
    fail(value, pointer, fmt::format("\"{}\" is none of {}", clipped(text), listed(table)));
    return T{};
  }

  ArgSpec argument(const RowValue& value, const std::string& pointer, ModelSet& models) {
    ArgSpec spec;
    if (value.kind != Kind::Array || value.values.empty() || value.values.size() > 2) {
      wrongType(value, pointer, kArgument);
      return spec;
    }
    for (std::size_t i = 0; i < value.values.size(); ++i) {
      const RowValue& item = value.values[i];
      const std::string at = fmt::format("{}/{}", pointer, i);
      if (item.kind == Kind::String && isIdentifier(item.text) && spec.keyword == kNoSymbol)
        spec.keyword = models.symbols()->intern(item.text);
      else if (item.kind == Kind::Integer && i == 0 && item.integer >= 0 &&
               item.integer <= kMaxPosition)
        spec.position = static_cast<std::int16_t>(item.integer);
      else
        fail(item, at,
             fmt::format("expected {}: a position counts from 0, without self", kArgument));
    }
    return spec;
  }

  const RowValue& row_;
  const std::string& pointer_;
  std::optional<ModelError> error_;
};

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
    models.edit(id).alias = target;
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
  fields.allowOnly(
      "sink", {"sink", "arg", "kind", "style", "bind", "params", "serverTyped", "percentAlways"});
  const std::string_view name = fields.dotted("sink");
  SinkRow sink;
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
  if (!fields.failed())
    models.edit(models.ensure(name)).sinks.push_back(sink);
}

void readFlow(Fields& fields, ModelSet& models) {
  fields.allowOnly("flow", {"flow", "from", "to", "whole"});
  const std::string_view name = fields.dotted("flow");
  const std::vector<ArgSpec> from = fields.arguments("from", models);
  if (!fields.failed() && from.empty())
    fields.fail("from", "name at least one argument, or use a \"clean\" row");
  const std::string_view target = fields.has("to") ? fields.dotted("to") : "return";
  if (!fields.failed() && target.find('.') != std::string_view::npos)
    fields.fail("to", "expected \"return\", \"self\" or the name of an attribute of the result");
  const bool whole = fields.boolean("whole");
  if (whole && (target != "return" || from.size() != 1))
    fields.fail("whole", "\"whole\" is for one argument that is the result");
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
    entry.flows.push_back({spec, to, attribute, whole});
}

void readClean(Fields& fields, ModelSet& models) {
  fields.allowOnly("clean", {"clean", "kind", "shape"});
  const std::string_view name = fields.dotted("clean");
  const SinkMask kinds = fields.sinkMask("kind");
  const Shape shape = fields.choiceOr("shape", kShapes, Shape::Unknown);
  if (fields.failed())
    return;
  ModelEntry& entry = models.edit(models.ensure(name));
  entry.cleans |= kinds;
  if (shape != Shape::Unknown)
    entry.shape = shape;
}

void readConvert(Fields& fields, ModelSet& models) {
  fields.allowOnly("convert", {"convert", "by"});
  const std::string_view name = fields.dotted("convert");
  const ArgSpec by = fields.argument("by", models);
  if (!fields.failed())
    models.edit(models.ensure(name)).converter = by;
}

void readGuard(Fields& fields, ModelSet& models) {
  fields.allowOnly("guard", {"guard", "kind"});
  const std::string_view name = fields.dotted("guard");
  const SinkMask kinds = fields.sinkMask("kind");
  if (!fields.failed())
    models.edit(models.ensure(name)).guards |= kinds;
}

void readExit(Fields& fields, ModelSet& models) {
  fields.allowOnly("exit", {"exit"});
  const std::string_view name = fields.dotted("exit");
  if (!fields.failed())
    models.edit(models.ensure(name)).neverReturns = true;
}

void readEntry(Fields& fields, ModelSet& models) {
  fields.allowOnly("entry", {"entry", "on", "params", "types", "methods", "route", "validates"});
  const std::string_view name = fields.dotted("entry");
  EntryRow row;
  row.on = fields.choice("on", kOns);
  row.params = fields.has("params") ? maskOf(fields.choice("params", kTaints)) : TaintMask{0};
  const auto types = fields.typeMap("types");
  const std::vector<std::string_view> methods = fields.identifierList("methods");
  row.route = fields.optionalArgument("route", models);
  row.validates = fields.boolean("validates");
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
constexpr RowKind kRowKinds[] = {
    {"class", readClass}, {"alias", readAlias},         {"source", readSource},
    {"sink", readSink},   {"flow", readFlow},           {"clean", readClean},
    {"guard", readGuard}, {"convert", readConvert},     {"exit", readExit},
    {"entry", readEntry}, {"parameter", readParameter}, {"type", readType}};

} // namespace

bool isAliasRow(const RowValue& row) { return row.member("alias") != nullptr; }

std::optional<ModelError> readRow(const RowValue& row, const std::string& pointer,
                                  ModelSet& models) {
  if (row.kind != Kind::Object)
    return ModelError{"", row.line, pointer,
                      fmt::format("expected a row, an object, not {}", described(row))};
  if (row.values.size() > kMaxItems)
    return ModelError{"", row.line, pointer, fmt::format("more than {} keys", kMaxItems)};
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
  return ModelError{"", row.line, pointer,
                    "unknown kind of row: expected one of the keys " + kinds};
}

} // namespace pysecd
