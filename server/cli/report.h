// What a run of `check` found, on its way to one of the output formats. A formatter turns one
// file's findings into text at a time, so that no run keeps more than a few files in memory, and
// each file's text does not depend on any other.
#pragma once

#include "analysis/findings/finding.h"
#include "server/workspace/read_source.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pysecd::cli {

using workspace::Notice;
using workspace::Source;

struct Counts {
  std::uint32_t files = 0;                 // analysed
  std::array<std::uint32_t, 4> findings{}; // by Severity
  std::uint32_t fixable = 0;               // what --fix would repair
  std::uint32_t fixableUnsafe = 0;         // what --fix --unsafe-fixes would repair beyond that
  std::uint32_t fixed = 0;                 // repaired in this run

  void add(const Finding& finding);
  void add(const Counts& other);
  std::uint32_t of(Severity severity) const { return findings[static_cast<std::size_t>(severity)]; }
  // Of Error and Warning: the ones that make `check` exit with 1.
  std::uint32_t serious() const { return of(Severity::Error) + of(Severity::Warning); }
};

struct RunSummary {
  Counts counts;
  std::vector<Notice> notices; // in the order of the files
  int exitCode = 0;
};

struct FileFindings {
  const std::string& path;
  const Source& source;
  std::span<const Finding> findings;
};

// Immutable: file() is called from several threads at once.
class Formatter {
public:
  virtual ~Formatter() = default;
  virtual std::string begin() const = 0;
  // Empty if there is nothing to print for this file.
  virtual std::string file(const FileFindings& file) const = 0;
  // What goes between the texts of two files, where both have any.
  virtual std::string_view separator() const = 0;
  virtual std::string end(const RunSummary& summary) const = 0;
};

struct TextStyle {
  bool color = false;
  bool closingLine = true;
  bool trace = false; // number the steps of each flow
};

std::unique_ptr<Formatter> makeTextFormatter(TextStyle style);
// One object; its shape is check.schema.json.
std::unique_ptr<Formatter> makeJsonFormatter();
// SARIF 2.1.0; URIs are relative to `root`, an absolute path without a slash at the end.
std::unique_ptr<Formatter> makeSarifFormatter(std::string root);

// "1 error", "2 errors".
std::string counted(std::uint64_t count, std::string_view singular);

} // namespace pysecd::cli
