// Goal: what is under way or under inspection when the order goes on without it still ends: a signature, a verdict and
// their timers are never refused for what others have done meanwhile, and count no piece twice.
#include "flows/fulfilment/test/world.h"

namespace dengyun::fulfilment::test {
namespace {

class Meanwhile : public Fulfilment {};
DENGYUN_BOTH_DATABASES(Meanwhile);

TEST_P(Meanwhile, GoodsThatWereUnderWayWhenTheOrderEndedAreSignedForAllTheSame) {
    const auto order = released(100);
    const auto all = tasks(order);
    make(all[0].id, first_workshop, 100);
    const auto sent = send(all[0].id, 100, "13", first_workshop);
    EXPECT_EQ(code(act("/api/v1/shipments/" + sent.id(), "dispatch", first_workshop)), "dispatched");
    top_up(platform_organisation, 1'000'000);
    EXPECT_EQ(
        post(order_path(order) + "/termination/actions", R"({"settlement":0,"reason":"x"})", buyer).text("status"),
        "terminating");
    EXPECT_EQ(code(act(order_path(order), "close_short", operator_)), "closed_short");
    EXPECT_EQ(find(all[0].id).handed_over.value, 100'000);  // the supplier has taken them over
    const auto paid = find(all[0].id).paid;
    EXPECT_EQ(code(act("/api/v1/shipments/" + sent.id(), "report_arrival", first_workshop)), "arrived");
    clock.advance(shipments::signing_time);
    run_due_jobs();
    EXPECT_EQ(get("/api/v1/shipments/" + sent.id(), second_workshop).text("status"), "signed");
    EXPECT_EQ(find(all[0].id).paid, paid);
    EXPECT_EQ(find(all[1].id).quantity_in.value, 0);
}

TEST_P(Meanwhile, WhatArrivesAtTheBuyerWhileTheOrderIsBeingTerminatedCounts) {
    const auto order = released(100);
    const auto all = tasks(order);
    make(all[0].id, first_workshop, 100);
    EXPECT_EQ(arrive(send(all[0].id, 100, "13", first_workshop), first_workshop, second_workshop, 100), "signed");
    make(all[1].id, second_workshop, 100);
    const auto sent = send(all[1].id, 40, "11", second_workshop);
    EXPECT_EQ(
        post(order_path(order) + "/termination/actions", R"({"settlement":0,"reason":"x"})", buyer).text("status"),
        "terminating");
    EXPECT_EQ(arrive(sent, second_workshop, buyer, 40), "signed");
    EXPECT_EQ(find(order.id).delivered.value, 40'000);
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::terminating);
}

TEST_P(Meanwhile, AVerdictCountsWhatIsStillToBeJudged) {
    const auto order = delivered();
    const auto begun = post(order_path(order) + "/inspections", "{}", buyer);
    record(begun.id(), buyer, 100, 0);
    EXPECT_EQ(post(order_path(order) + "/verdicts/actions", R"({"accepted":70000,"rejected":10000})", buyer).status,
              200U);
    EXPECT_EQ(code(act("/api/v1/inspections/" + begun.id(), "accept", buyer)), "accepted");
    const auto judged = find(order.id);
    EXPECT_EQ(judged.accepted.value, 90'000);
    EXPECT_EQ(judged.rejected.value, 10'000);
}

TEST_P(Meanwhile, AVerdictOnATaskThatWasWorkedOnSinceRejectsWhatIsThere) {
    const auto order = released(100);
    const auto first = tasks(order)[0].id;
    act(task_path(first), "accept", first_workshop);
    act(task_path(first), "start", first_workshop);
    EXPECT_EQ(report(first, first_workshop, 90, 10, 0).status, 201U);
    const auto begun = post(task_path(first) + "/inspections", "{}", operator_);  // of 90
    record(begun.id(), operator_, 90, 20);
    // Put right by hand meanwhile, and scrapped instead.
    act(task_path(first), "inspect", operator_);
    EXPECT_EQ(code(act(task_path(first), "rework", operator_)), "rework");
    EXPECT_EQ(code(act(task_path(first), "resume", first_workshop)), "running");
    EXPECT_EQ(report(first, first_workshop, 0, 0, 10, R"(,"from_rework":true)").status, 201U);
    EXPECT_EQ(code(act("/api/v1/inspections/" + begun.id(), "reject", operator_)), "rejected");
    EXPECT_EQ(find(first).rework.value, 90'000);
    EXPECT_EQ(find(first).good.value, 0);
}

}  // namespace
}  // namespace dengyun::fulfilment::test
