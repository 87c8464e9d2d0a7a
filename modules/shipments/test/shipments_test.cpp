// Goal: goods change hands by two signatures and not otherwise; what was signed stays, once and for all; a silent side
// has a default; and who has no part in it sees nothing.
#include "modules/shipments/test/world.h"

namespace dengyun::shipments::test {
namespace {

class Shipments : public Scenario {};
DENGYUN_BOTH_DATABASES(Shipments);

TEST_P(Shipments, MoveCustodyByTwoSignatures) {
    const auto made = drafted(R"(,"carrier":"顺丰","tracking_number":"SF1")");
    ASSERT_EQ(made.status, 201U) << made.body;
    const auto id = made.id();
    EXPECT_EQ(made.text("label_code"), label_code(*parse_id<Shipment>(id)));
    EXPECT_EQ(made.text("lots"), "L1 L2");
    EXPECT_EQ(made.text("keeper_id"), "11");
    EXPECT_EQ(made.actions(), "dispatch");
    EXPECT_EQ(scan(id).code(), "receipt.not_expected");
    EXPECT_EQ(move(id, "dispatch", receiver).status, 403U);
    EXPECT_EQ(move(id, "dispatch", sender_viewer).status, 403U);

    const auto away = move(id, "dispatch", sender);
    EXPECT_EQ(away.text("status"), "dispatched") << away.body;
    EXPECT_FALSE(away.text("dispatched_by").empty());
    EXPECT_EQ(away.text("keeper_id"), "11");  // still the sender's risk
    EXPECT_EQ(events(receiver_organisation).back(), "shipment.dispatched");
    const auto incoming = get("/api/v1/incoming-shipments", receiver);
    EXPECT_EQ(incoming.all("id"), std::vector{id});
    EXPECT_NE(get("/api/v1/tasks", receiver).body.find("shipments_to_receive"), std::string::npos);

    clock.advance(flow::day);
    const auto signed_for = scan(id);
    ASSERT_EQ(signed_for.status, 200U) << signed_for.body;
    EXPECT_EQ(signed_for.text("status"), "signed");
    EXPECT_EQ(signed_for.text("outcome"), "full");
    EXPECT_EQ(signed_for.text("keeper_id"), "12");
    EXPECT_EQ(signed_for.text("signed_at"), "2026-03-02T00:00:00.000Z");
    EXPECT_FALSE(signed_for.text("signed_by").empty());
    EXPECT_EQ(get("/api/v1/tasks", receiver).body.find("shipments_to_receive"), std::string::npos);
    EXPECT_EQ(told(), (std::vector<std::string>{"dispatched", "signed 500000"}));

    const auto note = get("/api/v1/shipments/" + id + "/hand-over-note", receiver);
    EXPECT_EQ(note.json.at("sender").at("name").as_string(), "甲厂") << note.body;
    EXPECT_EQ(note.json.at("receiver").at("name").as_string(), "乙厂");
    EXPECT_EQ(note.json.at("packages").as_int64(), 6);
    EXPECT_EQ(note.json.at("receiver").at("signed_at").as_string(), "2026-03-02T00:00:00.000Z");
}

TEST_P(Shipments, AreSignedOnceHoweverOftenTheyAreScanned) {
    const auto id = dispatched();
    const auto first = scan(id, "480000/0,20000/0");
    EXPECT_EQ(first.text("outcome"), "short") << first.body;
    const auto before = events(sender_organisation).size();
    const auto again = scan(id, "480000/0,20000/0");
    EXPECT_EQ(again.status, 200U);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(scan(id, "500000/0,20000/0").code(), "shipment.signed_otherwise");
    EXPECT_EQ(scan(id).code(), "shipment.signed_otherwise");
    EXPECT_EQ(events(sender_organisation).size(), before);
    EXPECT_EQ(told().size(), 2U);
    EXPECT_EQ(get("/api/v1/receipts", receiver).all("id").size(), 1U);
}

TEST_P(Shipments, AreCountedLineByLine) {
    const auto id = dispatched();
    const auto before = events(receiver_organisation).size();
    EXPECT_EQ(scan(id, "500001/0,20000/0").issues(), "lines.0.received:exceeds_shipped");
    EXPECT_EQ(scan(id, "500000/0,19000/19001").issues(), "lines.1.damaged:exceeds_received");
    EXPECT_EQ(scan(id, "500000/0").issues(), "lines:not_all_counted");
    EXPECT_EQ(scan(id, "500000/0,20000/0,1/0").issues(), "lines.2.position:unknown_line");
    EXPECT_EQ(scan(id, "-1/0,20000/0").issues(), "lines.0.received:too_small");
    EXPECT_EQ(scan(id, "99999999999999/0,20000/0").issues(), "lines.0.received:too_large");
    EXPECT_EQ(events(receiver_organisation).size(), before);
    EXPECT_EQ(status(id), "dispatched");
    const auto english = send(http::Method::post, "/api/v1/shipment-signatures/actions", R"({"label_code":"SH1"})",
                              receiver, {{"Accept-Language", "en"}});
    EXPECT_EQ(english.issues(), "label_code:no_label");
    EXPECT_NE(english.body.find("scan it again"), std::string::npos) << english.body;
    const auto chinese = send(http::Method::post, "/api/v1/shipment-signatures/actions", R"({"label_code":"SH1"})",
                              receiver, {{"Accept-Language", "zh"}});
    EXPECT_NE(chinese.body.find("请重新扫描"), std::string::npos) << chinese.body;

    const auto over = scan(id, "500001/0,20000/1000", R"(,"over_delivery_accepted":true,"note":"一箱压坏")");
    ASSERT_EQ(over.status, 200U) << over.body;
    EXPECT_EQ(over.text("outcome"), "damaged");
    EXPECT_EQ(over.json.at("lines").at(0).at("received").as_int64(), 500'001);
    EXPECT_EQ(over.json.at("lines").at(1).at("damaged").as_int64(), 1'000);
}

TEST_P(Shipments, AreNeverChangedOnceDispatched) {
    const auto made = drafted();
    const auto path = "/api/v1/shipments/" + made.id();
    EXPECT_EQ(patch(path, R"({"note":"x"})", sender).text("note"), "x");
    EXPECT_EQ(patch(path, R"({"note":"x"})", receiver).status, 404U);
    EXPECT_EQ(patch(path, R"({"lines":[]})", sender).issues(), "lines:required");
    move(made.id(), "dispatch", sender);
    const auto before = get(path, sender).body;
    EXPECT_EQ(patch(path, R"({"note":"y"})", sender).code(), "shipment.posted");
    EXPECT_EQ(remove(path, sender).code(), "shipment.posted");
    EXPECT_EQ(get(path, sender).body, before);
    const auto second = drafted();
    EXPECT_EQ(remove("/api/v1/shipments/" + second.id(), sender).status, 204U);
}

TEST_P(Shipments, GoBetweenTwoEnterprisesAndTheirSites) {
    const auto refused = [&](std::string_view body) { return post("/api/v1/shipments", std::string(body), sender); };
    constexpr auto line = R"({"lot":"L","goods":"板","unit":"张","quantity":1000})";
    EXPECT_EQ(refused(fmt::format(R"({{"receiver_id":"11","lines":[{}]}})", line)).issues(), "receiver_id:same_party");
    EXPECT_EQ(refused(fmt::format(R"({{"receiver_id":"99","lines":[{}]}})", line)).issues(),
              "receiver_id:unknown_reference");
    EXPECT_EQ(refused(R"({"receiver_id":"12","lines":[]})").issues(), "lines:required");
    EXPECT_EQ(refused(fmt::format(R"({{"receiver_id":"12","lines":[{0},{0}]}})", line)).issues(), "lines.1.lot:taken");
    EXPECT_EQ(refused(fmt::format(R"({{"receiver_id":"12","to_site_id":"5","lines":[{}]}})", line)).issues(),
              "to_site_id:unknown_reference");
    EXPECT_EQ(refused(fmt::format(R"({{"receiver_id":"12","subject_id":"5","lines":[{}]}})", line)).issues(),
              "subject_id:read_only");
    const auto site = post("/api/v1/sites", R"({"name":"总厂","region_code":"330206","address":"路 1 号"})",
                           api::member(api::Role::owner, 12));
    EXPECT_EQ(refused(fmt::format(R"({{"receiver_id":"12","to_site_id":"{}","lines":[{}]}})", site.id(), line)).status,
              201U);
    EXPECT_EQ(
        refused(fmt::format(R"({{"receiver_id":"13","to_site_id":"{}","lines":[{}]}})", site.id(), line)).issues(),
        "to_site_id:unknown_reference");
}

TEST_P(Shipments, HaveADefaultForWhoStaysSilent) {
    const auto id = dispatched();
    EXPECT_EQ(move(id, "report_arrival", receiver).status, 403U);
    EXPECT_EQ(move(id, "report_arrival", sender).text("status"), "arrived");
    clock.advance(signing_time);
    run_due_jobs();
    EXPECT_EQ(status(id), "signed");
    EXPECT_EQ(events(receiver_organisation).back(), "shipment.deemed_signed");
    EXPECT_EQ(told().back(), "signed 500000");
    const auto receipt = get("/api/v1/receipts", receiver);
    EXPECT_NE(receipt.body.find(R"("deemed":true)"), std::string::npos) << receipt.body;
    clock.advance(closing_time);
    run_due_jobs();
    EXPECT_EQ(status(id), "closed");

    const auto lost = dispatched();
    clock.advance(travel_time + missing_time);
    run_due_jobs();
    EXPECT_EQ(status(lost), "lost");
    EXPECT_EQ(scan(lost).code(), "receipt.not_expected");
    EXPECT_EQ(events(receiver_organisation).back(), "shipment.missed");
}

TEST_P(Shipments, BySupersededDrawingsWaitUntilTheNewOneIsAcknowledged) {
    const auto part = item();
    const auto first = revision(part, "A");
    const auto id = dispatched(fmt::format(R"(,"revision_id":"{}")", first));
    revision(part, "B", false);
    EXPECT_EQ(scan(id).code(), "revision.superseded");
    EXPECT_EQ(scan(id, "", R"(,"superseded_accepted":true)").code(), "revision.not_acknowledged");
    EXPECT_EQ(status(id), "dispatched");
    const auto received = get("/api/v1/received-distributions?status=issued", receiver);
    ASSERT_EQ(received.all("id").size(), 1U);
    EXPECT_EQ(act("/api/v1/distributions/" + received.all("id").front(), "acknowledge", receiver).status, 200U);
    EXPECT_EQ(scan(id).code(), "revision.superseded");  // until he says that he knows
    EXPECT_EQ(scan(id, "", R"(,"superseded_accepted":true)").text("status"), "signed");
    // Nothing more is sent out by it.
    const auto late = drafted(fmt::format(R"(,"revision_id":"{}")", first));
    EXPECT_EQ(move(late.id(), "dispatch", sender).code(), "revision.superseded");
}

TEST_P(Shipments, AreSeenByTheirSidesAndWhoWatches) {
    const auto id = dispatched();
    const auto path = "/api/v1/shipments/" + id;
    EXPECT_EQ(get(path, receiver_viewer).status, 200U);
    EXPECT_EQ(get(path, api::member(api::Role::platform_operator, 1)).status, 200U);
    const auto code = label_code(*parse_id<Shipment>(id));
    EXPECT_EQ(get("/api/v1/shipment-labels/" + code, receiver).id(), id);
    for (const auto& address : {path, path + "/hand-over-note", "/api/v1/shipment-labels/" + code})
        EXPECT_EQ(get(address, other).status, 404U) << address;
    EXPECT_EQ(move(id, "arrive", other).status, 404U);
    EXPECT_EQ(scan(id, "", "", other).status, 404U);
    EXPECT_EQ(scan(id, "", "", sender).status, 403U);  // not on the receiver's behalf
    EXPECT_EQ(scan(id, "", "", receiver_viewer).status, 403U);
    EXPECT_EQ(get("/api/v1/incoming-shipments?receiver_id=12", other).all("id").size(), 0U);
}

}  // namespace
}  // namespace dengyun::shipments::test
