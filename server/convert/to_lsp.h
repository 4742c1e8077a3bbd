// Findings -> LSP structures, as far as the client can take them. Pure: any thread.
#pragma once

#include "analysis/findings/finding.h"
#include "analysis/text/text.h"
#include "protocol/lsp/code_action.h"
#include "protocol/lsp/diagnostic.h"
#include "protocol/lsp/lifecycle.h"

#include <string>

namespace pysecd {

inline constexpr std::string_view kDiagnosticSource = "pysecd";

// What a conversion has to know beside the finding: the document as the client knows it and what
// the client can take.
struct Target {
  const lsp::DocumentUri& uri;
  std::optional<std::int32_t> version; // the client's, of `text`
  const Text& text;                    // the one the findings were made from
  ColumnUnit columns;
  const lsp::ClientCapabilities& client;
};

lsp::Range toRange(const Text& text, ByteRange range, ColumnUnit unit);
lsp::Diagnostic toDiagnostic(const Finding& finding, const Target& target);
lsp::WorkspaceEdit toWorkspaceEdit(const Fix& fix, const Target& target);

// The finding's fingerprint as it stands in Diagnostic.data.
std::string fingerprintText(const Finding& finding);

} // namespace pysecd
