// Goal: a receipt that was posted by mistake is taken back with everything that it has moved along, as long as nothing
// follows from it; otherwise it stands, nothing is changed, and the answer says what stands in the way.
#include "flows/fulfilment/test/world.h"

namespace dengyun::fulfilment::test {
namespace {

class Undoing : public Fulfilment {
  protected:
    std::string receipt_of(const api::Answer& sent, const api::Caller& receiver) {
        const auto found = get("/api/v1/receipts?status=posted&shipment_id=" + sent.id(), receiver).all("id");
        return found.size() == 1 ? found.front() : "none";
    }
    api::Answer reverse(const api::Answer& sent, const api::Caller& receiver) {
        return post("/api/v1/receipts/" + receipt_of(sent, receiver) + "/actions",
                    R"({"action":"reverse","reason":"点错"})", receiver);
    }
    std::string shipment_status(const api::Answer& sent) {
        return get("/api/v1/shipments/" + sent.id(), operator_).text("status");
    }
};
DENGYUN_BOTH_DATABASES(Undoing);

TEST_P(Undoing, BetweenWorkshopsGoodsAndMoneyGoBackAndAreCountedAnew) {
    const auto order = released(100);
    const auto all = tasks(order);
    make(all[0].id, first_workshop, 100);
    const auto sent = send(all[0].id, 100, "13", first_workshop);
    EXPECT_EQ(arrive(sent, first_workshop, second_workshop, 100), "signed");
    EXPECT_EQ(find(all[0].id).status, orders::TaskStatus::handed_over);
    EXPECT_EQ(balance("payable:12"), 299'100);

    EXPECT_EQ(post("/api/v1/receipts/" + receipt_of(sent, second_workshop) + "/actions",
                   R"({"action":"reverse","reason":"点错"})", first_workshop)
                  .status,
              403U);  // not his to reverse
    EXPECT_EQ(code(reverse(sent, second_workshop)), "reversed");
    EXPECT_EQ(shipment_status(sent), "arrived");
    const auto back = find(all[0].id);
    EXPECT_EQ(back.status, orders::TaskStatus::passed);
    EXPECT_EQ(back.handed_over.value, 0);
    EXPECT_EQ(back.paid.value, 0);
    EXPECT_EQ(find(all[1].id).quantity_in.value, 0);
    EXPECT_EQ(balance("payable:12"), 0);
    EXPECT_EQ(balance("commission:1"), 0);
    EXPECT_EQ(find(order.id).tasks_done, 0);
    // They are at the gate: nothing may be sent twice.
    EXPECT_EQ(send(all[0].id, 1, "13", first_workshop).issues(), "quantity:exceeds_open");

    EXPECT_EQ(code(scan(sent, second_workshop, 98, 0)), "signed");
    EXPECT_EQ(find(all[1].id).quantity_in.value, 98'000);
    EXPECT_EQ(find(all[0].id).handed_over.value, 98'000);
    EXPECT_EQ(find(all[0].id).paid.value, 294'000);
    EXPECT_EQ(find(*back.escrow_id).accepted.value, 294'000);
}

TEST_P(Undoing, WhatIsInWorkStands) {
    const auto order = released(100);
    const auto all = tasks(order);
    make(all[0].id, first_workshop, 100);
    const auto sent = send(all[0].id, 100, "13", first_workshop);
    EXPECT_EQ(arrive(sent, first_workshop, second_workshop, 100), "signed");
    act(task_path(all[1].id), "accept", second_workshop);
    act(task_path(all[1].id), "start", second_workshop);
    EXPECT_EQ(report(all[1].id, second_workshop, 1, 0, 0).status, 201U);
    EXPECT_EQ(reverse(sent, second_workshop).code(), "operation_task.used");
    EXPECT_EQ(shipment_status(sent), "signed");
    EXPECT_EQ(find(all[1].id).quantity_in.value, 100'000);
    EXPECT_EQ(balance("payable:12"), 299'100);
}

TEST_P(Undoing, WhatWasPaidOutStands) {
    const auto order = released(100);
    const auto all = tasks(order);
    make(all[0].id, first_workshop, 100);
    const auto sent = send(all[0].id, 100, "13", first_workshop);
    EXPECT_EQ(arrive(sent, first_workshop, second_workshop, 100), "signed");
    ASSERT_TRUE(unit<ledger::Posted>([&](store::Unit& u) -> Result<ledger::Posted> {
        DENGYUN_TRY(payable, escrow::payable_of(u, {12}));
        DENGYUN_TRY(cash, escrow::cash_of(u, {12}));
        return ledger::post(u, ledger::custody_book,
                            {.id = u.new_id<ledger::Voucher>(),
                             .transfers = {{.id = u.new_id<ledger::Transfer>(),
                                            .debit_account_id = payable.id,
                                            .credit_account_id = cash.id,
                                            .amount = {1}}}});
    }));
    EXPECT_EQ(reverse(sent, second_workshop).code(), "escrow.paid_out");
    EXPECT_EQ(find(all[0].id).status, orders::TaskStatus::handed_over);
}

TEST_P(Undoing, ADeliveryGoesBackUntilItIsJudged) {
    const auto order = released(100);
    const auto all = tasks(order);
    make(all[0].id, first_workshop, 100);
    EXPECT_EQ(arrive(send(all[0].id, 100, "13", first_workshop), first_workshop, second_workshop, 100), "signed");
    make(all[1].id, second_workshop, 100);
    const auto part = send(all[1].id, 40, "11", second_workshop);
    EXPECT_EQ(arrive(part, second_workshop, buyer, 40), "signed");
    const auto rest = send(all[1].id, 60, "11", second_workshop);
    EXPECT_EQ(arrive(rest, second_workshop, buyer, 60), "signed");
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::delivered);
    EXPECT_EQ(code(reverse(rest, buyer)), "reversed");
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::partly_delivered);
    EXPECT_EQ(find(order.id).delivered.value, 40'000);
    EXPECT_EQ(code(reverse(part, buyer)), "reversed");
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::in_production);
    EXPECT_EQ(balance("payable:13"), 0);
    EXPECT_EQ(code(scan(part, buyer, 40, 0)), "signed");
    EXPECT_EQ(code(scan(rest, buyer, 60, 0)), "signed");
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::delivered);
    EXPECT_EQ(post(order_path(order) + "/verdicts/actions", R"({"accepted":60000,"rejected":0})", buyer).status, 200U);
    EXPECT_EQ(reverse(rest, buyer).code(), "sales_order.judged");
    EXPECT_EQ(code(reverse(part, buyer)), "reversed");  // 40 are not judged yet
    EXPECT_EQ(code(scan(part, buyer, 40, 0)), "signed");
    EXPECT_EQ(post(order_path(order) + "/verdicts/actions", R"({"accepted":40000,"rejected":0})", buyer).status, 200U);
    EXPECT_EQ(code(act(order_path(order), "settle", buyer)), "settled");
    EXPECT_EQ(reverse(part, buyer).code(), "ordering.over");
}

TEST_P(Undoing, GoodsThatAreToGoBackStand) {
    const auto order = released(100);
    const auto all = tasks(order);
    make(all[0].id, first_workshop, 100);
    const auto sent = send(all[0].id, 100, "13", first_workshop);
    EXPECT_EQ(arrive(sent, first_workshop, second_workshop, 100), "signed");
    EXPECT_EQ(post("/api/v1/shipments/" + sent.id() + "/returns",
                   R"({"quantity":10000,"value":1,"wanted":"credit","reason":"毛刺"})", second_workshop)
                  .status,
              201U);
    EXPECT_EQ(reverse(sent, second_workshop).code(), "fulfilment.returned");
}

}  // namespace
}  // namespace dengyun::fulfilment::test
