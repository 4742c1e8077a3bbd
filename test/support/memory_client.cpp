#include "test/support/memory_client.h"

#include <algorithm>

namespace pysecd::test {

MemoryClient::MemoryClient(unsigned threads, MakeAnalyser makeAnalyser, ReadModelFiles readModels,
                           config::ReadFile readConfig)
    : runtime_(threads) {
  server_ = std::make_unique<Server>(
      Session::Options{.session = runtime_.session(),
                       .pool = runtime_.pool(),
                       .makeAnalyser = std::move(makeAnalyser),
                       .log = logger_,
                       .later = [this](std::chrono::milliseconds,
                                       Task task) { delayed.push_back(std::move(task)); },
                       .readModels = std::move(readModels),
                       .readConfig = std::move(readConfig)},
      [this](const std::string& content) { unread.push_back(Json::parse(content)); });
}

void MemoryClient::send(std::string_view content) { server_->receive(rpc::parseMessage(content)); }

void MemoryClient::notify(const std::string& method, const Json& params) {
  send(Json{{"jsonrpc", "2.0"}, {"method", method}, {"params", params}}.dump());
}

int MemoryClient::request(const std::string& method, const Json& params) {
  const int id = ++lastId_;
  send(Json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}.dump());
  return id;
}

void MemoryClient::settle() {
  runtime_.runUntil([this] { return !server_->busy(); });
}

Json MemoryClient::answer(int id) {
  const auto find = [this, id] {
    return std::find_if(unread.begin(), unread.end(), [id](const Json& message) {
      return !message.contains("method") && message["id"] == id;
    });
  };
  if (find() == unread.end())
    settle();
  const auto found = find();
  if (found == unread.end())
    return {};
  Json message = *found;
  unread.erase(found);
  return message;
}

Json MemoryClient::initialize(const Json& capabilities, const Json& rootUri) {
  Json result = call(
      "initialize",
      {{"processId", nullptr}, {"rootUri", rootUri}, {"capabilities", capabilities}})["result"];
  notify("initialized", Json::object());
  return result;
}

Json MemoryClient::take(std::string_view method, std::string_view uri) {
  const auto found = std::find_if(unread.begin(), unread.end(), [&](const Json& message) {
    return message.value("method", "") == method &&
           (uri.empty() || message["params"].value("uri", "") == uri);
  });
  if (found == unread.end())
    return {};
  Json message = *found;
  unread.erase(found);
  return message;
}

Json fullCapabilities() {
  return Json::parse(R"({
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {"workspaceEdit": {"documentChanges": true}},
    "textDocument": {
      "publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true,
                             "dataSupport": true, "versionSupport": true},
      "codeAction": {"isPreferredSupport": true, "dataSupport": true,
                     "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
      "hover": {"contentFormat": ["markdown", "plaintext"]}}})");
}

} // namespace pysecd::test
