// The open documents, keyed by normalised URI (protocol/lsp/uri.h). Holds the text as the client
// sent it, byte for byte. Thread rule: the session thread.
#pragma once

#include "analysis/text/text.h"
#include "protocol/lsp/text.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace pysecd {

struct Document {
  std::string key;
  lsp::DocumentUri uri;                // as the client spells it: what we publish under
  std::string path;                    // for people and for the analysis
  bool python = true;                  // other languages are kept in sync but not analysed
  std::optional<std::int32_t> version; // the client's; may repeat or be absent
  std::int64_t revision = 0;           // ours: every text of any document has its own
  TextPtr text;
  bool outOfSync = false; // an edit could not be applied: `text` is not what the client shows
};

class Documents {
public:
  // Replaces a document that was not closed. The reference stays valid until the document is
  // closed.
  Document& open(lsp::TextDocumentItem item);
  // The document has a new text and is in sync.
  void update(Document& document, TextPtr text, std::optional<std::int32_t> version);
  // By any spelling of the URI; nullptr if not open.
  Document* find(std::string_view uri);
  Document* findKey(const std::string& key);
  // By an absolute path on this machine.
  const Document* findPath(const std::string& path);
  void close(const Document& document);
  template <typename Use> void forEach(Use&& use) const {
    for (const auto& [key, document] : documents_)
      use(document);
  }

private:
  std::map<std::string, Document> documents_;
  std::int64_t revision_ = 0;
};

} // namespace pysecd
