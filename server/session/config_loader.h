// The configuration of a session: read again when a file of it may have changed, on the pool, one
// reading at a time. Thread rule: the session thread.
#pragma once

#include "server/config/config_set.h"
#include "server/schedule/runtime.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pysecd {

class ConfigLoader {
public:
  struct Input {
    std::vector<std::string> directories;         // of the workspace
    std::vector<config::Layer> layers;            // stronger than any file
    std::map<std::string, config::FileRead> open; // files that the editor has open, by path
  };
  // Asked for what to read when a reading starts.
  using MakeInput = std::function<Input()>;
  // Told after each reading; `changed` if anything else applies than before.
  using Done = std::function<void(bool changed)>;

  // Without `read` there are no files, and load() has told `done` when it returns.
  ConfigLoader(Post session, Post pool, config::ReadFile read, MakeInput input, Done done);
  // Readings under way end by themselves and report to nobody.
  ~ConfigLoader() = default;
  ConfigLoader(const ConfigLoader&) = delete;
  ConfigLoader& operator=(const ConfigLoader&) = delete;

  void load();
  bool busy() const { return busy_; }
  // Never null; before the first reading everything is at its default.
  const std::shared_ptr<const config::ConfigSet>& current() const { return current_; }

private:
  void loaded(std::shared_ptr<const config::ConfigSet> config);

  Post session_;
  Post pool_;
  config::ReadFile read_;
  MakeInput input_;
  Done done_;
  std::shared_ptr<const config::ConfigSet> current_;
  bool busy_ = false;
  bool again_ = false;                  // something changed while it was read
  std::shared_ptr<ConfigLoader*> self_; // weak in jobs: tells late ones whether this lives
};

} // namespace pysecd
