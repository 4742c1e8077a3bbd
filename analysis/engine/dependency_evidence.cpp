#include "analysis/engine/dependency_evidence.h"

#include <algorithm>

namespace pysecd {

using namespace dependencies;
using review::SurfaceItem;
using review::Verdict;

namespace {

constexpr std::size_t kMaxShown = 80; // bytes of a declaration

std::string shown(std::string_view text, ByteRange range) {
  std::string line;
  for (const char c : text.substr(range.begin, std::min<std::size_t>(range.size(), kMaxShown)))
    line += c == '\n' || c == '\r' || c == '\\' ? ' ' : c;
  return line;
}

// The newest there is would be installed.
bool isOpen(const Dependency& dependency, FileKind kind, const Surroundings& around) {
  if (around.locked || kind == FileKind::Lock || dependency.hashed)
    return false;
  if (!dependency.url.empty())
    return heldBy(dependency, kind) == "an address";
  const Bounds bounds = boundsOf(dependency.specifiers);
  return dependency.understood && !bounds.most && (kind == FileKind::Requirements || !bounds.least);
}

SurfaceItem itemOf(const Dependency& dependency, const Declared& declared, std::string_view text,
                   const Surroundings& around) {
  SurfaceItem item;
  item.consideration = review::Consideration::External;
  item.kind = "dependency";
  item.range = dependency.range;
  item.api = shown(text, dependency.range);
  item.reason = heldBy(dependency, declared.kind);
  if (around.locked)
    item.reason += "; a lock file says which version";
  if (isOpen(dependency, declared.kind, around))
    item.verdict = Verdict::Unresolved;
  else if (around.advisories != nullptr && exactOf(dependency.specifiers) != nullptr)
    item.reason += "; no advisory of the snapshot names it";
  return item;
}

} // namespace

std::shared_ptr<const review::ModuleEvidence>
dependencyEvidence(std::string_view path, std::string_view text, const Surroundings& around) {
  const std::optional<Declared> declared = readDeclared(path, text);
  if (!declared)
    return nullptr;
  auto evidence = std::make_shared<review::ModuleEvidence>();
  review::DependencyTally& tally = evidence->dependencies.emplace();
  tally.files = 1;
  tally.advisories = around.advisories != nullptr;
  review::FunctionEvidence body;
  body.key = std::string(path) + ":<module>";
  body.name = "<module>";
  for (const Dependency& dependency : declared->dependencies) {
    const bool vulnerable =
        around.advisories != nullptr && !advisoriesOf(dependency, *around.advisories).empty();
    tally.vulnerable += vulnerable ? 1 : 0;
    if (declared->kind == FileKind::Lock) {
      ++tally.locked;
      continue;
    }
    ++tally.declared;
    tally.open += isOpen(dependency, declared->kind, around) ? 1 : 0;
    body.items.push_back(itemOf(dependency, *declared, text, around));
  }
  if (declared->kind == FileKind::Lock) {
    SurfaceItem item;
    item.consideration = review::Consideration::External;
    item.kind = "lock file";
    item.api = path.substr(path.rfind('/') + 1);
    item.reason = std::to_string(tally.locked) + " packages with their versions";
    body.items.push_back(std::move(item));
  }
  evidence->functions.push_back(std::move(body));
  return evidence;
}

} // namespace pysecd
