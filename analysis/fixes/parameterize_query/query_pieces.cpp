#include "analysis/fixes/parameterize_query/query_pieces.h"

#include "analysis/fixes/parameterize_query/format_fields.h"
#include "analysis/fixes/parameterize_query/python_source.h"
#include "analysis/fixes/parameterize_query/query_variables.h"
#include "analysis/syntax/string_escapes.h"

#include <algorithm>
#include <utility>

namespace pysecd {

namespace {

constexpr int kMaxDepth = 100;
constexpr std::size_t kMaxText = 256 * 1024;
constexpr std::size_t kMaxHoles = 400;

// How many source bytes the escape at source[at] (a backslash) takes.
std::size_t escapeLength(std::string_view source, std::size_t at) {
  const char kind = at + 1 < source.size() ? source[at + 1] : '\0';
  const auto digits = [&](std::size_t most) {
    std::size_t n = 0;
    while (n < most && at + 1 + n < source.size() && source[at + 1 + n] >= '0' &&
           source[at + 1 + n] <= '7')
      ++n;
    return n;
  };
  switch (kind) {
  case '\r':
    return at + 2 < source.size() && source[at + 2] == '\n' ? 3 : 2;
  case 'x':
    return 4;
  case 'u':
    return 6;
  case 'U':
    return 10;
  case '0':
  case '1':
  case '2':
  case '3':
  case '4':
  case '5':
  case '6':
  case '7':
    return 1 + digits(3);
  default:
    return std::string_view("\n\\'\"abfnrtv").find(kind) != std::string_view::npos ? 2 : 1;
  }
}

// Where each byte of a StringText's cooked text is written; false if that can't be told.
bool mapBytes(std::string_view source, ByteOffset offset, std::string_view cooked,
              std::uint16_t flags, std::vector<ByteRange>& bytes) {
  const bool raw = (flags & kRaw) != 0;
  if (!raw && source.find("\\N{") != std::string_view::npos)
    return false;
  const bool braces = (flags & kFormat) != 0;
  std::size_t at = 0;
  while (at < source.size()) {
    std::size_t length = 1;
    const char c = source[at];
    const char following = at + 1 < source.size() ? source[at + 1] : '\0';
    if (c == '\\' && !raw)
      length = escapeLength(source, at);
    else if ((c == '\r' && following == '\n') ||
             (braces && (c == '{' || c == '}') && following == c))
      length = 2;
    if (at + length > source.size())
      return false;
    const std::size_t produced = cookedText(source.substr(at, length), flags).size();
    const auto begin = static_cast<ByteOffset>(offset + at);
    const auto end = static_cast<ByteOffset>(begin + length);
    for (std::size_t i = 0; i < produced; ++i)
      bytes.push_back(i == 0 ? ByteRange{begin, end} : ByteRange{end, end});
    at += length;
  }
  return bytes.size() == cooked.size();
}

class Linearizer {
public:
  Linearizer(const Ast& ast, const QueryFacts& facts) : ast_(ast), facts_(facts) {
    query_.layers.emplace_back();
  }

  LinearQuery run() {
    expression(facts_.query, 0);
    finish();
    return std::move(query_);
  }

private:
  void fail(std::string problem) {
    if (query_.problem.empty())
      query_.problem = std::move(problem);
  }

  void expression(NodeId id, LayerId layer) {
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
        name(id, layer);
        break;
      default:
        operand(id, layer);
      }
    }
    --depth_;
  }

  void string(NodeId id, LayerId layer) {
    if (ast_[id].kind != NodeKind::String)
      return operand(id, layer);
    const std::uint16_t flags = ast_[id].flags;
    if ((flags & kBytes) != 0)
      return fail("the query is a bytes object");
    if ((flags & kTemplate) != 0)
      return fail("the query is a template string, which binds its values itself");
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

  void literal(NodeId token, NodeId part, LayerId layer) {
    const Node& node = ast_[part];
    Piece piece{.kind = PieceKind::Literal, .node = token, .layer = layer};
    piece.text = ast_.cooked[node.text];
    const std::uint16_t flags = ast_[token].flags;
    if (!mapBytes(ast_.text(part), node.begin, piece.text, flags, piece.bytes)) {
      piece.kind = PieceKind::Constant;
      piece.bytes.clear();
    }
    addPiece(std::move(piece));
  }

  void interpolation(NodeId token, NodeId id, LayerId layer) {
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
    }
    addHole(std::move(hole), layer);
  }

  void binary(NodeId id, LayerId layer) {
    const Node& node = ast_[id];
    if (node.op == static_cast<std::uint8_t>(BinaryOp::Add)) {
      // Chains lean left and may be long: walk their spine instead of recursing into it.
      std::vector<NodeId> spine;
      NodeId left = id;
      while (ast_[left].kind == NodeKind::Binary &&
             ast_[left].op == static_cast<std::uint8_t>(BinaryOp::Add)) {
        spine.push_back(left);
        left = ast_[left].a;
      }
      expression(left, layer);
      for (std::size_t i = spine.size(); i-- > 0;)
        expression(ast_[spine[i]].b, layer);
    } else if (node.op == static_cast<std::uint8_t>(BinaryOp::Mod)) {
      percent(id, layer);
    } else {
      operand(id, layer);
    }
  }

  LayerId addLayer(LayerKind kind, NodeId node, NodeId text, LayerId outer) {
    query_.layers.push_back({kind, node, text, outer});
    return static_cast<LayerId>(query_.layers.size() - 1);
  }

  void percent(NodeId id, LayerId layer) {
    const LayerId inner = addLayer(LayerKind::Percent, id, ast_[id].a, layer);
    const std::size_t first = query_.pieces.size();
    expression(ast_[id].a, inner);
    std::size_t next = 0;
    readFields(first, inner, '%', [&](const Piece& piece, std::size_t at, Hole& hole) {
      return percentField(piece, at, inner, next, hole);
    });
    const Node& values = ast_[ast_[id].b];
    if (values.kind == NodeKind::Tuple && next != values.listSize)
      fail("the number of values after % does not match the text");
    if (values.kind != NodeKind::Tuple && next > 1)
      fail("the values after % are not written out as a tuple");
  }

  // Splits the literals from pieces[first] on at the fields that begin with `mark`; "%%" and "{{"
  // become one byte.
  template <typename ReadField>
  void readFields(std::size_t first, LayerId layer, char mark, ReadField readField) {
    std::vector<Piece> pieces(
        std::make_move_iterator(query_.pieces.begin() + static_cast<std::ptrdiff_t>(first)),
        std::make_move_iterator(query_.pieces.end()));
    query_.pieces.resize(first);
    for (Piece& piece : pieces) {
      if (piece.kind == PieceKind::Constant &&
          piece.text.find_first_of(mark == '%' ? "%" : "{}") != std::string::npos)
        fail("text that stands elsewhere is formatted here");
      if (piece.kind != PieceKind::Literal || piece.text.empty()) {
        addPiece(std::move(piece));
        continue;
      }
      splitLiteral(piece, layer, mark, readField);
    }
  }

  template <typename ReadField>
  void splitLiteral(const Piece& piece, LayerId layer, char mark, ReadField readField) {
    Piece text{.kind = PieceKind::Literal,
               .node = piece.node,
               .layer = piece.layer,
               .statement = piece.statement};
    const auto flush = [&] {
      if (text.text.empty())
        return;
      Piece rest{.kind = PieceKind::Literal,
                 .node = piece.node,
                 .layer = piece.layer,
                 .statement = piece.statement};
      std::swap(rest, text);
      addPiece(std::move(rest));
    };
    std::size_t at = 0;
    while (at < piece.text.size()) {
      const char c = piece.text[at];
      const bool special = c == mark || (mark == '{' && c == '}');
      const bool doubled = special && at + 1 < piece.text.size() && piece.text[at + 1] == c;
      if (!special || doubled) {
        text.text += c;
        text.bytes.push_back(doubled ? ByteRange{piece.bytes[at].begin, piece.bytes[at + 1].end}
                                     : piece.bytes[at]);
        at += doubled ? 2 : 1;
        continue;
      }
      Hole hole;
      const std::size_t end = c == mark ? readField(piece, at, hole) : 0;
      if (end <= at)
        return fail("a field of the format text can't be read");
      hole.source = {piece.bytes[at].begin, piece.bytes[end - 1].end};
      hole.token = piece.node;
      hole.layer = layer;
      flush();
      const NodeId statement = std::exchange(statement_, piece.statement);
      addHole(std::move(hole), piece.layer);
      statement_ = statement;
      at = end;
    }
    flush();
  }

  std::size_t percentField(const Piece& piece, std::size_t at, LayerId layer, std::size_t& next,
                           Hole& hole) {
    const auto field = readPercentField(piece.text, at);
    if (!field || field->nested)
      return 0;
    hole.form = HoleForm::PercentField;
    hole.spec = field->spec;
    hole.type = field->type;
    if (field->type == 'r' || field->type == 'a')
      hole.conversion = field->type;
    const NodeId values = ast_[query_.layers[layer].node].b;
    if (field->hasName)
      return fillFromMapping(values, field->name, quoteOf(piece.node), hole) ? field->end : 0;
    const std::size_t index = next++;
    if (ast_[values].kind == NodeKind::Tuple) {
      const auto elements = ast_.list(values);
      if (index >= elements.size() || ast_[elements[index]].kind == NodeKind::Starred)
        return 0;
      fill(elements[index], static_cast<std::uint32_t>(index), hole);
    } else if (ast_[values].kind == NodeKind::Dict) {
      return 0;
    } else {
      fill(values, static_cast<std::uint32_t>(index), hole);
    }
    return field->end;
  }

  void fill(NodeId expression, std::uint32_t argument, Hole& hole) {
    hole.expression = expression;
    hole.value = ast_.text(expression);
    hole.argument = argument;
  }

  char quoteOf(NodeId token) const { return (ast_[token].flags & kSingleQuote) != 0 ? '\'' : '"'; }

  static bool isLocals(std::string_view source) {
    return source == "locals()" || source == "vars()";
  }

  // The value of `name` in `values`: a dict display, locals(), or any other mapping.
  bool fillFromMapping(NodeId values, const std::string& name, char quote, Hole& hole) {
    if (ast_[values].kind == NodeKind::Dict) {
      const auto pairs = ast_.list(values);
      for (std::uint32_t i = 0; i < pairs.size(); ++i) {
        const Node& pair = ast_[pairs[i]];
        if (pair.kind != NodeKind::DictPair)
          return false;
        if (plainText(pair.a) == name) {
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

  // The text of a plain string literal; empty for anything else.
  std::string plainText(NodeId id) const {
    const Node& node = ast_[id];
    if (node.kind != NodeKind::String || node.listSize != 1 || (node.flags & kBytes) != 0)
      return {};
    const Node& part = ast_[ast_.list(node)[0]];
    return part.kind == NodeKind::StringText ? ast_.cooked[part.text] : std::string();
  }

  void call(NodeId id, LayerId layer) {
    const Node& node = ast_[id];
    const std::string_view callee = writtenName(ast_, node.a);
    const auto arguments = ast_.list(id);
    if ((callee == "dedent" || callee == "cleandoc") && arguments.size() == 1)
      return expression(arguments[0], addLayer(LayerKind::Wrapper, id, arguments[0], layer));
    if (ast_[node.a].kind == NodeKind::Attribute) {
      const NodeId receiver = ast_[node.a].a;
      if (callee == "format" && isText(receiver, 0))
        return format(id, receiver, layer);
      const bool strips = callee == "strip" || callee == "lstrip" || callee == "rstrip";
      if (strips && arguments.empty() && isText(receiver, 0))
        return expression(receiver, addLayer(LayerKind::Wrapper, id, receiver, layer));
      if (callee == "join" && arguments.size() == 1 && join(id, receiver, arguments[0], layer))
        return;
    }
    operand(id, layer);
  }

  // Whether the expression surely is text that can be taken apart.
  bool isText(NodeId id, int depth) const {
    const Node& node = ast_[id];
    if (depth > kMaxDepth)
      return false;
    switch (node.kind) {
    case NodeKind::String:
    case NodeKind::StringConcat:
      return true;
    case NodeKind::Binary:
      return isText(node.a, depth + 1) || isText(node.b, depth + 1);
    case NodeKind::Call:
      return ast_[node.a].kind == NodeKind::Attribute && isText(ast_[node.a].a, depth + 1);
    case NodeKind::Name:
      return facts_.constantText(id).has_value() || followLocalText(ast_, id).has_value();
    default:
      return false;
    }
  }

  bool join(NodeId id, NodeId separator, NodeId display, LayerId layer) {
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

  void format(NodeId id, NodeId receiver, LayerId layer) {
    const LayerId inner = addLayer(LayerKind::Format, id, receiver, layer);
    const std::size_t first = query_.pieces.size();
    expression(receiver, inner);
    std::size_t next = 0;
    readFields(first, inner, '{', [&](const Piece& piece, std::size_t at, Hole& hole) {
      return braceField(piece, at, id, next, hole);
    });
  }

  std::size_t braceField(const Piece& piece, std::size_t at, NodeId call, std::size_t& next,
                         Hole& hole) {
    const auto field = readBraceField(piece.text, at, quoteOf(piece.node));
    if (!field || field->nested)
      return 0;
    hole.form = HoleForm::BraceField;
    hole.conversion = field->conversion;
    hole.spec = field->spec;
    const bool indexed = !field->hasName || (field->name[0] >= '0' && field->name[0] <= '9');
    if (!indexed) {
      if (!fillFromKeyword(call, field->name, quoteOf(piece.node), hole))
        return 0;
    } else {
      if (field->hasName && field->name.size() > 4)
        return 0;
      const std::size_t index = field->hasName ? std::stoul(field->name) : next++;
      const auto arguments = ast_.list(call);
      if (index >= arguments.size() || !isPositional(arguments[index]))
        return 0;
      fill(arguments[index], static_cast<std::uint32_t>(index), hole);
      if (field->hasName) {
        const std::size_t last = field->nameBegin + field->name.size() - 1;
        hole.number = {piece.bytes[field->nameBegin].begin, piece.bytes[last].end};
      }
    }
    if (!field->access.empty()) {
      const bool primary = isPrimary(hole.expression) || !hole.plainExpression;
      hole.value = (primary ? hole.value : "(" + hole.value + ")") + field->access;
      hole.plainExpression = false;
    }
    return field->end;
  }

  bool isPositional(NodeId argument) const {
    const NodeKind kind = ast_[argument].kind;
    return kind != NodeKind::KeywordArgument && kind != NodeKind::Starred &&
           kind != NodeKind::DoubleStarred;
  }

  bool isPrimary(NodeId id) const {
    const NodeKind kind = ast_[id].kind;
    return kind == NodeKind::Name || kind == NodeKind::Attribute || kind == NodeKind::Subscript ||
           kind == NodeKind::Call;
  }

  bool fillFromKeyword(NodeId call, const std::string& name, char quote, Hole& hole) {
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
        return fillFromMapping(ast_[argument].a, name, quote, hole);
    return false;
  }

  void name(NodeId id, LayerId layer) {
    if (const auto local = followLocalText(ast_, id)) {
      if (isText(local->value, 0)) {
        query_.variables.push_back({id, local->statement, local->value});
        const NodeId statement = std::exchange(statement_, local->statement);
        expression(local->value, addLayer(LayerKind::Wrapper, id, local->value, layer));
        for (const NodeId addition : local->additions) {
          statement_ = addition;
          const NodeId value = ast_[addition].b;
          query_.variables.push_back({id, addition, value});
          expression(value, addLayer(LayerKind::Wrapper, id, value, layer));
        }
        statement_ = statement;
        return;
      }
    }
    operand(id, layer);
  }

  void operand(NodeId id, LayerId layer) {
    if (auto text = facts_.constantText(id)) {
      addPiece({.kind = PieceKind::Constant, .node = id, .layer = layer, .text = std::move(*text)});
      return;
    }
    Hole hole{.form = HoleForm::Operand, .expression = id};
    hole.value = ast_.text(id);
    hole.source = ast_[id].range();
    addHole(std::move(hole), layer);
  }

  void addPiece(Piece piece) {
    if (piece.statement == kNoNode)
      piece.statement = statement_;
    size_ += piece.text.size() + 1;
    if (size_ > kMaxText)
      return fail("the query is too long");
    query_.pieces.push_back(std::move(piece));
  }

  void addHole(Hole hole, LayerId layer) {
    Piece piece{.kind = PieceKind::Hole, .node = hole.expression, .layer = layer};
    piece.hole = static_cast<std::uint32_t>(query_.holes.size());
    query_.holes.push_back(std::move(hole));
    addPiece(std::move(piece));
  }

  // Joins the text and puts the holes into its order: fields of an outer `%` were found after inner
  // holes.
  void finish() {
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

  const Ast& ast_;
  const QueryFacts& facts_;
  LinearQuery query_;
  NodeId statement_ = kNoNode;
  int depth_ = 0;
  std::size_t size_ = 0;
};

} // namespace

LinearQuery linearizeQuery(const Ast& ast, const QueryFacts& facts) {
  return Linearizer(ast, facts).run();
}

std::vector<NodeId> layerArguments(const Ast& ast, const Layer& layer) {
  if (layer.kind == LayerKind::Wrapper)
    return {};
  const NodeId values = layer.kind == LayerKind::Format ? layer.node : ast[layer.node].b;
  const NodeKind kind = ast[values].kind;
  if (layer.kind == LayerKind::Percent && kind != NodeKind::Tuple && kind != NodeKind::Dict)
    return {values};
  const auto list = ast.list(values);
  return {list.begin(), list.end()};
}

} // namespace pysecd
