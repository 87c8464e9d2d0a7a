// Goal: what goes wrong is solved again without anybody asking, and waits to be agreed to; nobody is asked the same
// twice; the night's plan sees all running orders; a revision acknowledged anywhere lets its tasks go on.
#include "flows/dispatching/test/world.h"
#include "kernel/store/test/harness.h"

namespace dengyun::dispatching::test {
namespace {

class Watching : public World {
  protected:
    void SetUp() override {
        watch_ = std::make_unique<Watch>(store(), clock);
        jobs_ = std::make_unique<store::JobRunner>(store(), clock, random_, 1);
        add_jobs(*jobs_, solver(), {.seconds = 1});
    }
    void TearDown() override {
        watch_->stop();
        jobs_->stop();
    }
    // Everything that is due within `time`.
    void pass(Duration time = std::chrono::seconds(10)) {
        watch_->run_due();
        clock.advance(time);
        jobs_->run_due();
    }
    std::vector<orders::OrderOption> changes(const std::string& id) {
        return read<std::vector<orders::OrderOption>>([&](store::Reader& reader) {
            return orders::open_options_of(reader, order(id), orders::OptionPurpose::change);
        });
    }
    orders::OperationTask first_offered(const std::string& id) {
        for (const auto& task : tasks(id))
            if (task.status == orders::TaskStatus::offered) return task;
        ADD_FAILURE() << "no task is offered";
        return {};
    }
    static api::Caller owner_of(const orders::OperationTask& task) {
        return api::member(api::Role::owner, task.workshop_id.value);
    }
    void act_on(const orders::OperationTask& task, std::string_view body) {
        const auto done =
            post("/api/v1/operation-tasks/" + to_text(task.id) + "/actions", std::string(body), owner_of(task));
        ASSERT_EQ(done.status, 200U) << done.body;
    }
    void break_machine(Id<capacity::Machine> id) {
        write([&](store::Unit& unit) -> Result<> {
            DENGYUN_TRY(machine, unit.find(id));
            machine.is_available = false;
            DENGYUN_CHECK(unit.update(std::move(machine)));
            return {};
        });
    }
    std::unique_ptr<Watch> watch_;
    std::unique_ptr<store::JobRunner> jobs_;

  private:
    store::test::SeededRandom random_{7};
};
DENGYUN_BOTH_DATABASES(Watching);

TEST_P(Watching, a_declined_task_is_proposed_anew_and_asked_for_once) {
    const auto id = need(400);
    run(id);
    pass();
    EXPECT_TRUE(changes(id).empty());
    const auto lost = first_offered(id);
    ASSERT_NO_FATAL_FAILURE(act_on(lost, R"({"action":"decline","reason":"机器不够"})"));
    pass();
    const auto found = changes(id);
    ASSERT_EQ(found.size(), 1U);
    ASSERT_EQ(found[0].causes.size(), 1U);
    EXPECT_EQ(found[0].causes[0].task_id, lost.id);
    EXPECT_EQ(found[0].causes[0].lot_number, lost.lot_number);
    EXPECT_EQ(found[0].causes[0].trouble, orders::Trouble::declined);
    // It waits: nothing is done before it is agreed to, and the same is not asked again.
    for (const auto& task : tasks(id))
        if (task.id == lost.id) EXPECT_EQ(task.status, orders::TaskStatus::declined);
    EXPECT_NE(get("/api/v1/dispatch-board", platform).body.find(R"("has_change":true)"), std::string::npos);
    break_machine(machines.back().id);  // of no task
    pass();
    ASSERT_EQ(changes(id).size(), 1U);
    EXPECT_EQ(changes(id)[0].id, found[0].id);
    const auto agreed =
        post("/api/v1/order-options/" + to_text(found[0].id) + "/change/actions", R"({"action":"agree"})", platform);
    EXPECT_EQ(agreed.status, 200U) << agreed.body;
}

TEST_P(Watching, a_machine_that_breaks_is_noticed) {
    const auto id = need(400);
    run(id);
    break_machine(tasks(id).at(5).machine_id);
    pass();
    EXPECT_EQ(changes(id).size(), 1U);
}

TEST_P(Watching, a_report_that_does_not_come_is_noticed) {
    const auto id = need(400);
    run(id);
    const auto task = first_offered(id);
    ASSERT_NO_FATAL_FAILURE(act_on(task, R"({"action":"accept"})"));
    ASSERT_NO_FATAL_FAILURE(act_on(task, R"({"action":"start"})"));
    pass();
    EXPECT_TRUE(changes(id).empty());
    pass(task.planned_end_at - clock.now() + std::chrono::hours(2));
    EXPECT_EQ(changes(id).size(), 1U);
}

TEST_P(Watching, the_night_proposes_what_has_to_change) {
    const auto first = need(400);
    const auto second = need(300);
    run(first);
    run(second);
    break_machine(tasks(first).at(3).machine_id);
    const auto report = plan_night(store(), solver(), {.seconds = 1});
    ASSERT_TRUE(report) << report.error().code << report.error().detail;
    EXPECT_EQ(report->orders, 2U);
    EXPECT_EQ(report->unplanned, 0U);
    EXPECT_GE(report->proposed, 1U);
    EXPECT_EQ(changes(first).size(), 1U);
    static_cast<void>(occupied());  // no time is kept twice
}

TEST_P(Watching, the_night_comes_at_its_hour_and_sets_the_next) {
    const auto id = need(200);
    run(id);
    ASSERT_TRUE(start_nights(store(), {.hour = 2}));  // at 18:00 UTC; now it is midnight there
    const auto nights = [&] {
        const auto all = events(platform_organisation);
        return std::ranges::count(all, std::string("dispatch_night.planned"));
    };
    pass(std::chrono::hours(17));
    EXPECT_EQ(nights(), 0);
    pass(std::chrono::hours(2));
    EXPECT_EQ(nights(), 1);
    pass(std::chrono::hours(24));
    EXPECT_EQ(nights(), 2);
    ASSERT_TRUE(start_nights(store(), {.hour = -1}));
    pass(std::chrono::hours(48));
    EXPECT_EQ(nights(), 2);
}

TEST_P(Watching, a_revision_acknowledged_elsewhere_lets_the_tasks_go_on) {
    const auto id = need(200);
    ASSERT_EQ(ask(id).status, 200U);
    const auto option = open_options(id).front();
    act("/api/v1/order-options/" + to_text(option.id), "accept", buyer);
    act("/api/v1/sales-orders/" + id, "fund", buyer);
    ASSERT_EQ(act("/api/v1/sales-orders/" + id, "release", platform).status, 200U);
    for (const auto& task : tasks(id)) EXPECT_EQ(task.status, orders::TaskStatus::planned);
    const auto task = tasks(id).front();
    write([&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(given, items::distribution_to(unit, {10}, task.revision_id, task.workshop_id));
        DENGYUN_CHECK(items::acknowledge(unit, given->id, "师傅"));
        return {};
    });
    pass();
    EXPECT_EQ(tasks(id).front().status, orders::TaskStatus::offered);
}

}  // namespace
}  // namespace dengyun::dispatching::test
