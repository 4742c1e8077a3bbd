#include "analysis/engine/suppressions.h"

#include "analysis/checks/check.h"
#include "analysis/checks/other_tools.h"
#include "analysis/engine/suppression_comments.h"
#include "analysis/support/suggest.h"

#include <algorithm>
#include <string>

namespace pysecd {

namespace {

constexpr std::size_t kMaxComments = 20'000;

std::string_view typeOf(TSNode node) { return ts_node_type(node); }

bool isBlock(TSNode node) { return typeOf(node) == "block" || typeOf(node) == "module"; }

// Parts of compound statements with a head of their own.
bool isClause(std::string_view type) {
  return type == "elif_clause" || type == "else_clause" || type == "except_clause" ||
         type == "except_group_clause" || type == "finally_clause" || type == "case_clause";
}

// The statement, or the clause of one, that holds the byte; null between statements.
TSNode statementAt(const Tree& tree, ByteOffset offset) {
  TSNode node = ts_node_descendant_for_byte_range(tree.root(), offset, offset + 1);
  while (!ts_node_is_null(node) && !isBlock(node)) {
    const TSNode parent = ts_node_parent(node);
    if (isClause(typeOf(node)) || (!ts_node_is_null(parent) && isBlock(parent)))
      return node;
    node = parent;
  }
  return {};
}

// Up to where the body begins: `def f(a,\n b):`.
ByteRange headOf(TSNode statement) {
  const ByteRange range{ts_node_start_byte(statement), ts_node_end_byte(statement)};
  for (std::uint32_t i = ts_node_child_count(statement); i-- > 0;) {
    const TSNode child = ts_node_child(statement, i);
    if (typeOf(child) == "function_definition" || typeOf(child) == "class_definition")
      return {range.begin, headOf(child).end};
  }
  for (std::uint32_t i = 0; i < ts_node_child_count(statement); ++i)
    if (const TSNode child = ts_node_child(statement, i); typeOf(child) == "block")
      return {range.begin, std::max(range.begin, ts_node_start_byte(child))};
  return range;
}

ByteRange lineAround(std::string_view text, ByteOffset at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_of("\r\n", at - 1);
  const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
  return {before == std::string_view::npos ? 0 : static_cast<ByteOffset>(before + 1),
          static_cast<ByteOffset>(end)};
}

// Whether a comment may end the line that ends here: not inside a string or before a line that
// continues this one.
bool takesComment(const Tree& tree, std::string_view text, ByteOffset lineEnd) {
  if (lineEnd == 0 || text[lineEnd - 1] == '\\')
    return false;
  TSNode node = ts_node_descendant_for_byte_range(tree.root(), lineEnd - 1, lineEnd + 1);
  for (; !ts_node_is_null(node); node = ts_node_parent(node))
    if (typeOf(node) == "string" && ts_node_end_byte(node) > lineEnd)
      return false;
  return true;
}

struct Suppression {
  SuppressionMark mark;
  ByteRange line;
  ByteRange statement;
  std::vector<std::vector<std::string_view>> checks; // by id: what it stands for
  std::vector<bool> used;                            // by id
};

class Suppressor {
public:
  explicit Suppressor(const SuppressionInput& input) : input_(input), text_(input.text.bytes()) {}

  void run(std::vector<Finding>& findings) {
    collect();
    std::erase_if(findings, [this](const Finding& finding) { return suppresses(finding); });
    for (const Suppression& suppression : all_)
      if (!suppression.mark.foreign)
        report(suppression);
    findings.insert(findings.end(), std::make_move_iterator(reports_.begin()),
                    std::make_move_iterator(reports_.end()));
  }

private:
  void collect() {
    std::size_t comments = 0;
    for (std::size_t at = text_.find('#'); at != std::string_view::npos;
         at = text_.find('#', at + 1)) {
      const auto begin = static_cast<ByteOffset>(at);
      const ByteRange line = lineAround(text_, begin);
      const std::string_view rest = text_.substr(begin, line.end - begin);
      std::vector<SuppressionMark> marks = readSuppressions(rest, begin);
      if (marks.empty() || ++comments > kMaxComments || !isComment(begin))
        continue;
      const ByteRange statement = ownerOf(begin, line);
      for (SuppressionMark& mark : marks)
        if (!mark.foreign || input_.settings.foreignSuppressions)
          add(std::move(mark), line, statement);
      at = line.end == 0 ? at : line.end - 1;
    }
  }

  bool isComment(ByteOffset begin) const {
    const TSNode node = ts_node_descendant_for_byte_range(input_.tree.root(), begin, begin + 1);
    return !ts_node_is_null(node) && typeOf(node) == "comment" && ts_node_start_byte(node) == begin;
  }

  void add(SuppressionMark mark, ByteRange line, ByteRange statement) {
    Suppression suppression{.mark = std::move(mark), .line = line, .statement = statement};
    for (const SuppressionMark::Id& id : suppression.mark.ids)
      suppression.checks.push_back(suppression.mark.foreign ? checksOfOtherRule(id.text)
                                                            : checksOf(id.text));
    suppression.used.assign(suppression.checks.size(), false);
    all_.push_back(std::move(suppression));
  }

  // Of an id, or of a whole group.
  static std::vector<std::string_view> checksOf(std::string_view id) {
    std::vector<std::string_view> checks;
    for (const CheckInfo& check : allChecks())
      if (check.id == id || check.group == id)
        checks.push_back(check.id);
    return checks;
  }

  ByteRange ownerOf(ByteOffset comment, ByteRange line) const {
    const std::string_view before = text_.substr(line.begin, comment - line.begin);
    const std::size_t last = before.find_last_not_of(" \t\f");
    TSNode owner;
    if (last != std::string_view::npos)
      owner = statementAt(input_.tree, line.begin + static_cast<ByteOffset>(last));
    else if (betweenStatements(comment))
      owner = statementAfter(line.end);
    else
      owner = statementAt(input_.tree, comment);
    return ts_node_is_null(owner) ? line : headOf(owner);
  }

  // Not between the brackets of one. The grammar puts a comment that begins a body before the body.
  bool betweenStatements(ByteOffset comment) const {
    const TSNode node = ts_node_descendant_for_byte_range(input_.tree.root(), comment, comment + 1);
    const TSNode parent = ts_node_parent(node);
    if (ts_node_is_null(parent) || isBlock(parent))
      return true;
    const TSNode statement = statementAt(input_.tree, comment);
    return ts_node_is_null(statement) || ts_node_eq(statement, parent) ||
           ts_node_start_byte(parent) >= headOf(statement).end;
  }

  // The first statement that begins on a later line.
  TSNode statementAfter(ByteOffset at) const {
    while (at < text_.size()) {
      const std::size_t next = text_.find_first_not_of(" \t\f\r\n", at);
      if (next == std::string_view::npos)
        return {};
      if (text_[next] != '#')
        return statementAt(input_.tree, static_cast<ByteOffset>(next));
      at = lineAround(text_, static_cast<ByteOffset>(next)).end;
    }
    return {};
  }

  bool suppresses(const Finding& finding) {
    bool any = false;
    for (Suppression& suppression : all_) {
      const ByteOffset at = finding.range.begin;
      const auto holds = [at](ByteRange range) { return range.begin <= at && at < range.end; };
      if (!suppression.mark.wholeFile && !holds(suppression.statement) && !holds(suppression.line))
        continue;
      any |= suppression.mark.everything;
      for (std::size_t i = 0; i < suppression.checks.size(); ++i)
        if (std::find(suppression.checks[i].begin(), suppression.checks[i].end(), finding.check) !=
            suppression.checks[i].end())
          any = suppression.used[i] = true;
    }
    return any;
  }

  // --- about the comments themselves

  void report(const Suppression& suppression) {
    const SuppressionMark& mark = suppression.mark;
    if (mark.ids.empty())
      return add("suppression-unknown", mark.range,
                 "the suppression names no check, and suppresses nothing", removal(suppression));
    bool holds = false;
    for (std::size_t i = 0; i < mark.ids.size(); ++i) {
      holds |= suppression.used[i];
      if (suppression.checks[i].empty())
        reportUnknown(suppression, i);
      else if (!suppression.used[i] && canTell(suppression.checks[i]))
        add("suppression-unused", mark.ids[i].range,
            "no finding of " + std::string(mark.ids[i].text) +
                (mark.wholeFile ? " is suppressed in this file"
                                : " is suppressed in this statement"),
            removal(suppression, i));
    }
    if (mark.reason.empty() && holds) {
      Fix fix = removal(suppression);
      fix.safety = Safety::Unsafe;
      fix.preferred = false;
      add("suppression-unreasoned", mark.range, {}, std::move(fix));
    }
  }

  void reportUnknown(const Suppression& suppression, std::size_t index) {
    const SuppressionMark::Id& id = suppression.mark.ids[index];
    std::string right;
    for (const std::string_view check : checksOfOtherRule(id.text))
      right.append(right.empty() ? "" : ", ").append(check);
    if (right.empty()) {
      std::vector<std::string_view> known;
      for (const CheckInfo& check : allChecks())
        known.push_back(check.id);
      if (const auto near = nearest(id.text, known); !near.empty())
        right = near.front();
    }
    const std::string message = "there is no check " + std::string(id.text);
    if (right.empty())
      return add("suppression-unknown", id.range, message, removal(suppression, index));
    Fix fix{.title = "write " + right, .edits = {{id.range, right}}, .preferred = true};
    add("suppression-unknown", id.range, message + ": did you mean " + right + "?", std::move(fix));
  }

  // Checks that are switched off find nothing, with or without the comment.
  bool canTell(const std::vector<std::string_view>& checks) const {
    const auto& off = input_.settings.disabledChecks;
    return input_.whole && std::none_of(checks.begin(), checks.end(), [&](std::string_view check) {
             return std::find(off.begin(), off.end(), check) != off.end();
           });
  }

  // The mark with the blanks before it; a line of which nothing is left goes as well.
  Fix removal(const Suppression& suppression) const {
    ByteRange range = suppression.mark.range;
    while (range.begin > suppression.line.begin &&
           std::string_view(" \t\f").find(text_[range.begin - 1]) != std::string_view::npos)
      --range.begin;
    const bool alone = range.begin == suppression.line.begin && range.end == suppression.line.end;
    if (alone && range.end < text_.size())
      range.end += text_.substr(range.end).starts_with("\r\n") ? 2 : 1;
    return {.title = "remove the suppression", .edits = {{range, ""}}, .preferred = true};
  }

  // One of several ids, with its comma.
  Fix removal(const Suppression& suppression, std::size_t index) const {
    const auto& ids = suppression.mark.ids;
    if (ids.size() == 1)
      return removal(suppression);
    const ByteRange range = index + 1 < ids.size()
                                ? ByteRange{ids[index].range.begin, ids[index + 1].range.begin}
                                : ByteRange{ids[index - 1].range.end, ids[index].range.end};
    return {.title = "remove " + std::string(ids[index].text) + " from the suppression",
            .edits = {{range, ""}},
            .preferred = true};
  }

  void add(std::string_view check, ByteRange range, std::string message, Fix fix) {
    auto finding = findingOf(check, input_.settings.disabledChecks, range, std::move(message));
    if (!finding)
      return;
    if (input_.settings.fixes)
      finding->fixes.push_back(std::move(fix));
    reports_.push_back(*std::move(finding));
  }

  const SuppressionInput& input_;
  std::string_view text_;
  std::vector<Suppression> all_;
  std::vector<Finding> reports_;
};

} // namespace

void applySuppressions(const SuppressionInput& input, std::vector<Finding>& findings) {
  if (mayHoldSuppressions(input.text.bytes()))
    Suppressor(input).run(findings);
}

void placeSuppressions(const Tree& tree, const Text& text, std::vector<Finding>& findings) {
  const std::string_view bytes = text.bytes();
  for (Finding& finding : findings) {
    const TSNode statement = statementAt(tree, finding.range.begin);
    if (ts_node_is_null(statement) || finding.check.starts_with("suppression-"))
      continue;
    ByteOffset end = headOf(statement).end;
    while (end > finding.range.begin &&
           std::string_view(" \t\f\r\n").find(bytes[end - 1]) != std::string_view::npos)
      --end;
    const ByteRange line = lineAround(bytes, end);
    const std::size_t after = bytes.substr(0, line.end).find_first_not_of(" \t\f", end);
    if (after == std::string_view::npos || bytes[after] == '#')
      finding.suppressAt = line.end;
    else if (const ByteRange own = lineAround(bytes, finding.range.begin);
             takesComment(tree, bytes, own.end))
      finding.suppressAt = own.end; // a body on the line of the head's end
  }
}

} // namespace pysecd
