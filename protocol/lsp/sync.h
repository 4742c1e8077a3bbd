// textDocument/didOpen, didChange, didSave, didClose.
#pragma once

#include "protocol/lsp/text.h"

#include <vector>

namespace pysecd::lsp {

struct DidOpenTextDocumentParams {
  TextDocumentItem textDocument;
};
LSP_JSON(DidOpenTextDocumentParams)

// Without a range: `text` is the whole new document. rangeLength is deprecated and not read.
struct TextDocumentContentChangeEvent {
  std::optional<Range> range;
  std::string text;
};
LSP_JSON(TextDocumentContentChangeEvent)

// Each change applies to the result of the one before; the version is that after all of them.
struct DidChangeTextDocumentParams {
  VersionedTextDocumentIdentifier textDocument;
  std::vector<TextDocumentContentChangeEvent> contentChanges;
};
LSP_JSON(DidChangeTextDocumentParams)

struct DidSaveTextDocumentParams {
  TextDocumentIdentifier textDocument;
};
LSP_JSON(DidSaveTextDocumentParams)

struct DidCloseTextDocumentParams {
  TextDocumentIdentifier textDocument;
};
LSP_JSON(DidCloseTextDocumentParams)

} // namespace pysecd::lsp
