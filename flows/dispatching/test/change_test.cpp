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

TEST_P(Changes, only_the_operator_solves_again) {
    const auto id = need(300);
    run(id);
    EXPECT_EQ(post("/api/v1/sales-orders/" + id + "/changes", "{}", buyer).status, 403U);
    EXPECT_EQ(post("/api/v1/sales-orders/" + id + "/changes", "{}", workshop).status, 403U);
    EXPECT_EQ(propose("77").status, 404U);
}

}  // namespace
}  // namespace dengyun::dispatching::test
