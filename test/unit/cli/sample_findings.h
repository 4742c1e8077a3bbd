// A small file with findings made by hand, for the tests of the output formats.
#pragma once

#include "server/cli/report.h"

#include <string>
#include <vector>

namespace pysecd::test {

// The bytes of the first occurrence of `part` in `text`, which must hold it.
inline ByteRange rangeOf(std::string_view text, std::string_view part) {
  const auto begin = static_cast<ByteOffset>(text.find(part));
  return {begin, begin + static_cast<ByteOffset>(part.size())};
}

struct SampleFile {
  std::string path = "shop/views.py";
  cli::Source source;
  std::vector<Finding> findings;

  explicit SampleFile(std::string bytes)
      : source(std::get<cli::Source>(workspace::decodeSource(std::move(bytes), path))) {}

  std::string_view text() const { return source.text()->bytes(); }
  cli::FileFindings view() const { return {path, source, findings}; }

  Finding& add(std::string_view part, Severity severity = Severity::Error) {
    Finding finding;
    finding.check = "database-sql-injection";
    finding.severity = severity;
    finding.range = rangeOf(text(), part);
    finding.message = "request data reaches the text of a SQL statement";
    finding.fingerprint = 0x1234abcd;
    findings.push_back(finding);
    return findings.back();
  }

  Fix fix(std::string_view part, std::string newText, Safety safety = Safety::Safe) const {
    return {"pass the value as a bound parameter",
            {{rangeOf(text(), part), std::move(newText)}},
            safety,
            true};
  }
};

// The example of the README: one injection with its flow and its fix.
inline SampleFile sampleView() {
  SampleFile file("from flask import request\n"
                  "def find(db):\n"
                  "    name = request.args[\"name\"]\n"
                  "    rows = db.execute(f\"SELECT id FROM users WHERE name = '{name}'\")\n");
  Finding& finding = file.add("f\"SELECT id FROM users WHERE name = '{name}'\"");
  finding.notes = {
      {rangeOf(file.text(), "request.args"), "untrusted value enters here: request.args", {}}};
  finding.fixes = {file.fix("f\"SELECT id FROM users WHERE name = '{name}'\"",
                            "\"SELECT id FROM users WHERE name = ?\", (name,)")};
  return file;
}

} // namespace pysecd::test
