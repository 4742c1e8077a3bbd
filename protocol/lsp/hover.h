// textDocument/hover.
#pragma once

#include "protocol/lsp/text.h"

namespace pysecd::lsp {

struct HoverParams {
  TextDocumentIdentifier textDocument;
  Position position;
};
LSP_JSON(HoverParams)

struct MarkupContent {
  std::string kind; // "markdown" or "plaintext"
  std::string value;
};
LSP_JSON(MarkupContent)

struct Hover {
  MarkupContent contents;
  std::optional<Range> range;
};
LSP_JSON(Hover)

} // namespace pysecd::lsp
