// textDocument/codeAction and the workspace edits it returns.
#pragma once

#include "protocol/lsp/diagnostic.h"
#include "protocol/lsp/text.h"

#include <map>
#include <string_view>
#include <variant>
#include <vector>

namespace pysecd::lsp {

// A CodeActionKind.
inline constexpr std::string_view quickFix = "quickfix";
inline constexpr std::string_view fixAll = "source.fixAll.pysecd";

struct CodeActionContext {
  // Only what says which of our findings are meant: clients also pass diagnostics of other servers,
  // of any shape.
  std::vector<DiagnosticData> diagnostics;
  std::optional<std::vector<std::string>> only;
};
void from_json(const Json& json, CodeActionContext& value);

struct CodeActionParams {
  TextDocumentIdentifier textDocument;
  Range range;
  CodeActionContext context;
};
void from_json(const Json& json, CodeActionParams& value);

// Unlike VersionedTextDocumentIdentifier, an unknown version is written, as null.
struct OptionalVersionedTextDocumentIdentifier {
  DocumentUri uri;
  std::optional<std::int32_t> version;
};
LSP_JSON(OptionalVersionedTextDocumentIdentifier)

struct TextDocumentEdit {
  OptionalVersionedTextDocumentIdentifier textDocument;
  std::vector<TextEdit> edits;
};
LSP_JSON(TextDocumentEdit)

// Makes an empty file; one that is there already stays as it is.
struct CreateFile {
  DocumentUri uri;
};
void to_json(Json& json, const CreateFile& value);

using DocumentChange = std::variant<CreateFile, TextDocumentEdit>;

// One of the two, by the client's capability.
struct WorkspaceEdit {
  std::optional<std::map<DocumentUri, std::vector<TextEdit>>> changes;
  std::optional<std::vector<DocumentChange>> documentChanges;
};
void to_json(Json& json, const WorkspaceEdit& value);

struct CodeAction {
  std::string title;
  std::string kind;
  std::vector<Diagnostic> diagnostics;
  std::optional<bool> isPreferred;
  WorkspaceEdit edit;
};
void to_json(Json& json, const CodeAction& value);

} // namespace pysecd::lsp
