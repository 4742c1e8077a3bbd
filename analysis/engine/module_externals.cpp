#include "analysis/engine/module_externals.h"

#include <algorithm>
#include <tuple>

namespace pysecd {

namespace {

constexpr int kMaxStarDepth = 8;

using Kind = ExternalAnswer::Kind;

// A fact and the module whose names it is written in.
struct Found {
  InterfacePtr keeper;
  Fact fact;
};

Found find(const World& world, FactKind kind, std::string_view module, std::string_view name) {
  Found found{world.interfaceOf(module), {}};
  if (found.keeper)
    found.fact = found.keeper->find(kind, name);
  return found;
}

// What `from module import name` gives, through star imports; the last one wins, as at run time.
Found findMember(const World& world, std::string_view module, std::string_view name, int depth) {
  Found found = find(world, FactKind::Global, module, name);
  if (found.fact.hash != 0 || !found.keeper || depth == 0 || name.starts_with('_'))
    return found;
  const InterfacePtr keeper = found.keeper;
  for (auto star = keeper->starImports.rbegin(); star != keeper->starImports.rend(); ++star)
    if (Found inStar = findMember(world, *star, name, depth - 1); inStar.fact.hash != 0)
      return inStar;
  return found;
}

} // namespace

Hash64 hashOfAnswer(const World& world, std::string_view module, const ExternalAnswer& question) {
  switch (question.kind) {
  case Kind::Function:
    return find(world, FactKind::Function, question.module, question.name).fact.hash;
  case Kind::Class:
    return find(world, FactKind::Class, question.module, question.name).fact.hash;
  case Kind::Member: {
    const Found found = findMember(world, question.module, question.name, kMaxStarDepth);
    if (found.fact.hash != 0)
      return Hasher().add(found.keeper->module).add(found.fact.hash).value();
    const std::string submodule = world.names().submodule(question.module, question.name);
    return submodule.empty() ? 0 : hashBytes(submodule);
  }
  case Kind::Module: {
    const std::string found = world.names().resolve(module, question.name, question.leadingDots);
    return found.empty() ? 0 : hashBytes(found);
  }
  }
  return 0;
}

bool ModuleExternals::enter(std::string_view module, std::shared_ptr<const World> world) {
  const bool sameWorld = world == world_ && module == module_;
  if (sameWorld)
    return false;
  const bool moved = module != module_ || (world == nullptr) != (world_ == nullptr);
  module_ = module;
  world_ = std::move(world);
  bool changed = false;
  for (auto it = answers_.begin(); it != answers_.end();) {
    const Answer& known = it->second;
    const bool differs =
        moved || (hashOfAnswer(*world_, module_, known.question) != known.question.seen);
    changed |= differs;
    it = differs ? answers_.erase(it) : std::next(it);
  }
  if (changed)
    listed_.reset();
  return changed;
}

const ModuleExternals::Answer& ModuleExternals::ask(Kind kind, Symbol subject,
                                                    std::uint32_t detail) {
  const auto [it, added] = answers_.try_emplace(Key{kind, subject, detail});
  Answer& made = it->second;
  if (!added)
    return made;
  listed_.reset();
  ExternalAnswer& question = made.question;
  question.kind = kind;
  const std::string_view text = symbols_.text(subject);
  if (kind == Kind::Module) {
    question.name = text;
    question.leadingDots = static_cast<std::uint8_t>(std::min<std::uint32_t>(detail, 255));
  } else {
    const std::size_t mark = text.find(kModuleMark);
    question.module = text.substr(0, mark);
    question.name = kind == Kind::Member ? symbols_.text(detail) : text.substr(mark + 1);
  }
  if (world_)
    answer(made);
  return made;
}

void ModuleExternals::answer(Answer& made) {
  ExternalAnswer& question = made.question;
  question.seen = hashOfAnswer(*world_, module_, question);
  if (question.seen == 0)
    return;
  switch (question.kind) {
  case Kind::Function: {
    const Found found = find(*world_, FactKind::Function, question.module, question.name);
    PortableReader in(found.fact.bytes, symbols_, question.module, module_);
    made.summary = std::make_unique<Summary>(in.summary());
    break;
  }
  case Kind::Class: {
    const Found found = find(*world_, FactKind::Class, question.module, question.name);
    PortableReader in(found.fact.bytes, symbols_, question.module, module_);
    made.facts = std::make_unique<ClassFacts>(in.classFacts());
    break;
  }
  case Kind::Member: {
    const Found found = findMember(*world_, question.module, question.name, kMaxStarDepth);
    if (found.fact.hash != 0) {
      PortableReader in(found.fact.bytes, symbols_, found.keeper->module, module_);
      made.value = in.value();
      break;
    }
    const std::string submodule = world_->names().submodule(question.module, question.name);
    if (!submodule.empty())
      made.value = moduleValue(symbols_.intern(submodule + kModuleMark));
    break;
  }
  case Kind::Module:
    made.name = symbols_.intern(
        world_->names().resolve(module_, question.name, question.leadingDots) + kModuleMark);
    break;
  }
}

ExternalAnswers ModuleExternals::answers() {
  if (listed_)
    return listed_;
  auto list = std::make_shared<std::vector<ExternalAnswer>>();
  list->reserve(answers_.size());
  for (const auto& [key, known] : answers_)
    list->push_back(known.question);
  std::sort(list->begin(), list->end(), [](const ExternalAnswer& a, const ExternalAnswer& b) {
    return std::tie(a.kind, a.module, a.name, a.leadingDots) <
           std::tie(b.kind, b.module, b.name, b.leadingDots);
  });
  listed_ = std::move(list);
  return listed_;
}

} // namespace pysecd
