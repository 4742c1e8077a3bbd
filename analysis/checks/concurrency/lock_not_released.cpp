#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/effects.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"
#include "analysis/fixes/edit_builder.h"

namespace pysecd::checks::concurrency {

namespace {

constexpr int kTaken = 3;
// Calls that do not fail in practice.
constexpr std::string_view kHarmless[] = {
    "append",  "add",        "discard",    "get",       "items",    "keys",   "values",
    "len",     "isinstance", "notify",     "debug",     "info",     "error",  "time",
    "warning", "copy",       "notify_all", "is_set",    "set",      "extend", "clear",
    "print",   "str",        "locked",     "monotonic", "exception"};

// A text of several lines inside the range would change with its indentation.
bool hasLongText(const Ast& ast, ByteRange range) {
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    return node.kind == NodeKind::String && range.contains(node.range()) &&
           ast.source.substr(node.begin, node.end - node.begin).find('\n') !=
               std::string_view::npos;
  });
}

// Where the line of the offset begins, and where the next one does.
ByteOffset lineBegin(std::string_view source, ByteOffset at) {
  const std::size_t end = source.substr(0, at).rfind('\n');
  return static_cast<ByteOffset>(end == std::string_view::npos ? 0 : end + 1);
}
ByteOffset nextLine(std::string_view source, ByteOffset at) {
  const std::size_t end = source.find('\n', at);
  return static_cast<ByteOffset>(end == std::string_view::npos ? source.size() : end + 1);
}

// The whole line that begins at the offset; the last one of a text goes with the end of that
// before.
ByteRange lineOf(std::string_view source, ByteOffset begin) {
  const ByteOffset end = nextLine(source, begin);
  if (end < source.size() || source.ends_with('\n'))
    return {begin, end};
  const std::size_t before = source.substr(0, begin).find_last_not_of("\r\n");
  return {static_cast<ByteOffset>(before == std::string_view::npos ? 0 : before + 1), end};
}

// A comment behind the statement is fine where the line stays.
bool isAlone(std::string_view source, ByteRange statement, bool commented) {
  const ByteOffset begin = lineBegin(source, statement.begin);
  const std::string_view behind =
      source.substr(statement.end, nextLine(source, statement.end) - statement.end);
  const std::size_t next = behind.find_first_not_of(" \t\r\n");
  return source.substr(begin, statement.begin - begin).find_first_not_of(" \t") ==
             std::string_view::npos &&
         (next == std::string_view::npos || (commented && behind[next] == '#'));
}

// The `lock.release()` that stands in the block behind the statement `index`; 0 if there is none,
// or another use of the lock comes before it.
std::size_t releaseIn(const FunctionContext& context, std::span<const NodeId> block,
                      std::size_t index, NodeId lock) {
  const Ast& ast = context.ast;
  const std::string released = std::string(ast.text(lock)) + ".release()";
  for (std::size_t i = index + 1; i < block.size(); ++i) {
    if (ast.text(block[i]) == released)
      return i;
    if (anyInside(ast, block[i], [&](NodeId id) { return ast.text(id) == ast.text(lock); }))
      return 0;
  }
  return 0;
}

// `lock.acquire()` ... `lock.release()` in one block become `with lock:`.
std::optional<Fix> holdWithBlock(const FunctionContext& context, NodeId call) {
  const Ast& ast = context.ast;
  if (ast[call].kind != NodeKind::Call || !ast.list(call).empty())
    return std::nullopt;
  const NodeId lock = ast[ast[call].a].a;
  for (const NodeId block : context.code.of(NodeKind::Block)) {
    const auto statements = ast.list(block);
    for (std::size_t i = 0; i < statements.size(); ++i) {
      const Node& first = ast[statements[i]];
      const bool awaited = ast[first.a].kind == NodeKind::Await;
      if (first.kind != NodeKind::ExpressionStatement ||
          (awaited ? ast[first.a].a : first.a) != call)
        continue;
      const std::size_t last = releaseIn(context, statements, i, lock);
      if (last <= i + 1)
        return std::nullopt;
      const ByteRange release = ast[statements[last]].range();
      const ByteOffset bodyBegin = nextLine(ast.source, first.end);
      const ByteOffset bodyEnd = lineBegin(ast.source, release.begin);
      if (!isAlone(ast.source, first.range(), true) || !isAlone(ast.source, release, false) ||
          hasLongText(ast, {bodyBegin, bodyEnd}))
        return std::nullopt;
      const std::string_view step = indentAt(ast, first.begin).starts_with('\t') ? "\t" : "    ";
      EditBuilder edits;
      edits.replace(first.range(),
                    (awaited ? "async with " : "with ") + std::string(ast.text(lock)) + ":");
      for (ByteOffset at = bodyBegin; at < bodyEnd; at = nextLine(ast.source, at))
        if (ast.source[at] != '\n' && ast.source[at] != '\r')
          edits.insert(at, std::string(step));
      edits.remove(lineOf(ast.source, bodyEnd));
      if (auto made = edits.take())
        return Fix{"hold the lock in a with block", std::move(*made), Safety::Safe, true, {}};
      return std::nullopt;
    }
  }
  return std::nullopt;
}

class Visitor final : public HeldVisitor {
public:
  Visitor(const FunctionContext& context, Reporter& reporter)
      : context_(context), reporter_(reporter) {}

  void walk(NodeId function) {
    released_.clear();
    for (const NodeId call : context_.code.of(NodeKind::Call))
      if (context_.code.runsIn(call, function))
        if (const NodeId lock = lockOf(call, "release"); lock != kNoNode)
          released_.push_back(context_.ast.text(lock));
    if (!released_.empty())
      walkHeld(context_, function, *this);
  }

private:
  // The lock of `lock.acquire()`, the method given.
  NodeId lockOf(NodeId call, std::string_view method) const {
    const Node& node = context_.ast[call];
    const Node& callee = context_.ast[node.a];
    return node.kind == NodeKind::Call && callee.kind == NodeKind::Attribute &&
                   context_.text(callee.symbol) == method && isLock(context_, callee.a)
               ? callee.a
               : kNoNode;
  }

  void take(NodeId call, HeldSet& held) {
    const NodeId lock = lockOf(call, "acquire");
    if (lock != kNoNode &&
        std::find(released_.begin(), released_.end(), context_.ast.text(lock)) != released_.end())
      held.add({kTaken, context_.ast.text(lock), call, true});
  }

  void statement(NodeId id, HeldSet& held) override {
    const Node& node = context_.ast[id];
    if (node.kind != NodeKind::ExpressionStatement)
      return;
    take(context_.ast[node.a].kind == NodeKind::Await ? context_.ast[node.a].a : node.a, held);
  }

  void branch(NodeId test, bool holds, HeldSet& held) override {
    if (holds)
      take(test, held);
  }

  void expression(NodeId id, HeldSet& held) override {
    if (const NodeId lock = lockOf(id, "release"); lock != kNoNode)
      held.remove(kTaken, context_.ast.text(lock));
  }

  void leaves(NodeId at, Leave how, const HeldSet& held) override {
    if (held.find(kTaken) == nullptr || (how == Leave::Exception && isHarmless(at)))
      return;
    for (const Held& item : held.all())
      if (item.kind == kTaken && item.always)
        report(item.since, noteOf(at, how));
  }

  void report(NodeId taken, Note note) {
    Report report;
    report.notes = {std::move(note)};
    if (auto fix = holdWithBlock(context_, taken))
      report.fixes.push_back(std::move(*fix));
    else
      report.whyNoFix =
          "taking and releasing are not two lines of one block: release it in a finally";
    reporter_.report(context_, taken, std::move(report));
  }

  bool isHarmless(NodeId call) const {
    if (context_.ast[call].kind != NodeKind::Call)
      return false;
    const std::string_view callee = calleeName(context_, call);
    return callee == "release" || callee == "acquire" ||
           std::find(std::begin(kHarmless), std::end(kHarmless), callee) != std::end(kHarmless);
  }

  Note noteOf(NodeId at, Leave how) const {
    const Node& node = context_.ast[at];
    const ByteRange range = node.kind == NodeKind::Block || node.kind == NodeKind::FunctionDef
                                ? ByteRange{node.begin, node.begin}
                                : node.range();
    return {range,
            how == Leave::Exception ? "an exception here leaves it taken"
                                    : "here the function is left, and the lock stays taken",
            {},
            {},
            {}};
  }

  const FunctionContext& context_;
  Reporter& reporter_;
  std::vector<std::string_view> released_;
};

void run(const FunctionContext& context, Reporter& reporter) {
  for (const NodeId function : context.code.functions())
    Visitor(context, reporter).walk(function);
}

} // namespace

constexpr Check lock_not_released{
    .severity = Severity::Warning,
    .cwe = 667,
    .message = "the lock is not released on every way out: whoever takes it next waits forever",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
