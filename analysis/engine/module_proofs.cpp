// Proof before offer: a fix is applied to the function's text, which is then parsed and analysed
// again. It stays only if the text has no new syntax error, its finding is gone and nothing new
// appeared.
#include "analysis/checks/registry.h"
#include "analysis/engine/apply_fixes.h"
#include "analysis/engine/module_program.h"

#include <algorithm>

namespace pysecd {

namespace {
// A net only: the bounds that decide count steps, so that a busy machine offers the same fixes.
constexpr auto kProofBudget = std::chrono::seconds(5);
constexpr std::size_t kMaxProofs = 64; // in one function: each is an analysis of it
} // namespace

bool ModuleProgram::proves(const FunctionState& function, const Fix& fix, const Finding& finding,
                           std::size_t findingsBefore) {
  const bool isModule = &function == &module_;
  // A method's text alone would not parse: its lines are indented, so it stands under something.
  std::string prefix =
      function.indentation.empty() ? std::string() : "if 1:\n" + function.indentation;
  if (isModule)
    for (const std::string& module : fix.imports)
      prefix += "import " + module + "\n";
  const TextPtr edited = makeText(prefix + applyEdits(function.ast.source, fix.edits));
  const CancelToken budget = cancel_.within(kProofBudget);
  const auto tree = prover_.parse(*edited, budget);
  if (!tree)
    return false;
  const Items items = listItems(*tree, *edited, symbols_);
  const std::size_t index = isModule ? 0 : 1;
  if (items.items.size() != index + 1 || (items.items[index].hasErrors && !function.hasErrors))
    return false;
  const Ast ast = lowerItem(items, index, edited, symbols_);
  const Scopes scopes = buildScopes(ast, symbols_);
  stack_.push_back({const_cast<FunctionState*>(&function), {}, stack_.size()});
  const FlowInput input{ast, scopes, *models_, symbols_, *this, function.className, order_, budget};
  assumedImports_ = &fix.imports;
  const auto flow = isModule ? evaluateModule(input) : evaluateFunction(input);
  std::vector<Finding> after;
  if (!flow->cut)
    after = runChecks({ast, *flow, *models_, symbols_, *this, file_, function.className}, enabled_,
                      false);
  assumedImports_ = nullptr;
  stack_.pop_back();
  if (flow->cut)
    return false;
  const auto count = [&](const std::vector<Finding>& all) {
    return std::count_if(all.begin(), all.end(),
                         [&](const Finding& f) { return f.check == finding.check; });
  };
  return after.size() < findingsBefore && count(after) + 1 == count(function.record->findings);
}

void ModuleProgram::proveFixes(const FunctionState& function, std::vector<Finding>& findings) {
  std::size_t proofs = 0;
  for (Finding& finding : findings) {
    if (finding.fixes.empty())
      continue;
    if (++proofs > kMaxProofs) {
      finding.fixes.clear();
      finding.whyNoFix =
          "the function has too many findings to prove a fix for each: mend some first";
      continue;
    }
    std::erase_if(finding.fixes,
                  [&](const Fix& fix) { return !proves(function, fix, finding, findings.size()); });
    if (finding.fixes.empty())
      finding.whyNoFix = "the rewritten statement could not be proved harmless";
  }
}

} // namespace pysecd
