// Goal: each figure of the studio is what its list holds, of one's own firm only, and only what the caller may read.
#include "flows/studio/studio.h"

#include <fmt/format.h>

#include "kernel/api/test/scenario.h"
#include "modules/circles/api.h"
#include "modules/enterprise/api.h"
#include "modules/evaluations/api.h"
#include "modules/invoicing/api.h"
#include "modules/items/api.h"
#include "modules/ledger/api.h"
#include "modules/listings/api.h"
#include "modules/purchase_orders/api.h"
#include "modules/scores/api.h"
#include "modules/shipments/api.h"
#include "modules/sourcing/api.h"

namespace dengyun::studio {
namespace {

const api::Caller buyer = api::member(api::Role::owner, 11);
const api::Caller supplier = api::member(api::Role::owner, 12);

class Studios : public api::Scenario {
  protected:
    Studios()
        : Scenario(
              [this](api::Routes& routes, store::Store&) {
                  enterprise::add_routes(routes);
                  items::add_routes(routes);
                  sourcing::add_routes(routes, clock);
                  purchase_orders::add_routes(routes);
                  listings::add_routes(routes);
                  shipments::add_routes(routes);
                  studio::add_routes(routes);
                  routes.declare(invoicing::permissions());
                  routes.declare(ledger::permissions());
              },
              {enterprise::migrations(), items::migrations(), circles::migrations(), evaluations::migrations(),
               sourcing::migrations(), purchase_orders::migrations(), listings::migrations(), shipments::migrations(),
               invoicing::migrations(), ledger::migrations(), scores::migrations()},
              {enterprise::messages(), evaluations::messages(), sourcing::messages(), purchase_orders::messages(),
               listings::messages(), shipments::messages()}) {
        const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
            for (const auto& [id, name, region] : {std::tuple{11, "采购方", "330212"}, std::tuple{12, "甲厂", "330281"},
                                                   std::tuple{13, "乙厂", "310115"}})
                DENGYUN_CHECK(enterprise::create_profile(unit, {id},
                                                         enterprise::NewProfile{.name = name, .region_code = region}));
            return {};
        });
        EXPECT_TRUE(made) << made.error().code;
    }
    void ordered(std::int64_t from, std::int64_t yuan) {
        const auto made =
            post("/api/v1/purchase-orders",
                 fmt::format(R"({{"title":"支架","supplier_id":"{}","lines":[{{"description_text":"支架",)"
                             R"("unit":"件","quantity":1000,"unit_price":{},"schedules":[{{"due_on":)"
                             R"("2026-03-21","quantity":1000}}]}}]}})",
                             from, yuan * 1'000'000),
                 buyer);
        EXPECT_EQ(made.status, 201U) << made.body;
        const auto path = "/api/v1/purchase-orders/" + made.id();
        EXPECT_EQ(post(path + "/issuing/actions", {}, buyer).status, 200U);
        EXPECT_EQ(post(path + "/responses", R"({"terms_version":1,"lines":[{"position":1,"code":"5"}]})",
                       api::member(api::Role::owner, from))
                      .status,
                  201U);
    }
    std::int64_t figure(std::string_view name, const api::Caller& caller) {
        const auto answer = get("/api/v1/studio", caller);
        EXPECT_EQ(answer.status, 200U) << answer.body;
        for (const auto& one : answer.json.at("figures").as_array())
            if (one.at("name").as_string() == name) return one.at("value").as_int64();
        return -1;
    }
};
DENGYUN_BOTH_DATABASES(Studios);

TEST_P(Studios, TellWhatTheListsHold) {
    EXPECT_EQ(figure("purchases_open", buyer), 0);
    ordered(12, 300);
    ordered(13, 100);
    EXPECT_EQ(figure("purchases_open", buyer), 2);
    EXPECT_EQ(figure("purchases_value", buyer), 40'000);
    EXPECT_EQ(figure("sales_open", buyer), 0);
    EXPECT_EQ(figure("sales_open", supplier), 1);
    EXPECT_EQ(figure("sales_value", supplier), 30'000);
    const auto posted = post("/api/v1/listings",
                             R"({"side":"supply","kind":"leasing","title":"80 吨冲床月租","region_code":"330281",)"
                             R"("valid_until":"2026-04-30"})",
                             supplier);
    ASSERT_EQ(posted.status, 201U) << posted.body;
    EXPECT_EQ(figure("leasing_offers", buyer), 0) << "a draft is no offer";
    EXPECT_EQ(act("/api/v1/listings/" + posted.id(), "publish", supplier).text("status"), "open");
    EXPECT_EQ(figure("leasing_offers", buyer), 1);
    EXPECT_EQ(figure("listings_open", supplier), 1);
    EXPECT_EQ(figure("listings_open", buyer), 0);
    EXPECT_EQ(figure("cash", buyer), 0);
}

TEST_P(Studios, TellOnlyWhatTheCallerMayRead) {
    EXPECT_EQ(figure("cash", api::member(api::Role::worker, 11)), -1);
    EXPECT_EQ(get("/api/v1/studio", api::stranger).status, 401U);
}

TEST_P(Studios, TellHowLocalPurchasesAre) {
    ordered(12, 300);
    ordered(13, 100);
    const auto content = get("/api/v1/local-content", buyer);
    ASSERT_EQ(content.status, 200U) << content.body;
    EXPECT_EQ(content.text("total"), "40000");
    EXPECT_EQ(content.text("prefecture_ppm"), "750000");
    EXPECT_EQ(content.text("province_ppm"), "750000");
    EXPECT_EQ(get("/api/v1/local-content?starts_on=2026-01-01&ends_on=2026-01-31", buyer).text("total"), "0");
    EXPECT_EQ(get("/api/v1/local-content", supplier).text("total"), "0");
    EXPECT_EQ(get("/api/v1/local-content?starts_on=2026-02-01&ends_on=2026-01-31", buyer).issues(),
              "ends_on:before_start");
    EXPECT_EQ(get("/api/v1/local-content?starts_on=nonsense", buyer).issues(), "starts_on:malformed");
}

}  // namespace
}  // namespace dengyun::studio
