// Goal: a live auction runs by its timers from entry to award, each format; what is refused changes nothing; bidders
// are known by their alias alone.
#include "modules/sourcing/test/world.h"

namespace dengyun::sourcing::test {
namespace {

class Auctions : public Scenario {
  protected:
    std::string published_live(std::string_view format, std::string_view more, std::int64_t start = 100'000) {
        return published(fmt::format(R"(,"format":"{}","auction_at":"{}","start_price":{},"price_step":1000,{})",
                                     format, to_text(clock.now() + flow::day + std::chrono::hours(1)), start, more));
    }
    api::Answer enter(std::string_view rfx, std::int64_t organisation, std::string_view more = "") {
        return post(fmt::format("/api/v1/rfxs/{}/entries", rfx), fmt::format(R"({{"terms_version":1{}}})", more),
                    supplier(organisation));
    }
    std::string auction(std::string_view rfx) { return get(fmt::format("/api/v1/rfxs/{}/auction", rfx), buyer).id(); }
    api::Answer offer(std::string_view id, std::int64_t organisation, std::int64_t fen) {
        return post(fmt::format("/api/v1/auctions/{}/offers", id), fmt::format(R"({{"amount":{}}})", fen),
                    supplier(organisation));
    }
    api::Answer seen(std::string_view id, std::int64_t organisation = 12) {
        return get(fmt::format("/api/v1/auctions/{}", id), supplier(organisation));
    }
    void begin() {
        pass(flow::day);
        pass(std::chrono::hours(1));
    }
};
DENGYUN_BOTH_DATABASES(Auctions);

TEST_P(Auctions, EnglishWithSoftClose) {
    const auto rfx = published_live("english", R"("length_minutes":30,"extension_seconds":120)");
    for (const int who : {12, 13, 14}) EXPECT_EQ(enter(rfx, who).status, 201U);
    const auto id = auction(rfx);
    EXPECT_EQ(offer(id, 12, 90'000).code(), "auction.not_begun");
    EXPECT_EQ(seen(id, 15).status, 404U);
    begin();
    EXPECT_EQ(status(rfx), "closed");
    EXPECT_EQ(seen(id).text("status"), "running");
    EXPECT_EQ(offer(id, 15, 90'000).status, 404U);
    EXPECT_EQ(offer(id, 12, 100'001).issues(), "amount:above_start");
    EXPECT_EQ(offer(id, 12, -5).issues(), "amount:too_small");
    EXPECT_EQ(offer(id, 12, 90'000).status, 201U);
    const auto before = events({11}).size();
    const auto refused = offer(id, 13, 89'500);
    EXPECT_EQ(refused.issues(), "amount:not_low_enough");
    EXPECT_NE(refused.body.find("890.00"), std::string::npos) << refused.body;
    EXPECT_EQ(events({11}).size(), before);
    pass(std::chrono::minutes(29));
    EXPECT_EQ(offer(id, 13, 89'000).status, 201U);
    EXPECT_EQ(seen(id).text("ends_at"), to_text(clock.now() + std::chrono::minutes(2)));
    EXPECT_EQ(get("/api/v1/auctions/" + id + "/standing", supplier(12)).json.at("rank").as_int64(), 2);
    EXPECT_EQ(get("/api/v1/auctions/" + id + "/standing", supplier(14)).json.at("rank").as_int64(), 0);
    pass(std::chrono::minutes(1));
    EXPECT_EQ(seen(id).text("status"), "running");
    pass(std::chrono::minutes(1));
    EXPECT_EQ(seen(id).text("status"), "closed");
    EXPECT_EQ(offer(id, 12, 50'000).code(), "auction.over");
    EXPECT_EQ(status(rfx), "opened");
    const auto compared = get("/api/v1/rfxs/" + rfx + "/comparison", buyer);
    EXPECT_EQ(compared.json.at("rows").as_array().size(), 2U);  // who has not offered anything is not there
    EXPECT_EQ(compared.json.at("rows").at(0).at("bidder_name").as_string(), "乙厂");
    // Followers and other bidders never learn a name.
    const auto moves = get("/api/v1/auctions/" + id + "/moves?sort=number", supplier(12));
    EXPECT_EQ(moves.json.at("items").as_array().size(), 3U) << moves.body;
    EXPECT_EQ(moves.body.find("乙厂"), std::string::npos);
    EXPECT_EQ(moves.body.find("\"13\""), std::string::npos);
}

TEST_P(Auctions, ThreeRoundsWithTurns) {
    const auto rfx = published_live("three_round", R"("pause_seconds":300,"turn_seconds":120)");
    EXPECT_EQ(enter(rfx, 12).issues(), "amount:required");
    EXPECT_EQ(enter(rfx, 12, R"(,"amount":100001)").issues(), "amount:above_start");
    enter(rfx, 12, R"(,"amount":90000)");
    enter(rfx, 13, R"(,"amount":95000)");
    const auto id = auction(rfx);
    begin();
    EXPECT_EQ(offer(id, 13, 80'000).code(), "auction.not_your_turn");
    pass(std::chrono::minutes(5));
    EXPECT_EQ(seen(id).json.at("mover").as_int64(), 2);  // the highest moves first
    EXPECT_EQ(offer(id, 12, 80'000).code(), "auction.not_your_turn");
    EXPECT_EQ(offer(id, 13, 94'500).issues(), "amount:not_low_enough");
    EXPECT_EQ(offer(id, 13, 85'000).status, 201U);
    pass(std::chrono::minutes(2));
    EXPECT_EQ(offer(id, 12, 84'000).status, 201U);
    pass(std::chrono::minutes(2));
    EXPECT_EQ(seen(id).json.at("round").as_int64(), 2);
    for (int i = 0; i < 8; ++i) pass(std::chrono::minutes(5));
    EXPECT_EQ(seen(id).text("status"), "closed");
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx + "/comparison", buyer).json.at("rows").at(0).at("price").as_int64(), 84'000);
}

TEST_P(Auctions, DutchRisesUntilItIsTaken) {
    const auto rfx = published_live("dutch", R"("limit_price":80000,"step_seconds":30)", 50'000);
    for (const int who : {12, 13}) enter(rfx, who);
    const auto id = auction(rfx);
    begin();
    pass(std::chrono::seconds(30));
    EXPECT_EQ(seen(id).json.at("price").as_int64(), 51'000);
    EXPECT_EQ(offer(id, 12, 50'000).issues(), "amount:not_the_price");
    EXPECT_EQ(offer(id, 13, 51'000).status, 201U);
    EXPECT_EQ(seen(id).text("status"), "closed");
    EXPECT_EQ(offer(id, 12, 51'000).code(), "auction.over");
    EXPECT_EQ(status(rfx), "opened");
}

TEST_P(Auctions, JapaneseFallsUntilOneIsLeft) {
    const auto rfx = published_live("japanese", R"("limit_price":40000,"step_seconds":30)", 50'000);
    for (const int who : {12, 13, 14}) enter(rfx, who);
    const auto id = auction(rfx);
    begin();
    offer(id, 12, 50'000);
    offer(id, 13, 50'000);
    pass(std::chrono::seconds(30));
    EXPECT_EQ(offer(id, 14, 49'000).code(), "auction.dropped_out");
    EXPECT_EQ(offer(id, 12, 49'000).status, 201U);
    pass(std::chrono::seconds(30));
    EXPECT_EQ(seen(id).text("status"), "closed");
    const auto compared = get("/api/v1/rfxs/" + rfx + "/comparison", buyer);
    EXPECT_EQ(compared.json.at("rows").at(0).at("bidder_name").as_string(), "甲厂") << compared.body;
}

TEST_P(Auctions, WithoutOffersOrEntriesAreUnsuccessful) {
    const auto rfx = published_live("english", R"("length_minutes":30)");
    enter(rfx, 12);
    const auto other = published_live("english", R"("length_minutes":30)");
    begin();
    pass(std::chrono::minutes(30));
    EXPECT_EQ(status(rfx), "unsuccessful");
    EXPECT_EQ(status(other), "unsuccessful");
    EXPECT_EQ(get("/api/v1/auctions/" + auction(other), buyer).text("status"), "cancelled");
}

TEST_P(Auctions, AreRefusedWhereTheirRulesMakeNoSense) {
    const auto tried = [&](std::string_view more) {
        return post("/api/v1/rfxs",
                    fmt::format(R"({{"title":"x","closes_at":"{}","lines":[{{"description_text":"a","quantity":1000,)"
                                R"("unit":"件"}}],{}}})",
                                to_text(clock.now() + flow::day), more),
                    buyer)
            .issues();
    };
    EXPECT_EQ(tried(R"("format":"english")"),
              "auction_at:required price_step:required start_price:required length_minutes:required");
    EXPECT_EQ(tried(R"("format":"english","auction_at":"2026-03-01T08:00:00Z","price_step":1,"start_price":5,)"
                    R"("length_minutes":5,"award_by":"line")"),
              "auction_at:before_deadline award_by:not_in_this_format");
    EXPECT_EQ(bid(published_live("english", R"("length_minutes":30)"), 12, {1, 2}).code(), "bid.not_sealed_here");
    EXPECT_EQ(enter(published(), 12).code(), "bid.sealed_here");
}

}  // namespace
}  // namespace dengyun::sourcing::test
