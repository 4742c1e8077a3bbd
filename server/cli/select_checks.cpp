#include "server/cli/select_checks.h"

#include "analysis/engine/catalog.h"
#include "analysis/support/suggest.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace pysecd::cli {
namespace {

using Ids = std::set<std::string_view>;

std::vector<std::string_view> splitAtCommas(std::string_view list) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t comma = list.find(',');
    std::string_view word = list.substr(0, comma);
    word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
    word = word.substr(0, word.find_last_not_of(' ') + 1);
    if (!word.empty())
      words.push_back(word);
    if (comma == std::string_view::npos)
      return words;
    list.remove_prefix(comma + 1);
  }
}

// The ids that `entries` name; an unknown name goes to `error`.
Ids expand(const std::vector<std::string>& entries, std::string_view option, std::string& error) {
  Ids ids;
  for (const std::string& entry : entries) {
    for (const std::string_view word : splitAtCommas(entry)) {
      bool known = false;
      for (const CheckInfo& check : allChecks()) {
        if (check.id == word || check.group == word) {
          ids.insert(check.id);
          known = true;
        }
      }
      if (!known && error.empty())
        error = fmt::format("{}: there is no check or group '{}'{}; `pysecd checks` lists them",
                            option, word, didYouMean(word, checkAndGroupNames()));
    }
  }
  return ids;
}

} // namespace

std::vector<std::string_view> checkAndGroupNames() {
  Ids names;
  for (const CheckInfo& check : allChecks()) {
    names.insert(check.id);
    names.insert(check.group);
  }
  return {names.begin(), names.end()};
}

CheckSelection selectChecks(const std::vector<std::string>& select,
                            const std::vector<std::string>& ignore) {
  CheckSelection selection;
  const Ids selected = expand(select, "--select", selection.error);
  const Ids ignored = expand(ignore, "--ignore", selection.error);
  for (const CheckInfo& check : allChecks())
    if ((!select.empty() && !selected.contains(check.id)) || ignored.contains(check.id))
      selection.disabled.emplace_back(check.id);
  return selection;
}

} // namespace pysecd::cli
