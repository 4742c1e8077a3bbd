// Method name -> typed handler; the only place where JSON meets a handler and where exceptions end.
// Parameter and result types are deduced from the handler's signature:
//
//   void hover(Session &, const lsp::HoverParams &, rpc::Reply<std::optional<lsp::Hover>>);
//   bind.request("textDocument/hover", hover);
//
// Thread rule: filled once, then called on the session thread.
#pragma once

#include "protocol/json.h"
#include "protocol/rpc/reply.h"

#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace pysecd::rpc {

template <class Context> class Binder {
public:
  template <class Params, class Result>
  void request(std::string method, void (*handler)(Context&, const Params&, Reply<Result>)) {
    requests_.emplace(std::move(method), [handler](Context& context, const Json& json,
                                                   const std::shared_ptr<Pending>& pending) {
      const auto failure = guarded<Params>(json, [&](const Params& params) {
        handler(context, params, Reply<Result>(pending, encode<Result>));
      });
      if (failure)
        pending->fail(*failure);
    });
  }

  template <class Params>
  void notification(std::string method, void (*handler)(Context&, const Params&)) {
    notifications_.emplace(std::move(method), [handler](Context& context, const Json& json) {
      return guarded<Params>(json, [&](const Params& params) { handler(context, params); });
    });
  }

  // Answers `pending`, now or later; an unknown method is an error answer too.
  void call(Context& context, const Request& request,
            const std::shared_ptr<Pending>& pending) const {
    if (const auto found = requests_.find(request.method); found != requests_.end())
      found->second(context, *request.params, pending);
    else
      pending->fail({ErrorCode::MethodNotFound, "unknown method " + request.method.substr(0, 100)});
  }

  // Why the notification had no effect, if so.
  std::optional<Error> notify(Context& context, const Notification& notification) const {
    if (const auto found = notifications_.find(notification.method); found != notifications_.end())
      return found->second(context, *notification.params);
    return Error{ErrorCode::MethodNotFound,
                 "unknown notification " + notification.method.substr(0, 100)};
  }

private:
  using OnRequest = std::function<void(Context&, const Json&, const std::shared_ptr<Pending>&)>;
  using OnNotification = std::function<std::optional<Error>(Context&, const Json&)>;

  template <class Params, class Call>
  static std::optional<Error> guarded(const Json& json, Call&& call) {
    Params params;
    try {
      readJson(json, params);
    } catch (const std::exception& error) {
      return Error{ErrorCode::InvalidParams, withoutPrefix(error.what())};
    }
    try {
      call(params);
    } catch (const std::exception& error) {
      return Error{ErrorCode::InternalError, error.what()};
    }
    return std::nullopt;
  }

  template <class Result> static std::string encode(const Result& result) {
    return dump(toJson(result));
  }
  template <class Result> static Json toJson(const Result& result) { return result; }
  template <class Result> static Json toJson(const std::optional<Result>& result) {
    return result ? toJson(*result) : Json();
  }

  // "[json.exception.type_error.302] (/position/line) type must be ..." from the second bracket on.
  static std::string withoutPrefix(std::string message) {
    if (const auto end = message.find("] "); message.starts_with("[json.") && end != message.npos)
      message.erase(0, end + 2);
    return message;
  }

  std::map<std::string, OnRequest> requests_;
  std::map<std::string, OnNotification> notifications_;
};

} // namespace pysecd::rpc
