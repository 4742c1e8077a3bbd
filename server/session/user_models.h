// The models of users as a session has them: read again when their files may have changed, on the
// pool, one reading at a time. Thread rule: the session thread.
#pragma once

#include "analysis/text/text.h"
#include "server/models/model_files.h"
#include "server/schedule/runtime.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pysecd {

struct UserModels {
  std::shared_ptr<const ModelSet> models; // with the built-in ones; null: just those
  std::vector<ModelError> errors;
  std::map<std::string, TextPtr> texts; // of the files with errors
  Hash64 content = 0;                   // of all files and errors
};

// Reads all model files of the places; called on the pool.
using ReadModelFiles = std::function<ModelFiles(const ModelPlaces& places)>;

class UserModelsLoader {
public:
  // Told after each reading; `changed` if it differs from the last one, or from none at first.
  using Done = std::function<void(const UserModels& models, bool changed)>;

  UserModelsLoader(Post session, Post pool, ReadModelFiles read, Done done);
  // Readings under way end by themselves and report to nobody.
  ~UserModelsLoader() = default;
  UserModelsLoader(const UserModelsLoader&) = delete;
  UserModelsLoader& operator=(const UserModelsLoader&) = delete;

  // False if there is nothing to read with: `done` will not be told.
  bool load(const ModelPlaces& places);
  bool busy() const { return busy_; }
  const std::shared_ptr<const ModelSet>& models() const { return current_.models; }

private:
  void loaded(UserModels models);

  Post session_;
  Post pool_;
  ReadModelFiles read_;
  Done done_;
  UserModels current_;
  ModelPlaces places_;
  bool busy_ = false;
  bool again_ = false;                      // something changed while it was read
  std::shared_ptr<UserModelsLoader*> self_; // weak in jobs: tells late ones whether this lives
};

} // namespace pysecd
