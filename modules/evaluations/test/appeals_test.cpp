// Goal: a supplier appeals once and in time; the buyer hears and decides, each figure is weighed anew by what no longer
// counts, and a buyer who says nothing loses the evaluation.
#include <fmt/format.h>

#include "modules/evaluations/test/world.h"

namespace dengyun::evaluations {
namespace {

using test::buyer;
using test::other_supplier;
using test::stranger;
using test::supplier;

class Appeals : public test::Scenario {
  protected:
    api::Answer file(std::string_view evaluation, const api::Caller& caller = supplier) {
        return post("/api/v1/evaluation-appeals",
                    fmt::format(R"({{"evaluation_id":"{}","grounds":"第二批晚到是因为采购方改了图纸"}})", evaluation),
                    caller);
    }
    std::string evaluation_status(std::string_view id) {
        return get(fmt::format("/api/v1/evaluations/{}", id), buyer).text("status");
    }
    api::Answer revise(std::string_view appeal, std::string_view body, const api::Caller& caller = buyer) {
        return post(fmt::format("/api/v1/evaluation-appeals/{}/revision/actions", appeal), std::string(body), caller);
    }
};
DENGYUN_BOTH_DATABASES(Appeals);

TEST_P(Appeals, ChangeWhatIsWrong) {
    const auto id = published({0, 0, million});
    EXPECT_EQ(line(11, 12), "evaluation.below_line");
    EXPECT_EQ(file(id, other_supplier).status, 404U);
    const auto filed = file(id);
    ASSERT_EQ(filed.status, 201U) << filed.body;
    EXPECT_EQ(file(id).code(), "evaluation_appeal.filed_already");
    EXPECT_NE(get("/api/v1/tasks", buyer).body.find("evaluation_appeals_to_decide"), std::string::npos);
    const auto appeal = "evaluation-appeals/" + filed.id();
    EXPECT_EQ(get("/api/v1/" + appeal, stranger).status, 404U);
    EXPECT_EQ(move(appeal, "hear", supplier).code(), "request.forbidden");
    EXPECT_EQ(revise(filed.id(), R"({"exclusions":[{"position":1,"input":1}],"reason":"属实"})").code(),
              "flow.bad_transition");
    EXPECT_EQ(move(appeal, "hear", buyer).text("status"), "heard");
    EXPECT_EQ(move(appeal, "change", buyer).code(), "evaluation_appeal.by_revision");
    EXPECT_EQ(revise(filed.id(), R"({"reason":"属实"})").issues(), "exclusions:required");
    EXPECT_EQ(
        revise(filed.id(), R"({"exclusions":[{"position":1,"input":4},{"position":9,"input":1}],"reason":"属实"})")
            .issues(),
        "exclusions.0.input:unknown_record exclusions.1.position:unknown_record");
    EXPECT_EQ(revise(filed.id(), R"({"exclusions":[{"position":1,"input":1}],"reason":"属实"})", supplier).code(),
              "request.forbidden");
    EXPECT_EQ(evaluation_status(id), "published");

    const auto changed = revise(filed.id(), R"({"exclusions":[{"position":1,"input":1},{"position":1,"input":2}],)"
                                            R"("judgements":[{"position":3,"value_ppm":800000,"comment":"配合好"}],)"
                                            R"("reason":"两批属实，剔除"})");
    EXPECT_EQ(changed.text("status"), "changed") << changed.body;
    EXPECT_EQ(changed.text("total_before_ppm"), "333333");
    EXPECT_EQ(changed.text("total_after_ppm"), "950000");  // (1.0 * 60 + 0.8 * 20) / 80
    EXPECT_EQ(evaluation_status(id), "revised");
    EXPECT_EQ(line(11, 12), "ok");
    const auto seen = get("/api/v1/evaluations/" + id, supplier);
    EXPECT_TRUE(seen.json.at("results").at(0).at("inputs").at(0).at("is_excluded").as_bool()) << seen.body;
}

TEST_P(Appeals, ThatAreUpheldSayWhy) {
    const auto id = published({0, 0, 0});
    const auto appeal = "evaluation-appeals/" + file(id).id();
    EXPECT_EQ(move(appeal, "hear", buyer).text("status"), "heard");
    EXPECT_EQ(move(appeal, "uphold", buyer).issues(), "reason:required");
    EXPECT_EQ(get("/api/v1/" + appeal, supplier).text("status"), "heard");
    EXPECT_EQ(move(appeal, "uphold", buyer, "三批都晚到，签收记录在案").text("status"), "upheld");
    EXPECT_EQ(evaluation_status(id), "published");
    EXPECT_EQ(line(11, 12), "evaluation.below_line");
}

TEST_P(Appeals, ThatNobodyAnswersSetTheEvaluationAside) {
    const auto id = published({0, 0, 0});
    const auto filed = file(id);
    pass(hearing_time - std::chrono::hours(1));
    EXPECT_EQ(line(11, 12), "evaluation.below_line");
    EXPECT_EQ(move("evaluation-appeals/" + filed.id(), "hear", buyer).text("status"), "heard");
    pass(decision_time + std::chrono::hours(1));
    EXPECT_EQ(get("/api/v1/evaluation-appeals/" + filed.id(), supplier).text("status"), "set_aside");
    EXPECT_EQ(evaluation_status(id), "set_aside");
    EXPECT_EQ(line(11, 12), "ok");
}

TEST_P(Appeals, ComeInTime) {
    const auto id = published({0, 0, 0});
    pass(appeal_window + std::chrono::hours(1));
    EXPECT_EQ(file(id).code(), "evaluation_appeal.too_late");
    EXPECT_EQ(file(drafted({0, 0, 0}, platform_organisation)).status, 404U);
}

TEST_P(Appeals, AreWithdrawnByWhoFiledThem) {
    const auto id = published({0, 0, 0});
    const auto appeal = "evaluation-appeals/" + file(id).id();
    EXPECT_EQ(move(appeal, "withdraw", buyer).code(), "request.forbidden");
    EXPECT_EQ(move(appeal, "withdraw", supplier).text("status"), "withdrawn");
    pass(hearing_time * 2);
    EXPECT_EQ(evaluation_status(id), "published");
}

}  // namespace
}  // namespace dengyun::evaluations
