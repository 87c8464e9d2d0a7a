// Goal: every rule without a database, allowed and refused: what a need must be, what an option must add up to, what a
// report may say, and that parts of a price add up to the price.
#include <gtest/gtest.h>

#include "modules/orders/api.h"

namespace dengyun::orders {
namespace {

const Instant now = instant_of(1'772'323'200'000);

std::string issues_of(const Result<>& result) {
    if (result) return "";
    std::string text;
    for (const auto& issue : result.error().issues) text += issue.field + ':' + issue.code + ' ';
    return text;
}
template <class T>
std::string issues_of(const Result<T>& result) {
    return result ? "" : issues_of(Result<>(std::unexpected(result.error())));
}

TEST(Order, IsInWholePiecesAndNotInThePast) {
    SalesOrder order{.quantity = {5'000}, .due_on = china_date(now)};
    EXPECT_EQ(issues_of(check_order(order, now)), "");
    order.quantity = {5'001};
    order.due_on -= std::chrono::days(1);
    EXPECT_EQ(issues_of(check_order(order, now)), "quantity:not_whole due_on:in_past ");
}

TEST(Order, PartsOfThePriceAddUp) {
    const SalesOrder order{.quantity = {7'000}, .price = {100'000}};
    std::int64_t sum = 0;
    for (std::int64_t piece = 1; piece <= 7; ++piece)
        sum += value_up_to(order, {piece * one_piece}).value - value_up_to(order, {(piece - 1) * one_piece}).value;
    EXPECT_EQ(sum, 100'000);
    // The largest order at the largest price does not overflow.
    const SalesOrder huge{.quantity = {quantity_max}, .price = {amount_max}};
    EXPECT_EQ(value_up_to(huge, huge.quantity).value, amount_max);
}

TEST(Order, MayMissWholePiecesWithinItsTolerance) {
    const auto least = [](std::int64_t pieces, std::optional<std::int64_t> rate) {
        return least_quantity({.quantity = {pieces * one_piece}, .tolerance_rate = rate}).value / one_piece;
    };
    EXPECT_EQ(least(100, std::nullopt), 100);
    EXPECT_EQ(least(100, 10'000), 99);
    EXPECT_EQ(least(99, 10'000), 99);  // less than a piece
    EXPECT_EQ(least(20'000, 10'000), 19'800);
    EXPECT_EQ(least(quantity_max / one_piece, tolerance_rate_max), quantity_max / one_piece / 10 * 9);
}

TEST(Option, AddsUpAndLeadsInNoCircle) {
    OrderOption option{
        .price = {10}, .setup = {1}, .work = {2}, .material = {3}, .transport = {1}, .margin = {2}, .reserve = {1}};
    option.lots = {{.quantity_in = {1'000}}, {.quantity_in = {1'000}}};
    option.moves = {{.from = 0, .to = 1}, {.from = 1, .to = -1}};
    EXPECT_EQ(issues_of(check_option(option)), "");
    option.price = {11};
    EXPECT_EQ(issues_of(check_option(option)), "price:must_add_up ");
    option.price = {10};
    option.moves.push_back({.from = 1, .to = 0});
    option.moves.push_back({.from = 2, .to = -1});
    EXPECT_EQ(issues_of(check_option(option)), "moves.2:unknown_reference moves.3:unknown_reference ");
    option.moves.clear();
    option.lots[1].quantity_in = {1'500};
    option.lots[0].price = {-1};
    EXPECT_EQ(issues_of(check_option(option)), "lots.0.price:too_small lots.1.quantity_in:not_whole ");
}

TEST(Report, IsCountedAndTakenBackWhole) {
    OperationTask task{.revision_id = {7}, .quantity_in = {10'000}};
    WorkReport report{.revision_id = {7}, .good = {6'000}, .rework = {2'000}, .scrap = {1'000}};
    EXPECT_EQ(counted(task, report, now).error().code, "operation_task.not_running");
    task.status = TaskStatus::running;
    const auto after = counted(task, report, now);
    ASSERT_TRUE(after);
    EXPECT_EQ(open_quantity(*after).value, 1'000);
    EXPECT_EQ(issues_of(counted(*after, report, now)), "good:exceeds_open ");
    const auto back = uncounted(*after, report);
    ASSERT_TRUE(back);
    EXPECT_EQ(open_quantity(*back).value, 10'000);
    auto gone = *after;
    gone.handed_over = {1'000};
    EXPECT_EQ(uncounted(gone, report).error().code, "work_report.used");
}

TEST(Report, OfReworkTakesFromTheRework) {
    OperationTask task{.revision_id = {7}, .quantity_in = {10'000}, .good = {6'000}, .rework = {4'000}};
    task.status = TaskStatus::running;
    const WorkReport report{
        .revision_id = {7}, .good = {2'000}, .rework = {1'000}, .scrap = {1'000}, .from_rework = true};
    const auto after = counted(task, report, now);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->good.value, 8'000);
    EXPECT_EQ(after->rework.value, 1'000);
    EXPECT_EQ(after->scrap.value, 1'000);
    EXPECT_EQ(open_quantity(*after).value, 0);
    const auto back = uncounted(*after, report);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->rework.value, 4'000);
}

TEST(Report, OfSomethingThatCannotBeIsRefused) {
    OperationTask task{.revision_id = {7}, .quantity_in = {10'000}};
    task.status = TaskStatus::running;
    const auto refused = [&](WorkReport report) {
        if (!report.revision_id) report.revision_id = {7};
        return issues_of(counted(task, report, now));
    };
    constexpr auto max = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(refused({.good = {-1'000}}), "good:too_small ");
    EXPECT_EQ(refused({.good = {max}, .rework = {max}}), "good:too_large rework:too_large ");
    EXPECT_EQ(refused({.good = {500}}), "good:not_whole ");
    EXPECT_EQ(refused({}), "good:required ");
    EXPECT_EQ(refused({.is_final = true}), "");
    EXPECT_EQ(refused({.revision_id = {8}, .good = {1'000}}), "revision_id:other_revision ");
    EXPECT_EQ(refused({.good = {1'000}, .started_at = now, .ended_at = now - Duration(1)}), "ended_at:not_after ");
    EXPECT_EQ(refused({.good = {1'000}, .ended_at = now + std::chrono::hours(1)}), "ended_at:ahead_of_now ");
    EXPECT_EQ(refused({.good = {1'000}, .from_rework = true}), "good:exceeds_open ");
}

}  // namespace
}  // namespace dengyun::orders
