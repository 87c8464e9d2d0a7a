// Goal: a derived point is calculated as its values come, stored like any other, used by others and by rules; late
// values have it calculated again; circles and names that are taken are refused.
#include <boost/json.hpp>

#include "modules/telemetry/test/world.h"

namespace dengyun::telemetry {
namespace {

using test::owner;
using test::worker;

class Derived : public test::Scenario {
  protected:
    Derived() : device_(connect("空压机", R"(,"profile":"compressor")")) {}
    void run() {
        for (int turn = 0; turn < 2; turn++) {
            const auto done = hub->run_due();
            EXPECT_TRUE(done) << done.error().code << ' ' << done.error().detail;
        }
    }
    api::Answer define(std::string_view name, std::string_view expression) {
        return post("/api/v1/derived-points",
                    fmt::format(R"({{"name":"{}","device_id":"{}","expression":"{}"}})", name, device_.id, expression),
                    owner);
    }
    void say(std::string_view body) {
        clock.advance(std::chrono::seconds(1));
        EXPECT_EQ(json(device_.token, std::string(body)).status, 200U);
        run();
    }
    double last(std::string_view point) {
        for (const auto& value : get("/api/v1/devices/" + device_.id + "/values", worker).json.at("values").as_array())
            if (value.at("point").as_string() == point) return value.at("value").to_number<double>();
        return -1;
    }
    const test::Connected device_;
};
DENGYUN_BOTH_DATABASES(Derived);

TEST_P(Derived, IsCalculatedAsItsValuesCome) {
    ASSERT_EQ(define("比功率", "power / flow").status, 201U);
    run();
    say(R"({"power":30,"flow":10})");
    EXPECT_EQ(last("比功率"), 3);
    say(R"({"flow":15})");
    EXPECT_EQ(last("比功率"), 2);
    say(R"({"flow":0})");  // is missing: what was known stays
    EXPECT_EQ(last("比功率"), 2);
}

TEST_P(Derived, IsUsedByOthersByRulesAndInTrends) {
    ASSERT_EQ(define("比功率", "power / flow").status, 201U);
    ASSERT_EQ(define("耗能高", "avg(比功率, 1m) > 4 ? 1 : 0").status, 201U);
    const auto rule = post("/api/v1/alarm-rules",
                           fmt::format(R"({{"name":"耗能","device_id":"{}","kind":"expression",)"
                                       R"("expression":"耗能高 > 0","is_enabled":true}})",
                                       device_.id),
                           owner);
    ASSERT_EQ(rule.status, 201U) << rule.body;
    run();
    say(R"({"power":30,"flow":10})");
    EXPECT_EQ(last("耗能高"), 0);
    EXPECT_EQ(get("/api/v1/alarms", worker).json.at("items").as_array().size(), 0U);
    say(R"({"power":90})");
    EXPECT_EQ(last("耗能高"), 1);
    EXPECT_EQ(get("/api/v1/alarms", worker).json.at("items").as_array().size(), 1U);
    const auto series = get("/api/v1/devices/" + device_.id +
                                "/series?from=2020-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&points=耗能高&pixels=10",
                            worker);
    EXPECT_EQ(series.status, 200U) << series.body;
}

TEST_P(Derived, LateValuesHaveItCalculatedAgain) {
    ASSERT_EQ(define("五分和", "sum(flow, 5m)").status, 201U);
    run();
    const auto at = [&](int ago_s, int flow) {
        EXPECT_EQ(json(device_.token, fmt::format(R"({{"ts":{},"values":{{"flow":{}}}}})",
                                                  milliseconds_of(clock.now()) - ago_s * 1000, flow))
                      .status,
                  200U);
        run();
    };
    at(60, 1);
    at(10, 2);
    EXPECT_EQ(last("五分和"), 3);
    at(30, 4);
    EXPECT_EQ(last("五分和"), 7);
}

TEST_P(Derived, BeginsWithWhatIsStored) {
    say(R"({"power":30,"flow":10})");
    ASSERT_EQ(define("比功率", "power / flow").status, 201U);
    run();
    EXPECT_EQ(last("比功率"), 3);
}

TEST_P(Derived, CirclesAndTakenNamesAreRefused) {
    ASSERT_EQ(define("甲", "power * 2").status, 201U);
    ASSERT_EQ(define("乙", "甲 + 1").status, 201U);
    EXPECT_EQ(define("甲", "flow").issues(), "name:taken");
    EXPECT_EQ(define("power", "flow").issues(), "name:taken");
    EXPECT_EQ(define("丙", "丙 + 1").issues(), "expression:derived_cycle");
    EXPECT_EQ(define("丙", "nothing + 1").issues(), "expression:expression_unknown_point");
    const auto first = get("/api/v1/derived-points?sort=name", worker);
    for (const auto& id : first.all("id")) {
        const auto row = get("/api/v1/derived-points/" + id, worker);
        if (row.text("name") != "甲") continue;
        EXPECT_EQ(patch("/api/v1/derived-points/" + id, R"({"expression":"乙 + 1"})", owner).issues(),
                  "expression:derived_cycle");
        EXPECT_EQ(remove("/api/v1/derived-points/" + id, owner).code(), "derived_point.in_use");
    }
    EXPECT_EQ(post("/api/v1/derived-points", R"({"name":"x","expression":"power"})", owner).issues(),
              "device_id:one_of_two");
    EXPECT_EQ(
        post("/api/v1/derived-points", R"({"name":"x","profile":"press","expression":"tonnage * 2"})", worker).status,
        403U);
}

}  // namespace
}  // namespace dengyun::telemetry
