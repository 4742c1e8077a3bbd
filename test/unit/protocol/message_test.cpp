#include "protocol/json.h"
#include "protocol/rpc/message.h"
#include "test/support/catch.h"

using namespace pysecd;
using namespace pysecd::rpc;

namespace {

Malformed malformed(const std::string& text) {
  const Message message = parseMessage(text);
  REQUIRE(std::holds_alternative<Malformed>(message));
  return std::get<Malformed>(message);
}

} // namespace

TEST_CASE("message: requests, notifications and responses are told apart", "[message]") {
  const auto request = std::get<Request>(
      parseMessage(R"({"jsonrpc":"2.0","id":7,"method":"a/b","params":{"x":[1]}})"));
  CHECK(request.id == Id(7));
  CHECK(request.method == "a/b");
  CHECK(*request.params == Json{{"x", {1}}});
  CHECK(std::get<Request>(parseMessage(R"({"jsonrpc":"2.0","id":"7","method":"a"})")).id ==
        Id("7"));

  const auto notification =
      std::get<Notification>(parseMessage(R"({"jsonrpc":"2.0","method":"a"})"));
  CHECK(notification.params->is_null());

  CHECK_FALSE(std::get<Response>(parseMessage(R"({"jsonrpc":"2.0","id":1,"result":null})")).error);
  CHECK(std::get<Response>(parseMessage(R"({"jsonrpc":"2.0","id":null,"error":{}})")).error ==
        "{}");
}

TEST_CASE("message: what is not JSON-RPC says why, with the id if there is one", "[message]") {
  CHECK(malformed("{").error.code == ErrorCode::ParseError);
  CHECK(malformed("").error.code == ErrorCode::ParseError);
  CHECK(malformed("[]").error.code == ErrorCode::InvalidRequest);
  CHECK(malformed("7").error.code == ErrorCode::InvalidRequest);
  CHECK(malformed(R"({"id":7,"method":"a"})").id == Id(7));
  CHECK(malformed(R"({"jsonrpc":"2.0","id":7,"method":[]})").id == Id(7));
  CHECK_FALSE(malformed(R"({"jsonrpc":"2.0","id":[7],"method":"a"})").id);
  CHECK_FALSE(malformed(R"({"jsonrpc":"2.0","id":null,"method":"a"})").id);
}

TEST_CASE("message: nesting is bounded, brackets in strings are not nesting", "[message]") {
  const auto nested = [](std::size_t depth) {
    return R"({"jsonrpc":"2.0","method":"a","params":)" + std::string(depth, '[') +
           std::string(depth, ']') + "}";
  };
  CHECK(std::holds_alternative<Notification>(parseMessage(nested(199))));
  CHECK(malformed(nested(200)).error.message == "JSON nested too deeply");
  CHECK(malformed(std::string(10'000'000, '[')).error.message == "JSON nested too deeply");
  const std::string quoted = R"({"jsonrpc":"2.0","method":"a\"\\","params":[")" +
                             std::string(1000, '[') + "\\\"" + std::string(1000, '{') + R"("]})";
  CHECK(std::get<Notification>(parseMessage(quoted)).method == "a\"\\");
}

TEST_CASE("message: a lone surrogate becomes one replacement character", "[message]") {
  const auto text = [](const std::string& escaped) {
    const Message message =
        parseMessage(R"({"jsonrpc":"2.0","method":"a","params":[")" + escaped + R"("]})");
    REQUIRE(std::holds_alternative<Notification>(message));
    return (*std::get<Notification>(message).params)[0].get<std::string>();
  };
  CHECK(text(R"(\ud83d)") == "\uFFFD");
  CHECK(text(R"(a\uDC00b\ud83d\ud83d\ude00\ud83d)") == "a\uFFFDb\uFFFD\U0001F600\uFFFD");
  CHECK(text(R"(\\ud83d \ud83d\n)") == "\\ud83d \uFFFD\n");
  CHECK(text(R"(\ud83d\u0041)") == "\uFFFDA");
  CHECK(malformed(R"({"jsonrpc":"2.0","method":"\u12"})").error.code == ErrorCode::ParseError);
  CHECK(malformed("{\"jsonrpc\":\"2.0\",\"method\":\"\xff\"}").error.code == ErrorCode::ParseError);
}

TEST_CASE("message: what we send is valid JSON whatever it quotes", "[message]") {
  const Json error = Json::parse(errorText(Id("\"\n"), {ErrorCode::InternalError, "\xff\""}));
  CHECK(error["id"] == "\"\n");
  CHECK(error["error"]["message"] == "\uFFFD\"");
  CHECK(Json::parse(errorText(std::nullopt, {}))["id"].is_null());
  CHECK(Json::parse(responseText(Id(-1), "[1]"))["result"][0] == 1);
  CHECK(Json::parse(notificationText("a\"b", "{}"))["method"] == "a\"b");
}
