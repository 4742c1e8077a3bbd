#include "test/bench/language_client.h"

#include <algorithm>
#include <stdexcept>

namespace pysecd::bench {
namespace {

Json position(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t newline = before.rfind('\n');
  return {{"line", std::count(before.begin(), before.end(), '\n')},
          {"character", offset - (newline == std::string_view::npos ? 0 : newline + 1)}};
}

} // namespace

LanguageClient::LanguageClient(const std::string& binary, const std::string& root,
                               const std::string& file)
    : process_({binary, "--stdio", "--no-cache"}), uri_("file://" + file) {
  const Json capabilities = {{"window", {{"workDoneProgress", true}}},
                             {"general", {{"positionEncodings", Json::array({"utf-8"})}}},
                             {"textDocument",
                              {{"publishDiagnostics",
                                {{"relatedInformation", true},
                                 {"versionSupport", true},
                                 {"codeDescriptionSupport", true},
                                 {"dataSupport", true}}}}}};
  send({{"jsonrpc", "2.0"},
        {"id", 1},
        {"method", "initialize"},
        {"params",
         {{"processId", nullptr},
          {"rootUri", root.empty() ? Json(nullptr) : Json("file://" + root)},
          {"capabilities", capabilities}}}});
  while (!receive().contains("result")) {
  }
  startMilliseconds_ = milliseconds(receivedAt_ - started_);
  send({{"jsonrpc", "2.0"}, {"method", "initialized"}, {"params", Json::object()}});
}

void LanguageClient::awaitIndex() {
  for (;;) {
    const Json message = receive();
    if (message.value("method", "") == "$/progress" &&
        message.at("params").at("value").at("kind") == "end")
      return;
  }
}

double LanguageClient::open(const std::string& text) {
  const Json message = {
      {"jsonrpc", "2.0"},
      {"method", "textDocument/didOpen"},
      {"params",
       {{"textDocument",
         {{"uri", uri_}, {"languageId", "python"}, {"version", ++version_}, {"text", text}}}}}};
  const std::string bytes = rpc::frame(message.dump());
  const Clock::time_point sent = Clock::now();
  process_.write(bytes);
  return awaitDiagnostics(sent);
}

double LanguageClient::change(const std::string& text, const Edit& edit) {
  const Json range = {{"start", position(text, edit.offset)},
                      {"end", position(text, edit.offset + edit.removed)}};
  const Json message = {
      {"jsonrpc", "2.0"},
      {"method", "textDocument/didChange"},
      {"params",
       {{"textDocument", {{"uri", uri_}, {"version", ++version_}}},
        {"contentChanges", Json::array({{{"range", range}, {"text", edit.inserted}}})}}}};
  const std::string bytes = rpc::frame(message.dump());
  const Clock::time_point sent = Clock::now();
  process_.write(bytes);
  return awaitDiagnostics(sent);
}

void LanguageClient::send(const Json& message) { process_.write(rpc::frame(message.dump())); }

Json LanguageClient::receive() {
  std::optional<std::string> content;
  while (!(content = frames_.next()))
    frames_.feed(process_.read());
  receivedAt_ = Clock::now();
  Json message = Json::parse(*content);
  if (message.contains("error"))
    throw std::runtime_error("the server answered " + message.dump());
  return message;
}

double LanguageClient::awaitDiagnostics(Clock::time_point sent) {
  for (;;) {
    const Json message = receive();
    if (message.value("method", "") != "textDocument/publishDiagnostics" ||
        message.at("params").at("version") != version_)
      continue;
    diagnostics_ = message.at("params").at("diagnostics").size();
    return milliseconds(receivedAt_ - sent);
  }
}

} // namespace pysecd::bench
