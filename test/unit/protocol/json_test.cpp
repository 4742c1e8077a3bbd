#include "protocol/json.h"
#include "protocol/lsp/code_action.h"
#include "protocol/lsp/lifecycle.h"
#include "protocol/lsp/sync.h"
#include "protocol/lsp/workspace.h"
#include "test/support/catch.h"

using namespace pysecd;

namespace {

template <class T> T read(const std::string& text) {
  T value;
  readJson(Json::parse(text), value);
  return value;
}

// What reading it complains about; empty if nothing.
template <class T> std::string complaint(const std::string& text) {
  try {
    read<T>(text);
  } catch (const Json::exception& error) {
    return error.what();
  }
  return {};
}

bool contains(const std::string& text, const std::string& part) {
  INFO(text);
  CHECK(text.find(part) != std::string::npos);
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("json: errors name the path of the field", "[json]") {
  using Change = lsp::DidChangeTextDocumentParams;
  const auto change = [](const std::string& range) {
    return R"({"textDocument": {"uri": "u", "version": 1}, "contentChanges": [{"text": ""}, {"text": "", "range": )" +
           range + "}]}";
  };
  contains(complaint<Change>(change(R"({"start": {"line": "1", "character": 0}})")),
           "(/contentChanges/1/range/start/line) type must be integer, but is string");
  contains(complaint<Change>(change(R"({"start": {"line": 1, "character": 0}})")),
           "(/contentChanges/1/range) key 'end' not found");
  contains(complaint<Change>(change("[]")),
           "(/contentChanges/1/range) type must be object, but is array");
  contains(complaint<Change>(R"({"textDocument": {"uri": "u"}, "contentChanges": {}})"),
           "(/contentChanges) type must be array, but is object");
  contains(complaint<Change>(R"({"contentChanges": []})"), "key 'textDocument' not found");
  contains(complaint<Change>("null"), "type must be object, but is null");
}

TEST_CASE("json: integers are not converted silently", "[json]") {
  const auto position = [](const std::string& line) {
    return complaint<lsp::Position>("{\"line\": " + line + ", \"character\": 0}");
  };
  CHECK(position("4294967295").empty());
  contains(position("4294967296"), "(/line) number out of range");
  contains(position("-1"), "(/line) number out of range");
  contains(position("1.0"), "(/line) type must be integer");
  contains(position("1e3"), "(/line) type must be integer");
  contains(position("true"), "(/line) type must be integer, but is boolean");
  contains(position("null"), "(/line) type must be integer, but is null");
  contains(complaint<lsp::CancelParams>(R"({"id": 1.5})"), "(/id) type must be integer");
  contains(complaint<lsp::CancelParams>(R"({"id": {}})"), "(/id) type must be integer or string");
  CHECK(std::get<std::string>(read<lsp::CancelParams>(R"({"id": "1"})").id) == "1");
  CHECK(std::get<std::int64_t>(read<lsp::CancelParams>(R"({"id": -7})").id) == -7);
}

TEST_CASE("json: absent and null optionals read as empty and are not written", "[json]") {
  using Identifier = lsp::VersionedTextDocumentIdentifier;
  CHECK_FALSE(read<Identifier>(R"({"uri": "u"})").version);
  CHECK_FALSE(read<Identifier>(R"({"uri": "u", "version": null})").version);
  CHECK(read<Identifier>(R"({"uri": "u", "version": -3, "unknown": []})").version == -3);
  CHECK(Json(Identifier{"u", {}}).dump() == R"({"uri":"u"})");
  // Here the specification wants the null.
  CHECK(Json(lsp::OptionalVersionedTextDocumentIdentifier{"u", {}}).dump() ==
        R"({"uri":"u","version":null})");
}

TEST_CASE("json: structures survive the way out and back", "[json]") {
  const lsp::Diagnostic diagnostic{.range = {{1, 2}, {3, 4}},
                                   .severity = lsp::DiagnosticSeverity::Information,
                                   .code = "a-b",
                                   .codeDescription = lsp::CodeDescription{"https://x/"},
                                   .source = "s",
                                   .message = "m",
                                   .relatedInformation = {{{{"u", {}}, "r"}}},
                                   .data = lsp::DiagnosticData{"00ff", 3}};
  const Json json = lsp::CodeAction{"t", "quickfix", {diagnostic}, true, {}};
  lsp::Diagnostic back;
  readJson(json["diagnostics"][0], back);
  CHECK(Json(back) == json["diagnostics"][0]);
  CHECK(json["diagnostics"][0]["severity"] == 3);
  CHECK(json["edit"] == Json::object());
}

TEST_CASE("json: an edit that makes a file is written in order", "[json]") {
  lsp::WorkspaceEdit edit;
  edit.documentChanges = {lsp::CreateFile{"u"}, lsp::TextDocumentEdit{{"u", {}}, {{{}, "x"}}}};
  const Json changes = Json(edit)["documentChanges"];
  CHECK(changes[0] ==
        Json{{"kind", "create"}, {"uri", "u"}, {"options", {{"ignoreIfExists", true}}}});
  CHECK(changes[1]["textDocument"] == Json{{"uri", "u"}, {"version", nullptr}});
  CHECK(changes[1]["edits"][0]["newText"] == "x");
}

TEST_CASE("json: settings are taken as they are", "[json]") {
  const auto settings = [](const char* text) {
    return read<lsp::DidChangeConfigurationParams>(text).settings;
  };
  CHECK(settings(R"({"settings": {"pysecd": {"ignore": ["a"]}, "x": 1}})") ==
        R"({"ignore":["a"]})");
  for (const char* nothing : {"{}", "null", "[]", R"({"settings": null})", R"({"settings": [1]})"})
    CHECK(settings(nothing).empty());
}

TEST_CASE("json: odd capabilities read as missing ones", "[json]") {
  const auto capabilities = read<lsp::ClientCapabilities>(R"({
    "general": {"positionEncodings": ["utf-8", 7]}, "workspace": null,
    "textDocument": {"publishDiagnostics": {"relatedInformation": "yes", "dataSupport": true},
                     "codeAction": [], "hover": {"contentFormat": "markdown"}}})");
  CHECK(capabilities.positionEncodings == std::vector<std::string>{"utf-8"});
  CHECK(capabilities.dataSupport);
  CHECK_FALSE(capabilities.relatedInformation);
  CHECK_FALSE(capabilities.codeActionLiteralSupport);
  CHECK_FALSE(capabilities.markdownHover);
  CHECK_FALSE(read<lsp::ClientCapabilities>("[]").documentChanges);
}
