// Goal: two parties of a listing come to terms turn by turn, nobody else reads it, silence has a default, and what was
// agreed on leaves the listings.
#include "modules/listings/test/world.h"

namespace dengyun::listings {
namespace {

using test::moulder;
using test::moulder_viewer;
using test::other_trader;
using test::stranger;
using test::trader;
using Ids = std::vector<std::string>;

class Negotiations : public test::Scenario {
  protected:
    std::string status(std::string_view id) {
        return get(fmt::format("/api/v1/negotiations/{}", id), moulder).text("status");
    }
    std::string say(std::string_view id, const api::Caller& caller) {
        const auto said =
            post(fmt::format("/api/v1/negotiations/{}/messages", id), R"({"text":"能开 13% 的发票吗？"})", caller);
        return said.status == 201 ? said.text("kind") : said.code();
    }
};
DENGYUN_BOTH_DATABASES(Negotiations);

TEST_P(Negotiations, ComeToTermsTurnByTurn) {
    const auto wanted = published(moulder, "demand", R"({"unit":"千克","quantity":20000000,"unit_price":11000000})");
    const auto listing = published(trader, "supply");
    const auto opened =
        offer(listing, moulder, 10'500, 5, fmt::format(R"(,"own_listing_id":"{}","terms":"含税到厂")", wanted));
    ASSERT_EQ(opened.status, 201U) << opened.body;
    const auto id = opened.id();
    EXPECT_EQ(opened.text("status"), "offered");
    EXPECT_EQ(get("/api/v1/incoming-negotiations", trader).all("id"), Ids{id});
    EXPECT_EQ(get("/api/v1/negotiations", moulder).all("id"), Ids{id});
    EXPECT_NE(get("/api/v1/tasks", trader).body.find("negotiations_to_answer"), std::string::npos);
    EXPECT_EQ(get("/api/v1/tasks", moulder).body.find("negotiations_to_answer"), std::string::npos);

    EXPECT_EQ(move(id, "accept", moulder), "request.forbidden");  // not his turn
    EXPECT_EQ(offer_again(id, moulder, 10'600).code(), "flow.bad_transition");
    EXPECT_EQ(move(id, "counter", trader), "negotiation.offer_has_terms");
    EXPECT_EQ(say(id, moulder), "message");
    const auto countered = offer_again(id, trader, 10'900);
    EXPECT_EQ(countered.text("status"), "countered") << countered.body;
    EXPECT_EQ(offer_again(id, moulder, 10'700).text("status"), "offered");
    EXPECT_EQ(move(id, "accept", trader), "agreed");

    const auto agreed = get("/api/v1/negotiations/" + id, moulder);
    EXPECT_EQ(agreed.text("unit_price"), "10700000000");
    EXPECT_EQ(agreed.text("value"), "5350000");  // 53,500.00 yuan
    EXPECT_EQ(get("/api/v1/listings/" + listing, trader).text("agreed"), "5000");
    EXPECT_EQ(get("/api/v1/listings/" + wanted, moulder).text("agreed"), "5000000");
    EXPECT_EQ(get("/api/v1/negotiations/" + id + "/messages?sort=id", trader).all("kind"),
              (Ids{"offer", "message", "offer", "offer"}));
    EXPECT_EQ(move(id, "withdraw", moulder), "flow.bad_transition");
    EXPECT_EQ(say(id, trader), "negotiation.over");
    EXPECT_EQ(events({12}).back(), "negotiation.agreed");
}

TEST_P(Negotiations, AreNobodyElses) {
    const auto listing = published(trader, "supply");
    const auto id = offer(listing, moulder).id();
    EXPECT_EQ(get("/api/v1/negotiations/" + id, other_trader).status, 404U);
    EXPECT_EQ(get("/api/v1/negotiations/" + id + "/messages", other_trader).status, 404U);
    EXPECT_EQ(move(id, "accept", other_trader), "negotiation.not_found");
    EXPECT_EQ(say(id, other_trader), "negotiation.not_found");
    EXPECT_EQ(offer_again(id, other_trader, 1).status, 404U);
    EXPECT_EQ(get("/api/v1/negotiations", other_trader).all("id"), Ids{});
    EXPECT_EQ(get("/api/v1/incoming-negotiations?partner_id=12", other_trader).all("id"), Ids{});
    const auto closed = published(trader, "supply", R"({"audience":"circle","circle":["13"]})");
    EXPECT_EQ(offer(closed, moulder).status, 404U);
    EXPECT_EQ(offer(closed, other_trader).status, 201U);
}

TEST_P(Negotiations, RefuseBadOffersAndChangeNothing) {
    const auto listing = published(trader, "supply");
    const auto open = fmt::format("/api/v1/listings/{}/negotiations", listing);
    EXPECT_EQ(post(open, R"({"unit_price":10500000000})", moulder).issues(), "quantity:required");
    EXPECT_EQ(post(open, R"({"quantity":5000})", moulder).issues(), "unit_price:required");
    EXPECT_EQ(post(open, R"({"quantity":20001,"unit_price":1})", moulder).issues(), "quantity:exceeds_remaining");
    EXPECT_EQ(post(open, R"({"quantity":1,"unit_price":1,"deliver_on":"2026-02-28"})", moulder).issues(),
              "deliver_on:in_past");
    const auto not_his = published(stranger, "demand");
    EXPECT_EQ(offer(listing, moulder, 1, 1, fmt::format(R"(,"own_listing_id":"{}")", not_his)).issues(),
              "own_listing_id:unknown_reference");
    EXPECT_EQ(offer(listing, moulder_viewer).status, 403U);
    EXPECT_EQ(offer(listing, trader).code(), "negotiation.own_listing");
    EXPECT_EQ(offer("999", moulder).status, 404U);
    EXPECT_EQ(get("/api/v1/negotiations", moulder).all("id"), Ids{});
    const auto id = offer(listing, moulder).id();
    EXPECT_EQ(offer(listing, moulder).code(), "negotiation.under_way");
    EXPECT_EQ(offer_again(id, trader, 10'000, 21).issues(), "quantity:exceeds_remaining");
    EXPECT_EQ(post("/api/v1/negotiations/" + id + "/messages", R"({"text":" "})", trader).issues(), "text:required");
    EXPECT_EQ(status(id), "offered");
    EXPECT_EQ(get("/api/v1/negotiations/" + id, moulder).text("messages"), "1");
}

TEST_P(Negotiations, FillTheListingAndNothingIsSoldTwice) {
    const auto listing = published(trader, "supply");
    const auto first = offer(listing, moulder, 10'800, 15).id();
    const auto second = offer(listing, other_trader, 10'900, 10).id();
    EXPECT_EQ(move(first, "accept", trader), "agreed");
    EXPECT_EQ(listing_status(listing, trader), "open");
    const auto refused = post("/api/v1/negotiations/" + second + "/actions", R"({"action":"accept"})", trader);
    EXPECT_EQ(refused.issues(), "quantity:exceeds_remaining");
    EXPECT_EQ(offer_again(second, trader, 10'900, 5).status, 200U);
    EXPECT_EQ(move(second, "accept", other_trader), "agreed");
    EXPECT_EQ(listing_status(listing, trader), "filled");
    EXPECT_EQ(offer(listing, moulder).code(), "listing.not_open");
}

TEST_P(Negotiations, OfAWithdrawnListingComeToNothing) {
    const auto listing = published(trader, "supply");
    const auto id = offer(listing, moulder).id();
    act("/api/v1/listings/" + listing, "withdraw", trader);
    EXPECT_EQ(move(id, "accept", trader), "listing.not_open");
    EXPECT_EQ(offer_again(id, trader, 11'000).code(), "listing.not_open");
    EXPECT_EQ(move(id, "decline", trader), "declined");
}

TEST_P(Negotiations, LapseWhereNobodyAnswers) {
    const auto listing = published(trader, "supply");
    const auto id = offer(listing, moulder).id();
    pass(answer_time - std::chrono::hours(1));
    EXPECT_EQ(offer_again(id, trader, 10'900).text("status"), "countered");
    pass(std::chrono::hours(2));
    EXPECT_EQ(status(id), "countered");  // the time of the new offer
    pass(answer_time);
    EXPECT_EQ(status(id), "lapsed");
    EXPECT_EQ(events({12}).back(), "negotiation.lapsed");
    const auto again = offer(listing, moulder).id();
    EXPECT_EQ(move(again, "withdraw", moulder), "withdrawn");
}

TEST_P(Negotiations, HaveABoundOnTheirLength) {
    const auto id = offer(published(trader, "supply"), moulder).id();
    for (std::int64_t i = 1; i < messages_max; ++i) ASSERT_EQ(say(id, moulder), "message") << i;
    EXPECT_EQ(say(id, trader), "negotiation.too_many_messages");
    EXPECT_EQ(offer_again(id, trader, 10'000).code(), "negotiation.too_many_messages");
    EXPECT_EQ(move(id, "accept", trader), "agreed");
}

}  // namespace
}  // namespace dengyun::listings
