// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_didChangeWatchedFiles
#include "protocol/lsp/uri.h"
#include "server/convert/to_lsp.h"
#include "server/features/features.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace pysecd::features {
namespace {

// In the directory of a workspace's models, or one that the configuration names.
bool isModelPath(const Session& session, const std::string& uri) {
  const std::string path = lsp::displayPath(uri);
  const std::vector<std::string> named = session.config().models();
  return path.find(fmt::format("/{}", kWorkspaceModels)) != std::string::npos ||
         std::any_of(named.begin(), named.end(), [&path](const std::string& model) {
           return path == model || path.starts_with(model + "/");
         });
}

// From where the error is to the end of its line.
lsp::Range rangeOf(const ModelError& error, const Text& text, ColumnUnit columns) {
  if (error.line == 0)
    return {};
  const ByteRange line = text.lines().lineContent(error.line - 1);
  const ByteOffset begin = std::min(line.begin + std::max(error.column, 1u) - 1, line.end);
  return toRange(text, {begin, line.end}, columns);
}

lsp::Diagnostic toDiagnostic(const ModelError& error, const Text& text, ColumnUnit columns) {
  return {.range = rangeOf(error, text, columns),
          .severity = lsp::DiagnosticSeverity::Error,
          .source = std::string(kDiagnosticSource),
          .message = error.pointer.empty()
                         ? error.message
                         : fmt::format("{} (at {})", error.message, error.pointer)};
}

const Text& textOf(const UserModels& models, const std::string& file) {
  static const Text kNoText("");
  const auto found = models.texts.find(file);
  return found == models.texts.end() ? kNoText : *found->second;
}

} // namespace

void watchFiles(Session& session) {
  // The directory too: some clients tell only of it when it is made or removed as a whole.
  if (session.capabilities.watchedFilesRegistration)
    session.client.watchFiles({fmt::format("**/{}", kWorkspaceModels),
                               fmt::format("**/{}/*.json", kWorkspaceModels), "**/*.py",
                               "**/{pysecd,.pysecd,pyproject}.toml"});
}

void didChangeWatchedFiles(Session& session, const lsp::DidChangeWatchedFilesParams& params) {
  if (std::any_of(params.changes.begin(), params.changes.end(),
                  [&](const lsp::FileEvent& event) { return isModelPath(session, event.uri); }))
    session.loadModels();
  if (std::any_of(params.changes.begin(), params.changes.end(),
                  [](const lsp::FileEvent& event) { return config::isConfigPath(event.uri); }))
    session.loadConfig();
  std::vector<std::string> modules;
  for (const lsp::FileEvent& event : params.changes)
    if (const std::string path = lsp::displayPath(event.uri); path.ends_with(".py"))
      modules.push_back(path);
  session.filesChanged(modules);
}

void modelsMayHaveChanged(Session& session, const lsp::DocumentUri& saved) {
  if (!session.capabilities.watchedFilesRegistration || isModelPath(session, saved))
    session.loadModels();
  if (!session.capabilities.watchedFilesRegistration || config::isConfigPath(saved))
    session.loadConfig();
}

void publishModelErrors(Session& session, const UserModels& models) {
  std::map<std::string, std::vector<lsp::Diagnostic>> byFile;
  for (const ModelError& error : models.errors)
    byFile[error.file].push_back(toDiagnostic(error, textOf(models, error.file), session.columns));
  std::set<lsp::DocumentUri> shown;
  for (auto& [file, diagnostics] : byFile) {
    session.report(lsp::MessageType::Warning, fmt::format("{}: {}", file.empty() ? "models" : file,
                                                          diagnostics.front().message));
    if (file.empty())
      continue;
    const std::string uri = lsp::fileUri(file);
    const Document* open = session.documents.find(uri);
    lsp::PublishDiagnosticsParams params{.uri = open ? open->uri : uri};
    params.diagnostics = std::move(diagnostics);
    session.client.publishDiagnostics(params);
    shown.insert(params.uri);
  }
  for (const lsp::DocumentUri& uri : session.filesWithModelErrors)
    if (!shown.contains(uri))
      session.client.clearDiagnostics(uri);
  session.filesWithModelErrors = std::move(shown);
}

} // namespace pysecd::features
