// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspaceEdit
#include "protocol/lsp/uri.h"
#include "server/config/edit_config.h"
#include "server/features/features.h"

namespace pysecd::features {
namespace {

// The file that is to say it: the one that applies, or a new one in the root.
struct Place {
  lsp::DocumentUri uri;
  std::optional<std::int32_t> version;
  TextPtr text; // null: the file is to be made
};

Place placeIn(Session& session, const config::Root& root) {
  if (!root.file)
    return {lsp::fileUri(root.directory + "/" + std::string(config::kNewConfig)), {}, nullptr};
  const std::string uri = lsp::fileUri(root.file->path);
  if (const Document* open = session.documents.find(uri))
    return {open->uri, open->version, open->outOfSync ? makeText("[") : open->text};
  return {uri, {}, root.file->text};
}

std::optional<lsp::WorkspaceEdit> editOf(const Place& place, std::string_view check,
                                         const Target& target) {
  static const TextPtr kNoText = makeText("");
  const TextPtr& text = place.text ? place.text : kNoText;
  auto edits = config::ignoreCheck(text->bytes(), config::isPyproject(place.uri), check);
  if (!edits)
    return std::nullopt;
  const Target file{place.uri, place.version, *text, target.columns, target.client};
  lsp::WorkspaceEdit edit = toWorkspaceEdit({.edits = *std::move(edits)}, file);
  if (!place.text)
    edit.documentChanges->insert(edit.documentChanges->begin(), lsp::CreateFile{place.uri});
  return edit;
}

} // namespace

void addProjectIgnores(Session& session, const std::string& path,
                       const std::vector<const Finding*>& here, const Target& target,
                       std::vector<lsp::CodeAction>& actions) {
  const config::Root& root = session.config().rootOf(path);
  const bool mayCreate = target.client.documentChanges && target.client.createFile;
  if (root.directory.empty() || (!root.file && !mayCreate))
    return;
  const Place place = placeIn(session, root);
  std::set<std::string_view> checks;
  for (const Finding* finding : here) {
    if (!checks.insert(finding->check).second)
      continue;
    if (auto edit = editOf(place, finding->check, target))
      actions.push_back({.title = "ignore " + std::string(finding->check) + " in this project",
                         .kind = std::string(lsp::quickFix),
                         .diagnostics = {toDiagnostic(*finding, target)},
                         .edit = *std::move(edit)});
  }
}

} // namespace pysecd::features
