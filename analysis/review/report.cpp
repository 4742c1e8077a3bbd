#include "analysis/review/report.h"

#include "analysis/review/call_graph.h"
#include "analysis/review/kinds.h"
#include "analysis/review/request_values.h"
#include "analysis/review/words.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <tuple>

namespace pysecd::review {

namespace {

constexpr std::size_t kMaxLook = 20;

std::optional<Consideration> considerationOf(std::string_view check) {
  for (std::size_t i = 0; i < kConsiderations; ++i)
    if (check.starts_with(std::string(name(static_cast<Consideration>(i))) + "-"))
      return static_cast<Consideration>(i);
  return std::nullopt;
}

std::string moduleOf(std::string_view key) { return std::string(key.substr(0, key.find(':'))); }
std::string functionOf(std::string_view key) { return std::string(key.substr(key.find(':') + 1)); }

std::string thousands(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3)
    digits.insert(at - 3, ",");
  return digits;
}

std::string counted(std::size_t number, std::string_view singular) {
  return thousands(number) + " " + std::string(singular) + (number == 1 ? "" : "s");
}

// The surface of one file.
class FileReview {
public:
  FileReview(const CallGraph& graph, const ReviewedModule& module, std::size_t index,
             Report& report)
      : graph_(graph), module_(module), index_(index), report_(report) {}

  void run() {
    for (const FunctionEvidence& function : module_.evidence->functions) {
      function_ = &function;
      for (const SurfaceItem& item : function.items)
        add(item);
      entry();
      arguments();
      for (const CallFact& call : function.calls)
        this->call(call);
      for (const AttributeFact& attribute : function.attributes)
        if (attribute.parameter == kFromRequest ||
            graph_.carries(function.key, attribute.parameter))
          add({Consideration::Input,
               "request attribute",
               attribute.range,
               attribute.api,
               attribute.verdict,
               attribute.reason,
               {}});
      for (const TestFact& test : function.tests)
        checkThenAct(test);
      for (const ChangeFact& change : function.changes)
        changed(change);
    }
  }

private:
  void entry() {
    if (!graph_.isEntry(*function_))
      return;
    ++report_.files[index_].entries;
    const std::string api =
        function_->name + (function_->entry.empty() ? "" : " (" + function_->entry + ")");
    const std::string reason = graph_.entryReason(function_->className);
    SurfaceItem item{Consideration::Access, "entry point", function_->range, api, {}, {}, {}};
    if (function_->guarded)
      item.reason = "guarded in its head";
    else if (!reason.empty())
      item.reason = reason;
    else {
      item.verdict = Verdict::Unresolved;
      item.reason = kNoGuard;
    }
    add(std::move(item));
  }

  // The parameters that a client decides; in functions called further on only where they are
  // looked at.
  void arguments() {
    const bool entry = graph_.isEntry(*function_);
    for (std::uint32_t i = 0; i < function_->parameters.size(); ++i) {
      const ParameterFact& parameter = function_->parameters[i];
      const bool taken = std::any_of(function_->attributes.begin(), function_->attributes.end(),
                                     [&](const AttributeFact& a) { return a.parameter == i; });
      if (graph_.carries(function_->key, i) && !taken && (entry || parameter.checked))
        add({Consideration::Input,
             "argument",
             parameter.range,
             parameter.name,
             Verdict::Judged,
             parameter.used,
             {}});
    }
  }

  static std::string where(const Setting& setting) {
    if (!setting.transaction.empty())
      return "inside " + setting.transaction;
    return {};
  }

  static std::string joined(const std::string& first, const std::string& second) {
    if (first.empty())
      return second;
    return second.empty() ? first : first + "; " + second;
  }

  void call(const CallFact& call) {
    if (call.kind != SurfaceKind::None)
      direct(call);
    if (call.external)
      add({Consideration::External,
           "library call",
           call.range,
           call.api,
           Verdict::Unresolved,
           "nothing is known of this library's function",
           {}});
    const bool database = isEffect(call.kind, Effect::Read) || isEffect(call.kind, Effect::Write);
    if (!database && !through(call, Effect::Write, Consideration::Database, "write"))
      through(call, Effect::Read, Consideration::Database, "read");
    if (!isEffect(call.kind, Effect::Remote))
      through(call, Effect::Remote, Consideration::External, "remote call");
    for (const std::string& callee : call.callees)
      if (graph_.isEndpoint(callee))
        add({Consideration::External,
             "remote endpoint",
             call.range,
             call.api,
             Verdict::Judged,
             "its methods are called over RPC",
             {}});
    for (const std::string& callee : call.callees)
      if (const FunctionEvidence* evidence = graph_.find(callee);
          evidence != nullptr && evidence->guards && call.callees.size() == 1)
        add({Consideration::Access,
             "guard",
             call.range,
             call.api,
             Verdict::Judged,
             "raises unless its test of who may holds",
             {functionOf(callee)}});
  }

  static std::string_view defaultReason(SurfaceKind kind) {
    return kind == SurfaceKind::Validate    ? "tells whether a value is one, or raises"
           : kind == SurfaceKind::Normalize ? "gives one form, or raises"
                                            : "";
  }

  void direct(const CallFact& call) {
    const KindWords words = wordsOf(call.kind);
    add({words.consideration,
         words.kind,
         call.range,
         call.api,
         Verdict::Judged,
         joined(call.why.empty() ? std::string(defaultReason(call.kind)) : call.why,
                words.consideration == Consideration::Database ||
                        words.consideration == Consideration::External || words.kind == "precommit"
                    ? where(call.setting)
                    : ""),
         {}});
  }

  // A call that reaches it in a function of another module, or in a public one of this.
  bool through(const CallFact& call, Effect effect, Consideration consideration,
               std::string_view kind) {
    for (const std::string& callee : call.callees) {
      if (!graph_.has(callee, effect))
        continue;
      if (moduleOf(callee) == module_.evidence->module && !call.isPublic)
        continue;
      SurfaceItem item{consideration, kind, call.range, call.api, Verdict::Judged, {}, {}};
      item.path = graph_.path(callee, effect);
      item.reason = joined("reaches " + item.path.back(), where(call.setting));
      add(std::move(item));
      return true;
    }
    return false;
  }

  void changed(const ChangeFact& change) {
    for (const std::uint32_t index : change.reads)
      if (const CallFact& call = function_->calls[index];
          graph_.has(call, Effect::Read) || graph_.has(call, Effect::Write))
        return add({Consideration::Database,
                    "row changed",
                    change.range,
                    change.text,
                    Verdict::Judged,
                    joined("a field of what " + call.api + "() gave; the ORM binds its value",
                           where(change.setting)),
                    {}});
  }

  void checkThenAct(const TestFact& test) {
    const CallFact* read = nullptr;
    for (const std::uint32_t index : test.reads)
      if (const CallFact& call = function_->calls[index];
          read == nullptr && (graph_.has(call, Effect::Read) || graph_.has(call, Effect::Write)))
        read = &call;
    if (read == nullptr)
      return;
    const auto act =
        std::find_if(function_->calls.begin(), function_->calls.end(), [&](const CallFact& call) {
          return call.range.begin > test.range.begin && graph_.has(call, Effect::Write);
        });
    if (act == function_->calls.end())
      return;
    std::string closed;
    if (!test.setting.transaction.empty())
      closed = "inside " + test.setting.transaction;
    if (!test.setting.lock.empty())
      closed = joined(closed, "under " + test.setting.lock);
    for (const std::string& close : function_->closes)
      closed = joined(closed, close);
    SurfaceItem item{
        Consideration::Concurrency, "check-then-act", test.range, test.text, {}, {}, {}};
    item.verdict = closed.empty() ? Verdict::Unresolved : Verdict::Judged;
    item.reason = closed.empty() ? "rests on " + read->api + "(), and " + act->api +
                                       "() follows: no transaction, retry or constraint was seen"
                                 : "closed by: " + closed;
    item.path = {read->api, act->api};
    add(std::move(item));
  }

  void add(SurfaceItem item) {
    const LineColumn begin = module_.text->lines().position(item.range.begin, ColumnUnit::Utf32);
    const LineColumn end = module_.text->lines().position(item.range.end, ColumnUnit::Utf32);
    ReportItem made;
    made.file = index_;
    made.line = begin.line + 1;
    made.column = begin.column + 1;
    made.endLine = end.line + 1;
    made.function = functionOf(function_->key);
    made.item = std::move(item);
    if (made.item.consideration == Consideration::Database ||
        made.item.consideration == Consideration::External)
      ++report_.files[index_].sinks;
    report_.considerations[static_cast<std::size_t>(made.item.consideration)].items.push_back(
        std::move(made));
  }

  const CallGraph& graph_;
  const ReviewedModule& module_;
  const std::size_t index_;
  Report& report_;
  const FunctionEvidence* function_ = nullptr;
};

bool sameItem(const ReportItem& a, const ReportItem& b) {
  return a.file == b.file && a.item.range == b.item.range && a.item.kind == b.item.kind;
}

void sortAndUnify(std::vector<ReportItem>& items) {
  std::stable_sort(items.begin(), items.end(), [](const ReportItem& a, const ReportItem& b) {
    const std::size_t pathOfA = a.item.path.size(), pathOfB = b.item.path.size();
    return std::tie(a.file, a.item.range, a.item.kind, pathOfB, a.item.api) <
           std::tie(b.file, b.item.range, b.item.kind, pathOfA, b.item.api);
  });
  items.erase(std::unique(items.begin(), items.end(), sameItem), items.end());
}

// The place of a finding becomes the defect; where nothing stood, the finding does.
void markDefect(Report& report, const Defect& defect, const std::string& function) {
  ConsiderationReport& part = report.considerations[static_cast<std::size_t>(defect.consideration)];
  const ByteRange range = defect.finding.range;
  ReportItem* best = nullptr;
  for (ReportItem& item : part.items)
    if (item.file == defect.file && item.item.verdict != Verdict::Defect &&
        (item.item.range.contains(range) || range.contains(item.item.range)) &&
        (best == nullptr || item.item.range.size() < best->item.range.size()))
      best = &item;
  if (best == nullptr) {
    ReportItem made;
    made.file = defect.file;
    made.function = function;
    made.item.consideration = defect.consideration;
    made.item.kind = "finding";
    made.item.range = range;
    made.item.api = std::string(defect.finding.check);
    const LineColumn begin =
        report.files[defect.file].text->lines().position(range.begin, ColumnUnit::Utf32);
    const LineColumn end =
        report.files[defect.file].text->lines().position(range.end, ColumnUnit::Utf32);
    made.line = begin.line + 1;
    made.column = begin.column + 1;
    made.endLine = end.line + 1;
    part.items.push_back(std::move(made));
    best = &part.items.back();
  }
  best->item.verdict = Verdict::Defect;
  best->item.reason = defect.finding.message;
}

std::string functionAt(const ModuleEvidence* module, ByteOffset offset) {
  std::string name = "<module>";
  if (module != nullptr)
    for (const FunctionEvidence& function : module->functions)
      if (function.name != "<module>" && function.range.begin <= offset)
        name = functionOf(function.key);
  return name;
}

void addFindings(Report& report, const ReviewedModule& module, std::size_t index) {
  for (const Finding& finding : module.findings) {
    const std::optional<Consideration> consideration = considerationOf(finding.check);
    if (!consideration)
      continue;
    Defect defect{index, finding, *consideration};
    const bool serious =
        finding.severity == Severity::Error || finding.severity == Severity::Warning;
    if (serious) {
      markDefect(report, defect, functionAt(module.evidence.get(), finding.range.begin));
      ++report.files[index].defects;
    }
    (serious ? report.defects : report.notes).push_back(std::move(defect));
  }
}

void count(ConsiderationReport& part) {
  for (const ReportItem& item : part.items) {
    ++part.tally.surface;
    part.tally.unresolved += item.item.verdict == Verdict::Unresolved ? 1 : 0;
    part.tally.judged += item.item.verdict != Verdict::Unresolved ? 1 : 0;
    part.tally.defects += item.item.verdict == Verdict::Defect ? 1 : 0;
  }
}

std::string listed(const std::map<std::string, std::size_t>& counts) {
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out;
  for (const auto& [what, number] : sorted)
    out += (out.empty() ? "" : ", ") + what;
  return out;
}

std::size_t ofKind(const Report& report, Consideration consideration, std::string_view kind) {
  const auto& items = report.of(consideration).items;
  return static_cast<std::size_t>(std::count_if(
      items.begin(), items.end(), [&](const ReportItem& item) { return item.item.kind == kind; }));
}

std::string kindOfCode(const Report& report, const std::vector<const ReviewedModule*>& wanted,
                       const ModelSet& models) {
  std::map<std::string, std::size_t> frameworks, drivers;
  for (const ReviewedModule* module : wanted) {
    if (!module->evidence)
      continue;
    std::map<std::string, SurfaceKind> seen;
    for (const std::string& import : module->evidence->imports)
      if (const SurfaceRow* row = models.surfaces().find("import." + import))
        seen.emplace(row->why, row->as);
    for (const auto& [what, kind] : seen)
      ++(kind == SurfaceKind::Framework ? frameworks : drivers)[what];
  }
  std::string out = frameworks.empty() ? "Python code without a framework that is known"
                                       : listed(frameworks) + " code";
  if (!drivers.empty())
    out += ", with " + listed(drivers);
  std::string counts;
  const auto add = [&](Consideration consideration, std::string_view kind, std::string_view word) {
    if (const std::size_t number = ofKind(report, consideration, kind); number > 0)
      counts += (counts.empty() ? "; " : ", ") + counted(number, word);
  };
  add(Consideration::Access, "entry point", "entry point");
  add(Consideration::Concurrency, "transaction", "transaction");
  add(Consideration::External, "callback published", "published event");
  add(Consideration::External, "callback subscribed", "event handler");
  const std::size_t hooks = ofKind(report, Consideration::Concurrency, "precommit") +
                            ofKind(report, Consideration::Concurrency, "postcommit");
  if (hooks > 0)
    counts += (counts.empty() ? "; " : ", ") + counted(hooks, "driver hook");
  return out + counts;
}

// What is worth a person's time, most pressing first.
void rank(Report& report) {
  struct Ranked {
    int rank;
    Look look;
  };
  std::vector<Ranked> all;
  std::map<std::string, std::pair<std::size_t, Look>> unknown; // by library
  const auto at = [](const ReportItem& item, std::string text) {
    return Look{item.file, item.line, std::move(text)};
  };
  for (const ConsiderationReport& part : report.considerations)
    for (const ReportItem& item : part.items) {
      if (item.item.verdict != Verdict::Unresolved)
        continue;
      if (item.item.kind == "library call") {
        const std::string library = item.item.api.substr(0, item.item.api.find('.'));
        auto& [number, look] = unknown[library];
        if (number++ == 0)
          look = at(item, library);
        continue;
      }
      const int order = item.item.kind == "request attribute" ? 5
                        : item.item.kind == "entry point"     ? 3
                        : item.item.kind == "check-then-act"  ? 2
                                                              : 1;
      all.push_back({order, at(item, std::string(item.item.kind) + " `" + item.item.api +
                                         "`: " + item.item.reason)});
    }
  for (const Defect& note : report.notes) {
    const LineColumn begin =
        report.files[note.file].text->lines().position(note.finding.range.begin, ColumnUnit::Utf32);
    all.push_back({note.finding.severity == Severity::Information ? 4 : 6,
                   {note.file, begin.line + 1,
                    note.finding.message + " [" + std::string(note.finding.check) + "]"}});
  }
  for (auto& [library, entry] : unknown)
    all.push_back({7,
                   {entry.second.file, entry.second.line,
                    counted(entry.first, "call") + " into `" + library +
                        "`, a library that is not modelled"}});
  std::stable_sort(all.begin(), all.end(), [](const Ranked& a, const Ranked& b) {
    return std::tie(a.rank, a.look.file, a.look.line) < std::tie(b.rank, b.look.file, b.look.line);
  });
  for (Ranked& ranked : all)
    if (report.look.size() < kMaxLook)
      report.look.push_back(std::move(ranked.look));
  report.moreToLook = all.size() - report.look.size();
}

void findImports(Report& report, const std::vector<const ReviewedModule*>& wanted) {
  std::map<std::string, std::size_t> byModule;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    byModule.emplace(report.files[i].module, i);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!wanted[i]->evidence)
      continue;
    std::vector<std::size_t>& imports = report.files[i].imports;
    for (const FunctionEvidence& function : wanted[i]->evidence->functions)
      for (const CallFact& call : function.calls)
        for (const std::string& callee : call.callees)
          if (const auto found = byModule.find(moduleOf(callee));
              found != byModule.end() && found->second != i)
            imports.push_back(found->second);
    std::sort(imports.begin(), imports.end());
    imports.erase(std::unique(imports.begin(), imports.end()), imports.end());
  }
}

void add(DependencyTally& sum, const DependencyTally& more) {
  sum.files += more.files;
  sum.declared += more.declared;
  sum.open += more.open;
  sum.locked += more.locked;
  sum.vulnerable += more.vulnerable;
  sum.advisories |= more.advisories;
}

} // namespace

Report assemble(std::vector<ReviewedModule> modules, const ModelSet& models) {
  std::sort(modules.begin(), modules.end(), [](const ReviewedModule& a, const ReviewedModule& b) {
    return std::tie(a.wanted, a.path) < std::tie(b.wanted, b.path);
  });
  std::vector<const ModuleEvidence*> evidence;
  std::vector<const ReviewedModule*> wanted;
  for (const ReviewedModule& module : modules) {
    if (module.evidence)
      evidence.push_back(module.evidence.get());
    if (module.wanted)
      wanted.push_back(&module);
  }
  const CallGraph graph(evidence, models);
  Report report;
  for (const ReviewedModule* module : wanted) {
    ReportFile file;
    file.path = module->path;
    file.text = module->text;
    file.module = module->evidence ? module->evidence->module : std::string();
    file.lines = module->text->lines().lineCount();
    report.lines += file.lines;
    report.files.push_back(std::move(file));
  }
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (wanted[i]->evidence)
      FileReview(graph, *wanted[i], i, report).run();
  for (ConsiderationReport& part : report.considerations)
    sortAndUnify(part.items);
  for (std::size_t i = 0; i < wanted.size(); ++i)
    addFindings(report, *wanted[i], i);
  for (ConsiderationReport& part : report.considerations) {
    sortAndUnify(part.items);
    count(part);
  }
  for (const ReviewedModule* module : wanted)
    if (module->evidence && module->evidence->dependencies)
      add(report.dependencies, *module->evidence->dependencies);
  findImports(report, wanted);
  report.kind = kindOfCode(report, wanted, models);
  rank(report);
  return report;
}

std::string dependencyLine(const Report& report) {
  const DependencyTally& tally = report.dependencies;
  if (tally.files == 0)
    return {};
  std::string line = counted(tally.declared, "package") + " declared and " +
                     thousands(tally.locked) + " locked in " + counted(tally.files, "file");
  line += tally.open == 0
              ? "; none is left open to the newest version there is. "
              : "; " + thousands(tally.open) + " left open to the newest version there is. ";
  if (!tally.advisories)
    return line + "There is no snapshot of advisories: known vulnerabilities were not looked for.";
  return line + (tally.vulnerable == 0
                     ? "None has an advisory in the snapshot."
                     : thousands(tally.vulnerable) + " with an advisory in the snapshot.");
}

std::string verdictLine(const Report& report) {
  const std::string size =
      counted(report.files.size(), "file") + " (" + counted(report.lines, "line") + ")";
  if (report.defects.empty())
    return "No explicit security defects were identified in " + size + ".";
  return counted(report.defects.size(), "explicit security defect") +
         (report.defects.size() == 1 ? " was" : " were") + " identified in " + size + ".";
}

} // namespace pysecd::review
