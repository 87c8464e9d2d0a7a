// Goal: the comparison finds every kind of difference, each once, and nothing in a statement that agrees.
#include <gtest/gtest.h>

#include "modules/payments/api.h"

namespace dengyun::payments {
namespace {

const meta::Date day = std::chrono::sys_days(std::chrono::year{2026} / 3 / 1);

OwnPayment own(std::int64_t id, std::int64_t fen, PaymentStatus status = PaymentStatus::settled,
               std::optional<meta::Date> on = day) {
    return {{id}, PaymentKind::top_up, {fen}, status, on, fmt::format("BK{}", id)};
}
StatementLine line(std::int64_t id, std::int64_t fen, PaymentKind kind = PaymentKind::top_up) {
    return {fmt::format("BK{}", id), instruction_id({id}), kind, {fen}, instant_of(1'772'352'000'000)};
}
std::string found(const Statement& statement, const std::vector<OwnPayment>& ours, std::int64_t closing) {
    std::string text;
    for (const auto& one : differences_of(statement, ours, {closing}))
        text += fmt::format("{}:{} ", meta::name_of(one.kind), one.reference);
    return text;
}

TEST(Reconcile, FindsNothingWhereBothAgree) {
    EXPECT_EQ(found({day, {300}, {line(1, 100), line(2, 200)}}, {own(2, 200), own(1, 100)}, 300), "");
    EXPECT_EQ(found({day, {0}, {}}, {}, 0), "");
    // Refused here and absent there; unknown here and absent there.
    EXPECT_EQ(
        found({day, {0}, {}},
              {own(1, 5, PaymentStatus::refused, std::nullopt), own(2, 5, PaymentStatus::unknown, std::nullopt)}, 0),
        "");
}

TEST(Reconcile, FindsEachKind) {
    EXPECT_EQ(found({day, {0}, {line(1, 100)}}, {}, 0), "missing_here:BK1 ");
    EXPECT_EQ(found({day, {0}, {line(1, 100)}}, {own(1, 100, PaymentStatus::unknown, std::nullopt)}, 0),
              "missing_here:BK1 ");
    EXPECT_EQ(found({day, {0}, {}}, {own(1, 100)}, 0), "missing_there:BK1 ");
    EXPECT_EQ(found({day, {0}, {line(1, 101)}}, {own(1, 100)}, 0), "amount_differs:BK1 ");
    EXPECT_EQ(found({day, {0}, {line(1, 100, PaymentKind::refund)}}, {own(1, 100)}, 0), "kind_differs:BK1 ");
    EXPECT_EQ(found({day, {0}, {line(1, 100)}}, {own(1, 100, PaymentStatus::settled, day - std::chrono::days(1))}, 0),
              "day_differs:BK1 ");
    EXPECT_EQ(found({day, {0}, {line(1, 100), line(1, 100), line(1, 100)}}, {own(1, 100)}, 0),
              "duplicate_there:BK1 duplicate_there:BK1 ");
    EXPECT_EQ(found({day, {5}, {}}, {}, 4), "balance_differs: ");
    EXPECT_EQ(found({day, {0}, {{"BK9", "not ours", PaymentKind::top_up, {1}, {}}}}, {}, 0), "missing_here:BK9 ");
}

}  // namespace
}  // namespace dengyun::payments
