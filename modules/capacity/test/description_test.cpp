// Goal: what the module declares hangs together: the state machine is the one that people reviewed and the
// documentation draws, every code has a text, and the migration makes the tables of the descriptions.
#include "kernel/flow/test/drawn.h"
#include "modules/capacity/test/world.h"

namespace dengyun::capacity {
namespace {

TEST(SlotStates, AreDrawnInTheDocumentation) {
    flow::expect_drawn(CapacitySlot::states, "Capacity slot (产能时段)", "modules/capacity/slots/capacity_slot.cpp");
}

TEST(SlotStates, MeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(CapacitySlot::states), R"(
          reserve   lapse     book      release   use
free      reserved  -         -         -         -
reserved  -         free      booked    free      -
booked    -         -         -         free      used
used      -         -         -         -         -
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
}  // namespace dengyun::capacity
