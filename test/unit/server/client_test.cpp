#include "protocol/json.h"
#include "server/session/client.h"
#include "test/support/catch.h"

#include <vector>

using namespace pysecd;

TEST_CASE("client: what is on the screen already is not published again", "[server]") {
  std::vector<Json> sent;
  Client client([&](const std::string& content) { sent.push_back(Json::parse(content)); });
  const lsp::PublishDiagnosticsParams one{"file:///a.py", 1, {{.message = "m"}}};
  client.publishDiagnostics(one);
  client.publishDiagnostics(one);
  CHECK(sent.size() == 1);
  client.publishDiagnostics({"file:///b.py", 1, one.diagnostics}); // another document
  client.publishDiagnostics({"file:///a.py", 2, one.diagnostics}); // another version
  client.publishDiagnostics({"file:///a.py", 2, {}});
  client.publishDiagnostics(one);
  CHECK(sent.size() == 5);

  client.clearDiagnostics("file:///a.py");
  REQUIRE(sent.size() == 6);
  CHECK(sent.back()["params"] == Json{{"uri", "file:///a.py"}, {"diagnostics", Json::array()}});
  client.clearDiagnostics("file:///a.py");
  client.clearDiagnostics("file:///never.py");
  CHECK(sent.size() == 6);
  client.publishDiagnostics(one);
  CHECK(sent.size() == 7);
}
