#include "flows/evaluating/test/world.h"

#include <fmt/format.h>

#include "modules/enterprise/api.h"
#include "modules/items/api.h"
#include "modules/purchase_orders/api.h"

namespace dengyun::evaluating::test {

Scenario::Scenario()
    : api::Scenario(
          [](api::Routes& routes, store::Store&) {
              enterprise::add_routes(routes);
              items::add_routes(routes);
              scores::add_routes(routes);
              evaluations::add_routes(routes);
              purchase_orders::add_routes(routes);
              evaluating::add_routes(routes);
          },
          {enterprise::migrations(), items::migrations(), scores::migrations(), evaluations::migrations(),
           purchase_orders::migrations()},
          {enterprise::messages(), evaluations::messages(), purchase_orders::messages()}) {
    const auto made = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
        for (const auto& [id, name] :
             {std::pair{11, "采购方"}, std::pair{12, "甲厂"}, std::pair{13, "乙厂"}, std::pair{14, "另一采购方"}})
            DENGYUN_CHECK(enterprise::create_profile(unit, {id}, enterprise::NewProfile{.name = name}));
        return {};
    });
    EXPECT_TRUE(made) << made.error().code;
}

void Scenario::note(std::int64_t subject, std::int64_t value, std::int64_t counterparty, Duration ago,
                    scores::Criterion criterion) {
    const auto done = store().run_write(Scope::system("test"), [&](store::Unit& unit) {
        scores::ScoreEntry entry{.criterion = criterion,
                                 .value_ppm = value,
                                 .what = fmt::format("PO-{:06}", subject),
                                 .counterparty_id = Id<Organisation>{counterparty},
                                 .subject_kind = "shipment",
                                 .subject_id = {subject},
                                 .occurred_at = unit.now() - ago};
        entry.organisation_id = {12};
        return scores::note(unit, std::move(entry));
    });
    EXPECT_TRUE(done) << done.error().code;
}

std::string Scenario::ordered(std::int64_t from, std::int64_t yuan, std::int64_t by) {
    const auto who = api::member(api::Role::owner, by);
    const auto made = post("/api/v1/purchase-orders",
                           fmt::format(R"({{"title":"支架","supplier_id":"{}","lines":[{{"description_text":"支架",)"
                                       R"("unit":"件","quantity":1000,"unit_price":{},"schedules":[{{"due_on":)"
                                       R"("2026-06-30","quantity":1000}}]}}]}})",
                                       from, yuan * 1'000'000),
                           who);
    EXPECT_EQ(made.status, 201U) << made.body;
    const auto path = "/api/v1/purchase-orders/" + made.id();
    const auto issued = post(path + "/issuing/actions", {}, who);
    if (issued.status != 200) return issued.code();
    EXPECT_EQ(post(path + "/responses", R"({"terms_version":1,"lines":[{"position":1,"code":"5"}]})",
                   api::member(api::Role::owner, from))
                  .status,
              201U);
    return "ok";
}

void Scenario::formula(std::string_view criteria, std::string_view more, const api::Caller& of) {
    const auto made =
        post("/api/v1/evaluation-formulas",
             fmt::format(R"({{"criteria":[{}],"line_ppm":600000,"records_min":2{}}})", criteria, more), of);
    EXPECT_EQ(made.status, 201U) << made.body;
}

api::Answer Scenario::evaluate(std::string_view from, std::string_view until) {
    return post("/api/v1/evaluations",
                fmt::format(R"({{"supplier_id":"12","starts_on":"{}","ends_on":"{}"}})", from, until), buyer);
}

void Scenario::publish(std::string_view evaluation) {
    EXPECT_EQ(act(fmt::format("/api/v1/evaluations/{}", evaluation), "publish", buyer).text("status"), "published");
}

}  // namespace dengyun::evaluating::test
