// Positions, ranges, documents and edits, named as in the specification ("Basic JSON Structures").
#pragma once

#include "protocol/json_fwd.h"

#include <cstdint>
#include <optional>
#include <string>

namespace pysecd::lsp {

using DocumentUri = std::string;

// 0-based; `character` counts units of the negotiated positionEncoding, not bytes. server/convert
// turns it into a ByteOffset; there is no other way between the two.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
  friend bool operator==(const Position&, const Position&) = default;
};
LSP_JSON(Position)

// Half-open.
struct Range {
  Position start;
  Position end;
  friend bool operator==(const Range&, const Range&) = default;
};
LSP_JSON(Range)

struct Location {
  DocumentUri uri;
  Range range;
};
LSP_JSON(Location)

struct TextDocumentIdentifier {
  DocumentUri uri;
};
LSP_JSON(TextDocumentIdentifier)

// Version null or absent: the client does not count versions.
struct VersionedTextDocumentIdentifier {
  DocumentUri uri;
  std::optional<std::int32_t> version;
};
LSP_JSON(VersionedTextDocumentIdentifier)

struct TextDocumentItem {
  DocumentUri uri;
  std::string languageId;
  std::optional<std::int32_t> version;
  std::string text;
};
LSP_JSON(TextDocumentItem)

struct TextEdit {
  Range range;
  std::string newText;
};
LSP_JSON(TextEdit)

} // namespace pysecd::lsp
