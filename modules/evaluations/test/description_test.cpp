// Goal: what the module declares hangs together: the state machines are the ones that people reviewed and the
// documentation draws, who waits has a default outcome, every code has a text, and the migration makes the tables.
#include "kernel/flow/test/drawn.h"
#include "modules/evaluations/test/world.h"

namespace dengyun::evaluations {
namespace {

TEST(States, AreDrawnInTheDocumentation) {
    flow::expect_drawn(Evaluation::states, "Evaluation (供应商评价)", "modules/evaluations/evaluations/evaluation.cpp");
    flow::expect_drawn(EvaluationAppeal::states, "Appeal (评价申诉)", "modules/evaluations/appeals/appeal.cpp");
}

TEST(States, OfAnEvaluationMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Evaluation::states), R"(
           publish    withdraw   lapse      revise     set_aside
draft      published  withdrawn  withdrawn  -          -
published  -          -          -          revised    set_aside
revised    -          -          -          -          -
set_aside  -          -          -          -          -
withdrawn  -          -          -          -          -
)");
}

TEST(States, OfAnAppealMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(EvaluationAppeal::states), R"(
           hear       uphold     change     lapse      withdraw
filed      heard      -          -          set_aside  withdrawn
heard      -          upheld     changed    set_aside  withdrawn
upheld     -          -          -          -          -
changed    -          -          -          -          -
set_aside  -          -          -          -          -
withdrawn  -          -          -          -          -
)");
}

TEST(States, ThatWaitForSomebodyHaveADefaultOutcome) {
    for (const auto status : {AppealStatus::filed, AppealStatus::heard})
        EXPECT_NE(
            std::ranges::find(EvaluationAppeal::states.timers, static_cast<std::int64_t>(status), &flow::Timer::state),
            EvaluationAppeal::states.timers.end());
}

class Schema : public test::Scenario {};
DENGYUN_BOTH_DATABASES(Schema);

TEST_P(Schema, OfTheMigrationIsTheOneOfTheDescriptions) {
    std::vector<const meta::Entity*> all(entities().begin(), entities().end());
    all.insert(all.end(), enterprise::entities().begin(), enterprise::entities().end());
    const auto difference = store::schema_difference(store(), all);
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
    for (const auto& message : evaluations::messages())
        EXPECT_TRUE(!message.text.zh.empty() && !message.text.en.empty()) << message.code;
}

}  // namespace
}  // namespace dengyun::evaluations
