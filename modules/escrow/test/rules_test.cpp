// Goal: however an escrow is released, frozen and refunded, the parts add up exactly, no account is asked for more than
// it has, and the sums of deposit, retention and commission are those of the whole rounded once.
#include "modules/escrow/rules.h"

#include <gtest/gtest.h>
#include <random>

namespace dengyun::escrow {
namespace {

Escrow some(std::mt19937& random) {
    Escrow escrow{.title = "x", .supplier_id = {2}};
    escrow.organisation_id = {1};
    escrow.total = {static_cast<std::int64_t>(1 + random() % (random() % 2 == 0 ? 50 : 10'000'000))};
    escrow.deposit = {static_cast<std::int64_t>(random() % (static_cast<std::uint64_t>(escrow.total.value) / 2 + 1))};
    escrow.retention_rate = static_cast<std::int64_t>(random() % 200'000);
    escrow.commission_rate = static_cast<std::int64_t>(random() % 20'000);
    return escrow;
}

TEST(EscrowRules, RefusesWhatDoesNotFit) {
    Escrow escrow{.title = "x", .supplier_id = {1}, .total = {100}, .deposit = {101}, .margin = {60}};
    escrow.organisation_id = {1};
    const auto checked = check_escrow(escrow);
    ASSERT_FALSE(checked);
    std::string issues;
    for (const auto& issue : checked.error().issues) issues += issue.field + ':' + issue.code + ' ';
    EXPECT_EQ(issues, "supplier_id:same_party deposit:too_large margin:too_large ");
    escrow = {.title = "x", .supplier_id = {2}, .total = {100}, .deposit = {90}, .retention_rate = 110'000};
    escrow.organisation_id = {1};
    EXPECT_FALSE(check_escrow(escrow));
    escrow.retention_rate = 100'000;
    EXPECT_TRUE(check_escrow(escrow));
}

TEST(EscrowRules, ReleasesAddUpWhateverTheirSizes) {
    std::mt19937 random(20260301);
    for (int run = 0; run < 3'000; ++run) {
        auto escrow = some(random);
        auto in_escrow = escrow.total.value - escrow.deposit.value;
        auto in_deposit = escrow.deposit.value;
        while (open_amount(escrow).value > 0) {
            const auto open = open_amount(escrow).value;
            const Money value{1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(open))};
            switch (random() % 5) {
                case 0: {  // refund a stretch
                    const auto parts = stretch_of(escrow, value);
                    in_escrow -= parts.from_escrow.value;
                    in_deposit -= parts.from_deposit.value;
                    escrow.refunded.value += value.value;
                    break;
                }
                case 1: {  // a freeze fits into what the accounts hold
                    auto frozen = escrow;
                    frozen.frozen.value += value.value;
                    const auto parts = stretch_of(frozen, frozen.frozen);
                    EXPECT_LE(parts.from_escrow.value, in_escrow);
                    EXPECT_LE(parts.from_deposit.value, in_deposit);
                    // And what is open beside it can still be released.
                    if (const auto rest = open_amount(frozen); rest.value > 0) {
                        const auto release = release_of(frozen, rest);
                        ASSERT_TRUE(release);
                        EXPECT_LE(rest.value - release->from_deposit.value, in_escrow - parts.from_escrow.value);
                        EXPECT_LE(release->from_deposit.value, in_deposit - parts.from_deposit.value);
                    }
                    break;
                }
                default: {
                    const auto release = release_of(escrow, value);
                    ASSERT_TRUE(release);
                    EXPECT_EQ(release->to_supplier.value + release->from_deposit.value + release->retention.value +
                                  release->sub_recovered.value,
                              value.value);
                    EXPECT_LE(release->commission.value, release->to_supplier.value + release->from_deposit.value);
                    in_escrow -= value.value - release->from_deposit.value;
                    in_deposit -= release->from_deposit.value;
                    escrow.accepted.value += value.value;
                    escrow.retained.value += release->retention.value;
                    escrow.commission.value += release->commission.value;
                }
            }
            ASSERT_GE(in_escrow, 0);
            ASSERT_GE(in_deposit, 0);
        }
        EXPECT_EQ(in_escrow, 0);
        EXPECT_EQ(in_deposit, 0);
        EXPECT_FALSE(release_of(escrow, {1}));
    }
}

TEST(EscrowRules, TasksUseWhatMarginAndReserveLeave) {
    Escrow parent{
        .title = "x", .supplier_id = {2}, .total = {1'000}, .deposit = {100}, .margin = {50}, .reserve = {30}};
    EXPECT_EQ(free_for_tasks(parent).value, 820);
    parent.sub_funded = {800};
    EXPECT_EQ(free_for_tasks(parent).value, 20);
    // What went to the tasks is taken off the prime's releases first.
    const auto release = release_of(parent, {500});
    ASSERT_TRUE(release);
    EXPECT_EQ(release->from_deposit.value, 50);
    EXPECT_EQ(release->sub_recovered.value, 450);
    EXPECT_EQ(release->to_supplier.value, 0);
}

}  // namespace
}  // namespace dengyun::escrow
