#include "protocol/lsp/workspace.h"

#include "protocol/json.h"

namespace pysecd::lsp {

LSP_FIELDS(ExecuteCommandParams, command)
LSP_FIELDS(MessageParams, type, message)
LSP_FIELDS(LogTraceParams, message, verbose)

} // namespace pysecd::lsp
