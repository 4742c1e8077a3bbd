#include "protocol/rpc/reply.h"

#include <utility>

namespace pysecd::rpc {

Pending::~Pending() { fail({ErrorCode::InternalError, "the request was not answered"}); }

void Pending::succeed(std::string_view result) {
  if (!answered())
    answer(responseText(id_, result));
}

void Pending::fail(const Error& error) {
  if (!answered())
    answer(errorText(id_, error));
}

void Pending::answer(std::string content) {
  const Send send = std::exchange(send_, nullptr);
  send(std::move(content));
}

std::shared_ptr<Pending> PendingTable::add(const Id& id, const Send& send) {
  std::erase_if(requests_, [](const auto& entry) {
    const auto request = entry.second.lock();
    return !request || request->answered();
  });
  std::weak_ptr<Pending>& slot = requests_[id];
  if (!slot.expired())
    return nullptr;
  auto request = std::make_shared<Pending>(id, send);
  slot = request;
  return request;
}

void PendingTable::cancel(const Id& id) {
  const auto found = requests_.find(id);
  if (found == requests_.end())
    return;
  if (const auto request = found->second.lock())
    request->fail({ErrorCode::RequestCancelled, "cancelled by the client"});
}

} // namespace pysecd::rpc
