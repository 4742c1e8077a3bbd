#include "analysis/fixes/parameterize_query/python_source.h"

#include <array>
#include <cstdio>

namespace pysecd {

namespace {

bool isNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool isNamePart(char c) { return isNameStart(c) || (c >= '0' && c <= '9'); }

} // namespace

ByteOffset skipTrivia(std::string_view source, ByteOffset at, ByteOffset end) {
  while (at < end) {
    const char c = source[at];
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      ++at;
    } else if (c == '\\' && at + 1 < end && (source[at + 1] == '\n' || source[at + 1] == '\r')) {
      at += 2;
    } else if (c == '#') {
      while (at < end && source[at] != '\n')
        ++at;
    } else {
      break;
    }
  }
  return at;
}

ByteOffset outerEnd(const Ast& ast, NodeId node, ByteOffset limit) {
  ByteOffset end = ast[node].end;
  for (;;) {
    const ByteOffset at = skipTrivia(ast.source, end, limit);
    if (at >= limit || ast.source[at] != ')')
      return end;
    end = at + 1;
  }
}

ByteOffset argumentsBegin(const Ast& ast, NodeId call) {
  const Node& node = ast[call];
  ByteOffset at = ast[node.a].end;
  for (;;) { // the callee may be in parentheses itself
    at = skipTrivia(ast.source, at, node.end);
    if (at >= node.end || ast.source[at] == '(')
      return at >= node.end ? node.end : at + 1;
    ++at;
  }
}

std::vector<ByteRange> elementRanges(const Ast& ast, NodeId container) {
  const Node& node = ast[container];
  ByteOffset begin = node.begin;
  ByteOffset limit = node.end;
  if (node.kind == NodeKind::Call)
    begin = argumentsBegin(ast, container);
  else if (begin < limit &&
           std::string_view("([{").find(ast.source[begin]) != std::string_view::npos)
    ++begin;
  if (begin > node.begin && limit > begin)
    --limit; // the closing bracket
  std::vector<ByteRange> ranges;
  for (const NodeId element : ast.list(node)) {
    begin = skipTrivia(ast.source, begin, limit);
    if (begin < limit && ast.source[begin] == ',')
      begin = skipTrivia(ast.source, begin + 1, limit);
    ranges.push_back({begin, outerEnd(ast, element, limit)});
    begin = ranges.back().end;
  }
  return ranges;
}

StringParts stringParts(const Ast& ast, NodeId string) {
  const std::string_view text = ast.text(string);
  std::size_t quote = 0;
  while (quote < text.size() && text[quote] != '"' && text[quote] != '\'')
    ++quote;
  const std::size_t width = (ast[string].flags & kTriple) != 0 && quote + 3 <= text.size() ? 3 : 1;
  StringParts parts;
  parts.prefix = text.substr(0, quote);
  parts.quote = text.substr(quote, width);
  const ByteOffset begin = ast[string].begin + static_cast<ByteOffset>(quote + width);
  const ByteOffset end = ast[string].end - static_cast<ByteOffset>(width);
  parts.body = {begin, end > begin ? end : begin};
  return parts;
}

std::string_view writtenName(const Ast& ast, NodeId node) {
  const std::string_view text = ast.text(node);
  switch (ast[node].kind) {
  case NodeKind::Name:
    return text;
  case NodeKind::Attribute: {
    std::size_t begin = text.size();
    while (begin > 0 &&
           (isNamePart(text[begin - 1]) || static_cast<unsigned char>(text[begin - 1]) >= 0x80))
      --begin;
    return text.substr(begin);
  }
  case NodeKind::KeywordArgument:
    return text.substr(0, text.find_first_of(" \t\r\n\\="));
  default:
    return {};
  }
}

std::string plainStringText(const Ast& ast, NodeId node) {
  const Node& string = ast[node];
  if (string.kind != NodeKind::String || string.listSize != 1 || (string.flags & kBytes) != 0)
    return {};
  const Node& part = ast[ast.list(string)[0]];
  return part.kind == NodeKind::StringText ? ast.cooked[part.text] : std::string();
}

std::string argumentSource(const Ast& ast, NodeId node) {
  std::string text(ast.text(node));
  switch (ast[node].kind) {
  case NodeKind::NamedExpression:
  case NodeKind::Yield:
  case NodeKind::YieldFrom:
    return "(" + text + ")";
  case NodeKind::Tuple:
    return text.starts_with('(') ? text : "(" + text + ")";
  case NodeKind::GeneratorExp:
    return text.starts_with('(') ? text : "(" + text + ")";
  default:
    return text;
  }
}

std::string escapedBody(std::string_view text, char quote, bool braces) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == quote) {
      out += '\\';
      out += c;
    } else if (c == '\n' || c == '\t' || c == '\r') {
      out += c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\x%02x", static_cast<unsigned char>(c));
      out += escape.data();
    } else {
      out += c;
      if (braces && (c == '{' || c == '}'))
        out += c;
    }
  }
  return out;
}

std::string pythonString(std::string_view text, char quote) {
  return quote + escapedBody(text, quote, false) + quote;
}

std::string longString(std::string_view text, char quote) {
  const std::string mark(3, quote);
  const bool plain = text.find('\n') != std::string_view::npos &&
                     text.find_first_of("\\\r\t") == std::string_view::npos &&
                     text.find(mark) == std::string_view::npos && !text.ends_with(quote);
  return plain ? mark + std::string(text) + mark : pythonString(text, quote);
}

namespace {

ByteOffset skipBlanks(std::string_view source, ByteOffset at) {
  while (at < source.size() && (source[at] == ' ' || source[at] == '\t'))
    ++at;
  return at;
}

bool endsLine(std::string_view source, ByteOffset at) {
  return at >= source.size() || source[at] == '\n' || source[at] == '\r';
}

} // namespace

std::string_view lineLead(std::string_view source, ByteOffset at) {
  ByteOffset begin = at;
  while (begin > 0 && (source[begin - 1] == ' ' || source[begin - 1] == '\t'))
    --begin;
  if (begin == 0 || source[begin - 1] != '\n')
    return {};
  begin -= begin >= 2 && source[begin - 2] == '\r' ? 2 : 1;
  return source.substr(begin, at - begin);
}

ByteRange wholeLines(std::string_view source, ByteRange statement) {
  const std::string_view lead = lineLead(source, statement.begin);
  const ByteOffset end = skipBlanks(source, statement.end);
  if (lead.empty() || !endsLine(source, end))
    return {};
  const auto blanks = static_cast<ByteOffset>(lead.size() - lead.find('\n') - 1);
  const std::size_t lineEnd = source.find('\n', end);
  return {statement.begin - blanks, lineEnd == std::string_view::npos
                                        ? static_cast<ByteOffset>(source.size())
                                        : static_cast<ByteOffset>(lineEnd + 1)};
}

StatementGap gapAfter(std::string_view source, ByteRange statement) {
  const std::string_view lead = lineLead(source, statement.begin);
  ByteOffset end = skipBlanks(source, statement.end);
  if (end < source.size() && source[end] == '#')
    while (!endsLine(source, end))
      ++end;
  if (lead.empty() || !endsLine(source, end))
    return {statement.end, "; "};
  return {end, std::string(lead)};
}

bool containsWord(std::string_view source, std::string_view word) {
  for (std::size_t at = source.find(word); at != std::string_view::npos;
       at = source.find(word, at + 1)) {
    const bool before = at > 0 && isNamePart(source[at - 1]);
    const bool after = at + word.size() < source.size() && isNamePart(source[at + word.size()]);
    if (!before && !after)
      return true;
  }
  return false;
}

bool isIdentifier(std::string_view text) {
  if (text.empty() || !isNameStart(text[0]))
    return false;
  for (const char c : text)
    if (!isNamePart(c))
      return false;
  return true;
}

} // namespace pysecd
