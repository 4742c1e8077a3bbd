#include "server/convert/to_lsp.h"

#include "protocol/lsp/uri.h"
#include "server/convert/docs_url.h"

#include <fmt/format.h>

namespace pysecd {
namespace {

lsp::Position toPosition(const Text& text, ByteOffset offset, ColumnUnit unit) {
  const LineColumn position = text.lines().position(offset, unit);
  return {position.line, position.column};
}

lsp::DiagnosticSeverity toSeverity(Severity severity) {
  switch (severity) {
  case Severity::Error:
    return lsp::DiagnosticSeverity::Error;
  case Severity::Warning:
    return lsp::DiagnosticSeverity::Warning;
  case Severity::Information:
    return lsp::DiagnosticSeverity::Information;
  case Severity::Hint:
    break;
  }
  return lsp::DiagnosticSeverity::Hint;
}

lsp::DiagnosticRelatedInformation toRelated(const Note& note, const Target& target) {
  if (!note.path.empty()) {
    lsp::Location location{lsp::fileUri(note.path), {}};
    if (note.place) {
      const auto unit = static_cast<std::size_t>(target.columns);
      const auto position = [](LineColumn at) { return lsp::Position{at.line, at.column}; };
      location.range = {position(note.place->begin[unit]), position(note.place->end[unit])};
    }
    return {std::move(location), note.message};
  }
  return {{target.uri, toRange(target.text, note.range, target.columns)}, note.message};
}

} // namespace

lsp::Range toRange(const Text& text, ByteRange range, ColumnUnit unit) {
  return {toPosition(text, range.begin, unit), toPosition(text, range.end, unit)};
}

std::string fingerprintText(const Finding& finding) {
  return fmt::format("{:016x}", finding.fingerprint);
}

lsp::Diagnostic toDiagnostic(const Finding& finding, const Target& target) {
  lsp::Diagnostic diagnostic{.range = toRange(target.text, finding.range, target.columns),
                             .severity = toSeverity(finding.severity),
                             .code = std::string(finding.check),
                             .source = std::string(kDiagnosticSource),
                             .message = finding.message};
  if (target.client.codeDescriptionSupport)
    if (std::string url = docsUrl(finding); !url.empty())
      diagnostic.codeDescription = lsp::CodeDescription{std::move(url)};
  if (target.client.relatedInformation && !finding.notes.empty())
    for (auto& related = diagnostic.relatedInformation.emplace(); const Note& note : finding.notes)
      related.push_back(toRelated(note, target));
  if (target.client.dataSupport)
    diagnostic.data = {fingerprintText(finding), target.version};
  return diagnostic;
}

lsp::WorkspaceEdit toWorkspaceEdit(const Fix& fix, const Target& target) {
  std::vector<lsp::TextEdit> edits;
  for (const TextEdit& edit : fix.edits)
    edits.push_back({toRange(target.text, edit.range, target.columns), edit.newText});
  lsp::WorkspaceEdit result;
  if (target.client.documentChanges)
    result.documentChanges = {
        lsp::TextDocumentEdit{{target.uri, target.version}, std::move(edits)}};
  else
    result.changes = {{target.uri, std::move(edits)}};
  return result;
}

} // namespace pysecd
