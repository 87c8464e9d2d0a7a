// Goal: goods are where they were signed for. Where a task goes to another workshop half-way, what lies at the former
// one follows it by a hand-over note of whoever has it, and counts as arrived when the new workshop signs, not before.
#include "flows/dispatching/test/world.h"

namespace dengyun::dispatching::test {
namespace {

class Following : public World {
  protected:
    api::Caller owner(Id<Organisation> workshop_id) { return api::member(api::Role::owner, workshop_id.value); }
    std::string path(const orders::OperationTask& task) { return "/api/v1/operation-tasks/" + to_text(task.id); }
    orders::OperationTask now(const orders::OperationTask& task) {
        return read<orders::OperationTask>([&](store::Reader& reader) { return reader.find(task.id); });
    }
    orders::OperationTask at(const std::string& order, std::int64_t operation) {
        for (const auto& task : tasks(order))
            if (task.operation_number == operation) return task;
        ADD_FAILURE() << operation;
        return {};
    }
    void make(const orders::OperationTask& task) {
        const auto who = owner(task.workshop_id);
        ASSERT_EQ(act(path(task), "accept", who).status, 200U);
        ASSERT_EQ(act(path(task), "start", who).status, 200U);
        ASSERT_EQ(post(path(task) + "/reports",
                       fmt::format(R"({{"revision_id":"{}","good":{},"is_final":true}})", to_text(task.revision_id),
                                   now(task).quantity_in.value),
                       who)
                      .status,
                  201U);
        for (const auto* verdict : {"inspect", "pass"}) ASSERT_EQ(act(path(task), verdict, platform).status, 200U);
    }
    api::Answer send_on(const orders::OperationTask& task, Id<Organisation> receiver) {
        const auto sent =
            post(path(task) + "/shipments",
                 fmt::format(R"({{"quantity":{},"receiver_id":"{}"}})", now(task).good.value, to_text(receiver)),
                 owner(task.workshop_id));
        EXPECT_EQ(sent.status, 201U) << sent.body;
        EXPECT_EQ(act("/api/v1/shipments/" + sent.id(), "dispatch", owner(task.workshop_id)).status, 200U);
        return sent;
    }
    api::Answer sign(const std::string& shipment, Id<Organisation> receiver) {
        const auto label = get("/api/v1/shipments/" + shipment, owner(receiver)).text("label_code");
        return post("/api/v1/shipment-signatures/actions", fmt::format(R"({{"label_code":"{}"}})", label),
                    owner(receiver));
    }
    // The plan is solved again and the change agreed to.
    void redirect(const std::string& order) {
        const auto change = post("/api/v1/sales-orders/" + order + "/changes", "{}", platform);
        ASSERT_EQ(change.status, 200U) << change.body;
        const auto option = "/api/v1/order-options/" + change.text("option_id") + "/change/actions";
        const auto agreed = post(option, R"({"action":"agree"})", platform);
        ASSERT_EQ(agreed.status, 200U) << agreed.body;
        if (agreed.text("status") == "agreed") ASSERT_EQ(post(option, R"({"action":"accept"})", buyer).status, 200U);
    }
    void acknowledge(const orders::OperationTask& task) {
        EXPECT_LT(post(path(task) + "/acknowledgement/actions", "{}", owner(task.workshop_id)).status, 300U);
    }
    // The note that the keeper of the goods finds among his drafts.
    std::string note_of(Id<Organisation> keeper, Id<Organisation> receiver) {
        const auto drafts = get("/api/v1/shipments?status=draft&receiver_id=" + to_text(receiver), owner(keeper));
        const auto found = drafts.all("id");
        EXPECT_EQ(found.size(), 1U) << drafts.body;
        return found.empty() ? "" : found.front();
    }
};
DENGYUN_BOTH_DATABASES(Following);

TEST_P(Following, what_lies_at_who_declines_goes_to_the_new_workshop) {
    const auto id = need(40);
    run(id);
    const auto first = at(id, 10), second = at(id, 20);
    ASSERT_NO_FATAL_FAILURE(make(first));
    EXPECT_EQ(sign(send_on(first, second.workshop_id).id(), second.workshop_id).status, 200U);
    const auto there = now(second);
    ASSERT_EQ(there.status, orders::TaskStatus::offered);
    ASSERT_GT(there.quantity_in.value, 0);
    ASSERT_EQ(post(path(second) + "/actions", R"({"action":"decline","reason":"机器不够"})", owner(second.workshop_id))
                  .status,
              200U);
    ASSERT_NO_FATAL_FAILURE(redirect(id));
    const auto moved = now(second);
    ASSERT_NE(moved.workshop_id, second.workshop_id);
    acknowledge(moved);
    // Nothing is there yet: nothing begins, and nothing counts.
    EXPECT_EQ(now(second).status, orders::TaskStatus::planned);
    EXPECT_EQ(now(second).quantity_in.value, 0);
    EXPECT_EQ(now(second).inputs[0].received.value, 0);
    EXPECT_EQ(now(second).inputs[0].elsewhere, there.quantity_in);
    const auto note = note_of(second.workshop_id, moved.workshop_id);
    const auto address = "/api/v1/shipments/" + note;
    EXPECT_EQ(remove(address, owner(second.workshop_id)).code(), "shipment.bound");
    EXPECT_EQ(act(address, "dispatch", owner(second.workshop_id)).status, 200U);
    const auto signed_for = sign(note, moved.workshop_id);
    EXPECT_EQ(signed_for.status, 200U) << signed_for.body;
    EXPECT_EQ(now(second).status, orders::TaskStatus::offered);
    EXPECT_EQ(now(second).quantity_in, there.quantity_in);
    EXPECT_EQ(now(second).inputs[0].elsewhere.value, 0);
    // Paid once, to who made it.
    EXPECT_EQ(now(first).paid, first.price);
}

TEST_P(Following, what_is_under_way_to_the_former_workshop_is_forwarded_from_there) {
    const auto id = need(40);
    run(id);
    const auto first = at(id, 10), second = at(id, 20);
    ASSERT_NO_FATAL_FAILURE(make(first));
    const auto sent = send_on(first, second.workshop_id);
    write([&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(machine, unit.find(second.machine_id));
        machine.is_available = false;
        DENGYUN_CHECK(unit.update(std::move(machine)));
        return {};
    });
    ASSERT_NO_FATAL_FAILURE(redirect(id));
    const auto moved = now(second);
    ASSERT_NE(moved.workshop_id, second.workshop_id);
    EXPECT_EQ(sign(sent.id(), second.workshop_id).status, 200U);
    EXPECT_EQ(now(second).quantity_in.value, 0);
    EXPECT_EQ(now(second).inputs[0].elsewhere, now(first).good);
    EXPECT_EQ(now(first).status, orders::TaskStatus::handed_over);
    acknowledge(moved);
    EXPECT_EQ(now(second).status, orders::TaskStatus::planned);
    const auto note = note_of(second.workshop_id, moved.workshop_id);
    EXPECT_EQ(act("/api/v1/shipments/" + note, "dispatch", owner(second.workshop_id)).status, 200U);
    EXPECT_EQ(sign(note, moved.workshop_id).status, 200U);
    EXPECT_EQ(now(second).quantity_in, now(first).good);
    // Signed for by mistake: it is on its way again.
    const auto receipt =
        get("/api/v1/receipts?status=posted&shipment_id=" + note, owner(moved.workshop_id)).all("id").at(0);
    EXPECT_EQ(post("/api/v1/receipts/" + receipt + "/actions", R"({"action":"reverse","reason":"点错"})",
                   owner(moved.workshop_id))
                  .status,
              200U);
    EXPECT_EQ(now(second).quantity_in.value, 0);
    EXPECT_EQ(now(second).inputs[0].elsewhere, now(first).good);
}

}  // namespace
}  // namespace dengyun::dispatching::test
