// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_executeCommand
#include "protocol/lsp/uri.h"
#include "server/features/features.h"

#include <utility>

namespace pysecd::features {

namespace {

std::vector<std::string> pathsOf(const Session& session, const lsp::ExecuteCommandParams& params) {
  std::vector<std::string> paths;
  for (const std::string& uri : params.arguments.value_or(std::vector<std::string>()))
    if (uri.starts_with("file:"))
      paths.push_back(lsp::displayPath(uri));
  return params.arguments && !params.arguments->empty() ? paths : session.roots;
}

} // namespace

// Some clients send every command to every server: an unknown one is declined at once.
void executeCommand(Session& session, const lsp::ExecuteCommandParams& params,
                    rpc::Reply<lsp::ReviewResult> reply) {
  if (params.command != kReviewFiles)
    return reply.fail(
        {rpc::ErrorCode::InvalidParams, "unknown command " + params.command.substr(0, 100)});
  const std::vector<std::string> paths = pathsOf(session, params);
  if (paths.empty())
    return reply.fail(
        {rpc::ErrorCode::InvalidParams, "nothing to review: give URIs of files, or open a folder"});
  session.review(paths, [reply](std::optional<std::string> markdown) {
    if (markdown)
      reply({*std::move(markdown)});
    else
      reply.fail(
          {rpc::ErrorCode::RequestCancelled, "reviews are not to be had, or it was stopped"});
  });
}

} // namespace pysecd::features
