#include "server/session/documents.h"

#include "analysis/text/file_kind.h"
#include "protocol/lsp/uri.h"

namespace pysecd {
namespace {

bool isPython(std::string_view languageId, std::string_view path) {
  return languageId == "python" || path.ends_with(".py") || path.ends_with(".pyi") ||
         path.ends_with(".pyw") || isTemplatePath(path) || isDependencyPath(path);
}

} // namespace

Document& Documents::open(lsp::TextDocumentItem item) {
  const std::string key = lsp::documentKey(item.uri);
  Document& document = documents_[key];
  document.key = key;
  document.path = lsp::displayPath(item.uri);
  document.python = isPython(item.languageId, document.path);
  document.uri = std::move(item.uri);
  update(document, makeText(std::move(item.text)), item.version);
  return document;
}

void Documents::update(Document& document, TextPtr text, std::optional<std::int32_t> version) {
  document.text = std::move(text);
  document.version = version;
  document.revision = ++revision_;
  document.outOfSync = false;
}

Document* Documents::find(std::string_view uri) { return findKey(lsp::documentKey(uri)); }

const Document* Documents::findPath(const std::string& path) { return find(lsp::fileUri(path)); }

Document* Documents::findKey(const std::string& key) {
  const auto found = documents_.find(key);
  return found == documents_.end() ? nullptr : &found->second;
}

void Documents::close(const Document& document) { documents_.erase(documents_.find(document.key)); }

} // namespace pysecd
