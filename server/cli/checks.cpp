// `pysecd checks`: what is looked for, as a table for people, for documents and for programs.
#include "analysis/engine/catalog.h"
#include "server/cli/cli.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <ostream>

namespace pysecd::cli {
namespace {

void writeText(std::ostream& out) {
  std::size_t idWidth = 0;
  for (const CheckInfo& check : allChecks())
    idWidth = std::max(idWidth, check.id.size());
  for (const CheckInfo& check : allChecks())
    out << fmt::format("{:<{}}  {:<11}  {:<8}  {}\n", check.id, idWidth, name(check.severity),
                       fmt::format("CWE-{}", check.cwe), check.message);
}

void writeMarkdown(std::ostream& out) {
  out << "| check | severity | CWE | finds |\n| --- | --- | --- | --- |\n";
  for (const CheckInfo& check : allChecks())
    out << fmt::format("| `{}` | {} | {} | {} |\n", check.id, name(check.severity), check.cwe,
                       check.message);
}

void writeJson(std::ostream& out) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const CheckInfo& check : allChecks())
    list.push_back({{"id", check.id},
                    {"group", check.group},
                    {"severity", name(check.severity)},
                    {"cwe", check.cwe},
                    {"message", check.message}});
  out << list.dump(2) << '\n';
}

} // namespace

int runChecks(ListFormat format, const Streams& streams) {
  switch (format) {
  case ListFormat::Text:
    writeText(streams.out);
    break;
  case ListFormat::Markdown:
    writeMarkdown(streams.out);
    break;
  case ListFormat::Json:
    writeJson(streams.out);
    break;
  }
  return streams.out.flush() ? kExitClean : kExitTrouble;
}

int runRuleMap(OtherTool tool, ListFormat format, const Streams& streams) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  if (format == ListFormat::Markdown)
    streams.out << "| rule | its name | checks here |\n| --- | --- | --- |\n";
  for (const OtherRule& rule : otherRules()) {
    const std::string_view id = tool == OtherTool::Bandit ? rule.bandit : rule.ruff;
    if (id.empty())
      continue;
    const std::vector<std::string_view> checks = checksOfOtherRule(id);
    const std::string here = checks.empty() ? fmt::format("none: {}", rule.why)
                                            : fmt::format("{}", fmt::join(checks, ", "));
    if (format == ListFormat::Json)
      list.push_back({{"rule", id}, {"name", rule.name}, {"checks", checks}, {"why", rule.why}});
    else if (format == ListFormat::Markdown)
      streams.out << fmt::format("| {} | {} | {} |\n", id, rule.name, here);
    else
      streams.out << fmt::format("{}  {:<42}  {}\n", id, rule.name, here);
  }
  if (format == ListFormat::Json)
    streams.out << list.dump(2) << '\n';
  return streams.out.flush() ? kExitClean : kExitTrouble;
}

} // namespace pysecd::cli
