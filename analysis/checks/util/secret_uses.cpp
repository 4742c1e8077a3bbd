#include "analysis/checks/util/secret_uses.h"

#include "analysis/checks/util/inside.h"
#include "analysis/checks/util/names.h"

namespace pysecd {

namespace {

constexpr int kMaxDepth = 16;

// Words of names that tell about a secret without being it.
constexpr std::string_view kNoSecret[] = {
    "ok",    "valid",   "invalid", "missing", "no",     "set",    "expired",   "strength", "wrong",
    "match", "matches", "hash",    "hashed",  "masked", "fields", "incorrect", "public",   "rule",
    "rules", "prompt",  "command", "cmd",     "script", "module", "fernet",    "callback", "func"};
// What makes a token one that lets its bearer in, and not one of a parser or a page.
constexpr std::string_view kTokenOf[] = {
    "access", "auth",   "authentication", "api",    "bearer",  "refresh", "session", "jwt",
    "oauth",  "user",   "admin",          "secret", "service", "bot",     "github",  "gitlab",
    "slack",  "device", "login",          "vault",  "sas",     "sts",     "invite",  "personal"};
constexpr std::string_view kAboutAccess[] = {"auth",
                                             "authenticate",
                                             "login",
                                             "oauth",
                                             "jwt",
                                             "bearer",
                                             "session",
                                             "credential",
                                             "credentials",
                                             "keystone",
                                             "keystonemiddleware"};
// Calls whose result holds the text of what goes in.
constexpr std::string_view kKeepText[] = {"str",         "repr",      "format",  "join",  "dumps",
                                          "pformat",     "dict",      "list",    "tuple", "encode",
                                          "decode",      "strip",     "replace", "lower", "upper",
                                          "safe_encode", "text_type", "ascii",   "dump"};
constexpr std::string_view kLookUps[] = {"get", "pop", "getenv", "getlist", "require"};

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Finder {
public:
  explicit Finder(const FunctionContext& context) : context_(context), ast_(context.ast) {}

  std::vector<NodeId> in(NodeId expression) {
    collect(expression, kMaxDepth);
    return std::move(found_);
  }

private:
  void add(NodeId id) {
    if (std::find(found_.begin(), found_.end(), id) == found_.end())
      found_.push_back(id);
  }

  void collect(NodeId id, int depth) {
    const Node& node = ast_[id];
    if (depth == 0 || id == kNoNode)
      return;
    switch (node.kind) {
    case NodeKind::Name:
    case NodeKind::Attribute:
      if (isSecret(id, context_.text(node.symbol)))
        add(id);
      else
        collectPieces(id, depth);
      break;
    case NodeKind::Subscript:
      if (ast_[node.b].kind != NodeKind::Slice)
        if (const auto key = context_.constantText(node.b); key && isSecret(id, *key))
          add(id);
      break;
    case NodeKind::Call:
      collectCall(id, depth);
      break;
    case NodeKind::Dict:
      for (const NodeId pair : ast_.list(node))
        collectPair(ast_[pair], depth);
      break;
    case NodeKind::BoolOp:
      if (node.op == 1)
        collect(node.a, depth - 1);
      collect(node.b, depth - 1);
      break;
    case NodeKind::Conditional:
      collect(node.b, depth - 1);
      collect(node.c, depth - 1);
      break;
    case NodeKind::Binary:
    case NodeKind::String:
    case NodeKind::StringConcat:
    case NodeKind::Interpolation:
    case NodeKind::Tuple:
    case NodeKind::List:
    case NodeKind::Set:
    case NodeKind::Starred:
    case NodeKind::DoubleStarred:
    case NodeKind::Await:
    case NodeKind::NamedExpression:
    case NodeKind::KeywordArgument:
      forEachChild(ast_, node, [&](NodeId child) { collect(child, depth - 1); });
      break;
    default:
      break;
    }
  }

  // A variable whose text was built here, perhaps with a secret in it.
  void collectPieces(NodeId id, int depth) {
    bool concatenated = false;
    for (const StringPiece& piece : context_.valueOf(id).pieces)
      if (piece.hole != kBottom && piece.node == kNoNode)
        concatenated = true; // in another function
      else if (piece.hole != kBottom && piece.node != id)
        collect(piece.node, depth / 2);
    if (concatenated && ast_[id].kind == NodeKind::Name)
      collectAssigned(ast_[id].symbol, depth / 2);
  }

  // Sums do not keep which expression a part of theirs was: it stands where they are assigned.
  void collectAssigned(Symbol name, int depth) {
    for (const Node& node : ast_.nodes)
      if ((node.kind == NodeKind::Assign && node.listSize == 1 &&
           ast_[ast_.list(node)[0]].symbol == name) ||
          (node.kind == NodeKind::AugAssign && ast_[node.a].symbol == name))
        collect(node.kind == NodeKind::Assign ? node.a : node.b, depth);
  }

  void collectCall(NodeId id, int depth) {
    const Node& node = ast_[id];
    const std::string_view callee = calleeName(context_, id);
    const auto arguments = ast_.list(node);
    if (hasSecretOrigin(id)) {
      add(id);
    } else if (contains(kLookUps, callee) && !arguments.empty()) {
      if (const auto key = context_.constantText(arguments[0]); key && isSecret(id, *key))
        add(id);
    } else if (callee.starts_with("get_") && arguments.empty()) {
      if (isSecret(id, callee.substr(4)))
        add(id);
    } else if (contains(kKeepText, callee)) {
      if (ast_[node.a].kind == NodeKind::Attribute)
        collect(ast_[node.a].a, depth - 1);
      for (const NodeId argument : arguments)
        collect(argument, depth - 1);
    }
  }

  void collectPair(const Node& pair, int depth) {
    if (pair.kind != NodeKind::DictPair)
      return collect(pair.a, depth - 1);
    const auto key = context_.constantText(pair.a);
    const NodeKind kind = ast_[pair.b].kind;
    if (key && kind != NodeKind::Call && kind != NodeKind::Compare && isSecret(pair.b, *key))
      add(pair.b);
    else
      collect(pair.b, depth - 1);
  }

  bool hasSecretOrigin(NodeId id) const {
    const Value& value = context_.valueOf(id);
    return !value.harmless() &&
           std::any_of(value.origins.begin(), value.origins.end(), [](const Origin& origin) {
             return (origin.kinds & maskOf(Taint::Secret)) != 0;
           });
  }

  // Neither known to be harmless nor a thing that is no text.
  bool mayHoldText(NodeId id) const {
    const Value& value = context_.valueOf(id);
    return (value.may & (kText | kUnknown)) != 0 && !value.constant &&
           !context_.isInstance(value, "pydantic.SecretStr") &&
           std::none_of(value.types.begin(), value.types.end(), [](const TypeRef& type) {
             return type.kind == TypeKind::LocalFunction || type.kind == TypeKind::Nested ||
                    type.kind == TypeKind::LocalClass || type.kind == TypeKind::LocalModule;
           });
  }

  bool isSecret(NodeId id, std::string_view name) const {
    if (!mayHoldText(id))
      return false;
    return hasSecretOrigin(id) || (isSecretHere(name) && !mentions(name, kNoSecret));
  }

  bool isSecretHere(std::string_view name) const {
    const NameWords words(name);
    if (words.empty() || mentions(name, {"authorization"}))
      return !words.empty();
    if (!isSecretName(name) || words.last() == "credentials" || words.last() == "credential")
      return false; // credentials are objects, whose text is their author's concern
    if (words.last() != "token" || mentions(name, kTokenOf))
      return true;
    return words.all().size() == 1 && standsForAccess();
  }

  // A bare `token`: does this place authenticate, or does it parse?
  bool standsForAccess() const {
    const Node& root = ast_[ast_.root];
    const std::string_view function =
        context_.isModule() ? std::string_view() : context_.text(root.symbol);
    const std::string_view file = context_.file.path;
    const std::string_view className =
        context_.className != kNoSymbol ? context_.text(context_.className) : std::string_view();
    const std::size_t slash = file.find_last_of("/\\");
    const std::string_view module = file.substr(slash == std::string_view::npos ? 0 : slash + 1);
    return mentions(function, kAboutAccess) || mentions(className, kAboutAccess) ||
           mentions(module, kAboutAccess);
  }

  const FunctionContext& context_;
  const Ast& ast_;
  std::vector<NodeId> found_;
};

} // namespace

std::vector<NodeId> secretsIn(const FunctionContext& context, NodeId expression) {
  return Finder(context).in(expression);
}

} // namespace pysecd
