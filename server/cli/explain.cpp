// `pysecd explain CHECK`: the documentation of a check, laid out for a terminal.
#include "analysis/engine/catalog.h"
#include "analysis/support/suggest.h"
#include "server/cli/check_doc.h"
#include "server/cli/cli.h"
#include "server/cli/colors.h"
#include "server/cli/display.h"

#include <algorithm>
#include <fmt/format.h>
#include <ostream>
#include <vector>

namespace pysecd::cli {
namespace {

std::vector<std::string_view> checkNames() {
  std::vector<std::string_view> names;
  for (const CheckInfo& check : allChecks())
    names.push_back(check.id);
  return names;
}

std::string heading(const CheckInfo& check, const Colors& colors) {
  return fmt::format("{}: {}\n{} | CWE-{} ({}) | group {}\n", colors.bold(check.id), check.message,
                     colors.severity(check.severity), check.cwe, cweUri(check), check.group);
}

// Headings stand out, fenced code is indented in place of its fences; the rest of Markdown reads
// well as it is.
std::string render(std::string_view markdown, const Colors& colors) {
  std::string out;
  bool fenced = false;
  while (!markdown.empty()) {
    const std::size_t end = std::min(markdown.find('\n'), markdown.size());
    const std::string_view line = markdown.substr(0, end);
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
    if (line.starts_with("```"))
      fenced = !fenced;
    else if (fenced)
      out += line.empty() ? "\n" : fmt::format("    {}\n", line);
    else if (line.starts_with("#"))
      out += colors.bold(line.substr(std::min(line.find_first_not_of("# "), line.size()))) + '\n';
    else
      out.append(line).append("\n");
  }
  return out;
}

} // namespace

int runExplain(const std::string& id, ColorMode color, const Streams& streams) {
  const CheckInfo* check = findCheck(id);
  if (check == nullptr) {
    streams.err << fmt::format("error: there is no check '{}'{}; `pysecd checks` lists them\n",
                               printable(id), didYouMean(id, checkNames()));
    return kExitTrouble;
  }
  const bool terminal = streams.outIsTerminal && !streams.noColor;
  const Colors colors(color == ColorMode::Always || (color == ColorMode::Auto && terminal));
  streams.out << heading(*check, colors) << '\n' << render(check->doc, colors);
  return streams.out.flush() ? kExitClean : kExitTrouble;
}

} // namespace pysecd::cli
