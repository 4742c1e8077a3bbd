// A client out of its mind against a whole server: requests, edits with any positions,
// cancellations and raw messages in any order. The server must live, answer every request exactly
// once, and publish ranges that are ranges.
#include "protocol/json.h"
#include "server/schedule/runtime.h"
#include "server/server.h"

#include <algorithm>
#include <cstdlib>
#include <fuzzer/FuzzedDataProvider.h>
#include <map>
#include <sstream>

using namespace pysecd;

namespace {

// Findings all over the text, at character boundaries or not.
std::optional<Analysis> analyse(const Snapshot& snapshot) {
  if (snapshot.cancel.requested())
    return std::nullopt;
  Analysis analysis{.text = snapshot.text, .version = snapshot.version};
  const auto size = static_cast<ByteOffset>(snapshot.text->bytes().size());
  for (ByteOffset at = 0; at < size && analysis.findings.size() < 50; at += size / 20 + 1) {
    const ByteRange range{at, std::min(size, at + 3)};
    analysis.findings.push_back({.check = "database-sql-injection",
                                 .range = range,
                                 .message = std::string(snapshot.text->slice(range)),
                                 .notes = {{range, "n", ""}},
                                 .fixes = {{"t", {{range, "x"}}, Safety::Safe, true}},
                                 .fingerprint = at});
  }
  return analysis;
}

void require(bool condition) {
  if (!condition)
    std::abort();
}

class MadClient {
public:
  explicit MadClient(FuzzedDataProvider& data) : data_(data) {
    request("initialize",
            {{"processId", nullptr}, {"capabilities", Json::parse(R"({"textDocument": {
      "publishDiagnostics": {"relatedInformation": true, "dataSupport": true},
      "codeAction": {"codeActionLiteralSupport": {}},
      "hover": {"contentFormat": ["markdown"]}}})")}});
  }

  void step() {
    switch (data_.ConsumeIntegralInRange(0, 9)) {
    case 0:
      return notify(
          "textDocument/didOpen",
          {{"textDocument",
            {{"uri", uri()}, {"languageId", "python"}, {"version", 1}, {"text", text()}}}});
    case 1:
      return notify("textDocument/didClose", {{"textDocument", {{"uri", uri()}}}});
    case 2:
      return request("textDocument/hover",
                     {{"textDocument", {{"uri", uri()}}}, {"position", position()}});
    case 3:
      return request("textDocument/codeAction",
                     {{"textDocument", {{"uri", uri()}}},
                      {"range", range()},
                      {"context", {{"diagnostics", {{{"data", {{"fingerprint", text()}}}}}}}}});
    case 4:
      return notify("$/cancelRequest",
                    {{"id", data_.ConsumeIntegralInRange(kFirstId, lastId_ + 1)}});
    case 5:
      return runtime_.runUntil([this] { return !server_.busy(); });
    case 6:
      return send(data_.ConsumeRandomLengthString());
    case 7:
      return request(text(), Json::array());
    default:
      return edit();
    }
  }

  void finish() {
    runtime_.runUntil([this] { return !server_.busy(); });
    for (const auto& [id, answers] : answers_)
      require(answers == 1);
  }

private:
  std::string uri() { return data_.ConsumeBool() ? "file:///a.py" : "untitled:b"; }

  // Valid UTF-8 with every kind of line end and width of character.
  std::string text() {
    static const std::vector<std::string> kPieces{"a", "\n", "\r", "\r\n", "é", "漢", "🐍", "b\tc"};
    std::string result;
    for (auto count = data_.ConsumeIntegralInRange(0, 20); count > 0; --count)
      result += kPieces[data_.ConsumeIntegralInRange<std::size_t>(0, kPieces.size() - 1)];
    return result;
  }

  Json position() {
    return {{"line", data_.ConsumeIntegralInRange(-1, 12)},
            {"character", data_.ConsumeIntegralInRange(-1, 9)}};
  }
  Json range() { return {{"start", position()}, {"end", position()}}; }

  void edit() {
    Json changes = Json::array();
    for (auto count = data_.ConsumeIntegralInRange(0, 4); count > 0; --count) {
      changes.push_back({{"text", text()}});
      if (data_.ConsumeIntegralInRange(0, 5) > 0)
        changes.back()["range"] = range();
    }
    notify("textDocument/didChange",
           {{"textDocument", {{"uri", uri()}, {"version", data_.ConsumeIntegral<int>()}}},
            {"contentChanges", changes}});
  }

  void notify(const std::string& method, const Json& params) {
    send(Json{{"jsonrpc", "2.0"}, {"method", method}, {"params", params}}.dump());
  }

  void request(const std::string& method, const Json& params) {
    answers_[++lastId_] = 0;
    send(Json{{"jsonrpc", "2.0"}, {"id", lastId_}, {"method", method}, {"params", params}}.dump());
  }

  void send(const std::string& content) { server_.receive(rpc::parseMessage(content)); }

  void receive(const std::string& content) {
    const Json message = Json::parse(content);
    if (!message.contains("method")) {
      if (const Json id = message["id"]; id.is_number() && answers_.contains(id))
        ++answers_[id];
    } else if (message["method"] == "textDocument/publishDiagnostics") {
      for (const Json& diagnostic : message["params"]["diagnostics"]) {
        const Json& start = diagnostic["range"]["start"];
        const Json& end = diagnostic["range"]["end"];
        require(start["line"] < end["line"] ||
                (start["line"] == end["line"] && start["character"] <= end["character"]));
      }
    }
  }

  FuzzedDataProvider& data_;
  static constexpr int kFirstId = 1'000'000'007; // raw messages should not hit an id of ours
  int lastId_ = kFirstId;
  std::map<int, int> answers_;
  std::ostringstream logText_;
  Logger log_{logText_, LogLevel::Error};
  Runtime runtime_{0};
  Server server_{{.session = runtime_.session(),
                  .pool = runtime_.pool(),
                  .makeAnalyser = [] { return analyse; },
                  .log = log_},
                 [this](const std::string& content) { receive(content); }};
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider provider(data, size);
  MadClient client(provider);
  while (provider.remaining_bytes() > 0)
    client.step();
  client.finish();
  return 0;
}
