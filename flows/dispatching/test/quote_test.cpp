// Goal: an order is answered with options whose capacity is really kept, for as long as it says and no longer; what is
// asked again, lapses or is booked frees the rest; two orders never get one slot; nobody but the operator asks.
#include <set>
#include <thread>

#include "flows/dispatching/test/world.h"

namespace dengyun::dispatching::test {
namespace {

class Quotes : public World {};
DENGYUN_BOTH_DATABASES(Quotes);

std::set<std::int64_t> slots_of(const std::vector<orders::OrderOption>& options) {
    std::set<std::int64_t> all;
    for (const auto& option : options)
        for (const auto& lot : option.lots) all.insert(lot.slot_id->value);
    return all;
}

TEST_P(Quotes, every_lot_of_every_option_has_a_slot_that_is_kept) {
    const auto id = need(500);
    const auto answer = ask(id);
    ASSERT_EQ(answer.status, 200U) << answer.body;
    EXPECT_EQ(order(id).status, orders::OrderStatus::quoted);
    const auto options = open_options(id);
    ASSERT_FALSE(options.empty());
    std::set<orders::OptionKind> kinds;
    const auto slots = occupied();
    for (const auto& option : options) {
        kinds.insert(option.kind);
        EXPECT_TRUE(orders::check_option(option));
        std::set<std::int64_t> operations;
        for (const auto& lot : option.lots) {
            operations.insert(lot.operation_number);
            const auto slot = std::ranges::find(slots, lot.slot_id.value(), &capacity::CapacitySlot::id);
            ASSERT_NE(slot, slots.end());
            EXPECT_EQ(slot->machine_id, lot.machine_id);
            EXPECT_LE(slot->starts_at, lot.starts_at);
            EXPECT_GE(slot->ends_at, lot.ends_at);
            EXPECT_EQ(slot->status, capacity::SlotStatus::reserved);
            EXPECT_EQ(slot->expires_at, option.reserved_until);
        }
        EXPECT_EQ(operations.size(), 13U);
        EXPECT_EQ(std::ranges::count(option.moves, -1, &orders::PlannedMove::to) > 0, true);
    }
    EXPECT_TRUE(kinds.contains(orders::OptionKind::cheapest));
    EXPECT_EQ(slots_of(options).size(), slots.size());
}

TEST_P(Quotes, asking_again_frees_what_was_kept) {
    const auto id = need(400);
    ASSERT_EQ(ask(id).status, 200U);
    const auto first = open_options(id);
    const auto again = ask(id, R"({"valid_hours":5})");
    ASSERT_EQ(again.status, 200U) << again.body;
    const auto second = open_options(id);
    ASSERT_FALSE(second.empty());
    EXPECT_EQ(occupied().size(), slots_of(second).size());
    for (const auto slot : slots_of(first)) EXPECT_FALSE(slots_of(second).contains(slot));
    // Its own former reservations did not stand in its way.
    EXPECT_EQ(second.front().price, first.front().price);
}

TEST_P(Quotes, what_is_sent_twice_under_one_key_is_solved_once) {
    const auto id = need(400);
    const auto twice = [&](std::string_view what, std::string_view body) {
        const auto send_it = [&] {
            return send(http::Method::post, fmt::format("/api/v1/sales-orders/{}/{}", id, what), std::string(body),
                        platform, {{"Idempotency-Key", std::string(what)}});
        };
        const auto first = send_it();
        EXPECT_EQ(first.status, 200U) << first.body;
        EXPECT_EQ(send_it().body, first.body);
    };
    twice("options", "{}");
    const auto version = order(id).version;
    EXPECT_EQ(send(http::Method::post, "/api/v1/sales-orders/" + id + "/options", R"({"valid_hours":5})", platform,
                   {{"Idempotency-Key", "options"}})
                  .code(),
              "request.idempotency_key_reused");
    EXPECT_EQ(order(id).version, version);
    run(id);
    twice("changes", "{}");
    // A refusal is not kept.
    const auto refused = [&] {
        return send(http::Method::post, "/api/v1/sales-orders/" + id + "/options", "{}", platform,
                    {{"Idempotency-Key", "late"}})
            .code();
    };
    EXPECT_EQ(refused(), "sales_order.not_open");
    EXPECT_EQ(refused(), "sales_order.not_open");
}

TEST_P(Quotes, what_nobody_accepts_is_free_when_its_time_is_up) {
    const auto id = need(300);
    ASSERT_EQ(ask(id, R"({"valid_hours":2})").status, 200U);
    EXPECT_FALSE(occupied().empty());
    clock.advance(std::chrono::hours(2));
    EXPECT_TRUE(occupied().empty());
}

TEST_P(Quotes, booking_takes_exactly_what_the_option_needs_and_frees_the_others) {
    const auto id = need(600);
    ASSERT_EQ(ask(id).status, 200U);
    const auto options = open_options(id);
    const auto chosen = options.front();
    const auto accepted = act("/api/v1/order-options/" + to_text(chosen.id), "accept", buyer);
    ASSERT_EQ(accepted.status, 200U) << accepted.body;
    EXPECT_EQ(tasks(id).size(), chosen.lots.size());
    for (const auto& task : tasks(id)) EXPECT_TRUE(task.slot_id);
    const auto slots = occupied();
    EXPECT_EQ(slots.size(), chosen.lots.size());
    for (const auto& slot : slots) {
        EXPECT_EQ(slot.status, capacity::SlotStatus::booked);
        EXPECT_TRUE(std::ranges::any_of(chosen.lots, [&](const orders::PlannedLot& lot) {
            return lot.machine_id == slot.machine_id && lot.starts_at == slot.starts_at && lot.ends_at == slot.ends_at;
        }));
    }
}

TEST_P(Quotes, an_option_that_is_declined_frees_what_the_others_do_not_need) {
    const auto id = need(2'000);
    ASSERT_EQ(ask(id).status, 200U);
    const auto options = open_options(id);
    ASSERT_GT(options.size(), 1U);
    ASSERT_EQ(act("/api/v1/order-options/" + to_text(options.front().id), "decline", buyer).status, 200U);
    EXPECT_EQ(occupied().size(), slots_of(open_options(id)).size());
    const auto accepted = act("/api/v1/order-options/" + to_text(options.back().id), "accept", buyer);
    EXPECT_EQ(accepted.status, 200U) << accepted.body;
}

TEST_P(Quotes, who_was_late_before_is_promised_later) {
    const auto id = need(500);
    const auto promise = [&] {
        EXPECT_EQ(ask(id).status, 200U);
        auto first = Instant::max();
        for (const auto& option : open_options(id)) first = std::min(first, option.promise_at);
        return first;
    };
    const auto of_newcomers = promise();
    write([&](store::Unit& unit) -> Result<> {
        for (std::int64_t workshop = 11; workshop <= 19; ++workshop) {
            scores::ScoreEntry late{.criterion = scores::Criterion::on_time,
                                    .value_ppm = 0,
                                    .weight = scores::weight_max,
                                    .what = "迟交",
                                    .subject_kind = "operation_task",
                                    .subject_id = {workshop},
                                    .occurred_at = unit.now()};
            late.organisation_id = {workshop};
            DENGYUN_CHECK(scores::note(unit, std::move(late)));
        }
        return {};
    });
    EXPECT_GT(promise(), of_newcomers);
}

TEST_P(Quotes, a_lapsed_option_is_not_booked) {
    const auto id = need(200);
    ASSERT_EQ(ask(id, R"({"valid_hours":1})").status, 200U);
    const auto chosen = open_options(id).front();
    clock.advance(std::chrono::hours(2));
    const auto late = act("/api/v1/order-options/" + to_text(chosen.id), "accept", buyer);
    EXPECT_EQ(late.status, 409U) << late.body;
    EXPECT_TRUE(tasks(id).empty());
    EXPECT_TRUE(occupied().empty());
}

TEST_P(Quotes, two_orders_at_once_never_get_one_slot) {
    const std::array ids{need(900), need(900), need(900), need(900)};
    std::atomic<int> answered = 0;
    {
        std::vector<std::jthread> threads;
        for (const auto& id : ids)
            threads.emplace_back([&, id] {
                const auto answer = ask(id);
                // Who comes too late every time is told so.
                EXPECT_TRUE(answer.status == 200 || answer.code() == "order.capacity_taken") << answer.body;
                answered += answer.status == 200 ? 1 : 0;
            });
    }
    EXPECT_GT(answered.load(), 0);
    std::size_t slots = 0;
    for (const auto& id : ids) slots += slots_of(open_options(id)).size();
    EXPECT_EQ(occupied().size(), slots);  // which looks for overlaps, too
}

TEST_P(Quotes, only_the_operator_asks_and_only_for_what_is_open) {
    const auto id = need(100);
    EXPECT_EQ(post("/api/v1/sales-orders/" + id + "/options", "{}", buyer).status, 403U);
    EXPECT_EQ(post("/api/v1/sales-orders/" + id + "/options", "{}", workshop).status, 403U);
    EXPECT_EQ(ask("999").status, 404U);
    EXPECT_EQ(ask(id, R"({"routing_id":"77"})").issues(), "routing_id:unknown_reference");
    EXPECT_EQ(ask(id, R"({"valid_hours":0})").issues(), "valid_hours:too_small");
    write([&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(current, unit.find(*parse_id<orders::SalesOrder>(id)));
        DENGYUN_CHECK(
            orders::move_order(unit, std::move(current), orders::OrderAction::cancel, orders::system_mover()));
        return {};
    });
    EXPECT_EQ(ask(id).code(), "sales_order.not_open");
    EXPECT_TRUE(occupied().empty());
}

}  // namespace
}  // namespace dengyun::dispatching::test
