// Goal: a receipt is the receiver's word: drafted in peace, posted once, never edited, and put right by reversing it.
#include "modules/shipments/test/world.h"

namespace dengyun::shipments::test {
namespace {

class Receipts : public Scenario {
  protected:
    api::Answer begin(std::string_view id, std::string_view lines, const api::Caller& caller = receiver) {
        return post(fmt::format("/api/v1/shipments/{}/receipts", id), fmt::format(R"({{"lines":[{}]}})", counts(lines)),
                    caller);
    }
    api::Answer reverse(std::string_view receipt, std::string_view reason, const api::Caller& caller = receiver) {
        return post(fmt::format("/api/v1/receipts/{}/actions", receipt),
                    fmt::format(R"({{"action":"reverse","reason":"{}"}})", reason), caller);
    }
};
DENGYUN_BOTH_DATABASES(Receipts);

TEST_P(Receipts, SignForTheShipmentWhenTheyArePosted) {
    const auto id = dispatched();
    const auto made = begin(id, "490000/0,20000/0");
    ASSERT_EQ(made.status, 201U) << made.body;
    const auto path = "/api/v1/receipts/" + made.id();
    EXPECT_EQ(begin(id, "1/0,1/0").code(), "receipt.taken");
    EXPECT_EQ(begin(id, "1/0,1/0", sender).status, 404U);
    EXPECT_EQ(patch(path, fmt::format(R"({{"lines":[{}]}})", counts("495000/0,20000/0")), receiver).status, 200U);
    EXPECT_EQ(patch(path, fmt::format(R"({{"lines":[{}]}})", counts("500001/0,20000/0")), receiver).issues(),
              "lines.0.received:exceeds_shipped");
    EXPECT_EQ(act(path, "post", sender).status, 403U);
    EXPECT_EQ(act(path, "post", other).status, 404U);
    EXPECT_EQ(status(id), "dispatched");

    const auto posted = act(path, "post", receiver);
    EXPECT_EQ(posted.text("status"), "posted") << posted.body;
    EXPECT_EQ(posted.text("outcome"), "short");
    EXPECT_EQ(status(id), "signed");
    EXPECT_EQ(told().back(), "signed 495000");
    EXPECT_EQ(act(path, "post", receiver).code(), "flow.bad_transition");
    const auto before = get(path, receiver).body;
    EXPECT_EQ(patch(path, R"({"note":"x"})", receiver).code(), "receipt.posted");
    EXPECT_EQ(remove(path, receiver).code(), "receipt.posted");
    EXPECT_EQ(get(path, sender).status, 200U);
    EXPECT_EQ(get(path, receiver).body, before);
}

TEST_P(Receipts, AreReversedAndPostedAnew) {
    const auto id = dispatched();
    scan(id, "400000/0,20000/0");
    const auto receipt = get("/api/v1/receipts", receiver).all("id").front();
    EXPECT_EQ(reverse(receipt, "").issues(), "reason:required");
    EXPECT_EQ(reverse(receipt, "点错", sender).status, 403U);
    EXPECT_EQ(reverse(receipt, "点错").text("status"), "reversed");
    EXPECT_EQ(status(id), "arrived");
    const auto again_open = get("/api/v1/shipments/" + id, sender);
    EXPECT_EQ(again_open.text("keeper_id"), to_text(sender_organisation));
    EXPECT_EQ(again_open.json.at("lines").at(0).at("received").as_int64(), 0);
    const auto told_of = events(sender_organisation);
    EXPECT_EQ(told_of.back(), "shipment.reopened");
    EXPECT_NE(std::ranges::find(told_of, "receipt.reversed"), told_of.end());
    const auto again = scan(id, "500000/0,20000/0");
    EXPECT_EQ(again.text("outcome"), "full") << again.body;
    EXPECT_EQ(again.json.at("lines").at(0).at("received").as_int64(), 500'000);
    EXPECT_EQ(told().back(), "signed 500000");
    EXPECT_EQ(move(id, "close", receiver).text("status"), "closed");
    const auto standing = get("/api/v1/receipts?status=posted", receiver).all("id");
    ASSERT_EQ(standing.size(), 1U);
    EXPECT_EQ(reverse(standing.front(), "点错").code(), "receipt.closed");
}

TEST_P(Receipts, ThatAreReversedAndNotPostedAnewAreSignedInFullBySilence) {
    const auto id = dispatched();
    scan(id, "400000/0,20000/0");
    reverse(get("/api/v1/receipts", receiver).all("id").front(), "点错");
    clock.advance(signing_time);
    run_due_jobs();
    EXPECT_EQ(status(id), "signed");
    EXPECT_EQ(told().back(), "signed 500000");
}

TEST_P(Receipts, OfADraftCountWhenNobodySignsInTime) {
    const auto id = dispatched();
    const auto made = begin(id, "490000/0,20000/0");
    move(id, "arrive", receiver);
    clock.advance(signing_time);
    run_due_jobs();
    EXPECT_EQ(status(id), "signed");
    EXPECT_EQ(get("/api/v1/receipts/" + made.id(), receiver).text("status"), "posted");
    EXPECT_EQ(told().back(), "signed 490000");
}

}  // namespace
}  // namespace dengyun::shipments::test
