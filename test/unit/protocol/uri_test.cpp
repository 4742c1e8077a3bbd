#include "protocol/lsp/uri.h"
#include "test/support/catch.h"

#include <string>

using namespace pysecd::lsp;

TEST_CASE("uri: spellings of one document have one key", "[uri]") {
  const auto same = [](std::string_view a, std::string_view b) {
    return documentKey(a) == documentKey(b);
  };
  CHECK(same("file:///c:/project/readme.md", "file:///C%3A/project/readme.md"));
  CHECK(same("file:///c%3a/A.py", "file:///C:/a.PY")); // Windows compares without case
  CHECK(same("file:///home/a%20b.py", "file:///home/a b.py"));
  CHECK(same("file:///home/%C3%A9.py", "file:///home/é.py"));
  CHECK(same("file:///a.py", "FILE:///a.py"));
  CHECK(same("file:///a.py", "file://localhost/a.py"));
  CHECK(same("file:///a.py", "file:/a.py"));
  CHECK(same("file://Server/share/a.py", "file://server/share/a.py"));

  CHECK_FALSE(same("file:///home/a.py", "file:///home/A.py"));
  CHECK_FALSE(same("file://server/share/a.py", "file:///share/a.py"));
  CHECK_FALSE(same("untitled:a%20b", "untitled:a b")); // other schemes are opaque
  CHECK_FALSE(same("vscode-notebook-cell:/a.ipynb#W0", "vscode-notebook-cell:/a.ipynb#W1"));
  CHECK_FALSE(same("file:///a.py", "untitled:///a.py"));
}

TEST_CASE("uri: paths for people", "[uri]") {
  CHECK(displayPath("file:///home/a%20b.py") == "/home/a b.py");
  CHECK(displayPath("file:///C%3A/x/Y.py") == "c:/x/Y.py");
  CHECK(displayPath("file://Server/share/a.py") == "//server/share/a.py");
  CHECK(displayPath("untitled:Untitled-1") == "untitled:Untitled-1");
  CHECK(displayPath("file:///100%.py") == "/100%.py"); // a bad escape stays as it is
  CHECK(displayPath("file:///%4") == "/%4");
  CHECK(displayPath("file:///%zz%41") == "/%zzA");
  CHECK(displayPath("file://") == "");
  CHECK(displayPath("") == "");
}

TEST_CASE("uri: a path's URI names that path again", "[uri]") {
  for (const std::string path :
       {"/home/a b.py", "/é/漢.py", "/a%20b", "c:/x/y.py", "//server/share/a.py", "/#?&+.py"}) {
    CAPTURE(path);
    CHECK(displayPath(fileUri(path)) == path);
  }
  CHECK(fileUri("/home/a b.py") == "file:///home/a%20b.py");
  CHECK(fileUri("c:/x.py") == "file:///c%3A/x.py");
}
