// Goal: sealed bids are sealed, the deadline holds to the millisecond, new terms bind nobody who has not agreed, and
// who wins is told with the true reason. What is refused changes nothing.
#include "modules/sourcing/test/world.h"

namespace dengyun::sourcing::test {
namespace {

class Sealed : public Scenario {};
DENGYUN_BOTH_DATABASES(Sealed);

TEST_P(Sealed, BidsLeadToAnAwardWithReasons) {
    const auto rfx = published();
    EXPECT_EQ(get("/api/v1/open-rfxs", supplier(12)).all("id"), std::vector{rfx});
    const auto bids = opened(rfx, {{1.50, 20}, {1.40, 20}, {1.30}});
    const auto compared = get("/api/v1/rfxs/" + rfx + "/comparison", buyer);
    const auto& rows = compared.json.at("rows").as_array();
    ASSERT_EQ(rows.size(), 3U) << compared.body;
    EXPECT_EQ(rows[0].at("bidder_name").as_string(), "乙厂");
    EXPECT_EQ(rows[0].at("price").as_int64(), 34'000);  // fen: 140 + 200 yuan
    EXPECT_EQ(rows[0].at("reason").as_string(), "lowest");
    EXPECT_EQ(rows[0].at("gap").as_int64(), 1'000);
    EXPECT_EQ(rows[2].at("reason").as_string(), "incomplete");

    EXPECT_EQ(act_on(rfx, "evaluate").text("status"), "evaluated");
    EXPECT_EQ(act_on(rfx, "announce").text("status"), "standstill");
    EXPECT_EQ(events({13}).back(), "bid.announced");
    // A bidder sees his own row and the winner's.
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx + "/comparison", supplier(12)).json.at("rows").as_array().size(), 2U);
    pass(3 * flow::day);
    EXPECT_EQ(status(rfx), "awarded");
    EXPECT_EQ(bid_status(bids[0], 12), "lost");
    EXPECT_EQ(bid_status(bids[1], 13), "won");
    EXPECT_EQ(events({13}).back(), "bid.won");
    pass(91 * flow::day);
    EXPECT_EQ(status(rfx), "cancelled");  // no contract came of it
}

TEST_P(Sealed, AreReadByNobodyBeforeTheyAreOpened) {
    const auto rfx = published();
    const auto made = bid(rfx, 12, {1.2345, 20}, 1, R"(,"note":"SECRETNOTE")");
    ASSERT_EQ(made.status, 201U) << made.body;
    EXPECT_EQ(made.body.find("SECRETNOTE"), std::string::npos);
    // The buyer learns that there is one, and not whose.
    EXPECT_EQ(get("/api/v1/bids/" + made.id(), buyer).status, 404U);
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx + "/bids", buyer).code(), "rfx.not_judging");
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx, buyer).json.at("bids").as_int64(), 1);
    EXPECT_EQ(get("/api/v1/bids/" + made.id(), supplier(13)).status, 404U);
    EXPECT_EQ(get("/api/v1/bids/" + made.id() + "/seal", operator_).status, 404U);
    // Who reads the database finds the text of the seal and no key: nothing in any table opens it.
    std::string all;
    const auto read = store().run_read(Scope::system("test"), [&](store::Reader& reader) -> Result<> {
        return reader.query("SELECT sealed, key, document FROM bid_seal", {}, [&](const store::Row& row) {
            EXPECT_TRUE(row.is_null(1) && row.is_null(2));
            all += row.text(0);
        });
    });
    ASSERT_TRUE(read);
    EXPECT_EQ(all.find("SECRETNOTE"), std::string::npos);
    EXPECT_EQ(events({11}).back(), "rfx.counted");
    // The key is refused before the deadline, so that no hurry gives it away.
    EXPECT_EQ(give_key(made.id(), 12).code(), "rfx.not_opening");
    pass(flow::day);
    const auto second = events({11}).size();
    EXPECT_EQ(post("/api/v1/bids/" + made.id() + "/key/actions",
                   R"({"key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})", supplier(12))
                  .code(),
              "bid.seal_not_opened");
    EXPECT_EQ(post("/api/v1/bids/" + made.id() + "/key/actions", R"({"key":"short"})", supplier(12)).issues(),
              "key:malformed");
    EXPECT_EQ(events({11}).size(), second);
    EXPECT_EQ(give_key(made.id(), 12).text("status"), "opened");
    const auto seen = get("/api/v1/bids/" + made.id(), buyer);
    EXPECT_EQ(seen.text("note"), "SECRETNOTE") << seen.body;
    EXPECT_EQ(seen.json.at("amount").as_int64(), 12'345 + 20'000);
}

TEST_P(Sealed, OpenedContentsAreHiddenWhileOthersMayStillOpen) {
    const auto rfx = published();
    const auto first = bid(rfx, 12, {1, 2}).id();
    const auto other = bid(rfx, 13, {3, 4}).id();
    pass(flow::day);
    const auto given = give_key(first, 12);
    EXPECT_EQ(given.text("status"), "submitted") << given.body;
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx + "/comparison", buyer).code(), "rfx.not_judging");
    EXPECT_EQ(get("/api/v1/bids/" + first, buyer).status, 404U);
    pass(flow::day);  // the window ends: who has kept his key is out
    EXPECT_EQ(status(rfx), "opened");
    EXPECT_EQ(bid_status(first, 12), "opened");
    EXPECT_EQ(bid_status(other, 13), "void");
    EXPECT_EQ(get("/api/v1/bids/" + other, supplier(13)).text("lapse_reason"), "not_revealed");
    EXPECT_EQ(give_key(other, 13).code(), "rfx.not_opening");
}

TEST_P(Sealed, ADocumentThatIsNotWhatWasCommittedIsRefused) {
    const auto rfx = published();
    auto sealed = seal(rfx, "organisation:12", offers({1, 2}), 5);
    const auto other = seal(rfx, "organisation:12", offers({9, 9}), 6);
    const auto made = post("/api/v1/bids",
                           fmt::format(R"({{"rfx_id":"{}","terms_version":1,"sealed":"{}","commitment":"{}"}})", rfx,
                                       sealed.sealed, other.commitment),
                           supplier(12));
    keys[made.id()] = sealed.key;
    // Somebody else's seal, handed in as one's own, opens for nobody.
    const auto copied = post("/api/v1/bids",
                             fmt::format(R"({{"rfx_id":"{}","terms_version":1,"sealed":"{}","commitment":"{}"}})", rfx,
                                         sealed.sealed, sealed.commitment),
                             supplier(13));
    keys[copied.id()] = sealed.key;
    pass(flow::day);
    EXPECT_EQ(give_key(made.id(), 12).code(), "bid.not_what_was_committed");
    EXPECT_EQ(give_key(copied.id(), 13).code(), "bid.seal_not_opened");
    pass(flow::day);
    EXPECT_EQ(status(rfx), "unsuccessful");
}

TEST_P(Sealed, BadContentsAreToldAndCountForNothing) {
    const auto rfx = published();
    const auto negative = bid(rfx, 12, {-1, 2}).id();
    const auto huge = bid(rfx, 13, {999'999'999, 999'999'999}).id();
    const auto unknown = bid(rfx, 14, {1, 1, 1}).id();
    pass(flow::day);
    EXPECT_EQ(give_key(negative, 12).issues(), "offers.0.unit_price:too_small");
    EXPECT_EQ(give_key(huge, 13).issues(), "offers.0.unit_price:too_large");
    EXPECT_EQ(give_key(unknown, 14).issues(), "offers.2.position:unknown_line");
    pass(flow::day);
    EXPECT_EQ(bid_status(negative, 12), "void");
    EXPECT_EQ(bid_status(huge, 13), "void");
    EXPECT_EQ(status(rfx), "unsuccessful");
}

TEST_P(Sealed, LateStaleAndForeignBidsAreRefusedInBothLanguages) {
    const auto rfx = published();
    EXPECT_EQ(bid(rfx, 11, {1, 2}).code(), "bid.own_rfx");
    const auto own = bid(rfx, 12, {1, 2});
    EXPECT_EQ(post("/api/v1/bids/" + own.id() + "/actions", R"({"action":"withdraw"})", supplier(13)).status, 404U);
    const auto before = events({12}).size();
    EXPECT_EQ(bid(rfx, 12, {1, 2}, 2).code(), "rfx.terms_changed");
    EXPECT_EQ(act("/api/v1/bids/" + own.id(), "replace", supplier(12)).code(), "bid.needs_seal");
    EXPECT_EQ(
        post("/api/v1/bids", fmt::format(R"({{"rfx_id":"{}","terms_version":1,"sealed":"x","commitment":"y"}})", rfx),
             supplier(13))
            .issues(),
        "sealed:malformed commitment:malformed");
    clock.advance(flow::day);  // the timer has not run yet: the deadline itself decides
    const auto late = bid(rfx, 13, {1, 2});
    EXPECT_EQ(late.code(), "rfx.not_open");
    EXPECT_NE(late.body.find("未作改动"), std::string::npos) << late.body;
    const auto english = send(http::Method::post, "/api/v1/bids/" + own.id() + "/actions", R"({"action":"withdraw"})",
                              supplier(12), {{"Accept-Language", "en"}});
    EXPECT_EQ(english.code(), "rfx.not_open");
    EXPECT_NE(english.body.find("Nothing was changed"), std::string::npos) << english.body;
    EXPECT_EQ(events({12}).size(), before);
}

TEST_P(Sealed, NewTermsMakeBidsStaleUntilTheyAreConfirmed) {
    const auto rfx = published();
    const auto first = bid(rfx, 12, {1, 2}).id();
    const auto second = bid(rfx, 13, {3, 4}).id();
    const auto amended = patch("/api/v1/rfxs/" + rfx, R"({"terms":"月结 30 天"})", buyer);
    EXPECT_EQ(amended.json.at("terms_version").as_int64(), 2) << amended.body;
    EXPECT_EQ(amended.text("status"), "published");
    EXPECT_EQ(bid_status(first, 12), "stale");
    EXPECT_EQ(events({12}).back(), "bid.stale");
    EXPECT_NE(get("/api/v1/tasks", supplier(12)).body.find("bids_to_confirm"), std::string::npos);
    const auto confirmed = act("/api/v1/bids/" + first, "confirm", supplier(12));
    EXPECT_EQ(confirmed.text("status"), "submitted") << confirmed.body;
    EXPECT_EQ(confirmed.json.at("terms_version").as_int64(), 2);
    pass(flow::day);
    EXPECT_EQ(bid_status(second, 13), "void");
    EXPECT_EQ(get("/api/v1/bids/" + second, supplier(13)).text("lapse_reason"), "stale");
    EXPECT_EQ(patch("/api/v1/rfxs/" + rfx, R"({"terms":"现款"})", buyer).code(), "flow.bad_transition");
}

TEST_P(Sealed, BidsMayBeReplacedAndWithdrawnBeforeTheDeadline) {
    const auto rfx = published();
    const auto made = bid(rfx, 12, {5, 5});
    const auto again = bid(rfx, 12, {1, 2});
    EXPECT_EQ(again.id(), made.id());
    EXPECT_NE(again.text("commitment"), made.text("commitment"));
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx, buyer).json.at("bids").as_int64(), 1);
    EXPECT_EQ(act("/api/v1/bids/" + made.id(), "withdraw", supplier(12)).text("status"), "withdrawn");
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx, buyer).json.at("bids").as_int64(), 0);
    EXPECT_EQ(bid(rfx, 12, {1, 2}).code(), "bid.was_withdrawn");
    pass(flow::day);
    EXPECT_EQ(status(rfx), "unsuccessful");
}

TEST_P(Sealed, LinesAreAwardedApartAndCriteriaCount) {
    const auto rfx = published(
        R"(,"award_by":"line","criteria":[{"name":"交期","unit":"天","weight":100000,"worst":30,"best":10}])");
    const auto one = bid(rfx, 12, {1.00, 20}, 1, R"(,"answers":[{"criterion":1,"value":30}])").id();
    const auto two = bid(rfx, 13, {1.05, 21}, 1, R"(,"answers":[{"criterion":1,"value":10}])").id();
    const auto three = bid(rfx, 14, {2.00}, 1, R"(,"answers":[{"criterion":1,"value":10}])").id();
    pass(flow::day);
    for (const auto& [id, who] : {std::pair{one, 12}, std::pair{two, 13}, std::pair{three, 14}})
        EXPECT_EQ(give_key(id, who).status, 200U);
    const auto compared = get("/api/v1/rfxs/" + rfx + "/comparison", buyer);
    const auto& rows = compared.json.at("rows").as_array();
    EXPECT_EQ(rows[0].at("bid_id").as_string(), two) << compared.body;  // 105.00 against 100.00 * 1.1
    EXPECT_EQ(rows[0].at("adjusted").as_int64(), 10'500);
    EXPECT_EQ(rows[1].at("adjusted").as_int64(), 11'000);
    EXPECT_EQ(post("/api/v1/bids/" + two + "/actions", R"({"action":"disqualify"})", buyer).issues(),
              "reason:required");
    EXPECT_EQ(
        post("/api/v1/bids/" + two + "/actions", R"({"action":"disqualify","reason":"无资质"})", buyer).text("status"),
        "disqualified");
    // Nobody says anything: the ranking stands as it is.
    pass(15 * flow::day);
    pass(15 * flow::day);
    pass(3 * flow::day);
    EXPECT_EQ(status(rfx), "awarded");
    EXPECT_EQ(bid_status(one, 12), "won");
    EXPECT_EQ(bid_status(three, 14), "lost");
    EXPECT_EQ(bid_status(two, 13), "disqualified");
}

TEST_P(Sealed, TheCeilingIsTheBuyersOwnSecret) {
    const auto rfx = published(R"(,"ceiling":30000)");
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx, buyer).json.at("ceiling").as_int64(), 30'000);
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx, supplier(12)).body.find("ceiling"), std::string::npos);
    opened(rfx, {{1, 19.99}, {1, 20.01}});
    const auto compared = get("/api/v1/rfxs/" + rfx + "/comparison", buyer);
    EXPECT_EQ(compared.json.at("rows").at(1).at("reason").as_string(), "above_ceiling") << compared.body;
}

TEST_P(Sealed, InvitedOnlyIsSeenByThemAlone) {
    const auto rfx = drafted(R"(,"audience":"invited")");
    const auto invite = [&](std::string_view who) {
        return post("/api/v1/invitations", fmt::format(R"({{"rfx_id":"{}",{}}})", rfx, who), buyer);
    };
    EXPECT_EQ(invite(R"("supplier_id":"12")").text("status"), "prepared");
    EXPECT_EQ(invite(R"("supplier_id":"12")").issues(), "supplier_id:taken");
    EXPECT_EQ(invite(R"("supplier_id":"11")").issues(), "supplier_id:same_party");
    EXPECT_EQ(invite(R"("supplier_id":"99")").issues(), "supplier_id:unknown_reference");
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx, supplier(12)).status, 404U);  // a draft is nobody's business
    act_on(rfx, "publish");
    EXPECT_EQ(events({12}).back(), "invitation.received");
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx, supplier(12)).status, 200U);
    EXPECT_EQ(get("/api/v1/rfxs/" + rfx, supplier(13)).status, 404U);
    EXPECT_TRUE(get("/api/v1/open-rfxs", supplier(13)).all("id").empty());
    EXPECT_EQ(bid(rfx, 13, {1, 2}).status, 404U);
    EXPECT_EQ(bid(rfx, 12, {1, 2}).status, 201U);
    EXPECT_EQ(get("/api/v1/received-invitations", supplier(12)).all("status"), std::vector<std::string>{"answered"});
}

TEST_P(Sealed, BiddingThatIsAboutToCloseWaitsForItsBuyer) {
    const auto waits = [&](const api::Caller& who) {
        return get("/api/v1/tasks", who).body.find("rfxs_closing") != std::string::npos;
    };
    const auto rfx = published();
    EXPECT_FALSE(waits(buyer));  // a day is left
    pass(std::chrono::hours(1));
    EXPECT_TRUE(waits(buyer));
    EXPECT_FALSE(waits(supplier(12)));
    EXPECT_EQ(get("/api/v1/rfxs?closes_at_before=" + to_text(clock.now() + flow::day), buyer).all("id"),
              std::vector{rfx});
    pass(flow::day);
    EXPECT_FALSE(waits(buyer));
}

}  // namespace
}  // namespace dengyun::sourcing::test
