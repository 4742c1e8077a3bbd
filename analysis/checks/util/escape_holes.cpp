#include "analysis/checks/util/escape_holes.h"

#include "analysis/checks/util/text_values.h"
#include "analysis/checks/util/wrap_value.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace pysecd {

namespace {

class Escaping {
public:
  Escaping(const SinkContext& context, EscapeAt escapeAt)
      : context_(context), function_(context.function), ast_(function_.ast), escapeAt_(escapeAt),
        parents_(parentsOf(ast_)) {}

  // nullopt: why() says what is in the way.
  std::optional<Fix> make(std::string_view title) {
    const Values& values = function_.flow.values;
    const Value& text = values[context_.hit.value];
    fix_.title = title;
    fix_.preferred = true;
    const StringPiece whole{{}, context_.hit.value, context_.hit.argument};
    const std::span<const StringPiece> pieces =
        text.pieces.empty() ? std::span(&whole, 1) : std::span(text.pieces);
    if (std::all_of(pieces.begin(), pieces.end(),
                    [](const StringPiece& piece) { return piece.hole != kBottom; }))
      fix_.safety = Safety::Unsafe; // it may be meant to be such a text
    for (std::size_t i = 0; i < pieces.size(); ++i)
      if (pieces[i].hole != kBottom && !values[pieces[i].hole].harmlessFor(context_.hit.row.kind) &&
          !escape(pieces, i))
        return std::nullopt;
    if (fix_.edits.empty())
      return std::nullopt;
    return std::move(fix_);
  }

  std::string why() { return std::move(why_); }

private:
  bool escape(std::span<const StringPiece> pieces, std::size_t index) {
    const NodeId hole = pieces[index].node;
    if (hole == kNoNode || ast_[hole].range().empty()) {
      why_ = "the text is built in another function";
      return false;
    }
    if (isFormatted(hole)) {
      why_ = "a conversion or a format stands with a value in the text";
      return false;
    }
    const std::string_view name = escapeAt_(context_, pieces, index, why_);
    if (name.empty())
      return false;
    if (!ast_[context_.hit.argument].range().contains(ast_[hole].range()) && usedAgain(hole))
      fix_.safety = Safety::Unsafe; // what else is done with the text sees it escaped as well
    const bool alone = pieces.size() == 1;
    const bool text = alone || isKnownText(function_, hole);
    if (!wrapValue(function_, hole, name, ")", fix_, text ? "" : "str")) {
      why_ = "the name of " + std::string(name) + " is taken here";
      return false;
    }
    return true;
  }

  // `{x!r}`, `{x:>8}`, `"%r" % x`, `"{:>8}".format(x)`.
  bool isFormatted(NodeId hole) const {
    const Node& parent = ast_[parents_[hole]];
    if (parent.kind == NodeKind::Interpolation)
      return parent.op != 0 || parent.b != kNoNode || (parent.flags & kSelfDocumenting) != 0;
    for (NodeId id = hole; id != kNoNode; id = parents_[id]) {
      const Node& node = ast_[parents_[id]];
      if (node.kind == NodeKind::Binary && static_cast<BinaryOp>(node.op) == BinaryOp::Mod &&
          node.b == id)
        return hasOtherFields(function_.constantText(node.a).value_or(""));
      if (node.kind == NodeKind::Call && node.a != id && ast_[node.a].kind == NodeKind::Attribute &&
          function_.text(ast_[node.a].symbol) == "format")
        return function_.constantText(ast_[node.a].a).value_or("!").find_first_of("!:") !=
               std::string_view::npos;
      if (node.kind != NodeKind::Tuple && node.kind != NodeKind::Dict &&
          node.kind != NodeKind::DictPair && node.kind != NodeKind::KeywordArgument)
        return false;
    }
    return false;
  }

  // A field other than `%s`, `%(name)s` and `%%`.
  static bool hasOtherFields(std::string_view format) {
    for (std::size_t i = 0; i < format.size(); ++i) {
      if (format[i] != '%')
        continue;
      if (++i < format.size() && format[i] == '(')
        i = std::min(format.find(')', i), format.size() - 1) + 1;
      if (i >= format.size() || (format[i] != 's' && format[i] != '%' && format[i] != 'd'))
        return true;
    }
    return false;
  }

  // The variable that the text is put into is read in another place than at the sink.
  bool usedAgain(NodeId hole) const {
    NodeId statement = hole;
    while (statement != kNoNode && ast_[statement].kind != NodeKind::Assign &&
           ast_[statement].kind != NodeKind::AugAssign)
      statement = parents_[statement];
    if (statement == kNoNode)
      return true;
    const Node& assign = ast_[statement];
    const NodeId target = assign.kind == NodeKind::AugAssign ? assign.a
                          : assign.listSize == 1             ? ast_.list(assign)[0]
                                                             : kNoNode;
    if (ast_[target].kind != NodeKind::Name)
      return true;
    const ByteRange sink = ast_[context_.hit.argument].range();
    return std::any_of(ast_.nodes.begin(), ast_.nodes.end(), [&](const Node& node) {
      return node.kind == NodeKind::Name && node.symbol == ast_[target].symbol &&
             node.begin >= assign.end && !sink.contains(node.range());
    });
  }

  const SinkContext& context_;
  const FunctionContext& function_;
  const Ast& ast_;
  EscapeAt escapeAt_;
  std::vector<NodeId> parents_;
  Fix fix_;
  std::string why_;
};

} // namespace

void offerEscapedHoles(const SinkContext& context, Finding& finding, std::string_view title,
                       EscapeAt escapeAt) {
  if (context.hit.through != kNoSymbol) {
    finding.whyNoFix = "the text is built and used in different functions";
    return;
  }
  Escaping escaping(context, escapeAt);
  if (auto fix = escaping.make(title))
    finding.fixes.push_back(std::move(*fix));
  else
    finding.whyNoFix = escaping.why();
}

} // namespace pysecd
