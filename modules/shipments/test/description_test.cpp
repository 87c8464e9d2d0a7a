// Goal: what the module declares hangs together: the state machines are the ones that people reviewed and the
// documentation draws, every code has a text, and the migration makes the tables of the descriptions.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "modules/enterprise/api.h"
#include "modules/shipments/test/world.h"

namespace dengyun::shipments {
namespace {

// To change a drawing on purpose: DENGYUN_UPDATE_GOLDENS=1.
void expect_drawn(const flow::StateTable& table, std::string_view title, std::string_view source) {
    const std::string path = "docs/state-machines/" + std::string(table.entity) + ".md";
    std::ostringstream expected;
    expected << "# " << title << "\n\nDrawn from `modules/shipments/" << source << "` by its test.\n\n```mermaid\n"
             << flow::diagram(table, Language::en) << "```\n\n```mermaid\n"
             << flow::diagram(table, Language::zh) << "```\n";
    if (std::getenv("DENGYUN_UPDATE_GOLDENS") != nullptr) std::ofstream(path) << expected.str();
    std::ostringstream kept;
    kept << std::ifstream(path).rdbuf();
    EXPECT_EQ(kept.str(), expected.str()) << path;
}

TEST(States, AreDrawnInTheDocumentation) {
    expect_drawn(Shipment::states, "Shipment (发货单)", "shipments/shipment.cpp");
    expect_drawn(Receipt::states, "Receipt (收货单)", "receipts/receipt.cpp");
}

TEST(States, OfAShipmentMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Shipment::states), R"(
                dispatch        arrive          report_arrival  sign            deem            lose            miss            close           settle
draft           dispatched      -               -               -               -               -               -               -               -
dispatched      -               arrived         arrived         -               -               lost            lost            -               -
arrived         -               -               -               signed          signed          -               -               -               -
signed          -               -               -               -               -               -               -               closed          closed
closed          -               -               -               -               -               -               -               -               -
lost            -               -               -               -               -               -               -               -               -
)");
}

TEST(States, OfAReceiptMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Receipt::states), R"(
          post      reverse
draft     posted    -
posted    -         reversed
reversed  -         -
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
    for (const auto part : {enterprise::entities(), items::entities()}) all.insert(all.end(), part.begin(), part.end());
    const auto difference = store::schema_difference(store(), all);
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
}

}  // namespace
}  // namespace dengyun::shipments
