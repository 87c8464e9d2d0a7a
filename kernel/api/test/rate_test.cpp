// Goal: an address that asks too often is refused, whether it asks for a page or shakes hands for a WebSocket; it may
// again when time has passed; and another address is not held up.
#include <future>
#include <gtest/gtest.h>

#include "kernel/api/feed.h"
#include "kernel/api/test/in_process.h"

namespace dengyun::api {
namespace {

class RateTest : public testing::Test {
  protected:
    static http::Request request(const std::string& path, const std::string& address) {
        auto request = request_of(member(Role::owner), {.address = path});
        request.remote_address = address;
        return request;
    }
    unsigned ask(const std::string& address) {
        const auto answered = std::make_shared<std::promise<unsigned>>();  // see InProcess::call
        auto answer = answered->get_future();
        application_.handle(std::make_shared<const http::Request>(request("/api/v1/feed", address)),
                            [answered](http::Response response) { answered->set_value(response.status); });
        return answer.get();
    }
    // 101 where the handshake is let through to the listener.
    unsigned shake_hands(const std::string& address) {
        const auto answered = std::make_shared<std::promise<unsigned>>();  // see InProcess::call
        auto answer = answered->get_future();
        application_.upgrade(std::make_shared<const http::Request>(request("/socket", address)),
                             [answered](auto decision) {
                                 const auto* refusal = std::get_if<http::Response>(&decision);
                                 answered->set_value(refusal == nullptr ? 101U : refusal->status);
                             });
        return answer.get();
    }

    InProcess api_{[](Routes& routes) { add_feed_route(routes); }, {}, feed_messages()};
    Application application_{{.routes = api_.routes(),
                              .store = api_.store(),
                              .authenticator = api_.authenticator(),
                              .messages = api_.messages(),
                              .clock = api_.clock()},
                             {.workers = 1, .requests_per_second_key = 0, .requests_per_second_address = 1}};
    void SetUp() override {
        application_.add_socket("/socket", signed_in,
                                [](const Call&) { return Result<std::unique_ptr<http::SocketListener>>(nullptr); });
    }
};
constexpr unsigned saved_up = 5;  // ApplicationOptions::burst_seconds

TEST_F(RateTest, HandshakesCountLikeRequests) {
    for (unsigned i = 0; i < saved_up; ++i) EXPECT_EQ(shake_hands("10.0.0.1"), 101U) << i;
    EXPECT_EQ(shake_hands("10.0.0.1"), 429U);
    EXPECT_EQ(ask("10.0.0.1"), 429U);
    EXPECT_EQ(shake_hands("10.0.0.2"), 101U);
    api_.clock().advance(std::chrono::seconds(1));
    EXPECT_EQ(shake_hands("10.0.0.1"), 101U);
    EXPECT_EQ(shake_hands("10.0.0.1"), 429U);
}

TEST_F(RateTest, RequestsUseUpHandshakes) {
    for (unsigned i = 0; i < saved_up; ++i) EXPECT_NE(ask("10.0.0.1"), 429U) << i;
    EXPECT_EQ(shake_hands("10.0.0.1"), 429U);
}

}  // namespace
}  // namespace dengyun::api
