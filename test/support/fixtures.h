// Annotated Python samples: what a line's comment says is compared with what the analysis finds
// there.
//
//   name = request.args["name"]                                # source
//   db.execute("SELECT * FROM t WHERE name = '%s'" % name)     # expect: database-sql-injection
//   #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//
// `# expect: id[, id]` stands on the line where the finding begins, an optional line of carets
// below it gives the exact range, a `# source` line must hold a note of some finding. `# gap: id`
// should be found and is not, `# false: id` is found and should not be. A finding on a line without
// a mark is a failure.
//
//   #-- app/db.py
//
// begins a file of a project, which ends where the next begins; what stands before the first is a
// comment. Such a sample is analysed as a project, each file against its own marks. Plain
// functions: any thread.
#pragma once

#include "analysis/engine/snapshot.h"

#include <optional>
#include <string>
#include <vector>

namespace pysecd {

struct FixtureMark {
  enum class Kind { Expect, Gap, False } kind = Kind::Expect;
  std::string check;
  std::uint32_t line = 0;         // 0-based
  std::optional<ByteRange> caret; // bytes of the text; one line only
};

struct Fixture {
  std::string path; // of the sample, relative to the repository
  std::string file; // of the project; empty if the sample is one file
  // A file of a project has the lines before it as empty ones, so that it keeps its line numbers.
  TextPtr text;
  std::vector<FixtureMark> marks;
  std::vector<std::uint32_t> sources; // 0-based lines
  std::vector<std::string> problems;  // marks that make no sense
};

// All samples under a folder of the repository ("test/flow"), sorted by path; `.fixed.py` files are
// no samples.
std::vector<std::string> fixturePaths(const std::string& folder);

// Bytes of a file of the repository; nullopt if it cannot be read.
std::optional<std::string> readRepositoryFile(const std::string& path);
void writeRepositoryFile(const std::string& path, const std::string& bytes);

// The files of a sample: one, unless the sample is a project.
std::vector<Fixture> readFixture(const std::string& path);

// The sample without its marks: what the fixes are applied to.
std::string withoutMarks(const Text& text);

// From scratch, with the models of the binary.
Analysis analyseText(TextPtr text, const std::string& path);

// All files of a sample together, with the models of the binary; in their order.
std::vector<Analysis> analyseFixture(const std::vector<Fixture>& files);

// One readable paragraph for each way in which the findings differ from the marks.
std::vector<std::string> compare(const std::vector<Fixture>& files,
                                 const std::vector<Analysis>& analyses);

// "path:line: what" with the line and, below it, the carets of `range`.
std::string showAt(const std::string& path, const Text& text, ByteRange range,
                   const std::string& what);

} // namespace pysecd
