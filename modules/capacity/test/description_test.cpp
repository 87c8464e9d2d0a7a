// Goal: what the module declares hangs together: the state machine is the one that people reviewed and the
// documentation draws, every code has a text, and the migration makes the tables of the descriptions.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "modules/capacity/test/world.h"

namespace dengyun::capacity {
namespace {

// To change a drawing on purpose: DENGYUN_UPDATE_GOLDENS=1.
TEST(SlotStates, AreDrawnInTheDocumentation) {
    const std::string path = "docs/state-machines/capacity_slot.md";
    std::ostringstream expected;
    expected << "# Capacity slot (产能时段)\n\nDrawn from `modules/capacity/slots/capacity_slot.cpp` by its "
                "test.\n\n```mermaid\n"
             << flow::diagram(CapacitySlot::states, Language::en) << "```\n\n```mermaid\n"
             << flow::diagram(CapacitySlot::states, Language::zh) << "```\n";
    if (std::getenv("DENGYUN_UPDATE_GOLDENS") != nullptr) std::ofstream(path) << expected.str();
    std::ostringstream kept;
    kept << std::ifstream(path).rdbuf();
    EXPECT_EQ(kept.str(), expected.str());
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
