// Goal: what the module declares hangs together: the state machines are the ones that people reviewed and the
// documentation draws, every code has a text, and the migration makes the tables of the descriptions.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "modules/enterprise/api.h"
#include "modules/items/test/world.h"

namespace dengyun::items {
namespace {

// To change a drawing on purpose: DENGYUN_UPDATE_GOLDENS=1.
void expect_drawn(const flow::StateTable& table, std::string_view title, std::string_view source) {
    const std::string path = "docs/state-machines/" + std::string(table.entity) + ".md";
    std::ostringstream expected;
    expected << "# " << title << "\n\nDrawn from `modules/items/" << source << "` by its test.\n\n```mermaid\n"
             << flow::diagram(table, Language::en) << "```\n\n```mermaid\n"
             << flow::diagram(table, Language::zh) << "```\n";
    if (std::getenv("DENGYUN_UPDATE_GOLDENS") != nullptr) std::ofstream(path) << expected.str();
    std::ostringstream kept;
    kept << std::ifstream(path).rdbuf();
    EXPECT_EQ(kept.str(), expected.str()) << path;
}

TEST(States, AreDrawnInTheDocumentation) {
    expect_drawn(Revision::states, "Revision (版本)", "revisions/revision.cpp");
    expect_drawn(Distribution::states, "Distribution (图纸发放)", "distributions/distribution.cpp");
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
