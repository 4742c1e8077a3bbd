// Templates and the views that render them: severity, the way, and what the cache keeps.
#include "test/support/catch.h"
#include "test/support/memory_project.h"

#include <algorithm>

using namespace pysecd;

namespace {

test::MemoryProject project() {
  test::MemoryProject made;
  made.files["app/inputs.py"] = "from flask import request\n\n\n"
                                "def wanted():\n    return request.args['q']\n";
  made.files["app/views.py"] = "from flask import Flask, render_template\n"
                               "from app.inputs import wanted\n\n"
                               "app = Flask(__name__)\n\n\n"
                               "@app.get('/')\ndef index():\n"
                               "    q = wanted()\n"
                               "    return render_template('index.html', q=q, n=len(q))\n";
  made.files["app/templates/index.html"] = "<p>{{ q|safe }} {{ n|safe }} {{ other|safe }}</p>\n";
  return made;
}

} // namespace

TEST_CASE("a template's finding is an error where the value is the request's, with the way",
          "[templates]") {
  const test::ProjectResult result = project().analyse();
  const auto& findings = result.analyses.at("app/templates/index.html").findings;
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].severity == Severity::Error);
  CHECK(findings[0].message.starts_with("request data: "));
  REQUIRE(findings[0].notes.size() >= 2);
  CHECK(findings[0].notes.front().path == "app/inputs.py");
  CHECK(findings[0].notes.front().message == "untrusted value enters here: request.args");
  CHECK(findings[0].notes.back().path == "app/views.py");
  CHECK(findings[0].notes.back().message == "the template index.html sees it as q");
  REQUIRE(findings[0].notes.back().place);
  CHECK(findings[0].notes.back().place->begin[0].line == 9);
  CHECK(findings[1].severity == Severity::Warning);
  CHECK(findings[1].notes.empty());
}

TEST_CASE("what views render is kept with the results of a run", "[templates]") {
  test::MemoryProject made = project();
  made.store = std::make_shared<test::MemoryStore>();
  const std::string first = dump(made.analyse());
  const test::ProjectResult second = made.analyse();
  CHECK(second.statistics.analysed == 0);
  CHECK(dump(second) == first);
  CHECK(first == dump(project().analyse()));
}
