// Goal: goods that go back for credit take back what the buyer has paid for them, and nothing that he has not: out of
// the retention where they were accepted, by not being paid where nobody has judged them yet, and not at all where they
// were damaged when they came.
#include "flows/fulfilment/test/world.h"

namespace dengyun::fulfilment::test {
namespace {

class ReturnsToSupplier : public Fulfilment {
  protected:
    // Everything is with the buyer, a fifth of its value is kept back when he accepts.
    SalesOrder arrived(std::int64_t received = 100, std::int64_t damaged = 0) {
        const auto order = released(100, R"(,"retention_rate":200000,"guarantee_days":30)");
        const auto all = tasks(order);
        make(all[0].id, first_workshop, 100);
        EXPECT_EQ(arrive(send(all[0].id, 100, "13", first_workshop), first_workshop, second_workshop, 100), "signed");
        make(all[1].id, second_workshop, 100);
        const auto sent = send(all[1].id, 100, "11", second_workshop);
        EXPECT_EQ(arrive(sent, second_workshop, buyer, received, damaged), "signed");
        shipment_ = sent.id();
        return find(order.id);
    }
    SalesOrder judged(const SalesOrder& order, std::int64_t pieces) {
        EXPECT_EQ(
            post(order_path(order) + "/verdicts/actions", fmt::format(R"({{"accepted":{}}})", pieces * 1'000), buyer)
                .status,
            200U);
        return find(order.id);
    }
    std::string requested(std::int64_t pieces) {
        const auto made = post(
            "/api/v1/shipments/" + shipment_ + "/returns",
            fmt::format(R"({{"quantity":{},"value":1,"wanted":"credit","reason":"毛刺"}})", pieces * 1'000), buyer);
        EXPECT_EQ(made.status, 201U) << made.body;
        return "/api/v1/returns/" + made.id();
    }
    // Approved, sent and received; then `outcome`.
    void back(const std::string& path, std::string_view outcome) {
        EXPECT_EQ(code(act(path, "approve", second_workshop)), "approved");
        EXPECT_EQ(code(act(path, "send", buyer)), "sent");
        EXPECT_EQ(code(act(path, "receive", second_workshop)), "received");
        const auto done = act(path, outcome, second_workshop);
        EXPECT_EQ(done.status, 200U) << done.body;
    }
    std::int64_t cash() { return balance("cash:11"); }

    std::string shipment_;
};
DENGYUN_BOTH_DATABASES(ReturnsToSupplier);

TEST_P(ReturnsToSupplier, CreditComesOutOfTheRetention) {
    const auto order = judged(arrived(), 100);
    const auto before = cash();
    back(requested(10), "credit");
    EXPECT_EQ(find(order.id).returned.value, 10'000);
    EXPECT_EQ(cash() - before, 60'000);  // a tenth of 6,000 yuan
    EXPECT_EQ(find(*order.escrow_id).retention_paid.value, 60'000);
}

TEST_P(ReturnsToSupplier, RepairAndReplacementMoveNoMoney) {
    const auto order = judged(arrived(), 100);
    const auto before = cash();
    back(requested(10), "repair");
    back(requested(10), "replace");
    EXPECT_EQ(find(order.id).returned.value, 0);
    EXPECT_EQ(cash(), before);
}

TEST_P(ReturnsToSupplier, WhatWasDamagedWhenItCameWasNeverPaidFor) {
    const auto order = judged(arrived(100, 5), 95);
    const auto before = cash();
    back(requested(5), "credit");
    EXPECT_EQ(find(order.id).returned.value, 0);
    EXPECT_EQ(cash(), before);
    back(requested(10), "credit");
    EXPECT_EQ(find(order.id).returned.value, 10'000);
    EXPECT_EQ(cash() - before, 60'000);
}

TEST_P(ReturnsToSupplier, WhatNobodyHasJudgedYetIsRejected) {
    const auto order = judged(arrived(), 60);
    const auto before = cash();
    back(requested(10), "credit");
    const auto after = find(order.id);
    EXPECT_EQ(after.rejected.value, 10'000);
    EXPECT_EQ(after.returned.value, 0);
    EXPECT_EQ(cash(), before);
    // The other 30 are all that is left to judge; of 40 more that go back 30 are rejected and 10 credited.
    back(requested(40), "credit");
    EXPECT_EQ(find(order.id).rejected.value, 40'000);
    EXPECT_EQ(find(order.id).returned.value, 10'000);
    EXPECT_EQ(cash() - before, 60'000);
}

TEST_P(ReturnsToSupplier, ASupplierWhoDoesNothingCredits) {
    const auto order = judged(arrived(), 100);
    const auto path = requested(10);
    act(path, "approve", second_workshop);
    act(path, "send", buyer);
    act(path, "receive", second_workshop);
    clock.advance(returns::settling_time);
    run_due_jobs();
    EXPECT_EQ(get(path, buyer).text("status"), "credited");
    EXPECT_EQ(find(order.id).returned.value, 10'000);
}

TEST_P(ReturnsToSupplier, ADisputeHoldsUpItsOwnPartOfTheRetentionOnly) {
    const auto order = judged(arrived(), 100);  // 1,000 yuan, what the tasks have left, are kept back for 30 days
    EXPECT_EQ(code(act(order_path(order), "settle", buyer)), "settled");
    clock.advance(10 * flow::day);
    const auto path = requested(10);  // 600 yuan
    EXPECT_EQ(code(post(path + "/actions", R"({"action":"refuse","reason":"不是我方责任"})", second_workshop)),
              "refused");
    clock.advance(14 * flow::day);
    EXPECT_EQ(code(act(path, "dispute", buyer)), "disputed");
    const auto owed = balance("payable:1");
    clock.advance(7 * flow::day);
    run_due_jobs();
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::closed);
    EXPECT_EQ(find(*order.escrow_id).retention_frozen.value, 60'000);
    EXPECT_EQ(balance("payable:1"), owed + 40'000);
    EXPECT_EQ(post(path + "/decision/actions", R"({"is_upheld":false,"decision":"检验合格"})", operator_).status, 200U);
    EXPECT_EQ(balance("payable:1"), owed + 100'000);
    EXPECT_EQ(balance("retention:" + to_text(*order.escrow_id)), 0);
}

TEST_P(ReturnsToSupplier, BetweenWorkshopsTheOrderKnowsNothingOfIt) {
    const auto order = released(100);
    const auto all = tasks(order);
    make(all[0].id, first_workshop, 100);
    const auto sent = send(all[0].id, 100, "13", first_workshop);
    EXPECT_EQ(arrive(sent, first_workshop, second_workshop, 100), "signed");
    const auto made = post("/api/v1/shipments/" + sent.id() + "/returns",
                           R"({"quantity":10000,"value":1,"wanted":"credit","reason":"毛刺"})", second_workshop);
    const auto path = "/api/v1/returns/" + made.id();
    act(path, "approve", first_workshop);
    act(path, "send", second_workshop);
    act(path, "receive", first_workshop);
    EXPECT_EQ(code(act(path, "credit", first_workshop)), "credited");
    EXPECT_EQ(find(order.id).returned.value, 0);
    EXPECT_EQ(find(order.id).rejected.value, 0);
}

}  // namespace
}  // namespace dengyun::fulfilment::test
