// Goal: a formula has versions that never change, an evaluation keeps what it was made of, nobody sees another's, and a
// supplier below the line is barred until somebody who may says otherwise.
#include "modules/evaluations/test/world.h"

namespace dengyun::evaluations {
namespace {

using test::buyer;
using test::owner;
using test::stranger;
using test::supplier;
using Texts = std::vector<std::string>;

class Evaluations : public test::Scenario {
  protected:
    api::Answer exempt(const api::Caller& caller, std::string_view until = "2026-03-31") {
        return post("/api/v1/supplier-exemptions",
                    R"({"supplier_id":"12","reason":"独家模具，整改中","valid_until":")" + std::string(until) + "\"}",
                    caller);
    }
};
DENGYUN_BOTH_DATABASES(Evaluations);

TEST_P(Evaluations, FollowAFormulaWithVersions) {
    const auto path = "/api/v1/evaluation-formulas";
    EXPECT_EQ(post(path, test::formula(), buyer).text("number"), "1");
    EXPECT_EQ(post(path, test::formula(), buyer).text("number"), "2");
    EXPECT_EQ(post(path, test::formula(), api::member(api::Role::worker, 11)).status, 403U);
    EXPECT_EQ(get(path, stranger).all("id"), Texts{});
    EXPECT_EQ(post(path, R"({"criteria":[]})", buyer).issues(), "criteria:required");
    EXPECT_EQ(post(path, R"({"criteria":[{"kind":"price","weight":1},{"kind":"price","weight":1}]})", buyer).issues(),
              "criteria.1.kind:taken");
    EXPECT_EQ(
        post(path, R"({"criteria":[{"kind":"judged","weight":1},{"kind":"price","name":"价","weight":1}]})", buyer)
            .issues(),
        "criteria.0.name:required criteria.1.name:only_for_judged");
    EXPECT_EQ(post(path, R"({"criteria":[{"kind":"documents","weight":1}]})", buyer).issues(), "certificates:required");
    EXPECT_EQ(post(path, R"({"criteria":[{"kind":"price","weight":1}],"certificates":["iso_9001"]})", buyer).issues(),
              "certificates:only_for_documents");
    EXPECT_EQ(get(path, buyer).all("number"), (Texts{"2", "1"}));
}

TEST_P(Evaluations, AreTheBuyersAloneUntilTheyArePublished) {
    const auto id = drafted({million, 500'000, 0});
    const auto path = "evaluations/" + id;
    EXPECT_EQ(get("/api/v1/" + path, buyer).text("total_ppm"), "500000");
    EXPECT_EQ(get("/api/v1/" + path, supplier).status, 404U);
    EXPECT_EQ(get("/api/v1/received-evaluations", supplier).all("id"), Texts{});
    EXPECT_EQ(get("/api/v1/received-evaluations?status=draft", supplier).all("id"), Texts{});
    EXPECT_EQ(move(path, "publish", supplier).status, 404U);

    const auto judged = post("/api/v1/" + path + "/judgements/actions",
                             R"({"judgements":[{"position":3,"value_ppm":900000,"comment":"随叫随到"}]})", buyer);
    EXPECT_EQ(judged.text("total_ppm"), "600000") << judged.body;  // (0.5 * 60 + 0.9 * 20) / 80
    EXPECT_EQ(post("/api/v1/" + path + "/judgements/actions",
                   R"({"judgements":[{"position":1,"value_ppm":0,"comment":"晚"}]})", buyer)
                  .issues(),
              "judgements.0.position:not_judged_here");
    EXPECT_EQ(drafted({million, 500'000, 0}), id) << "a draft is made anew";
    EXPECT_EQ(get("/api/v1/" + path, buyer).text("total_ppm"), "600000") << "with its judgements";

    EXPECT_EQ(move(path, "publish", buyer).text("status"), "published");
    const auto seen = get("/api/v1/" + path, supplier);
    EXPECT_EQ(seen.json.at("results").at(0).at("inputs").as_array().size(), 3U) << seen.body;
    EXPECT_EQ(seen.json.at("results").at(0).at("contribution_ppm"), 375'000);
    EXPECT_EQ(get("/api/v1/received-evaluations", supplier).all("id"), Texts{id});
    EXPECT_EQ(get("/api/v1/" + path, stranger).status, 404U);
    EXPECT_EQ(post("/api/v1/" + path + "/judgements/actions", R"({"judgements":[]})", buyer).code(),
              "evaluation.not_draft");
    EXPECT_EQ(events({12}).back(), "evaluation.published");
}

TEST_P(Evaluations, OfNothingAreNotPublished) {
    EXPECT_EQ(move("evaluations/" + drafted({}), "publish", buyer).code(), "evaluation.nothing_known");
}

TEST_P(Evaluations, ThatNobodyPublishesAreDropped) {
    const auto id = drafted({0, 0, 0});
    pass(draft_time + std::chrono::hours(1));
    EXPECT_EQ(get("/api/v1/evaluations/" + id, buyer).text("status"), "withdrawn");
    EXPECT_EQ(line(11, 12), "ok");
}

TEST_P(Evaluations, BelowTheLineBarASupplier) {
    EXPECT_EQ(line(11, 12), "ok");
    published({0, 0, million});
    EXPECT_EQ(line(11, 12), "evaluation.below_line");
    EXPECT_EQ(line(11, 13), "ok");
    EXPECT_EQ(line(14, 12), "ok") << "of another buyer it is no matter";

    EXPECT_EQ(exempt(buyer).status, 403U);
    EXPECT_EQ(exempt(owner, "2026-02-28").issues(), "valid_until:in_past");
    EXPECT_EQ(exempt(owner, "2026-12-31").issues(), "valid_until:period_too_long");
    const auto exempted = exempt(owner);
    ASSERT_EQ(exempted.status, 201U) << exempted.body;
    EXPECT_EQ(line(11, 12), "ok");
    EXPECT_EQ(remove("/api/v1/supplier-exemptions/" + exempted.id(), owner).status, 204U);
    EXPECT_EQ(line(11, 12), "evaluation.below_line");
    EXPECT_EQ(exempt(owner).status, 201U);
    pass(31 * flow::day);
    EXPECT_EQ(line(11, 12), "evaluation.below_line") << "its day is over";
    pass(effect_time);
    EXPECT_EQ(line(11, 12), "ok") << "what is a year old has no effect";
}

TEST_P(Evaluations, OfTheOperatorAreForTheWholeNetwork) {
    published({0, 0, 0}, platform_organisation);
    EXPECT_EQ(line(11, 12), "evaluation.below_line");
    EXPECT_EQ(line(14, 12), "evaluation.below_line");
}

}  // namespace
}  // namespace dengyun::evaluations
