// Goal: what goes wrong with a running order is solved again on its open operations, shown before it applies, and
// applied only when those who pay for it or wait for it have agreed; what has started stays, no slot is booked twice.
#include "flows/dispatching/test/world.h"

namespace dengyun::dispatching::test {
namespace {

class Changes : public World {
  protected:
    api::Answer propose(const std::string& order) {
        return post("/api/v1/sales-orders/" + order + "/changes", "{}", platform);
    }
    api::Answer decide(const std::string& option, std::string_view action, const api::Caller& who) {
        return post("/api/v1/order-options/" + option + "/change/actions", fmt::format(R"({{"action":"{}"}})", action),
                    who);
    }
    // The supplier agrees, and the buyer where he has to.
    void agree(const api::Answer& change) {
        const auto option = change.text("option_id");
        const auto agreed = decide(option, "agree", platform);
        ASSERT_EQ(agreed.status, 200U) << agreed.body;
        if (agreed.text("status") != "agreed") return;
        const auto accepted = decide(option, "accept", buyer);
        ASSERT_EQ(accepted.status, 200U) << accepted.body;
    }
    orders::OperationTask find_task(Id<orders::OperationTask> id) {
        return read<orders::OperationTask>([&](store::Reader& reader) { return reader.find(id); });
    }
    // Moves the buyer's cash to the bank and back. Answers how much went.
    std::int64_t spend_cash(std::int64_t but) {
        std::int64_t spent = 0;
        write([&](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(cash, escrow::cash_of(unit, {10}));
            DENGYUN_TRY(held, ledger::read_balance(unit, ledger::custody_book, cash.id));
            spent = held.balance - but;
            return move_cash(unit, -spent);
        });
        return spent;
    }
    void give_cash(std::int64_t fen) {
        write([&](store::Unit& unit) { return move_cash(unit, fen); });
    }
    static Result<> move_cash(store::Unit& unit, std::int64_t fen) {
        DENGYUN_TRY(cash, escrow::cash_of(unit, {10}));
        DENGYUN_TRY(bank, ledger::find_account(unit, ledger::custody_book, "custodian"));
        DENGYUN_CHECK(ledger::post(unit, ledger::custody_book,
                                   {.id = unit.new_id<ledger::Voucher>(),
                                    .transfers = {{.id = unit.new_id<ledger::Transfer>(),
                                                   .debit_account_id = fen > 0 ? bank->id : cash.id,
                                                   .credit_account_id = fen > 0 ? cash.id : bank->id,
                                                   .amount = {fen > 0 ? fen : -fen}}}}));
        return {};
    }
    orders::OperationTask offered(const std::string& id) {
        for (const auto& task : tasks(id))
            if (task.status == orders::TaskStatus::offered) return task;
        ADD_FAILURE() << "no task is offered";
        return {};
    }
};
DENGYUN_BOTH_DATABASES(Changes);

TEST_P(Changes, nothing_is_proposed_where_nothing_is_wrong) {
    const auto id = need(400);
    EXPECT_EQ(propose(id).code(), "order.not_running");
    run(id);
    const auto change = propose(id);
    EXPECT_EQ(change.status, 200U) << change.body;
    EXPECT_EQ(change.text("option_id"), "");
}

TEST_P(Changes, a_declined_task_goes_to_another_workshop_when_it_is_agreed) {
    const auto id = need(400);
    run(id);
    const auto lost = offered(id);
    const auto workshop_of_it = api::member(api::Role::owner, lost.workshop_id.value);
    ASSERT_EQ(post("/api/v1/operation-tasks/" + to_text(lost.id) + "/actions",
                   R"({"action":"decline","reason":"机器不够"})", workshop_of_it)
                  .status,
              200U);
    const auto change = propose(id);
    ASSERT_EQ(change.status, 200U) << change.body;
    ASSERT_NE(change.text("option_id"), "") << change.body;
    // The operator sees what holds it up, and that a change waits.
    const auto board = get("/api/v1/dispatch-board", platform);
    EXPECT_EQ(board.status, 200U) << board.body;
    EXPECT_NE(board.body.find(R"("reason":"declined")"), std::string::npos) << board.body;
    EXPECT_NE(board.body.find(R"("state":"at_risk")"), std::string::npos) << board.body;
    EXPECT_NE(board.body.find(R"("has_change":true)"), std::string::npos) << board.body;
    EXPECT_EQ(get("/api/v1/dispatch-board", workshop).status, 403U);
    // Shown, not applied.
    for (const auto& task : tasks(id))
        if (task.id == lost.id) EXPECT_EQ(task.status, orders::TaskStatus::declined);
    EXPECT_EQ(decide(change.text("option_id"), "accept", buyer).status, 409U);
    EXPECT_EQ(decide(change.text("option_id"), "agree", buyer).status, 403U);
    ASSERT_NO_FATAL_FAILURE(agree(change));
    const auto after = tasks(id);
    const auto found = std::ranges::find(after, lost.id, &orders::OperationTask::id);
    ASSERT_NE(found, after.end());
    EXPECT_NE(found->workshop_id, lost.workshop_id);
    EXPECT_NE(found->status, orders::TaskStatus::declined);
    EXPECT_TRUE(found->slot_id);
    std::size_t booked = 0;
    for (const auto& slot : occupied()) booked += slot.status == capacity::SlotStatus::booked ? 1 : 0;
    EXPECT_EQ(booked, static_cast<std::size_t>(std::ranges::count_if(after, [](const orders::OperationTask& task) {
                  return task.status != orders::TaskStatus::cancelled;
              })));
    EXPECT_EQ(order(id).option_id, parse_id<orders::OrderOption>(change.text("option_id")));
    // Nothing is wrong any more.
    EXPECT_EQ(propose(id).text("option_id"), "");
}

TEST_P(Changes, a_machine_that_breaks_is_left) {
    const auto id = need(400);
    run(id);
    const auto victim = tasks(id).at(5);
    clock.set(order(id).promise_at.value() + std::chrono::hours(1));
    EXPECT_NE(get("/api/v1/dispatch-board", platform).body.find(R"("state":"late")"), std::string::npos);
    clock.set(instant_of(1'772'323'200'000));
    write([&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(machine, unit.find(victim.machine_id));
        machine.is_available = false;
        DENGYUN_CHECK(unit.update(std::move(machine)));
        return {};
    });
    const auto change = propose(id);
    ASSERT_EQ(change.status, 200U) << change.body;
    ASSERT_NE(change.text("option_id"), "") << change.body;
    ASSERT_NO_FATAL_FAILURE(agree(change));
    for (const auto& task : tasks(id)) {
        if (task.status == orders::TaskStatus::cancelled) continue;
        EXPECT_NE(task.machine_id, victim.machine_id);
    }
    static_cast<void>(occupied());
    EXPECT_EQ(propose(id).text("option_id"), "");
}

TEST_P(Changes, a_scrapped_lot_gets_its_inputs_again) {
    const auto id = need(40);  // in one lot each
    run(id);
    const auto platform_does = [&](const orders::OperationTask& task, std::string_view action) {
        const auto done = act("/api/v1/operation-tasks/" + to_text(task.id), action, platform);
        ASSERT_EQ(done.status, 200U) << action << done.body;
    };
    const auto at_operation = [&](std::int64_t number) {
        std::vector<orders::OperationTask> found;
        for (const auto& task : tasks(id))
            if (task.operation_number == number) found.push_back(task);
        return found;
    };
    // The first operation is done, its pieces are with the second one, which spoils all of them.
    const auto make = [&](const orders::OperationTask& task, std::int64_t good) {
        const auto path = "/api/v1/operation-tasks/" + to_text(task.id);
        const auto owner = api::member(api::Role::owner, task.workshop_id.value);
        ASSERT_EQ(act(path, "accept", owner).status, 200U);
        ASSERT_EQ(act(path, "start", owner).status, 200U);
        const auto in = find_task(task.id).quantity_in.value;
        const auto told = post(path + "/reports",
                               fmt::format(R"({{"revision_id":"{}","good":{},"scrap":{},"is_final":true}})",
                                           to_text(task.revision_id), good, in - good),
                               owner);
        ASSERT_EQ(told.status, 201U) << told.body;
        platform_does(task, "inspect");
    };
    const auto first = at_operation(10).at(0);
    const auto second = at_operation(20).at(0);
    ASSERT_NO_FATAL_FAILURE(make(first, first.planned_in.value));
    platform_does(first, "pass");
    write([&](store::Unit& unit) -> Result<> {
        DENGYUN_CHECK(ordering::hand_over(unit, first.id, second.id, first.planned_in));
        return {};
    });
    ASSERT_NO_FATAL_FAILURE(make(second, 0));
    platform_does(second, "scrap");

    const auto change = propose(id);
    ASSERT_EQ(change.status, 200U) << change.body;
    ASSERT_NE(change.text("option_id"), "") << change.body;
    // What was made for nothing is paid, and made once more: the buyer pays more than the reserve, and is asked.
    EXPECT_NE(change.body.find(R"("needs_buyer":true)"), std::string::npos) << change.body;
    ASSERT_NO_FATAL_FAILURE(agree(change));
    const auto again = at_operation(10);
    ASSERT_EQ(again.size(), 2U);
    EXPECT_EQ(again[1].status, orders::TaskStatus::offered);
    EXPECT_NE(again[1].lot_number, first.lot_number);
    const auto anew = find_task(second.id);
    EXPECT_EQ(anew.status, orders::TaskStatus::planned);
    ASSERT_EQ(anew.inputs.size(), 1U);
    EXPECT_EQ(anew.inputs[0].task_id, again[1].id);
    EXPECT_EQ(anew.inputs[0].received.value, 0);
    for (const auto& task : tasks(id))
        EXPECT_LT(post("/api/v1/operation-tasks/" + to_text(task.id) + "/acknowledgement/actions", "{}",
                       api::member(api::Role::owner, task.workshop_id.value))
                      .status,
                  300U);
    // The order goes on to where it was.
    ASSERT_NO_FATAL_FAILURE(make(again[1], again[1].planned_in.value));
    platform_does(again[1], "pass");
    write([&](store::Unit& unit) -> Result<> {
        DENGYUN_CHECK(ordering::hand_over(unit, again[1].id, second.id, again[1].planned_in));
        return {};
    });
    EXPECT_EQ(find_task(second.id).status, orders::TaskStatus::offered);
    EXPECT_EQ(propose(id).text("option_id"), "");
    static_cast<void>(occupied());
}

TEST_P(Changes, a_dearer_change_is_funded_before_it_applies) {
    const auto id = need(400);
    run(id);
    // Everybody has become three times as dear; who was to make the first lot declines.
    write([&](store::Unit& unit) -> Result<> {
        for (std::int64_t workshop = 11; workshop <= 19; ++workshop) {
            DENGYUN_TRY(cards,
                        unit.list<capacity::RateCard>({.filters = {}, .sort = "id", .limit = store::page_limit_max}));
            for (auto& card : cards.items) {
                if (card.organisation_id != Id<Organisation>{workshop}) continue;
                card.per_hour.value *= 3;
                DENGYUN_CHECK(unit.update(std::move(card)));
            }
        }
        return {};
    });
    const auto lost = offered(id);
    ASSERT_EQ(post("/api/v1/operation-tasks/" + to_text(lost.id) + "/actions",
                   R"({"action":"decline","reason":"机器不够"})", api::member(api::Role::owner, lost.workshop_id.value))
                  .status,
              200U);
    const auto change = propose(id);
    ASSERT_EQ(change.status, 200U) << change.body;
    const auto rise = change.json.at("price_change").as_int64();
    ASSERT_GT(rise, 0) << change.body;
    const auto option = change.text("option_id");
    ASSERT_EQ(decide(option, "agree", platform).text("status"), "agreed");
    const auto before = order(id);
    const auto cash = spend_cash(1);  // all but a fen
    const auto refused = decide(option, "accept", buyer);
    EXPECT_EQ(refused.code(), "transfer.insufficient_funds") << refused.body;
    EXPECT_EQ(order(id).price, before.price);
    EXPECT_EQ(order(id).option_id, before.option_id);
    give_cash(cash);
    const auto accepted = decide(option, "accept", buyer);
    ASSERT_EQ(accepted.status, 200U) << accepted.body;
    EXPECT_EQ(order(id).price.value, before.price.value + rise);
    const auto escrow = read<escrow::Escrow>([&](store::Reader& reader) { return reader.find(*before.escrow_id); });
    EXPECT_EQ(escrow.total, order(id).price);
    EXPECT_EQ(escrow.topped_up.value, rise);
}

TEST_P(Changes, only_the_operator_solves_again) {
    const auto id = need(300);
    run(id);
    EXPECT_EQ(post("/api/v1/sales-orders/" + id + "/changes", "{}", buyer).status, 403U);
    EXPECT_EQ(post("/api/v1/sales-orders/" + id + "/changes", "{}", workshop).status, 403U);
    EXPECT_EQ(propose("77").status, 404U);
}

}  // namespace
}  // namespace dengyun::dispatching::test
