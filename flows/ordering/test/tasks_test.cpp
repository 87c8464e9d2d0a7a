// Goal: a task goes through its states by the side whose move it is, a report never says more than is there, and what a
// workshop asks for or gives back moves its slot and its money with it.
#include "flows/ordering/test/world.h"

namespace dengyun::ordering::test {
namespace {

constexpr std::int64_t yuan = 100;

class Tasks : public Scenario {
  protected:
    void SetUp() override {
        Scenario::SetUp();
        order = released();
        first = tasks(order)[0].id;
        second = tasks(order)[1].id;
    }
    void run() {
        EXPECT_EQ(code(act(task_path(first), "accept", first_workshop)), "accepted");
        EXPECT_EQ(code(act(task_path(first), "start", first_worker)), "running");
    }
    std::string counted() {
        const auto task = find(first);
        return fmt::format("{}/{}/{}/{}", task.quantity_in.value, task.good.value, task.rework.value, task.scrap.value);
    }
    SalesOrder order;
    Id<OperationTask> first{}, second{};
};
DENGYUN_BOTH_DATABASES(Tasks);

TEST_P(Tasks, IsAcceptedByItsWorkshopAfterTheDrawing) {
    EXPECT_EQ(find(first).status, orders::TaskStatus::offered);
    EXPECT_EQ(get("/api/v1/received-operation-tasks?status=offered", first_workshop).all("id"),
              std::vector<std::string>{to_text(first)});
    EXPECT_EQ(act(task_path(first), "accept", first_worker).code(), "request.forbidden");
    EXPECT_EQ(act(task_path(first), "accept", operator_).code(), "request.forbidden");
    EXPECT_EQ(post(task_path(first) + "/actions", R"({"action":"accept"})", second_workshop).status, 404U);
    EXPECT_EQ(post(task_path(first) + "/actions", R"({"action":"accept"})", buyer).status, 404U);
    EXPECT_EQ(post(task_path(first) + "/actions", R"({"action":"accept"})", first_workshop).text("status"), "accepted");
    EXPECT_EQ(act(task_path(first), "accept", first_workshop).code(), "flow.bad_transition");
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::released);
    EXPECT_EQ(code(act(task_path(first), "start", first_worker)), "running");
    EXPECT_EQ(find(order.id).status, orders::OrderStatus::in_production);
    EXPECT_EQ(find(order.id).tasks_started, 1);
}

TEST_P(Tasks, WaitUnderTheNameOfTheReadersLanguage) {
    const auto waiting = [&](std::string_view language) {
        return send(http::Method::get, std::string(api::task_path), {}, first_workshop,
                    {{"Accept-Language", std::string(language)}})
            .body;
    };
    EXPECT_NE(waiting("zh").find("车牌"), std::string::npos) << waiting("zh");
    EXPECT_NE(waiting("en").find("Plate"), std::string::npos) << waiting("en");
    EXPECT_EQ(waiting("en").find("车牌"), std::string::npos) << waiting("en");
}

TEST_P(Tasks, AReportSaysNoMoreThanWentIn) {
    EXPECT_EQ(report(first, first_worker, 10, 0, 0).code(), "operation_task.not_running");
    run();
    EXPECT_EQ(report(first, first_worker, 101, 0, 0).issues(), "good:exceeds_open");
    EXPECT_EQ(report(first, first_worker, 60, 30, 11).issues(), "good:exceeds_open");
    EXPECT_EQ(report(first, first_worker, -5, 0, 0).issues(), "good:too_small");
    EXPECT_EQ(report(first, first_worker, 9'000'000'000, 0, 0).issues(), "good:too_large");
    EXPECT_EQ(report(first, first_worker, 0, 0, 0).issues(), "good:required");
    EXPECT_EQ(post(task_path(first) + "/reports",
                   fmt::format(R"({{"revision_id":"{}","good":1500}})", to_text(revision)), first_worker)
                  .issues(),
              "good:not_whole");
    EXPECT_EQ(post(task_path(first) + "/reports", R"({"revision_id":"77","good":1000})", first_worker).issues(),
              "revision_id:other_revision");
    EXPECT_EQ(report(first, first_worker, 1, 0, 0, R"(,"ended_at":"2027-01-01T00:00:00Z")").issues(),
              "ended_at:ahead_of_now");
    EXPECT_EQ(report(first, second_workshop, 10, 0, 0).status, 404U);
    EXPECT_EQ(report(first, operator_, 10, 0, 0).code(), "request.forbidden");
    EXPECT_EQ(counted(), "100000/0/0/0");
    EXPECT_EQ(report(first, first_worker, 60, 10, 5).status, 201U);
    EXPECT_EQ(counted(), "100000/60000/10000/5000");
    EXPECT_EQ(report(first, first_worker, 8, 0, 3, R"(,"from_rework":true)").issues(), "good:exceeds_open");
    EXPECT_EQ(report(first, first_worker, 8, 0, 2, R"(,"from_rework":true)").status, 201U);
    EXPECT_EQ(counted(), "100000/68000/0/7000");
    EXPECT_EQ(find(first).status, orders::TaskStatus::running);
    EXPECT_EQ(report(first, first_worker, 25, 0, 0).status, 201U);
    EXPECT_EQ(find(first).status, orders::TaskStatus::reported);
}

TEST_P(Tasks, TheSameReportSentTwiceCountsOnce) {
    run();
    const auto body = fmt::format(R"({{"revision_id":"{}","good":10000}})", to_text(revision));
    const auto send_once = [&](const std::string& text) {
        return send(http::Method::post, task_path(first) + "/reports", text, first_worker,
                    {{"Idempotency-Key", "phone-1"}});
    };
    const auto once = send_once(body);
    const auto twice = send_once(body);
    EXPECT_EQ(once.status, 201U) << once.body;
    EXPECT_EQ(once.id(), twice.id());
    EXPECT_EQ(counted(), "100000/10000/0/0");
    EXPECT_EQ(send_once(fmt::format(R"({{"revision_id":"{}","good":20000}})", to_text(revision))).code(),
              "request.idempotency_key_reused");
}

TEST_P(Tasks, AReportIsReversedAndNeverEdited) {
    run();
    const auto made = report(first, first_worker, 30, 5, 0);
    const auto path = "/api/v1/work-reports/" + made.id() + "/reversals";
    EXPECT_EQ(post(path, "", second_workshop).status, 404U);
    const auto back = post(path, "", first_worker);
    EXPECT_EQ(back.status, 201U) << back.body;
    EXPECT_EQ(counted(), "100000/0/0/0");
    EXPECT_EQ(post(path, "", first_worker).code(), "work_report.reversed");
    EXPECT_EQ(post("/api/v1/work-reports/" + back.id() + "/reversals", "", first_worker).code(),
              "work_report.is_reversal");
    EXPECT_EQ(get(task_path(first) + "/reports", operator_).all("id").size(), 2U);
}

TEST_P(Tasks, AnOldRevisionIsRefused) {
    run();
    ASSERT_TRUE(unit<items::Revision>([&](store::Unit& u) -> Result<items::Revision> {
        items::Revision next{.item_id = item, .code = "B"};
        next.organisation_id = buyer_organisation;
        DENGYUN_TRY(draft, items::add_revision(u, std::move(next)));
        return items::release(u, std::move(draft), orders::system_mover());
    }));
    EXPECT_EQ(report(first, first_worker, 10, 0, 0).code(), "revision.superseded");
    EXPECT_EQ(counted(), "100000/0/0/0");
}

TEST_P(Tasks, ADeclinedTaskGivesItsTimeBackAndIsPlacedAnew) {
    EXPECT_EQ(act(task_path(first), "decline", first_workshop).issues(), "reason:required");
    const auto slot = *find(first).slot_id;
    EXPECT_EQ(code(post(task_path(first) + "/actions", R"({"action":"decline","reason":"机床坏了"})", first_workshop)),
              "declined");
    EXPECT_EQ(find(slot).status, capacity::SlotStatus::free);
    EXPECT_EQ(act(task_path(first), "replan", operator_).issues(), "action:unknown_choice");
    const auto placed = unit<OperationTask>([&](store::Unit& u) -> Result<OperationTask> {
        DENGYUN_TRY(task, u.find(first));
        orders::PlannedLot lot{.workshop_id = workshop_organisations[1],
                               .site_id = sites[1],
                               .machine_id = machines[1],
                               .starts_at = task.planned_start_at,
                               .ends_at = task.planned_end_at,
                               .price = {3'200 * yuan}};
        return replan(u, std::move(task), lot, orders::system_mover());
    });
    ASSERT_TRUE(placed) << placed.error().code;
    EXPECT_EQ(placed->status, orders::TaskStatus::offered);
    EXPECT_EQ(placed->attempt, 2);
    EXPECT_EQ(get(task_path(first), first_workshop).status, 404U);
    EXPECT_EQ(code(act(task_path(first), "accept", second_workshop)), "accepted");
}

TEST_P(Tasks, ARevokedTaskGivesItsMoneyBack) {
    const auto escrow_code = "escrow:" + to_text(*order.escrow_id);
    EXPECT_EQ(code(act(task_path(first), "accept", first_workshop)), "accepted");
    EXPECT_EQ(balance(escrow_code), 3'000 * yuan);
    EXPECT_EQ(code(act(task_path(first), "revoke", operator_)), "revoked");
    EXPECT_EQ(balance(escrow_code), 6'000 * yuan);
}

TEST_P(Tasks, ACounterOfferIsAnsweredByTheCustomer) {
    const auto path = task_path(first) + "/counter-offers";
    const auto ask = [&](std::int64_t fen, std::string_view more = "") {
        return post(path, fmt::format(R"({{"price":{},"reason":"材料涨价"{}}})", fen, more), first_workshop);
    };
    EXPECT_EQ(ask(-1).issues(), "price:too_small");
    EXPECT_EQ(ask(300'000, R"(,"ends_at":"2020-01-01T00:00:00Z")").issues(), "ends_at:not_after ends_at:in_past");
    const auto dear = ask(360'000);
    EXPECT_EQ(dear.status, 201U) << dear.body;
    EXPECT_EQ(ask(310'000).code(), "counter_offer.open_already");
    const auto at = [](const api::Answer& offer) { return "/api/v1/counter-offers/" + offer.id(); };
    EXPECT_EQ(act(at(dear), "agree", first_workshop).code(), "request.forbidden");
    EXPECT_EQ(act(at(dear), "agree", operator_).code(), "ordering.exceeds_funds");
    EXPECT_EQ(find(first).price.value, 300'000);
    EXPECT_EQ(code(act(at(dear), "refuse", operator_)), "refused");
    const auto fair = ask(330'000);
    EXPECT_EQ(code(act(at(fair), "agree", operator_)), "agreed");
    EXPECT_EQ(find(first).status, orders::TaskStatus::accepted);
    EXPECT_EQ(find(first).price.value, 330'000);
    EXPECT_EQ(balance("escrow:" + to_text(*order.escrow_id)), 270'000);
}

TEST_P(Tasks, ACounterOfferThatMovesOthersIsForDispatching) {
    const auto late = to_text(find(second).planned_start_at + std::chrono::hours(1));
    const auto asked =
        post(task_path(first) + "/counter-offers",
             fmt::format(R"({{"price":300000,"ends_at":"{}","reason":"排不开"}})", late), first_workshop);
    EXPECT_EQ(asked.status, 201U) << asked.body;
    EXPECT_EQ(act("/api/v1/counter-offers/" + asked.id(), "agree", operator_).code(), "ordering.moves_others");
    EXPECT_EQ(find(first).status, orders::TaskStatus::offered);
}

TEST_P(Tasks, HoldAndResumeGoBackToWhereItWas) {
    run();
    EXPECT_EQ(code(act(task_path(first), "hold", operator_)), "held");
    EXPECT_EQ(get(task_path(first), operator_).actions(), "back_to_running cancel");
    EXPECT_EQ(act(task_path(first), "back_to_accepted", operator_).code(), "operation_task.held_from_elsewhere");
    EXPECT_EQ(report(first, first_worker, 1, 0, 0).code(), "operation_task.not_running");
    EXPECT_EQ(code(act(task_path(first), "back_to_running", operator_)), "running");
}

TEST_P(Tasks, ReworkGoesThroughTheWorkshopAgain) {
    run();
    EXPECT_EQ(report(first, first_worker, 100, 0, 0).status, 201U);
    EXPECT_EQ(code(act(task_path(first), "inspect", operator_)), "inspected");
    EXPECT_EQ(act(task_path(first), "rework", operator_).code(), "operation_task.no_rework");
    ASSERT_TRUE(unit<OperationTask>([&](store::Unit& u) -> Result<OperationTask> {
        DENGYUN_TRY(task, u.find(first));
        return orders::regrade(u, std::move(task), Quantity{20'000}, Quantity{1'000});
    }));
    EXPECT_EQ(counted(), "100000/79000/20000/1000");
    EXPECT_EQ(code(act(task_path(first), "rework", operator_)), "rework");
    EXPECT_EQ(code(act(task_path(first), "resume", first_worker)), "running");
    EXPECT_EQ(report(first, first_worker, 20, 0, 0, R"(,"from_rework":true)").status, 201U);
    EXPECT_EQ(find(first).status, orders::TaskStatus::reported);
    EXPECT_EQ(counted(), "100000/99000/0/1000");
}

TEST_P(Tasks, SilenceMovesEveryWaitingState) {
    clock.advance(std::chrono::hours(25));
    run_due_jobs();
    EXPECT_EQ(find(first).status, orders::TaskStatus::expired);
}

TEST_P(Tasks, ASilentInspectorPassesWhatIsGood) {
    run();
    EXPECT_EQ(report(first, first_worker, 100, 0, 0).status, 201U);
    clock.advance(8 * flow::day);
    run_due_jobs();
    EXPECT_EQ(find(first).status, orders::TaskStatus::inspected);
    clock.advance(4 * flow::day);
    run_due_jobs();
    EXPECT_EQ(find(first).status, orders::TaskStatus::passed);
}

TEST_P(Tasks, EverybodySeesWhatWaitsForHim) {
    const auto waits = [&](const api::Caller& who) {
        const auto answer = get("/api/v1/tasks", who);
        EXPECT_EQ(answer.status, 200U) << answer.body;
        return answer.body;
    };
    EXPECT_NE(waits(first_workshop).find("tasks_to_accept"), std::string::npos);
    EXPECT_EQ(waits(second_workshop).find("tasks_to_accept"), std::string::npos);
    need();
    EXPECT_NE(waits(operator_).find("orders_to_quote"), std::string::npos);
    quoted();
    EXPECT_NE(waits(buyer).find("orders_to_choose"), std::string::npos);
}

}  // namespace
}  // namespace dengyun::ordering::test
