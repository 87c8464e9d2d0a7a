// Goal: what the module declares hangs together: the state machines are the ones that people reviewed and the
// documentation draws, every code has a text, and the migration makes the tables of the descriptions.
#include "kernel/flow/test/drawn.h"
#include "modules/enterprise/api.h"
#include "modules/shipments/test/world.h"

namespace dengyun::shipments {
namespace {

TEST(States, AreDrawnInTheDocumentation) {
    flow::expect_drawn(Shipment::states, "Shipment (发货单)", "modules/shipments/shipments/shipment.cpp");
    flow::expect_drawn(Receipt::states, "Receipt (收货单)", "modules/shipments/receipts/receipt.cpp");
}

TEST(States, OfAShipmentMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Shipment::states), R"(
                dispatch        arrive          report_arrival  sign            deem            lose            miss            close           settle          reopen
draft           dispatched      -               -               -               -               -               -               -               -               -
dispatched      -               arrived         arrived         -               -               lost            lost            -               -               -
arrived         -               -               -               signed          signed          -               -               -               -               -
signed          -               -               -               -               -               -               -               closed          closed          arrived
closed          -               -               -               -               -               -               -               -               -               -
lost            -               -               -               -               -               -               -               -               -               -
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
