// Diagnostics as published and as clients hand them back.
#pragma once

#include "protocol/lsp/text.h"

#include <vector>

namespace pysecd::lsp {

enum class DiagnosticSeverity : int { Error = 1, Warning = 2, Information = 3, Hint = 4 };

struct CodeDescription {
  std::string href;
};
LSP_JSON(CodeDescription)

struct DiagnosticRelatedInformation {
  Location location;
  std::string message;
};
LSP_JSON(DiagnosticRelatedInformation)

// Ours alone: which finding this is, as the client returns it with textDocument/codeAction.
struct DiagnosticData {
  std::string fingerprint; // 16 hex digits: JavaScript cannot hold the number
  std::optional<std::int32_t> version;
};
LSP_JSON(DiagnosticData)

struct Diagnostic {
  Range range;
  std::optional<DiagnosticSeverity> severity;
  std::optional<std::string> code;
  std::optional<CodeDescription> codeDescription;
  std::string source;
  std::string message;
  std::optional<std::vector<DiagnosticRelatedInformation>> relatedInformation;
  std::optional<DiagnosticData> data;
};
LSP_JSON(Diagnostic)

struct PublishDiagnosticsParams {
  DocumentUri uri;
  std::optional<std::int32_t> version;
  std::vector<Diagnostic> diagnostics;
};
LSP_JSON(PublishDiagnosticsParams)

} // namespace pysecd::lsp
