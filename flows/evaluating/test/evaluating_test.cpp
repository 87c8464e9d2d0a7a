// Goal: an evaluation is made of what really happened between a buyer and a supplier in the period, and of nothing
// else.
#include "flows/evaluating/test/world.h"
#include "modules/enterprise/api.h"

namespace dengyun::evaluating::test {
namespace {

class Evaluating : public Scenario {};
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
    publish(made.id());
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
}  // namespace dengyun::evaluating::test
