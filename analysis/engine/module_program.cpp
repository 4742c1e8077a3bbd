#include "analysis/engine/module_program.h"

#include "analysis/checks/registry.h"
#include "analysis/checks/util/explain_flow.h"
#include "analysis/engine/renders.h"
#include "analysis/syntax/walk.h"

#include <algorithm>
#include <utility>

namespace pysecd {

namespace {

constexpr std::size_t kMaxEvaluationDepth =
    24; // nested on the stack; analysisOrder() keeps real programs far below
constexpr int kMaxGroupRounds = 6;
constexpr std::size_t kMaxGroupSize = 64;

std::string_view withoutOrdinal(std::string_view key) { return key.substr(0, key.find('#')); }

Symbol keyOf(const Item& item, SymbolTable& symbols) {
  return symbols.intern(item.ordinal == 0 ? item.qualname
                                          : item.qualname + "#" + std::to_string(item.ordinal));
}

std::vector<Symbol> namesCalled(const Ast& ast) {
  std::vector<Symbol> names;
  for (const Node& node : ast.nodes)
    if (node.kind == NodeKind::Call) {
      const Node& callee = ast[node.a];
      if (callee.kind == NodeKind::Name || callee.kind == NodeKind::Attribute)
        names.push_back(callee.symbol);
    }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Hash64 hashOf(const ClassInfo& info) {
  Hasher hasher;
  for (const TypeRef& base : info.bases)
    hasher.add(static_cast<std::uint64_t>(base.kind)).add(base.id);
  for (const auto& [name, value] : info.attributes)
    hasher.add(name).add(hashOf(*value));
  for (const DeclaredField& field : info.declared)
    hasher.add(field.name).add(field.type ? hashOf(*field.type) : 0);
  for (const auto& [name, key] : info.methods)
    hasher.add(name).add(key);
  return hasher.value();
}

std::string_view firstComponent(std::string_view dotted) {
  return dotted.substr(0, dotted.find('.'));
}

PortablePtr libraryValue(const ModelSet& models, std::string_view dotted) {
  auto module = std::make_shared<PortableValue>();
  module->may = kObject;
  if (const ModelId entry = models.find(firstComponent(dotted)); entry != kNoModel)
    module->types.push_back({TypeKind::Model, entry});
  return module;
}

std::string indentationOf(std::string_view text, ByteOffset begin) {
  const std::size_t line = text.substr(0, begin).rfind('\n');
  const std::size_t start = line == std::string_view::npos ? 0 : line + 1;
  const std::string_view before = text.substr(start, begin - start);
  return before.find_first_not_of(" \t") == std::string_view::npos ? std::string(before)
                                                                   : std::string();
}

} // namespace

ModuleProgram::ModuleProgram(std::shared_ptr<const ModelSet> models,
                             std::shared_ptr<const Settings> settings, FileFacts file)
    : models_(std::move(models)), settings_(std::move(settings)),
      enabled_(settings_->disabledChecks), symbols_(models_->sharedSymbols()),
      file_(std::move(file)) {}

bool ModuleProgram::update(const Items& items, const Snapshot& snapshot,
                           const CancelToken& cancel) {
  cancel_ = cancel;
  analysed_ = 0;
  collects_ = snapshot.evidence;
  stack_.clear();
  pending_.clear();
  const TextPtr& text = snapshot.text;
  if (externals_.enter(snapshot.module, snapshot.world)) {
    ++generation_;
    module_.key = kNoSymbol; // its body rests on them too
  }
  module_.phase = FunctionState::Phase::Stale;
  takeOver(items, text);
  prepareModule(items, text);
  for (const Symbol key : analysisOrder_) {
    if (cancel.requested())
      return false;
    ensure(key);
  }
  analyseModuleBody();
  return !cancel.requested();
}

void ModuleProgram::takeOver(const Items& items, const TextPtr& text) {
  std::unordered_map<Symbol, std::unique_ptr<FunctionState>> before = std::exchange(functions_, {});
  fieldValues_.clear();
  const std::vector<Symbol> orderBefore = std::exchange(order_, {});
  bool sameCalls = true;
  for (std::size_t i = 1; i < items.items.size(); ++i) {
    const Item& item = items.items[i];
    const Symbol key = keyOf(item, symbols_);
    const auto old = before.find(key);
    std::unique_ptr<FunctionState> function;
    // A tree with errors depends on how the text came about, so what is broken is looked at afresh.
    if (old != before.end() && old->second && old->second->textHash == item.textHash &&
        !item.hasErrors && !old->second->hasErrors) {
      function = std::move(old->second);
      if (function->record && function->record->interrupted)
        function->record.reset();
    } else {
      function = std::make_unique<FunctionState>();
      function->key = key;
      function->name = item.name;
      function->textHash = item.textHash;
      function->hasErrors = item.hasErrors;
      function->indentation = indentationOf(text->bytes(), item.range.begin);
      function->ast = lowerItem(items, i, text, symbols_);
      function->scopes = buildScopes(function->ast, symbols_);
      function->calledNames = namesCalled(function->ast);
      sameCalls &=
          old != before.end() && old->second && old->second->calledNames == function->calledNames;
      const std::size_t dot = item.qualname.rfind('.');
      function->className =
          dot == std::string::npos ? kNoSymbol : symbols_.intern(item.qualname.substr(0, dot));
    }
    function->phase = FunctionState::Phase::Stale;
    order_.push_back(key);
    functions_.emplace(key, std::move(function));
  }
  changes_ += order_ != orderBefore ? 1 : 0;
  if (!sameCalls || order_ != orderBefore)
    analysisOrder_ = analysisOrder();
  std::unordered_set<Symbol> assigned;
  for (const auto& [key, function] : functions_)
    assigned.insert(function->scopes.assignedGlobals.begin(),
                    function->scopes.assignedGlobals.end());
  if (assigned != assignedGlobals_)
    ++generation_;
  assignedGlobals_ = std::move(assigned);
}

// Evaluates the module body for its names and classes. Its functions count as unknown here: they
// need these names first.
void ModuleProgram::prepareModule(const Items& items, const TextPtr& text) {
  const Item& item = items.items[0];
  Hasher hasher;
  hasher.add(item.textHash);
  for (const Symbol key : order_)
    hasher.add(key);
  const Hash64 hash = hasher.value();
  if (module_.textHash == hash && !item.hasErrors && !module_.hasErrors && module_.key != kNoSymbol)
    return;
  ++generation_;
  module_.key = symbols_.intern("<module>");
  module_.textHash = hash;
  module_.hasErrors = item.hasErrors;
  module_.ast = lowerItem(items, 0, text, symbols_);
  module_.scopes = buildScopes(module_.ast, symbols_);
  module_.record.reset();
  noteImports();
  globals_.clear();
  classes_.clear();
  globalHashes_.clear();
  classHashes_.clear();
  moduleCallsFunctions_ = false;
  stack_.push_back({&module_, {}, 0});
  const auto flow = evaluateModule(
      {module_.ast, module_.scopes, *models_, symbols_, *this, kNoSymbol, order_, cancel_});
  stack_.pop_back();
  for (const auto& [name, value] : flow->globals) {
    globals_[name] = value;
    globalHashes_[name] = hashOf(*value);
  }
  exportedGlobals_ = flow->globals;
  ++changes_;
  classes_ = std::move(flow->classes);
  for (const ClassInfo& info : classes_)
    classHashes_[info.name] = hashOf(info);
  ++analysed_;
  if (!moduleCallsFunctions_) {
    module_.record = std::make_unique<Record>();
    check(module_, contextOf(module_, *flow), *module_.record);
    module_.record->cut = flow->cut;
    proveFixes(module_, module_.record->findings);
  }
  if (cancel_.cancelled())
    module_.textHash = 0; // what was made of it is not whole: look again next time
}

// What the module imports, by package, and how its own top level spells each.
void ModuleProgram::noteImports() {
  importedPackages_.clear();
  importedAs_.clear();
  spelledImports_.clear();
  starModules_.clear();
  const Ast& ast = module_.ast;
  const auto packageOf = [&](Symbol dotted) {
    const std::string_view name = withoutOrdinal(symbols_.text(dotted));
    return symbols_.intern(name.substr(0, name.find('.')));
  };
  for (const Node& node : ast.nodes)
    if (node.kind == NodeKind::ImportFrom) {
      importedPackages_.insert(packageOf(node.symbol));
      for (const NodeId name : ast.list(node))
        if (symbols_.text(ast[name].symbol) == "*")
          if (const Symbol star = importedModule(node.symbol, node.op); star != kNoSymbol)
            starModules_.push_back(star);
    } else if (node.kind == NodeKind::Import)
      for (const NodeId name : ast.list(node))
        importedPackages_.insert(packageOf(ast[name].symbol));
  for (const NodeId id : ast.list(ast.root)) {
    const Node& node = ast[id];
    if (node.kind != NodeKind::Import && (node.kind != NodeKind::ImportFrom || node.op != 0))
      continue;
    for (const NodeId nameId : ast.list(node)) {
      const Node& name = ast[nameId];
      std::string dotted(symbols_.text(name.symbol));
      if (node.kind == NodeKind::ImportFrom)
        dotted.insert(0, std::string(symbols_.text(node.symbol)) + ".");
      const std::string_view spelled =
          name.alias != kNoSymbol ? symbols_.text(name.alias) : symbols_.text(name.symbol);
      importedAs_.emplace(symbols_.intern(dotted), spelled);
      if (collects_)
        spelledImports_.emplace(spelled, std::move(dotted));
    }
  }
}

// Findings of a module body that calls the module's functions: again, now that they are known.
void ModuleProgram::analyseModuleBody() {
  if (!moduleCallsFunctions_ ||
      (module_.record && !module_.record->interrupted && validate(module_)))
    return;
  module_.record = std::make_unique<Record>();
  stack_.push_back({&module_, {}, 0});
  const auto flow = evaluateModule(
      {module_.ast, module_.scopes, *models_, symbols_, *this, kNoSymbol, order_, cancel_});
  check(module_, contextOf(module_, *flow), *module_.record);
  module_.record->dependencies = std::move(stack_.back().dependencies);
  stack_.pop_back();
  for (Dependency& dependency : module_.record->dependencies)
    dependency.seen = answerTo(dependency);
  module_.record->cut = flow->cut;
  proveFixes(module_, module_.record->findings);
  module_.record->interrupted = cancel_.cancelled();
  exportedGlobals_ = flow->globals;
  ++changes_;
  ++analysed_;
}

// Callees before callers as far as names tell, so that the demand-driven recursion stays shallow.
std::vector<Symbol> ModuleProgram::analysisOrder() const {
  std::unordered_map<Symbol, std::vector<Symbol>> byName;
  for (const Symbol key : order_)
    byName[functions_.at(key)->name].push_back(key);
  std::vector<Symbol> out;
  out.reserve(order_.size());
  std::unordered_set<Symbol> seen;
  std::vector<std::pair<Symbol, std::size_t>> path;
  std::vector<std::vector<Symbol>> callees;
  const auto enter = [&](Symbol key) {
    if (!seen.insert(key).second)
      return;
    path.emplace_back(key, 0);
    std::vector<Symbol> next;
    for (const Symbol name : functions_.at(key)->calledNames)
      if (const auto found = byName.find(name); found != byName.end())
        next.insert(next.end(), found->second.begin(), found->second.end());
    std::sort(next.begin(), next.end(),
              [&](Symbol a, Symbol b) { return symbols_.text(a) < symbols_.text(b); });
    callees.push_back(std::move(next));
  };
  for (const Symbol root : order_) {
    enter(root);
    while (!path.empty()) {
      if (path.back().second < callees.back().size()) {
        enter(callees.back()[path.back().second++]);
        continue;
      }
      out.push_back(path.back().first);
      path.pop_back();
      callees.pop_back();
    }
  }
  return out;
}

void ModuleProgram::depend(Dependency dependency) {
  if (stack_.empty())
    return;
  auto& known = stack_.back().dependencies;
  if (std::find(known.begin(), known.end(), dependency) == known.end())
    known.push_back(dependency);
}

Hash64 ModuleProgram::answerTo(const Dependency& dependency) {
  switch (dependency.kind) {
  case Dependency::Kind::Global: {
    const auto found = globalHashes_.find(dependency.subject);
    return Hasher()
        .add(found != globalHashes_.end() ? found->second : 0)
        .add(assignedGlobals_.contains(dependency.subject) ? 1 : 0)
        .value();
  }
  case Dependency::Kind::Summary: {
    if (isExternal(dependency.subject))
      return externals_.ask(ExternalAnswer::Kind::Function, dependency.subject).question.seen;
    const FunctionState* function = ensure(dependency.subject);
    return function != nullptr && function->record ? function->record->summaryHash : 0;
  }
  case Dependency::Kind::Class: {
    if (isExternal(dependency.subject))
      return externals_.ask(ExternalAnswer::Kind::Class, dependency.subject).question.seen;
    const auto found = classHashes_.find(dependency.subject);
    return found != classHashes_.end() ? found->second : 0;
  }
  case Dependency::Kind::Field: {
    const PortablePtr value = fieldValue(dependency.subject, dependency.member);
    return value ? hashOf(*value) : 0;
  }
  case Dependency::Kind::Import:
    return importedPackages_.contains(dependency.subject) ? 1 : 0;
  case Dependency::Kind::ImportedAs: {
    const auto found = importedAs_.find(dependency.subject);
    return found != importedAs_.end() ? Hasher().add(found->second).value() : 0;
  }
  case Dependency::Kind::Module:
    return externals_.ask(ExternalAnswer::Kind::Module, dependency.subject, dependency.member)
        .question.seen;
  case Dependency::Kind::Member: {
    const auto& answer =
        externals_.ask(ExternalAnswer::Kind::Member, dependency.subject, dependency.member);
    return Hasher().add(answer.question.seen).add(answer.value ? 1 : 0).value();
  }
  }
  return 0;
}

PortablePtr ModuleProgram::global(Symbol name) {
  if (assumedImports_ != nullptr)
    for (const std::string& module : *assumedImports_)
      if (firstComponent(module) == symbols_.text(name))
        return libraryValue(*models_, module);
  depend({Dependency::Kind::Global, name, kNoSymbol, 0});
  const auto found = globals_.find(name);
  if (found == globals_.end())
    return starMember(name);
  return assignedGlobals_.contains(name) ? rebound(*found->second) : found->second;
}

// Some function assigns it: its first value is one of several.
PortablePtr ModuleProgram::rebound(const PortableValue& first) {
  PortableValue value = first;
  value.may |= kUnknown;
  value.hasConstant = false;
  value.pieces.clear();
  return std::make_shared<PortableValue>(std::move(value));
}

const Summary* ModuleProgram::summary(Symbol key) {
  if (isExternal(key)) {
    depend({Dependency::Kind::Summary, key, kNoSymbol, 0});
    return externals_.ask(ExternalAnswer::Kind::Function, key).summary.get();
  }
  if (fieldMode_)
    return nullptr;
  if (stack_.size() == 1 && stack_.back().function == &module_ && !module_.record) {
    moduleCallsFunctions_ = true;
    return nullptr;
  }
  depend({Dependency::Kind::Summary, key, kNoSymbol, 0});
  const FunctionState* function = ensure(key);
  if (function == nullptr)
    return nullptr;
  return function->phase == FunctionState::Phase::Done ? &function->record->summary
                                                       : function->approximation;
}

bool ModuleProgram::imports(std::string_view package) {
  const Symbol symbol = symbols_.intern(package);
  depend({Dependency::Kind::Import, symbol, kNoSymbol, 0});
  return importedPackages_.contains(symbol);
}

std::string ModuleProgram::importedAs(std::string_view dotted) {
  const Symbol symbol = symbols_.intern(dotted);
  depend({Dependency::Kind::ImportedAs, symbol, kNoSymbol, 0});
  const auto found = importedAs_.find(symbol);
  return found != importedAs_.end() ? found->second : std::string();
}

FunctionState* ModuleProgram::ensure(Symbol key) {
  const auto found = functions_.find(key);
  if (found == functions_.end())
    return nullptr;
  FunctionState& function = *found->second;
  switch (function.phase) {
  case FunctionState::Phase::Done:
    return &function;
  case FunctionState::Phase::Evaluating:
  case FunctionState::Phase::Pending:
    if (!stack_.empty())
      stack_.back().low = std::min(stack_.back().low, function.stackIndex);
    return &function;
  case FunctionState::Phase::Stale:
    if (function.record && validate(function))
      return &function;
    break;
  case FunctionState::Phase::Validating:
    break; // a cycle that was not there before: it has to be looked at as one
  }
  if (stack_.size() >= kMaxEvaluationDepth)
    return nullptr;
  evaluate(function);
  return &function;
}

// True, and Done, if the record still holds. May analyse other functions.
bool ModuleProgram::validate(FunctionState& function) {
  if (stack_.size() >= kMaxEvaluationDepth)
    return false;
  const std::vector<Symbol> alone{function.key};
  const std::vector<Symbol>& group =
      function.record->group.empty() ? alone : function.record->group;
  std::vector<FunctionState*> members;
  for (const Symbol key : group) {
    const auto found = functions_.find(key);
    FunctionState* member = &function == &module_       ? &module_
                            : found != functions_.end() ? found->second.get()
                                                        : nullptr;
    if (member == nullptr || !member->record || member->phase != FunctionState::Phase::Stale ||
        (&function != &module_ && member->record->group != function.record->group))
      return false;
    members.push_back(member);
  }
  for (FunctionState* member : members)
    member->phase = FunctionState::Phase::Validating;
  bool holds = true;
  stack_.push_back({&function, {}, stack_.size()});
  for (FunctionState* member : members) {
    const std::vector<Dependency> dependencies = member->record->dependencies;
    for (const Dependency& dependency : dependencies) {
      const bool inside = dependency.kind == Dependency::Kind::Summary &&
                          std::find(group.begin(), group.end(), dependency.subject) != group.end();
      if (inside)
        continue;
      holds = answerTo(dependency) == dependency.seen;
      if (!holds || member->phase != FunctionState::Phase::Validating)
        break;
    }
    if (!holds || member->phase != FunctionState::Phase::Validating)
      break;
  }
  const std::size_t low = stack_.back().low;
  stack_.pop_back();
  if (!stack_.empty())
    stack_.back().low = std::min(stack_.back().low, low);
  // Someone below may have had to analyse a member for real: then it is up to date by that.
  for (FunctionState* member : members)
    if (member->phase == FunctionState::Phase::Validating)
      member->phase = holds ? FunctionState::Phase::Done : FunctionState::Phase::Stale;
  return function.phase == FunctionState::Phase::Done;
}

void ModuleProgram::evaluateOnce(FunctionState& function) {
  ++analysed_;
  function.flow = evaluateFunction(
      {function.ast, function.scopes, *models_, symbols_, *this, function.className, {}, cancel_});
  if (!function.record)
    function.record = std::make_unique<Record>();
  Record& record = *function.record;
  record.summary = std::move(function.flow->summary);
  record.summaryHash = record.summary.hash();
  record.cut = function.flow->cut;
  record.exported.clear();
  ++changes_;
  record.dependencies = stack_.back().dependencies;
}

// Makes findings and explanations of values that no longer change. A check asks for the summaries
// of functions that the evaluation has asked for already: nothing new begins here.
void ModuleProgram::conclude(FunctionState& function) {
  Record& record = *function.record;
  stack_.push_back({&function, std::move(record.dependencies), stack_.size() + 1});
  const FunctionContext context = contextOf(function, *function.flow);
  record.traces = traceFunction(context, record.summary);
  record.renders = rendersOf(context);
  check(function, context, record);
  record.dependencies = std::move(stack_.back().dependencies);
  stack_.pop_back();
  function.flow.reset();
}

void ModuleProgram::evaluate(FunctionState& function) {
  const std::size_t index = stack_.size();
  function.stackIndex = index;
  function.phase = FunctionState::Phase::Evaluating;
  function.approximation = nullptr;
  function.record.reset();
  const std::size_t pendingFrom = pending_.size();
  stack_.push_back({&function, {}, index + 1}); // index + 1: nobody below asked for it
  evaluateOnce(function);
  const std::size_t low = stack_.back().low;
  stack_.pop_back();
  if (low < index) {
    // Part of a recursion that began further up; that one settles it.
    function.phase = FunctionState::Phase::Pending;
    function.stackIndex = low;
    pending_.push_back(&function);
    if (!stack_.empty())
      stack_.back().low = std::min(stack_.back().low, low);
    return;
  }
  function.record->group.clear();
  if (low == index || pending_.size() > pendingFrom)
    iterateGroup(function, pendingFrom);
  std::vector<FunctionState*> settled{&function};
  settled.insert(settled.end(), pending_.begin() + static_cast<std::ptrdiff_t>(pendingFrom),
                 pending_.end());
  pending_.resize(pendingFrom);
  for (FunctionState* member : settled) {
    member->phase = FunctionState::Phase::Done;
    member->approximation = nullptr;
  }
  for (FunctionState* member : settled) {
    conclude(*member);
    for (Dependency& dependency : member->record->dependencies)
      dependency.seen = answerTo(dependency);
    proveFixes(*member, member->record->findings);
  }
  for (FunctionState* member : settled)
    member->record->interrupted = cancel_.cancelled();
}

// Mutually recursive functions: from "nothing known" up until no summary changes, in order of their
// names, so that the result does not depend on which of them was asked for first.
void ModuleProgram::iterateGroup(FunctionState& root, std::size_t pendingFrom) {
  std::vector<FunctionState*> members;
  std::size_t known = 0;
  const auto collect = [&] {
    members.assign(1, &root);
    members.insert(members.end(), pending_.begin() + static_cast<std::ptrdiff_t>(pendingFrom),
                   pending_.end());
    std::sort(members.begin(), members.end(), [&](const FunctionState* a, const FunctionState* b) {
      return symbols_.text(a->key) < symbols_.text(b->key);
    });
    members.erase(std::unique(members.begin(), members.end()), members.end());
    known = pending_.size();
  };
  collect();
  std::unordered_map<FunctionState*, Summary> approximations;
  const auto restart = [&] {
    approximations.clear();
    for (FunctionState* member : members) {
      member->approximation = nullptr;
      member->phase = FunctionState::Phase::Pending;
      member->stackIndex = root.stackIndex;
    }
  };
  restart();
  for (int round = 0; round < kMaxGroupRounds; ++round) {
    bool changed = false;
    for (FunctionState* member : members) {
      stack_.push_back({member, {}, root.stackIndex});
      evaluateOnce(*member);
      stack_.pop_back();
      Summary& approximation = approximations[member];
      if (member->approximation == nullptr || approximation.hash() != member->record->summaryHash) {
        approximation = member->record->summary;
        member->approximation = &approximation;
        changed = true;
      }
    }
    if (pending_.size() != known && members.size() < kMaxGroupSize) {
      collect(); // a function first met now belongs to the group
      restart();
      continue;
    }
    if (!changed)
      break;
  }
  std::vector<Symbol> group;
  for (const FunctionState* member : members)
    group.push_back(member->key);
  for (FunctionState* member : members)
    member->record->group = group;
}

FunctionContext ModuleProgram::contextOf(const FunctionState& function, const FunctionFlow& flow) {
  return {function.ast, flow, *models_, symbols_, *this, file_, function.className};
}

void ModuleProgram::check(const FunctionState& function, const FunctionContext& context,
                          Record& record) {
  record.findings = runChecks(context, enabled_, settings_->fixes);
  record.marks = observeSiblings(context, enabled_);
  if (collects_)
    record.evidence = collect(function, context);
}

bool ModuleProgram::cut() const {
  return (module_.record && module_.record->cut) ||
         std::any_of(functions_.begin(), functions_.end(), [](const auto& entry) {
           return entry.second->record && entry.second->record->cut;
         });
}

} // namespace pysecd
