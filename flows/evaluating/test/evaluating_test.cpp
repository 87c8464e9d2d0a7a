// Goal: an evaluation is made of what really happened between a buyer and a supplier in the period, and of nothing
// else.
#include "flows/evaluating/evaluating.h"

#include <fmt/format.h>

#include "kernel/api/test/scenario.h"
#include "modules/enterprise/api.h"
#include "modules/items/api.h"
#include "modules/purchase_orders/api.h"
#include "modules/scores/api.h"

namespace dengyun::evaluating {
namespace {

const api::Caller buyer = api::member(api::Role::owner, 11);
const api::Caller supplier = api::member(api::Role::owner, 12);
using Texts = std::vector<std::string>;

class Evaluating : public api::Scenario {
  protected:
    Evaluating()
        : Scenario(
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
    void note(std::int64_t subject, std::int64_t value, std::int64_t counterparty, Duration ago,
              scores::Criterion criterion = scores::Criterion::on_time) {
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
    // A confirmed order of one piece at a price in yuan.
    std::string ordered(std::int64_t from, std::int64_t yuan, std::int64_t by = 11) {
        const auto who = api::member(api::Role::owner, by);
        const auto made =
            post("/api/v1/purchase-orders",
                 fmt::format(R"({{"title":"支架","supplier_id":"{}","lines":[{{"description_text":"支架",)"
                             R"("unit":"件","quantity":1000,"unit_price":{},"schedules":[{{"due_on":)"
                             R"("2026-03-21","quantity":1000}}]}}]}})",
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
    void formula(std::string_view criteria, std::string_view more = "") {
        const auto made =
            post("/api/v1/evaluation-formulas",
                 fmt::format(R"({{"criteria":[{}],"line_ppm":600000,"records_min":2{}}})", criteria, more), buyer);
        EXPECT_EQ(made.status, 201U) << made.body;
    }
    api::Answer evaluate(std::string_view from = "2026-02-01", std::string_view until = "2026-02-28") {
        return post("/api/v1/evaluations",
                    fmt::format(R"({{"supplier_id":"12","starts_on":"{}","ends_on":"{}"}})", from, until), buyer);
    }
    void publish(const api::Answer& evaluation) {
        EXPECT_EQ(act("/api/v1/evaluations/" + evaluation.id(), "publish", buyer).text("status"), "published");
    }
};
DENGYUN_BOTH_DATABASES(Evaluating);

TEST_P(Evaluating, TakesTheRecordsOfThePeriodAndTheBuyer) {
    EXPECT_EQ(evaluate().code(), "evaluation.no_formula");
    formula(R"({"kind":"on_time","weight":60},{"kind":"quality","weight":40})");
    note(1, 400'000, 11, 5 * flow::day);
    note(2, 600'000, 11, 10 * flow::day);
    note(3, 1'000'000, 14, 5 * flow::day);   // another buyer's
    note(4, 1'000'000, 11, 60 * flow::day);  // before the period
    note(5, 300'000, 11, 6 * flow::day, scores::Criterion::quality);
    const auto made = evaluate();
    ASSERT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(made.text("total_ppm"), "420000");  // 0.5 * 0.6 + 0.3 * 0.4
    EXPECT_EQ(made.text("records"), "3");
    EXPECT_TRUE(made.json.at("is_below_line").as_bool());
    EXPECT_EQ(made.json.at("results").at(0).at("inputs").at(0).at("what"), "PO-000001");
    EXPECT_EQ(evaluate("2026-02-28", "2026-02-01").issues(), "ends_on:before_start");
    EXPECT_EQ(evaluate("2026-02-01", "2026-04-01").issues(), "ends_on:in_future");
    EXPECT_EQ(evaluate("2024-02-01", "2026-02-01").issues(), "ends_on:period_too_long");

    EXPECT_EQ(ordered(12, 10), "ok") << "a draft has no effect";
    publish(made);
    EXPECT_EQ(evaluate().code(), "evaluation.published");
    EXPECT_EQ(ordered(12, 10), "evaluation.below_line");
    EXPECT_EQ(ordered(12, 10, 14), "ok");
    EXPECT_EQ(ordered(13, 10), "ok");
    EXPECT_EQ(post("/api/v1/supplier-exemptions",
                   R"({"supplier_id":"12","reason":"独家模具","valid_until":"2026-03-31"})", buyer)
                  .status,
              201U);
    EXPECT_EQ(ordered(12, 10), "ok");
}

TEST_P(Evaluating, ComparesPricesWithWhatOthersArePaid) {
    formula(R"({"kind":"price","weight":1})");
    EXPECT_EQ(ordered(12, 110), "ok");
    EXPECT_EQ(ordered(13, 100), "ok");
    EXPECT_EQ(ordered(13, 100, 14), "ok");
    EXPECT_EQ(evaluate("2026-02-20", "2026-03-01").text("total_ppm"), "") << "two prices are no market";
    EXPECT_EQ(ordered(13, 100), "ok");
    const auto made = evaluate("2026-02-20", "2026-03-01");
    EXPECT_EQ(made.text("total_ppm"), "400000")
        << made.body;  // 10 % above: halfway from 5 % below to 20 % above is 7.5
    EXPECT_EQ(made.json.at("results").at(0).at("inputs").at(0).at("what"), "PO-000001 支架 +10.0 %");
}

TEST_P(Evaluating, LooksAtDocumentsOfTheLastDay) {
    formula(R"({"kind":"documents","weight":1})", R"(,"certificates":["iso_9001","iso_14001"])");
    const auto added = store().run_write(Scope::system("test"), [](store::Unit& unit) -> Result<> {
        using std::chrono::sys_days, std::chrono::year;
        enterprise::Certificate held{.kind = enterprise::CertificateKind::iso_9001,
                                     .number = "Q1",
                                     .issuer = "CQC",
                                     .expires_on = sys_days(year(2026) / 12 / 31),
                                     .status = enterprise::CertificateStatus::verified};
        DENGYUN_CHECK(enterprise::add_certificate(unit, {12}, std::move(held)));
        enterprise::Certificate unverified{.kind = enterprise::CertificateKind::iso_14001,
                                           .number = "E1",
                                           .issuer = "CQC",
                                           .status = enterprise::CertificateStatus::draft};
        DENGYUN_CHECK(enterprise::add_certificate(unit, {12}, std::move(unverified)));
        return {};
    });
    ASSERT_TRUE(added) << added.error().code;
    EXPECT_EQ(evaluate().text("total_ppm"), "500000");
}

TEST_P(Evaluating, RoundsTakeEverybodyFromWhomSomethingWasOrdered) {
    formula(R"({"kind":"on_time","weight":1})");
    EXPECT_EQ(ordered(12, 10), "ok");
    EXPECT_EQ(ordered(13, 10), "ok");
    const auto body = R"({"starts_on":"2026-02-20","ends_on":"2026-03-01"})";
    const auto round = post("/api/v1/evaluation-rounds/actions", body, buyer);
    ASSERT_EQ(round.status, 200U) << round.body;
    EXPECT_EQ(round.json.at("evaluation_ids").as_array().size(), 2U);
    EXPECT_EQ(get("/api/v1/evaluations?sort=id", buyer).all("supplier_id").size(), 2U);
    EXPECT_EQ(post("/api/v1/evaluation-rounds/actions", body, buyer).text("suppliers"), "2");
    EXPECT_EQ(get("/api/v1/evaluations", buyer).all("id").size(), 2U) << "a round again makes nothing twice";
    EXPECT_EQ(post("/api/v1/evaluation-rounds/actions", body, api::member(api::Role::worker, 11)).status, 403U);
}

}  // namespace
}  // namespace dengyun::evaluating
