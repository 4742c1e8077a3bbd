#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/held_walk.h"
#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd::checks::concurrency {

namespace {

// What is known of a path, and how bad it is to rely on it.
constexpr int kExists = 1; // somebody may make or remove the file meanwhile
constexpr int kJudged = 2; // access rights, links, owners: exactly what an attacker changes

constexpr std::string_view kExistTests[] = {"exists", "lexists", "isfile",
                                            "isdir",  "is_file", "is_dir"};
constexpr std::string_view kJudgements[] = {"access", "islink", "is_symlink"};
constexpr std::string_view kChanges[] = {"remove", "unlink",  "rename", "replace",  "chmod",
                                         "chown",  "mkdir",   "rmdir",  "rmtree",   "write_text",
                                         "move",   "symlink", "link",   "makedirs", "write_bytes",
                                         "mknod",  "touch",   "copy",   "copyfile", "truncate"};
constexpr std::string_view kReads[] = {"open", "read_text", "read_bytes"};

template <std::size_t n> bool contains(const std::string_view (&names)[n], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// `os`, `os.path`, `shutil` and the built-ins take the path as an argument.
bool isModule(const FunctionContext& context, NodeId receiver) {
  const std::string_view name = lastName(context, receiver);
  if (name == "path")
    return !context.namesOf(receiver).empty();
  return name == "os" || name == "shutil" || name == "io" || name == "osp" || name == "codecs";
}

// The path that a call of one of the names is about; kNoNode if it is none.
NodeId pathOf(const FunctionContext& context, NodeId call) {
  const Ast& ast = context.ast;
  const Node& callee = ast[ast[call].a];
  const auto arguments = ast.list(call);
  const bool argument = callee.kind == NodeKind::Name || isModule(context, callee.a);
  if (callee.kind == NodeKind::Attribute && !argument)
    return context.isInstance(context.valueOf(callee.a), "pathlib.Path") ||
                   mentions(lastName(context, callee.a), {"path", "file", "dir", "folder"})
               ? callee.a
               : kNoNode;
  return argument && !arguments.empty() && ast[arguments[0]].kind != NodeKind::KeywordArgument
             ? arguments[0]
             : kNoNode;
}

bool isWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool usesName(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !isWord(text[at - 1])) && (end == text.size() || !isWord(text[end])))
      return true;
  }
  return false;
}

class Visitor final : public HeldVisitor {
public:
  Visitor(const FunctionContext& context, Reporter& reporter)
      : context_(context), ast_(context.ast), reporter_(reporter) {}

private:
  bool isCall(NodeId id) const {
    return ast_[id].kind == NodeKind::Call && context_.reached(ast_[id].a);
  }

  void branch(NodeId test, bool /*holds*/, HeldSet& held) override {
    if (!isCall(test))
      return;
    const std::string_view callee = calleeName(context_, test);
    const bool judges = contains(kJudgements, callee);
    if (!judges && !contains(kExistTests, callee))
      return;
    if (const NodeId path = pathOf(context_, test); path != kNoNode)
      held.add({judges ? kJudged : kExists, ast_.text(path), test, true});
  }

  void statement(NodeId id, HeldSet& held) override {
    const Node& node = ast_[id];
    if (node.kind == NodeKind::Assign)
      for (const NodeId target : ast_.list(node))
        forget(ast_.text(target), held);
    else if (node.kind == NodeKind::AugAssign)
      forget(ast_.text(node.a), held);
  }

  void forget(std::string_view name, HeldSet& held) {
    held.removeIf([&](const Held& item) { return usesName(item.what, name); });
  }

  void expression(NodeId id, HeldSet& held) override {
    if (held.all().empty() || !isCall(id))
      return;
    const std::string_view callee = calleeName(context_, id);
    const bool changes = contains(kChanges, callee);
    if (!changes && !contains(kReads, callee))
      return;
    const NodeId path = pathOf(context_, id);
    if (path == kNoNode || toleratesRace(id))
      return;
    const Held* judged = held.find(kJudged, ast_.text(path));
    if (judged != nullptr && isLinkTest(judged->since) && staysOnLink(callee))
      judged = nullptr;
    const Held* exists = held.find(kExists, ast_.text(path));
    if (judged != nullptr)
      report(id, *judged, Severity::Warning);
    else if (exists != nullptr)
      report(id, *exists,
             inSharedFolder(path)             ? Severity::Warning
             : changes || opensForWriting(id) ? Severity::Information
                                              : Severity::Hint);
  }

  bool isLinkTest(NodeId test) const {
    const std::string_view callee = calleeName(context_, test);
    return callee == "islink" || callee == "is_symlink";
  }

  // What takes away the link and never what it leads to.
  static bool staysOnLink(std::string_view callee) {
    return callee == "remove" || callee == "unlink" || callee == "rmtree" || callee == "rename" ||
           callee == "replace";
  }

  bool toleratesRace(NodeId call) const {
    for (const std::string_view keyword : {"exist_ok", "missing_ok", "ignore_errors", "dir_fd"})
      if (findArgument(context_, call, -1, keyword))
        return true;
    if (anyInside(ast_, call, [&](NodeId id) { return lastName(context_, id) == "O_EXCL"; }))
      return true; // it has to be new
    // An error is expected here: who handles it has thought of the file being gone.
    return std::any_of(ast_.nodes.begin(), ast_.nodes.end(), [&](const Node& node) {
      return node.kind == NodeKind::Try && node.listSize != 0 &&
             ast_[node.a].begin <= ast_[call].begin && ast_[call].end <= ast_[node.a].end;
    });
  }

  bool opensForWriting(NodeId call) const {
    const auto mode = findArgument(context_, call, 1, "mode");
    return mode && context_.constantText(mode->node).value_or("").find_first_of("wa+") !=
                       std::string_view::npos;
  }

  bool inSharedFolder(NodeId path) const {
    const Value& value = context_.valueOf(path);
    const std::string_view text = value.constant && value.constant->kind == Constant::Kind::Str
                                      ? value.constant->text
                                  : !value.pieces.empty() ? value.pieces.front().text
                                                          : std::string_view();
    return text.starts_with("/tmp/") || text.starts_with("/var/tmp/");
  }

  void report(NodeId use, const Held& held, Severity severity) {
    Report report;
    report.severity = severity;
    report.notes = {{ast_[held.since].range(), "what was true here may be no longer", {}, {}, {}}};
    if (auto fix = makeAnyway(use, held))
      report.fixes = {std::move(*fix)};
    reporter_.report(context_, use, std::move(report));
  }

  // `if not os.path.exists(d): os.makedirs(d)` -> `os.makedirs(d, exist_ok=True)`.
  std::optional<Fix> makeAnyway(NodeId use, const Held& held) const {
    const std::string_view callee = calleeName(context_, use);
    if (callee != "makedirs" && !(callee == "mkdir" && !isModule(context_, ast_[ast_[use].a].a)))
      return std::nullopt;
    for (const NodeId id : context_.code.of(NodeKind::If)) {
      const Node& node = ast_[id];
      if (node.c != kNoNode || ast_[node.a].kind != NodeKind::Unary ||
          ast_[node.a].a != held.since || ast_.list(node.b).size() != 1)
        continue;
      const Node& only = ast_[ast_.list(node.b)[0]];
      if (only.kind != NodeKind::ExpressionStatement || only.a != use)
        return std::nullopt;
      std::string text(ast_.text(use));
      const bool arguments = ast_[use].listSize != 0;
      text.insert(text.size() - 1, arguments ? ", exist_ok=True" : "exist_ok=True");
      return Fix{"let it exist already", {{node.range(), std::move(text)}}, Safety::Safe, true, {}};
    }
    return std::nullopt;
  }

  const FunctionContext& context_;
  const Ast& ast_;
  Reporter& reporter_;
};

void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  const bool asks = std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    return node.kind == NodeKind::Call &&
           (ast[node.a].kind == NodeKind::Name || ast[node.a].kind == NodeKind::Attribute) &&
           (contains(kExistTests, context.text(ast[node.a].symbol)) ||
            contains(kJudgements, context.text(ast[node.a].symbol)));
  });
  if (!asks)
    return;
  Visitor visitor(context, reporter);
  for (const NodeId body : bodiesOf(context))
    walkHeld(context, body, visitor);
}

} // namespace

constexpr Check check_then_use_file{
    .severity = Severity::Warning,
    .cwe = 367,
    .message = "between the look at the file and this use another program can put a different one "
               "or a link in its place",
    .rule = FunctionRule{run}};

} // namespace pysecd::checks::concurrency
