// `pysecd checks`: what is looked for, as a table for people, for documents and for programs.
#include "analysis/engine/catalog.h"
#include "server/cli/cli.h"

#include <algorithm>
#include <fmt/format.h>
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

} // namespace pysecd::cli
