// The rules a check is made of. A check's .cpp defines one `constexpr Check`; checks.def makes it
// known. Rules look at one function's evaluated flow and never at other checks. Pure: any thread.
#pragma once

#include "analysis/checks/function_context.h"
#include "analysis/findings/finding.h"

#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <variant>

namespace pysecd {

// One value at one sink.
struct SinkContext {
  const FunctionContext& function;
  const SinkHit& hit;
};

// One kind, or several: `.from = Taint::Remote`, `.from = {Taint::Remote, Taint::Stored}`.
// Implicit on purpose: a check is written as data.
// NOLINTBEGIN(google-explicit-constructor)
struct TaintKinds {
  TaintMask mask = 0;
  constexpr TaintKinds(Taint kind) : mask(maskOf(kind)) {}
  constexpr TaintKinds(std::initializer_list<Taint> kinds) {
    for (const Taint kind : kinds)
      mask = static_cast<TaintMask>(mask | maskOf(kind));
  }
};
struct SinkKinds {
  SinkMask mask = 0;
  constexpr SinkKinds(Sink kind) : mask(maskOf(kind)) {}
  constexpr SinkKinds(std::initializer_list<Sink> kinds) {
    for (const Sink kind : kinds)
      mask |= maskOf(kind);
  }
  constexpr bool has(Sink kind) const { return (mask & maskOf(kind)) != 0; }
};
// NOLINTEND(google-explicit-constructor)

// Fires when a value of a kind in `from` reaches a sink of a kind in `to` unsanitized. The path is
// found by the engine.
struct TaintRule {
  TaintKinds from;
  SinkKinds to;
  bool (*provided)(const SinkContext& context) = nullptr; // present: must hold as well
  std::optional<Severity> local;    // present: argv, environment, files count too, this severe
  std::string_view localMessage;    // empty: the check's
  std::optional<Severity> severity; // of the kinds in `from`; absent: the check's
  std::string_view message;         // empty: the check's
};

// Fires when `judge` says so of a value at a sink of a kind in `to`.
struct SinkRule {
  SinkKinds to;
  bool (*judge)(const SinkContext& context);
  std::optional<Severity> severity; // absent: the check's
  std::string_view message;         // empty: the check's
};

// Fires where a model row of kind "misuse" names the check. Any other rule may be had besides: rows
// that name a check always count.
struct MisuseRule {
  // Present: how severe it is at this place (the call, assignment or name); nullopt: not at all.
  std::optional<Severity> (*weigh)(const FunctionContext& context, NodeId place,
                                   Severity severity) = nullptr;
  // Present: adds fixes to those of the row, or says why there is none. `node`: what is pointed at.
  void (*repair)(const FunctionContext& context, NodeId node, NodeId place,
                 Finding& finding) = nullptr;
};

// What a rule reports besides what its check says.
struct Report {
  std::string message;              // empty: the check's
  std::optional<Severity> severity; // absent: the check's
  std::vector<Note> notes;
  std::vector<Fix> fixes;
  std::string whyNoFix;
  std::uint16_t cwe = 0; // 0: the check's
};

// Takes the findings of a FunctionRule; a range is reported once.
class Reporter {
public:
  virtual void report(ByteRange range, Report report = {}) = 0;
  void report(const FunctionContext& context, NodeId node, Report finding = {}) {
    report(context.ast[node].range(), std::move(finding));
  }

protected:
  ~Reporter() = default;
};

// Looks at one function, or the module body, in whatever way it needs.
struct FunctionRule {
  void (*run)(const FunctionContext& context, Reporter& reporter);
};

// What one function tells about itself, to be compared with what the others of its module tell.
struct Mark {
  int kind = 0;         // the check's
  std::string group;    // the check's: what is compared with each other
  std::string subject;  // the check's
  std::string fact;     // the check's
  ByteRange range;      // observed: in the Ast's source; compared: in the text
  std::string function; // compared: its key in the module; "<module>"
};

class Marker {
public:
  virtual void mark(Mark mark) = 0;

protected:
  ~Marker() = default;
};

// Learns from siblings: `observe` looks at each function by itself; `compare` sees the marks of the
// whole module, in order of the text, each time one of its functions changed. It knows the marks
// alone, so that it takes no time where there are none; ranges of its reports are those of marks.
struct SiblingRule {
  void (*observe)(const FunctionContext& context, Marker& marker);
  void (*compare)(std::span<const Mark> marks, Reporter& reporter);
};

using Rule = std::variant<MisuseRule, TaintRule, SinkRule, FunctionRule, SiblingRule>;

// One rule, or up to three: `.rule = MisuseRule{}`, `.rule = {TaintRule{...}, FunctionRule{...}}`.
struct Rules {
  std::array<Rule, 3> all{};
  // NOLINTNEXTLINE(google-explicit-constructor): as above
  template <typename... Each> constexpr Rules(Each... each) : all{Rule(each)...} {}
};

// Fills finding.fixes, or finding.whyNoFix; edits count in the Ast's source.
using FixFunction = void (*)(const SinkContext& context, Finding& finding);

struct Check {
  Severity severity;
  std::uint16_t cwe;
  std::string_view message;
  Rules rule;
  FixFunction fix = nullptr; // of findings at sinks
};

#define CHECK(group, name)                                                                         \
  namespace checks::group {                                                                        \
  extern const Check name;                                                                         \
  }
#include "analysis/checks/checks.def"
#undef CHECK

} // namespace pysecd
