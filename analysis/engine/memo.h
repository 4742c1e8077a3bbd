// What is kept of each function between two versions of a file, and what it rested on. A record is
// reused only if the function's text is unchanged and every answer it got from the rest of the
// program would be the same today. Thread rule: belongs to one FileState.
#pragma once

#include "analysis/checks/siblings.h"
#include "analysis/findings/finding.h"
#include "analysis/flow/function_flow.h"
#include "analysis/review/evidence.h"
#include "analysis/syntax/items.h"
#include "analysis/templates/rendered.h"

#include <memory>
#include <vector>

namespace pysecd {

// One answer a function's analysis rested on.
struct Dependency {
  enum class Kind : std::uint8_t {
    Global,
    Summary,
    Class,
    Field,
    Import,     // whether the module imports a package
    ImportedAs, // how its imports spell a name
    Module,     // what an import statement means
    Member      // a name of another module
  } kind = Kind::Global;
  Symbol subject = kNoSymbol; // name, function key, class or module
  Symbol member = kNoSymbol;  // Field, Member: the name; Module: the number of leading dots
  Hash64 seen = 0;
  friend bool operator==(const Dependency& a, const Dependency& b) {
    return a.kind == b.kind && a.subject == b.subject && a.member == b.member;
  }
};

struct Record {
  std::vector<Dependency> dependencies;
  Summary summary;
  Hash64 summaryHash = 0;
  std::vector<Finding> findings; // ranges relative to the item's source
  std::vector<CheckMark> marks;  // the same
  std::vector<Symbol>
      group; // the functions it is mutually recursive with, itself included; empty if none
  std::vector<FunctionTrace> traces;                        // ranges relative to the item's source
  std::vector<templates::Render> renders;                   // the same
  std::shared_ptr<const review::FunctionEvidence> evidence; // null unless it was wanted; as above
  std::string exported; // the summary as bytes; empty until needed
  Hash64 exportedHash = 0;
  bool cut = false;         // a bound on work was reached
  bool interrupted = false; // made while being cancelled or out of time: shown once, never reused
};

struct FunctionState {
  enum class Phase : std::uint8_t {
    Stale,
    Validating,
    Evaluating,
    Pending,
    Done
  } phase = Phase::Stale;
  Symbol key = kNoSymbol;
  Symbol className = kNoSymbol;
  Symbol name = kNoSymbol;
  Hash64 textHash = 0;
  bool hasErrors = false;
  std::string indentation; // of the line it starts in
  Ast ast;
  Scopes scopes;
  std::vector<Symbol> calledNames; // names and attributes it calls: who may have to be known first
  std::unique_ptr<Record> record;
  // What it writes to fields of its first parameter, seen without its callees (see
  // ModuleProgram::fieldsWrittenBy).
  std::vector<FieldWrite> fieldWrites;
  std::uint64_t fieldsGeneration = 0;     // of the module names they were made with; 0: not made
  const Summary* approximation = nullptr; // while its recursion group is iterated
  std::unique_ptr<FunctionFlow> flow;     // from its evaluation until its findings are made
  std::size_t stackIndex = 0;
};

} // namespace pysecd
