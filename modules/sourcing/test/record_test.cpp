// Goal: an award replays from its exported record alone, and whatever is changed in the record is found.
#include "modules/sourcing/test/world.h"

namespace dengyun::sourcing::test {
namespace {

std::string told(const std::vector<RecordFault>& faults) {
    std::string text;
    for (const auto& fault : faults) text += fault.place + ": " + fault.reason + "; ";
    return text;
}

class Records : public Scenario {
  protected:
    AwardRecord exported(const std::string& rfx) {
        const auto answer = get("/api/v1/rfxs/" + rfx + "/award-record", buyer);
        EXPECT_EQ(answer.status, 200U) << answer.body;
        auto record = meta::from_json<AwardRecord>(answer.body, meta::Mode::stored);
        EXPECT_TRUE(record) << answer.body;
        return record ? std::move(*record) : AwardRecord{};
    }
    // One change in a copy of the record; answers what is found.
    std::string after(const AwardRecord& record, const std::function<void(AwardRecord&)>& change) {
        auto copy = record;
        change(copy);
        return told(verify_record(copy));
    }
};
DENGYUN_BOTH_DATABASES(Records);

TEST_P(Records, OfSealedBidsReplayAndTellAnyChange) {
    const auto rfx = published();
    opened(rfx, {{1.50, 20}, {1.40, 20}, {1.30}});
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx + "/award-record", buyer).code(), "rfx.not_announced");
    act_on(rfx, "evaluate");
    act_on(rfx, "announce");
    pass(3 * flow::day);
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx + "/award-record", supplier(12)).status, 404U);
    const auto record = exported(rfx);
    EXPECT_EQ(record.commitments.size(), 3U);
    EXPECT_EQ(told(verify_record(record)), "");
    EXPECT_NE(after(record, [](AwardRecord& r) { r.bids[0].bid.offers[0].unit_price.value -= 1; }), "");
    EXPECT_NE(after(record, [](AwardRecord& r) { r.bids[0].bid.amount->value -= 1; }), "");
    EXPECT_NE(after(record, [](AwardRecord& r) { r.bids[0].key = r.bids[1].key; }), "");
    EXPECT_NE(after(record, [](AwardRecord& r) { std::swap(r.bids[0].sealed, r.bids[1].sealed); }), "");
    EXPECT_NE(after(record, [](AwardRecord& r) { r.commitments[0].commitment[0] ^= 1; }), "");
    EXPECT_NE(after(record, [](AwardRecord& r) { r.commitments.clear(); }), "");
    EXPECT_NE(after(record, [](AwardRecord& r) { r.rfx.lines[0].quantity.value *= 2; }), "");
    EXPECT_NE(after(record, [](AwardRecord& r) { std::swap(r.awards[0].bid_id, r.awards[1].bid_id); }), "");
    EXPECT_NE(after(record, [](AwardRecord& r) { r.awards[0].reason = Reason::only; }), "");
    EXPECT_NE(after(record, [](AwardRecord& r) { r.awards.pop_back(); }), "");
    EXPECT_NE(after(record, [](AwardRecord& r) { r.bids.erase(r.bids.begin()); }), "");
}

TEST_P(Records, OfThreeRoundsReplayAndTellAnyChange) {
    const auto rfx = published(fmt::format(
        R"(,"format":"three_round","auction_at":"{}","start_price":100000,"price_step":1000,"pause_seconds":300,"turn_seconds":120)",
        to_text(clock.now() + flow::day)));
    for (const auto& [who, amount] : {std::pair{12, 90'000}, std::pair{13, 95'000}})
        post("/api/v1/rfxs/" + rfx + "/entries", fmt::format(R"({{"terms_version":1,"amount":{}}})", amount),
             supplier(who));
    const auto id = get("/api/v1/rfxs/" + rfx + "/auction", buyer).id();
    pass(flow::day);
    pass(std::chrono::minutes(5));
    EXPECT_EQ(post("/api/v1/auctions/" + id + "/offers", R"({"amount":85000})", supplier(13)).status, 201U);
    for (int i = 0; i < 10; ++i) pass(std::chrono::minutes(5));
    act_on(rfx, "evaluate");
    EXPECT_EQ(act_on(rfx, "announce").text("status"), "standstill");
    const auto record = exported(rfx);
    EXPECT_EQ(told(verify_record(record)), "");
    EXPECT_NE(after(record, [](AwardRecord& r) { r.bids[1].bid.amount->value -= 1; }), "");
    for (std::size_t at = 0; at < record.moves.size(); ++at)
        if (record.moves[at].alias != 0)
            EXPECT_NE(after(record, [&](AwardRecord& r) { r.moves[at].amount.value -= 5'000; }), "") << at;
    EXPECT_NE(after(record, [](AwardRecord& r) { r.moves.pop_back(); }), "");
}

}  // namespace
}  // namespace dengyun::sourcing::test
