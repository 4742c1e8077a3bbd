#include "protocol/rpc/message.h"

#include "protocol/json.h"

namespace pysecd::rpc {
namespace {

constexpr int kMaxNesting = 200;

// The parser itself needs no stack, but copying and printing a value recurse.
bool nestedTooDeeply(std::string_view json) {
  int depth = 0;
  bool inString = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (inString) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        inString = false;
    } else if (c == '"') {
      inString = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kMaxNesting)
        return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

// The code unit of the escape `\uXXXX` at `at`, or -1.
int escapedUnit(std::string_view json, std::size_t at) {
  if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u')
    return -1;
  int unit = 0;
  for (const char c : json.substr(at + 2, 4)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0)
      return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

bool isHighSurrogate(int unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool isLowSurrogate(int unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

std::string replaceLoneSurrogates(std::string_view json) {
  std::string result;
  result.reserve(json.size());
  for (std::size_t i = 0; i < json.size();) {
    const int unit = escapedUnit(json, i);
    const bool pair = isHighSurrogate(unit) && isLowSurrogate(escapedUnit(json, i + 6));
    if (!pair && (isHighSurrogate(unit) || isLowSurrogate(unit))) {
      result += "\\ufffd";
      i += 6;
      continue;
    }
    // An escaped backslash is taken whole, or its second half would look like the start of an
    // escape.
    const std::size_t length = pair ? 12 : json[i] == '\\' ? 2 : 1;
    result += json.substr(i, length);
    i += length;
  }
  return result;
}

Json parse(std::string_view content) {
  Json json = Json::parse(content, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded())
    json = Json::parse(replaceLoneSurrogates(content), nullptr, false);
  return json;
}

std::optional<Id> readId(const Json& message) {
  const auto found = message.find("id");
  if (found == message.end())
    return std::nullopt;
  if (found->is_string())
    return found->get<std::string>();
  if (found->is_number_integer() &&
      (!found->is_number_unsigned() || std::in_range<std::int64_t>(found->get<std::uint64_t>())))
    return found->get<std::int64_t>();
  return std::nullopt;
}

Malformed invalid(std::optional<Id> id, std::string why) {
  return {std::move(id), {ErrorCode::InvalidRequest, std::move(why)}};
}

Response readResponse(const Json& message) {
  Response response{readId(message), {}};
  if (const auto error = message.find("error"); error != message.end())
    response.error = dump(*error);
  return response;
}

} // namespace

Message parseMessage(std::string_view content) {
  if (nestedTooDeeply(content))
    return Malformed{{}, {ErrorCode::ParseError, "JSON nested too deeply"}};
  Json json = parse(content);
  if (json.is_discarded())
    return Malformed{{}, {ErrorCode::ParseError, "not valid JSON"}};
  if (json.is_array())
    return invalid({}, "batches are not part of LSP");
  if (!json.is_object())
    return invalid({}, "a message is a JSON object");

  std::optional<Id> id = readId(json);
  if (const auto rpc = json.find("jsonrpc"); rpc == json.end() || *rpc != "2.0")
    return invalid(std::move(id), "\"jsonrpc\" must be \"2.0\"");
  const auto method = json.find("method");
  if (method == json.end()) {
    if (json.contains("result") || json.contains("error"))
      return readResponse(json);
    return invalid(std::move(id), "a message has a \"method\", a \"result\" or an \"error\"");
  }
  if (!method->is_string())
    return invalid(std::move(id), "\"method\" must be a string");
  if (json.contains("id") && !id)
    return invalid({}, "\"id\" must be an integer or a string");

  const auto found = json.find("params");
  auto params = std::make_shared<const Json>(found == json.end() ? Json() : std::move(*found));
  if (id)
    return Request{std::move(*id), method->get<std::string>(), std::move(params)};
  return Notification{method->get<std::string>(), std::move(params)};
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string toString(const Id& id) {
  if (const auto* number = std::get_if<std::int64_t>(&id))
    return std::to_string(*number);
  return dump(std::get<std::string>(id));
}

std::string requestText(const Id& id, std::string_view method, std::string_view params) {
  std::string text = R"({"jsonrpc":"2.0","id":)" + toString(id) + R"(,"method":)" +
                     dump(Json(method)) + R"(,"params":)";
  text += params;
  return text += '}';
}

std::string responseText(const Id& id, std::string_view result) {
  std::string text = R"({"jsonrpc":"2.0","id":)" + toString(id) + R"(,"result":)";
  text += result;
  return text += '}';
}

std::string errorText(const std::optional<Id>& id, const Error& error) {
  const Json body = {{"code", static_cast<int>(error.code)}, {"message", error.message}};
  return R"({"jsonrpc":"2.0","id":)" + (id ? toString(*id) : "null") + R"(,"error":)" + dump(body) +
         "}";
}

std::string notificationText(std::string_view method, std::string_view params) {
  std::string text = R"({"jsonrpc":"2.0","method":)" + dump(Json(method)) + R"(,"params":)";
  text += params;
  return text += '}';
}

} // namespace pysecd::rpc
