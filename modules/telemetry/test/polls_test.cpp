// Goal: a device made for ThingsBoard's HTTP interface gets its commands by asking and waiting, each once and none that
// has expired, and answers them; whoever waits holds no thread, is bounded in time and number, and is told when we
// stop.
#include <boost/json.hpp>
#include <future>

#include "modules/telemetry/hub.h"
#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry {
namespace {

using test::owner;

class PollsTest : public test::Scenario {
  protected:
    PollsTest() : device_(connect("铣床", R"(,"profile":"cnc_mill")")) { EXPECT_TRUE(hub->start()); }
    ~PollsTest() override { hub->stop(); }

    // A request that waits, as the server runs it.
    struct Waiting {
        api::Call call;
        std::promise<Result<api::Reply>> answered;
        std::future<Result<api::Reply>> answer = answered.get_future();
        // "STATUS BODY", or the code of the error.
        std::string told() {
            if (answer.wait_for(std::chrono::seconds(30)) != std::future_status::ready) return "nothing";
            const auto reply = answer.get();
            return reply ? fmt::format("{} {}", reply->status, reply->body) : reply.error().code;
        }
    };
    std::shared_ptr<Waiting> wait(const std::string& token, const std::string& timeout = "") {
        auto waiting = std::make_shared<Waiting>();
        waiting->call.request = std::make_shared<const http::Request>();
        waiting->call.path_parameters = {{"token", token}};
        if (!timeout.empty()) waiting->call.query_parameters = {{"timeout", timeout}};
        waiting->call.messages = &messages();
        hub->wait_for_command(waiting->call,
                              [waiting](Result<api::Reply> reply) { waiting->answered.set_value(std::move(reply)); });
        return waiting;
    }
    std::string command(std::string_view body) {
        const auto made = post("/api/v1/devices/" + device_.id + "/commands", std::string(body), owner);
        EXPECT_EQ(made.status, 201U) << made.body;
        return made.id();
    }
    api::Answer as_device(http::Method method, const std::string& token, const std::string& path,
                          std::string body = "") {
        return send(method, "/api/v1/" + token + path, std::move(body), api::stranger);
    }
    std::string status_of(const std::string& id) { return get("/api/v1/device-commands/" + id, owner).text("status"); }
    const test::Connected device_;
};
DENGYUN_BOTH_DATABASES(PollsTest);

constexpr std::string_view nothing_came = R"(408 {"code":"telemetry.no_command","title":"等待时间内没有指令。"})";

TEST_P(PollsTest, WhatWaitsIsGivenInOrderAndAnswered) {
    const auto brief = command(R"({"method":"reset_count","expires_in_s":5})");
    const auto first = command(R"({"method":"set_feed_override","parameters":{"percent":80},"expires_in_s":600})");
    const auto second = command(R"({"method":"wake","is_two_way":false,"expires_in_s":600})");
    clock.advance(std::chrono::seconds(6));
    const auto got = as_device(http::Method::get, device_.token, "/rpc?timeout=1000");
    EXPECT_EQ(got.status, 200U);
    EXPECT_EQ(got.body, R"({"id":2,"method":"set_feed_override","params":{"percent":80}})");
    EXPECT_EQ(status_of(first), "delivered");
    EXPECT_EQ(as_device(http::Method::post, device_.token, "/rpc/2", R"({"percent":80})").status, 200U);
    EXPECT_EQ(status_of(first), "successful");
    EXPECT_EQ(boost::json::serialize(get("/api/v1/device-commands/" + first, owner).json.at("response")),
              R"({"percent":80})");
    EXPECT_EQ(wait(device_.token)->told(), R"(200 {"id":3,"method":"wake","params":{}})");
    EXPECT_EQ(status_of(second), "delivered");
    EXPECT_EQ(as_device(http::Method::get, device_.token, "/rpc").status, 408U);
    EXPECT_EQ(status_of(brief), "queued");  // its timer has not run yet
}

TEST_P(PollsTest, WhoWaitsIsAnsweredWhenACommandIsMade) {
    const auto other = connect("别的铣床");
    const auto theirs = wait(other.token);
    const auto ours = wait(device_.token);
    const auto id = command(R"({"method":"reset_count"})");
    EXPECT_EQ(ours->told(), R"(200 {"id":1,"method":"reset_count","params":{}})");
    EXPECT_EQ(as_device(http::Method::post, device_.token, "/rpc/1", R"({"error":"door open"})").status, 200U);
    EXPECT_EQ(status_of(id), "failed");
    EXPECT_EQ(hub->inside().polls.waiting(), 1U);
    hub->stop_waiting();
    EXPECT_EQ(theirs->told(), "request.busy");
    EXPECT_EQ(wait(other.token)->told(), "request.busy");
}

TEST_P(PollsTest, WaitingEndsInTimeAndWhenTheDeviceAsksAgain) {
    EXPECT_EQ(wait(device_.token, "20")->told(), nothing_came);
    const auto earlier = wait(device_.token);
    const auto later = wait(device_.token);
    EXPECT_EQ(earlier->told(), nothing_came);
    command(R"({"method":"reset_count"})");
    EXPECT_TRUE(later->told().starts_with("200 "));
    EXPECT_EQ(wait(device_.token, "300001")->told(), "request.invalid");
    EXPECT_EQ(wait(device_.token, "-1")->told(), "request.invalid");
}

TEST_P(PollsTest, SoManyMayWaitAndNoMore) {
    auto& intake = hub->inside().intake;
    CommandPolls polls(intake, 1);
    polls.start();
    std::promise<std::string> first;
    std::promise<std::string> second;
    const auto into = [](std::promise<std::string>& promise) {
        return [&promise](const Result<CommandPolls::Found>& found) {
            promise.set_value(found ? (*found ? "command" : "none") : found.error().code);
        };
    };
    const auto other = connect("别的铣床");
    polls.wait(*intake.admit(device_.token, Way::json), poll_time_usual, into(first));
    polls.wait(*intake.admit(other.token, Way::json), poll_time_usual, into(second));
    EXPECT_EQ(second.get_future().get(), "telemetry.too_many_polls");
    polls.stop();
    EXPECT_EQ(first.get_future().get(), "request.busy");
}

TEST_P(PollsTest, NobodyElseHearsOrAnswersACommand) {
    const auto other = connect("别的铣床");
    const auto id = command(R"({"method":"reset_count"})");
    EXPECT_EQ(as_device(http::Method::get, other.token, "/rpc").status, 408U);
    EXPECT_EQ(as_device(http::Method::post, other.token, "/rpc/1", "{}").text("code"), "device_command.unknown");
    EXPECT_EQ(as_device(http::Method::get, "dyd_12345678_1234", "/rpc").text("code"), "device.unknown_token");
    EXPECT_EQ(as_device(http::Method::post, "nobody", "/rpc/1", "{}").status, 401U);
    EXPECT_EQ(as_device(http::Method::post, device_.token, "/rpc/x", "{}").status, 404U);
    EXPECT_EQ(as_device(http::Method::post, device_.token, "/rpc/1", "{").text("code"), "telemetry.bad_json");
    EXPECT_EQ(status_of(id), "queued");
    EXPECT_EQ(wait("nobody")->told(), "device.unknown_token");
}

TEST_P(PollsTest, ADeviceAsksForTheTimeAndSendsValuesByTheSameAddress) {
    EXPECT_EQ(as_device(http::Method::post, device_.token, "/rpc", R"({"method":"getCurrentTime","params":{}})").body,
              R"({"ts":1772323200000,"time":"2026-03-01T00:00:00.000Z"})");
    EXPECT_EQ(as_device(http::Method::post, device_.token, "/rpc", R"({"method":"open"})").body,
              R"({"error":"unknown method"})");
    EXPECT_EQ(as_device(http::Method::post, device_.token, "/rpc", "[]").text("code"), "telemetry.bad_json");
    EXPECT_EQ(as_device(http::Method::post, device_.token, "/telemetry", R"({"load":42})").status, 200U);
    EXPECT_EQ(values(device_.id), "load=42");
    EXPECT_EQ(as_device(http::Method::post, "nobody", "/telemetry", R"({"load":1})").status, 401U);
}

}  // namespace
}  // namespace dengyun::telemetry
