// Goal: what the module declares hangs together: the state machines are the ones that people reviewed and the
// documentation draws, every code has a text, and the migration makes the tables of the descriptions.
#include "kernel/flow/test/drawn.h"
#include "modules/enterprise/api.h"
#include "modules/items/test/world.h"

namespace dengyun::items {
namespace {

TEST(States, AreDrawnInTheDocumentation) {
    flow::expect_drawn(Revision::states, "Revision (版本)", "modules/items/revisions/revision.cpp");
    flow::expect_drawn(Distribution::states, "Distribution (图纸发放)", "modules/items/distributions/distribution.cpp");
}

TEST(States, OfARevisionMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Revision::states), R"(
            release     supersede   withdraw
draft       released    -           -
released    -           superseded  withdrawn
superseded  -           -           -
withdrawn   -           -           -
)");
}

TEST(States, OfADistributionMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Distribution::states), R"(
              acknowledge   lapse         reissue       recall
issued        acknowledged  lapsed        -             recalled
acknowledged  -             -             -             recalled
lapsed        acknowledged  -             issued        recalled
recalled      -             -             issued        -
)");
}

TEST(Texts, AreThereInBothLanguages) {
    for (const auto& message : messages())
        EXPECT_TRUE(!message.text.zh.empty() && !message.text.en.empty()) << message.code;
    for (const auto* entity : entities())
        for (const auto& field : entity->fields)
            EXPECT_TRUE(!field.label.zh.empty() && !field.label.en.empty()) << entity->name << '.' << field.name;
}

class Schema : public test::Scenario {};
DENGYUN_BOTH_DATABASES(Schema);

TEST_P(Schema, OfTheMigrationIsTheOneOfTheDescriptions) {
    std::vector<const meta::Entity*> all(entities().begin(), entities().end());
    const auto more = enterprise::entities();
    all.insert(all.end(), more.begin(), more.end());
    const auto difference = store::schema_difference(store(), all);
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
}

}  // namespace
}  // namespace dengyun::items
