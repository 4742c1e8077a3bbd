#include "protocol/lsp/lifecycle.h"
#include "protocol/lsp/text.h"
#include "protocol/rpc/binder.h"
#include "test/support/catch.h"

#include <stdexcept>
#include <vector>

using namespace pysecd;
using namespace pysecd::rpc;

namespace {

struct Context {
  std::vector<Reply<lsp::Position>> kept;
  int notified = 0;
};

void echo(Context&, const lsp::Position& position, Reply<lsp::Position> reply) { reply(position); }
void twice(Context&, const lsp::Position& position, Reply<lsp::Position> reply) {
  reply(position);
  reply(position);
  reply.fail({ErrorCode::RequestFailed, "too late"});
}
void never(Context&, const lsp::Position&, Reply<lsp::Position>) {}
void keep(Context& context, const lsp::Position&, Reply<lsp::Position> reply) {
  context.kept.push_back(std::move(reply));
}
void fail(Context&, const lsp::Position&, Reply<lsp::Position>) {
  throw std::runtime_error("oops");
}
void nothing(Context&, const lsp::NoParams&, Reply<std::optional<lsp::Position>> reply) {
  reply({});
}
void count(Context& context, const lsp::Position& position) {
  context.notified += static_cast<int>(position.line);
}
void failQuietly(Context&, const lsp::NoParams&) { throw std::runtime_error("oops"); }

struct Peer {
  Peer() {
    bind.request("echo", echo);
    bind.request("twice", twice);
    bind.request("never", never);
    bind.request("keep", keep);
    bind.request("fail", fail);
    bind.request("nothing", nothing);
    bind.notification("count", count);
    bind.notification("failQuietly", failQuietly);
  }

  void call(const std::string& method, const Json& params, Id id = 1) {
    const auto pending =
        table.add(id, [this](std::string text) { sent.push_back(Json::parse(text)); });
    REQUIRE(pending);
    bind.call(context, {id, method, std::make_shared<const Json>(params)}, pending);
  }

  std::optional<Error> notify(const std::string& method, const Json& params) {
    return bind.notify(context, {method, std::make_shared<const Json>(params)});
  }

  Binder<Context> bind;
  PendingTable table;
  std::vector<Json> sent;
  Context context; // before what it may still send to
};

const Json kPosition{{"line", 1}, {"character", 2}};

} // namespace

TEST_CASE("binder: typed parameters in, typed results out", "[binder]") {
  Peer peer;
  peer.call("echo", kPosition);
  REQUIRE(peer.sent.size() == 1);
  CHECK(peer.sent[0] == Json{{"jsonrpc", "2.0"}, {"id", 1}, {"result", kPosition}});
  peer.call("nothing", Json());
  CHECK(peer.sent[1]["result"].is_null());
}

TEST_CASE("binder: every request is answered exactly once", "[binder]") {
  Peer peer;
  peer.call("twice", kPosition);
  CHECK(peer.sent.size() == 1);
  peer.call("never", kPosition);
  REQUIRE(peer.sent.size() == 2);
  CHECK(peer.sent[1]["error"]["code"] == -32603);
  peer.call("keep", kPosition);
  CHECK(peer.sent.size() == 2);
  peer.context.kept[0]({3, 4});
  CHECK(peer.sent[2]["result"]["line"] == 3);
  peer.context.kept.clear();
  CHECK(peer.sent.size() == 3);
}

TEST_CASE("binder: errors of handlers and parameters become answers", "[binder]") {
  Peer peer;
  peer.call("fail", kPosition);
  CHECK(peer.sent[0]["error"] == Json{{"code", -32603}, {"message", "oops"}});
  peer.call("echo", {{"line", "x"}, {"character", 2}});
  CHECK(peer.sent[1]["error"] ==
        Json{{"code", -32602}, {"message", "(/line) type must be integer, but is string"}});
  peer.call("unheard/of", Json());
  CHECK(peer.sent[2]["error"]["code"] == -32601);
}

TEST_CASE("binder: notifications report what went wrong", "[binder]") {
  Peer peer;
  CHECK_FALSE(peer.notify("count", kPosition));
  CHECK(peer.context.notified == 1);
  CHECK(peer.notify("count", Json())->code == ErrorCode::InvalidParams);
  CHECK(peer.notify("failQuietly", Json())->code == ErrorCode::InternalError);
  CHECK(peer.notify("unheard/of", Json())->code == ErrorCode::MethodNotFound);
  CHECK(peer.sent.empty());
}

TEST_CASE("binder: a cancelled request is answered at once and only then", "[binder]") {
  Peer peer;
  peer.call("keep", kPosition, "a");
  peer.call("keep", kPosition, 1);
  peer.table.cancel(1);
  REQUIRE(peer.sent.size() == 1);
  CHECK(peer.sent[0]["error"]["code"] == -32800);
  CHECK(peer.sent[0]["id"] == 1);
  peer.table.cancel(1);
  peer.table.cancel("b");
  peer.context.kept[1]({0, 0});
  CHECK(peer.sent.size() == 1);
  peer.context.kept[0]({0, 0});
  CHECK(peer.sent.size() == 2);
  peer.table.cancel("a");
  CHECK(peer.sent.size() == 2);
}

TEST_CASE("binder: an id is free again once answered", "[binder]") {
  Peer peer;
  peer.call("keep", kPosition, 1);
  CHECK_FALSE(peer.table.add(1, [](std::string) {}));
  peer.context.kept[0]({0, 0});
  peer.call("echo", kPosition, 1);
  CHECK(peer.sent.size() == 2);
}
