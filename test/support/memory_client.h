// A client in the test's own process: a real Server on an in-memory transport. The test's thread is
// the session thread; results of analyses arrive only while the test calls settle(), so every run
// sees the same order of events however many threads analyse.
#pragma once

#include "protocol/json.h"
#include "server/schedule/runtime.h"
#include "server/server.h"

#include <deque>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

namespace pysecd::test {

class MemoryClient {
public:
  MemoryClient(unsigned threads, MakeAnalyser makeAnalyser, ReadModelFiles readModels = {},
               config::ReadFile readConfig = {});

  // Sends the content of one message.
  void send(std::string_view content);
  void notify(const std::string& method, const Json& params);
  // Returns the id.
  int request(const std::string& method, const Json& params);
  // Waits until no analysis is under way.
  void settle();
  // The answer to a request of that id, settling if it is not there yet; null if none came.
  Json answer(int id);
  // request + answer.
  Json call(const std::string& method, const Json& params) {
    return answer(request(method, params));
  }
  // initialize with these capabilities, and initialized. Returns the result.
  Json initialize(const Json& capabilities, const Json& rootUri = nullptr);
  // Takes the oldest unread message with that method (and params.uri, if given); null if there is
  // none.
  Json take(std::string_view method, std::string_view uri = {});

  Server& server() { return *server_; }
  std::string log() const { return log_.str(); }

  std::deque<Json> unread;  // messages of the server, oldest first
  std::deque<Task> delayed; // what the server wants to do after a while; the test runs it

private:
  std::ostringstream log_;
  Logger logger_{log_, LogLevel::Debug};
  Runtime runtime_;
  std::unique_ptr<Server> server_;
  int lastId_ = 0;
};

// All that a modern editor announces.
Json fullCapabilities();

} // namespace pysecd::test
