#include "protocol/lsp/text.h"

#include "protocol/json.h"

namespace pysecd::lsp {

LSP_FIELDS(Position, line, character)
LSP_FIELDS(Range, start, end)
LSP_FIELDS(Location, uri, range)
LSP_FIELDS(TextDocumentIdentifier, uri)
LSP_FIELDS(VersionedTextDocumentIdentifier, uri, version)
LSP_FIELDS(TextDocumentItem, uri, languageId, version, text)
LSP_FIELDS(TextEdit, range, newText)

} // namespace pysecd::lsp
