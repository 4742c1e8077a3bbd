#include "analysis/checks/check_table.h"

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

} // namespace

std::span<const CheckInfo> allChecks() { return table().infos; }

const CheckInfo* findCheck(std::string_view id) {
  for (const CheckInfo& info : table().infos)
    if (info.id == id)
      return &info;
  return nullptr;
}

std::size_t checkCount() { return kRegistered.size(); }

const Check& checkAt(std::size_t index) { return *kRegistered[index].check; }

std::size_t checkIndexOf(std::string_view id) {
  const auto& ids = table().ids;
  return static_cast<std::size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
}

EnabledChecks::EnabledChecks(const std::vector<std::string>& disabled) : enabled_(checkCount()) {
  for (std::size_t i = 0; i < enabled_.size(); ++i)
    enabled_[i] = std::find(disabled.begin(), disabled.end(), table().ids[i]) == disabled.end();
}

std::uint16_t cweOf(const Finding& finding) {
  const CheckInfo* check = finding.cwe == 0 ? findCheck(finding.check) : nullptr;
  return check != nullptr ? check->cwe : finding.cwe;
}

std::optional<Finding> findingOf(std::string_view id, const std::vector<std::string>& disabled,
                                 ByteRange range, std::string message) {
  const std::size_t check = checkIndexOf(id);
  if (check == checkCount() || std::find(disabled.begin(), disabled.end(), id) != disabled.end())
    return std::nullopt;
  return findingOf(check, false, range, table().infos[check].severity, std::move(message));
}

Finding findingOf(std::size_t check, bool isTest, ByteRange range, Severity severity,
                  std::string message) {
  Finding finding;
  finding.check = table().infos[check].id;
  finding.severity = isTest ? std::max(severity, Severity::Information) : severity;
  finding.range = range;
  finding.message = message.empty() ? std::string(checkAt(check).message) : std::move(message);
  return finding;
}

} // namespace pysecd
