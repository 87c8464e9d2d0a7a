// Goal: call-offs stay within the framework's quantity, period and price; what is rejected is free again; forecasts are
// versions that both sides read.
#include "modules/purchase_orders/test/world.h"

namespace dengyun::purchase_orders::test {
namespace {

class Blankets : public Scenario {
  protected:
    std::string agreed() {
        const auto made = post("/api/v1/blanket-orders",
                               R"({"supplier_id":"12","description_text":"不锈钢带","unit":"kg","quantity":1000000,)"
                               R"("unit_price":15200000,"valid_from":"2026-03-01","valid_to":"2026-06-30"})",
                               buyer);
        EXPECT_EQ(made.status, 201U) << made.body;
        EXPECT_EQ(made.text("number"), "BO-000001");
        const auto item = "/api/v1/blanket-orders/" + made.id();
        EXPECT_EQ(made.text("status"), "offered");
        EXPECT_EQ(act(item, "agree", supplier).text("status"), "agreed");
        return made.id();
    }
    api::Answer call_off(std::string_view blanket, std::int64_t quantity, std::string_view due = "2026-03-20",
                         const api::Caller& caller = buyer) {
        return post(fmt::format("/api/v1/blanket-orders/{}/call-offs", blanket),
                    fmt::format(R"({{"schedules":[{{"due_on":"{}","quantity":{}}}]}})", due, quantity), caller);
    }
    std::int64_t called_off(std::string_view blanket) {
        return get(fmt::format("/api/v1/blanket-orders/{}", blanket), buyer).json.at("called_off").as_int64();
    }
};
DENGYUN_BOTH_DATABASES(Blankets);

TEST_P(Blankets, BoundWhatIsCalledOff) {
    const auto id = agreed();
    const auto first = call_off(id, 600'000);
    ASSERT_EQ(first.status, 201U) << first.body;
    EXPECT_EQ(first.text("status"), "issued");
    EXPECT_EQ(line_of(first.id()).unit_price.value, 15'200'000);
    EXPECT_EQ(called_off(id), 600'000);
    EXPECT_EQ(call_off(id, 400'001).issues(), "schedules:exceeds_open");
    EXPECT_EQ(call_off(id, 1'000, "2026-07-01").issues(), "schedules.0.due_on:out_of_period");
    EXPECT_EQ(call_off(id, 1'000, "2026-03-20", supplier).status, 404U);
    EXPECT_EQ(call_off(id, 400'000).status, 201U);
    // What the supplier rejects is free again.
    ASSERT_EQ(respond(first.id(), R"({"position":1,"code":"7","reason":"没有料"})").status, 201U);
    EXPECT_EQ(called_off(id), 400'000);
    EXPECT_EQ(call_off(id, 600'000).status, 201U);
    wait(125 * flow::day);
    EXPECT_EQ(get("/api/v1/blanket-orders/" + id, supplier).text("status"), "ended");
    EXPECT_EQ(call_off(id, 1).code(), "blanket_order.not_agreed");
}

TEST_P(Blankets, NeedTheSuppliersConsent) {
    const auto made = post("/api/v1/blanket-orders",
                           R"({"supplier_id":"12","description_text":"不锈钢带","unit":"kg","quantity":1000,)"
                           R"("unit_price":1,"valid_from":"2026-03-01","valid_to":"2026-06-30"})",
                           buyer);
    EXPECT_EQ(call_off(made.id(), 1).code(), "blanket_order.not_agreed");
    const auto item = "/api/v1/blanket-orders/" + made.id();
    EXPECT_EQ(act(item, "agree", buyer).status, 403U);
    wait(offer_time);
    EXPECT_EQ(get(item, buyer).text("status"), "refused");
    EXPECT_EQ(post("/api/v1/blanket-orders",
                   R"({"supplier_id":"12","description_text":"带","unit":"kg","quantity":1000,"unit_price":1,)"
                   R"("valid_from":"2026-06-02","valid_to":"2026-06-01"})",
                   buyer)
                  .issues(),
              "valid_to:before_start");
}

TEST_P(Blankets, AreNotForecastsWhichAreVersionsThatBindNobody) {
    const auto publish = [&](std::string_view weeks) {
        return post("/api/v1/supply-forecasts",
                    fmt::format(R"({{"supplier_id":"12","description_text":"支架","unit":"件","weeks":[{}]}})", weeks),
                    buyer);
    };
    EXPECT_EQ(publish("").issues(), "weeks:required");
    EXPECT_EQ(publish(R"({"week_on":"2026-03-03","quantity":1000},{"week_on":"2026-02-16","quantity":1000})").issues(),
              "weeks.0.week_on:in_past weeks.1.week_on:no_monday");
    ASSERT_EQ(publish(R"({"week_on":"2026-03-02","quantity":50000},{"week_on":"2026-03-09","quantity":80000})").status,
              201U);
    const auto second = publish(R"({"week_on":"2026-03-09","quantity":90000})");
    EXPECT_EQ(second.json.at("number").as_int64(), 2);
    EXPECT_EQ(get("/api/v1/received-supply-forecasts?is_latest=true", supplier).all("id"), std::vector{second.id()});
    EXPECT_EQ(get("/api/v1/received-supply-forecasts", supplier).all("id").size(), 2U);
    EXPECT_TRUE(get("/api/v1/received-supply-forecasts", other_supplier).all("id").empty());
    EXPECT_EQ(get("/api/v1/supply-forecasts/" + second.id(), stranger).status, 404U);
}

}  // namespace
}  // namespace dengyun::purchase_orders::test
