// Goal: a workshop that does the next operation too passes its good pieces on without a shipment: each piece once, paid
// for at once, and only what has passed.
#include "flows/fulfilment/test/world.h"

namespace dengyun::fulfilment::test {
namespace {

class PassingOn : public Fulfilment {
  protected:
    api::Answer pass_on(Id<OperationTask> from, const api::Caller& who) {
        return post(task_path(from) + "/passing-on/actions", "", who);
    }
};
DENGYUN_BOTH_DATABASES(PassingOn);

TEST_P(PassingOn, BringsGoodPiecesToTheNextOperation) {
    places = {0, 0};
    const auto order = released(100);
    const auto all = tasks(order);
    EXPECT_EQ(pass_on(all[0].id, first_workshop).code(), "fulfilment.not_passed");
    make(all[0].id, first_workshop, 97, 3);
    EXPECT_EQ(pass_on(all[0].id, second_workshop).status, 404U);
    EXPECT_EQ(pass_on(all[0].id, operator_).status, 403U);
    EXPECT_EQ(send(all[0].id, 10, "12", first_workshop).issues(), "receiver_id:not_a_receiver");  // no lorry to oneself
    EXPECT_EQ(code(pass_on(all[0].id, first_workshop)), "handed_over");
    const auto next = find(all[1].id);
    EXPECT_EQ(next.quantity_in.value, 97'000);
    EXPECT_EQ(next.status, orders::TaskStatus::offered);
    // 97 of 100 planned pieces of 3,000 yuan; the rest is back in the order's escrow.
    const auto done = find(all[0].id);
    EXPECT_EQ(done.paid.value, 291'000);
    EXPECT_EQ(find(*done.escrow_id).refunded.value, 9'000);
    EXPECT_EQ(pass_on(all[0].id, first_workshop).code(), "fulfilment.not_passed");
    EXPECT_EQ(find(all[1].id).quantity_in.value, 97'000);
}

TEST_P(PassingOn, IsForOnesOwnNextOperationOnly) {
    const auto order = released(100);
    const auto all = tasks(order);
    make(all[0].id, first_workshop, 100);
    EXPECT_EQ(pass_on(all[0].id, first_workshop).code(), "operation_task.not_a_successor");  // the next is at 13
    EXPECT_EQ(find(all[0].id).handed_over.value, 0);
    EXPECT_EQ(find(all[1].id).quantity_in.value, 0);
}

TEST_P(PassingOn, TheLastOperationHasNothingToPassOn) {
    places = {0, 0};
    const auto order = released(100);
    const auto all = tasks(order);
    make(all[0].id, first_workshop, 100);
    EXPECT_EQ(code(pass_on(all[0].id, first_workshop)), "handed_over");
    make(all[1].id, first_workshop, 100);
    EXPECT_EQ(pass_on(all[1].id, first_workshop).code(), "operation_task.not_a_successor");
    EXPECT_EQ(arrive(send(all[1].id, 100, "11", first_workshop), first_workshop, buyer, 100), "signed");
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::delivered);
}

}  // namespace
}  // namespace dengyun::fulfilment::test
