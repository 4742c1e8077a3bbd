// The functions of one module, analysed on demand and memoised: answers what an evaluation asks of
// its module, records each answer as a dependency, iterates recursive groups to a fixed point in an
// order that does not depend on who asked first. Other modules are what their interfaces say
// (module_externals.h). Thread rule: belongs to one FileState.
#pragma once

#include "analysis/checks/check_table.h"
#include "analysis/engine/memo.h"
#include "analysis/engine/module_externals.h"
#include "analysis/engine/snapshot.h"

#include <unordered_map>
#include <unordered_set>

namespace pysecd {

class ModuleProgram final : private Program {
public:
  ModuleProgram(std::shared_ptr<const ModelSet> models, std::shared_ptr<const Settings> settings,
                FileFacts file);

  // Takes over what is unchanged from the version before and analyses the rest. False if cancelled
  // on request.
  bool update(const Items& items, const Snapshot& snapshot, const CancelToken& cancel);

  SymbolTable& symbols() { return symbols_; }
  // Findings with absolute ranges, unsorted. Notes inside functions of this module are spelled out.
  std::vector<Finding> findings(const Items& items) const;
  // For a review; every snapshot must have asked for it.
  std::shared_ptr<const review::ModuleEvidence> evidence(const Items& items) const;
  // What the module is to others after the last update(): the same pointer while that is the same,
  // except that `withTraces` brings the places up to date.
  InterfacePtr interface(const Items& items, const Text& text, bool withTraces);
  // What it asked of the others.
  ExternalAnswers answers() { return externals_.answers(); }
  std::uint32_t analysed() const { return analysed_; }
  bool cut() const;

private:
  PortablePtr global(Symbol name) override;
  const Summary* summary(Symbol function) override;
  const ClassInfo* classInfo(Symbol name) override;
  PortablePtr field(Symbol className, Symbol name) override;
  Symbol method(Symbol className, Symbol name) override;
  bool imports(std::string_view package) override;
  std::string importedAs(std::string_view dotted) override;
  Symbol importedModule(Symbol dotted, unsigned leadingDots) override;
  PortablePtr memberOf(Symbol module, Symbol name) override;

  void takeOver(const Items& items, const TextPtr& text);
  void prepareModule(const Items& items, const TextPtr& text);
  void analyseModuleBody();
  std::vector<Symbol> analysisOrder() const;
  FunctionState* ensure(Symbol key);
  bool validate(FunctionState& function);
  void evaluate(FunctionState& function);
  void evaluateOnce(FunctionState& function);
  void conclude(FunctionState& function);
  void iterateGroup(FunctionState& root, std::size_t pendingFrom);
  void depend(Dependency dependency);
  Hash64 answerTo(const Dependency& dependency);
  const std::vector<FieldWrite>& fieldsWrittenBy(FunctionState& function);
  PortablePtr fieldValue(Symbol className, Symbol name);
  std::vector<Symbol> writersOf(Symbol className, Symbol field, int depth);
  Symbol findMethod(Symbol className, Symbol name, int depth);
  PortablePtr classAttribute(Symbol className, Symbol name, int depth);
  const ClassInfo* findClass(Symbol name) const;
  void noteImports();
  bool writeImports(const Items& items, Fix& fix) const;
  const ClassFacts* externalClass(Symbol name);
  bool isExternal(Symbol name) const { return ModuleExternals::isExternal(symbols_.text(name)); }
  PortablePtr starMember(Symbol name);
  static PortablePtr rebound(const PortableValue& first);
  ClassFacts factsOf(const ClassInfo& info);
  FunctionContext contextOf(const FunctionState& function, const FunctionFlow& flow);
  void check(const FunctionState& function, const FunctionContext& context, Record& record);
  std::shared_ptr<const review::FunctionEvidence> collect(const FunctionState& function,
                                                          const FunctionContext& context) const;
  void proveFixes(const FunctionState& function, std::vector<Finding>& findings);
  bool proves(const FunctionState& function, const Fix& fix, const Finding& finding,
              std::size_t findingsBefore);

  struct Frame {
    FunctionState* function;
    std::vector<Dependency> dependencies;
    std::size_t low;
  };

  std::shared_ptr<const ModelSet> models_;
  std::shared_ptr<const Settings> settings_;
  EnabledChecks enabled_;
  SymbolTable symbols_;
  ModuleExternals externals_{symbols_};
  CancelToken cancel_;
  std::unordered_map<Symbol, std::unique_ptr<FunctionState>> functions_;
  std::vector<Symbol> order_;         // keys in text order
  std::vector<Symbol> analysisOrder_; // callees first
  FunctionState module_;
  bool moduleCallsFunctions_ = false;
  std::vector<Symbol> starModules_; // of star imports, in order
  InterfacePtr interface_;
  std::uint64_t changes_ = 0;          // counts what may have changed the interface
  std::uint64_t interfaceChanges_ = 0; // their number when it was built
  std::vector<std::pair<Symbol, PortablePtr>>
      exportedGlobals_; // as the whole module body leaves them
  std::unordered_map<Symbol, PortablePtr> globals_;
  std::vector<ClassInfo> classes_;
  std::unordered_map<Symbol, Hash64> globalHashes_;
  std::unordered_map<Symbol, Hash64> classHashes_;
  std::unordered_set<Symbol> importedPackages_;
  std::unordered_map<Symbol, std::string> importedAs_; // dotted name -> how it is written
  std::unordered_set<Symbol> assignedGlobals_;
  std::unordered_map<std::uint64_t, PortablePtr>
      fieldValues_;              // by class and field, of this version
  std::uint64_t generation_ = 1; // of the module's names
  bool fieldMode_ = false; // evaluating for field writes only: callees and fields are not asked for
  std::vector<Frame> stack_;
  std::vector<FunctionState*> pending_;
  Parser prover_;
  std::uint32_t analysed_ = 0;
  FileFacts file_;
  bool collects_ = false;                                       // evidence for a review
  std::unordered_map<std::string, std::string> spelledImports_; // importedAs_ turned round, for it
  const std::vector<std::string>* assumedImports_ = nullptr;    // of the fix under proof
};

} // namespace pysecd
