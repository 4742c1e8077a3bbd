#include "analysis/fixes/parameterize_query/query_rewriter.h"

#include "analysis/fixes/parameterize_query/evaluation_order.h"
#include "analysis/fixes/parameterize_query/python_source.h"

#include <algorithm>
#include <map>
#include <set>

namespace pysecd {

namespace {

bool has(std::uint16_t flags, StringFlag flag) { return (flags & flag) != 0; }

class Rewriter {
public:
  Rewriter(const Ast& ast, const LinearQuery& query, std::span<const QueryRegion> regions,
           const RewriteOptions& options, EditBuilder& edits)
      : ast_(ast), query_(query), regions_(regions), options_(options), edits_(edits) {}

  std::string run() {
    markRemovedHoles();
    findLayers();
    placePlaceholders();
    for (const Piece& piece : query_.pieces)
      editPiece(piece);
    editTokens();
    for (const QueryRoot& root : query_.roots)
      if (walk(root.expression) == Fate::Removed)
        removeStatement(root.statement);
      else if (assignsItself(root) && options_.dropEmptyStatements)
        edits_.remove(wholeLines(ast_.source, ast_[root.statement].range()));
    joinNeighbours();
    for (LayerId layer = 1; layer < query_.layers.size(); ++layer)
      if (kept_[layer] > 0 && removed_[layer] > 0)
        thinOut(layer);
      else if (dropped(layer))
        checkUnused(layer);
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

  // The field or operand that a piece stands for; null for literal text.
  const Hole* fieldOf(const Piece& piece) const {
    if (piece.hole == kNoIndex)
      return nullptr;
    return piece.kind == PieceKind::Hole ? &query_.holes[piece.hole]
                                         : &query_.constants[piece.hole];
  }

  void markRemovedHoles() {
    for (const Piece& piece : query_.pieces) {
      const Hole* field = fieldOf(piece);
      if (field != nullptr && field->token == kNoNode && regionAt(piece.begin) != nullptr)
        removedLeaves_.insert(field->expression);
    }
  }

  void findLayers() {
    kept_.assign(query_.layers.size(), 0);
    removed_.assign(query_.layers.size(), 0);
    for (const Piece& piece : query_.pieces) {
      const Hole* field = fieldOf(piece);
      if (field == nullptr || field->token == kNoNode)
        continue;
      const bool goes = regionAt(piece.begin) != nullptr;
      if (field->form == HoleForm::Interpolation)
        ++(goes ? removedFields_ : keptFields_)[field->token];
      else
        ++(goes ? removed_ : kept_)[field->layer];
      if (!goes)
        tokensOfKeptFields_.insert(field->token);
    }
    for (const Splice& splice : query_.splices) {
      if (splice.layer == 0)
        ++keptFields_[splice.token];
      else
        ++kept_[splice.layer];
      tokensOfKeptFields_.insert(splice.token);
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
    for (const QueryRegion& region : regions_)
      if (!region.placeholder.empty() && !place(region, pieceAt(region.begin)))
        fail("the text around a value stands elsewhere");
  }

  // The piece of the byte at an offset; pieces without text have none.
  std::size_t pieceAt(std::uint32_t offset) const {
    const auto after =
        std::upper_bound(query_.pieces.begin(), query_.pieces.end(), offset,
                         [](std::uint32_t at, const Piece& piece) { return at < piece.begin; });
    return static_cast<std::size_t>(after - query_.pieces.begin()) - 1;
  }

  bool place(const QueryRegion& region, std::size_t index) {
    const Piece& piece = query_.pieces[index];
    if (piece.kind == PieceKind::Literal)
      return insert(piece, piece.bytes[region.begin - piece.begin].begin, region.placeholder);
    if (piece.kind != PieceKind::Hole)
      return false;
    const Hole& hole = query_.holes[piece.hole];
    if (hole.source.empty())
      return false;
    if (hole.token != kNoNode) {
      Piece around = piece;
      around.node = hole.token;
      const bool leads = index > 0 && query_.pieces[index - 1].kind == PieceKind::Lead &&
                         regionAt(query_.pieces[index - 1].begin) == nullptr;
      return insert(around, hole.source.begin, (leads ? hole.lead : "") + region.placeholder);
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
    if (piece.kind == PieceKind::Constant)
      editConstant(piece);
    if (const Hole* field = fieldOf(piece)) {
      if (field->token != kNoNode && regionAt(piece.begin) != nullptr)
        edits_.remove(field->source);
      return;
    }
    if (piece.kind != PieceKind::Literal)
      return;
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
        rewriteCopies(source, before.percents, after.percents * (doubles(piece.text, i) ? 2 : 1));
    }
  }

  bool doubles(std::string_view text, std::size_t at) const {
    return options_.doublePercent || (options_.doubleLonePercent && isLonePercent(text, at));
  }

  void editConstant(const Piece& piece) {
    const auto size = static_cast<std::uint32_t>(piece.text.size());
    if (size == 0)
      return;
    const QueryRegion* first = regionAt(piece.begin);
    for (std::uint32_t i = 0; i < size; ++i)
      if (regionAt(piece.begin + i) != first || (first != nullptr && piece.hole == kNoIndex))
        return fail("the quotes around a value stand in " + std::string(ast_.text(piece.node)));
    const auto doubled = [&](std::size_t at) { return doubles(piece.text, at); };
    std::size_t percent = piece.text.find('%');
    while (percent != std::string::npos && !doubled(percent))
      percent = piece.text.find('%', percent + 1);
    if (first == nullptr && percent != std::string::npos)
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
    for (const Piece& piece : query_.pieces)
      if (const Hole* field = fieldOf(piece); field != nullptr && field->token != kNoNode)
        tokens.insert(field->token);
    for (const NodeId token : tokens) {
      const bool empty = stringParts(ast_, token).body.empty();
      const bool touched = !empty && !keptBytes_.contains(token) &&
                           !tokensOfKeptFields_.contains(token) && !filledTokens_.contains(token);
      if (touched) {
        removedLeaves_.insert(token);
      } else if (dropsPrefix(token)) {
        const std::string_view prefix = stringParts(ast_, token).prefix;
        const auto at = static_cast<ByteOffset>(prefix.find_first_of("fF"));
        edits_.remove({ast_[token].begin + at, ast_[token].begin + at + 1});
      }
    }
  }

  // --- the expression around the text

  // `sql += x` whose text went into a placeholder of an earlier statement.
  void removeStatement(NodeId statement) {
    const ByteRange lines = ast_[statement].kind == NodeKind::AugAssign
                                ? wholeLines(ast_.source, ast_[statement].range())
                                : ByteRange{};
    if (lines.empty())
      fail("a part of the query's text would be empty");
    edits_.remove(lines);
  }

  // `sql = sql % x`, of which `sql = sql` is left.
  bool assignsItself(const QueryRoot& root) const {
    const Node& node = ast_[root.statement];
    const LayerId layer = layerOf(root.expression);
    if (node.kind != NodeKind::Assign || node.listSize != 1 || layer == 0 || !dropped(layer))
      return false;
    const NodeId target = ast_.list(node)[0];
    const NodeId operand = query_.layers[layer].operand;
    return ast_[operand].kind == NodeKind::Name && ast_[target].kind == NodeKind::Name &&
           ast_[operand].symbol == ast_[target].symbol;
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
    std::set<std::uint32_t> removed;
    std::uint32_t count = 0;
    for (const Layer& layer : query_.layers) {
      if (layer.node != id || layer.node == kNoNode)
        continue;
      if (walk(layer.operand) == Fate::Removed)
        removed.insert(count);
      ++count;
    }
    if (removed.size() == count)
      return Fate::Removed;
    if (!removed.empty() && !joinsWithNothing(id))
      fail("a list of texts that are joined would lose one");
    else if (!removed.empty())
      removeElements(ast_.list(id)[0], removed);
    return Fate::Kept;
  }

  // `"".join([...])`
  bool joinsWithNothing(NodeId call) const {
    const NodeId separator = ast_[ast_[call].a].a;
    return ast_[separator].kind == NodeKind::String && ast_.list(separator).empty();
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
      const NodeId token = tokenOf(piece);
      if (removedLeaves_.contains(token == kNoNode ? piece.node : token)) {
        between |= token == kNoNode;
        continue;
      }
      if (token == kNoNode) {
        last = pieces.size();
      } else {
        if (between && last < pieces.size())
          join(pieces[last], tokenOf(pieces[last]), piece, token);
        last = i;
      }
      between = false;
    }
  }

  // The string literal that a piece stands in; kNoNode for operands.
  NodeId tokenOf(const Piece& piece) const {
    if (const Hole* field = fieldOf(piece))
      return field->token;
    return piece.kind == PieceKind::Constant ? kNoNode : piece.node;
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
    for (const Piece& piece : query_.pieces) {
      const Hole* field = fieldOf(piece);
      if (field != nullptr && isFieldOf(*field, id) && field->argument != kNoIndex)
        (regionAt(piece.begin) != nullptr ? going : staying).insert(field->argument);
    }
    for (const Splice& splice : query_.splices)
      if (splice.layer == id && splice.argument != kNoIndex)
        staying.insert(splice.argument);
    for (const std::uint32_t index : staying)
      going.erase(index);
    if (going.empty())
      return;
    removeArguments(layer, arguments, going);
    renumber(id, going);
  }

  static bool isFieldOf(const Hole& field, LayerId layer) {
    return field.token != kNoNode && field.form != HoleForm::Interpolation && field.layer == layer;
  }

  void removeArguments(const Layer& layer, const std::vector<NodeId>& arguments,
                       const std::set<std::uint32_t>& going) {
    const NodeId container = layer.values;
    const NodeKind kind = ast_[container].kind;
    if (layer.kind == LayerKind::Percent && kind != NodeKind::Tuple && kind != NodeKind::Dict)
      return fail("the values after % are not written out as a tuple");
    if (going.size() == arguments.size())
      return fail("values of the format text are not written out");
    removeElements(container, going);
    const ByteOffset last = elementRanges(ast_, container).back().end;
    const bool single = arguments.size() - going.size() == 1;
    const ByteOffset after = skipTrivia(ast_.source, last, ast_[container].end);
    if (kind == NodeKind::Tuple && single && ast_.source[after] != ',')
      edits_.insert(last, ",");
  }

  // Some of a display's elements or a call's arguments, not all.
  void removeElements(NodeId container, const std::set<std::uint32_t>& going) {
    const std::vector<ByteRange> ranges = elementRanges(ast_, container);
    std::size_t lastKept = 0;
    for (std::size_t i = 0; i < ranges.size(); ++i)
      if (!going.contains(static_cast<std::uint32_t>(i)))
        lastKept = i;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      if (!going.contains(static_cast<std::uint32_t>(i)))
        continue;
      if (i < lastKept)
        edits_.remove({ranges[i].begin, ranges[i + 1].begin});
      else
        edits_.remove({ranges[i - 1].end, ranges[i].end});
    }
  }

  // Arguments that no field names are evaluated all the same.
  void checkUnused(LayerId id) {
    const std::vector<NodeId> arguments = layerArguments(ast_, query_.layers[id]);
    std::set<std::uint32_t> used;
    for (const Piece& piece : query_.pieces)
      if (const Hole* field = fieldOf(piece); field != nullptr && isFieldOf(*field, id))
        used.insert(field->argument);
    for (std::uint32_t i = 0; i < arguments.size(); ++i)
      if (!used.contains(i) && effectOf(ast_, arguments[i]) == Effect::Writes)
        fail(std::string(ast_.text(arguments[i])) + " would not be evaluated any more");
  }

  // Explicit indices count the arguments that are left.
  void renumber(LayerId layer, const std::set<std::uint32_t>& going) {
    for (const Piece& piece : query_.pieces) {
      const Hole* field = fieldOf(piece);
      if (field == nullptr || !isFieldOf(*field, layer) || regionAt(piece.begin) != nullptr ||
          field->number.empty() || field->argument == kNoIndex)
        continue;
      const auto before = std::distance(going.begin(), going.lower_bound(field->argument));
      if (before > 0)
        edits_.replace(field->number,
                       std::to_string(field->argument - static_cast<std::uint32_t>(before)));
    }
  }

  const Ast& ast_;
  const LinearQuery& query_;
  std::span<const QueryRegion> regions_;
  const RewriteOptions& options_;
  EditBuilder& edits_;
  std::string problem_;
  std::set<NodeId> removedLeaves_; // operands and string tokens
  std::set<NodeId> filledTokens_;
  std::set<NodeId> tokensOfKeptFields_;
  std::map<NodeId, std::size_t> keptBytes_;
  std::map<NodeId, std::size_t> keptFields_; // interpolations of a token
  std::map<NodeId, std::size_t> removedFields_;
  std::vector<std::size_t> kept_; // fields of a layer
  std::vector<std::size_t> removed_;
};

} // namespace

bool isLonePercent(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && text[begin - 1] == '%')
    --begin;
  const std::size_t end = std::min(text.find_first_not_of('%', at), text.size());
  return text[at] == '%' && end == at + 1 && (end - begin) % 2 == 1;
}

std::string rewriteQuery(const Ast& ast, const LinearQuery& query,
                         std::span<const QueryRegion> regions, const RewriteOptions& options,
                         EditBuilder& edits) {
  return Rewriter(ast, query, regions, options, edits).run();
}

} // namespace pysecd
