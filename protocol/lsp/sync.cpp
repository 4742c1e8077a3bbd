#include "protocol/lsp/sync.h"

#include "protocol/json.h"

namespace pysecd::lsp {

LSP_FIELDS(DidOpenTextDocumentParams, textDocument)
LSP_FIELDS(TextDocumentContentChangeEvent, range, text)
LSP_FIELDS(DidChangeTextDocumentParams, textDocument, contentChanges)
LSP_FIELDS(DidSaveTextDocumentParams, textDocument)
LSP_FIELDS(DidCloseTextDocumentParams, textDocument)

} // namespace pysecd::lsp
