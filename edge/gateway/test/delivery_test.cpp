// Goal: the queue is handed over in order and at least once; nothing leaves it that the platform has not taken or
// refused for good in its own words.
#include "edge/gateway/delivery.h"

#include "edge/gateway/test/agent.h"
#include "edge/gateway/test/yard.h"

namespace dengyun::gateway {
namespace {

class Deliveries : public test::Yard {
  protected:
    void add(const std::string& device, int value) {
        ASSERT_TRUE(queue->append(device + "\nt v=" + std::to_string(value) + " 1\n"));
    }
    std::string pass() {
        const auto outcome = delivery.pass();
        EXPECT_TRUE(outcome);
        switch (*outcome) {
            case Delivery::Outcome::nothing:
                return "nothing";
            case Delivery::Outcome::delivered:
                return "delivered";
            case Delivery::Outcome::unreachable:
                return "unreachable";
        }
        return "";
    }
    std::string taken() {
        const std::lock_guard lock(mutex);
        return std::exchange(got, {});
    }
    std::mutex mutex;
    std::string got;
    std::function<test::Agent::Reply(const std::string& target)> rule = [](const std::string&) {
        return test::Agent::Reply{.status = 204};
    };
    test::Agent platform{[this](const std::string& target, const std::string& body) {
        const std::lock_guard lock(mutex);
        const auto reply = rule(target);
        if (reply.status == 204) got += target + ' ' + body;
        return reply;
    }};
    Delivery delivery{*queue, journal, edge::Client({.address = platform.url(), .authorization = "Token t"})};
};

TEST_F(Deliveries, GoByDeviceInOrder) {
    add("CNC 1", 1);
    add("", 2);
    add("CNC 1", 3);
    EXPECT_EQ(pass(), "delivered");
    EXPECT_EQ(taken(), "/write?precision=ms t v=2 1\n/write?precision=ms&device=CNC%201 t v=1 1\nt v=3 1\n");
    EXPECT_EQ(pass(), "nothing");
    EXPECT_EQ(delivery.delivered(), 3U);
}

TEST_F(Deliveries, WaitForAPlatformThatIsNotThere) {
    add("a", 1);
    // Down, not let in, overloaded; and something in between that answers in its own words.
    const std::vector<test::Agent::Reply> replies{{.status = 0},
                                                  {.status = 401, .body = R"({"code":"device.unknown_token"})"},
                                                  {.status = 403, .body = R"({"code":"device.inactive"})"},
                                                  {.status = 503},
                                                  {.status = 400, .body = "<html>proxy</html>"},
                                                  {.status = 302},
                                                  {.status = 200, .body = "hello"}};
    for (const auto& reply : replies) {
        rule = [&](const std::string&) { return reply; };
        EXPECT_EQ(pass(), "unreachable") << reply.status;
    }
    EXPECT_EQ(said(), "gateway.platform_unreachable \n");  // once
    rule = [](const std::string&) { return test::Agent::Reply{.status = 204}; };
    EXPECT_EQ(pass(), "delivered");
    EXPECT_EQ(taken(), "/write?precision=ms&device=a t v=1 1\n");
    EXPECT_EQ(said(), "gateway.platform_reached \n");
}

TEST_F(Deliveries, PassOverWhatIsRefusedForGood) {
    rule = [](const std::string& target) {
        return target.ends_with("=off") ? test::Agent::Reply{.status = 409, .body = R"({"code":"device.inactive"})"}
                                        : test::Agent::Reply{.status = 204};
    };
    for (int i = 0; i < 3; ++i) {
        add("off", i);
        add("on", i);
        EXPECT_EQ(pass(), "delivered");
    }
    EXPECT_EQ(delivery.refused(), 3U);
    EXPECT_EQ(said(), "gateway.lines_refused off: {\"code\":\"device.inactive\"}\n");  // once
    EXPECT_EQ(queue->state().bytes, 0U);
}

TEST_F(Deliveries, GoInSmallerPartsWhereThePlatformTakesLess) {
    std::size_t longest = 0;
    test::Agent narrow([&](const std::string&, const std::string& body) {
        if (body.size() > 50'000) return test::Agent::Reply{.status = 413};
        longest = std::max(longest, body.size());
        return test::Agent::Reply{.status = 204};
    });
    Delivery own(*queue, journal, edge::Client({.address = narrow.url(), .authorization = {}}));
    const std::string filling(10'000, 'x');
    for (int i = 0; i < 60; ++i) ASSERT_TRUE(queue->append("a\n" + filling + '\n'));
    ASSERT_TRUE(queue->append("a\n" + std::string(60'000, 'y') + '\n'));  // alone too long: refused and passed over
    ASSERT_TRUE(queue->append("a\nend\n"));
    for (;;) {
        const auto outcome = own.pass();
        ASSERT_TRUE(outcome);
        if (*outcome == Delivery::Outcome::nothing) break;
        ASSERT_EQ(*outcome, Delivery::Outcome::delivered);
    }
    EXPECT_EQ(own.refused(), 1U);
    EXPECT_EQ(own.delivered(), 62U);
    EXPECT_GT(longest, 10'000U);
}

}  // namespace
}  // namespace dengyun::gateway
