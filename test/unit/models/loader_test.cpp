#include "analysis/models/loader.h"

#include "test/support/catch.h"

#include <array>

using namespace pysecd;

namespace {

LoadedModels load(std::string_view bytes) {
  const std::array sources{ModelSource{"lib.json", bytes}};
  return loadModels(sources);
}

// The models of one row, which must be right.
std::shared_ptr<const ModelSet> withRows(const std::string& rows) {
  const LoadedModels loaded = load("{\"library\": \"lib\", \"rows\": [\n" + rows + "\n]}");
  for (const ModelError& error : loaded.errors)
    FAIL_CHECK(error.pointer << ": " << error.message);
  return loaded.models;
}

// The one error of a file of two rows, the second of which must load all the same.
ModelError errorOf(const std::string& row) {
  const LoadedModels loaded =
      load("{\"library\": \"lib\", \"rows\": [\n" + row + ",\n{\"class\": \"lib.Good\"}\n]}");
  REQUIRE(loaded.errors.size() == 1);
  CHECK(loaded.models->find("lib.Good") != kNoModel);
  CHECK(loaded.errors[0].file == "lib.json");
  return loaded.errors[0];
}

const ModelEntry& entry(const ModelSet& models, std::string_view name) {
  const ModelId id = models.find(name);
  INFO(name);
  REQUIRE(id != kNoModel);
  return models[id];
}

} // namespace

TEST_CASE("a type row says what a call or a name gives") {
  const auto models = withRows(R"({"type": "lib.connect", "returns": "lib.Connection"},
    {"type": "lib.default", "is": "lib.Connection"})");
  CHECK(entry(*models, "lib.connect").returns == models->find("lib.Connection"));
  CHECK(entry(*models, "lib.default").is == models->find("lib.Connection"));
  CHECK(entry(*models, "lib.default").returns == kNoModel);
}

TEST_CASE("a class row makes a class whose members include its bases'") {
  const auto models = withRows(R"({"class": "lib.Base"},
    {"class": "lib.Middle", "bases": ["lib.Base"]},
    {"class": "lib.Last", "bases": ["lib.Other", "lib.Middle"]},
    {"source": "lib.Base.read", "kind": "local"})");
  CHECK(entry(*models, "lib.Last").isClass);
  const Symbol read = models->symbols()->find("read");
  CHECK(models->member(models->find("lib.Last"), read) == models->find("lib.Base.read"));
  CHECK(models->child(models->find("lib.Last"), read) == kNoModel);
}

TEST_CASE("an alias names the same thing, wherever its row stands") {
  const auto models = withRows(R"({"source": "lib.short.read", "kind": "remote"},
    {"alias": "lib.short", "of": "lib.deep.long"})");
  CHECK(models->find("lib.short") == models->find("lib.deep.long"));
  CHECK(models->find("lib.short.read") == models->find("lib.deep.long.read"));
  CHECK(models->dottedName(models->find("lib.short.read")) == "lib.deep.long.read");
}

TEST_CASE("a source row gives taint, and several add up") {
  const auto models = withRows(R"({"source": "lib.read", "kind": "remote"},
    {"source": "lib.read", "kind": "secret"})");
  CHECK(entry(*models, "lib.read").source == (maskOf(Taint::Remote) | maskOf(Taint::Secret)));
}

TEST_CASE("a sink row of kind sql says how values are bound") {
  const auto models = withRows(R"({"sink": "lib.run", "arg": [0, "sql"], "kind": "sql",
    "style": "dollar", "bind": "varargs", "params": [1], "serverTyped": true, "percentAlways": true})");
  const ModelEntry& run = entry(*models, "lib.run");
  REQUIRE(run.sinks.size() == 1);
  const SinkRow& sink = run.sinks[0];
  CHECK(sink.arg.position == 0);
  CHECK(models->symbols()->text(sink.arg.keyword) == "sql");
  CHECK(sink.style == ParamStyle::Dollar);
  CHECK(sink.bind == BindForm::Varargs);
  CHECK(sink.params.position == 1);
  CHECK(sink.params.keyword == kNoSymbol);
  CHECK(sink.serverTyped);
  CHECK(sink.percentAlways);
}

TEST_CASE("a sink row of another kind has an argument only") {
  const auto models = withRows(R"({"sink": "lib.run", "arg": ["command"], "kind": "shell"})");
  const SinkRow& sink = entry(*models, "lib.run").sinks.at(0);
  CHECK(sink.kind == Sink::Shell);
  CHECK(sink.arg.position == -1);
  CHECK(sink.arg.present());
}

TEST_CASE("a flow row names the arguments that reach the result") {
  const auto models = withRows(R"({"flow": "lib.join", "from": ["self", [1, "url"]]})");
  const ModelEntry& join = entry(*models, "lib.join");
  REQUIRE(join.flows.size() == 2);
  CHECK_FALSE(join.flows[0].from.present());
  CHECK(join.flows[1].from.position == 1);
}

TEST_CASE("a flow row may end in the receiver or in an attribute of the result") {
  const auto models = withRows(R"({"flow": "lib.Buffer.write", "from": [[0]], "to": "self"},
    {"flow": "lib.compile", "from": [[0]], "to": "pattern"},
    {"flow": "lib.dedent", "from": [[0, "text"]], "whole": true})");
  CHECK(entry(*models, "lib.dedent").flows.at(0).whole);
  CHECK(entry(*models, "lib.Buffer").holdsValues);
  CHECK(entry(*models, "lib.Buffer.write").flows.at(0).to == FlowRow::To::Receiver);
  const FlowRow& compile = entry(*models, "lib.compile").flows.at(0);
  CHECK(compile.to == FlowRow::To::Attribute);
  CHECK(models->symbols()->text(compile.attribute) == "pattern");
}

TEST_CASE("a calls row says what is called, with what, and what becomes of the result") {
  const auto models = withRows(
      R"({"calls": "lib.Thread", "function": [1, "target"], "args": [3, "args"], "kwargs": ["kw"]},
    {"calls": "lib.delay", "function": "self", "rest": 0},
    {"calls": "lib.fold", "function": [0], "pass": [[1], "self"], "each": true, "initial": [2], "gives": "inside"},
    {"collect": "lib.chain", "rest": 0, "each": true})");
  const CallbackRow& thread = entry(*models, "lib.Thread").callbacks.at(0);
  CHECK(thread.calls);
  CHECK(thread.function.position == 1);
  CHECK(thread.spread.position == 3);
  CHECK(thread.keywords.present());
  CHECK(thread.rest == -1);
  CHECK(thread.gives == CallbackRow::Gives::Nothing);
  const CallbackRow& delay = entry(*models, "lib.delay").callbacks.at(0);
  CHECK_FALSE(delay.function.present());
  CHECK(delay.rest == 0);
  const CallbackRow& fold = entry(*models, "lib.fold").callbacks.at(0);
  REQUIRE(fold.pass.size() == 2);
  CHECK_FALSE(fold.pass[1].present());
  CHECK((fold.folds && fold.each && fold.gives == CallbackRow::Gives::Inside));
  const CallbackRow& chain = entry(*models, "lib.chain").callbacks.at(0);
  CHECK_FALSE(chain.calls);
  CHECK(chain.gives == CallbackRow::Gives::Collection);
}

TEST_CASE("clean, guard, convert and exit rows") {
  const auto models = withRows(R"({"clean": "lib.quote", "kind": "shell"},
    {"clean": "lib.escape", "kind": ["html", "xml"]},
    {"clean": "lib.number", "kind": "all", "shape": "number"},
    {"guard": "lib.isSafe", "kind": "sql"},
    {"convert": "lib.get", "by": [2, "type"]},
    {"exit": "lib.abort"})");
  CHECK(entry(*models, "lib.quote").cleans == maskOf(Sink::Shell));
  CHECK(entry(*models, "lib.escape").cleans == (maskOf(Sink::Html) | maskOf(Sink::Xml)));
  CHECK(entry(*models, "lib.number").cleans == kAllSinks);
  CHECK(entry(*models, "lib.number").shape == Shape::Number);
  CHECK(entry(*models, "lib.isSafe").guards == maskOf(Sink::Sql));
  CHECK(entry(*models, "lib.get").converter.position == 2);
  CHECK(entry(*models, "lib.abort").neverReturns);
  CHECK_FALSE(entry(*models, "lib.get").neverReturns);
}

TEST_CASE("an entry row says what a framework calls and with what") {
  const auto models = withRows(
      R"({"entry": "lib.App.route", "on": "decorator", "params": "remote", "route": [0, "rule"], "validates": true},
    {"entry": "lib.View", "on": "subclass", "methods": ["get"], "types": {"request": "lib.Request"}})");
  const EntryRow& route = entry(*models, "lib.App.route").entries.at(0);
  CHECK(route.on == EntryRow::On::Decorator);
  CHECK(route.params == maskOf(Taint::Remote));
  CHECK(route.route.position == 0);
  CHECK(route.validates);
  const EntryRow& view = entry(*models, "lib.View").entries.at(0);
  CHECK(view.on == EntryRow::On::Subclass);
  CHECK(view.params == 0);
  REQUIRE(view.methods.size() == 1);
  CHECK(models->symbols()->text(view.methods[0]) == "get");
  REQUIRE(view.types.size() == 1);
  CHECK(view.types[0].second == models->find("lib.Request"));
}

TEST_CASE("a parameter row is a convention of a library") {
  const auto models =
      withRows(R"({"parameter": "request", "library": "lib", "type": "lib.Request"})");
  REQUIRE(models->parameterRows().size() == 1);
  const ParameterRow& row = models->parameterRows()[0];
  CHECK(models->symbols()->text(row.name) == "request");
  CHECK(row.library == "lib");
  CHECK(row.type == models->find("lib.Request"));
}

TEST_CASE("rows of an unknown receiver are found by the method alone") {
  const auto models = withRows(
      R"({"sink": "*.execute", "arg": [0], "kind": "sql", "style": "unknown", "bind": "none"})");
  CHECK(models->anyReceiver(models->symbols()->find("execute")) == models->find("*.execute"));
  CHECK(models->anyReceiver(models->symbols()->find("print")) == kNoModel);
}

TEST_CASE("Python's own names are in every symbol table of the models") {
  const auto models = load(R"({"library": "lib", "rows": []})").models;
  for (const char* name : {"int", "isinstance", "ValueError", "None", "__name__", "unicode"})
    CHECK(models->symbols()->find(name) != kNoSymbol);
}

TEST_CASE("comments are allowed and the identity follows the bytes") {
  const LoadedModels one = load("// why\n{\"library\": \"lib\", \"rows\": []}");
  const LoadedModels other = load("// Why\n{\"library\": \"lib\", \"rows\": []}");
  CHECK(one.errors.empty());
  CHECK(one.models->id() != other.models->id());
}

TEST_CASE("what is wrong with a row is told with line, pointer and what is expected") {
  struct Sample {
    const char* row;
    const char* pointer;
    const char* message; // a part of it
  };
  const Sample samples[] = {
      {R"(["class"])", "/rows/0", "expected a row, an object, not an array"},
      {R"(7)", "/rows/0", "expected a row, an object, not a number"},
      {R"({"clas": "lib.A"})", "/rows/0", "unknown kind of row: expected one of the keys class, "},
      {R"({"class": "lib.A", "base": []})", "/rows/0/base", "unknown key \"base\""},
      {R"({"class": "lib.A", "class": "lib.B"})", "/rows/0/class", "appears twice"},
      {R"({"class": 3})", "/rows/0/class", "expected a dotted name, not a number"},
      {R"({"class": "lib..A"})", "/rows/0/class", "not a dotted name"},
      {R"({"class": "*"})", "/rows/0/class", "not a dotted name"},
      {R"({"class": "*.a.b"})", "/rows/0/class", "not a dotted name"},
      {R"({"class": ""})", "/rows/0/class", "not a dotted name"},
      {R"({"class": "lib.A", "bases": "lib.B"})", "/rows/0/bases",
       "expected an array of dotted names"},
      {R"({"class": "lib.A", "bases": ["lib.B", null]})", "/rows/0/bases/1", "not null"},
      {R"({"class": "lib.A", "bases": ["lib.A"]})", "/rows/0/bases", "its own base"},
      {R"({"type": "lib.f"})", "/rows/0/type", "\"returns\" and \"is\""},
      {R"({"type": "lib.f", "returns": "lib.A", "is": "lib.A"})", "/rows/0/type",
       "expected one of the keys"},
      {R"({"alias": "lib.a"})", "/rows/0", "key \"of\" is missing"},
      {R"({"alias": "lib.a", "of": "lib.a"})", "/rows/0/of", "circle"},
      {R"({"source": "lib.f"})", "/rows/0", "key \"kind\" is missing: one of remote, local"},
      {R"({"source": "lib.f", "kind": "web"})", "/rows/0/kind", "\"web\" is none of remote, local"},
      {R"({"sink": "lib.f", "arg": [0], "kind": "sqll"})", "/rows/0/kind", "none of sql, shell"},
      {R"({"sink": "lib.f", "arg": [0], "kind": "sql", "bind": "none"})", "/rows/0",
       "key \"style\" is missing"},
      {R"({"sink": "lib.f", "arg": [0], "kind": "sql", "style": "q", "bind": "none"})",
       "/rows/0/style", "none of unknown, qmark"},
      {R"({"sink": "lib.f", "arg": [0], "kind": "sql", "style": "qmark", "bind": "sequence"})",
       "/rows/0", "\"params\" is missing"},
      {R"({"sink": "lib.f", "arg": [0], "kind": "sql", "style": "qmark", "bind": "none", "params": [1]})",
       "/rows/0/params", "no \"params\""},
      {R"({"sink": "lib.f", "arg": [0], "kind": "sql", "style": "qmark", "bind": "none", "serverTyped": 1})",
       "/rows/0/serverTyped", "true or false, not a number"},
      {R"({"sink": "lib.f", "arg": [0], "kind": "shell", "style": "qmark"})", "/rows/0/style",
       "sinks of kind \"sql\" only"},
      {R"({"sink": "lib.f", "kind": "shell"})", "/rows/0",
       "key \"arg\" is missing: [position, \"keyword\"]"},
      {R"({"sink": "lib.f", "arg": 0, "kind": "shell"})", "/rows/0/arg", "not a number"},
      {R"({"sink": "lib.f", "arg": [], "kind": "shell"})", "/rows/0/arg", "expected [position"},
      {R"({"sink": "lib.f", "arg": [-1], "kind": "shell"})", "/rows/0/arg/0", "counts from 0"},
      {R"({"sink": "lib.f", "arg": ["a", 1], "kind": "shell"})", "/rows/0/arg/1", "counts from 0"},
      {R"({"sink": "lib.f", "arg": [99999999999999999999], "kind": "shell"})", "/rows/0/arg/0",
       "counts from 0"},
      {R"({"sink": "lib.f", "arg": [1.5], "kind": "shell"})", "/rows/0/arg/0", "counts from 0"},
      {R"({"flow": "lib.f", "from": []})", "/rows/0/from", "at least one"},
      {R"({"flow": "lib.f", "from": ["me"]})", "/rows/0/from/0", "not a string"},
      {R"({"flow": "lib.f", "from": [[[0]]]})", "/rows/0/from/0/0", "expected [position"},
      {R"({"flow": "lib.f", "from": [[0]], "to": "a.b"})", "/rows/0/to",
       "an attribute of the result"},
      {R"({"flow": "lib.f", "from": [[0], [1]], "whole": true})", "/rows/0/whole", "one argument"},
      {R"({"flow": "lib.f", "from": [[0]], "to": "self", "inside": true})", "/rows/0/inside",
       "holds the result"},
      {R"({"calls": "lib.f"})", "/rows/0", "key \"function\" is missing"},
      {R"({"calls": "lib.f", "function": [0], "rest": -1})", "/rows/0/rest", "0 to 255"},
      {R"({"calls": "lib.f", "function": [0], "gives": "all"})", "/rows/0/gives",
       "none of result, collection, inside"},
      {R"({"collect": "lib.f"})", "/rows/0/collect", "is missing"},
      {R"({"clean": "lib.f", "kind": ["html", "all"]})", "/rows/0/kind/1", "none of sql"},
      {R"({"clean": "lib.f", "kind": "all", "shape": "int"})", "/rows/0/shape",
       "none of number, constant"},
      {R"({"guard": "lib.f"})", "/rows/0", "key \"kind\" is missing: \"all\""},
      {R"({"convert": "lib.f"})", "/rows/0", "key \"by\" is missing"},
      {R"({"entry": "lib.f", "on": "call"})", "/rows/0/on", "none of decorator, subclass"},
      {R"({"entry": "lib.f", "on": "decorator", "methods": ["get"]})", "/rows/0/methods",
       "\"subclass\" only"},
      {R"({"entry": "lib.f", "on": "subclass", "route": [0]})", "/rows/0/route",
       "\"decorator\" only"},
      {R"({"entry": "lib.f", "on": "subclass", "methods": ["a b"]})", "/rows/0/methods/0",
       "not an identifier"},
      {R"({"entry": "lib.f", "on": "subclass", "types": ["a"]})", "/rows/0/types", "not an array"},
      {R"({"entry": "lib.f", "on": "subclass", "types": {"a/b~": "lib.A"}})",
       "/rows/0/types/a~1b~0", "no parameter name"},
      {R"({"parameter": "a.b", "library": "lib", "type": "lib.A"})", "/rows/0/parameter",
       "not an identifier"},
  };
  for (const Sample& sample : samples) {
    INFO(sample.row);
    const ModelError error = errorOf(sample.row);
    CHECK(error.pointer == sample.pointer);
    CHECK_THAT(error.message, Catch::Contains(sample.message));
    CHECK(error.line == 2);
  }
}

TEST_CASE("an error names the line of the value in a row over several lines") {
  const ModelError error = errorOf("{\n\"class\": \"lib.A\",\n\"bases\": [\n\"lib.B\",\n7\n]}");
  CHECK(error.line == 6);
  CHECK(error.pointer == "/rows/0/bases/1");
}

TEST_CASE("two rows that disagree on a type are an error") {
  const LoadedModels loaded = load(R"({"library": "lib", "rows": [
    {"type": "lib.f", "returns": "lib.A"},
    {"type": "lib.f", "returns": "lib.A"},
    {"type": "lib.f", "returns": "lib.B"}]})");
  REQUIRE(loaded.errors.size() == 1);
  CHECK(loaded.errors[0].line == 4);
  CHECK(loaded.errors[0].message == "another row says it is lib.A");
  CHECK(entry(*loaded.models, "lib.f").returns == loaded.models->find("lib.A"));
}

TEST_CASE("the frame of a file is checked") {
  const std::pair<const char*, const char*> samples[] = {
      {"[]", "expected {\"library\": name, \"rows\": [...]}"},
      {R"({"rows": []})", "expected key \"library\": the name of the library, a string"},
      {R"({"library": 1, "rows": []})",
       "expected key \"library\": the name of the library, a string"},
      {R"({"library": "lib"})", "expected key \"rows\": an array"},
      {R"({"library": "lib", "rows": {}})", "expected key \"rows\": an array"},
      {R"({"library": "lib", "rows": [], "row": []})",
       "unknown key \"row\": a model file holds library and rows"},
  };
  for (const auto& [text, message] : samples) {
    INFO(text);
    const LoadedModels loaded = load(text);
    REQUIRE(loaded.errors.size() == 1);
    CHECK(loaded.errors[0].message == message);
    CHECK(loaded.errors[0].line == 1);
  }
}

TEST_CASE("a syntax error keeps the rows before it and drops half a row") {
  const LoadedModels loaded = load("{\"library\": \"lib\", \"rows\": [\n"
                                   "{\"class\": \"lib.Before\"},\n"
                                   "{\"source\": \"lib.f\", \"kind\": remote},\n"
                                   "{\"class\": \"lib.After\"}\n]}");
  REQUIRE(loaded.errors.size() == 1);
  CHECK(loaded.errors[0].line == 3);
  CHECK_THAT(loaded.errors[0].message, Catch::Contains("rows from here on are not read"));
  CHECK(loaded.models->find("lib.Before") != kNoModel);
  CHECK(loaded.models->find("lib.After") == kNoModel);
  CHECK(loaded.models->find("lib.f") == kNoModel);
}

TEST_CASE("a broken file does not keep the others from loading") {
  const std::array sources{ModelSource{"a.json", "{"},
                           ModelSource{"b.json", R"({"library": "b", "rows": [{"class": "b.B"}]})"},
                           ModelSource{"model.schema.json", "{}"}};
  const LoadedModels loaded = loadModels(sources);
  CHECK(loaded.models->find("b.B") != kNoModel);
  REQUIRE_FALSE(loaded.errors.empty());
  for (const ModelError& error : loaded.errors)
    CHECK(error.file == "a.json");
}

TEST_CASE("nesting costs nothing and breaks its own row only") {
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  const ModelError error = errorOf("{\"class\": \"lib.A\", \"bases\": " + deep + "}");
  CHECK(error.message == "expected a dotted name, not an array");
  CHECK(load(std::string(1'000'000, '[')).errors.size() == 1);
}

TEST_CASE("a million rows are cut off") {
  std::string rows = "{\"library\": \"lib\", \"rows\": [\n";
  for (int i = 0; i < 1'000'000; ++i)
    rows += "{},\n";
  const LoadedModels loaded = load(rows + "{}]}");
  REQUIRE(loaded.errors.size() == 101); // the first hundred, and how many more
  CHECK_THAT(loaded.errors.back().message, Catch::Contains("more errors"));
}

TEST_CASE("a file too large is not read") {
  const std::string bytes(9 * 1024 * 1024, ' ');
  const LoadedModels loaded = load(bytes);
  REQUIRE(loaded.errors.size() == 1);
  CHECK(loaded.errors[0].message == "larger than 8388608 bytes; not read");
}

TEST_CASE("rows and arrays of any size stay cheap") {
  std::string members = "\"class\": \"lib.A\"";
  std::string items = "\"lib.B\"";
  for (int i = 0; i < 100'000; ++i) {
    members += ", \"k" + std::to_string(i) + "\": 1";
    items += ", \"lib.B\"";
  }
  CHECK(errorOf("{" + members + "}").message == "more than 256 keys");
  CHECK(errorOf("{\"class\": \"lib.A\", \"bases\": [" + items + "]}").message ==
        "more than 256 items");
  CHECK_THAT(errorOf("{\"class\": \"" + std::string(100'000, 'x') + "\"}").message,
             Catch::Contains("not a dotted name"));
}

TEST_CASE("circles among aliases and bases end") {
  const LoadedModels loaded = load(R"({"library": "lib", "rows": [
    {"alias": "lib.a", "of": "lib.b"},
    {"alias": "lib.b", "of": "lib.c"},
    {"alias": "lib.c", "of": "lib.a"},
    {"class": "lib.X", "bases": ["lib.Y", "lib.Z", "lib.X2"]},
    {"class": "lib.Y", "bases": ["lib.X", "lib.Z"]},
    {"class": "lib.Z", "bases": ["lib.X", "lib.Y"]}]})");
  REQUIRE(loaded.errors.size() == 1);
  CHECK(loaded.errors[0].pointer == "/rows/2/of");
  const ModelSet& models = *loaded.models;
  CHECK(models.find("lib.a") == models.find("lib.c"));
  CHECK(models.member(models.find("lib.X"), models.symbols()->find("a")) == kNoModel);
}

TEST_CASE("an alias may be stated twice, but of one thing") {
  const LoadedModels loaded = load(R"({"library": "lib", "rows": [
    {"alias": "lib.a", "of": "lib.b"},
    {"alias": "lib.a", "of": "lib.b"},
    {"alias": "lib.a", "of": "lib.c"}]})");
  REQUIRE(loaded.errors.size() == 1);
  CHECK(loaded.errors[0].line == 4);
  CHECK(loaded.errors[0].message == "it is already another name of lib.b");
  CHECK(loaded.models->find("lib.a") == loaded.models->find("lib.b"));
}

TEST_CASE("what is read after a number is still on the right line") {
  const LoadedModels loaded =
      load("{\"library\": \"lib\", \"rows\": [\n1\n,\n2\n,\n{\n\"a\"\n:\n3\n}\n]}");
  REQUIRE(loaded.errors.size() == 3);
  CHECK(loaded.errors[0].line == 2);
  CHECK(loaded.errors[1].line == 4);
  CHECK(loaded.errors[2].line == 6);
}

TEST_CASE("an error stands at the first byte of what is wrong") {
  struct Place {
    const char* file;
    std::uint32_t line;
    std::uint32_t column;
  };
  const Place places[] = {
      {"{\"library\": \"lib\", \"rows\": [\n  {\"sorce\": \"a\"}\n]}", 2, 3},
      {"{\"library\": \"lib\", \"rows\": [\n  {\"source\": \"a b\", \"kind\": \"remote\"}\n]}", 2,
       14},
      {"{\"library\": \"lib\", \"rows\": [\n  {\"source\": \"\\\"\\\\\", \"kind\": \"local\"}\n]}",
       2, 14},
      {"{\"library\": \"lib\", \"rows\": [{\"source\": 123 , \"kind\": \"remote\"}]}", 1, 40},
      {"{\"library\": true, \"rows\": []}", 1, 13},
      {"{\"library\": \"lib\",\n \"rows\": {}}", 2, 10},
      {"[]", 1, 1},
      {"{\"library\": \"lib\", \"rows\": [],\n oops}", 2, 2},
  };
  for (const Place& place : places) {
    CAPTURE(place.file);
    const LoadedModels loaded = load(place.file);
    REQUIRE_FALSE(loaded.errors.empty());
    CHECK(loaded.errors[0].line == place.line);
    CHECK(loaded.errors[0].column == place.column);
  }
}
