#include "server/session/config_loader.h"

#include <exception>
#include <utility>

namespace pysecd {
namespace {

using config::ConfigSet;

// The editor's text of a file counts, not the disk's.
config::ReadFile readThrough(const config::ReadFile& disk,
                             std::map<std::string, config::FileRead> open) {
  return [disk, open = std::move(open)](const std::string& path) {
    const auto shown = open.find(path);
    return shown == open.end() ? disk(path) : shown->second;
  };
}

std::shared_ptr<const ConfigSet> read(ConfigLoader::Input input, const config::ReadFile& disk,
                                      const std::shared_ptr<const ConfigSet>& before) {
  try {
    ConfigSet::Input all{.directories = std::move(input.directories),
                         .read = nullptr,
                         .named = {},
                         .layers = std::move(input.layers)};
    if (disk)
      all.read = readThrough(disk, std::move(input.open));
    return std::make_shared<const ConfigSet>(all, before.get());
  } catch (const std::exception&) {
    return before; // out of memory: what applied goes on
  }
}

} // namespace

ConfigLoader::ConfigLoader(Post session, Post pool, config::ReadFile read, MakeInput input,
                           Done done)
    : session_(std::move(session)), pool_(std::move(pool)), read_(std::move(read)),
      input_(std::move(input)), done_(std::move(done)),
      current_(std::make_shared<const ConfigSet>(ConfigSet::Input())),
      self_(std::make_shared<ConfigLoader*>(this)) {}

void ConfigLoader::load() {
  if (!read_) {
    loaded(read(input_(), nullptr, current_));
    return;
  }
  if (std::exchange(busy_, true)) {
    again_ = true;
    return;
  }
  again_ = false;
  pool_([input = input_(), disk = read_, before = current_, session = session_,
         self = std::weak_ptr(self_)] {
    session([config = read(input, disk, before), self] {
      if (const auto alive = self.lock())
        (*alive)->loaded(config);
    });
  });
}

void ConfigLoader::loaded(std::shared_ptr<const ConfigSet> config) {
  busy_ = false;
  const bool changed = config->hash() != current_->hash();
  current_ = std::move(config);
  if (again_)
    load();
  else
    done_(changed);
}

} // namespace pysecd
