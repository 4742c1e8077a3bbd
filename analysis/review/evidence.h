// What a security review needs to know of one module beyond its findings: every place that touches
// something outside, and what the engine knows of it. Collected in the same run as the findings
// (collect.h), put together over all modules later (report.h), when it is known what the functions
// of other modules do. Plain values: any thread.
#pragma once

#include "analysis/models/surface.h"
#include "analysis/support/span.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pysecd::review {

enum class Consideration : std::uint8_t {
  Database,
  External,
  Exception,
  Access,
  Input,
  Concurrency
};
inline constexpr std::size_t kConsiderations = 6;

enum class Verdict : std::uint8_t { Judged, Unresolved, Defect };

// One place of the surface.
struct SurfaceItem {
  Consideration consideration = Consideration::Database;
  std::string_view kind; // static storage: "query", "exception handler"
  ByteRange range;
  std::string api; // what is called or read, as a person would name it
  Verdict verdict = Verdict::Judged;
  std::string reason;            // why it is judged so, or what is not known
  std::vector<std::string> path; // through which functions it is reached, outermost first
};

// Where a call stands.
struct Setting {
  std::string transaction; // text of the innermost; empty: none around it in this function
  std::string lock;
  bool inHandler = false;
};

// A call of something that may matter to callers: a function of the program, or a library's.
struct CallFact {
  ByteRange range;                  // of the callee's name
  std::string api;                  // dotted, or as written
  std::vector<std::string> callees; // "module:function" of the program; of a class, it as well
  SurfaceKind kind = SurfaceKind::None;
  std::string why;
  bool external = false; // a library's function that is not modelled
  bool isPublic = false; // its name does not begin with an underscore
  Setting setting;
  // Parameter of the callee (keyword, or "#0") <- parameter of this function that it is, or is
  // taken from.
  std::vector<std::pair<std::string, std::uint32_t>> carries;
};

// Something taken from a parameter by name: an attribute of a request, if the parameter is one.
struct AttributeFact {
  ByteRange range;
  std::string api;
  std::uint32_t parameter = 0;
  Verdict verdict = Verdict::Judged;
  std::string reason;
};

// A test of what was read before, on which something is done later.
struct TestFact {
  ByteRange range;
  std::string text;
  std::vector<std::uint32_t> reads; // calls whose results it looks at
  Setting setting;
};

// An assignment to a field of something that calls gave: of a row, if they read one.
struct ChangeFact {
  ByteRange range;
  std::string text;
  std::vector<std::uint32_t> reads;
  Setting setting;
};

struct ParameterFact {
  std::string name;
  ByteRange range;
  std::string used;     // how, in words
  bool checked = false; // validated, normalised or tested
};

struct FunctionEvidence {
  std::string key; // "module:Class.method"
  std::string name;
  std::string className; // "module:Class"; empty if it is no method
  ByteRange range;       // of its name
  bool isPublic = false;
  bool isEntry = false;
  bool guarded = false; // something in its head decides who may
  bool guards = false;  // it tests who may, and raises if not
  std::string entry;    // "GET /items/<id>"
  std::vector<ParameterFact> parameters;
  std::vector<std::string> closes; // retries, handlers of conflicts: what answers a lost race
  std::vector<SurfaceItem> items;  // known without other modules
  std::vector<CallFact> calls;     // in order of the text
  std::vector<AttributeFact> attributes;
  std::vector<TestFact> tests;
  std::vector<ChangeFact> changes;
  std::vector<std::string> endpoints; // of a module body: classes whose methods are called over RPC
};

struct ClassEvidence {
  std::string name;               // "module:Class"
  std::vector<std::string> bases; // "module:Class", or the dotted name of a library's
};

// Of files that declare or lock packages.
struct DependencyTally {
  std::size_t files = 0;
  std::size_t declared = 0;
  std::size_t open = 0; // of those: the newest there is would be installed
  std::size_t locked = 0;
  std::size_t vulnerable = 0; // of both
  bool advisories = false;    // a snapshot of them was there to ask
};

// Ranges are absolute in the module's text.
struct ModuleEvidence {
  std::string module;
  std::vector<std::string> imports; // dotted, as written; sorted
  std::vector<ClassEvidence> classes;
  std::vector<FunctionEvidence> functions;     // in order of the text; the module body last
  std::optional<DependencyTally> dependencies; // present if the file is of that kind
};

} // namespace pysecd::review
