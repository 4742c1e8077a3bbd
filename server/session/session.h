// Everything the server remembers: lifecycle, the client's capabilities, open documents, the last
// findings of each, and the requests that wait for findings. Features read and change it; it
// neither parses nor analyses itself. Thread rule: the session thread.
#pragma once

#include "analysis/text/line_index.h"
#include "protocol/lsp/lifecycle.h"
#include "server/index/workspace_index.h"
#include "server/log.h"
#include "server/schedule/scheduler.h"
#include "server/session/client.h"
#include "server/session/config_loader.h"
#include "server/session/documents.h"
#include "server/session/review_request.h"
#include "server/session/user_models.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pysecd {

enum class Lifecycle : std::uint8_t { Uninitialized, Running, ShutDown };

// The last findings of a file.
struct Published {
  std::int64_t revision = 0; // of the text they were made from
  Analysis analysis;
};

class Session {
public:
  struct Options {
    Post session;
    Post pool;
    MakeAnalyser makeAnalyser;
    Logger& log;
    // The process should end when the one of this id does.
    std::function<void(std::int64_t pid)> watchProcess = [](std::int64_t) {};
    // Runs a session task once, after a while. Without it broken text never settles.
    std::function<void(std::chrono::milliseconds delay, Task task)> later =
        [](std::chrono::milliseconds, const Task&) {};
    // Without it there are the built-in models only.
    ReadModelFiles readModels;
    // Without it there are no configuration files.
    config::ReadFile readConfig;
    // What the command line of the server says.
    config::Layer flags;
    // Where the snapshot of vulnerable packages is now; empty: where it is by default.
    std::function<void(const std::string& path)> useAdvisories = [](const std::string&) {};
    // For indexing; without `files.list` there is no index and every file stands alone.
    Post background;
    WorkspaceFiles files;
    // Runs in `background`; without it there are no reviews.
    ReviewFiles review;
    std::shared_ptr<ResultStore> store;
    std::function<Hash64()> engine = [] { return Hash64{0}; }; // identifies the build
    // How long one analysis may take.
    CancelToken::Clock::duration budget = std::chrono::seconds(10);
  };
  struct Events {
    // Once for each text that was current when its analysis came to an end.
    std::function<void(Session&, const Document&, const Analysis&)> analysed;
    // The configuration was read; its problems may be others.
    std::function<void(Session&)> configured;
    // The models of users are not what they were.
    std::function<void(Session&, const UserModels&)> modelsChanged;
    // While the workspace is indexed; the last time done == total.
    std::function<void(Session&, std::size_t done, std::size_t total)> indexing;
  };

  Session(Options options, rpc::Send send, Events events);

  Lifecycle lifecycle = Lifecycle::Uninitialized;
  std::optional<int> exitCode; // set: the process should end
  lsp::ClientCapabilities capabilities;
  ColumnUnit columns = ColumnUnit::Utf16;
  lsp::TraceValue trace = "off";
  std::vector<std::string> roots;                     // directories of the workspace
  std::set<lsp::DocumentUri> filesWithModelErrors;    // as published
  std::set<lsp::DocumentUri> filesWithConfigProblems; // as published
  rpc::PendingTable requests;
  Client client;
  Documents documents;
  Logger& log;
  const std::function<void(std::int64_t pid)> watchProcess;

  // A problem the user should know of: to the log and to the editor's output.
  void report(lsp::MessageType type, const std::string& message);
  // Starts the analysis of the document's current text; requests that wait for an older one get
  // ContentModified.
  void textChanged(const Document& document);
  // The document's text is unknown until the next textChanged(): nothing is published for it or
  // answered from it.
  void textLost(Document& document);
  // Forgets the document and its findings.
  void close(const Document& document);
  // Stops all analyses and answers what waits for them.
  void stopWork();
  // The workspace is made of other directories now: its configuration and models are read again,
  // it is indexed again, and all documents are analysed in it.
  void setRoots(std::vector<std::string> directories);
  // What the editor says of settings, as JSON; applies with the next loadConfig().
  void setSettings(const std::string& json);
  // Reads the configuration, again if need be, then what it names, and analyses all documents to
  // which something else applies. The first time analyses wait for it.
  void loadConfig();
  const config::ConfigSet& config() const { return *config_->current(); }
  // Whether another configuration is on its way.
  bool readsConfig() const { return config_->busy(); }
  // Whether the configuration excludes it.
  bool leavesOut(const Document& document) const;
  // Of its current text; null if there is none yet.
  const Analysis* lastAnalysis(const Document& document) const;
  // Reads the models of users, again if need be, and analyses all documents with them. The first
  // time analyses wait for it.
  void loadModels();
  // Files on disk, by path, are not what they were.
  void filesChanged(const std::vector<std::string>& paths);
  // Whether an analysis, a reading or indexing is under way.
  bool busy() const {
    return scheduler_->busy() || config_->busy() || models_->busy() || index_->busy() ||
           reviews_ > 0;
  }
  // Reviews files and directories as they are in the editor; nullopt if that cannot be had.
  void review(const std::vector<std::string>& paths,
              std::function<void(std::optional<std::string> markdown)> done);
  const WorkspaceIndex& index() const { return *index_; }

  // Calls `ready` with the findings of the document's current text, now or when they arrive. If the
  // text changes first, `reply` gets ContentModified.
  template <class Result>
  void whenAnalysed(const Document& document, const rpc::Reply<Result>& reply,
                    std::function<void(const Analysis&)> ready) {
    answer(document, {std::move(ready), [reply](const rpc::Error& error) { reply.fail(error); }});
  }

private:
  struct Waiting {
    std::function<void(const Analysis&)> ready;
    std::function<void(const rpc::Error&)> fail;
  };
  void answer(const Document& document, Waiting request);
  void failWaiting(const std::string& key, const rpc::Error& error);
  void settleLater(const Document& document);
  void settle(const std::string& key, std::int64_t revision);
  void analyse(const Document& document, bool settled);
  void analyseAll();
  SettingsOf settingsOf() const;
  ConfigLoader::Input configInput() const;
  void configRead(bool changed);
  void modelsRead(const UserModels& models, bool changed);
  void indexWorkspace();
  void worldChanged(const std::optional<std::set<std::string>>& modules);
  void analysed(const std::string& key, std::int64_t revision, const Scheduler::Outcome& outcome);

  const Post session_;
  const Post background_;
  const ReviewFiles review_;
  int reviews_ = 0; // under way
  CancelToken reviewCancel_;
  const std::function<void(std::chrono::milliseconds delay, Task task)> later_;
  const Events events_;
  std::map<std::string, std::int64_t> settling_; // by document key: the revision that is to settle
  std::map<std::string, Published> published_;   // by document key
  std::map<std::string, std::vector<Waiting>> waiting_; // for the current text of the document
  const config::Layer flags_;
  const std::function<void(const std::string& path)> useAdvisories_;
  std::optional<config::Layer> editorSettings_;
  std::unique_ptr<ConfigLoader> config_;
  bool configAsked_ = false;
  bool configured_ = false;
  std::vector<std::string> modelPaths_; // as configured
  std::unique_ptr<UserModelsLoader> models_;
  bool modelsAsked_ = false;
  bool awaitsModels_ = false; // no analysis starts before configuration and models are read
  std::unique_ptr<WorkspaceIndex> index_;
  bool indexAsked_ = false;
  std::unique_ptr<Scheduler> scheduler_;
};

} // namespace pysecd
