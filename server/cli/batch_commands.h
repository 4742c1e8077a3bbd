// The commands that run once and end, in the command tree: check, review, checks, explain,
// models, config and cache. Only reads flags; what the commands do is in cli.h.
#pragma once

#include "server/cli/cli.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): CLI11's
class App;
} // namespace CLI

namespace pysecd::cli {

class BatchCommands {
public:
  // `app` keeps references to this object: parse while it lives.
  explicit BatchCommands(CLI::App& app);
  BatchCommands(const BatchCommands&) = delete;
  BatchCommands& operator=(const BatchCommands&) = delete;

  // After parsing: runs the command that was given and returns its exit code; nullopt if it was
  // none of these.
  std::optional<int> run() const;

private:
  void addCheck(CLI::App& app);
  void addReview(CLI::App& app);
  void addChecks(CLI::App& app);
  void addExplain(CLI::App& app);
  void addModels(CLI::App& app);
  void addConfigCommand(CLI::App& app);
  void addCache(CLI::App& app);
  int runCheckCommand() const;

  CLI::App* check_ = nullptr;
  CLI::App* review_ = nullptr;
  CLI::App* checks_ = nullptr;
  CLI::App* explain_ = nullptr;
  CLI::App* modelsCheck_ = nullptr;
  CLI::App* modelsList_ = nullptr;
  CLI::App* modelsSchema_ = nullptr;
  CLI::App* configSchema_ = nullptr;
  CLI::App* cacheInfo_ = nullptr;
  CLI::App* cacheClear_ = nullptr;
  CheckOptions checkOptions_;
  ReviewOptions reviewOptions_;
  bool noCache_ = false;
  ListFormat listFormat_ = ListFormat::Text;
  std::optional<OtherTool> mappedTool_;
  std::string explained_;
  std::vector<std::string> checkedModels_;
  ModelsOptions modelsOptions_;
  ColorMode color_ = ColorMode::Auto;
};

} // namespace pysecd::cli
