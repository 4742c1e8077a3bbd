#include "server/session/session.h"

#include "analysis/text/file_kind.h"

#include <exception>
#include <utility>

namespace pysecd {
namespace {

constexpr auto kSettleDelay = std::chrono::milliseconds(1500);

// The time counts from the start of the analysis, not from when it was queued.
MakeAnalyser withBudget(MakeAnalyser make, CancelToken::Clock::duration budget) {
  return [make = std::move(make), budget]() -> Analyse {
    return [analyse = make(), budget](const Snapshot& snapshot) {
      Snapshot bounded = snapshot;
      bounded.cancel = snapshot.cancel.within(budget);
      return analyse(bounded);
    };
  };
}

// What rpc::Binder does for a handler that answers at once.
void answerNow(const auto& request, const Analysis& analysis) {
  try {
    request.ready(analysis);
  } catch (const std::exception& error) {
    request.fail({rpc::ErrorCode::InternalError, error.what()});
  }
}

} // namespace

Session::Session(Options options, rpc::Send send, Events events)
    : client(std::move(send)), log(options.log), watchProcess(std::move(options.watchProcess)),
      session_(options.session),
      background_(options.background ? options.background : options.session),
      review_(std::move(options.review)), later_(std::move(options.later)),
      events_(std::move(events)), flags_(std::move(options.flags)),
      useAdvisories_(std::move(options.useAdvisories)) {
  config_ = std::make_unique<ConfigLoader>(
      options.session, options.pool, std::move(options.readConfig),
      [this] { return configInput(); }, [this](bool changed) { configRead(changed); });
  models_ = std::make_unique<UserModelsLoader>(
      options.session, options.pool, std::move(options.readModels),
      [this](const UserModels& models, bool changed) { modelsRead(models, changed); });
  index_ = std::make_unique<WorkspaceIndex>(WorkspaceIndex::Options{
      .session = options.session,
      .background = options.background ? options.background : options.session,
      .files = std::move(options.files),
      .store = std::move(options.store),
      .engine = options.engine,
      .isOpen =
          [this](const std::string& path) {
            const Document* document = documents.findPath(path);
            return document != nullptr && !leavesOut(*document);
          },
      .changed = [this](const auto& modules) { worldChanged(modules); },
      .progress =
          [this](std::size_t done, std::size_t total) {
            if (events_.indexing)
              events_.indexing(*this, done, total);
          },
      .say = [this](const std::string& message) { log.info(message); }});
  scheduler_ = std::make_unique<Scheduler>(
      std::move(options.pool), std::move(options.session),
      withBudget(std::move(options.makeAnalyser), options.budget),
      [this](const std::string& key, std::int64_t revision, const Scheduler::Outcome& outcome) {
        analysed(key, revision, outcome);
      });
}

void Session::report(lsp::MessageType type, const std::string& message) {
  if (type == lsp::MessageType::Error)
    log.error(message);
  else
    log.warning(message);
  client.logMessage(type, message);
}

void Session::review(const std::vector<std::string>& paths,
                     std::function<void(std::optional<std::string> markdown)> done) {
  if (!review_) {
    done(std::nullopt);
    return;
  }
  ReviewRequest request{.paths = paths,
                        .roots = roots,
                        .open = {},
                        .models = models_->models(),
                        .config = config_->current(),
                        .cancel = reviewCancel_};
  documents.forEach([&](const Document& document) {
    if (document.python && !document.outOfSync)
      request.open.emplace(document.path, document.text);
  });
  ++reviews_;
  background_([this, request = std::move(request), done = std::move(done)] {
    std::optional<std::string> markdown;
    try {
      markdown = review_(request);
    } catch (const std::exception& error) {
      markdown = std::string("The review failed: ") + error.what();
    }
    if (request.cancel.requested())
      markdown.reset();
    session_([this, markdown = std::move(markdown), done] {
      --reviews_;
      done(markdown);
    });
  });
}

void Session::textChanged(const Document& document) {
  failWaiting(document.key, {rpc::ErrorCode::ContentModified, "the document was edited meanwhile"});
  index_->edited();
  analyse(document, false);
}

void Session::analyse(const Document& document, bool settled) {
  if (!document.python || awaitsModels_)
    return;
  if (leavesOut(document)) {
    scheduler_->forget(document.key);
    analysed(document.key, document.revision,
             {Analysis{.text = document.text, .version = document.revision}, {}});
    return;
  }
  Snapshot snapshot{.text = document.text,
                    .path = document.path,
                    .version = document.revision,
                    .models = models_->models(),
                    .settings = config().settingsFor(document.path),
                    .settled = settled};
  snapshot.module = index_->moduleOf(document.path);
  if (!snapshot.module.empty() || isTemplatePath(document.path))
    snapshot.world = index_->world();
  scheduler_->analyse(document.key, std::move(snapshot));
}

void Session::indexWorkspace() {
  if (lifecycle == Lifecycle::Running)
    index_->build(roots, models_->models(), settingsOf());
}

SettingsOf Session::settingsOf() const {
  return [config = config_->current()](std::string_view path) { return config->settingsFor(path); };
}

bool Session::leavesOut(const Document& document) const {
  return config().rulesFor(document.path).leavesOut(document.path);
}

const Analysis* Session::lastAnalysis(const Document& document) const {
  const auto last = published_.find(document.key);
  return last != published_.end() && last->second.revision == document.revision
             ? &last->second.analysis
             : nullptr;
}

void Session::analyseAll() {
  if (lifecycle == Lifecycle::Running)
    documents.forEach([this](const Document& document) {
      if (!document.outOfSync)
        analyse(document, false);
    });
}

void Session::setRoots(std::vector<std::string> directories) {
  if (directories == roots)
    return;
  roots = std::move(directories);
  if (!configAsked_)
    return;
  loadConfig();
  if (!configured_)
    return; // what follows the first reading is still to come
  loadModels();
  indexWorkspace();
  analyseAll();
}

void Session::setSettings(const std::string& json) {
  config::ParsedConfig parsed = config::parseSettings(json);
  for (const config::Problem& problem : parsed.problems)
    report(lsp::MessageType::Warning, "settings of pysecd: " + problem.message);
  editorSettings_ = {.options = std::move(parsed.options),
                     .base = roots.empty() ? "/" : roots.front(),
                     .source = "the editor's settings",
                     .where = {}};
}

ConfigLoader::Input Session::configInput() const {
  ConfigLoader::Input input{.directories = roots, .layers = {flags_}, .open = {}};
  if (editorSettings_)
    input.layers.push_back(*editorSettings_);
  documents.forEach([&](const Document& document) {
    if (config::isConfigPath(document.path) && !document.outOfSync)
      input.open[document.path] = {.exists = true,
                                   .bytes = std::string(document.text->bytes()),
                                   .version = document.version};
  });
  return input;
}

void Session::loadConfig() {
  if (!std::exchange(configAsked_, true))
    awaitsModels_ = true;
  config_->load();
}

void Session::configRead(bool changed) {
  const bool first = !std::exchange(configured_, true);
  if (events_.configured)
    events_.configured(*this);
  if (!changed && !first)
    return;
  useAdvisories_(config().advisories());
  index_->use(settingsOf());
  const bool otherModels = config().models() != std::exchange(modelPaths_, config().models());
  if (first || otherModels)
    loadModels();
  if (!first)
    analyseAll();
}

void Session::worldChanged(const std::optional<std::set<std::string>>& modules) {
  if (lifecycle != Lifecycle::Running)
    return;
  documents.forEach([&](const Document& document) {
    const std::string module = index_->moduleOf(document.path);
    const bool concerned = isTemplatePath(document.path) ||
                           (!module.empty() && (!modules || modules->contains(module)));
    if (!document.outOfSync && concerned)
      analyse(document, false);
  });
}

void Session::filesChanged(const std::vector<std::string>& paths) { index_->filesChanged(paths); }

void Session::loadModels() {
  const bool first = !std::exchange(modelsAsked_, true);
  const bool reading = models_->load({.given = modelPaths_, .roots = roots});
  const bool awaited = std::exchange(awaitsModels_, reading && (first || awaitsModels_));
  if (!first || reading)
    return;
  indexWorkspace();
  if (awaited)
    analyseAll();
}

void Session::modelsRead(const UserModels& models, bool changed) {
  const bool first = std::exchange(awaitsModels_, false);
  if (changed)
    events_.modelsChanged(*this, models);
  if (changed || first)
    indexWorkspace();
  if (changed || first)
    analyseAll();
}

// While text is broken, findings of functions that an open quote swallowed are held (see
// analysis/engine/file_state.h). Once the user pauses, the screen shows what the text says.
void Session::settleLater(const Document& document) {
  std::int64_t& revision = settling_[document.key];
  if (revision == document.revision)
    return; // it has settled, or is going to
  revision = document.revision;
  later_(kSettleDelay,
         [this, key = document.key, revision = document.revision] { settle(key, revision); });
}

void Session::settle(const std::string& key, std::int64_t revision) {
  const Document* document = documents.findKey(key);
  if (document && document->revision == revision && !document->outOfSync)
    analyse(*document, true);
}

void Session::textLost(Document& document) {
  document.outOfSync = true;
  failWaiting(document.key, {rpc::ErrorCode::ContentModified, "the document is out of sync"});
}

void Session::close(const Document& document) {
  failWaiting(document.key, {rpc::ErrorCode::ContentModified, "the document was closed meanwhile"});
  scheduler_->forget(document.key);
  published_.erase(document.key);
  settling_.erase(document.key);
  if (document.python) // those of other files are not about what is in the editor
    client.clearDiagnostics(document.uri);
  const std::string path = document.path;
  documents.close(document);
  index_->filesChanged({path}); // what is on disk counts again
}

void Session::stopWork() {
  while (!waiting_.empty())
    failWaiting(waiting_.begin()->first,
                {rpc::ErrorCode::RequestFailed, "the server is shutting down"});
  scheduler_->forgetAll();
  reviewCancel_.cancel();
}

void Session::answer(const Document& document, Waiting request) {
  const auto last = published_.find(document.key);
  if (last != published_.end() && last->second.revision == document.revision)
    answerNow(request, last->second.analysis);
  else
    waiting_[document.key].push_back(std::move(request));
}

void Session::failWaiting(const std::string& key, const rpc::Error& error) {
  const auto entry = waiting_.extract(key);
  if (!entry.empty())
    for (const Waiting& request : entry.mapped())
      request.fail(error);
}

void Session::analysed(const std::string& key, std::int64_t revision,
                       const Scheduler::Outcome& outcome) {
  const Document* document = documents.findKey(key);
  if (!document || document->revision != revision || document->outOfSync)
    return;
  Published& last = published_[key];
  last.revision = revision;
  if (!outcome.analysis) {
    last.analysis = {.text = document->text, .version = revision};
    report(lsp::MessageType::Error, "analysis of " + document->path + " failed: " + outcome.error);
    failWaiting(key, {rpc::ErrorCode::RequestFailed, "the analysis failed"});
    return;
  }
  last.analysis = *outcome.analysis;
  if (const std::string module = index_->moduleOf(document->path); !module.empty())
    index_->analysed(module, last.analysis);
  if (last.analysis.syntaxErrors || last.analysis.held)
    settleLater(*document);
  try {
    events_.analysed(*this, *document, last.analysis);
  } catch (const std::exception& error) {
    report(lsp::MessageType::Error,
           "findings of " + document->path + " not shown: " + error.what());
  }
  if (const auto entry = waiting_.extract(key); !entry.empty())
    for (const Waiting& request : entry.mapped())
      answerNow(request, last.analysis);
}

} // namespace pysecd
