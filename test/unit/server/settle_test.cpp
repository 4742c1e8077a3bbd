#include "test/support/catch.h"
#include "test/support/memory_client.h"

#include <memory>
#include <vector>

using namespace pysecd;
using pysecd::test::MemoryClient;

namespace {

using Runs = std::vector<std::pair<std::int64_t, bool>>; // revision, settled

// Calls a text with BROKEN in it broken, and notes how it was asked.
MakeAnalyser notingAnalyser(const std::shared_ptr<Runs>& runs) {
  return [runs]() -> Analyse {
    return [runs](const Snapshot& snapshot) -> std::optional<Analysis> {
      runs->emplace_back(snapshot.version, snapshot.settled);
      Analysis analysis;
      analysis.text = snapshot.text;
      analysis.version = snapshot.version;
      analysis.syntaxErrors = snapshot.text->bytes().find("BROKEN") != std::string_view::npos;
      return analysis;
    };
  };
}

void open(MemoryClient& client, const std::string& text) {
  client.notify(
      "textDocument/didOpen",
      {{"textDocument",
        {{"uri", "file:///a.py"}, {"languageId", "python"}, {"version", 1}, {"text", text}}}});
  client.settle();
}

void change(MemoryClient& client, int version, const std::string& text) {
  client.notify("textDocument/didChange",
                {{"textDocument", {{"uri", "file:///a.py"}, {"version", version}}},
                 {"contentChanges", Json::array({{{"text", text}}})}});
  client.settle();
}

void runDelayed(MemoryClient& client) {
  while (!client.delayed.empty()) {
    const Task task = std::move(client.delayed.front());
    client.delayed.pop_front();
    task();
    client.settle();
  }
}

} // namespace

TEST_CASE("broken text is looked at afresh once the user pauses, and only once", "[server]") {
  const auto runs = std::make_shared<Runs>();
  MemoryClient client(0, notingAnalyser(runs));
  client.initialize(test::fullCapabilities());
  open(client, "x = BROKEN");
  REQUIRE(runs->size() == 1);
  REQUIRE_FALSE(runs->back().second);
  REQUIRE(client.delayed.size() == 1);

  runDelayed(client);
  REQUIRE(runs->size() == 2);
  REQUIRE(runs->back().second);
  REQUIRE(runs->back().first == runs->front().first);
}

TEST_CASE("an edit before the pause is over puts it off", "[server]") {
  const auto runs = std::make_shared<Runs>();
  MemoryClient client(0, notingAnalyser(runs));
  client.initialize(test::fullCapabilities());
  open(client, "x = BROKEN");
  change(client, 2, "xy = BROKEN");
  REQUIRE(client.delayed.size() == 2);
  runDelayed(client);
  REQUIRE(runs->size() == 3); // two versions, and the second one settled
  REQUIRE(runs->back().second);
  REQUIRE(runs->back().first == (*runs)[1].first);
}

TEST_CASE("text that parses needs no settling", "[server]") {
  const auto runs = std::make_shared<Runs>();
  MemoryClient client(0, notingAnalyser(runs));
  client.initialize(test::fullCapabilities());
  open(client, "x = 1");
  REQUIRE(client.delayed.empty());
}
