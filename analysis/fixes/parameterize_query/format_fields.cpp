#include "analysis/fixes/parameterize_query/format_fields.h"

#include "analysis/fixes/parameterize_query/python_source.h"

namespace pysecd {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool allDigits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Turns `.name[0][key]` of a replacement field into Python; false if it is malformed.
bool readAccess(std::string_view text, char quote, std::string& access) {
  while (!text.empty()) {
    if (text[0] == '.') {
      std::size_t end = 1;
      while (end < text.size() && text[end] != '.' && text[end] != '[')
        ++end;
      if (!isIdentifier(text.substr(1, end - 1)))
        return false;
      access += text.substr(0, end);
      text.remove_prefix(end);
    } else if (text[0] == '[') {
      const std::size_t close = text.find(']');
      if (close == std::string_view::npos || close == 1)
        return false;
      const std::string_view key = text.substr(1, close - 1);
      access += '[';
      access += allDigits(key) ? std::string(key) : pythonString(key, quote);
      access += ']';
      text.remove_prefix(close + 1);
    } else {
      return false;
    }
  }
  return true;
}

} // namespace

std::optional<FormatField> readPercentField(std::string_view text, std::size_t at) {
  FormatField field;
  std::size_t i = at + 1;
  if (i < text.size() && text[i] == '(') {
    const std::size_t close = text.find(')', i);
    if (close == std::string_view::npos)
      return std::nullopt;
    field.name = text.substr(i + 1, close - i - 1);
    field.hasName = true;
    i = close + 1;
  }
  const std::size_t spec = i;
  while (i < text.size() && std::string_view("#0- +.*hlL").find(text[i]) != std::string_view::npos)
    field.nested |= text[i++] == '*';
  while (i < text.size() && (isDigit(text[i]) || text[i] == '.' || text[i] == '*'))
    field.nested |= text[i++] == '*';
  field.spec = text.substr(spec, i - spec);
  if (i >= text.size() ||
      std::string_view("sdiuroxXeEfFgGca").find(text[i]) == std::string_view::npos)
    return std::nullopt;
  field.type = text[i];
  field.end = i + 1;
  return field;
}

std::optional<FormatField> readBraceField(std::string_view text, std::size_t at, char quote) {
  FormatField field;
  int depth = 1;
  bool inBrackets = false;
  std::size_t nameEnd = std::string_view::npos;
  std::size_t colon = std::string_view::npos;
  std::size_t i = at + 1;
  for (; i < text.size() && depth > 0; ++i) {
    const char c = text[i];
    if (inBrackets) {
      inBrackets = c != ']';
    } else if (c == '[' && colon == std::string_view::npos) {
      inBrackets = true;
    } else if (c == '{') {
      ++depth;
      field.nested = true;
    } else if (c == '}') {
      --depth;
    } else if ((c == '!' || c == ':') && depth == 1 && colon == std::string_view::npos) {
      if (nameEnd == std::string_view::npos)
        nameEnd = i;
      if (c == ':')
        colon = i;
    }
  }
  if (depth > 0)
    return std::nullopt;
  field.end = i;
  const std::size_t close = i - 1;
  if (nameEnd == std::string_view::npos)
    nameEnd = close;
  if (nameEnd < close && text[nameEnd] == '!') {
    const std::size_t end = colon == std::string_view::npos ? close : colon;
    if (end != nameEnd + 2 ||
        std::string_view("rsa").find(text[nameEnd + 1]) == std::string_view::npos)
      return std::nullopt;
    field.conversion = text[nameEnd + 1];
  }
  if (colon != std::string_view::npos)
    field.spec = text.substr(colon + 1, close - colon - 1);
  const std::string_view name = text.substr(at + 1, nameEnd - at - 1);
  const std::size_t access = std::min(name.find_first_of(".["), name.size());
  field.nameBegin = at + 1;
  field.name = name.substr(0, access);
  field.hasName = !field.name.empty();
  if (field.hasName && !allDigits(field.name) && !isIdentifier(field.name))
    return std::nullopt;
  if (!readAccess(name.substr(access), quote, field.access))
    return std::nullopt;
  return field;
}

} // namespace pysecd
