// The one answer every request gets. A handler keeps copies of its Reply for as long as it likes;
// the first answer counts and later ones are dropped (the client may have cancelled meanwhile).
// When the last copy goes away unanswered, the client gets an InternalError. Thread rule: the
// session thread.
#pragma once

#include "protocol/rpc/message.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace pysecd::rpc {

// Takes the content of one outgoing message.
using Send = std::function<void(std::string content)>;

// A request that awaits its answer.
class Pending {
public:
  Pending(Id id, Send send) : id_(std::move(id)), send_(std::move(send)) {}
  ~Pending();
  Pending(const Pending&) = delete;
  Pending& operator=(const Pending&) = delete;

  void succeed(std::string_view result); // JSON text
  void fail(const Error& error);
  bool answered() const { return !send_; }

private:
  void answer(std::string content);

  Id id_;
  Send send_; // empty once answered
};

// Requests in flight by id, for $/cancelRequest.
class PendingTable {
public:
  // nullptr if a request of that id is in flight already.
  std::shared_ptr<Pending> add(const Id& id, const Send& send);
  // Answers RequestCancelled at once; nothing if the request is unknown or was answered.
  void cancel(const Id& id);

private:
  std::map<Id, std::weak_ptr<Pending>> requests_;
};

// The typed handle a handler gets.
template <class Result> class Reply {
public:
  using Encode = std::string (*)(const Result&);
  Reply(std::shared_ptr<Pending> pending, Encode encode)
      : pending_(std::move(pending)), encode_(encode) {}

  void operator()(const Result& result) const { pending_->succeed(encode_(result)); }
  void fail(const Error& error) const { pending_->fail(error); }

private:
  std::shared_ptr<Pending> pending_;
  Encode encode_;
};

} // namespace pysecd::rpc
