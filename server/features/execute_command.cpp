// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_executeCommand
#include "server/features/features.h"

namespace pysecd::features {

// Some clients send every command to every server: an unknown one is declined at once.
void executeCommand(Session& /*session*/, const lsp::ExecuteCommandParams& params,
                    rpc::Reply<lsp::Null> reply) {
  reply.fail({rpc::ErrorCode::InvalidParams, "unknown command " + params.command.substr(0, 100)});
}

} // namespace pysecd::features
