#include "server/session/documents.h"
#include "test/support/catch.h"

using namespace pysecd;

TEST_CASE("documents: found under any spelling, kept under the client's", "[server]") {
  Documents documents;
  Document& document = documents.open({"file:///C%3A/a.py", "python", 7, "x\r\n\xEF\xBB\xBF"});
  CHECK(document.uri == "file:///C%3A/a.py");
  CHECK(document.path == "c:/a.py");
  CHECK(document.version == 7);
  CHECK(document.text->bytes() == "x\r\n\xEF\xBB\xBF"); // byte for byte
  CHECK(documents.find("file:///c:/A.py") == &document);
  CHECK_FALSE(documents.find("file:///c:/b.py"));
  documents.close(document);
  CHECK_FALSE(documents.find("file:///C%3A/a.py"));
}

TEST_CASE("documents: every text has a revision of its own, whatever the client counts",
          "[server]") {
  Documents documents;
  Document& document = documents.open({"a", "python", 1, ""});
  const std::int64_t first = document.revision;
  document.outOfSync = true;
  documents.update(document, makeText("x"), 1);
  CHECK(document.revision > first);
  CHECK_FALSE(document.outOfSync);
  const std::int64_t second = document.revision;
  documents.close(document);
  CHECK(documents.open({"a", "python", 1, ""}).revision > second);
}

TEST_CASE("documents: Python by language or by name", "[server]") {
  Documents documents;
  const auto python = [&](const std::string& uri, const std::string& language) {
    return documents.open({uri, language, 1, ""}).python;
  };
  CHECK(python("untitled:1", "python"));
  CHECK(python("file:///a.py", "plaintext"));
  CHECK(python("file:///a.pyi", ""));
  CHECK_FALSE(python("file:///a.txt", "plaintext"));
  CHECK_FALSE(python("untitled:1", "sql"));
}
