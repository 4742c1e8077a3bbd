// The batch commands of the binary as functions: options in, text on the given streams, exit code
// out. batch_commands.cpp fills these structs from argv; nothing here reads argv, exits or touches
// stdin/stdout by itself, so tests run the commands in process. Thread rule: call from one thread;
// runCheck starts and joins its own workers.
#pragma once

#include "server/cache/disk_store.h"
#include "server/config/options.h"

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pysecd::cli {

// What every command returns. Trouble means: wrong arguments, or something could not be read,
// written or analysed.
enum ExitCode : int { kExitClean = 0, kExitFindings = 1, kExitTrouble = 2 };

enum class OutputFormat : std::uint8_t { Text, Json, Sarif };
enum class ListFormat : std::uint8_t { Text, Json, Markdown };
enum class ColorMode : std::uint8_t { Auto, Always, Never };

// Where a command reads and writes. `outIsTerminal` decides ColorMode::Auto; `noColor` is the
// user's NO_COLOR.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool outIsTerminal = false;
  bool noColor = false;
};

// Where options that no flag sets come from.
struct ConfigFlags {
  std::string file;      // a configuration file for all paths; empty: the nearest one of each
  bool isolated = false; // no configuration files
};

struct CheckOptions {
  std::vector<std::string> paths; // files, directories, or "-" for stdin
  OutputFormat format = OutputFormat::Text;
  std::string output;                // file for the report; empty: Streams::out
  unsigned jobs = 0;                 // worker threads; 0: one per core
  bool fix = false;                  // write safe fixes
  bool unsafeFixes = false;          // with fix or diff: also the unsafe ones
  bool diff = false;                 // print what fix would write, write nothing
  std::vector<std::string> excludes; // globs as in .gitignore, relative to the current directory
  bool noIgnore = false;             // do not read .gitignore and .git/info/exclude
  // Here and below, what is empty is left to configuration files (server/config/options.h).
  std::optional<std::uint32_t> maxFileSize = {}; // bytes; larger files are skipped with a note
  std::vector<std::string> select;               // ids or groups
  std::vector<std::string> ignore;               // ids or groups, taken away from the selected ones
  std::optional<bool> foreignSuppressions = {};  // honour # nosec, # noqa, # nosemgrep, # NOSONAR
  std::vector<std::string> models;               // files or directories, beside those of workspaces
  std::string advisories; // snapshot of OSV records; empty: the user's, if there is one
  bool exitZero = false;  // findings do not change the exit code; trouble still does
  ColorMode color = ColorMode::Auto;
  bool quiet = false;                 // no closing line; errors and skipped-notes stay
  std::string stdinFilename;          // the name that stdin's findings carry; empty: "<stdin>"
  bool trace = false;                 // number the steps of each flow in the text format
  bool timing = false;                // time per phase on Streams::err
  std::shared_ptr<ResultStore> store; // of earlier results; may be null
  std::vector<std::string> extendExcludes = {}; // as `excludes`, beside those of files
  std::optional<config::FailOn> failOn = {};
  ConfigFlags config = {};
  bool showConfig = false; // print what applies and where it comes from, and analyse nothing
};

// Analyses files and reports. kExitFindings only for findings as severe as `fail-on` says (with
// diff: if there is a diff).
int runCheck(const CheckOptions& options, const Streams& streams);

enum class ReviewFormat : std::uint8_t { Markdown, ShortMarkdown, Json, Html, Sarif };

struct ReviewOptions {
  std::vector<std::string> paths; // files and directories
  ReviewFormat format = ReviewFormat::Markdown;
  std::string output; // file for the report; empty: Streams::out
  std::string since;  // a revision of git; empty: the review is of the files as they are
  unsigned jobs = 0;  // as in CheckOptions, like those below
  std::vector<std::string> excludes;
  bool noIgnore = false;
  std::optional<std::uint32_t> maxFileSize = {};
  std::vector<std::string> models;
  std::string advisories;
  bool exitZero = false;
  std::vector<std::string> extendExcludes = {};
  ConfigFlags config = {};
};

// The evidence report. kExitFindings if there are defects.
int runReviewCommand(const ReviewOptions& options, const Streams& streams);

// The table of all checks.
int runChecks(ListFormat format, const Streams& streams);

enum class OtherTool : std::uint8_t { Bandit, Ruff };

// The rules of another tool, and which checks they are here.
int runRuleMap(OtherTool tool, ListFormat format, const Streams& streams);

// The documentation of one check; an unknown id gets suggestions and kExitTrouble.
int runExplain(const std::string& id, ColorMode color, const Streams& streams);

// The JSON schema of configuration files.
int runConfigSchema(const Streams& streams);

struct ModelsOptions {
  std::vector<std::string> models; // as in CheckOptions
  std::string library;             // only rows of this one; empty: of all
  std::string kind;                // only rows of this kind; empty: of all
  ListFormat format = ListFormat::Text;
};

// Whether model files (or those of directories) can be used: kExitFindings, with one line an error
// on Streams::err, if not.
int runModelsCheck(const std::vector<std::string>& files, const Streams& streams);
// The rows of all models, one a line.
int runModelsList(const ModelsOptions& options, const Streams& streams);
// The JSON schema of model files.
int runModelsSchema(const Streams& streams);

// Where the results of earlier runs are, and how much they take.
int runCacheInfo(const DiskStore::Options& cache, const Streams& streams);
// Removes them.
int runCacheClear(const DiskStore::Options& cache, const Streams& streams);

} // namespace pysecd::cli
