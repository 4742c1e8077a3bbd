#include "analysis/fixes/parameterize_query/query_rewriter.h"

#include "analysis/fixes/parameterize_query/python_source.h"

#include <algorithm>
#include <map>
#include <set>

namespace pysecd {

namespace {

bool has(std::uint16_t flags, StringFlag flag) { return (flags & flag) != 0; }

class Rewriter {
public:
  Rewriter(const Ast& ast, const QueryFacts& facts, const LinearQuery& query,
           std::span<const QueryRegion> regions, const RewriteOptions& options, EditBuilder& edits)
      : ast_(ast), facts_(facts), query_(query), regions_(regions), options_(options),
        edits_(edits) {}

  std::string run() {
    markRemovedHoles();
    findLayers();
    placePlaceholders();
    for (const Piece& piece : query_.pieces)
      editPiece(piece);
    editTokens();
    if (walk(facts_.query) == Fate::Removed)
      fail("nothing of the query's text would stay");
    for (const QueryVariable& variable : query_.variables)
      walkStatement(variable.value);
    joinNeighbours();
    for (LayerId layer = 1; layer < query_.layers.size(); ++layer)
      if (kept_[layer] > 0 && removed_[layer] > 0)
        thinOut(layer);
    return problem_;
  }

private:
  enum class Fate : std::uint8_t { Kept, Removed };

  void fail(std::string problem) {
    if (problem_.empty())
      problem_ = std::move(problem);
  }

  const QueryRegion* regionAt(std::uint32_t offset) const {
    const auto after = std::upper_bound(
        regions_.begin(), regions_.end(), offset,
        [](std::uint32_t at, const QueryRegion& region) { return at < region.begin; });
    if (after == regions_.begin())
      return nullptr;
    const QueryRegion& region = *(after - 1);
    return offset < region.end ? &region : nullptr;
  }

  bool isRemoved(std::size_t hole) const { return regionAt(query_.holeOffsets[hole]) != nullptr; }

  void markRemovedHoles() {
    for (std::size_t i = 0; i < query_.holes.size(); ++i)
      if (query_.holes[i].token == kNoNode && isRemoved(i))
        removedLeaves_.insert(query_.holes[i].expression);
  }

  void findLayers() {
    kept_.assign(query_.layers.size(), 0);
    removed_.assign(query_.layers.size(), 0);
    for (std::size_t i = 0; i < query_.holes.size(); ++i) {
      const Hole& hole = query_.holes[i];
      auto& counts = isRemoved(i) ? removed_ : kept_;
      if (hole.form == HoleForm::Interpolation)
        ++(isRemoved(i) ? removedFields_ : keptFields_)[hole.token];
      else if (hole.token != kNoNode)
        ++counts[hole.layer];
    }
  }

  bool dropped(LayerId layer) const { return removed_[layer] > 0 && kept_[layer] == 0; }
  bool dropsPrefix(NodeId token) const {
    return has(ast_[token].flags, kFormat) && removedFields_.contains(token) &&
           !keptFields_.contains(token);
  }

  // How often the special characters of a piece are written, before and after.
  struct Copies {
    unsigned braces = 1;
    unsigned percents = 1;
  };
  Copies copies(const Piece& piece, bool after) const {
    Copies copies;
    if (has(ast_[piece.node].flags, kFormat) && !(after && dropsPrefix(piece.node)))
      copies.braces *= 2;
    for (LayerId layer = piece.layer; layer != 0; layer = query_.layers[layer].outer) {
      const LayerKind kind = query_.layers[layer].kind;
      if (kind == LayerKind::Wrapper || (after && dropped(layer)))
        continue;
      (kind == LayerKind::Percent ? copies.percents : copies.braces) *= 2;
    }
    return copies;
  }

  static std::string repeated(std::string_view text, unsigned times) {
    std::string out;
    for (unsigned i = 0; i < times; ++i)
      out += text;
    return out;
  }

  // --- placeholders

  void placePlaceholders() {
    for (const QueryRegion& region : regions_) {
      const std::size_t index = pieceAt(region.begin);
      if (!place(region, index))
        fail("the text around a value stands elsewhere");
    }
  }

  std::size_t pieceAt(std::uint32_t offset) const {
    std::size_t index = 0;
    while (index + 1 < query_.pieces.size() && query_.pieces[index + 1].begin <= offset)
      ++index;
    return index;
  }

  bool place(const QueryRegion& region, std::size_t index) {
    const Piece& piece = query_.pieces[index];
    if (piece.kind == PieceKind::Literal)
      return insert(piece, piece.bytes[region.begin - piece.begin].begin, region.placeholder);
    if (piece.kind == PieceKind::Constant)
      return false;
    const Hole& hole = query_.holes[piece.hole];
    if (hole.token != kNoNode) {
      Piece around = piece;
      around.node = hole.token;
      return insert(around, hole.source.begin, region.placeholder);
    }
    if (index > 0 && isNeighbour(query_.pieces[index - 1], piece)) {
      const Piece& before = query_.pieces[index - 1];
      return insert(before, stringParts(ast_, before.node).body.end, region.placeholder);
    }
    if (index + 1 < query_.pieces.size() && isNeighbour(query_.pieces[index + 1], piece)) {
      const Piece& after = query_.pieces[index + 1];
      return insert(after, stringParts(ast_, after.node).body.begin, region.placeholder);
    }
    removedLeaves_.erase(hole.expression);
    edits_.replace(hole.source,
                   quoteOfQuery() + escapedPlaceholder(piece, region.placeholder) + quoteOfQuery());
    return true;
  }

  static bool isNeighbour(const Piece& literal, const Piece& operand) {
    return literal.kind == PieceKind::Literal && literal.layer == operand.layer &&
           literal.statement == operand.statement;
  }

  bool insert(const Piece& piece, ByteOffset at, const std::string& placeholder) {
    edits_.insert(at, escapedPlaceholder(piece, placeholder));
    filledTokens_.insert(piece.node);
    return true;
  }

  std::string escapedPlaceholder(const Piece& piece, const std::string& placeholder) const {
    const unsigned times =
        piece.kind == PieceKind::Hole && query_.holes[piece.hole].token == kNoNode
            ? operandPercents(piece)
            : copies(piece, true).percents;
    std::string out;
    for (const char c : placeholder)
      out += repeated(std::string_view(&c, 1), c == '%' ? times : 1);
    return out;
  }
  unsigned operandPercents(const Piece& piece) const {
    Piece bare = piece;
    bare.node = kNoNode; // an operand is no string token: only the layers count
    return copies(bare, true).percents;
  }

  std::string quoteOfQuery() const {
    for (const Piece& piece : query_.pieces)
      if (piece.kind == PieceKind::Literal)
        return has(ast_[piece.node].flags, kSingleQuote) ? "'" : "\"";
    return "\"";
  }

  // --- literal text

  void editPiece(const Piece& piece) {
    if (piece.kind == PieceKind::Hole) {
      const Hole& hole = query_.holes[piece.hole];
      if (hole.token != kNoNode && isRemoved(piece.hole))
        edits_.remove(hole.source);
      return;
    }
    if (piece.kind == PieceKind::Constant) {
      editConstant(piece);
      return;
    }
    const Copies before = copies(piece, false);
    const Copies after = copies(piece, true);
    for (std::size_t i = 0; i < piece.text.size(); ++i) {
      const ByteRange source = piece.bytes[i];
      if (regionAt(piece.begin + static_cast<std::uint32_t>(i)) != nullptr) {
        edits_.remove(source);
        continue;
      }
      ++keptBytes_[piece.node];
      const char c = piece.text[i];
      if (c == '{' || c == '}')
        rewriteCopies(source, before.braces, after.braces);
      else if (c == '%')
        rewriteCopies(source, before.percents, after.percents * (options_.doublePercent ? 2 : 1));
    }
  }

  void editConstant(const Piece& piece) {
    for (std::size_t i = 0; i < piece.text.size(); ++i)
      if (regionAt(piece.begin + static_cast<std::uint32_t>(i)) != nullptr)
        return fail("the quotes around a value stand in " + std::string(ast_.text(piece.node)));
    if (options_.doublePercent && piece.text.find('%') != std::string::npos)
      fail("the % in " + std::string(ast_.text(piece.node)) +
           " would have to be doubled once parameters are passed");
  }

  void rewriteCopies(ByteRange source, unsigned before, unsigned after) {
    if (before == after || source.empty())
      return;
    const std::string_view written = ast_.source.substr(source.begin, source.size());
    const std::string_view one = written.substr(0, written.size() / before);
    if (after > before)
      edits_.insert(source.end, repeated(one, after - before));
    else
      edits_.remove({source.begin + static_cast<ByteOffset>(one.size() * after), source.end});
  }

  void editTokens() {
    std::set<NodeId> tokens;
    for (const Piece& piece : query_.pieces)
      if (piece.kind == PieceKind::Literal)
        tokens.insert(piece.node);
    for (const Hole& hole : query_.holes)
      if (hole.token != kNoNode)
        tokens.insert(hole.token);
    for (const NodeId token : tokens) {
      const bool empty = stringParts(ast_, token).body.empty();
      const bool touched = !empty && !keptBytes_.contains(token) && !keptFields_.contains(token) &&
                           !filledTokens_.contains(token) && !holdsKeptField(token);
      if (touched) {
        removedLeaves_.insert(token);
      } else if (dropsPrefix(token)) {
        const std::string_view prefix = stringParts(ast_, token).prefix;
        const auto at = static_cast<ByteOffset>(prefix.find_first_of("fF"));
        edits_.remove({ast_[token].begin + at, ast_[token].begin + at + 1});
      }
    }
  }

  bool holdsKeptField(NodeId token) const {
    for (std::size_t i = 0; i < query_.holes.size(); ++i)
      if (query_.holes[i].token == token && !isRemoved(i))
        return true;
    return false;
  }

  // --- the expression around the text

  void walkStatement(NodeId value) {
    if (walk(value) == Fate::Removed)
      fail("a part of the query that is made in a statement of its own would be empty");
  }

  LayerId layerOf(NodeId node) const {
    for (LayerId layer = 1; layer < query_.layers.size(); ++layer)
      if (query_.layers[layer].node == node)
        return layer;
    return 0;
  }

  Fate walk(NodeId id) {
    if (removedLeaves_.contains(id))
      return Fate::Removed;
    const Node& node = ast_[id];
    if (node.kind == NodeKind::StringConcat)
      return walkConcat(id);
    if (node.kind == NodeKind::Binary && node.op == static_cast<std::uint8_t>(BinaryOp::Add))
      return walkSum(id);
    const LayerId layer = layerOf(id);
    if (layer == 0 || node.kind == NodeKind::Name)
      return Fate::Kept;
    if (query_.layers[layer].kind == LayerKind::Wrapper)
      return walkWrapper(id);
    const NodeId operand = query_.layers[layer].operand;
    const Fate text = walk(operand);
    if (dropped(layer)) {
      edits_.remove({outerEnd(ast_, operand, node.end), node.end});
      return text;
    }
    if (text == Fate::Removed)
      fail("the text that is formatted would be empty");
    return Fate::Kept;
  }

  Fate walkWrapper(NodeId id) {
    bool removed = false;
    std::size_t count = 0;
    for (const Layer& layer : query_.layers) {
      if (layer.node != id || layer.node == kNoNode)
        continue;
      ++count;
      removed |= walk(layer.operand) == Fate::Removed;
    }
    if (removed && count > 1)
      fail("a list of texts that are joined would lose one");
    return removed ? Fate::Removed : Fate::Kept;
  }

  Fate walkSum(NodeId id) {
    const Node& node = ast_[id];
    const Fate left = walk(node.a);
    const Fate right = walk(node.b);
    if (left == Fate::Removed && right == Fate::Removed)
      return Fate::Removed;
    const ByteOffset leftEnd = outerEnd(ast_, node.a, node.end);
    const ByteOffset plus = skipTrivia(ast_.source, leftEnd, node.end);
    const ByteOffset rightBegin = skipTrivia(ast_.source, plus + 1, node.end);
    const bool comment =
        ast_.source.substr(leftEnd, rightBegin - leftEnd).find('#') != std::string_view::npos;
    if (left == Fate::Removed) {
      edits_.remove(comment ? ByteRange{node.begin, leftEnd} : ByteRange{node.begin, rightBegin});
      if (comment)
        edits_.remove({plus, plus + 1});
    } else if (right == Fate::Removed) {
      edits_.remove(comment ? ByteRange{rightBegin, node.end} : ByteRange{leftEnd, node.end});
      if (comment)
        edits_.remove({plus, plus + 1});
    }
    return Fate::Kept;
  }

  Fate walkConcat(NodeId id) {
    const auto tokens = ast_.list(id);
    const auto stays = [&](NodeId token) { return !removedLeaves_.contains(token); };
    const auto first = std::find_if(tokens.begin(), tokens.end(), stays);
    if (first == tokens.end())
      return Fate::Removed;
    for (auto it = tokens.begin(); it != tokens.end(); ++it) {
      if (stays(*it))
        continue;
      if (it < first)
        edits_.remove({ast_[*it].begin, ast_[*(it + 1)].begin});
      else
        edits_.remove({ast_[*(it - 1)].end, ast_[*it].end});
    }
    return Fate::Kept;
  }

  // "a = '" + x + "' AND" became two literals with nothing between them: make them one where they
  // stand on one line.
  void joinNeighbours() {
    const auto& pieces = query_.pieces;
    std::size_t last = pieces.size(); // the last literal that stays
    bool between = false;             // an operand was removed since
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const Piece& piece = pieces[i];
      const bool operand =
          piece.kind == PieceKind::Hole && query_.holes[piece.hole].token == kNoNode;
      const NodeId node =
          piece.kind == PieceKind::Hole ? query_.holes[piece.hole].token : piece.node;
      if (operand ? removedLeaves_.contains(piece.node) : removedLeaves_.contains(node)) {
        between |= operand;
        continue;
      }
      if (operand || piece.kind == PieceKind::Constant) {
        last = pieces.size();
      } else {
        if (between && last < pieces.size())
          join(pieces[last], tokenOf(pieces[last]), piece, node);
        last = i;
      }
      between = false;
    }
  }

  NodeId tokenOf(const Piece& piece) const {
    return piece.kind == PieceKind::Hole ? query_.holes[piece.hole].token : piece.node;
  }

  void join(const Piece& left, NodeId leftToken, const Piece& right, NodeId rightToken) {
    const StringParts a = stringParts(ast_, leftToken);
    const StringParts b = stringParts(ast_, rightToken);
    const ByteOffset from = ast_[leftToken].end;
    const ByteOffset to = ast_[rightToken].begin;
    if (left.layer != right.layer || left.statement != right.statement || a.quote != b.quote ||
        a.quote.size() != 1 || finalPrefix(leftToken) != finalPrefix(rightToken) || from >= to)
      return;
    if (!onlyOperandsBetween(from, to))
      return;
    edits_.remove({a.body.end, b.body.begin});
  }

  std::string finalPrefix(NodeId token) const {
    std::string prefix(stringParts(ast_, token).prefix);
    if (dropsPrefix(token))
      prefix.erase(prefix.find_first_of("fF"), 1);
    return prefix;
  }

  // Between two literals: removed operands and literals, joined by `+` on one line, without
  // parentheses of their own.
  bool onlyOperandsBetween(ByteOffset from, ByteOffset to) const {
    std::vector<ByteRange> gone;
    for (const NodeId leaf : removedLeaves_)
      if (from <= ast_[leaf].begin && ast_[leaf].end <= to)
        gone.push_back(ast_[leaf].range());
    std::sort(gone.begin(), gone.end());
    ByteOffset at = from;
    for (const ByteRange range : gone) {
      if (range.begin < at || !isPlus(at, range.begin))
        return false;
      at = range.end;
    }
    return isPlus(at, to);
  }
  bool isPlus(ByteOffset from, ByteOffset to) const {
    const std::string_view gap = ast_.source.substr(from, to - from);
    return gap.find_first_not_of(" \t+") == std::string_view::npos;
  }

  // --- `%` and .format that keep some of their fields

  void thinOut(LayerId id) {
    const Layer& layer = query_.layers[id];
    const std::vector<NodeId> arguments = layerArguments(ast_, layer);
    std::set<std::uint32_t> going;
    std::set<std::uint32_t> staying;
    for (std::size_t i = 0; i < query_.holes.size(); ++i) {
      const Hole& hole = query_.holes[i];
      if (hole.token == kNoNode || hole.form == HoleForm::Interpolation || hole.layer != id)
        continue;
      if (hole.argument != kNoIndex)
        (isRemoved(i) ? going : staying).insert(hole.argument);
    }
    for (const std::uint32_t index : staying)
      going.erase(index);
    if (going.empty())
      return;
    removeArguments(layer, arguments, going);
    renumber(id, going);
  }

  void removeArguments(const Layer& layer, const std::vector<NodeId>& arguments,
                       const std::set<std::uint32_t>& going) {
    const NodeId container = layer.kind == LayerKind::Format ? layer.node : ast_[layer.node].b;
    const bool tuple = ast_[container].kind == NodeKind::Tuple;
    if (layer.kind == LayerKind::Percent && !tuple && ast_[container].kind != NodeKind::Dict)
      return fail("the values after % are not written out as a tuple");
    const std::vector<ByteRange> ranges = elementRanges(ast_, container);
    std::size_t lastKept = arguments.size();
    for (std::size_t i = 0; i < arguments.size(); ++i)
      if (!going.contains(static_cast<std::uint32_t>(i)))
        lastKept = i;
    if (lastKept == arguments.size())
      return fail("values of the format text are not written out");
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (!going.contains(static_cast<std::uint32_t>(i)))
        continue;
      if (i < lastKept)
        edits_.remove({ranges[i].begin, ranges[i + 1].begin});
      else
        edits_.remove({ranges[i - 1].end, ranges[i].end});
    }
    const bool single = arguments.size() - going.size() == 1;
    const ByteOffset after = skipTrivia(ast_.source, ranges.back().end, ast_[container].end);
    if (tuple && single && ast_.source[after] != ',')
      edits_.insert(ranges.back().end, ",");
  }

  // Explicit indices count the arguments that are left.
  void renumber(LayerId layer, const std::set<std::uint32_t>& going) {
    for (std::size_t i = 0; i < query_.holes.size(); ++i) {
      const Hole& hole = query_.holes[i];
      if (hole.layer != layer || isRemoved(i) || hole.number.empty() || hole.argument == kNoIndex)
        continue;
      const auto before = std::distance(going.begin(), going.lower_bound(hole.argument));
      if (before > 0)
        edits_.replace(hole.number,
                       std::to_string(hole.argument - static_cast<std::uint32_t>(before)));
    }
  }

  const Ast& ast_;
  const QueryFacts& facts_;
  const LinearQuery& query_;
  std::span<const QueryRegion> regions_;
  const RewriteOptions& options_;
  EditBuilder& edits_;
  std::string problem_;
  std::set<NodeId> removedLeaves_; // operands and string tokens
  std::set<NodeId> filledTokens_;
  std::map<NodeId, std::size_t> keptBytes_;
  std::map<NodeId, std::size_t> keptFields_; // interpolations of a token
  std::map<NodeId, std::size_t> removedFields_;
  std::vector<std::size_t> kept_; // fields of a layer
  std::vector<std::size_t> removed_;
};

} // namespace

std::string rewriteQuery(const Ast& ast, const QueryFacts& facts, const LinearQuery& query,
                         std::span<const QueryRegion> regions, const RewriteOptions& options,
                         EditBuilder& edits) {
  return Rewriter(ast, facts, query, regions, options, edits).run();
}

} // namespace pysecd
