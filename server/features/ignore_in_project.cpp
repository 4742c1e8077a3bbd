// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspaceEdit
#include "protocol/lsp/uri.h"
#include "server/config/edit_config.h"
#include "server/features/features.h"

#include <fmt/format.h>

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

using Edits = std::optional<std::vector<TextEdit>>;

void addAction(std::string title, const Place& place, Edits edits, const Finding& finding,
               const Target& target, std::vector<lsp::CodeAction>& actions) {
  if (!edits)
    return;
  const TextPtr text = place.text ? place.text : makeText("");
  const Target file{place.uri, place.version, *text, target.columns, target.client};
  lsp::WorkspaceEdit edit = toWorkspaceEdit({.edits = *std::move(edits)}, file);
  if (!place.text)
    edit.documentChanges->insert(edit.documentChanges->begin(), lsp::CreateFile{place.uri});
  actions.push_back({.title = std::move(title),
                     .kind = std::string(lsp::quickFix),
                     .diagnostics = {toDiagnostic(finding, target)},
                     .edit = std::move(edit)});
}

// Where the document lies below what the configuration file is for; empty: not in a directory of
// it.
std::string directoryBelow(const config::Root& root, const std::string& path) {
  const std::string base = (root.file ? root.file->directory() : root.directory) + "/";
  const std::size_t slash = path.rfind('/');
  return path.starts_with(base) && slash > base.size()
             ? path.substr(base.size(), slash - base.size())
             : std::string();
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
  const std::string_view text = place.text ? place.text->bytes() : std::string_view();
  const bool pyproject = config::isPyproject(place.uri);
  const std::string directory = directoryBelow(root, path);
  std::set<std::string_view> checks;
  for (const Finding* finding : here) {
    if (!checks.insert(finding->check).second)
      continue;
    const std::string ignore = "ignore " + std::string(finding->check);
    addAction(fmt::format("{} in files below {}", ignore, directory), place,
              config::ignoreCheckBelow(text, pyproject, directory, finding->check), *finding,
              target, actions);
    addAction(ignore + " in this project", place,
              config::ignoreCheck(text, pyproject, finding->check), *finding, target, actions);
  }
}

} // namespace pysecd::features
