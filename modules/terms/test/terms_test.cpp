// Goal: a rule holds on its days and no others; due days and interest follow the rule of the day.
#include <gtest/gtest.h>

#include "modules/terms/api.h"

namespace dengyun::terms {
namespace {

meta::Date day(int y, unsigned m, unsigned d) {
    return std::chrono::sys_days(std::chrono::year{y} / static_cast<int>(m) / static_cast<int>(d));
}

TEST(Terms, OneRuleOfANameIsInForceAtATime) {
    for (const auto& rule : all_rules()) {
        EXPECT_FALSE(rule.source.empty() || rule.title_zh.empty() || rule.title_en.empty()) << rule.name;
        EXPECT_EQ(rule_at(rule.name, rule.valid_from), &rule);
        if (rule.valid_to) EXPECT_EQ(rule_at(rule.name, *rule.valid_to), &rule);
    }
    EXPECT_EQ(rule_at("escrow_commission", day(2026, 12, 31))->value, 3'000);
    EXPECT_EQ(rule_at("escrow_commission", day(2027, 1, 1))->value, 2'500);
    EXPECT_EQ(rule_at("escrow_commission", day(2025, 12, 31)), nullptr);
    EXPECT_EQ(rule_at("nothing", day(2026, 1, 1)), nullptr);
}

TEST(Terms, LargeBuyersPayWithinSixtyDaysOfDelivery) {
    EXPECT_EQ(due_day(BuyerKind::large, day(2025, 6, 1), std::nullopt), day(2025, 7, 31));
    EXPECT_EQ(due_day(BuyerKind::large, day(2025, 6, 1), 30), day(2025, 7, 1));
    EXPECT_EQ(due_day(BuyerKind::large, day(2025, 6, 1), 120), day(2025, 7, 31));
    // Before the decree was in force the agreement alone counted.
    EXPECT_EQ(due_day(BuyerKind::large, day(2025, 5, 31), 120), day(2025, 9, 28));
    EXPECT_EQ(due_day(BuyerKind::large, day(2025, 5, 31), std::nullopt), std::nullopt);
    EXPECT_EQ(due_day(BuyerKind::public_body, day(2026, 3, 1), std::nullopt), day(2026, 3, 31));
    EXPECT_EQ(due_day(BuyerKind::public_body, day(2026, 3, 1), 90), day(2026, 4, 30));
    EXPECT_EQ(due_day(BuyerKind::other, day(2026, 3, 1), 90), day(2026, 5, 30));
}

TEST(Terms, InterestCountsEveryDayAfterTheDueDay) {
    EXPECT_EQ(default_interest({1'000'000}, day(2026, 3, 1), day(2026, 3, 1))->value, 0);
    EXPECT_EQ(default_interest({1'000'000}, day(2026, 3, 5), day(2026, 3, 1))->value, 0);
    EXPECT_EQ(default_interest({1'000'000}, day(2026, 3, 1), day(2026, 3, 11))->value, 5'000);
    EXPECT_EQ(default_interest({333}, day(2026, 3, 1), day(2026, 3, 4))->value, 0);          // 0.4995 fen
    EXPECT_EQ(default_interest({334}, day(2026, 3, 1), day(2026, 3, 4))->value, 1);          // 0.501 fen
    EXPECT_EQ(default_interest({1'000'000}, day(2020, 8, 1), day(2020, 9, 1))->value, 500);  // the rule's first day
}

}  // namespace
}  // namespace dengyun::terms
