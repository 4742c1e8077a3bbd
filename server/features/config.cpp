// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_didChangeConfiguration
#include "protocol/lsp/uri.h"
#include "server/features/features.h"

#include <fmt/format.h>

namespace pysecd::features {
namespace {

std::vector<lsp::Diagnostic> diagnosticsOf(const Session& session, const config::ConfigFile& file) {
  std::vector<lsp::Diagnostic> diagnostics;
  for (const config::Problem& problem : file.parsed.problems)
    diagnostics.push_back({.range = toRange(*file.text, problem.range, session.columns),
                           .severity = lsp::DiagnosticSeverity::Error,
                           .source = std::string(kDiagnosticSource),
                           .message = problem.message});
  return diagnostics;
}

} // namespace

void didChangeConfiguration(Session& session, const lsp::DidChangeConfigurationParams& params) {
  if (params.settings.empty())
    return;
  session.setSettings(params.settings);
  session.loadConfig();
}

std::vector<lsp::Diagnostic> configDiagnostics(const Session& session, const std::string& path) {
  if (config::isConfigPath(path))
    for (const config::ConfigFilePtr& file : session.config().files())
      if (file->path == path)
        return diagnosticsOf(session, *file);
  return {};
}

void publishConfigProblems(Session& session) {
  std::set<lsp::DocumentUri> shown;
  // A pyproject.toml that is open is analysed as well, for what it declares: it has all its
  // diagnostics from publishDiagnostics().
  session.documents.forEach([&](const Document& document) {
    if (!document.python || !config::isConfigPath(document.path))
      return;
    shown.insert(document.uri);
    if (const Analysis* last = session.lastAnalysis(document))
      publishDiagnostics(session, document, *last);
  });
  for (const config::ConfigFilePtr& file : session.config().files()) {
    if (file->parsed.problems.empty())
      continue;
    const std::string path = lsp::fileUri(file->path);
    const Document* open = session.documents.find(path);
    const lsp::DocumentUri& uri = open ? open->uri : path;
    if (!session.filesWithConfigProblems.contains(uri))
      session.report(lsp::MessageType::Warning,
                     config::problemLine(*file, file->parsed.problems.front()));
    if (shown.insert(uri).second)
      session.client.publishDiagnostics({uri, file->version, diagnosticsOf(session, *file)});
  }
  for (const lsp::DocumentUri& uri : session.filesWithConfigProblems)
    if (!shown.contains(uri))
      session.client.clearDiagnostics(uri);
  session.filesWithConfigProblems = std::move(shown);
}

void configMayHaveChanged(Session& session, const std::string& path) {
  if (config::isConfigPath(path))
    session.loadConfig();
}

} // namespace pysecd::features
