// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_publishDiagnostics
#include "server/convert/to_lsp.h"
#include "server/features/features.h"

#include <fmt/format.h>

namespace pysecd::features {
namespace {

// Why there may be fewer findings than there should be; empty if nothing was left out.
std::string whatWasSkipped(const Analysis& analysis, const Settings& settings) {
  switch (analysis.skipped) {
  case Skipped::No:
    break;
  case Skipped::TooLarge:
    return fmt::format("not analysed: the file has {} bytes, more than the limit of {}",
                       analysis.text->bytes().size(), settings.maxFileBytes);
  case Skipped::DeadlineExceeded:
    return "analysed only in part: it took too long";
  }
  return {};
}

} // namespace

void publishDiagnostics(Session& session, const Document& document, const Analysis& analysis) {
  if (config::isConfigPath(document.path) && session.readsConfig())
    return; // publishConfigProblems() does it, when both are known
  const Target target{document.uri, document.version, *analysis.text, session.columns,
                      session.capabilities};
  lsp::PublishDiagnosticsParams params{document.uri, document.version, {}};
  if (const std::string skipped =
          whatWasSkipped(analysis, *session.config().settingsFor(document.path));
      !skipped.empty()) {
    params.diagnostics.push_back({.severity = lsp::DiagnosticSeverity::Information,
                                  .source = std::string(kDiagnosticSource),
                                  .message = skipped});
    session.report(lsp::MessageType::Warning, document.path + ": " + skipped);
  }
  for (const Finding& finding : analysis.findings)
    params.diagnostics.push_back(toDiagnostic(finding, target));
  for (lsp::Diagnostic& problem : configDiagnostics(session, document.path))
    params.diagnostics.push_back(std::move(problem));
  session.client.publishDiagnostics(params);
}

} // namespace pysecd::features
