// Goal: goods carry an order along, and nothing else does: what is signed for arrives at the tasks and the buyer that
// wait for it, each piece once; a verdict releases its value; a concession lowers the price.
#include "flows/fulfilment/test/world.h"
#include "modules/scores/api.h"

namespace dengyun::fulfilment::test {
namespace {

DENGYUN_BOTH_DATABASES(Fulfilment);

TEST_P(Fulfilment, BringsWhatIsSignedForToTheNextTask) {
    const auto order = released(100);
    const auto all = tasks(order);
    EXPECT_EQ(send(all[0].id, 10, "13", first_workshop).code(), "fulfilment.not_passed");
    make(all[0].id, first_workshop, 98, 2);
    EXPECT_EQ(send(all[0].id, 10, "11", first_workshop).issues(), "receiver_id:not_a_receiver");
    EXPECT_EQ(send(all[0].id, 99, "13", first_workshop).issues(), "quantity:exceeds_open");
    EXPECT_EQ(send(all[0].id, 10, "13", second_workshop).status, 404U);
    EXPECT_EQ(
        post(task_path(all[0].id) + "/shipments", R"({"quantity":10500,"receiver_id":"13"})", first_workshop).issues(),
        "quantity:not_whole");
    const auto where = get(task_path(all[0].id) + "/destinations", first_workshop);
    EXPECT_EQ(where.json.at("open").as_int64(), 98'000) << where.body;
    EXPECT_EQ(where.json.at("destinations").at(0).at("receiver_id").as_string(), "13");
    EXPECT_EQ(get(task_path(all[0].id) + "/destinations", second_workshop).status, 404U);
    const auto part = send(all[0].id, 60, "13", first_workshop);
    EXPECT_EQ(part.text("to_subject_id"), to_text(all[1].id));  // the task that waits for it
    EXPECT_EQ(send(all[0].id, 39, "13", first_workshop).issues(), "quantity:exceeds_open");  // 38 are left
    EXPECT_EQ(arrive(part, first_workshop, second_workshop, 60), "signed");
    auto next = find(all[1].id);
    EXPECT_EQ(next.quantity_in.value, 60'000);
    EXPECT_EQ(scan(part, second_workshop, 60, 0).status, 200U);  // scanned twice, counted once
    EXPECT_EQ(find(all[1].id).quantity_in.value, 60'000);
    EXPECT_GT(find(all[0].id).paid.value, 0);
    const auto rest = send(all[0].id, 38, "13", first_workshop);
    EXPECT_EQ(arrive(rest, first_workshop, second_workshop, 38, 1), "signed");
    next = find(all[1].id);
    EXPECT_EQ(next.quantity_in.value, 97'000);
    EXPECT_EQ(get("/api/v1/receipts", second_workshop).all("id").size(), 2U);
    const auto score = get("/api/v1/scores/12", first_workshop);
    EXPECT_EQ(score.json.at("criteria").at(0).at("entries").as_int64(), 2) << score.body;
}

TEST_P(Fulfilment, ReleasesTheValueOfWhatTheBuyerAccepts) {
    const auto order = delivered();
    EXPECT_EQ(order.delivered.value, 100'000);
    EXPECT_EQ(order.status, orders::OrderStatus::delivered);
    const auto path = order_path(order) + "/inspections";
    EXPECT_EQ(post(path, "{}", operator_).status, 403U);
    const auto begun = post(path, R"({"aql":"1.0"})", buyer);
    ASSERT_EQ(begun.status, 201U) << begun.body;
    EXPECT_EQ(post(path, "{}", buyer).code(), "fulfilment.inspection_open");
    record(begun.id(), buyer, 100, 0);
    EXPECT_EQ(code(act("/api/v1/inspections/" + begun.id(), "accept", buyer)), "accepted");
    const auto judged = find(order.id);
    EXPECT_EQ(judged.accepted.value, 100'000);
    EXPECT_EQ(find(*judged.escrow_id).accepted, judged.price);
    EXPECT_EQ(post(path, "{}", buyer).code(), "fulfilment.nothing_to_inspect");
}

TEST_P(Fulfilment, AConcessionLowersThePriceAndNotTheQuantity) {
    const auto order = delivered();
    const auto begun = post(order_path(order) + "/inspections", "{}", buyer);
    record(begun.id(), buyer, 100, 9);
    const auto offered = post("/api/v1/inspections/" + begun.id() + "/concessions",
                              R"({"price_cut":30000,"reason":"毛刺可用"})", operator_);
    ASSERT_EQ(offered.status, 201U) << offered.body;
    EXPECT_EQ(code(act("/api/v1/concessions/" + offered.id(), "agree", buyer)), "agreed");
    const auto judged = find(order.id);
    EXPECT_EQ(judged.accepted.value, 100'000);
    EXPECT_EQ(find(*judged.escrow_id).penalty.value, 30'000);
}

TEST_P(Fulfilment, ABadLotFreezesItsValueUntilItIsMadeGood) {
    const auto order = released(100);
    const auto all = tasks(order);
    make(all[0].id, first_workshop, 100);
    EXPECT_EQ(arrive(send(all[0].id, 100, "13", first_workshop), first_workshop, second_workshop, 100), "signed");
    make(all[1].id, second_workshop, 100);
    EXPECT_EQ(arrive(send(all[1].id, 40, "11", second_workshop), second_workshop, buyer, 40), "signed");
    const auto begun = post(order_path(order) + "/inspections", "{}", buyer);
    record(begun.id(), buyer, 40, 9);
    EXPECT_EQ(code(act("/api/v1/inspections/" + begun.id(), "reject", buyer)), "rejected");
    // 40 of 100 pieces for 6,000 yuan: just their value, and no more.
    const auto escrow_id = *order.escrow_id;
    EXPECT_EQ(find(escrow_id).frozen.value, 240'000);
    const auto disputes = get("/api/v1/escrows/" + to_text(escrow_id) + "/disputes", buyer);
    EXPECT_EQ(disputes.all("status"), std::vector<std::string>{"open"});
    EXPECT_EQ(arrive(send(all[1].id, 60, "11", second_workshop), second_workshop, buyer, 60), "signed");
    const auto sound = post(order_path(order) + "/inspections", "{}", buyer);
    record(sound.id(), buyer, 60, 0);
    EXPECT_EQ(code(act("/api/v1/inspections/" + sound.id(), "accept", buyer)), "accepted");
    EXPECT_EQ(find(escrow_id).accepted.value, 360'000);
    EXPECT_EQ(find(escrow_id).frozen.value, 240'000);
    // Decided: both parts add up, the order's escrow is empty when nobody has appealed.
    const auto dispute = "/api/v1/escrow-disputes/" + disputes.all("id").at(0);
    const auto path = dispute + "/decision/actions";
    EXPECT_EQ(code(act(dispute, "escalate", buyer)), "arbitration");
    EXPECT_EQ(post(path, R"({"to_supplier":100000,"to_buyer":140001,"decision":"x"})", operator_).issues(),
              "to_buyer:must_add_up");
    top_up(platform_organisation, 300'000);  // what the tasks used of it is the supplier's loss
    const auto decided = post(path, R"({"to_supplier":100000,"to_buyer":140000,"decision":"让步"})", operator_);
    EXPECT_EQ(decided.status, 200U) << decided.body;
    EXPECT_EQ(balance("cash:11"), 0);
    clock.advance(escrow::appeal_time);
    run_due_jobs();
    EXPECT_EQ(balance("cash:11"), 140'000);
    EXPECT_EQ(balance("escrow:" + to_text(escrow_id)), 0);
}

TEST_P(Fulfilment, ARefusedReturnHoldsTheRetentionUntilItIsDecided) {
    const auto order = released(100, R"(,"retention_rate":50000,"guarantee_days":30)");
    const auto all = tasks(order);
    make(all[0].id, first_workshop, 100);
    EXPECT_EQ(arrive(send(all[0].id, 100, "13", first_workshop), first_workshop, second_workshop, 100), "signed");
    make(all[1].id, second_workshop, 100);
    const auto sent = send(all[1].id, 100, "11", second_workshop);
    EXPECT_EQ(arrive(sent, second_workshop, buyer, 100), "signed");
    EXPECT_EQ(post(order_path(order) + "/verdicts/actions", R"({"accepted":100000,"rejected":0})", buyer).status, 200U);
    const auto asked = post("/api/v1/shipments/" + sent.id() + "/returns",
                            R"({"quantity":4000,"value":24000,"reason":"脱落","wanted":"credit"})", buyer);
    ASSERT_EQ(asked.status, 201U) << asked.body;
    const auto path = "/api/v1/returns/" + asked.id();
    EXPECT_EQ(code(post(path + "/actions", R"({"action":"refuse","reason":"使用不当"})", second_workshop)), "refused");
    EXPECT_EQ(find(*order.escrow_id).retention_frozen.value, 0);
    EXPECT_EQ(code(act(path, "dispute", buyer)), "disputed");
    EXPECT_EQ(find(*order.escrow_id).retention_frozen.value, 24'000);  // of 30,000, and nothing else
    EXPECT_EQ(find(*order.escrow_id).frozen.value, 0);
    const auto dispute = get("/api/v1/escrows/" + to_text(*order.escrow_id) + "/disputes", buyer).all("id").at(0);
    EXPECT_EQ(post("/api/v1/escrow-disputes/" + dispute + "/decision/actions",
                   R"({"to_supplier":24000,"to_buyer":0,"decision":"x"})", operator_)
                  .code(),
              "escrow_dispute.follows_subject");
    EXPECT_EQ(post(path + "/decision/actions", R"({"is_upheld":true,"decision":"质量问题"})", operator_).status, 200U);
    EXPECT_EQ(code(act(path, "send", buyer)), "sent");
    EXPECT_EQ(code(act(path, "receive", second_workshop)), "received");
    EXPECT_EQ(find(*order.escrow_id).retention_frozen.value, 24'000);
    EXPECT_EQ(code(act(path, "credit", second_workshop)), "credited");
    EXPECT_EQ(find(*order.escrow_id).retention_frozen.value, 0);
    EXPECT_EQ(balance("cash:11"), 24'000);
    EXPECT_EQ(balance("retention:" + to_text(*order.escrow_id)), 6'000);
}

TEST_P(Fulfilment, ARejectedTaskGoesBackToItsWorkshop) {
    const auto order = released(100);
    const auto first = tasks(order)[0].id;
    act(task_path(first), "accept", first_workshop);
    act(task_path(first), "start", first_workshop);
    EXPECT_EQ(report(first, first_workshop, 100, 0, 0).status, 201U);
    const auto path = task_path(first) + "/inspections";
    EXPECT_EQ(post(path, "{}", first_workshop).status, 403U);
    const auto begun = post(path, "{}", operator_);
    ASSERT_EQ(begun.status, 201U) << begun.body;
    record(begun.id(), operator_, 100, 20);
    EXPECT_EQ(code(act("/api/v1/inspections/" + begun.id(), "reject", operator_)), "rejected");
    const auto task = find(first);
    EXPECT_EQ(task.status, orders::TaskStatus::rework);
    EXPECT_EQ(task.rework.value, 100'000);
    EXPECT_EQ(task.good.value, 0);
}

TEST_P(Fulfilment, AcceptsATaskAndPassesIt) {
    const auto order = released(100);
    const auto first = tasks(order)[0].id;
    act(task_path(first), "accept", first_workshop);
    act(task_path(first), "start", first_workshop);
    report(first, first_workshop, 100, 0, 0);
    const auto begun = post(task_path(first) + "/inspections", "{}", operator_);
    record(begun.id(), operator_, static_cast<int>(begun.json.at("sample_size").as_int64()), 0);
    EXPECT_EQ(code(act("/api/v1/inspections/" + begun.id(), "accept", operator_)), "accepted");
    EXPECT_EQ(find(first).status, orders::TaskStatus::passed);
    EXPECT_EQ(get("/api/v1/scores/12", first_workshop).json.at("criteria").at(1).at("entries").as_int64(), 1);
}

TEST_P(Fulfilment, ScoresSayHowSoonAWorkshopAnswersAndHowDisputesEnd) {
    Scoring scoring(store(), clock);
    const auto order = released(100);
    const auto all = tasks(order);
    clock.advance(std::chrono::hours(12));
    EXPECT_EQ(code(act(task_path(all[0].id), "accept", first_workshop)), "accepted");
    scoring.run_due();
    const auto rate = [&](std::string_view party, const api::Caller& who, std::size_t criterion) {
        return get(fmt::format("/api/v1/scores/{}", party), who).json.at("criteria").at(criterion);
    };
    const auto soon = rate("12", first_workshop, 2);
    EXPECT_EQ(soon.at("entries").as_int64(), 1);
    EXPECT_LT(soon.at("rate_ppm").as_int64(), 900'000);  // half a day is more than the two hours that cost nothing
    // Nobody answers at all: that counts as nothing.
    const auto second = released(100);
    clock.advance(std::chrono::hours(25));
    run_due_jobs();
    scoring.run_due();
    scoring.run_due();
    EXPECT_EQ(rate("12", first_workshop, 2).at("entries").as_int64(), 2);
    EXPECT_LT(rate("12", first_workshop, 2).at("rate_ppm").as_int64(), soon.at("rate_ppm").as_int64());
    // A dispute that is decided counts for both sides by what each was given.
    const auto opened = post(order_path(second) + "/disputes", R"({"amount":10000,"reason":"毛刺"})", buyer);
    ASSERT_EQ(opened.status, 201U) << opened.body;
    EXPECT_EQ(code(act("/api/v1/escrow-disputes/" + opened.id(), "escalate", operator_)), "arbitration");
    EXPECT_EQ(post("/api/v1/escrow-disputes/" + opened.id() + "/decision/actions",
                   R"({"to_supplier":2500,"to_buyer":7500,"decision":"让步"})", operator_)
                  .status,
              200U);
    clock.advance(escrow::appeal_time);
    run_due_jobs();
    scoring.run_due();
    EXPECT_EQ(rate("1", operator_, 3).at("entries").as_int64(), 1);
    EXPECT_EQ(rate("11", buyer, 3).at("entries").as_int64(), 1);
    EXPECT_LT(rate("1", operator_, 3).at("rate_ppm").as_int64(), rate("11", buyer, 3).at("rate_ppm").as_int64());
    scoring.stop();
}

TEST_P(Fulfilment, SilenceAtTheGateDoesNotHoldUpTheWorkshop) {
    const auto order = released(100);
    const auto all = tasks(order);
    make(all[0].id, first_workshop, 100);
    const auto sent = send(all[0].id, 100, "13", first_workshop);
    act("/api/v1/shipments/" + sent.id(), "dispatch", first_workshop);
    act("/api/v1/shipments/" + sent.id(), "report_arrival", first_workshop);
    clock.advance(shipments::signing_time);
    run_due_jobs();
    EXPECT_EQ(find(all[1].id).quantity_in.value, 100'000);
}

}  // namespace
}  // namespace dengyun::fulfilment::test
