#include "analysis/checks/registry.h"

#include "analysis/checks/check.h"
#include "analysis/checks/util/explain_flow.h"
#include "analysis/support/embedded.h"

#include <algorithm>
#include <array>

namespace pysecd {

namespace {

struct Registered {
  std::string_view group;
  std::string_view name; // "sql_injection"
  const Check* check;
};

constexpr std::array kRegistered = {
#define CHECK(group, name) Registered{#group, #name, &checks::group::name},
#include "analysis/checks/checks.def"
#undef CHECK
};

struct Table {
  std::vector<std::string> ids;
  std::vector<CheckInfo> infos;
};

std::string_view docOf(const Registered& registered) {
  const std::string file =
      std::string(registered.group) + "/" + std::string(registered.name) + ".md";
  for (const EmbeddedFile& doc : embeddedCheckDocs())
    if (doc.name == file)
      return doc.bytes;
  return {};
}

const Table& table() {
  static const Table built = [] {
    Table made;
    made.ids.reserve(kRegistered.size());
    for (const Registered& registered : kRegistered) {
      std::string id = std::string(registered.group) + "-" + std::string(registered.name);
      std::replace(id.begin(), id.end(), '_', '-');
      made.ids.push_back(std::move(id));
      made.infos.push_back({made.ids.back(), registered.group, registered.check->severity,
                            registered.check->cwe, registered.check->message, docOf(registered)});
    }
    return made;
  }();
  return built;
}

bool tainted(const SinkContext& context, const TaintRule& rule) {
  return bestOrigin(context, rule.from) != nullptr;
}

bool fires(const SinkContext& context, const Check& check) {
  if (const auto* taint = std::get_if<TaintRule>(&check.rule))
    return taint->to == context.hit.row.kind && tainted(context, *taint) &&
           (taint->provided == nullptr || taint->provided(context));
  const auto& rule = std::get<SinkRule>(check.rule);
  return rule.to == context.hit.row.kind && rule.judge(context);
}

} // namespace

std::span<const CheckInfo> allChecks() { return table().infos; }

const CheckInfo* findCheck(std::string_view id) {
  for (const CheckInfo& info : table().infos)
    if (info.id == id)
      return &info;
  return nullptr;
}

std::vector<Finding> runChecks(const FunctionContext& function,
                               const std::vector<std::string>& disabled, bool fixes) {
  std::vector<Finding> findings;
  for (const SinkHit& hit : function.flow.hits) {
    const SinkContext context{function, hit};
    const auto report = [&](bool proven) {
      for (std::size_t i = 0; i < kRegistered.size(); ++i) {
        const Check& check = *kRegistered[i].check;
        const CheckInfo& info = table().infos[i];
        if (std::holds_alternative<TaintRule>(check.rule) != proven || !fires(context, check) ||
            std::find(disabled.begin(), disabled.end(), info.id) != disabled.end())
          continue;
        Finding finding;
        finding.check = info.id;
        finding.severity = check.severity;
        finding.range = function.ast[hit.argument].range();
        finding.message = check.message;
        finding.notes = explainFlow(
            context, proven ? std::optional(std::get<TaintRule>(check.rule).from) : std::nullopt);
        if (fixes && check.fix != nullptr)
          check.fix(context, finding);
        findings.push_back(std::move(finding));
        return true;
      }
      return false;
    };
    if (!report(true))
      report(false);
  }
  return findings;
}

} // namespace pysecd
