#include "analysis/checks/util/names.h"

#include "analysis/syntax/walk.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr std::size_t kLongWord = 5;

bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool isLower(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool hasWord(const std::vector<std::string>& words, std::string_view wanted) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return word == wanted || (wanted.size() >= kLongWord && word.find(wanted) != std::string::npos);
  });
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

std::vector<std::string> wordsOf(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool hump = isUpper(c) && i > 0 &&
                      (isLower(name[i - 1]) ||
                       (i + 1 < name.size() && isLower(name[i + 1]) && isUpper(name[i - 1])));
    if ((hump || !(isUpper(c) || isLower(c))) && !words.back().empty())
      words.emplace_back();
    if (isUpper(c) || isLower(c))
      words.back().push_back(isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c);
  }
  if (words.back().empty())
    words.pop_back();
  return words;
}

bool mentions(std::string_view name, std::span<const std::string_view> wanted) {
  const std::vector<std::string> words = wordsOf(name);
  std::string joined("_");
  for (const std::string& word : words)
    joined.append(word).push_back('_');
  return std::any_of(wanted.begin(), wanted.end(), [&](std::string_view phrase) {
    if (phrase.find('_') == std::string_view::npos)
      return hasWord(words, phrase);
    const std::size_t at = joined.find(phrase);
    return at != std::string::npos && joined[at - 1] == '_' && joined[at + phrase.size()] == '_';
  });
}

bool isPasswordName(std::string_view name) {
  return mentions(name, {"password", "passwd", "passphrase", "pwd", "passcode"}) &&
         !mentions(name, kAboutSecrets);
}

bool isSecretName(std::string_view name) {
  const std::vector<std::string> words = wordsOf(name);
  if (words.empty())
    return false;
  for (const std::string_view about : kAboutSecrets)
    if (std::find(words.begin(), words.end(), about) != words.end())
      return false;
  for (const std::string_view word : {"password", "passwd", "passphrase", "pwd", "passcode",
                                      "secret", "credential", "credentials", "apikey", "authkey"})
    if (hasWord(words, word))
      return true;
  const std::string& last = words.back();
  if (last == "token" || last == "secrets")
    return true;
  const auto pair = [&](std::string_view first, std::string_view second) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
      if (words[i] == first && words[i + 1] == second)
        return true;
    return false;
  };
  return pair("api", "key") || pair("private", "key") || pair("access", "key") ||
         pair("signing", "key") || pair("encryption", "key") || pair("auth", "key") ||
         pair("session", "key") || pair("master", "key") || pair("hmac", "key") ||
         pair("jwt", "key");
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
