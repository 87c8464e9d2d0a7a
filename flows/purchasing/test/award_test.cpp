// Goal: an award becomes one draft for each winner at the prices of his bid, once.
#include "flows/purchasing/test/world.h"

namespace dengyun::purchasing::test {
namespace {

using sourcing::Award;
using sourcing::Bid;
using sourcing::Rfx;

class Awards : public Scenario {
  protected:
    // An awarded RFQ of two lines, the first won by 12, the second by 13. Rows as the sourcing module leaves them; its
    // own tests have the way there.
    std::string awarded(bool guest = false) {
        std::string id;
        const auto made = store().run_write(Scope::system("test"), [&](store::Unit& unit) -> Result<> {
            Rfx rfx{.number = "RFQ-000001",
                    .title = "支架询价",
                    .award_by = sourcing::AwardBy::line,
                    .lines = {{.position = 1, .description_text = "底板", .quantity = {100'000}, .unit = "件"},
                              {.position = 2,
                               .description_text = "边框",
                               .quantity = {10'000},
                               .unit = "件",
                               .due_on = std::chrono::sys_days(std::chrono::year(2026) / 4 / 1)}},
                    .closes_at = unit.now(),
                    .status = sourcing::RfxStatus::awarded};
            rfx.organisation_id = {11};
            DENGYUN_TRY(row, unit.insert(std::move(rfx)));
            id = to_text(row.id);
            for (const std::int64_t at : {1, 2}) {
                Bid bid{.rfx_id = row.id,
                        .buyer_id = {11},
                        .bidder = fmt::format("organisation:{}", 11 + at),
                        .bidder_name = "厂",
                        .status = sourcing::BidStatus::won,
                        .offers = {{.position = at, .unit_price = {at * 3'000'000}, .value = {at * 30'000}}}};
                bid.organisation_id = guest ? platform_organisation : Id<Organisation>{11 + at};
                if (guest) bid.invitation_id = Id<sourcing::Invitation>{at};
                DENGYUN_TRY(won, unit.insert(std::move(bid)));
                Award award{.rfx_id = row.id,
                            .position = at,
                            .bid_id = won.id,
                            .bidder_id = won.organisation_id,
                            .bidder_name = "厂",
                            .rank = 1,
                            .is_winner = true};
                award.organisation_id = {11};
                DENGYUN_CHECK(unit.insert(std::move(award)));
            }
            return {};
        });
        EXPECT_TRUE(made) << made.error().code << made.error().detail;
        return id;
    }
    api::Answer order(std::string_view rfx, std::string_view body = R"({"due_on":"2026-03-31"})",
                      const api::Caller& caller = buyer) {
        return post(fmt::format("/api/v1/rfxs/{}/purchase-orders", rfx), std::string(body), caller);
    }
};
DENGYUN_BOTH_DATABASES(Awards);

TEST_P(Awards, BecomeADraftForEachWinner) {
    const auto rfx = awarded();
    EXPECT_EQ(order(rfx, "{}").issues(), "due_on:required");
    EXPECT_EQ(order(rfx, R"({"due_on":"2026-03-31"})", supplier).status, 404U);
    EXPECT_TRUE(get("/api/v1/purchase-orders", buyer).all("id").empty());
    const auto made = order(rfx);
    ASSERT_EQ(made.status, 200U) << made.body;
    const auto orders = get("/api/v1/purchase-orders?sort=id", buyer);
    EXPECT_EQ(orders.all("supplier_id"), (std::vector<std::string>{"12", "13"}));
    EXPECT_EQ(orders.all("status"), (std::vector<std::string>{"draft", "draft"}));
    EXPECT_EQ(orders.all("source_id"), (std::vector<std::string>{rfx, rfx}));
    EXPECT_EQ(line_of(orders.all("id")[0]).unit_price.value, 3'000'000);
    EXPECT_EQ(line_of(orders.all("id")[1]).due_on, std::chrono::sys_days(std::chrono::year(2026) / 4 / 1));
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx, buyer).text("status"), "contracted");
    EXPECT_EQ(order(rfx).code(), "purchasing.not_awarded");  // once
}

TEST_P(Awards, OfAGuestNeedAnAccountFirst) {
    const auto rfx = awarded(true);
    EXPECT_EQ(order(rfx).code(), "purchasing.guest_winner");
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx, buyer).text("status"), "awarded");
}

}  // namespace
}  // namespace dengyun::purchasing::test
