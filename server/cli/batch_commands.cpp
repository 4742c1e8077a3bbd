#include "server/cli/batch_commands.h"

#include "server/cli/result_cache.h"
#include "server/cli/shared_flags.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <unistd.h>
#include <vector>

namespace pysecd::cli {
namespace {

template <typename Enum>
void addChoice(CLI::App& app, const std::string& name, Enum& value,
               const std::map<std::string, Enum>& choices, const std::string& help) {
  std::vector<std::string> names;
  names.reserve(choices.size());
  for (const auto& [choice, ignored] : choices)
    names.push_back(choice);
  const auto set = [&value, choices](const std::string& choice) { value = choices.at(choice); };
  app.add_option_function<std::string>(name, set, help)
      ->check(CLI::IsMember(names).description(""))
      ->type_name(CLI::detail::join(names, "|"));
}

void addColor(CLI::App& app, ColorMode& color) {
  addChoice<ColorMode>(
      app, "--color", color,
      {{"auto", ColorMode::Auto}, {"always", ColorMode::Always}, {"never", ColorMode::Never}},
      "Colours: auto is on a terminal without NO_COLOR");
}

Streams standardStreams() {
  const char* noColor = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  return {std::cin, std::cout, std::cerr, isatty(STDOUT_FILENO) != 0,
          dumb || (noColor != nullptr && *noColor != '\0')};
}

} // namespace

BatchCommands::BatchCommands(CLI::App& app) {
  addCheck(app);
  addReview(app);
  addChecks(app);
  addExplain(app);
  addModels(app);
  addConfigCommand(app);
  addCache(app);
}

void BatchCommands::addCheck(CLI::App& app) {
  CheckOptions& options = checkOptions_;
  check_ = app.add_subcommand("check", "Analyse files and directories and report what was found");
  check_->footer(
      "Exit code: 0 nothing found, 1 errors or warnings found (with --diff: there is a diff),\n"
      "2 wrong usage, or something could not be read or analysed.");
  check_->add_option("PATH", options.paths,
                     "Files and directories (default: the current one), or - for standard input");
  addChoice<OutputFormat>(
      *check_, "--format", options.format,
      {{"text", OutputFormat::Text}, {"json", OutputFormat::Json}, {"sarif", OutputFormat::Sarif}},
      "Form of the report (default: text)");
  check_->add_option("--output", options.output, "Write the report to this file")
      ->type_name("FILE");
  check_->add_flag("--fix", options.fix, "Apply the safe fixes to the files");
  check_->add_flag("--diff", options.diff, "Print what --fix would change, and change nothing");
  check_->add_flag("--unsafe-fixes", options.unsafeFixes,
                   "With --fix or --diff: also fixes that a person must look at");
  check_
      ->add_option("--select", options.select,
                   "Only these checks or groups (repeatable, or with commas)")
      ->type_name("CHECK")
      ->allow_extra_args(false);
  check_
      ->add_option("--ignore", options.ignore,
                   "Not these checks or groups (repeatable, or with commas)")
      ->type_name("CHECK")
      ->allow_extra_args(false);
  addFileChoice(*check_, options);
  addModelPaths(*check_, options.models);
  addAdvisories(*check_, options.advisories);
  check_->add_flag_callback(
      "--no-foreign-suppressions", [&options] { options.foreignSuppressions = false; },
      "Do not honour the comments of other tools: # nosec, # noqa, # nosemgrep, # NOSONAR");
  check_->add_flag_callback(
      "--foreign-suppressions", [&options] { options.foreignSuppressions = true; },
      "Honour them (the default), whatever configuration files say");
  check_->add_option("--jobs,-j", options.jobs, "Threads (default: one per core)")
      ->check(CLI::Range(1, 256).description(""))
      ->type_name("N");
  check_
      ->add_option("--stdin-filename", options.stdinFilename,
                   "The name that standard input is reported under")
      ->type_name("NAME");
  addChoice<std::optional<config::FailOn>>(*check_, "--fail-on", options.failOn,
                                           {{"error", config::FailOn::Error},
                                            {"warning", config::FailOn::Warning},
                                            {"information", config::FailOn::Information},
                                            {"hint", config::FailOn::Hint},
                                            {"never", config::FailOn::Never}},
                                           "The least severity to exit with 1 for (default: "
                                           "warning)");
  check_->add_flag("--exit-zero", options.exitZero,
                   "Exit with 0 whatever is found, as --fail-on never");
  addConfig(*check_, options.config);
  check_->add_flag("--show-config", options.showConfig,
                   "Print the settings in force and where each comes from, and analyse nothing");
  check_->add_flag("--quiet,-q", options.quiet, "Findings only, without the closing line");
  addColor(*check_, options.color);
  addNoCache(*check_, noCache_);
  check_->add_flag("--trace", options.trace, "Number the steps of each flow, from source to sink");
  check_->add_flag("--timing", options.timing, "Print the time each phase took to standard error");
}

void BatchCommands::addReview(CLI::App& app) {
  ReviewOptions& options = reviewOptions_;
  review_ = app.add_subcommand(
      "review", "Say what was looked at, how it is judged and why, and what to look at still");
  review_->footer("Exit code: 0 no defects, 1 defects, 2 wrong usage, or something could not be "
                  "read or analysed.");
  review_->add_option("PATH", options.paths, "Files and directories (default: the current one)");
  addChoice<ReviewFormat>(*review_, "--format", options.format,
                          {{"md", ReviewFormat::Markdown},
                           {"md-short", ReviewFormat::ShortMarkdown},
                           {"json", ReviewFormat::Json},
                           {"html", ReviewFormat::Html},
                           {"sarif", ReviewFormat::Sarif}},
                          "Form of the report (default: md)");
  review_
      ->add_option("--since", options.since,
                   "What changed since a revision of git: added, removed, left unresolved")
      ->type_name("REV");
  review_->add_option("--output", options.output, "Write the report to this file")
      ->type_name("FILE");
  addFileChoice(*review_, options);
  addModelPaths(*review_, options.models);
  addAdvisories(*review_, options.advisories);
  review_->add_option("--jobs,-j", options.jobs, "Threads (default: one per core)")
      ->check(CLI::Range(1, 256).description(""))
      ->type_name("N");
  addConfig(*review_, options.config);
  review_->add_flag("--exit-zero", options.exitZero, "Exit with 0 whatever is found");
}

void BatchCommands::addChecks(CLI::App& app) {
  checks_ = app.add_subcommand("checks", "List what is looked for");
  addChoice<ListFormat>(
      *checks_, "--format", listFormat_,
      {{"text", ListFormat::Text}, {"json", ListFormat::Json}, {"md", ListFormat::Markdown}},
      "Form of the list (default: text)");
  checks_
      ->add_option_function<std::string>(
          "--map",
          [this](const std::string& tool) {
            mappedTool_ = tool == "ruff" ? OtherTool::Ruff : OtherTool::Bandit;
          },
          "The rules of another tool, and which checks they are here")
      ->check(CLI::IsMember({"bandit", "ruff"}).description(""))
      ->type_name("bandit|ruff");
}

void BatchCommands::addExplain(CLI::App& app) {
  explain_ = app.add_subcommand("explain", "Show the documentation of a check");
  explain_->add_option("CHECK", explained_, "Its id, as `pysecd checks` lists it")->required();
  addColor(*explain_, color_);
}

void BatchCommands::addModels(CLI::App& app) {
  CLI::App* models =
      app.add_subcommand("models", "What is known of libraries, and adding to it (model files)");
  models->footer("A workspace's own are in .pysecd/models/*.json.");
  models->require_subcommand(1);
  modelsCheck_ = models->add_subcommand("check", "Say what is wrong with model files");
  modelsCheck_->add_option("FILE", checkedModels_, "Model files, or directories of them")
      ->required();
  modelsCheck_->footer("Exit code: 0 nothing is wrong, 1 something is.");
  modelsList_ = models->add_subcommand("list", "List the rows of all models");
  modelsList_->add_option("--library", modelsOptions_.library, "Only those of this library")
      ->type_name("NAME");
  modelsList_->add_option("--kind", modelsOptions_.kind, "Only rows of this kind, such as sink")
      ->type_name("KIND");
  addChoice<ListFormat>(*modelsList_, "--format", modelsOptions_.format,
                        {{"text", ListFormat::Text}, {"json", ListFormat::Json}},
                        "Form of the list (default: text)");
  addModelPaths(*modelsList_, modelsOptions_.models);
  modelsSchema_ = models->add_subcommand("schema", "Print the JSON schema of model files");
}

void BatchCommands::addConfigCommand(CLI::App& app) {
  CLI::App* config = app.add_subcommand("config", "Configuration files (see check --show-config)");
  config->footer("They are pysecd.toml, .pysecd.toml, and [tool.pysecd] in pyproject.toml.");
  config->require_subcommand(1);
  configSchema_ = config->add_subcommand("schema", "Print the JSON schema of configuration files");
}

void BatchCommands::addCache(CLI::App& app) {
  CLI::App* cache = app.add_subcommand(
      "cache", "The results of earlier runs, which spare the work on what did not change");
  cache->footer("It is in $PYSECD_CACHE_DIR, $XDG_CACHE_HOME/pysecd or ~/.cache/pysecd.");
  cache->require_subcommand(1);
  cacheInfo_ = cache->add_subcommand("info", "Show where it is and how much it holds");
  cacheClear_ = cache->add_subcommand("clear", "Remove all of it");
}

int BatchCommands::runCheckCommand() const {
  CheckOptions options = checkOptions_;
  if (!noCache_)
    options.store = openResultCache([](const std::string& why) {
      std::cerr << "note: " + why + '\n'; // in one piece: it may come from a worker
    });
  return runCheck(options, standardStreams());
}

std::optional<int> BatchCommands::run() const {
  const Streams streams = standardStreams();
  if (check_->parsed())
    return runCheckCommand();
  if (review_->parsed())
    return runReviewCommand(reviewOptions_, streams);
  if (checks_->parsed())
    return mappedTool_ ? runRuleMap(*mappedTool_, listFormat_, streams)
                       : runChecks(listFormat_, streams);
  if (explain_->parsed())
    return runExplain(explained_, color_, streams);
  if (modelsCheck_->parsed())
    return runModelsCheck(checkedModels_, streams);
  if (modelsList_->parsed())
    return runModelsList(modelsOptions_, streams);
  if (modelsSchema_->parsed())
    return runModelsSchema(streams);
  if (configSchema_->parsed())
    return runConfigSchema(streams);
  if (cacheInfo_->parsed())
    return runCacheInfo(resultCacheOptions(), streams);
  if (cacheClear_->parsed())
    return runCacheClear(resultCacheOptions(), streams);
  return std::nullopt;
}

} // namespace pysecd::cli
