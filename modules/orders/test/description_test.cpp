// Goal: what the module declares hangs together: the state machines are the ones that people reviewed and the
// documentation draws, every code has a text, and the migration makes the tables of the descriptions.
#include <gtest/gtest.h>

#include "kernel/flow/test/drawn.h"
#include "kernel/store/test/harness.h"
#include "modules/orders/api.h"

namespace dengyun::orders {
namespace {

TEST(States, AreDrawnInTheDocumentation) {
    flow::expect_drawn(SalesOrder::states, "Sales order (销售订单)", "modules/orders/orders/sales_order.cpp");
    flow::expect_drawn(OrderOption::states, "Order option (订单方案)", "modules/orders/options/order_option.cpp");
    flow::expect_drawn(OperationTask::states, "Operation task (工序任务)", "modules/orders/tasks/operation_task.cpp");
    flow::expect_drawn(CounterOffer::states, "Counter-offer (还价)", "modules/orders/counter_offers/counter_offer.cpp");
}

// As "from action to": a matrix of sixteen states by twenty actions is wider than any screen.
std::string rows_of(const flow::StateTable& table) {
    std::string text = "\n";
    const auto state = [&](std::int64_t i) { return table.states().entries[static_cast<std::size_t>(i)].name; };
    for (std::size_t from = 0; from < table.states().entries.size(); ++from) {
        std::string row;
        for (std::size_t action = 0; action < table.actions().entries.size(); ++action)
            for (const auto& one : table.transitions)
                if (one.from == static_cast<std::int64_t>(from) && one.action == static_cast<std::int64_t>(action))
                    row += fmt::format(" {}>{}", table.actions().entries[action].name, state(one.to));
        text += fmt::format("{}:{}\n", state(static_cast<std::int64_t>(from)), row);
    }
    return text;
}

TEST(States, OfAnOrderMeetEveryAction) {
    EXPECT_EQ(rows_of(SalesOrder::states), R"(
draft: quote>quoted cancel>cancelled refuse>cancelled
quoted: accept>accepted expire>expired cancel>cancelled refuse>cancelled
accepted: fund>funded cancel>cancelled refuse>cancelled
funded: release>released cancel>cancelled refuse>cancelled
released: start>in_production terminate>terminating abandon>terminating
in_production: deliver_part>partly_delivered deliver>delivered terminate>terminating abandon>terminating
partly_delivered: deliver>delivered terminate>terminating abandon>terminating take_back_all>in_production
delivered: settle>settled take_back>partly_delivered
settled: close>closed
closed:
expired:
cancelled:
terminating: close_short>closed_short agree_short>closed_short
closed_short:
)");
}

TEST(States, OfATaskMeetEveryAction) {
    EXPECT_EQ(rows_of(OperationTask::states), R"(
planned: make_ready>ready cancel>cancelled
ready: offer>offered hold>held cancel>cancelled
offered: accept>accepted decline>declined expire>expired cancel>cancelled
accepted: start>running revoke>revoked hold>held
running: report>reported hold>held
reported: inspect>inspected
inspected: pass>passed rework>rework scrap>scrapped
passed: hand_over>handed_over
handed_over: take_back>passed
declined: replan>planned cancel>cancelled
expired: replan>planned cancel>cancelled
revoked: replan>planned cancel>cancelled
rework: resume>running
scrapped: replan>planned cancel>cancelled
held: back_to_ready>ready back_to_accepted>accepted back_to_running>running cancel>cancelled
cancelled:
)");
}

TEST(States, OfAnOptionMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(OrderOption::states), R"(
           agree      accept     apply      decline    withdraw   lapse
open       agreed     accepted   -          declined   withdrawn  lapsed
agreed     -          accepted   accepted   declined   withdrawn  lapsed
accepted   -          -          -          -          -          -
declined   -          -          -          -          -          -
withdrawn  -          -          -          -          -          -
lapsed     -          -          -          -          -          -
)");
}

TEST(States, OfACounterOfferMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(CounterOffer::states), R"(
           agree      refuse     withdraw   lapse
proposed   agreed     refused    withdrawn  lapsed
agreed     -          -          -          -
refused    -          -          -          -
withdrawn  -          -          -          -
lapsed     -          -          -          -
)");
}

// Nobody who says nothing keeps another one's money: every state in which some is bound has a timer.
TEST(States, ThatBindMoneyHaveADefaultOutcome) {
    const auto timed = [](const flow::StateTable& table, auto status) {
        return std::ranges::find(table.timers, static_cast<std::int64_t>(status), &flow::Timer::state) !=
               table.timers.end();
    };
    using enum OrderStatus;
    for (const auto status :
         {draft, quoted, accepted, funded, released, in_production, partly_delivered, delivered, settled, terminating})
        EXPECT_TRUE(timed(SalesOrder::states, status)) << meta::name_of(status);
    for (const auto status : {TaskStatus::offered, TaskStatus::accepted, TaskStatus::running, TaskStatus::reported,
                              TaskStatus::inspected, TaskStatus::rework, TaskStatus::held})
        EXPECT_TRUE(timed(OperationTask::states, status)) << meta::name_of(status);
}

TEST(Texts, AreThereInBothLanguages) {
    for (const auto& message : messages())
        EXPECT_TRUE(!message.text.zh.empty() && !message.text.en.empty()) << message.code;
    for (const auto* entity : entities())
        for (const auto& field : entity->fields)
            EXPECT_TRUE(!field.label.zh.empty() && !field.label.en.empty()) << entity->name << '.' << field.name;
}

std::vector<store::Migration> all_migrations() {
    std::vector<store::Migration> all;
    for (const auto part : {enterprise::migrations(), ledger::migrations(), escrow::migrations(), items::migrations(),
                            capacity::migrations(), migrations()})
        all.insert(all.end(), part.begin(), part.end());
    std::ranges::sort(all, {}, &store::Migration::number);
    return all;
}

class Schema : public store::test::BothDatabases {
  protected:
    Schema() : BothDatabases({}, all_migrations()) {}
};
DENGYUN_BOTH_DATABASES(Schema);

TEST_P(Schema, OfTheMigrationIsTheOneOfTheDescriptions) {
    std::vector<const meta::Entity*> all;
    for (const auto part : {enterprise::entities(), ledger::entities(), escrow::entities(), items::entities(),
                            capacity::entities(), entities()})
        all.insert(all.end(), part.begin(), part.end());
    const auto difference = store::schema_difference(store(), all);
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
}

}  // namespace
}  // namespace dengyun::orders
