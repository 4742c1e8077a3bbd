#include "analysis/fixes/call_edits.h"

#include <algorithm>

namespace pysecd {

namespace {

constexpr std::string_view kBlank = " \t\r\n\f\\";

// Behind the last parenthesis that closes something inside the call, not the call itself.
ByteOffset behindParentheses(std::string_view source, ByteOffset at, ByteOffset callEnd) {
  ByteOffset behind = at;
  for (ByteOffset i = at; i + 1 < callEnd; ++i) {
    if (source[i] == '#')
      while (i + 1 < callEnd && source[i] != '\n')
        ++i;
    else if (source[i] == ')')
      behind = i + 1;
  }
  return behind;
}

// The blanks before `at`, if nothing else stands before it on its line.
std::optional<std::string_view> indentation(std::string_view source, ByteOffset at) {
  const std::size_t line = source.substr(0, at).rfind('\n');
  if (line == std::string_view::npos)
    return std::nullopt;
  const std::string_view before = source.substr(line + 1, at - line - 1);
  if (before.find_first_not_of(" \t") != std::string_view::npos)
    return std::nullopt;
  return before;
}

} // namespace

std::optional<std::vector<TextEdit>> replaceExpression(const Ast& ast, NodeId expression,
                                                       std::string text) {
  const ByteRange range = ast[expression].range();
  if (range.empty())
    return std::nullopt;
  return std::vector<TextEdit>{{range, std::move(text)}};
}

std::optional<std::vector<TextEdit>> addArgument(const Ast& ast, NodeId call,
                                                 std::string_view argument) {
  const Node& node = ast[call];
  if (node.kind != NodeKind::Call || node.end == 0 || ast.source[node.end - 1] != ')')
    return std::nullopt;
  const auto arguments = ast.list(call);
  if (arguments.empty())
    return std::vector<TextEdit>{{{node.end - 1, node.end - 1}, std::string(argument)}};
  const Node& last = ast[arguments.back()];
  if (last.kind == NodeKind::GeneratorExp && arguments.size() == 1)
    return std::nullopt; // it may stand without parentheses of its own only while it is alone
  const ByteOffset at = behindParentheses(ast.source, last.end, node.end);
  std::string text(",");
  const auto indent = indentation(ast.source, last.begin);
  const bool ownLine = indent && last.begin > node.begin;
  const bool crlf = ast.source.find("\r\n") != std::string_view::npos;
  text += ownLine ? (crlf ? "\r\n" : "\n") + std::string(*indent) : " ";
  text += argument;
  return std::vector<TextEdit>{{{at, at}, std::move(text)}};
}

std::optional<std::vector<TextEdit>> removeArgument(const Ast& ast, NodeId call, NodeId keyword) {
  const auto arguments = ast.list(call);
  const auto found = std::find(arguments.begin(), arguments.end(), keyword);
  if (found == arguments.end() || ast[keyword].kind != NodeKind::KeywordArgument)
    return std::nullopt;
  const std::string_view source = ast.source;
  ByteOffset begin = ast[keyword].begin;
  ByteOffset end = ast[keyword].end;
  if (found != arguments.begin()) { // with the comma before it
    const std::size_t before = source.substr(0, begin).find_last_not_of(kBlank);
    if (before == std::string_view::npos || source[before] != ',')
      return std::nullopt;
    begin = static_cast<ByteOffset>(before);
  } else {
    const std::size_t after = source.find_first_not_of(kBlank, end);
    if (after != std::string_view::npos && source[after] == ',') {
      const std::size_t next = source.find_first_not_of(" \t", after + 1);
      end = static_cast<ByteOffset>(next == std::string_view::npos ? after + 1 : next);
    }
  }
  return std::vector<TextEdit>{{{begin, end}, ""}};
}

} // namespace pysecd
