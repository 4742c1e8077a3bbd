#include "analysis/fixes/parameterize_query/call_arguments.h"

#include "analysis/fixes/parameterize_query/python_source.h"
#include "analysis/fixes/parameterize_query/query_variables.h"

#include <algorithm>
#include <array>
#include <optional>

namespace pysecd {

namespace {

bool isPositional(const Ast& ast, NodeId argument) {
  const NodeKind kind = ast[argument].kind;
  return kind != NodeKind::KeywordArgument && kind != NodeKind::DoubleStarred;
}

// The call that runs a text(...) which is its first argument, and takes a dict after it; else
// kNoNode.
NodeId runningCall(const Ast& ast, NodeId textCall) {
  const std::vector<NodeId> path = pathTo(ast, textCall);
  if (path.size() < 2)
    return kNoNode;
  const NodeId parent = path[path.size() - 2];
  if (ast[parent].kind != NodeKind::Call || ast[parent].a == textCall ||
      ast.list(parent)[0] != textCall)
    return kNoNode;
  constexpr std::array<std::string_view, 5> kRunners = {"execute", "scalar", "scalars", "stream",
                                                        "stream_scalars"};
  const bool runs = std::find(kRunners.begin(), kRunners.end(), writtenName(ast, ast[parent].a)) !=
                    kRunners.end();
  return runs && ast[ast[parent].a].kind == NodeKind::Attribute ? parent : kNoNode;
}

// The parameters' place: which call, and where in it.
struct Target {
  NodeId call = kNoNode;
  ArgSpec spec;
  std::string keyword; // of spec, as text
};

Target targetOf(const Ast& ast, const QueryFacts& facts) {
  Target target{facts.call, facts.sink.params, ""};
  if (facts.sink.bind == BindForm::Enclosing) {
    target.call = runningCall(ast, facts.call);
    target.spec = {.position = 1};
    target.keyword = "params";
    return target;
  }
  if (!target.spec.present())
    target.spec.position = static_cast<std::int16_t>(std::max<int>(facts.sink.arg.position, 0) + 1);
  if (facts.symbols != nullptr && target.spec.keyword != kNoSymbol)
    target.keyword = facts.symbols->text(target.spec.keyword);
  return target;
}

NodeId argumentAt(const Ast& ast, const Target& target) {
  if (target.call == kNoNode)
    return kNoNode;
  const auto arguments = ast.list(target.call);
  const auto position = static_cast<std::size_t>(std::max<int>(target.spec.position, 0));
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (target.spec.position >= 0 && i == position && isPositional(ast, arguments[i]))
      return arguments[i];
    if (ast[arguments[i]].kind == NodeKind::KeywordArgument && !target.keyword.empty() &&
        writtenName(ast, arguments[i]) == target.keyword)
      return ast[arguments[i]].a;
  }
  return kNoNode;
}

bool isSequence(NodeKind kind) { return kind == NodeKind::Tuple || kind == NodeKind::List; }

class Passer {
public:
  Passer(const Ast& ast, const QueryFacts& facts, const Passing& passing, EditBuilder& edits,
         std::vector<ByteOffset>& at)
      : ast_(ast), facts_(facts), passing_(passing), values_(passing.values), edits_(edits),
        at_(at) {}

  std::string run() {
    const Target target = targetOf(ast_, facts_);
    if (const auto unpacked = unpacksArguments(target.call == kNoNode ? facts_.call : target.call))
      return *unpacked;
    const NodeId existing = argumentAt(ast_, target);
    switch (passing_.form) {
    case BindForm::None:
      return "this call takes no parameters";
    case BindForm::Varargs:
      return varargs();
    case BindForm::Keywords:
      return appended(facts_.call, keywords());
    case BindForm::Enclosing:
      if (target.call == kNoNode)
        return bindparams();
      if (existing != kNoNode && ast_[existing].kind != NodeKind::Dict &&
          ast_[existing].kind != NodeKind::NoneLiteral)
        return bindparams();
      return existing != kNoNode ? merge(existing, true) : added(target, true);
    case BindForm::Sequence:
    case BindForm::Mapping:
      const bool mapping = passing_.form == BindForm::Mapping;
      return existing != kNoNode ? merge(existing, mapping) : added(target, mapping);
    }
    return "this call takes no parameters";
  }

private:
  std::optional<std::string> unpacksArguments(NodeId call) const {
    if (passing_.form == BindForm::Varargs)
      return std::nullopt;
    for (const NodeId argument : ast_.list(call))
      if (ast_[argument].kind == NodeKind::Starred ||
          ast_[argument].kind == NodeKind::DoubleStarred)
        return "the call's arguments come from " + std::string(ast_.text(argument));
    return std::nullopt;
  }

  void evaluatedAt(ByteOffset offset) { at_.assign(values_.size(), offset); }

  std::string pair(const BoundArgument& value) const {
    return pythonString(value.name, passing_.quote) + ": " + value.source;
  }

  std::string joined(bool mapping) const {
    std::string out = passing_.variable.empty() ? "" : (mapping ? "**" : "*") + passing_.variable;
    for (const BoundArgument& value : values_)
      out += (out.empty() ? "" : ", ") + (mapping ? pair(value) : value.source);
    return out;
  }

  std::string display(bool mapping) const {
    if (values_.empty())
      return passing_.variable;
    if (mapping)
      return "{" + joined(true) + "}";
    const bool single = values_.size() == 1 && passing_.variable.empty();
    if (single && values_[0].source.starts_with('*'))
      return "tuple(" + values_[0].source.substr(1) + ")";
    return "(" + joined(false) + (single ? ",)" : ")");
  }

  std::string keywords() const {
    std::string out = passing_.variable.empty() ? "" : "**" + passing_.variable;
    for (const BoundArgument& value : values_)
      out += (out.empty() ? "" : ", ") + value.name + "=" + value.source;
    return out;
  }

  // --- a new argument

  std::string added(const Target& target, bool mapping) {
    const auto arguments = ast_.list(target.call);
    std::size_t positional = 0;
    while (positional < arguments.size() && isPositional(ast_, arguments[positional]))
      ++positional;
    if (target.spec.position >= 0 && positional == static_cast<std::size_t>(target.spec.position))
      return insertAfter(target.call, positional - 1, display(mapping));
    if (target.keyword.empty())
      return "the parameters would have to be passed by a keyword that is not known";
    return appended(target.call, target.keyword + "=" + display(mapping));
  }

  std::string appended(NodeId call, const std::string& argument) {
    return insertAfter(call, ast_.list(call).size() - 1, argument);
  }

  std::string insertAfter(NodeId call, std::size_t index, const std::string& argument) {
    const std::vector<ByteRange> ranges = elementRanges(ast_, call);
    const ByteOffset end = ranges[index].end;
    edits_.insert(end, "," + separator(call, ranges[index].begin) + argument);
    evaluatedAt(end);
    return {};
  }

  // A blank, or the line break and indentation before the argument if it has a line of its own.
  std::string separator(NodeId call, ByteOffset argument) const {
    const std::string_view lead = lineLead(ast_.source, argument);
    return lead.empty() || argument - lead.size() < argumentsBegin(ast_, call) ? " "
                                                                               : std::string(lead);
  }

  std::string bindparams() {
    edits_.insert(ast_[facts_.call].end, ".bindparams(" + keywords() + ")");
    evaluatedAt(ast_[facts_.call].end);
    return {};
  }

  // --- more arguments: fetch(query, a, b)

  std::string varargs() {
    const auto arguments = ast_.list(facts_.call);
    const Target target = targetOf(ast_, facts_);
    const auto first = static_cast<std::size_t>(std::max<int>(target.spec.position, 1));
    std::size_t positional = 0;
    while (positional < arguments.size() && isPositional(ast_, arguments[positional]))
      ++positional;
    if (positional < first)
      return "the query is passed by keyword";
    // One sequence may stand for all values.
    if (positional == first + 1 && facts_.sink.style != ParamStyle::Dollar) {
      const NodeId only = arguments[first];
      if (isSequence(ast_[only].kind))
        return merge(only, false);
      if (ast_[only].kind == NodeKind::Name || ast_[only].kind == NodeKind::Attribute)
        return "it can't be seen whether " + std::string(ast_.text(only)) +
               " is one value or several";
    }
    if (facts_.sink.style == ParamStyle::Dollar || !passing_.variable.empty())
      return insertAfter(facts_.call, positional - 1, joined(false));
    return interleave(facts_.call, first, positional, false);
  }

  // --- into a display that is there

  std::string merge(NodeId existing, bool mapping) {
    const Node& node = ast_[existing];
    if (node.kind == NodeKind::NoneLiteral) {
      edits_.replace(node.range(), display(mapping));
      evaluatedAt(node.begin);
      return {};
    }
    if (mapping ? node.kind != NodeKind::Dict : !isSequence(node.kind))
      return extended(existing, mapping);
    if (node.listSize == 0) {
      const std::string one = values_.size() == 1 && node.kind == NodeKind::Tuple ? "," : "";
      edits_.insert(node.begin + 1, joined(mapping) + one);
      evaluatedAt(node.begin + 1);
      return {};
    }
    for (const NodeId element : ast_.list(existing))
      if (ast_[element].kind == NodeKind::Starred)
        return "the parameters come from " + std::string(ast_.text(element));
    return interleave(existing, 0, node.listSize, mapping);
  }

  // Parameters that stand elsewhere are unpacked if all new values come before or after them.
  std::string extended(NodeId existing, bool mapping) {
    const Node& node = ast_[existing];
    const auto allAt = [&](std::size_t placeholders) {
      return std::all_of(values_.begin(), values_.end(), [&](const BoundArgument& value) {
        return value.placeholdersBefore == placeholders;
      });
    };
    const bool first = !mapping && allAt(0);
    const bool apart = mapping || first || allAt(passing_.placeholders);
    const bool name = node.kind == NodeKind::Name || node.kind == NodeKind::Attribute;
    if (!name || !apart || !unpacks(mapping))
      return "the parameters are in " + std::string(ast_.text(existing)) + ": add " +
             joined(mapping) + " to them";
    edits_.insert(node.begin, mapping ? "{**" : first ? "(" + joined(false) + ", *" : "(*");
    edits_.insert(node.end, mapping ? ", " + joined(true) + "}"
                            : first ? ")"
                                    : ", " + joined(false) + ")");
    evaluatedAt(first ? node.begin : node.end);
    return {};
  }

  // Whether parameters that can't be seen surely are a sequence, or a mapping. MySQL's and SQL
  // Server's drivers take a single value for a sequence of one; SQLite and Oracle a sequence for
  // named placeholders.
  bool unpacks(bool mapping) const {
    switch (facts_.driver.dialect) {
    case SqlDialect::Postgres:
      return true;
    case SqlDialect::Sqlite:
    case SqlDialect::DuckDb:
      return !mapping;
    case SqlDialect::Unknown:
      return mapping && facts_.sink.style == ParamStyle::Named;
    default:
      return false;
    }
  }

  // Inserts each value among elements [first, last) of a call or display, in the order of the
  // placeholders.
  std::string interleave(NodeId container, std::size_t first, std::size_t last, bool mapping) {
    const std::vector<ByteRange> ranges = elementRanges(ast_, container);
    for (const BoundArgument& value : values_) {
      const std::string text = mapping ? pair(value) : value.source;
      const std::size_t index = mapping ? last : std::min(first + value.placeholdersBefore, last);
      if (index < last) {
        edits_.insert(ranges[index].begin, text + ", ");
        at_.push_back(ranges[index].begin);
      } else if (index == 0) {
        return "the call has no query";
      } else {
        at_.push_back(append(container, ranges[index - 1], text));
      }
    }
    // (a,) needs its comma no longer
    const ByteOffset comma = ranges.size() == 1 ? trailingComma(container, ranges[0]) : 0;
    if (comma != 0 && !usedComma_)
      edits_.remove({comma, comma + 1});
    return {};
  }

  // After the last element; a trailing comma that only made a tuple of it is used.
  ByteOffset append(NodeId container, ByteRange lastElement, const std::string& text) {
    const ByteOffset comma = trailingComma(container, lastElement);
    const std::string_view lead = lineLead(ast_.source, lastElement.begin);
    if (comma == 0 || usedComma_) {
      const bool ownLine = !lead.empty() && ast_[container].kind != NodeKind::Call;
      edits_.insert(lastElement.end, "," + (ownLine ? std::string(lead) : " ") + text);
      return lastElement.end;
    }
    usedComma_ = true;
    edits_.insert(comma + 1, " " + text);
    return comma + 1;
  }

  // The offset of a comma right before the closing parenthesis of a tuple; 0 if there is none.
  ByteOffset trailingComma(NodeId container, ByteRange lastElement) const {
    if (ast_[container].kind != NodeKind::Tuple)
      return 0;
    const ByteOffset end = ast_[container].end;
    const ByteOffset comma = skipTrivia(ast_.source, lastElement.end, end);
    return comma + 2 == end && ast_.source[comma] == ',' ? comma : 0;
  }

  const Ast& ast_;
  const QueryFacts& facts_;
  const Passing& passing_;
  const std::vector<BoundArgument>& values_;
  EditBuilder& edits_;
  std::vector<ByteOffset>& at_;
  bool usedComma_ = false;
};

} // namespace

ExistingParameters existingParameters(const Ast& ast, const QueryFacts& facts) {
  ExistingParameters existing;
  const Target target = targetOf(ast, facts);
  if (facts.sink.bind == BindForm::Keywords) {
    existing.present = ast.list(facts.call).size() > 1;
    existing.mapping = true;
    return existing;
  }
  existing.value = argumentAt(ast, target);
  if (existing.value == kNoNode || ast[existing.value].kind == NodeKind::NoneLiteral)
    return existing;
  const Node& node = ast[existing.value];
  existing.present = true;
  existing.mapping = node.kind == NodeKind::Dict;
  existing.known = existing.mapping || isSequence(node.kind);
  existing.count = node.listSize;
  if (facts.sink.bind == BindForm::Varargs && !existing.known) {
    existing.known = true;
    const auto arguments = ast.list(facts.call);
    const auto first = static_cast<std::size_t>(std::max<int>(target.spec.position, 1));
    for (std::size_t i = first; i < arguments.size() && isPositional(ast, arguments[i]); ++i) {
      ++existing.count;
      existing.known &= ast[arguments[i]].kind != NodeKind::Starred;
    }
  }
  return existing;
}

std::string passArguments(const Ast& ast, const QueryFacts& facts, const Passing& passing,
                          EditBuilder& edits, std::vector<ByteOffset>& at) {
  return Passer(ast, facts, passing, edits, at).run();
}

} // namespace pysecd
