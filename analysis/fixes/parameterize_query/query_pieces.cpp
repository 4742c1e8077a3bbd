#include "analysis/fixes/parameterize_query/query_pieces.h"

#include "analysis/fixes/parameterize_query/linearizer.h"
#include "analysis/fixes/parameterize_query/literal_bytes.h"
#include "analysis/fixes/parameterize_query/python_source.h"

#include <algorithm>
#include <utility>

namespace pysecd {

namespace {

constexpr int kMaxDepth = 100;
constexpr int kMaxFollows = 200;
constexpr int kMaxTextChecks = 2000;
constexpr std::size_t kMaxText = 256 * 1024;
constexpr std::size_t kMaxHoles = 400;

bool isAddition(const Node& node) {
  return node.kind == NodeKind::Binary && node.op == static_cast<std::uint8_t>(BinaryOp::Add);
}

} // namespace

Linearizer::Linearizer(const Ast& ast, const QueryFacts& facts) : ast_(ast), facts_(facts) {
  query_.layers.emplace_back();
}

LinearQuery Linearizer::run() {
  query_.roots.push_back({facts_.query});
  expression(facts_.query, 0);
  finish();
  return std::move(query_);
}

void Linearizer::fail(std::string problem) {
  if (query_.problem.empty())
    query_.problem = std::move(problem);
}

void Linearizer::expression(NodeId id, LayerId layer) {
  if (++depth_ > kMaxDepth || query_.holes.size() > kMaxHoles) {
    fail("the query is built from too many parts");
  } else {
    switch (ast_[id].kind) {
    case NodeKind::String:
      string(id, layer);
      break;
    case NodeKind::StringConcat:
      for (const NodeId part : ast_.list(id))
        string(part, layer);
      break;
    case NodeKind::Binary:
      binary(id, layer);
      break;
    case NodeKind::Call:
      call(id, layer);
      break;
    case NodeKind::Name:
      if (!name(id, layer))
        operand(id, layer);
      break;
    default:
      operand(id, layer);
    }
  }
  --depth_;
}

void Linearizer::string(NodeId id, LayerId layer) {
  if (ast_[id].kind != NodeKind::String)
    return operand(id, layer);
  const std::uint16_t flags = ast_[id].flags;
  if ((flags & kTemplate) != 0)
    return fail("the query is a template string, which binds its values itself");
  if ((flags & kBytes) != 0)
    fail("the query is a bytes object");
  for (const NodeId part : ast_.list(id)) {
    if (ast_[part].kind == NodeKind::StringText)
      literal(id, part, layer);
    else if (ast_[part].kind == NodeKind::Interpolation)
      interpolation(id, part, layer);
    else
      fail("the query's text has an error");
  }
  // An empty literal still is a place where text can be put.
  if (ast_.list(id).empty())
    addPiece({.kind = PieceKind::Literal, .node = id, .layer = layer});
}

void Linearizer::literal(NodeId token, NodeId part, LayerId layer) {
  const Node& node = ast_[part];
  Piece piece{.kind = PieceKind::Literal, .node = token, .layer = layer};
  piece.text = ast_.cooked[node.text];
  if (!mapLiteralBytes(ast_.text(part), node.begin, piece.text, ast_[token].flags, piece.bytes)) {
    piece.kind = PieceKind::Constant;
    piece.bytes.clear();
  }
  addPiece(std::move(piece));
}

void Linearizer::interpolation(NodeId token, NodeId id, LayerId layer) {
  const Node& node = ast_[id];
  Hole hole{.form = HoleForm::Interpolation, .expression = node.a};
  hole.value = ast_.text(node.a);
  hole.source = node.range();
  hole.token = token;
  hole.conversion = static_cast<char>(node.op);
  if (node.b != kNoNode) {
    hole.spec = ast_.text(node.b);
    for (const NodeId part : ast_.list(node.b))
      hole.nestedSpec |= ast_[part].kind == NodeKind::Interpolation;
  }
  if ((node.flags & kSelfDocumenting) != 0) {
    ByteOffset end = outerEnd(ast_, node.a, node.end);
    end = skipTrivia(ast_.source, end, node.end);
    end = skipTrivia(ast_.source, end + 1, node.end); // the `=`
    hole.lead = ast_.source.substr(node.begin + 1, end - node.begin - 1);
    if (node.op == 0 && node.b == kNoNode)
      hole.conversion = 'r';
    addPiece({.kind = PieceKind::Lead, .node = token, .layer = layer, .text = hole.lead});
  }
  const bool plain = hole.conversion == 0 && hole.spec.empty();
  if (!plain || !splice(node.a, layer, {.token = token}))
    addHole(std::move(hole), layer);
}

void Linearizer::binary(NodeId id, LayerId layer) {
  const Node& node = ast_[id];
  if (isAddition(node)) {
    // Chains lean left and may be long: walk their spine instead of recursing into it.
    std::vector<NodeId> spine;
    NodeId left = id;
    for (; isAddition(ast_[left]); left = ast_[left].a)
      spine.push_back(left);
    expression(left, layer);
    for (std::size_t i = spine.size(); i-- > 0;)
      expression(ast_[spine[i]].b, layer);
  } else if (node.op == static_cast<std::uint8_t>(BinaryOp::Mod)) {
    percent(id, layer);
  } else {
    operand(id, layer);
  }
}

void Linearizer::call(NodeId id, LayerId layer) {
  const Node& node = ast_[id];
  const std::string_view callee = writtenName(ast_, node.a);
  const auto arguments = ast_.list(id);
  if ((callee == "dedent" || callee == "cleandoc") && arguments.size() == 1)
    return expression(arguments[0], addLayer(LayerKind::Wrapper, id, arguments[0], layer));
  if (ast_[node.a].kind == NodeKind::Attribute) {
    const NodeId receiver = ast_[node.a].a;
    if ((callee == "format" || (callee == "format_map" && arguments.size() == 1)) &&
        isText(receiver, 0))
      return format(id, receiver, layer);
    const bool strips = callee == "strip" || callee == "lstrip" || callee == "rstrip";
    if (strips && arguments.empty() && isText(receiver, 0))
      return expression(receiver, addLayer(LayerKind::Wrapper, id, receiver, layer));
    if (callee == "join" && arguments.size() == 1 && join(id, receiver, arguments[0], layer))
      return;
  }
  operand(id, layer);
}

bool Linearizer::join(NodeId id, NodeId separator, NodeId display, LayerId layer) {
  const auto text = facts_.constantText(separator);
  const NodeKind kind = ast_[display].kind;
  if (!text || (kind != NodeKind::List && kind != NodeKind::Tuple))
    return false;
  const auto elements = ast_.list(display);
  for (const NodeId element : elements)
    if (ast_[element].kind == NodeKind::Starred)
      return false;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (i > 0 && !text->empty())
      addPiece({.kind = PieceKind::Constant, .node = separator, .layer = layer, .text = *text});
    expression(elements[i], addLayer(LayerKind::Wrapper, id, elements[i], layer));
  }
  return true;
}

std::optional<LocalText> Linearizer::follow(NodeId name) {
  const auto& opaque = facts_.opaque;
  if (++follows_ > kMaxFollows || std::find(opaque.begin(), opaque.end(), name) != opaque.end())
    return std::nullopt;
  return followLocalText(ast_, name, facts_.readOutside);
}

// Whether the expression surely is text that can be taken apart.
bool Linearizer::isText(NodeId id, int depth) {
  const Node& node = ast_[id];
  if (depth > kMaxDepth || ++textChecks_ > kMaxTextChecks)
    return false;
  switch (node.kind) {
  case NodeKind::String:
  case NodeKind::StringConcat:
    return true;
  case NodeKind::Binary:
    return (isAddition(node) || node.op == static_cast<std::uint8_t>(BinaryOp::Mod)) &&
           (isText(node.a, depth + 1) || (isAddition(node) && isText(node.b, depth + 1)));
  case NodeKind::Call: {
    const std::string_view callee = writtenName(ast_, node.a);
    if (callee == "dedent" || callee == "cleandoc")
      return node.listSize == 1 && isText(ast_.list(node)[0], depth + 1);
    const bool keepsText = callee == "format" || callee == "format_map" || callee == "strip" ||
                           callee == "lstrip" || callee == "rstrip" || callee == "join";
    return keepsText && ast_[node.a].kind == NodeKind::Attribute &&
           isText(ast_[node.a].a, depth + 1);
  }
  case NodeKind::Name: {
    if (facts_.constantText(id))
      return true;
    const auto local = follow(id);
    return local && isText(local->parts.front().value, depth + 1);
  }
  case NodeKind::Attribute:
    return facts_.constantText(id).has_value();
  default:
    return false;
  }
}

bool Linearizer::name(NodeId id, LayerId layer) {
  if (id == self_)
    return true;
  auto local = follow(id);
  if (!local || !isText(local->parts.front().value, 0))
    return false;
  // Text that stands elsewhere and is known needs no following unless it is made here for this
  // query alone.
  if (!local->obstacle.empty() && facts_.constantText(id))
    return false;
  if (!local->obstacle.empty())
    fail("the text of " + std::string(ast_.text(id)) + local->obstacle);
  const NodeId statement = statement_;
  if (local->grown)
    addHole({.form = HoleForm::Operand, .expression = id, .value = std::string(ast_.text(id))},
            addLayer(LayerKind::Wrapper, kNoNode, kNoNode, layer));
  const NodeId self = self_;
  bool first = true;
  for (const TextPart& part : local->parts) {
    statement_ = part.statement;
    self_ = part.self;
    if (!std::exchange(first, false) && part.starts)
      addPiece({.kind = PieceKind::Constant, .node = id, .layer = layer, .text = "; "});
    query_.roots.push_back({part.value, part.statement});
    expression(part.value, addLayer(LayerKind::Wrapper, kNoNode, kNoNode, layer));
  }
  self_ = self;
  statement_ = statement;
  query_.variables.push_back({id, std::move(*local)});
  return true;
}

bool Linearizer::splice(NodeId value, LayerId layer, Splice field) {
  if (ast_[value].kind != NodeKind::Name || facts_.constantText(value))
    return false;
  if ((value != self_ && !isText(value, 0)) || !name(value, layer))
    return false;
  query_.splices.push_back(field);
  return true;
}

void Linearizer::operand(NodeId id, LayerId layer) {
  Hole hole{.form = HoleForm::Operand, .expression = id};
  hole.value = ast_.text(id);
  hole.source = ast_[id].range();
  addHole(std::move(hole), layer);
}

LayerId Linearizer::addLayer(LayerKind kind, NodeId node, NodeId text, LayerId outer) {
  query_.layers.push_back(
      {.kind = kind, .node = node, .operand = text, .outer = outer, .statement = statement_});
  return static_cast<LayerId>(query_.layers.size() - 1);
}

void Linearizer::addPiece(Piece piece) {
  if (piece.statement == kNoNode)
    piece.statement = statement_;
  size_ += piece.text.size() + 1;
  if (size_ > kMaxText)
    return fail("the query is too long");
  query_.pieces.push_back(std::move(piece));
}

// A hole whose text is known becomes a Constant: then the SQL around it is read with it.
void Linearizer::addHole(Hole hole, LayerId layer) {
  Piece piece{.kind = PieceKind::Hole, .node = hole.expression, .layer = layer};
  auto text = hole.plainExpression && hole.conversion == 0 && hole.spec.empty()
                  ? facts_.constantText(hole.expression)
                  : std::nullopt;
  if (text && (hole.form != HoleForm::PercentField || hole.type == 's')) {
    piece.kind = PieceKind::Constant;
    piece.text = std::move(*text);
  }
  if (hole.token == kNoNode || hole.form == HoleForm::Interpolation)
    hole.statement = statement_;
  auto& holes = piece.kind == PieceKind::Hole ? query_.holes : query_.constants;
  piece.hole = static_cast<std::uint32_t>(holes.size());
  holes.push_back(std::move(hole));
  addPiece(std::move(piece));
}

// Joins the text and puts the holes into its order: fields of an outer `%` were found after inner
// holes.
void Linearizer::finish() {
  std::vector<Hole> ordered;
  for (Piece& piece : query_.pieces) {
    piece.begin = static_cast<std::uint32_t>(query_.text.size());
    if (piece.kind != PieceKind::Hole) {
      query_.text += piece.text;
      continue;
    }
    query_.holeOffsets.push_back(piece.begin);
    query_.text += '\0';
    ordered.push_back(std::move(query_.holes[piece.hole]));
    piece.hole = static_cast<std::uint32_t>(ordered.size() - 1);
  }
  query_.holes = std::move(ordered);
}

LinearQuery linearizeQuery(const Ast& ast, const QueryFacts& facts) {
  return Linearizer(ast, facts).run();
}

std::vector<NodeId> layerArguments(const Ast& ast, const Layer& layer) {
  if (layer.kind == LayerKind::Wrapper)
    return {};
  switch (ast[layer.values].kind) {
  case NodeKind::Tuple:
  case NodeKind::Dict:
    break;
  case NodeKind::List:
  case NodeKind::Call:
    if (layer.kind == LayerKind::Format)
      break;
    [[fallthrough]];
  default:
    return {layer.values};
  }
  const auto list = ast.list(layer.values);
  return {list.begin(), list.end()};
}

} // namespace pysecd
