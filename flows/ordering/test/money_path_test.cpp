// Goal: an order goes its whole way through the routes, with its money and its slots: every step leaves what the ledger
// must hold, nobody does the other side's step, and what ends early gives everything back.
#include "flows/ordering/test/world.h"

namespace dengyun::ordering::test {
namespace {

constexpr std::int64_t yuan = 100;

class MoneyPath : public Scenario {
  protected:
    Result<OperationTask> pass_on(const SalesOrder& order, std::int64_t pieces) {
        const auto all = tasks(order);
        return unit<OperationTask>(
            [&](store::Unit& u) { return hand_over(u, all[0].id, all[1].id, Quantity{pieces * 1'000}); });
    }
    std::string delivered(const SalesOrder& order, std::int64_t pieces) {
        const auto last = tasks(order)[1].id;
        const auto done = unit<SalesOrder>([&](store::Unit& u) -> Result<SalesOrder> {
            DENGYUN_TRY(now, u.find(order.id));
            return deliver(u, std::move(now), last, Quantity{pieces * 1'000});
        });
        return done ? std::string(meta::name_of(done->status)) : done.error().code;
    }
    api::Answer judged(const SalesOrder& order, std::int64_t accepted, std::int64_t rejected) {
        return post(order_path(order) + "/verdicts/actions",
                    fmt::format(R"({{"accepted":{},"rejected":{}}})", accepted * 1'000, rejected * 1'000), buyer);
    }
    void both_make(const SalesOrder& order, std::int64_t first_good, std::int64_t second_good) {
        const auto all = tasks(order);
        make(all[0].id, first_workshop, first_good, 100 - first_good);
        EXPECT_TRUE(pass_on(order, first_good));
        make(all[1].id, second_workshop, second_good, first_good - second_good);
    }
    std::string slot_states(const SalesOrder& order) {
        std::string text;
        for (const auto& task : tasks(order))
            text += task.slot_id ? std::string(meta::name_of(find(*task.slot_id).status)) + ' ' : "none ";
        return text;
    }
};
DENGYUN_BOTH_DATABASES(MoneyPath);

TEST_P(MoneyPath, FromTheNeedToTheClosedOrder) {
    const auto order = released(100, R"(,"retention_rate":50000,"guarantee_days":30)");
    const auto escrow_code = "escrow:" + to_text(*order.escrow_id);
    EXPECT_EQ(balance(escrow_code), 6'000 * yuan);
    const auto all = tasks(order);
    ASSERT_EQ(all.size(), 2U);
    make(all[0].id, first_workshop, 100);
    // 3,000 of the order's escrow are the first workshop's, and held until the pieces have gone on.
    EXPECT_EQ(balance(escrow_code), 3'000 * yuan);
    EXPECT_EQ(balance("payable:12"), 0);
    ASSERT_TRUE(pass_on(order, 100));
    EXPECT_EQ(balance("payable:12"), 2'991 * yuan);  // less 0.3 % commission
    EXPECT_EQ(find(all[0].id).status, orders::TaskStatus::handed_over);
    make(all[1].id, second_workshop, 100);
    EXPECT_EQ(delivered(order, 40), "partly_delivered");
    EXPECT_EQ(balance("payable:13"), 79'760);  // 800 yuan less commission
    EXPECT_EQ(judged(order, 40, 0).text("accepted_value"), "240000");
    EXPECT_EQ(delivered(order, 60), "delivered");
    EXPECT_EQ(act(order_path(order), "settle", buyer).code(), "sales_order.not_judged");
    EXPECT_EQ(code(judged(order, 60, 0)), "delivered");
    EXPECT_EQ(code(act(order_path(order), "settle", buyer)), "settled");
    EXPECT_EQ(balance(escrow_code), 0);
    EXPECT_EQ(balance("retention:" + to_text(*order.escrow_id)), 300 * yuan);
    EXPECT_EQ(balance("cash:11"), 0);
    // After the guarantee the supplier gets his retention.
    clock.advance(32 * flow::day);
    run_due_jobs();
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::closed);
    EXPECT_EQ(balance("retention:" + to_text(*order.escrow_id)), 0);
    // 6,000 less 5,000 for the tasks, less the commission of 18.
    EXPECT_EQ(balance("payable:1"), 982 * yuan);
}

TEST_P(MoneyPath, EachStepIsItsOwnSides) {
    const auto order = quoted();
    const auto option = get(order_path(order) + "/options", buyer).all("id").at(0);
    const auto path = "/api/v1/order-options/" + option;
    EXPECT_EQ(act(path, "accept", operator_).code(), "request.forbidden");
    EXPECT_EQ(post(path + "/actions", R"({"action":"accept"})", stranger_firm).status, 404U);
    EXPECT_EQ(post(path + "/actions", R"({"action":"accept"})", api::member(api::Role::viewer, 11)).code(),
              "request.forbidden");
    EXPECT_EQ(code(act(path, "accept", buyer)), "accepted");
    EXPECT_EQ(act(path, "accept", buyer).code(), "flow.bad_transition");
    EXPECT_EQ(slot_states(order), "booked booked ");
    EXPECT_EQ(act(order_path(order), "fund", buyer).code(), "transfer.insufficient_funds");
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::accepted);
    top_up(buyer_organisation, 6'000 * yuan);
    EXPECT_EQ(act(order_path(order), "fund", operator_).code(), "request.forbidden");
    EXPECT_EQ(code(act(order_path(order), "fund", buyer)), "funded");
    EXPECT_EQ(act(order_path(order), "release", buyer).code(), "request.forbidden");
    EXPECT_EQ(get(order_path(order), stranger_firm).status, 404U);
    EXPECT_EQ(get(order_path(order), first_workshop).status, 404U);
    // The buyer sees who makes it, not what they get for it.
    EXPECT_EQ(get(order_path(order) + "/tasks", buyer).code(), "request.forbidden");
    const auto seen = get(order_path(order) + "/progress", buyer);
    EXPECT_EQ(seen.status, 200U);
    EXPECT_EQ(seen.body.find("price"), std::string::npos);
    EXPECT_EQ(get(path, buyer).body.find(R"("price":300000)"), std::string::npos);
    EXPECT_NE(get(path, operator_).body.find(R"("price":300000)"), std::string::npos);
}

TEST_P(MoneyPath, WhatIsCancelledGoesBackWhole) {
    const auto order = funded();
    EXPECT_EQ(code(act(order_path(order), "cancel", buyer)), "cancelled");
    EXPECT_EQ(balance("cash:11"), 6'000 * yuan);
    EXPECT_EQ(slot_states(order), "none none ");
    for (const auto& task : tasks(order)) EXPECT_EQ(task.status, orders::TaskStatus::cancelled);
}

TEST_P(MoneyPath, SilenceHasAnOutcomeInEveryState) {
    const auto expiring = quoted();
    clock.advance(std::chrono::hours(49));
    run_due_jobs();
    EXPECT_EQ(find(expiring.id).status, orders::OrderStatus::expired);
    EXPECT_EQ(get(order_path(expiring) + "/options", buyer).all("status"), std::vector<std::string>{"lapsed"});

    const auto waiting = funded();
    clock.advance(8 * flow::day);
    run_due_jobs();
    EXPECT_EQ(find(waiting.id).status, orders::OrderStatus::cancelled);
    EXPECT_EQ(balance("cash:11"), 6'000 * yuan);
}

TEST_P(MoneyPath, WhatWasDeliveredIsAcceptedBySilence) {
    const auto order = released();
    both_make(order, 100, 100);
    EXPECT_EQ(delivered(order, 100), "delivered");
    clock.advance(16 * flow::day);
    run_due_jobs();
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::settled);
    EXPECT_EQ(find(order.id).accepted_value.value, 6'000 * yuan);
}

TEST_P(MoneyPath, APartThatIsRejectedIsNotPaid) {
    const auto order = released();
    both_make(order, 100, 95);
    EXPECT_EQ(delivered(order, 95), "partly_delivered");
    EXPECT_EQ(judged(order, 96, 0).issues(), "quantity:exceeds_open");
    EXPECT_EQ(judged(order, -1, 0).issues(), "accepted:too_small");
    EXPECT_EQ(code(judged(order, 90, 5)), "partly_delivered");
    // Nobody can make the rest: the buyer closes short and gets a tenth back.
    top_up(platform_organisation, 1);
    EXPECT_EQ(code(post(order_path(order) + "/termination/actions", R"({"reason":"不再需要"})", buyer)), "terminating");
    EXPECT_EQ(act(order_path(order), "agree_short", buyer).code(), "sales_order.others_turn");
    EXPECT_EQ(code(act(order_path(order), "close_short", operator_)), "closed_short");
    EXPECT_EQ(balance("cash:11"), 600 * yuan);
    EXPECT_EQ(balance("payable:12"), 299'100);
    EXPECT_EQ(balance("payable:13"), 189'430);
}

TEST_P(MoneyPath, AFewMissingPiecesWithinTheToleranceNeedNoTermination) {
    const auto order = released();  // 1 % by the general terms
    EXPECT_EQ(order.tolerance_rate, 10'000);
    both_make(order, 100, 99);
    EXPECT_EQ(delivered(order, 98), "partly_delivered");
    EXPECT_EQ(act(order_path(order), "deliver", operator_).code(), "sales_order.too_few");
    EXPECT_EQ(delivered(order, 1), "delivered");  // nothing more can come
    EXPECT_EQ(code(judged(order, 99, 0)), "delivered");
    EXPECT_EQ(code(act(order_path(order), "settle", buyer)), "settled");
    EXPECT_EQ(balance("cash:11"), 60 * yuan);
    EXPECT_EQ(balance("escrow:" + to_text(*order.escrow_id)), 0);
}

TEST_P(MoneyPath, TheSupplierMaySayThatNothingMoreComes) {
    const auto order = released(100, R"(,"tolerance_rate":50000)");
    both_make(order, 100, 100);
    EXPECT_EQ(delivered(order, 95), "partly_delivered");  // five more lie at the workshop
    EXPECT_EQ(act(order_path(order), "deliver", buyer).code(), "request.forbidden");
    EXPECT_EQ(code(act(order_path(order), "deliver", operator_)), "delivered");
    EXPECT_EQ(code(judged(order, 95, 0)), "delivered");
    EXPECT_EQ(code(act(order_path(order), "settle", buyer)), "settled");
    EXPECT_EQ(balance("cash:11"), 300 * yuan);
}

TEST_P(MoneyPath, NoToleranceMeansEveryPiece) {
    const auto order = released(100, R"(,"tolerance_rate":0)");
    both_make(order, 100, 99);
    EXPECT_EQ(delivered(order, 99), "partly_delivered");
    const auto refused =
        post("/api/v1/sales-orders",
             fmt::format(R"({{"item_id":"{}","revision_id":"{}","quantity":1000,"due_on":"2026-04-30",)"
                         R"("site_id":"{}","tolerance_rate":100001}})",
                         to_text(item), to_text(revision), to_text(buyer_site)),
             buyer);
    EXPECT_EQ(refused.issues(), "tolerance_rate:too_large");
}

TEST_P(MoneyPath, AnOrderThatIsClosedShortPaysItsRetentionAfterTheGuarantee) {
    const auto order = released(100, R"(,"retention_rate":50000,"guarantee_days":30)");
    both_make(order, 100, 90);
    EXPECT_EQ(delivered(order, 90), "partly_delivered");
    EXPECT_EQ(code(judged(order, 90, 0)), "partly_delivered");
    EXPECT_EQ(code(post(order_path(order) + "/termination/actions", R"({"reason":"不再需要"})", buyer)), "terminating");
    EXPECT_EQ(code(act(order_path(order), "close_short", operator_)), "closed_short");
    const auto retention = "retention:" + to_text(*order.escrow_id);
    EXPECT_EQ(balance(retention), 270 * yuan);
    const auto owed = balance("payable:1");
    clock.advance(30 * flow::day);
    run_due_jobs();
    EXPECT_EQ(balance(retention), 270 * yuan);  // its last day
    clock.advance(flow::day);
    run_due_jobs();
    EXPECT_EQ(balance(retention), 0);
    EXPECT_EQ(balance("payable:1"), owed + 270 * yuan);
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::closed_short);
}

TEST_P(MoneyPath, TheOperatorAnswersPenaltiesOnItsOwnOrders) {
    const auto order = released();
    both_make(order, 100, 100);
    const auto notes = "/api/v1/escrows/" + to_text(*order.escrow_id) + "/notes";
    const auto proposed = [&](std::int64_t fen) {
        const auto made = post(notes, fmt::format(R"({{"kind":"penalty","amount":{},"reason":"迟交"}})", fen), buyer);
        EXPECT_EQ(made.status, 201U) << made.body;
        return "/api/v1/escrow-notes/" + made.id();
    };
    const auto one = proposed(10'000), other = proposed(20'000);
    EXPECT_EQ(act(one, "agree", buyer).code(), "request.forbidden");
    EXPECT_EQ(code(act(one, "agree", operator_)), "agreed");
    EXPECT_EQ(code(act(other, "contest", operator_)), "contested");
    EXPECT_EQ(delivered(order, 100), "delivered");
    EXPECT_EQ(code(judged(order, 100, 0)), "delivered");
    EXPECT_EQ(balance("cash:11"), 100 * yuan);
    auto ended = get(notes, operator_).all("status");
    std::ranges::sort(ended);
    EXPECT_EQ(ended, (std::vector<std::string>{"contested", "settled"}));
}

TEST_P(MoneyPath, WhatTheTasksUsedOfARefundIsTheSuppliersLoss) {
    const auto order = released();
    make(tasks(order)[0].id, first_workshop, 100);
    ASSERT_TRUE(pass_on(order, 100));
    EXPECT_EQ(code(post(order_path(order) + "/termination/actions", R"({"reason":"停产"})", buyer)), "terminating");
    EXPECT_EQ(tasks(order)[1].status, orders::TaskStatus::cancelled);
    // The supplier has half of it; the rest stays his debt and does not keep the buyer from what is there.
    top_up(platform_organisation, 1'500 * yuan);
    EXPECT_EQ(code(act(order_path(order), "close_short", operator_)), "closed_short");
    EXPECT_EQ(balance("cash:11"), 4'500 * yuan);
    const auto notes = "/api/v1/escrows/" + to_text(*order.escrow_id) + "/notes";
    const auto open = get(notes, buyer);
    EXPECT_EQ(open.all("amount"), (std::vector<std::string>{"150000"}));
    EXPECT_EQ(open.all("status"), (std::vector<std::string>{"agreed"}));
    top_up(platform_organisation, 1'500 * yuan);
    clock.advance(2 * flow::day);
    run_due_jobs();
    EXPECT_EQ(get(notes, buyer).all("status"), (std::vector<std::string>{"settled"}));
    EXPECT_EQ(balance("cash:11"), 6'000 * yuan);
    EXPECT_EQ(balance("cash:1"), 0);
    EXPECT_EQ(balance("payable:12"), 299'100);
}

TEST_P(MoneyPath, ASettlementPaysForWorkThatIsNotDelivered) {
    const auto order = released();
    make(tasks(order)[0].id, first_workshop, 100);
    ASSERT_TRUE(pass_on(order, 100));
    EXPECT_EQ(
        post(order_path(order) + "/termination/actions", R"({"settlement":600001,"reason":"x"})", operator_).issues(),
        "settlement:too_large");
    EXPECT_EQ(code(post(order_path(order) + "/termination/actions", R"({"settlement":320000,"reason":"设备损坏"})",
                        operator_)),
              "terminating");
    // The buyer says nothing: after a fortnight it is closed on these terms.
    clock.advance(16 * flow::day);
    run_due_jobs();
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::closed_short);
    EXPECT_EQ(balance("cash:11"), 2'800 * yuan);
}

TEST_P(MoneyPath, TasksThatCostMoreThanTheFundsAreNotReleased) {
    const auto order = funded();
    // A workshop that is dearer than the option said.
    const auto dearer = unit<OperationTask>([&](store::Unit& u) -> Result<OperationTask> {
        DENGYUN_TRY(all, orders::tasks_of(u, order.id));
        all[0].price = {3'600 * yuan};
        return u.update(std::move(all[0]));
    });
    ASSERT_TRUE(dearer);
    EXPECT_EQ(act(order_path(order), "release", operator_).code(), "ordering.exceeds_funds");
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::funded);
    EXPECT_EQ(post(order_path(order) + "/reserve/actions", R"({"amount":10001})", operator_).issues(),
              "amount:too_large");
    EXPECT_EQ(post(order_path(order) + "/reserve/actions", R"({"amount":10000})", operator_).text("reserve"), "0");
    EXPECT_EQ(code(act(order_path(order), "release", operator_)), "released");
}

TEST_P(MoneyPath, AReturnComesOutOfTheRetentionAndThenOfWhatTheSupplierIsOwed) {
    const auto order = released(100, R"(,"retention_rate":50000,"guarantee_days":30)");
    both_make(order, 100, 100);
    EXPECT_EQ(delivered(order, 100), "delivered");
    EXPECT_EQ(code(judged(order, 100, 0)), "delivered");
    const auto owed = balance("payable:1");
    ASSERT_GT(owed, 300 * yuan);
    const auto credited = [&](std::int64_t pieces) {
        return unit<escrow::Note>([&](store::Unit& u) -> Result<escrow::Note> {
            DENGYUN_TRY(now, u.find(order.id));
            return credit_return(u, std::move(now), Quantity{pieces * 1'000});
        });
    };
    const auto note = credited(10);
    ASSERT_TRUE(note) << note.error().code;
    EXPECT_EQ(note->amount.value, 600 * yuan);  // 300 were retained, 300 are owed to the supplier
    EXPECT_EQ(note->status, escrow::NoteStatus::settled);
    EXPECT_EQ(balance("cash:11"), 600 * yuan);
    EXPECT_EQ(balance("payable:1"), owed - 300 * yuan);
    EXPECT_EQ(find(order.id).returned.value, 10'000);
    // More than he is owed: the rest waits, is taken when there is something, and never out of the escrow.
    const auto large = credited(90);
    ASSERT_TRUE(large) << large.error().code;
    EXPECT_EQ(large->status, escrow::NoteStatus::agreed);
    EXPECT_EQ(large->recovered.value, owed - 300 * yuan);
    EXPECT_EQ(balance("payable:1"), 0);
    EXPECT_EQ(balance("cash:11"), 600 * yuan + large->recovered.value);
    top_up(platform_organisation, 10'000 * yuan);
    clock.advance(2 * flow::day);
    run_due_jobs();
    EXPECT_EQ(find(large->id).status, escrow::NoteStatus::settled);
    EXPECT_EQ(balance("cash:11"), 6'000 * yuan);
    EXPECT_EQ(balance("escrow:" + to_text(*order.escrow_id)), 0);
}

TEST_P(MoneyPath, ARiseOfThePriceIsFundedBeforeItHolds) {
    const auto order = released(100, R"(,"deposit_rate":50000)");
    const auto raised = [&](std::int64_t fen) {
        return unit<SalesOrder>([&](store::Unit& u) -> Result<SalesOrder> {
            DENGYUN_TRY(now, u.find(order.id));
            return raise_price(u, std::move(now), Money{fen});
        });
    };
    const auto free = [&] {
        return unit<Money>([&](store::Unit& u) -> Result<Money> {
                   DENGYUN_TRY(now, u.find(order.id));
                   return free_for_tasks(u, now);
               })
            ->value;
    };
    const auto before = free();
    EXPECT_EQ(raised(500 * yuan).error().code, "transfer.insufficient_funds");
    EXPECT_EQ(find(order.id).price.value, 6'000 * yuan);
    both_make(order, 100, 100);
    EXPECT_EQ(delivered(order, 40), "partly_delivered");
    EXPECT_EQ(code(judged(order, 40, 0)), "partly_delivered");
    top_up(buyer_organisation, 500 * yuan);
    const auto done = raised(500 * yuan);
    ASSERT_TRUE(done) << done.error().code;
    EXPECT_EQ(done->price.value, 6'500 * yuan);
    EXPECT_EQ(find(*order.escrow_id).total.value, 6'500 * yuan);
    EXPECT_EQ(balance("cash:11"), 0);
    EXPECT_GE(free(), before);
    EXPECT_EQ(delivered(order, 60), "delivered");
    EXPECT_EQ(code(judged(order, 60, 0)), "delivered");
    // Every fen of both parts has gone its way, the deposit's as well.
    EXPECT_EQ(find(*order.escrow_id).accepted.value, 6'500 * yuan);
    EXPECT_EQ(balance("escrow:" + to_text(*order.escrow_id)), 0);
    EXPECT_EQ(balance("deposit:" + to_text(*order.escrow_id)), 0);
}

TEST_P(MoneyPath, TheEscrowOfAnOrderIsNotMovedPastIt) {
    const auto order = released(100, R"(,"retention_rate":50000)");
    const auto path = "/api/v1/escrows/" + to_text(*order.escrow_id);
    EXPECT_EQ(get(path, buyer).actions(), "");
    EXPECT_EQ(act(path, "release_all", buyer).code(), "escrow.bound");
    EXPECT_EQ(post(path + "/releases/actions", R"({"amount":100})", buyer).code(), "escrow.bound");
    EXPECT_EQ(post(path + "/disputes", R"({"amount":100,"reason":"x"})", buyer).code(), "escrow.bound");
    EXPECT_EQ(act(path, "refund", api::member(api::Role::owner, 1)).code(), "escrow.bound");
    EXPECT_EQ(post("/api/v1/escrows",
                   fmt::format(R"({{"title":"x","supplier_id":"12","parent_id":"{}","total":100}})",
                               to_text(*order.escrow_id)),
                   api::member(api::Role::owner, 1))
                  .code(),
              "escrow.bound");
    EXPECT_EQ(balance("escrow:" + to_text(*order.escrow_id)), 6'000 * yuan);
    // By the order, a dispute freezes its amount; only its parties may.
    const auto disputes = order_path(order) + "/disputes";
    EXPECT_EQ(post(disputes, R"({"amount":100,"reason":"x"})", stranger_firm).status, 404U);
    EXPECT_EQ(post(disputes, R"({"amount":60000100,"reason":"x"})", buyer).code(), "escrow.exceeds_open");
    EXPECT_EQ(post(disputes, R"({"amount":10000,"reason":"毛刺"})", buyer).status, 201U);
    EXPECT_EQ(find(*order.escrow_id).frozen.value, 10'000);
    // The workshop's sub-escrow as well.
    make(tasks(order)[0].id, first_workshop, 100);
    const auto task = "/api/v1/escrows/" + to_text(*tasks(order)[0].escrow_id);
    EXPECT_EQ(act(task, "refund", first_workshop).code(), "escrow.bound");
    EXPECT_EQ(post(task + "/disputes", R"({"amount":100,"reason":"x"})", first_workshop).code(), "escrow.bound");
}

}  // namespace
}  // namespace dengyun::ordering::test
