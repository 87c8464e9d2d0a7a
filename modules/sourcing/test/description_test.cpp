// Goal: what the module declares hangs together: the state machines are the ones that people reviewed and the
// documentation draws, every code has a text, nothing of a seal reaches JSON, and the migration makes the tables.
#include <gtest/gtest.h>

#include "kernel/flow/test/drawn.h"
#include "kernel/store/test/harness.h"
#include "modules/sourcing/api.h"
#include "modules/sourcing/auctions/auction.h"
#include "modules/sourcing/invitations/invitation.h"

namespace dengyun::sourcing {
namespace {

TEST(States, AreDrawnInTheDocumentation) {
    flow::expect_drawn(Rfx::states, "RFQ (询价单)", "modules/sourcing/rfx/rfx.cpp");
    flow::expect_drawn(Bid::states, "Bid (报价)", "modules/sourcing/bids/bid.cpp");
    flow::expect_drawn(Auction::states, "Auction (竞价)", "modules/sourcing/auctions/auction.cpp");
    flow::expect_drawn(Invitation::states, "Invitation (询价邀请)", "modules/sourcing/invitations/invitation.cpp");
}

TEST(States, OfAnRfxMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Rfx::states), R"(
              publish       amend         close         open          evaluate      announce      award         contract      cancel        lapse         fail          reject_all
draft         published     -             -             -             -             -             -             -             cancelled     cancelled     -             -
published     -             published     closed        -             -             -             -             -             cancelled     -             -             -
closed        -             -             -             opened        -             -             -             -             cancelled     -             unsuccessful  -
opened        -             -             -             -             evaluated     -             -             -             cancelled     -             -             -
evaluated     -             -             -             -             -             standstill    -             -             cancelled     -             -             unsuccessful
standstill    -             -             -             -             -             -             awarded       -             cancelled     -             -             -
awarded       -             -             -             -             -             -             -             contracted    cancelled     cancelled     -             -
contracted    -             -             -             -             -             -             -             -             -             -             -             -
cancelled     -             -             -             -             -             -             -             -             -             -             -             -
unsuccessful  -             -             -             -             -             -             -             -             -             -             -             -
)");
}

TEST(States, OfABidMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Bid::states), R"(
              submit        replace       confirm       outdate       withdraw      open          win           lose          disqualify    lapse
draft         submitted     -             -             -             -             -             -             -             -             void
submitted     -             submitted     -             stale         withdrawn     opened        -             -             -             void
stale         -             submitted     submitted     -             withdrawn     -             -             -             -             void
withdrawn     -             -             -             -             -             -             -             -             -             -
opened        -             -             -             -             -             -             won           lost          disqualified  void
won           -             -             -             -             -             -             -             -             -             -
lost          -             -             -             -             -             -             -             -             -             -
disqualified  -             -             -             -             -             -             -             -             -             -
void          -             -             -             -             -             -             -             -             -             -
)");
}

TEST(States, OfAnAuctionAndAnInvitationMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(Auction::states), R"(
           start      offer      advance    close      cancel
scheduled  running    -          -          -          cancelled
running    -          running    running    closed     cancelled
closed     -          -          -          -          -
cancelled  -          -          -          -          -
)");
    EXPECT_EQ('\n' + flow::matrix(Invitation::states), R"(
            send        send_again  answer      decline     revoke
prepared    sent        -           -           -           revoked
sent        -           sent        answered    declined    revoked
answered    -           answered    -           -           -
declined    -           -           -           -           -
revoked     -           -           -           -           -
)");
}

TEST(States, ThatWaitForSomebodyHaveADefaultOutcome) {
    using enum RfxStatus;
    for (const auto status : {draft, published, closed, opened, evaluated, standstill, awarded})
        EXPECT_NE(std::ranges::find(Rfx::states.timers, static_cast<std::int64_t>(status), &flow::Timer::state),
                  Rfx::states.timers.end())
            << meta::name_of(status);
}

TEST(Seal, HasNoPartInJson) {
    const BidSeal seal{.commitment = "c", .digest = "d", .sealed = "SECRET", .key = "SECRET", .document = "SECRET"};
    EXPECT_EQ(meta::to_json(seal).find("SECRET"), std::string::npos);
}

TEST(Texts, AreThereInBothLanguages) {
    for (const auto& message : messages())
        EXPECT_TRUE(!message.text.zh.empty() && !message.text.en.empty()) << message.code;
    for (const auto* entity : entities())
        for (const auto& field : entity->fields)
            EXPECT_TRUE(!field.label.zh.empty() && !field.label.en.empty()) << entity->name << '.' << field.name;
}

std::vector<store::Migration> all_migrations() {
    std::vector<store::Migration> all;
    for (const auto part : {enterprise::migrations(), items::migrations(), migrations()})
        all.insert(all.end(), part.begin(), part.end());
    std::ranges::sort(all, {}, &store::Migration::number);
    return all;
}

class Schema : public store::test::BothDatabases {
  protected:
    Schema() : BothDatabases({}, all_migrations()) {}
};
DENGYUN_BOTH_DATABASES(Schema);

TEST_P(Schema, OfTheMigrationIsTheOneOfTheDescriptions) {
    std::vector<const meta::Entity*> all;
    for (const auto part : {enterprise::entities(), items::entities(), entities()})
        all.insert(all.end(), part.begin(), part.end());
    const auto difference = store::schema_difference(store(), all);
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
}

}  // namespace
}  // namespace dengyun::sourcing
