#include "protocol/lsp/hover.h"

#include "protocol/json.h"

namespace pysecd::lsp {

LSP_FIELDS(HoverParams, textDocument, position)
LSP_FIELDS(MarkupContent, kind, value)
LSP_FIELDS(Hover, contents, range)

} // namespace pysecd::lsp
