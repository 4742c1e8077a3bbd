#include "server/config/options.h"

#include "analysis/engine/catalog.h"
#include "analysis/support/suggest.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace pysecd::config {
namespace {

constexpr std::array<std::string_view, 5> kFailOn = {"error", "warning", "information", "hint",
                                                     "never"}; // by FailOn

constexpr OptionInfo kOptions[] = {
    {"select", Kind::Checks, "[]", "Only these checks or groups; without it all of them"},
    {"ignore", Kind::Checks, "[]", "Not these checks or groups"},
    {"per-file-ignores", Kind::ChecksByGlob, "{}",
     "Checks or groups to leave out in files that match; with a leading `!`, in all others"},
    {"exclude", Kind::Globs, "[]",
     "Files and directories to leave out, as in .gitignore, relative to the file they stand in"},
    {"extend-exclude", Kind::Globs, "[]", "More of these, whatever `exclude` or `--exclude` says"},
    {"respect-gitignore", Kind::Flag, "true", "Leave out what .gitignore does"},
    {"max-file-size", Kind::Size, "\"2M\"", "Skip larger files: bytes, or as in \"512K\", \"4M\""},
    {"foreign-suppressions", Kind::Flag, "true",
     "Honour the comments of other tools: # nosec, # noqa, # nosemgrep, # NOSONAR"},
    {"fail-on", Kind::FailOn, "\"warning\"",
     "The least severity that makes `pysecd check` exit with 1"},
    {"models", Kind::Paths, "[]", "Model files, or directories of them, beside the built-in ones"},
    {"advisories", Kind::Path, "\"\"",
     "Snapshot of OSV records of vulnerable packages, a directory or file"},
};

} // namespace

std::string_view name(FailOn failOn) { return kFailOn[static_cast<std::size_t>(failOn)]; }

std::optional<FailOn> failOnOf(std::string_view name) {
  for (std::size_t i = 0; i < kFailOn.size(); ++i)
    if (kFailOn[i] == name)
      return static_cast<FailOn>(i);
  return std::nullopt;
}

std::span<const std::string_view> failOnNames() { return kFailOn; }

std::span<const OptionInfo> allOptions() { return kOptions; }

std::vector<std::string_view> checksNamed(std::string_view idOrGroup) {
  std::vector<std::string_view> ids;
  for (const CheckInfo& check : allChecks())
    if (check.id == idOrGroup || check.group == idOrGroup)
      ids.push_back(check.id);
  return ids;
}

std::vector<std::string_view> checkAndGroupNames() {
  std::set<std::string_view> names;
  for (const CheckInfo& check : allChecks()) {
    names.insert(check.id);
    names.insert(check.group);
  }
  return {names.begin(), names.end()};
}

std::string_view shortened(std::string_view text) {
  constexpr std::size_t kEnough = 100;
  std::size_t size = std::min(text.size(), kEnough);
  while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
    --size;
  return text.substr(0, size);
}

std::string noSuchCheck(std::string_view word) {
  std::string message = "there is no check or group '" + std::string(shortened(word)) + "'";
  std::string here;
  for (const std::string_view check : checksOfOtherRule(word))
    here.append(here.empty() ? "" : ", ").append(check);
  message += here.empty() ? didYouMean(word, checkAndGroupNames()) : " (it is " + here + " here)";
  return message + "; `pysecd checks` lists them";
}

std::optional<std::uint32_t> sizeOf(std::string_view text) {
  std::uint64_t factor = 1;
  if (!text.empty() && text.back() > '9') {
    const std::size_t power = std::string_view("KkMmGg").find(text.back());
    if (power == std::string_view::npos)
      return std::nullopt;
    factor = std::uint64_t{1} << (10 * (power / 2 + 1));
    text.remove_suffix(1);
  }
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0 ||
      number > kLargestFileSize / factor)
    return std::nullopt;
  return static_cast<std::uint32_t>(number * factor);
}

} // namespace pysecd::config
