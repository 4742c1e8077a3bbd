#include "analysis/engine/module_interface.h"
#include "test/support/catch.h"

using namespace pysecd;

namespace {

Note noteOf(std::string message) {
  Note note;
  note.range = {3, 9};
  note.message = std::move(message);
  note.path = "app/db.py";
  note.place.emplace();
  note.place->begin = {LineColumn{4, 1}, LineColumn{4, 2}, LineColumn{4, 3}};
  note.place->end = {LineColumn{5, 6}, LineColumn{5, 7}, LineColumn{5, 8}};
  note.place->line = "    return value";
  note.inside = TraceQuery{"app/low:run", true, -1, 7, "request.args"};
  return note;
}

ModuleInterface sample() {
  ModuleInterface made;
  made.module = "app/db";
  made.starImports = {"app/b", "app/a"};
  made.add(FactKind::Global, "LIMIT", "limit", 11);
  made.add(FactKind::Function, "run", "sum", 12);
  made.add(FactKind::Function, "run", "summary", 13);
  made.add(FactKind::Class, "run", std::string_view("cl\0ss", 5), 14);
  made.traces = {{"run", {{TraceQuery{"", true, 2, 3, ""}, {noteOf("reaches"), noteOf("sink")}}}},
                 {"wanted", {{TraceQuery{"", false, -1, 1, "request"}, {}}}}};
  made.finish();
  return made;
}

bool same(const Note& a, const Note& b) {
  return a.range == b.range && a.message == b.message && a.path == b.path &&
         a.place.has_value() == b.place.has_value() &&
         (!a.place || (a.place->begin == b.place->begin && a.place->end == b.place->end &&
                       a.place->line == b.place->line)) &&
         a.inside == b.inside;
}

} // namespace

TEST_CASE("module interface: facts by kind and name, the last one of a name", "[engine]") {
  const ModuleInterface made = sample();
  CHECK(made.find(FactKind::Global, "LIMIT").bytes == "limit");
  CHECK(made.find(FactKind::Global, "LIMIT").hash == 11);
  CHECK(made.find(FactKind::Function, "run").bytes == "summary");
  CHECK(made.find(FactKind::Class, "run").bytes == std::string_view("cl\0ss", 5));
  CHECK(made.find(FactKind::Global, "run").hash == 0);
  CHECK(made.find(FactKind::Function, "").hash == 0);
  CHECK(ModuleInterface().find(FactKind::Function, "run").hash == 0);
}

TEST_CASE("module interface: the hash is that of what dependents can see", "[engine]") {
  const ModuleInterface made = sample();
  ModuleInterface moved = sample();
  moved.traces.clear();
  moved.finish();
  CHECK(moved.hash() == made.hash()); // where things are may change freely
  ModuleInterface other = sample();
  other.add(FactKind::Function, "run", "other", 15);
  other.finish();
  CHECK(other.hash() != made.hash());
  ModuleInterface starred = sample();
  starred.starImports = {"app/a", "app/b"};
  starred.finish();
  CHECK(starred.hash() != made.hash());
}

TEST_CASE("module interface: the order of different names does not matter", "[engine]") {
  ModuleInterface one;
  one.add(FactKind::Global, "A", "a", 1);
  one.add(FactKind::Global, "B", "b", 2);
  one.finish();
  ModuleInterface two;
  two.add(FactKind::Global, "B", "b", 2);
  two.add(FactKind::Global, "A", "a", 1);
  two.finish();
  CHECK(one.hash() == two.hash());
}

TEST_CASE("module interface: bytes and back", "[engine]") {
  const ModuleInterface made = sample();
  const std::string bytes = made.encode();
  const InterfacePtr read = ModuleInterface::decode(bytes);
  REQUIRE(read);
  CHECK(read->module == made.module);
  CHECK(read->starImports == made.starImports);
  CHECK(read->hash() == made.hash());
  CHECK(read->find(FactKind::Function, "run").bytes == "summary");
  CHECK(read->encode() == bytes);
  REQUIRE(read->traces.size() == 2);
  CHECK(read->traces[0].first == "run");
  CHECK(read->traces[0].second[0].query == made.traces[0].second[0].query);
  REQUIRE(read->traces[0].second[0].notes.size() == 2);
  CHECK(same(read->traces[0].second[0].notes[0], noteOf("reaches")));
  CHECK(ModuleInterface::decode(ModuleInterface().encode()));
}

TEST_CASE("module interface: other bytes are no interface, or one that can be asked", "[engine]") {
  CHECK_FALSE(ModuleInterface::decode(""));
  CHECK_FALSE(ModuleInterface::decode("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"));
  const std::string bytes = sample().encode();
  CHECK_FALSE(ModuleInterface::decode(bytes + '\0'));
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_FALSE(ModuleInterface::decode(std::string_view(bytes).substr(0, size)));
  for (std::size_t at = 0; at < bytes.size(); ++at)
    for (const int mask : {0x01, 0x80, 0xff}) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ mask);
      if (const InterfacePtr read = ModuleInterface::decode(damaged))
        for (const FactKind kind : {FactKind::Global, FactKind::Function, FactKind::Class})
          CHECK(read->find(kind, "run").bytes.size() <= bytes.size());
    }
}

TEST_CASE("module interface: a trace is found by its function and query", "[engine]") {
  const ModuleInterface made = sample();
  const auto find = [&](const TraceQuery& query, std::string_view function) {
    return findTrace(made.traces, query, function);
  };
  const TraceQuery sink{"ignored", true, 2, 3, "ignored"};
  REQUIRE(find(sink, "run") != nullptr);
  CHECK(find(sink, "run")->size() == 2);
  CHECK(find(sink, "wanted") == nullptr);
  CHECK(find(sink, "zz") == nullptr);
  CHECK(find({"", true, 1, 3, ""}, "run") == nullptr);
  CHECK(find({"", true, 2, 4, ""}, "run") == nullptr);
  CHECK(find({"", false, -1, 1, "request"}, "wanted") != nullptr);
  CHECK(find({"", false, -1, 1, "other"}, "wanted") == nullptr);
}

TEST_CASE("a place is told in every column unit, with a bounded line", "[engine]") {
  const Text text("a = 1\nbé𝄞 = call()\n");
  const ByteOffset call = static_cast<ByteOffset>(text.bytes().find("call"));
  const Place place = placeOf(text, {call, call + 6});
  const auto column = [&](ColumnUnit unit) {
    return place.begin[static_cast<std::size_t>(unit)].column;
  };
  CHECK(column(ColumnUnit::Utf8) == 10);
  CHECK(column(ColumnUnit::Utf16) == 7);
  CHECK(column(ColumnUnit::Utf32) == 6);
  CHECK(place.begin[0].line == 1);
  CHECK(place.end[static_cast<std::size_t>(ColumnUnit::Utf16)].column == 13);
  CHECK(place.line == "bé𝄞 = call()");

  std::string wide(399, 'x');
  for (int i = 0; i < 100; ++i)
    wide += "é";
  const Place cut = placeOf(Text(wide), {0, 1});
  CHECK(cut.line == std::string(399, 'x')); // no half character
}
