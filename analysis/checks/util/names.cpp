#include "analysis/checks/util/names.h"

#include "analysis/syntax/walk.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr std::size_t kLongWord = 5;

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isLower(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool hasWord(const NameWords& words, std::string_view wanted) {
  const auto all = words.all();
  return std::any_of(all.begin(), all.end(), [&](std::string_view word) {
    return word == wanted ||
           (wanted.size() >= kLongWord && word.find(wanted) != std::string_view::npos);
  });
}

bool hasPhrase(const NameWords& words, std::string_view phrase) {
  const std::string_view joined = words.joined();
  const std::size_t at = joined.find(phrase);
  return at != std::string_view::npos && joined[at - 1] == '_' && joined[at + phrase.size()] == '_';
}

// The words that say a name is not the secret itself but something about it.
constexpr std::string_view kAboutSecrets[] = {
    "url",        "uri",       "endpoint",    "path",         "file",     "filename", "dir",
    "field",      "name",      "names",       "type",         "types",    "length",   "len",
    "count",      "policy",    "expiry",      "expires",      "timeout",  "ttl",      "prompt",
    "label",      "help",      "header",      "headers",      "id",       "ids",      "size",
    "min",        "max",       "regex",       "pattern",      "reset",    "change",   "changed",
    "hint",       "index",     "idx",         "format",       "encoding", "param",    "params",
    "option",     "error",     "errors",      "message",      "class",    "form",     "view",
    "template",   "validator", "validators",  "enabled",      "required", "is",       "has",
    "use",        "verify",    "check",       "generator",    "factory",  "prefix",   "suffix",
    "separator",  "pos",       "position",    "tokenizer",    "tokens",   "paths",    "ref",
    "manager",    "scheme",    "placeholder", "attr",         "column",   "uuid",     "algorithm",
    "repository", "next",      "page",        "continuation", "cursor",   "allow",    "control",
    "origin"};

void addNames(const FunctionContext& context, NodeId id, int depth,
              std::vector<std::string_view>& names) {
  const Node& node = context.ast[id];
  if (node.kind == NodeKind::Name || node.kind == NodeKind::Attribute ||
      node.kind == NodeKind::KeywordArgument)
    names.push_back(context.text(node.symbol));
  if (node.kind == NodeKind::StringText && node.end - node.begin < 40)
    names.push_back(context.ast.cooked[node.text]);
  if (depth > 0)
    forEachChild(context.ast, node,
                 [&](NodeId child) { addNames(context, child, depth - 1, names); });
}

} // namespace

NameWords::NameWords(std::string_view name) { // NOLINT(*-member-init): only what is used
  std::size_t begin = 1;
  text_[size_++] = '_';
  const auto end = [&] {
    if (size_ == begin)
      return;
    words_[count_++] = {text_.data() + begin, size_ - begin};
    text_[size_++] = '_';
    begin = size_;
  };
  for (std::size_t i = 0; i < name.size() && size_ + 2 < text_.size(); ++i) {
    const char c = name[i];
    const bool hump = isUpper(c) && i > 0 &&
                      (isLower(name[i - 1]) ||
                       (i + 1 < name.size() && isLower(name[i + 1]) && isUpper(name[i - 1])));
    if (hump || !(isUpper(c) || isLower(c)))
      end();
    if (count_ == words_.size())
      return;
    if (isUpper(c) || isLower(c))
      text_[size_++] = isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  end();
}

bool mentions(std::string_view name, std::span<const std::string_view> wanted) {
  const NameWords words(name);
  return std::any_of(wanted.begin(), wanted.end(), [&](std::string_view phrase) {
    return phrase.find('_') == std::string_view::npos ? hasWord(words, phrase)
                                                      : hasPhrase(words, phrase);
  });
}

bool isPasswordName(std::string_view name) {
  return mentions(name, {"password", "passwd", "passphrase", "pwd", "passcode"}) &&
         !mentions(name, kAboutSecrets);
}

bool isSecretName(std::string_view name) {
  constexpr std::array<std::string_view, 10> kSecrets = {
      "password", "passwd",     "passphrase",  "pwd",    "passcode",
      "secret",   "credential", "credentials", "apikey", "authkey"};
  constexpr std::array<std::string_view, 10> kKeys = {
      "api_key",  "private_key", "access_key", "signing_key", "encryption_key",
      "auth_key", "session_key", "master_key", "hmac_key",    "jwt_key"};
  const NameWords words(name);
  if (words.empty())
    return false;
  const bool secret = words.last() == "token" || words.last() == "secrets" ||
                      std::any_of(kSecrets.begin(), kSecrets.end(),
                                  [&](std::string_view word) { return hasWord(words, word); }) ||
                      std::any_of(kKeys.begin(), kKeys.end(), [&](std::string_view phrase) {
                        return hasPhrase(words, phrase);
                      });
  const auto all = words.all();
  return secret && std::none_of(all.begin(), all.end(), [](std::string_view word) {
           return std::find(std::begin(kAboutSecrets), std::end(kAboutSecrets), word) !=
                  std::end(kAboutSecrets);
         });
}

std::vector<std::string_view> namesAround(const FunctionContext& context, NodeId expression) {
  const Ast& ast = context.ast;
  const std::vector<NodeId> parents = parentsOf(ast);
  std::vector<std::string_view> names;
  for (NodeId id = expression, child = kNoNode; id != kNoNode; child = id, id = parents[id]) {
    const Node& node = ast[id];
    switch (node.kind) {
    case NodeKind::KeywordArgument:
      names.push_back(context.text(node.symbol));
      break;
    case NodeKind::DictPair:
      if (node.b == child)
        addNames(context, node.a, 1, names);
      break;
    case NodeKind::Call:
      if (node.a != child)
        addNames(context, node.a, 3, names);
      if (id == expression)
        for (const NodeId argument : ast.list(node))
          addNames(context, argument, 4, names);
      break;
    case NodeKind::Assign:
      for (const NodeId target : ast.list(node))
        addNames(context, target, 3, names);
      break;
    case NodeKind::NamedExpression:
    case NodeKind::AugAssign:
      addNames(context, node.a, 3, names);
      break;
    case NodeKind::Compare:
      addNames(context, id, 4, names);
      break;
    case NodeKind::FunctionDef:
    case NodeKind::ClassDef:
      names.push_back(context.text(node.symbol));
      break;
    default:
      break;
    }
  }
  if (context.className != kNoSymbol)
    names.push_back(context.text(context.className));
  return names;
}

} // namespace pysecd
