// The module's part of a review: evidence of its functions, and of what its classes derive from.
#include "analysis/engine/module_program.h"

#include "analysis/review/collect.h"

#include <algorithm>

namespace pysecd {

namespace {

void shift(review::FunctionEvidence& function, auto&& absolute) {
  function.range = absolute(function.range);
  for (review::ParameterFact& parameter : function.parameters)
    parameter.range = absolute(parameter.range);
  for (review::SurfaceItem& item : function.items)
    item.range = absolute(item.range);
  for (review::CallFact& call : function.calls)
    call.range = absolute(call.range);
  for (review::AttributeFact& attribute : function.attributes)
    attribute.range = absolute(attribute.range);
  for (review::TestFact& test : function.tests)
    test.range = absolute(test.range);
  for (review::ChangeFact& change : function.changes)
    change.range = absolute(change.range);
}

} // namespace

std::shared_ptr<const review::FunctionEvidence>
ModuleProgram::collect(const FunctionState& function, const FunctionContext& context) const {
  const std::string key =
      externals_.module() + std::string(1, kModuleMark) + std::string(symbols_.text(function.key));
  return std::make_shared<const review::FunctionEvidence>(
      review::collectFunction({context, externals_.module(), spelledImports_}, key));
}

std::shared_ptr<const review::ModuleEvidence> ModuleProgram::evidence(const Items& items) const {
  auto out = std::make_shared<review::ModuleEvidence>();
  out->module = externals_.module();
  for (const auto& [dotted, spelled] : importedAs_)
    out->imports.emplace_back(symbols_.text(dotted));
  std::sort(out->imports.begin(), out->imports.end());
  const std::string prefix = externals_.module() + std::string(1, kModuleMark);
  const auto absoluteName = [&](Symbol name) {
    const std::string_view text = symbols_.text(name);
    return isExternal(name) ? std::string(text) : prefix + std::string(text);
  };
  for (const ClassInfo& info : classes_) {
    review::ClassEvidence made{absoluteName(info.name), {}};
    for (const TypeRef& base : info.bases)
      if (base.kind == TypeKind::LocalClass)
        made.bases.push_back(absoluteName(base.id));
      else if (base.kind == TypeKind::Model)
        made.bases.push_back(models_->dottedName(base.id));
    out->classes.push_back(std::move(made));
  }
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const Record* record = functions_.at(order_[i])->record.get();
    if (record == nullptr || !record->evidence)
      continue;
    out->functions.push_back(*record->evidence);
    const ByteOffset start = items.items[i + 1].range.begin;
    shift(out->functions.back(), [&](ByteRange range) { return range.shifted(start); });
  }
  if (module_.record && module_.record->evidence) {
    out->functions.push_back(*module_.record->evidence);
    shift(out->functions.back(), [&](ByteRange range) {
      const ByteOffset begin = items.moduleToText(range.begin);
      return ByteRange{begin, range.empty() ? begin : items.moduleToText(range.end - 1) + 1};
    });
  }
  return out;
}

} // namespace pysecd
