// JSON-RPC 2.0 messages as values, from and to the content of a frame. Never throws: what cannot be
// understood is a value too (Malformed). Pure: any thread.
#pragma once

#include "protocol/json_fwd.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace pysecd::rpc {

using Id = std::variant<std::int64_t, std::string>;

// The codes of JSON-RPC and LSP that this server sends.
enum class ErrorCode : int {
  ParseError = -32700,
  InvalidRequest = -32600,
  MethodNotFound = -32601,
  InvalidParams = -32602,
  InternalError = -32603,
  ServerNotInitialized = -32002,
  RequestFailed = -32803,
  ContentModified = -32801,
  RequestCancelled = -32800,
};

struct Error {
  ErrorCode code = ErrorCode::InternalError;
  std::string message;
};

// Shared and not owned by value: keeps the JSON library out of this header. Never null; JSON null
// if absent.
using Params = std::shared_ptr<const Json>;

struct Request {
  Id id;
  std::string method;
  Params params;
};

struct Notification {
  std::string method;
  Params params;
};

// What the client answers to a request of ours.
struct Response {
  std::optional<Id> id;
  std::optional<std::string> error; // its message
};

// To be answered with `error`; `id` if it could be read.
struct Malformed {
  std::optional<Id> id;
  Error error;
};

using Message = std::variant<Request, Notification, Response, Malformed>;

// Lone surrogates in strings ("\ud800", which JavaScript clients send while an emoji is half
// deleted) read as U+FFFD, so that positions in UTF-16 units still match. Nesting deeper than 200
// is an error.
Message parseMessage(std::string_view content);

// `result` and `params` are JSON text.
std::string requestText(const Id& id, std::string_view method, std::string_view params);
std::string responseText(const Id& id, std::string_view result);
std::string errorText(const std::optional<Id>& id, const Error& error);
std::string notificationText(std::string_view method, std::string_view params);

// As it stands in JSON: 7, "a".
std::string toString(const Id& id);

// Compact JSON text; bytes that are not UTF-8 become U+FFFD.
std::string dump(const Json& json);

} // namespace pysecd::rpc
