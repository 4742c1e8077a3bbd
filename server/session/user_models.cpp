#include "server/session/user_models.h"

#include <exception>
#include <utility>

namespace pysecd {
namespace {

// Stops short of loading if the content is `last`.
UserModels build(ModelFiles read, Hash64 last) {
  UserModels result;
  if (read.files.empty() && read.errors.empty())
    return result;
  Hasher content;
  for (const ModelFile& file : read.files)
    content.add(file.name).add(file.bytes);
  for (const ModelError& error : read.errors)
    content.add(error.file).add(error.message);
  result.content = content.value();
  if (result.content == last)
    return result;
  LoadedModels loaded = withUserModels(read.files);
  if (!read.files.empty())
    result.models = std::move(loaded.models);
  result.errors = std::move(read.errors);
  for (ModelError& error : loaded.errors)
    result.errors.push_back(std::move(error));
  for (const ModelError& error : result.errors)
    for (ModelFile& file : read.files)
      if (file.name == error.file && !result.texts.contains(file.name))
        result.texts[file.name] = makeText(std::move(file.bytes));
  return result;
}

UserModels readGuarded(const ReadModelFiles& read, const ModelPlaces& places, Hash64 last) {
  try {
    return build(read(places), last);
  } catch (const std::exception& error) {
    UserModels failed;
    failed.errors.push_back({"", 0, "", error.what()});
    failed.content = hashBytes(error.what());
    return failed;
  }
}

} // namespace

UserModelsLoader::UserModelsLoader(Post session, Post pool, ReadModelFiles read, Done done)
    : session_(std::move(session)), pool_(std::move(pool)), read_(std::move(read)),
      done_(std::move(done)), self_(std::make_shared<UserModelsLoader*>(this)) {}

bool UserModelsLoader::load(const ModelPlaces& places) {
  places_ = places;
  if (!read_)
    return false;
  if (std::exchange(busy_, true)) {
    again_ = true;
    return true;
  }
  again_ = false;
  pool_([read = read_, places, last = current_.content, session = session_,
         self = std::weak_ptr(self_)] {
    auto models = std::make_shared<UserModels>(readGuarded(read, places, last));
    session([models, self] {
      if (const auto alive = self.lock())
        (*alive)->loaded(std::move(*models));
    });
  });
  return true;
}

void UserModelsLoader::loaded(UserModels models) {
  busy_ = false;
  if (again_) {
    load(places_);
    return;
  }
  const bool changed = models.content != current_.content;
  if (changed)
    current_ = std::move(models);
  done_(current_, changed);
}

} // namespace pysecd
