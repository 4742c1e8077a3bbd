#include "analysis/checks/rule.h"
#include "analysis/checks/util/arguments.h"
#include "analysis/checks/util/opt_in.h"

#include <algorithm>

namespace pysecd::checks::external {

namespace {

struct Program {
  std::string_view name;
  std::string_view option;
};
constexpr Program kPrograms[] = {{"curl", "-k"},
                                 {"curl", "--insecure"},
                                 {"wget", "--no-check-certificate"},
                                 {"git", "http.sslVerify=false"},
                                 {"npm", "strict-ssl=false"}};

// `["curl", "-k", url]`, or the same as one text: the words of a command with such an option.
void run(const FunctionContext& context, Reporter& reporter) {
  const Ast& ast = context.ast;
  const auto report = [&](NodeId place, const std::vector<std::string_view>& words) {
    for (const Program& program : kPrograms)
      if (!words.empty() && words[0] == program.name &&
          std::find(words.begin(), words.end(), program.option) != words.end())
        reporter.report(context, place);
  };
  for (NodeId id = 1; id < ast.nodes.size(); ++id) {
    const Node& node = ast[id];
    if (!context.reached(id))
      continue;
    std::vector<std::string_view> words;
    if (node.kind == NodeKind::List || node.kind == NodeKind::Tuple) {
      for (const NodeId element : ast.list(node))
        words.push_back(context.constantText(element).value_or(std::string_view()));
      report(id, words);
    } else if (node.kind == NodeKind::String && node.listSize != 0) {
      const Node& first = ast[ast.list(node)[0]];
      if (first.kind != NodeKind::StringText)
        continue;
      std::string_view text = ast.cooked[first.text];
      if (!text.starts_with("curl ") && !text.starts_with("wget "))
        continue;
      while (!text.empty()) {
        const std::size_t blank = text.find(' ');
        words.push_back(text.substr(0, blank));
        text = blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
      }
      report(id, words);
    }
  }
}

} // namespace

constexpr Check tls_verification_disabled{
    .severity = Severity::Error,
    .cwe = 295,
    .message = "the server's certificate is not verified: anyone on the way can pose as it",
    .rule = {MisuseRule{lessIfAskedFor}, FunctionRule{run}}};

} // namespace pysecd::checks::external
