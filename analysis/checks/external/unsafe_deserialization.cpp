#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/library_name.h"
#include "analysis/checks/util/names.h"
#include "analysis/fixes/call_edits.h"
#include "analysis/fixes/edit_builder.h"

#include <algorithm>

namespace pysecd::checks::external {

namespace {

// The value was opened or verified right here: a file of the program, or data with a signature.
bool isKnownHere(const SinkContext& context) {
  const Ast& ast = context.function.ast;
  return std::any_of(ast.nodes.begin(), ast.nodes.end(), [&](const Node& node) {
    if (node.kind != NodeKind::Call)
      return false;
    const std::string_view name = context.function.text(ast[node.a].symbol);
    return name == "open" || name == "dumps" || name == "compare_digest" || name == "unsign" ||
           name == "verify" || name == "BytesIO" || name == "TemporaryFile";
  });
}

bool isUnknown(const SinkContext& context) {
  const Value& value = context.function.flow.values[context.hit.value];
  return context.hit.through == kNoSymbol && !value.harmlessFor(Sink::Deserialize);
}

bool comesFromElsewhere(const SinkContext& context) {
  return isUnknown(context) && !isKnownHere(context);
}

// The function that reads the same format and makes plain data only.
std::string_view plainLoader(std::string_view api) {
  constexpr std::pair<std::string_view, std::string_view> kLoaders[] = {
      {"yaml.load", "yaml.safe_load"},
      {"yaml.full_load", "yaml.safe_load"},
      {"yaml.unsafe_load", "yaml.safe_load"},
      {"yaml.load_all", "yaml.safe_load_all"},
      {"yaml.full_load_all", "yaml.safe_load_all"},
      {"yaml.unsafe_load_all", "yaml.safe_load_all"}};
  const auto found = std::find_if(std::begin(kLoaders), std::end(kLoaders),
                                  [&](const auto& loader) { return loader.first == api; });
  return found == std::end(kLoaders) ? std::string_view() : found->second;
}

// `yaml.load(x, Loader=yaml.Loader)` becomes `yaml.safe_load(x)`.
std::optional<Fix> loadPlainData(const FunctionContext& function, NodeId call,
                                 std::string_view loader) {
  const Ast& ast = function.ast;
  const auto arguments = ast.list(call);
  if (arguments.empty() || arguments.size() > 2)
    return std::nullopt;
  auto spelled = spellName(function, ast[call].a, loader);
  if (!spelled)
    return std::nullopt;
  EditBuilder edits;
  edits.replace(ast[ast[call].a].range(), spelled->text);
  if (arguments.size() == 2) {
    const Node& second = ast[arguments[1]];
    const Node& first = ast[arguments[0]];
    if (first.kind == NodeKind::KeywordArgument || first.kind == NodeKind::Starred ||
        second.kind == NodeKind::Starred || second.kind == NodeKind::DoubleStarred ||
        (second.kind == NodeKind::KeywordArgument && function.text(second.symbol) != "Loader"))
      return std::nullopt;
    const std::string_view between = ast.source.substr(first.end, second.begin - first.end);
    if (between.find('#') != std::string_view::npos)
      return std::nullopt;
    edits.remove({static_cast<ByteOffset>(first.end + between.find(',')), second.end});
  }
  auto made = edits.take();
  if (!made)
    return std::nullopt;
  Fix fix{"load plain data only", std::move(*made), Safety::Safe, true, {}};
  addImport(fix, *spelled);
  return fix;
}

void offerPlainData(const SinkContext& context, Finding& finding) {
  const FunctionContext& function = context.function;
  const NodeId call = context.hit.call;
  if (context.hit.through != kNoSymbol || context.hit.api == kNoModel) {
    finding.whyNoFix = "the data is loaded in another function";
    return;
  }
  const std::string api = function.models.dottedName(context.hit.api);
  std::optional<Fix> fix;
  if (const std::string_view loader = plainLoader(api); !loader.empty()) {
    fix = loadPlainData(function, call, loader);
  } else if (api == "torch.load" && !findArgument(function, call, -1, "weights_only")) {
    if (auto edits = addArgument(function.ast, call, "weights_only=True"))
      fix = Fix{"load weights only", std::move(*edits), Safety::Unsafe, true, {}};
  } else if (const auto allowed = findArgument(function, call, -1, "allow_pickle");
             api == "numpy.load" && allowed && !allowed->spread) {
    if (auto edits = removeArgument(function.ast, call, allowed->outer))
      fix = Fix{"load plain arrays only", std::move(*edits), Safety::Unsafe, true, {}};
  }
  if (fix)
    finding.fixes.push_back(std::move(*fix));
  else
    finding.whyNoFix = "this format has no harmless way to be read: write and read plain data, "
                       "such as JSON, or verify a signature first";
}

} // namespace

constexpr Check unsafe_deserialization{
    .severity = Severity::Error,
    .cwe = 502,
    .message = "request data is deserialized by a format that can run code",
    .rule = {TaintRule{.from = Taint::Remote,
                       .to = Sink::Deserialize,
                       .local = Severity::Warning,
                       .localMessage = "data from the command line, the environment or a file is "
                                       "deserialized by a format that can run code"},
             SinkRule{.to = Sink::Deserialize,
                      .judge = comesFromElsewhere,
                      .severity = Severity::Warning,
                      .message = "data of unknown origin is deserialized by a format that can run "
                                 "code"},
             SinkRule{.to = Sink::Deserialize,
                      .judge = isUnknown,
                      .severity = Severity::Information,
                      .message = "whoever can write this data can run code here"}},
    .fix = offerPlainData};

} // namespace pysecd::checks::external
