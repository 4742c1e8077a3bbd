#include "analysis/engine/spell_out.h"
#include "test/support/catch.h"

#include <map>

using namespace pysecd;

namespace {

Note plain(std::string message, ByteOffset at = 0) {
  Note note;
  note.range = {at, at + 1};
  note.message = std::move(message);
  return note;
}

Note into(std::string function, std::string message, bool sink = false) {
  Note note = plain(std::move(message));
  note.inside = TraceQuery{std::move(function), sink, -1, 1, ""};
  return note;
}

std::vector<std::string> messages(const std::vector<Note>& notes) {
  std::vector<std::string> out;
  for (const Note& note : notes)
    out.push_back(note.message);
  return out;
}

using Messages = std::vector<std::string>;

NotesInside from(const std::map<std::string, std::vector<Note>>& functions) {
  return [&functions](const TraceQuery& query) -> std::optional<std::vector<Note>> {
    const auto found = functions.find(query.function);
    return found == functions.end() ? std::nullopt : std::optional(found->second);
  };
}

class SampleWorld final : public World {
public:
  const ModuleNames& names() const override { return names_; }
  InterfacePtr interfaceOf(std::string_view module) const override {
    const auto found = interfaces.find(std::string(module));
    return found == interfaces.end() ? nullptr : found->second;
  }
  std::string pathOf(std::string_view module) const override {
    return "/work/" + std::string(module) + ".py";
  }
  void add(const std::string& module, Traces traces) {
    auto made = std::make_shared<ModuleInterface>();
    made->module = module;
    made->traces = std::move(traces);
    made->finish();
    interfaces[module] = std::move(made);
  }

  std::map<std::string, InterfacePtr> interfaces;

private:
  ModuleNames names_{{}};
};

Traces traceOf(const std::string& function, std::vector<Note> notes, bool sink = false) {
  return {{function, {{TraceQuery{"", sink, -1, 1, ""}, std::move(notes)}}}};
}

} // namespace

TEST_CASE("spelling out: steps inside a function take the place of their note", "[engine]") {
  const std::map<std::string, std::vector<Note>> functions = {
      {"outer", {plain("outer 1", 1), into("inner", "call"), plain("outer 2", 2)}},
      {"inner", {plain("inner 1", 3)}}};
  std::vector<Note> notes = {plain("first", 9), into("outer", "stands for"), plain("last", 8)};
  spellOut(notes, from(functions));
  CHECK(messages(notes) == Messages{"first", "outer 1", "inner 1", "outer 2", "last"});
}

TEST_CASE("spelling out: what is not known keeps its query", "[engine]") {
  std::vector<Note> notes = {into("unknown", "stands for")};
  spellOut(notes, from({}));
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].inside.has_value());
  CHECK(notes[0].message == "stands for");
}

TEST_CASE("spelling out: notes without queries stay untouched", "[engine]") {
  std::vector<Note> notes = {plain("twice", 1), plain("twice", 1)};
  spellOut(notes, from({}));
  CHECK(notes.size() == 2);
}

TEST_CASE("spelling out: recursion ends", "[engine]") {
  const std::map<std::string, std::vector<Note>> functions = {
      {"again", {into("again", "deeper")}},
      {"twice", {plain("left", 1), into("twice", "a"), plain("right", 2), into("twice", "b")}}};
  std::vector<Note> notes = {into("again", "start")};
  spellOut(notes, from(functions));
  CHECK(messages(notes) == Messages{"deeper"});
  notes = {into("twice", "start")};
  spellOut(notes, from(functions));
  CHECK(messages(notes) == Messages{"left", "a", "right", "b"}); // once round at most
}

TEST_CASE("spelling out: a wide and deep explanation is done at once", "[engine]") {
  std::map<std::string, std::vector<Note>> functions;
  for (const char* name : {"wide", "a", "b", "c", "d", "e", "f", "g", "h", "i"})
    for (const char* other : {"a", "b", "c", "d", "e", "f", "g", "h", "i"})
      functions[name].push_back(into(other, "step"));
  std::size_t asked = 0;
  const NotesInside known = from(functions);
  std::vector<Note> notes = {into("wide", "start")};
  spellOut(notes, [&](const TraceQuery& query) {
    ++asked;
    return known(query);
  });
  CHECK(notes.size() <= 32);
  CHECK(asked <= 1000);
}

TEST_CASE("spelling out: the same place is not told twice in a row", "[engine]") {
  const std::map<std::string, std::vector<Note>> functions = {{"f", {plain("same", 1)}}};
  std::vector<Note> notes = {plain("same", 1), into("f", "stands for"), plain("same", 2)};
  spellOut(notes, from(functions));
  CHECK(messages(notes) == Messages{"same", "same"});
}

TEST_CASE("spelling out across modules: notes name their file", "[engine]") {
  SampleWorld world;
  Traces traces = traceOf("low", {plain("in low", 4)});
  traces.push_back(traceOf(
      "run", {plain("in run", 5), into("low", "same module"), into("other:f", "other module")})[0]);
  world.add("app/db", std::move(traces));
  world.add("other", traceOf("f", {plain("in other", 6)}));
  std::vector<Finding> findings(1);
  findings[0].notes = {plain("start", 1), into("app/db:run", "call")};
  spellOutAcross(findings, &world, "main");
  const std::vector<Note>& notes = findings[0].notes;
  CHECK(messages(notes) == Messages{"start", "in run", "in low", "in other"});
  CHECK(notes[0].path.empty());
  CHECK(notes[1].path == "/work/app/db.py");
  CHECK(notes[2].path == "/work/app/db.py");
  CHECK(notes[3].path == "/work/other.py");
}

TEST_CASE("spelling out across modules: no query is left", "[engine]") {
  const SampleWorld empty;
  for (const World* world :
       {static_cast<const World*>(&empty), static_cast<const World*>(nullptr)}) {
    std::vector<Finding> findings(1);
    findings[0].notes = {into("a:b", "from there"), into("a:c", "to the sink", true), plain("end")};
    spellOutAcross(findings, world, "main");
    CHECK(messages(findings[0].notes) == Messages{"from there", "end"});
    for (const Note& note : findings[0].notes)
      CHECK_FALSE(note.inside.has_value());
  }
}
