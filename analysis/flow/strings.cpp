// Strings as lists of pieces: literal text and holes.
#include "analysis/flow/evaluator.h"

#include <algorithm>
#include <charconv>

namespace pysecd::flow {

namespace {
constexpr std::size_t kMaxPieces = 128;
constexpr std::size_t kMaxText = 64 * 1024;
} // namespace

bool Evaluator::isTextual(ValueId id) const {
  const Value& value = values()[id];
  return !value.pieces.empty() || (value.constant && value.constant->kind == Constant::Kind::Str);
}

void Evaluator::addHole(std::vector<StringPiece>& pieces, ValueId value, NodeId node) {
  pieces.push_back({{}, flattened(value), node});
}

// A value inside a longer string: its own pieces if it is a string of known building, its digits if
// a known number.
void Evaluator::addPieces(std::vector<StringPiece>& pieces, ValueId id, NodeId node) {
  if (const ValueId own = ownText(id, node); own != kBottom)
    id = own;
  const Value value = values()[id];
  if (!value.pieces.empty()) {
    pieces.insert(pieces.end(), value.pieces.begin(), value.pieces.end());
  } else if (value.constant && value.constant->kind == Constant::Kind::Int) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value.constant->integer).ptr;
    pieces.push_back(
        {values().keepText({digits, static_cast<std::size_t>(end - digits)}), kBottom, node});
  } else if (value.constant && value.constant->kind == Constant::Kind::Bool) {
    pieces.push_back({value.constant->integer != 0 ? "True" : "False", kBottom, node});
  } else if (value.constant && value.constant->kind == Constant::Kind::None) {
    pieces.push_back({"None", kBottom, node});
  } else {
    addHole(pieces, id, node);
  }
}

ValueId Evaluator::fromPieces(const std::vector<StringPiece>& pieces) {
  std::size_t length = 0;
  bool known = true;
  for (const StringPiece& piece : pieces) {
    length += piece.text.size();
    known &= piece.hole == kBottom;
  }
  if (length > kMaxText || pieces.size() > kMaxPieces) {
    ValueId joined = values().text();
    for (const StringPiece& piece : pieces)
      if (piece.hole != kBottom)
        joined = values().join(joined, values().derived(piece.hole));
    return joined;
  }
  Value out;
  out.may = kText;
  out.pieces = values().keep(pieces);
  if (known) {
    std::string text;
    text.reserve(length);
    for (const StringPiece& piece : pieces)
      text += piece.text;
    out.constant = Constant{Constant::Kind::Str, 0, values().keepText(text)};
    return values().add(out);
  }
  ValueId holes = kBottom;
  for (const StringPiece& piece : pieces)
    if (piece.hole != kBottom)
      holes = values().join(holes, values().derived(piece.hole));
  out.may |= values()[holes].may & kUnknown;
  out.origins = values()[holes].origins;
  return values().add(out);
}

ValueId Evaluator::stringLiteral(NodeId id) {
  const Node& node = ast_[id];
  if (node.kind == NodeKind::StringConcat) {
    std::vector<StringPiece> pieces;
    for (const NodeId part : ast_.list(node))
      addPieces(pieces, eval(part), part);
    return fromPieces(pieces);
  }
  const auto parts = ast_.list(node);
  if ((node.flags & kTemplate) != 0) {
    // A t-string is no text: drivers that take one bind its values.
    for (const NodeId part : parts)
      if (ast_[part].kind == NodeKind::Interpolation)
        eval(ast_[part].a);
    Value value;
    value.may = kObject;
    return values().add(value);
  }
  if ((node.flags & kFormat) == 0) {
    std::string_view text =
        parts.empty() ? std::string_view() : std::string_view(ast_.cooked[ast_[parts[0]].text]);
    std::string joined;
    if (parts.size() > 1) {
      for (const NodeId part : parts)
        joined += ast_.cooked[ast_[part].text];
      text = values().keepText(joined);
    }
    const auto kind = (node.flags & kBytes) != 0 ? Constant::Kind::Bytes : Constant::Kind::Str;
    return values().constant(Constant{kind, 0, text}, id);
  }
  std::vector<StringPiece> pieces;
  for (const NodeId part : parts) {
    const Node& piece = ast_[part];
    if (piece.kind == NodeKind::StringText) {
      pieces.push_back({ast_.cooked[piece.text], kBottom, part});
      continue;
    }
    if (piece.kind != NodeKind::Interpolation)
      continue;
    ValueId value = eval(piece.a);
    if ((piece.flags & kSelfDocumenting) != 0)
      pieces.push_back({ast_.text(piece.a), kBottom, part});
    bool numeric = false;
    if (piece.b != kNoNode) {
      eval(piece.b);
      const std::string_view spec = ast_.text(piece.b);
      numeric = !spec.empty() &&
                std::string_view("bcdeEfFgGnoxX%").find(spec.back()) != std::string_view::npos;
    }
    if (numeric) {
      pieces.push_back({{}, values().number(), piece.a}); // any other type raises
    } else if (piece.b != kNoNode || piece.op != 0) {
      addHole(pieces, values().derived(flattened(value)), piece.a);
    } else {
      addPieces(pieces, value, piece.a);
    }
  }
  if (pieces.empty())
    return values().string("", id);
  return fromPieces(pieces);
}

ValueId Evaluator::concatenated(ValueId a, NodeId aNode, ValueId b, NodeId bNode) {
  std::vector<StringPiece> pieces;
  addPieces(pieces, a, aNode);
  addPieces(pieces, b, bNode);
  return fromPieces(pieces);
}

} // namespace pysecd::flow
