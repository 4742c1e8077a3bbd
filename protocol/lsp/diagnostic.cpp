#include "protocol/lsp/diagnostic.h"

#include "protocol/json.h"

namespace pysecd::lsp {

LSP_FIELDS(CodeDescription, href)
LSP_FIELDS(DiagnosticRelatedInformation, location, message)
LSP_FIELDS(DiagnosticData, fingerprint, version)
LSP_FIELDS(Diagnostic, range, severity, code, codeDescription, source, message, relatedInformation,
           data)
LSP_FIELDS(PublishDiagnosticsParams, uri, version, diagnostics)

} // namespace pysecd::lsp
