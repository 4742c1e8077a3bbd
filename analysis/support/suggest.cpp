#include "analysis/support/suggest.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace pysecd {
namespace {

constexpr std::size_t kMaxSuggestions = 3;
constexpr std::size_t kMaxWord = 200;

// Insertions, deletions, substitutions, and swaps of neighbours.
std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> beforeLast(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], beforeLast[j - 2] + 1);
    }
    std::swap(beforeLast, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

} // namespace

std::vector<std::string_view> nearest(std::string_view word,
                                      std::span<const std::string_view> known) {
  word = word.substr(0, kMaxWord);
  std::vector<std::pair<std::size_t, std::string_view>> ranked;
  for (const std::string_view name : known) {
    const std::size_t allowed = std::max<std::size_t>(2, name.size() / 4);
    if (const std::size_t distance = editDistance(word, name); distance <= allowed)
      ranked.emplace_back(distance, name);
    else if (word.size() >= 3 && name.find(word) != std::string_view::npos)
      ranked.emplace_back(name.size(), name);
  }
  std::sort(ranked.begin(), ranked.end());
  ranked.resize(std::min(ranked.size(), kMaxSuggestions));
  std::vector<std::string_view> names;
  names.reserve(ranked.size());
  for (const auto& [distance, name] : ranked)
    names.push_back(name);
  return names;
}

std::string didYouMean(std::string_view word, std::span<const std::string_view> known) {
  std::string names;
  for (const std::string_view name : nearest(word, known))
    names.append(names.empty() ? "'" : " or '").append(name).append("'");
  return names.empty() ? names : " (did you mean " + names + "?)";
}

} // namespace pysecd
