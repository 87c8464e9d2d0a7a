// Goal: the owner of a workshop sees which open operations his machines can do, what he would get for each by his own
// rate card, and why he cannot have the others; nobody sees another's prices.
#include "flows/dispatching/test/world.h"

namespace dengyun::dispatching::test {
namespace {

class WinnableTest : public World {
  protected:
    boost::json::array seen(const api::Caller& who) {
        const auto answer = get("/api/v1/winnable-operations", who);
        EXPECT_EQ(answer.status, 200U) << answer.body;
        return answer.status == 200 ? answer.json.at("items").as_array() : boost::json::array{};
    }
};
DENGYUN_BOTH_DATABASES(WinnableTest);

TEST_P(WinnableTest, open_needs_are_priced_by_ones_own_card) {
    EXPECT_TRUE(seen(workshop).empty());
    const auto id = need(400);
    const auto found = seen(workshop);
    ASSERT_FALSE(found.empty());
    std::int64_t before = std::numeric_limits<std::int64_t>::max();
    for (const auto& one : found) {
        EXPECT_TRUE(one.at("can_win").as_bool()) << one;
        EXPECT_EQ(one.at("from").as_string(), "need");
        EXPECT_GE(one.at("able").as_int64(), 1);
        const auto pieces = one.at("pieces").as_int64();
        EXPECT_GE(pieces, 400);
        // 30 yuan and 72 an hour: 20 minutes of set-up and 3 seconds a piece.
        EXPECT_EQ(one.at("expected_price").as_int64(), 3'000 + (7'200 * (1'200 + 3 * pieces) + 1'800) / 3'600);
        EXPECT_LE(one.at("per_hour").as_int64(), before);
        before = one.at("per_hour").as_int64();
    }
    // Who is dearer would get more; who has no machines sees nothing; who may not supply is refused.
    EXPECT_GT(seen(api::member(api::Role::owner, 14)).front().at("expected_price").as_int64(),
              found.front().at("expected_price").as_int64());
    EXPECT_TRUE(seen(buyer).empty());
    EXPECT_EQ(get("/api/v1/winnable-operations", api::member(api::Role::viewer, 11)).status, 403U);
    // What somebody has is not to be won any more.
    run(id);
    EXPECT_TRUE(seen(workshop).empty());
}

TEST_P(WinnableTest, what_cannot_be_won_says_why_and_a_declined_task_can) {
    const auto id = need(400);
    const auto first = seen(workshop).front();
    write([&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(machine, unit.find(*parse_id<capacity::Machine>(std::string(first.at("machine_id").as_string()))));
        machine.is_available = false;
        DENGYUN_CHECK(unit.update(std::move(machine)));
        return {};
    });
    const auto found = seen(workshop);
    const auto& last = found.back();  // behind what can be won
    EXPECT_FALSE(last.at("can_win").as_bool());
    EXPECT_EQ(last.at("operation_id").as_string(), first.at("operation_id").as_string());
    EXPECT_EQ(last.at("refusals").as_array().front().as_string(), "not_available");
    run(id);
    for (const auto& task : tasks(id)) {
        if (task.status != orders::TaskStatus::offered) continue;
        const auto owner = api::member(api::Role::owner, task.workshop_id.value);
        ASSERT_EQ(post("/api/v1/operation-tasks/" + to_text(task.id) + "/actions",
                       R"({"action":"decline","reason":"排不开"})", owner)
                      .status,
                  200U);
        const auto open = seen(owner);
        ASSERT_EQ(open.size(), 1U);
        EXPECT_EQ(open.front().at("from").as_string(), "task");
        EXPECT_EQ(open.front().at("operation_id").as_string(), to_text(task.operation_id));
    }
}

}  // namespace
}  // namespace dengyun::dispatching::test
