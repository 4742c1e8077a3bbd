#include "protocol/lsp/code_action.h"

#include "protocol/json.h"

namespace pysecd::lsp {

void from_json(const Json& json, CodeActionContext& value) {
  value.diagnostics.clear();
  for (const Json& diagnostic : json.at("diagnostics")) {
    const Json data = diagnostic.is_object() ? diagnostic.value("data", Json()) : Json();
    if (const auto found = data.find("fingerprint"); found != data.end() && found->is_string())
      value.diagnostics.push_back({found->get<std::string>(), {}});
  }
  json_detail::readField(json, "only", value.only);
}

void to_json(Json& json, const OptionalVersionedTextDocumentIdentifier& value) {
  json = {{"uri", value.uri}, {"version", value.version ? Json(*value.version) : Json()}};
}

LSP_READ_FIELDS(OptionalVersionedTextDocumentIdentifier, uri, version)
LSP_READ_FIELDS(CodeActionParams, textDocument, range, context)
LSP_FIELDS(TextDocumentEdit, textDocument, edits)

void to_json(Json& json, const CreateFile& value) {
  json = {{"kind", "create"}, {"uri", value.uri}, {"options", {{"ignoreIfExists", true}}}};
}

void to_json(Json& json, const WorkspaceEdit& value) {
  json = Json::object();
  json_detail::writeField(json, "changes", value.changes);
  if (!value.documentChanges)
    return;
  Json& changes = json["documentChanges"] = Json::array();
  for (const DocumentChange& change : *value.documentChanges)
    std::visit([&changes](const auto& kind) { changes.push_back(kind); }, change);
}

LSP_WRITE_FIELDS(CodeAction, title, kind, diagnostics, isPreferred, edit)

} // namespace pysecd::lsp
