// Goal: plans stand on the real machines, calendars, slots and rate cards, on either database: nothing is placed where
// somebody else is or nobody works, the price is what the cards say, and what cannot be done is refused with the
// reason.
#include "modules/plans/test/world.h"

namespace dengyun::plans::test {
namespace {

class Plans : public World {};
DENGYUN_BOTH_DATABASES(Plans);

const Plan* plan_of(const Answer& answer, PlanKind kind) {
    for (const auto& one : answer.plans)
        if (std::ranges::find(one.kinds, kind) != one.kinds.end()) return &one;
    return nullptr;
}

TEST_P(Plans, thirteen_operations_have_a_cheapest_a_fastest_and_a_safest_plan) {
    const auto demand = plates(2'000);
    const auto answer = planner().options(demand, now());
    ASSERT_TRUE(answer) << answer.error().code << answer.error().detail;
    const auto* cheapest = plan_of(*answer, PlanKind::cheapest);
    const auto* fastest = plan_of(*answer, PlanKind::fastest);
    const auto* safest = plan_of(*answer, PlanKind::safest);
    ASSERT_TRUE(cheapest != nullptr && fastest != nullptr && safest != nullptr);
    EXPECT_LE(fastest->finishes_at, cheapest->finishes_at);
    EXPECT_LE(cheapest->price.total(), fastest->price.total());
    EXPECT_LE(safest->risk_millionths, cheapest->risk_millionths);
    for (const auto& plan : answer->plans) {
        std::map<std::int64_t, std::int64_t> pieces;
        Money setup{}, work{};
        for (const auto& lot : plan.lots) {
            pieces[lot.operation] += lot.pieces_in;
            setup.value += lot.setup.value;
            work.value += lot.work.value;
            EXPECT_LT(lot.starts_at, lot.ends_at);
            EXPECT_GE(lot.starts_at, now());
            EXPECT_LE(lot.ends_at, plan.finishes_at);
            // In China the usual calendar begins at 8 and ends at 17, Monday to Saturday.
            EXPECT_FALSE(capacity::working_intervals(capacity::usual_calendar(), lot.starts_at,
                                                     lot.starts_at + std::chrono::minutes(1))
                             .empty());
        }
        EXPECT_EQ(pieces.size(), 13U);
        for (const auto& [operation, count] : pieces) {
            EXPECT_GE(count, 2'000) << operation;
            EXPECT_LE(count, 2'400) << operation;  // what gets lost, and nothing twice where the routing forks
        }
        EXPECT_EQ(plan.price.setup, setup);
        EXPECT_EQ(plan.price.work, work);
        EXPECT_EQ(plan.price.margin, share_at(plan.price.costs(), 80'000));
        EXPECT_EQ(plan.price.reserve, share_at(plan.price.costs(), 20'000));
        EXPECT_GE(plan.promised_at, plan.finishes_at);
    }
}

TEST_P(Plans, cards_by_area_and_weight_price_what_the_routing_says_of_a_piece) {
    auto demand = plates(200);
    // Everybody's second process is priced by the square metre and the kilogram alone.
    const auto process = demand.operations[1].process;
    write([&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(cards, unit.list<capacity::RateCard>({.sort = "id", .limit = store::page_limit_max}));
        for (auto& card : cards.items) {
            if (card.process != process) continue;
            card.setup_price = {};
            card.per_hour = {};
            card.tiers.clear();
            card.per_square_metre = {10'000'000};  // 10 yuan
            card.per_kilogram = {4'000'000};       // 4 yuan
            DENGYUN_CHECK(unit.update(std::move(card)));
        }
        return {};
    });
    read_index_anew();
    // Nothing is known of the parts: nobody asks a price for this.
    const auto unknown = planner().options(demand, now());
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, "plan.nobody_able");
    demand.operations[1].area_mm2 = 20'000;
    demand.operations[1].mass_mg = 50'000;
    const auto answer = planner().options(demand, now());
    ASSERT_TRUE(answer) << answer.error().code;
    Money charged{};
    std::int64_t pieces = 0;
    for (const auto& lot : answer->plans.front().lots) {
        if (lot.operation != 20) continue;
        charged.value += lot.setup.value + lot.work.value;
        pieces += lot.pieces_in;
    }
    // 0.02 m² and 0.05 kg of each: 0.2 + 0.2 yuan.
    EXPECT_EQ(charged.value, 40 * pieces);
}

TEST_P(Plans, a_lot_costs_what_the_rate_card_says) {
    const auto demand = plates(1'200);
    const auto answer = planner().options(demand, now());
    ASSERT_TRUE(answer) << answer.error().code;
    for (const auto& lot : answer->plans.front().lots) {
        const auto& operation = demand.operations[static_cast<std::size_t>(lot.operation / 10 - 1)];
        const auto price = store().read<capacity::Price>(Scope::system("test"), [&](store::Reader& reader) {
            return capacity::price_at(reader, lot.workshop, operation.process, china_date(lot.starts_at),
                                      {.pieces = lot.pieces_in,
                                       .tier_pieces = 1'200,
                                       .setup_ms = operation.setup_s * 1'000,
                                       .unit_time_ms = operation.unit_time_ms});
        });
        ASSERT_TRUE(price);
        EXPECT_EQ(lot.setup.value + lot.work.value, price->total.value) << lot.operation;
    }
}

TEST_P(Plans, what_is_booked_is_not_planned_again) {
    const auto demand = plates(500);
    const auto first = planner().options(demand, now());
    ASSERT_TRUE(first) << first.error().code;
    const auto taken = first->plans.front().lots;
    write([&](store::Unit& unit) -> Result<> {
        for (const auto& lot : taken) {
            DENGYUN_TRY(slot, capacity::reserve(unit, {.machine = lot.machine,
                                                       .starts_at = lot.starts_at,
                                                       .ends_at = lot.ends_at,
                                                       .holder = buyer,
                                                       .purpose = "SO-1",
                                                       .expires_at = unit.now() + std::chrono::hours(1)}));
            static_cast<void>(slot);
        }
        return {};
    });
    read_index_anew();
    const auto second = planner().options(demand, now());
    ASSERT_TRUE(second) << second.error().code;
    for (const auto& plan : second->plans)
        for (const auto& lot : plan.lots)
            for (const auto& other : taken)
                EXPECT_FALSE(lot.machine == other.machine && lot.starts_at < other.ends_at &&
                             other.starts_at < lot.ends_at);
    EXPECT_FALSE(second->plans.empty());

    // What is kept for the demand itself does not stand in its way.
    auto own = demand;
    for (const auto& lot : taken) own.own.push_back({lot.machine, lot.starts_at, lot.ends_at});
    const auto again = planner().options(own, now());
    ASSERT_TRUE(again) << again.error().code;
    EXPECT_EQ(again->plans.front().price.total(), first->plans.front().price.total());
}

TEST_P(Plans, what_takes_long_is_late_and_not_refused) {
    auto demand = plates(20'000);
    demand.due = now() + std::chrono::days(2);
    const auto answer = planner().options(demand, now());
    ASSERT_TRUE(answer) << answer.error().code;
    EXPECT_GT(answer->plans.front().finishes_at, demand.due);
}

TEST_P(Plans, who_has_no_price_or_no_machine_is_not_asked) {
    auto demand = plates(100);
    demand.operations[3].process = reference::process("electroplating");
    const auto refused = planner().options(demand, now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "plan.nobody_able");
    ASSERT_EQ(refused.error().issues.size(), 1U);
    EXPECT_EQ(refused.error().issues[0].field, "operations.40");
    EXPECT_EQ(refused.error().issues[0].code, "no_machine_able");
    demand = plates(100);
    demand.operations[0].tolerance_um = 10;  // the machines keep 50
    EXPECT_FALSE(planner().options(demand, now()));
}

TEST_P(Plans, bad_demands_are_refused_with_their_fields) {
    auto demand = plates(0);
    demand.due = now() - std::chrono::hours(1);
    const auto refused = planner().options(demand, now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "request.invalid");
    EXPECT_EQ(refused.error().issues.size(), 2U);
    demand = plates(100);
    demand.operations[12].predecessors.clear();
    EXPECT_EQ(planner().options(demand, now()).error().code, "plan.several_ends");
    demand = plates(pieces_max);
    for (auto& operation : demand.operations) operation.yield_millionths = 1;
    EXPECT_EQ(planner().options(demand, now()).error().kind, ErrorKind::limit);
}

TEST_P(Plans, a_declined_lot_goes_to_somebody_else_and_what_has_started_stays) {
    auto demand = plates(800);
    const auto answer = planner().options(demand, now());
    ASSERT_TRUE(answer) << answer.error().code;
    demand.running = answer->plans.front();
    auto& lots = demand.running->lots;
    clock.set(lots.front().starts_at + std::chrono::minutes(1));
    for (auto& lot : lots)
        if (lot.operation == 10 && lot.starts_at <= now()) lot.is_started = true;
    const auto started = lots.front();
    const auto lost = std::ranges::find(lots, 70, &PlannedLot::operation);
    ASSERT_NE(lost, lots.end());
    demand.declined.emplace(70, lost->workshop);
    const Trouble declined{.kind = Trouble::Kind::declined, .operation = 70, .lot = lost->lot};
    const auto found = planner().redirect(std::span(&demand, 1), std::span(&declined, 1), now());
    ASSERT_TRUE(found) << found.error().code << found.error().detail;
    ASSERT_EQ(found->size(), 1U);
    ASSERT_TRUE(found->front().plan);
    EXPECT_GT(found->front().lots_moved, 0);
    bool is_kept = false;
    for (const auto& lot : found->front().plan->lots) {
        if (lot.operation == 70) EXPECT_NE(lot.workshop, lost->workshop);
        if (lot.operation == started.operation && lot.lot == started.lot)
            is_kept = lot.machine == started.machine && lot.starts_at == started.starts_at && lot.is_started;
    }
    EXPECT_TRUE(is_kept);
}

TEST_P(Plans, a_broken_machine_is_left_and_an_untouched_order_is_left_alone) {
    std::vector<Demand> demands{plates(800), plates(600)};
    for (auto& demand : demands) {
        const auto answer = planner().options(demand, now());
        ASSERT_TRUE(answer) << answer.error().code;
        demand.running = answer->plans.front();
    }
    demands.pop_back();
    const auto machine = demands[0].running->lots[4].machine;
    const Trouble broken{
        .kind = Trouble::Kind::machine_down, .machine = machine, .from = now(), .until = now() + std::chrono::days(60)};
    const auto found = planner().redirect(demands, std::span(&broken, 1), now());
    ASSERT_TRUE(found) << found.error().code << found.error().detail;
    ASSERT_EQ(found->size(), 1U);
    for (const auto& lot : found->front().plan->lots) EXPECT_NE(lot.machine, machine);
    const Trouble elsewhere{.kind = Trouble::Kind::machine_down,
                            .machine = Id<capacity::Machine>{77},
                            .from = now(),
                            .until = now() + std::chrono::days(1)};
    const auto nothing = planner().redirect(demands, std::span(&elsewhere, 1), now());
    ASSERT_TRUE(nothing);
    EXPECT_TRUE(nothing->empty());
}

TEST_P(Plans, the_nightly_plan_serves_every_demand_without_a_slot_twice) {
    std::vector<Demand> demands{plates(700), plates(900), plates(400)};
    const auto found = planner().plan_all(demands, now(), 10);
    ASSERT_TRUE(found) << found.error().code << found.error().detail;
    std::map<Id<capacity::Machine>, std::vector<std::pair<Instant, Instant>>> taken;
    for (const auto& one : *found) {
        ASSERT_TRUE(one.plan);
        for (const auto& lot : one.plan->lots) taken[lot.machine].emplace_back(lot.starts_at, lot.ends_at);
    }
    EXPECT_EQ(found->size(), 3U);
    for (auto& [machine, spans] : taken) {
        std::ranges::sort(spans);
        for (std::size_t i = 1; i < spans.size(); ++i) EXPECT_LE(spans[i - 1].second, spans[i].first);
    }
}

}  // namespace
}  // namespace dengyun::plans::test
