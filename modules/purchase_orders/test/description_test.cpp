// Goal: what the module declares hangs together: the state machines are the ones that people reviewed and the
// documentation draws, every code has a text, and the migration makes the tables.
#include <gtest/gtest.h>

#include "kernel/flow/test/drawn.h"
#include "kernel/store/test/harness.h"
#include "modules/purchase_orders/api.h"

namespace dengyun::purchase_orders {
namespace {

TEST(States, AreDrawnInTheDocumentation) {
    flow::expect_drawn(OrderLine::states, "Purchase order line (采购订单行)",
                       "modules/purchase_orders/lines/order_line.cpp");
    flow::expect_drawn(BlanketOrder::states, "Blanket order (框架订单)",
                       "modules/purchase_orders/blanket_orders/blanket_order.cpp");
}

TEST(States, OfALineMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(OrderLine::states), R"(
              issue         confirm       counter       reject        accept        reissue       withdraw      lapse         change        keep          begin         complete      finish        close_short   give_up       reopen
draft         issued        -             -             -             -             -             -             -             -             -             -             -             -             -             -             -
issued        -             confirmed     countered     rejected      -             issued        cancelled     rejected      -             -             -             -             -             -             -             -
countered     -             -             -             -             confirmed     issued        cancelled     cancelled     -             -             -             -             -             -             -             -
changed       -             confirmed     -             -             -             -             confirmed     confirmed     changed       confirmed     -             -             -             -             -             -
confirmed     -             -             -             -             -             -             -             closed_short  changed       -             open          closed        -             closed_short  closed_short  -
open          -             -             -             -             -             -             -             closed_short  changed       -             -             closed        closed        closed_short  closed_short  -
closed        -             -             -             -             -             -             -             -             -             -             -             -             -             -             -             open
closed_short  -             -             -             -             -             -             -             -             -             -             -             -             -             -             -             -
rejected      -             -             -             -             -             -             -             -             -             -             -             -             -             -             -             -
cancelled     -             -             -             -             -             -             -             -             -             -             -             -             -             -             -             -
)");
}

TEST(States, OfABlanketOrderMeetEveryAction) {
    EXPECT_EQ('\n' + flow::matrix(BlanketOrder::states), R"(
           agree      refuse     withdraw   lapse      end        expire
offered    agreed     refused    withdrawn  refused    -          -
agreed     -          -          -          -          ended      ended
refused    -          -          -          -          -          -
withdrawn  -          -          -          -          -          -
ended      -          -          -          -          -          -
)");
}

TEST(States, ThatWaitForSomebodyHaveADefaultOutcome) {
    using enum LineStatus;
    for (const auto status : {issued, countered, changed, confirmed, open})
        EXPECT_NE(std::ranges::find(OrderLine::states.timers, static_cast<std::int64_t>(status), &flow::Timer::state),
                  OrderLine::states.timers.end())
            << meta::name_of(status);
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
    for (const auto part : {enterprise::migrations(), items::migrations(), migrations()})
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
    for (const auto part : {enterprise::entities(), items::entities(), entities()})
        all.insert(all.end(), part.begin(), part.end());
    const auto difference = store::schema_difference(store(), all);
    ASSERT_TRUE(difference);
    EXPECT_EQ(*difference, "");
}

}  // namespace
}  // namespace dengyun::purchase_orders
