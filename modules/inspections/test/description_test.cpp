// Goal: what the module declares hangs together: the state machines are the ones that people reviewed and the
// documentation draws, every code has a text, and the migration makes the tables of the descriptions.

#include "kernel/api/test/scenario.h"
#include "kernel/flow/test/drawn.h"
#include "modules/enterprise/api.h"
#include "modules/inspections/api.h"

namespace dengyun::inspections {
namespace {

TEST(States, AreDrawnInTheDocumentation) {
    flow::expect_drawn(Inspection::states, "Inspection (检验单)", "modules/inspections/inspections/inspection.cpp");
    flow::expect_drawn(Concession::states, "Concession (让步接收)", "modules/inspections/concessions/concession.cpp");
}

TEST(States, OfAnInspectionMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Inspection::states), R"(
            accept      reject      split       concede     lapse
pending     accepted    rejected    split       concession  accepted
accepted    -           -           -           -           -
rejected    -           -           -           -           -
concession  -           -           -           -           -
split       -           -           -           -           -
)");
}

TEST(States, OfAConcessionMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Concession::states), R"(
           agree      refuse     withdraw   lapse
offered    agreed     refused    withdrawn  lapsed
agreed     -          -          -          -
refused    -          -          -          -
withdrawn  -          -          -          -
lapsed     -          -          -          -
)");
}

TEST(Texts, AreThereInBothLanguages) {
    for (const auto& message : messages())
        EXPECT_TRUE(!message.text.zh.empty() && !message.text.en.empty()) << message.code;
    for (const auto* entity : entities())
        for (const auto& field : entity->fields)
            EXPECT_TRUE(!field.label.zh.empty() && !field.label.en.empty()) << entity->name << '.' << field.name;
}

class Schema : public api::Scenario {
  protected:
    Schema()
        : Scenario([](api::Routes&, store::Store&) {}, {enterprise::migrations(), inspections::migrations()}, {}) {}
};
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
}  // namespace dengyun::inspections
