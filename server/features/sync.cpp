// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocument_synchronization
#include "protocol/lsp/uri.h"
#include "server/features/features.h"
#include "server/features/text_changes.h"

namespace pysecd::features {

void didOpen(Session& session, const lsp::DidOpenTextDocumentParams& params) {
  // A client that opens twice, perhaps under another spelling, must not keep the first one's
  // diagnostics.
  if (const Document* open = session.documents.find(params.textDocument.uri))
    session.close(*open);
  const Document& document = session.documents.open(params.textDocument);
  session.textChanged(document);
  configMayHaveChanged(session, document.path);
}

void didChange(Session& session, const lsp::DidChangeTextDocumentParams& params) {
  const lsp::DocumentUri& uri = params.textDocument.uri;
  Document* document = session.documents.find(uri);
  if (!document) {
    session.log.warning("didChange of a document that is not open: " + uri);
    return;
  }
  std::span<const lsp::TextDocumentContentChangeEvent> changes = params.contentChanges;
  if (document->outOfSync) {
    changes = fromLastWholeText(changes);
    if (changes.empty())
      return;
  }
  ChangedText changed = applyChanges(document->text, changes, session.columns);
  if (!changed.text) {
    lostSync(session, uri, changed.error);
    return;
  }
  session.documents.update(*document, std::move(changed.text), params.textDocument.version);
  session.textChanged(*document);
  configMayHaveChanged(session, document->path);
}

void didSave(Session& session, const lsp::DidSaveTextDocumentParams& params) {
  modelsMayHaveChanged(session, params.textDocument.uri);
  // A client that watches no files tells of a new one by this alone.
  session.filesChanged({lsp::displayPath(params.textDocument.uri)});
}

void didClose(Session& session, const lsp::DidCloseTextDocumentParams& params) {
  if (const Document* document = session.documents.find(params.textDocument.uri)) {
    const std::string path = document->path;
    session.close(*document);
    configMayHaveChanged(session, path);
  }
}

void lostSync(Session& session, const lsp::DocumentUri& uri, const std::string& why) {
  Document* document = session.documents.find(uri);
  if (!document || document->outOfSync)
    return;
  session.textLost(*document);
  const std::string message = "pysecd lost track of " + document->path + ": " + why +
                              ". Its findings stay as they are until it is opened again.";
  session.log.error(message);
  session.client.showMessage(lsp::MessageType::Error, message);
}

} // namespace pysecd::features
