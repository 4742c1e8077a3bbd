// The built binary, started as an editor starts it.
#include "test/support/catch.h"
#include "test/support/memory_client.h"
#include "test/support/process.h"
#include "test/support/temp_dir.h"

#include <csignal>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace pysecd;
using test::Process;

namespace {

constexpr const char* kUri = "file:///shop/views.py";

Json initializeParams() {
  return {{"processId", getpid()}, {"capabilities", test::fullCapabilities()}};
}

Json didOpen(const std::string& text) {
  return {
      {"textDocument", {{"uri", kUri}, {"languageId", "python"}, {"version", 1}, {"text", text}}}};
}

Json insertion(int version, int line, int character, const std::string& text) {
  const Json position{{"line", line}, {"character", character}};
  return {
      {"textDocument", {{"uri", kUri}, {"version", version}}},
      {"contentChanges", {{{"range", {{"start", position}, {"end", position}}}, {"text", text}}}}};
}

void start(Process& server) {
  server.request(1, "initialize", initializeParams());
  CHECK(server.readUntil(1)["result"]["serverInfo"]["name"] == "pysecd");
  server.notify("initialized", Json::object());
}

constexpr const char* kVulnerable =
    "import sqlite3\n"
    "from flask import request\n"
    "def find():\n"
    "    db = sqlite3.connect('shop.db')\n"
    "    name = request.args['name']\n"
    "    return db.execute(f\"SELECT id FROM users WHERE name = '{name}'\")\n";

// Never analysed to the end within the test: functions without number.
std::string endless() {
  std::string text = "def f(a, b):\n";
  for (int i = 0; i < 60'000; ++i)
    text += "    if a: b = [a, b, '{}'.format(b)]\n";
  return text;
}

} // namespace

TEST_CASE("binary: type a query, see the injection, take the fix", "[end_to_end]") {
  Process server({"--stdio"});
  start(server);
  server.notify("textDocument/didOpen", didOpen(kVulnerable));
  const Json published = server.readUntil("textDocument/publishDiagnostics")["params"];
  CHECK(published["uri"] == kUri);
  CHECK(published["version"] == 1);
  REQUIRE(published["diagnostics"].size() == 1);
  const Json diagnostic = published["diagnostics"][0];
  CHECK(diagnostic["code"] == "database-sql-injection");
  CHECK(diagnostic["range"]["start"] == Json{{"line", 5}, {"character", 22}});
  CHECK(diagnostic["relatedInformation"][0]["location"]["range"]["start"]["line"] == 4);

  server.request(2, "textDocument/hover",
                 {{"textDocument", {{"uri", kUri}}}, {"position", diagnostic["range"]["start"]}});
  const std::string hover = server.readUntil(2)["result"]["contents"]["value"];
  CHECK(hover.find("## Why it matters") != std::string::npos);

  server.request(3, "textDocument/codeAction",
                 {{"textDocument", {{"uri", kUri}}},
                  {"range", diagnostic["range"]},
                  {"context", {{"diagnostics", {diagnostic}}}}});
  const Json actions = server.readUntil(3)["result"];
  REQUIRE(actions.size() >= 1);
  CHECK(actions[0]["isPreferred"] == true);
  const Json edit = actions[0]["edit"]["documentChanges"][0];
  CHECK(edit["textDocument"]["version"] == 1);
  Json changes = Json::array();
  for (auto one = edit["edits"].rbegin(); one != edit["edits"].rend(); ++one)
    changes.push_back({{"range", (*one)["range"]}, {"text", (*one)["newText"]}});
  server.notify("textDocument/didChange",
                {{"textDocument", {{"uri", kUri}, {"version", 2}}}, {"contentChanges", changes}});
  const Json fixed = server.readUntil("textDocument/publishDiagnostics")["params"];
  CHECK(fixed["version"] == 2);
  CHECK(fixed["diagnostics"].empty());

  server.request(4, "shutdown", nullptr);
  CHECK(server.readUntil(4)["result"].is_null());
  server.notify("exit", nullptr);
  CHECK_FALSE(server.read());
  CHECK(server.wait() == 0);
  CHECK(server.errors().empty());
}

TEST_CASE("binary: without arguments it serves too", "[end_to_end]") {
  Process server({});
  start(server);
  server.notify("exit", nullptr);
  CHECK(server.wait() == 1); // no shutdown
}

TEST_CASE("binary: the end of its input ends it at once, whatever runs", "[end_to_end]") {
  Process server({"--stdio"});
  start(server);
  server.notify("textDocument/didOpen", didOpen("x = 1\n"));
  server.readUntil("textDocument/publishDiagnostics");
  server.notify("textDocument/didChange", insertion(2, 0, 0, endless()));
  const auto before = std::chrono::steady_clock::now();
  server.closeInput();
  CHECK(server.wait() == 1);
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(5));
}

TEST_CASE("binary: a client that stopped reading is an error, not a signal", "[end_to_end]") {
  Process server({"--stdio"});
  start(server);
  server.closeOutput();
  server.request(2, "shutdown", nullptr);
  CHECK(server.wait() == 1);
  CHECK(server.errors().find("cannot write") != std::string::npos);
}

TEST_CASE("binary: a stream it cannot understand ends it with a reason", "[end_to_end]") {
  Process server({"--stdio"});
  server.write("Content-Length: 99999999999999999999\r\n\r\n");
  const auto message = server.read();
  REQUIRE(message);
  CHECK((*message)["error"]["code"] == -32700);
  CHECK(server.wait() == 1);
  CHECK(server.errors().find("over the limit") != std::string::npos);
}

TEST_CASE("binary: ends with the process that it was told to watch", "[end_to_end]") {
  const pid_t editor = fork();
  if (editor == 0) {
    pause();
    _exit(0);
  }
  Process server({"--stdio", "--clientProcessId=" + std::to_string(editor)});
  start(server);
  kill(editor, SIGKILL);
  waitpid(editor, nullptr, 0);
  CHECK(server.wait() == 1);
  CHECK(server.errors().find("is gone") != std::string::npos);
}

TEST_CASE("binary: serves a client that listens on a port", "[end_to_end]") {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(bind(listener, reinterpret_cast<const sockaddr*>(&address), size) == 0);
  REQUIRE(listen(listener, 1) == 0);
  REQUIRE(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);

  Process server({"--socket=" + std::to_string(ntohs(address.sin_port))});
  const int peer = accept(listener, nullptr, nullptr);
  const std::string hello = rpc::frame(
      R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"capabilities":{}}})");
  REQUIRE(send(peer, hello.data(), hello.size(), 0) == static_cast<ssize_t>(hello.size()));
  std::array<char, 4096> answer{};
  REQUIRE(recv(peer, answer.data(), answer.size(), 0) > 0);
  CHECK(std::string(answer.data()).find("positionEncoding") != std::string::npos);
  close(peer);
  close(listener);
  CHECK(server.wait() == 1);
}

TEST_CASE("binary: models of the workspace and of --models hold, and are read again",
          "[end_to_end]") {
  const auto source = [](const std::string& library, const std::string& name) {
    return R"({"library": ")" + library + R"(", "rows": [{"source": ")" + name +
           R"(", "kind": "remote"}]})";
  };
  const test::TempDir dir;
  dir.write("given.json", source("given", "given.value"));
  Process server({"--models", dir.path("given.json")});
  Json params = initializeParams();
  params["workspaceFolders"] = {{{"uri", "file://" + dir.path("")}, {"name", "shop"}}};
  server.request(1, "initialize", params);
  server.readUntil(1);
  server.notify("initialized", Json::object());
  server.notify("textDocument/didOpen",
                didOpen("import sqlite3, given, mine\n"
                        "def find(db: sqlite3.Connection):\n"
                        "    db.execute(\"SELECT '\" + given.value + \"'\")\n"
                        "    db.execute(\"SELECT '\" + mine.value + \"'\")\n"));
  const auto errors = [&] {
    std::vector<int> lines;
    const Json published = server.readUntil("textDocument/publishDiagnostics");
    for (const Json& diagnostic : published["params"]["diagnostics"])
      if (diagnostic["severity"] == 1)
        lines.push_back(diagnostic["range"]["start"]["line"]);
    return lines;
  };
  CHECK(errors() == std::vector<int>{2});
  dir.write(".pysecd/models/mine.json", source("mine", "mine.value"));
  server.notify(
      "workspace/didChangeWatchedFiles",
      {{"changes", {{{"uri", "file://" + dir.path(".pysecd/models/mine.json")}, {"type", 1}}}}});
  CHECK(errors() == std::vector<int>{2, 3});
}

TEST_CASE("binary: an idle server uses no time, and starts in little", "[end_to_end][serial]") {
  const auto before = std::chrono::steady_clock::now();
  Process server({"--stdio"});
  start(server);
  const auto answered = std::chrono::steady_clock::now() - before;
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  CHECK(answered < std::chrono::milliseconds(30));
#endif
  INFO(std::chrono::duration_cast<std::chrono::microseconds>(answered).count() << " us");
  server.notify("textDocument/didOpen", didOpen(kVulnerable));
  server.readUntil("textDocument/publishDiagnostics");
  const auto used = server.cpuTime();
  poll(nullptr, 0, 1000); // not a wait for something: the time to be idle in
  CHECK((server.cpuTime() - used).count() <= 10);
}
