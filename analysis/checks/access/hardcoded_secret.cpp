#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/library_name.h"
#include "analysis/checks/util/names.h"
#include "analysis/checks/util/secret_shape.h"
#include "analysis/checks/util/values.h"

#include <algorithm>

namespace pysecd::checks::access {

namespace {

struct KeyArgument {
  std::string_view api;
  int position;
  std::string_view keyword;
};
constexpr KeyArgument kKeyArguments[] = {
    {"jwt.encode", 1, "key"},
    {"jwt.decode", 1, "key"},
    {"jose.jwt.encode", 1, "key"},
    {"jose.jwt.decode", 1, "key"},
    {"hmac.new", 0, "key"},
    {"hmac.digest", 0, "key"},
    {"cryptography.fernet.Fernet", 0, "key"},
    {"Crypto.Cipher.AES.new", 0, "key"},
    {"Cryptodome.Cipher.AES.new", 0, "key"},
    {"cryptography.hazmat.primitives.ciphers.algorithms.AES", 0, "key"},
    {"itsdangerous.URLSafeTimedSerializer", 0, "secret_key"},
    {"itsdangerous.URLSafeSerializer", 0, "secret_key"},
    {"itsdangerous.Signer", 0, "secret_key"},
    {"starlette.middleware.sessions.SessionMiddleware", 1, "secret_key"}};

class Secrets {
public:
  Secrets(const FunctionContext& context, Reporter& reporter)
      : context_(context), ast_(context.ast), reporter_(reporter) {}

  void run() {
    for (NodeId id = 1; id < ast_.nodes.size(); ++id)
      look(id);
  }

private:
  void look(NodeId id) {
    const Node& node = ast_[id];
    switch (node.kind) {
    case NodeKind::Assign:
      if (node.a != kNoNode)
        for (const NodeId target : ast_.list(node))
          named(endName(context_, target), node.a, target);
      break;
    case NodeKind::KeywordArgument:
    case NodeKind::Parameter:
      named(context_.text(node.symbol), node.a, kNoNode);
      break;
    case NodeKind::DictPair:
      if (const auto key = context_.constantText(node.a))
        named(*key, node.b, kNoNode);
      break;
    case NodeKind::Compare:
      if (node.listSize == 1 && isEquality(ast_[ast_.list(id)[0]]) &&
          isPasswordName(endName(context_, node.a)))
        named(endName(context_, node.a), ast_[ast_.list(id)[0]].a, kNoNode);
      break;
    case NodeKind::Call:
      keyArgument(id);
      break;
    case NodeKind::String:
      if (const auto text = literal(id))
        if (const std::string_view kind = knownToken(*text); !kind.empty())
          reporter_.report(context_, id, {.message = std::string(kind) + " stands in the source"});
      break;
    default:
      break;
    }
  }

  static bool isEquality(const Node& term) {
    const auto op = static_cast<CompareOp>(term.op);
    return op == CompareOp::Eq || op == CompareOp::NotEq;
  }

  std::optional<std::string_view> literal(NodeId id) const {
    const Node& node = ast_[id];
    if (node.kind != NodeKind::String || node.listSize != 1 || (node.flags & kFormat) != 0)
      return std::nullopt;
    const Node& text = ast_[ast_.list(id)[0]];
    if (text.kind != NodeKind::StringText)
      return std::nullopt;
    return ast_.cooked[text.text];
  }

  void named(std::string_view name, NodeId value, NodeId target) {
    const auto text = literal(value);
    if (!text || text->empty() || !isSecretName(name) || !knownToken(*text).empty())
      return;
    const SecretShape shape = secretShape(name, *text);
    if (shape == SecretShape::No)
      return;
    Report report;
    if (shape == SecretShape::Possible)
      report.severity = Severity::Information;
    if (target != kNoNode && ast_[target].kind == NodeKind::Name)
      offer(report, name, value);
    reporter_.report(context_, value, std::move(report));
  }

  void offer(Report& report, std::string_view name, NodeId value) {
    auto spelled = spellName(context_, value, "os.environ");
    if (!spelled)
      return;
    std::string variable(name);
    std::transform(variable.begin(), variable.end(), variable.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    Fix fix;
    fix.title = "take it from the environment";
    fix.safety = Safety::Unsafe;
    fix.preferred = true;
    fix.edits.push_back({ast_[value].range(), spelled->text + "[\"" + variable + "\"]"});
    addImport(fix, *spelled);
    report.fixes.push_back(std::move(fix));
  }

  void keyArgument(NodeId call) {
    for (const KeyArgument& one : kKeyArguments) {
      if (!context_.calls(call, one.api))
        continue;
      const auto key = findArgument(context_, call, one.position, one.keyword);
      if (!key || !literal(key->node) || literal(key->node)->empty())
        continue;
      reporter_.report(context_, key->node, {.message = "the key stands in the source"});
      return;
    }
  }

  const FunctionContext& context_;
  const Ast& ast_;
  Reporter& reporter_;
};

void run(const FunctionContext& context, Reporter& reporter) { Secrets(context, reporter).run(); }

} // namespace

constexpr Check hardcoded_secret{.severity = Severity::Warning,
                                 .cwe = 798,
                                 .message =
                                     "a secret stands in the source: whoever reads it has it",
                                 .rule = FunctionRule{run}};

} // namespace pysecd::checks::access
