#include "protocol/json.h"
#include "server/convert/from_lsp.h"
#include "server/convert/to_lsp.h"
#include "test/support/catch.h"

using namespace pysecd;

namespace {

const Text kText("a = 1\nb = '🐍' + x\r\nc\n");
const lsp::DocumentUri kUri = "file:///a%20b.py";

Finding finding() {
  return {.check = "database-sql-injection",
          .severity = Severity::Error,
          .range = {19, 20},
          .message = "danger",
          .notes = {{{0, 1}, "here", ""}, {{0, 1}, "elsewhere", "/lib/c d.py"}},
          .fixes = {},
          .fingerprint = 0xabc};
}

lsp::ClientCapabilities everything() {
  return {.relatedInformation = true,
          .codeDescriptionSupport = true,
          .dataSupport = true,
          .documentChanges = true};
}

} // namespace

TEST_CASE("convert: ranges in each unit, and back", "[convert]") {
  const ByteRange x{19, 20};
  REQUIRE(kText.slice(x) == "x");
  const auto [unit, column] = GENERATE(table<ColumnUnit, std::uint32_t>(
      {{ColumnUnit::Utf8, 13}, {ColumnUnit::Utf16, 11}, {ColumnUnit::Utf32, 10}}));
  const lsp::Range range = toRange(kText, x, unit);
  CHECK(range == lsp::Range{{1, column}, {1, column + 1}});
  CHECK(toByteRange(kText, range, unit) == x);
}

TEST_CASE("convert: a diagnostic carries what the client can take", "[convert]") {
  const auto client = everything();
  const Json full = toDiagnostic(finding(), {kUri, 7, kText, ColumnUnit::Utf16, client});
  CHECK(full["severity"] == 1);
  CHECK(full["code"] == "database-sql-injection");
  CHECK(full["source"] == "pysecd");
  CHECK(full["message"] == "danger");
  CHECK(full["codeDescription"]["href"] == "https://cwe.mitre.org/data/definitions/89.html");
  CHECK(full["data"] == Json{{"fingerprint", "0000000000000abc"}, {"version", 7}});
  CHECK(full["relatedInformation"][0]["location"]["uri"] == kUri);
  CHECK(full["relatedInformation"][0]["message"] == "here");
  CHECK(full["relatedInformation"][1]["location"]["uri"] == "file:///lib/c%20d.py");

  const lsp::ClientCapabilities nothing;
  const Json plain = toDiagnostic(finding(), {kUri, 7, kText, ColumnUnit::Utf16, nothing});
  for (const char* key : {"codeDescription", "data", "relatedInformation"})
    CHECK_FALSE(plain.contains(key));
}

TEST_CASE("convert: severities", "[convert]") {
  const auto client = everything();
  Finding one = finding();
  one.severity =
      GENERATE(Severity::Error, Severity::Warning, Severity::Information, Severity::Hint);
  const Json json = toDiagnostic(one, {kUri, {}, kText, ColumnUnit::Utf16, client});
  CHECK(json["severity"] == static_cast<int>(one.severity) + 1);
}

TEST_CASE("convert: edits name the version they are for, if the client can tell", "[convert]") {
  const Fix fix{"t", {{{19, 20}, "y"}, {{22, 23}, "z"}}, Safety::Safe, true};
  const auto client = everything();
  const Json versioned = toWorkspaceEdit(fix, {kUri, 7, kText, ColumnUnit::Utf8, client});
  CHECK(versioned["documentChanges"][0]["textDocument"] == Json{{"uri", kUri}, {"version", 7}});
  CHECK(versioned["documentChanges"][0]["edits"].size() == 2);
  CHECK(versioned["documentChanges"][0]["edits"][0]["newText"] == "y");
  CHECK_FALSE(versioned.contains("changes"));

  const Json unknown = toWorkspaceEdit(fix, {kUri, {}, kText, ColumnUnit::Utf8, client});
  CHECK(unknown["documentChanges"][0]["textDocument"]["version"].is_null());

  const lsp::ClientCapabilities nothing;
  const Json plain = toWorkspaceEdit(fix, {kUri, 7, kText, ColumnUnit::Utf8, nothing});
  CHECK(plain["changes"][kUri].size() == 2);
  CHECK_FALSE(plain.contains("documentChanges"));
}
