// Goal: what the module declares hangs together: the state machines are the ones that people reviewed and the
// documentation draws, every code has a text in both languages, and the migration makes the tables.
#include "kernel/flow/test/drawn.h"
#include "modules/enterprise/api.h"
#include "modules/listings/test/world.h"
#include "modules/scores/api.h"

namespace dengyun::listings {
namespace {

TEST(States, AreDrawnInTheDocumentation) {
    flow::expect_drawn(Listing::states, "Listing (供求信息)", "modules/listings/listings/listing.cpp");
    flow::expect_drawn(Negotiation::states, "Negotiation (洽谈)", "modules/listings/negotiations/negotiation.cpp");
}

TEST(States, OfAListingMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Listing::states), R"(
           publish    fill       expire     withdraw   lapse      reopen
draft      open       -          -          -          withdrawn  -
open       -          filled     expired    withdrawn  -          -
filled     -          -          -          -          -          -
expired    -          -          -          -          -          draft
withdrawn  -          -          -          -          -          draft
)");
}

TEST(States, OfANegotiationMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Negotiation::states), R"(
           offer      counter    accept     decline    withdraw   lapse
offered    -          countered  agreed     declined   withdrawn  lapsed
countered  offered    -          agreed     declined   withdrawn  lapsed
agreed     -          -          -          -          -          -
declined   -          -          -          -          -          -
withdrawn  -          -          -          -          -          -
lapsed     -          -          -          -          -          -
)");
}

class Schema : public test::Scenario {};
DENGYUN_BOTH_DATABASES(Schema);

TEST_P(Schema, OfTheMigrationIsTheOneOfTheDescriptions) {
    std::vector<const meta::Entity*> all(entities().begin(), entities().end());
    for (const auto part : {circles::entities(), enterprise::entities(), scores::entities()})
        all.insert(all.end(), part.begin(), part.end());
    const auto difference = store::schema_difference(store(), all);
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
    for (const auto& message : listings::messages())
        EXPECT_TRUE(!message.text.zh.empty() && !message.text.en.empty()) << message.code;
}

}  // namespace
}  // namespace dengyun::listings
