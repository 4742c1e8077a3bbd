#include "analysis/fixes/parameterize_query/format_fields.h"
#include "analysis/fixes/parameterize_query/linearizer.h"
#include "analysis/fixes/parameterize_query/python_source.h"

#include <iterator>
#include <utility>

namespace pysecd {

namespace {

bool isLocals(std::string_view source) { return source == "locals()" || source == "vars()"; }

bool isPositional(const Ast& ast, NodeId argument) {
  const NodeKind kind = ast[argument].kind;
  return kind != NodeKind::KeywordArgument && kind != NodeKind::Starred &&
         kind != NodeKind::DoubleStarred;
}

bool isPrimary(const Ast& ast, NodeId id) {
  const NodeKind kind = ast[id].kind;
  return kind == NodeKind::Name || kind == NodeKind::Attribute || kind == NodeKind::Subscript ||
         kind == NodeKind::Call;
}

} // namespace

template <typename ReadField>
void Linearizer::readFields(std::size_t first, LayerId layer, char mark, ReadField readField) {
  std::vector<Piece> pieces(
      std::make_move_iterator(query_.pieces.begin() + static_cast<std::ptrdiff_t>(first)),
      std::make_move_iterator(query_.pieces.end()));
  query_.pieces.resize(first);
  for (Piece& piece : pieces) {
    const bool elsewhere = piece.kind == PieceKind::Constant || piece.kind == PieceKind::Lead;
    const bool fields =
        elsewhere && piece.text.find_first_of(mark == '%' ? "%" : "{}") != std::string::npos;
    if (fields && piece.kind == PieceKind::Constant && piece.hole != kNoIndex &&
        query_.constants[piece.hole].form == HoleForm::Operand) {
      query_.retyped = true;
      splitLiteral(piece, layer, mark, readField);
      continue;
    }
    if (fields)
      fail("text that stands elsewhere is formatted here");
    if (piece.kind != PieceKind::Literal || piece.text.empty())
      addPiece(std::move(piece));
    else
      splitLiteral(piece, layer, mark, readField);
  }
}

template <typename ReadField>
void Linearizer::splitLiteral(const Piece& piece, LayerId layer, char mark, ReadField readField) {
  const auto writtenAt = [&piece](std::size_t byte) {
    return piece.bytes.empty() ? ByteRange{} : piece.bytes[byte]; // a constant's text has no place
  };
  const Piece empty{.kind = PieceKind::Literal,
                    .node = piece.node,
                    .layer = piece.layer,
                    .statement = piece.statement};
  Piece text = empty;
  const auto flush = [&] {
    if (!text.text.empty())
      addPiece(std::exchange(text, empty));
  };
  std::size_t at = 0;
  while (at < piece.text.size()) {
    const char c = piece.text[at];
    const bool special = c == mark || (mark == '{' && c == '}');
    const bool doubled = special && at + 1 < piece.text.size() && piece.text[at + 1] == c;
    if (!special || doubled) {
      text.text += c;
      text.bytes.push_back(doubled ? ByteRange{writtenAt(at).begin, writtenAt(at + 1).end}
                                   : writtenAt(at));
      at += doubled ? 2 : 1;
      continue;
    }
    Field field = c == mark ? readField(piece, at) : Field{};
    if (field.end <= at) {
      fail("a field of the format text has no value that can be seen");
      field.end = at + 1;
    }
    flush();
    field.hole.source = {writtenAt(at).begin, writtenAt(field.end - 1).end};
    if (field.hole.expression != kNoNode)
      addField(piece, layer, std::move(field.hole));
    at = field.end;
  }
  flush();
}

void Linearizer::addField(const Piece& piece, LayerId layer, Hole hole) {
  hole.token = piece.node;
  hole.layer = layer;
  hole.statement = query_.layers[layer].statement;
  const NodeId statement = std::exchange(statement_, piece.statement);
  const bool plain = hole.plainExpression && hole.conversion == 0 && hole.spec.empty() &&
                     (hole.form == HoleForm::BraceField || hole.type == 's');
  // What fills the field is not formatted again by this layer, only by those outside of it.
  const Splice field{.layer = layer, .argument = hole.argument};
  if (!plain || !splice(hole.expression, query_.layers[layer].outer, field))
    addHole(std::move(hole), piece.layer);
  statement_ = statement;
}

void Linearizer::percent(NodeId id, LayerId layer) {
  const LayerId inner = addLayer(LayerKind::Percent, id, ast_[id].a, layer);
  query_.layers[inner].values = ast_[id].b;
  const std::size_t first = query_.pieces.size();
  expression(ast_[id].a, inner);
  std::size_t next = 0;
  readFields(first, inner, '%', [&](const Piece& piece, std::size_t at) {
    return percentField(piece, at, inner, next);
  });
  const Node& values = ast_[ast_[id].b];
  if (values.kind == NodeKind::Tuple && next != values.listSize)
    fail("the number of values after % does not match the text");
  if (values.kind != NodeKind::Tuple && next > 1)
    fail("the values after % are not written out as a tuple");
}

Linearizer::Field Linearizer::percentField(const Piece& piece, std::size_t at, LayerId layer,
                                           std::size_t& next) {
  const auto field = readPercentField(piece.text, at);
  if (!field || field->nested)
    return {};
  Hole hole{.form = HoleForm::PercentField};
  hole.spec = field->spec;
  hole.type = field->type;
  if (field->type == 'r' || field->type == 'a')
    hole.conversion = field->type;
  const NodeId values = query_.layers[layer].values;
  if (field->hasName) {
    if (!fillFromMapping(values, field->name, quoteOf(piece.node), hole))
      return {};
  } else {
    const std::size_t index = next++;
    if (ast_[values].kind == NodeKind::Dict)
      return {};
    if (ast_[values].kind != NodeKind::Tuple) {
      fill(values, static_cast<std::uint32_t>(index), hole);
    } else {
      const auto elements = ast_.list(values);
      if (index >= elements.size() || ast_[elements[index]].kind == NodeKind::Starred)
        return {};
      fill(elements[index], static_cast<std::uint32_t>(index), hole);
    }
  }
  return {std::move(hole), field->end};
}

void Linearizer::fill(NodeId expression, std::uint32_t argument, Hole& hole) const {
  hole.expression = expression;
  hole.value = ast_.text(expression);
  hole.argument = argument;
}

char Linearizer::quoteOf(NodeId token) const {
  return (ast_[token].flags & kSingleQuote) != 0 ? '\'' : '"';
}

// The value of `name` in `values`: a dict display, locals(), or any other mapping.
bool Linearizer::fillFromMapping(NodeId values, const std::string& name, char quote,
                                 Hole& hole) const {
  if (ast_[values].kind == NodeKind::Dict) {
    const auto pairs = ast_.list(values);
    for (std::uint32_t i = 0; i < pairs.size(); ++i) {
      const Node& pair = ast_[pairs[i]];
      if (pair.kind != NodeKind::DictPair)
        return false;
      if (plainStringText(ast_, pair.a) == name) {
        fill(pair.b, i, hole);
        return true;
      }
    }
    return false;
  }
  hole.expression = values;
  hole.plainExpression = false;
  const std::string_view source = ast_.text(values);
  if (isLocals(source) && isIdentifier(name))
    hole.value = name;
  else
    hole.value = std::string(source) + "[" + pythonString(name, quote) + "]";
  return ast_[values].kind == NodeKind::Name || ast_[values].kind == NodeKind::Attribute ||
         isLocals(source);
}

bool Linearizer::fillFromKeyword(NodeId call, const std::string& name, char quote,
                                 Hole& hole) const {
  const auto arguments = ast_.list(call);
  for (std::uint32_t i = 0; i < arguments.size(); ++i) {
    const Node& argument = ast_[arguments[i]];
    if (argument.kind == NodeKind::KeywordArgument && writtenName(ast_, arguments[i]) == name) {
      fill(argument.a, i, hole);
      return true;
    }
  }
  for (const NodeId argument : arguments)
    if (ast_[argument].kind == NodeKind::DoubleStarred)
      return ast_[ast_[argument].a].kind != NodeKind::Dict &&
             fillFromMapping(ast_[argument].a, name, quote, hole);
  return false;
}

NodeId Linearizer::formatValues(NodeId call) const {
  const auto arguments = ast_.list(call);
  if (arguments.size() != 1)
    return call;
  const Node& only = ast_[arguments[0]];
  if (writtenName(ast_, ast_[call].a) == "format_map")
    return only.kind == NodeKind::DoubleStarred ? call : arguments[0];
  const NodeKind display = ast_[only.a].kind;
  const bool unpacked =
      (only.kind == NodeKind::DoubleStarred && display == NodeKind::Dict) ||
      (only.kind == NodeKind::Starred && (display == NodeKind::List || display == NodeKind::Tuple));
  return unpacked ? only.a : call;
}

void Linearizer::format(NodeId id, NodeId receiver, LayerId layer) {
  const LayerId inner = addLayer(LayerKind::Format, id, receiver, layer);
  query_.layers[inner].values = formatValues(id);
  const std::size_t first = query_.pieces.size();
  expression(receiver, inner);
  std::size_t next = 0;
  readFields(first, inner, '{', [&](const Piece& piece, std::size_t at) {
    return braceField(piece, at, inner, next);
  });
}

Linearizer::Field Linearizer::braceField(const Piece& piece, std::size_t at, LayerId layer,
                                         std::size_t& next) {
  const auto field = readBraceField(piece.text, at, quoteOf(piece.node));
  if (!field || field->nested)
    return {};
  Hole hole{.form = HoleForm::BraceField};
  hole.conversion = field->conversion;
  hole.spec = field->spec;
  const bool indexed = !field->hasName || (field->name[0] >= '0' && field->name[0] <= '9');
  const NodeId values = query_.layers[layer].values;
  const bool called = values == query_.layers[layer].node;
  if (!indexed) {
    const char quote = quoteOf(piece.node);
    if (called ? !fillFromKeyword(values, field->name, quote, hole)
               : !fillFromMapping(values, field->name, quote, hole))
      return {};
  } else {
    if (!called && ast_[values].kind != NodeKind::List && ast_[values].kind != NodeKind::Tuple)
      return {};
    if (field->hasName && field->name.size() > 4)
      return {};
    const std::size_t index = field->hasName ? std::stoul(field->name) : next++;
    const auto arguments = ast_.list(values);
    if (index >= arguments.size() || !isPositional(ast_, arguments[index]))
      return {};
    fill(arguments[index], static_cast<std::uint32_t>(index), hole);
    if (field->hasName) {
      const std::size_t last = field->nameBegin + field->name.size() - 1;
      if (!piece.bytes.empty())
        hole.number = {piece.bytes[field->nameBegin].begin, piece.bytes[last].end};
    }
  }
  if (!field->access.empty()) {
    const bool primary = isPrimary(ast_, hole.expression) || !hole.plainExpression;
    hole.value = (primary ? hole.value : "(" + hole.value + ")") + field->access;
    hole.plainExpression = false;
  }
  return {std::move(hole), field->end};
}

} // namespace pysecd
