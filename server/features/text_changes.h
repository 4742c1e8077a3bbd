// Applies the edits of textDocument/didChange to a text. Pure: any thread.
#pragma once

#include "analysis/text/text.h"
#include "protocol/lsp/sync.h"

#include <span>
#include <string>

namespace pysecd {

// The new text, or why there is none.
struct ChangedText {
  TextPtr text;
  std::string error;
};

// Larger texts are refused.
inline constexpr std::size_t kMaxTextBytes = 256 * 1024 * 1024;

// In order, each change against the result of the one before; all or none.
ChangedText applyChanges(TextPtr text, std::span<const lsp::TextDocumentContentChangeEvent> changes,
                         ColumnUnit unit, std::size_t maxBytes = kMaxTextBytes);

// The changes from the last one that replaces the whole text; empty if none does.
std::span<const lsp::TextDocumentContentChangeEvent>
fromLastWholeText(std::span<const lsp::TextDocumentContentChangeEvent> changes);

} // namespace pysecd
