// Goal: every rule of a transfer, allowed and refused: limits, holds, linked transfers, repeats, reversals, periods,
// time-outs by the clock; and a tampered row is found.
#include "modules/ledger/test/fixture.h"

namespace dengyun::ledger {
namespace {

class PostingTest : public test::BookTest {
  protected:
    void SetUp() override {
        bank = account("custodian", std::nullopt, Money{0});
        buyer = account("cash:buyer");
        supplier = account("payable:supplier");
        ASSERT_EQ(outcome({direct(bank, buyer, 10'000)}), "posted");
    }
    Id<Account> bank, buyer, supplier;
};
DENGYUN_BOTH_DATABASES(PostingTest);

TEST_P(PostingTest, MovesMoneyAndKeepsTheSumAtZero) {
    EXPECT_EQ(outcome({direct(buyer, supplier, 2'500)}), "posted");
    EXPECT_EQ(balance(bank).balance, -10'000);
    EXPECT_EQ(balance(buyer).balance, 7'500);
    EXPECT_EQ(balance(supplier).balance, 2'500);
    EXPECT_EQ(balance(buyer).entries, 2);
    EXPECT_EQ(fault(), "");
}

TEST_P(PostingTest, RefusesWhatBreaksALimitAndLeavesNoTrace) {
    EXPECT_EQ(outcome({direct(buyer, supplier, 10'001)}), "transfer.insufficient_funds");
    EXPECT_EQ(outcome({direct(buyer, bank, 10'000)}), "posted");
    EXPECT_EQ(outcome({direct(supplier, bank, 1)}), "transfer.insufficient_funds");
    const auto capped = account("capped", Money{0}, Money{50});
    ASSERT_EQ(outcome({direct(bank, buyer, 100)}), "posted");
    EXPECT_EQ(outcome({direct(buyer, capped, 51)}), "transfer.above_limit");
    EXPECT_EQ(outcome({hold(buyer, capped, 40)}), "posted");
    EXPECT_EQ(outcome({direct(buyer, capped, 11)}), "transfer.above_limit");
    EXPECT_EQ(balance(buyer).balance, 100);
    EXPECT_EQ(fault(), "");
}

TEST_P(PostingTest, RefusesBadRequests) {
    EXPECT_EQ(outcome({direct(buyer, supplier, 0)}), "request.invalid");
    EXPECT_EQ(outcome({direct(buyer, supplier, -5)}), "request.invalid");
    EXPECT_EQ(outcome({direct(buyer, supplier, amount_max + 1)}), "request.invalid");
    EXPECT_EQ(outcome({direct(buyer, buyer, 5)}), "request.invalid");
    EXPECT_EQ(outcome({direct(buyer, {999}, 5)}), "transfer.unknown_account");
    EXPECT_EQ(outcome({}), "request.invalid");
    EXPECT_EQ(outcome({direct(buyer, supplier, 1), direct(buyer, supplier, 1)}), "request.invalid");
    auto early = hold(buyer, supplier, 5, clock.now());
    EXPECT_EQ(outcome({early}), "request.invalid");
    auto tomorrow = direct(buyer, supplier, 5);
    tomorrow.effective_on = china_date(clock.now()) + std::chrono::days(1);
    EXPECT_EQ(outcome({tomorrow}), "request.invalid");
    auto expire = settle(TransferKind::expire, {1});
    EXPECT_EQ(outcome({expire}), "request.invalid");
    EXPECT_EQ(balance(buyer).entries, 1);
}

TEST_P(PostingTest, HoldsThenPostsAPartAndFreesTheRest) {
    const auto held = hold(buyer, supplier, 6'000);
    ASSERT_EQ(outcome({held}), "posted");
    EXPECT_EQ(balance(buyer).debits_pending, 6'000);
    EXPECT_EQ(outcome({direct(buyer, supplier, 4'001)}), "transfer.insufficient_funds");
    EXPECT_EQ(outcome({settle(TransferKind::post, held.id, 6'001)}), "transfer.exceeds_pending");
    EXPECT_EQ(outcome({settle(TransferKind::post, held.id, 2'000)}), "posted");
    EXPECT_EQ(balance(buyer).debits_pending, 0);
    EXPECT_EQ(balance(buyer).balance, 8'000);
    EXPECT_EQ(outcome({settle(TransferKind::post, held.id)}), "transfer.not_pending");
    EXPECT_EQ(outcome({settle(TransferKind::void_, held.id)}), "transfer.not_pending");

    const auto second = hold(buyer, supplier, 8'000);
    ASSERT_EQ(outcome({second}), "posted");
    EXPECT_EQ(outcome({settle(TransferKind::void_, second.id)}), "posted");
    const auto third = hold(buyer, supplier, 8'000);
    ASSERT_EQ(outcome({third}), "posted");
    EXPECT_EQ(outcome({settle(TransferKind::post, third.id)}), "posted");
    EXPECT_EQ(balance(supplier).balance, 10'000);
    EXPECT_EQ(outcome({settle(TransferKind::post, {77})}), "transfer.not_pending");
    EXPECT_EQ(fault(), "");
}

TEST_P(PostingTest, LinkedTransfersSucceedOrFailTogether) {
    const auto fee = account("commission");
    EXPECT_EQ(outcome({direct(buyer, supplier, 9'000), direct(supplier, fee, 100), direct(buyer, fee, 1'001)}, 1),
              "transfer.insufficient_funds");
    EXPECT_EQ(balance(buyer).balance, 10'000);
    EXPECT_EQ(balance(supplier).entries, 0);
    // The second spends what the first brought; a hold made and posted in one voucher.
    const auto held = hold(supplier, fee, 100);
    EXPECT_EQ(outcome({direct(buyer, supplier, 9'000), held, settle(TransferKind::post, held.id)}, 2), "posted");
    EXPECT_EQ(balance(fee).balance, 100);
    const auto failed = post({direct(buyer, supplier, 500), direct(buyer, supplier, 501)}, 3);
    ASSERT_FALSE(failed);
    ASSERT_EQ(failed.error().issues.size(), 1U);
    EXPECT_EQ(failed.error().issues[0].field, "transfers.1");
    EXPECT_EQ(fault(), "");
}

TEST_P(PostingTest, AnswersTheSameIdAsTheFirstTime) {
    const auto request = direct(buyer, supplier, 700);
    const auto first = post({request});
    ASSERT_TRUE(first);
    const auto second = post({request});
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->repeated);
    EXPECT_EQ(second->first_sequence, first->first_sequence);
    auto other = request;
    other.amount = {701};
    EXPECT_EQ(outcome({other}), "transfer.id_reused");
    other = request;
    other.memo = "x";
    EXPECT_EQ(outcome({other}), "transfer.id_reused");
    EXPECT_EQ(outcome({request}, 5), "transfer.id_reused");  // now under a voucher

    const std::vector linked{direct(buyer, supplier, 1), direct(buyer, supplier, 2)};
    EXPECT_EQ(outcome(linked, 6), "posted");
    EXPECT_EQ(outcome(linked, 6), "repeated");
    EXPECT_EQ(outcome({linked[0], direct(buyer, supplier, 2)}, 6), "transfer.id_reused");
    EXPECT_EQ(outcome({linked[0]}, 6), "transfer.id_reused") << "a part of a voucher is other content";
    EXPECT_EQ(outcome({direct(buyer, supplier, 3)}, 6), "transfer.id_reused");
    EXPECT_EQ(balance(supplier).balance, 703);
    // What was refused may be tried again under the same id.
    const auto large = direct(buyer, supplier, 9'900);
    EXPECT_EQ(outcome({large}), "transfer.insufficient_funds");
    ASSERT_EQ(outcome({direct(bank, buyer, 10'000)}), "posted");
    EXPECT_EQ(outcome({large}), "posted");
    EXPECT_EQ(fault(), "");
}

TEST_P(PostingTest, ReversesOnceAndExactly) {
    const auto original = direct(buyer, supplier, 300);
    ASSERT_EQ(outcome({original}), "posted");
    auto reversal = direct(supplier, buyer, 300);
    reversal.reverses_id = original.id;
    auto wrong = reversal;
    wrong.amount = {299};
    EXPECT_EQ(outcome({wrong}), "transfer.not_reversible");
    EXPECT_EQ(outcome({reversal}), "posted");
    auto again = direct(supplier, buyer, 300);
    again.reverses_id = original.id;
    EXPECT_EQ(outcome({again}), "transfer.already_reversed");
    auto of_reversal = direct(buyer, supplier, 300);
    of_reversal.reverses_id = reversal.id;
    EXPECT_EQ(outcome({of_reversal}), "transfer.not_reversible");
    EXPECT_EQ(fault(), "");
}

TEST_P(PostingTest, AClosedPeriodTakesOnlyReversalsDatedInTheOpenOne) {
    auto in_february = direct(buyer, supplier, 300);
    in_february.effective_on = std::chrono::sys_days(std::chrono::year{2026} / 2 / 27);
    ASSERT_EQ(outcome({in_february}), "posted");
    const auto closed = store().write<Period>(scope, [](store::Unit& unit) -> Result<Period> {
        Period period{.last_day = std::chrono::sys_days(std::chrono::year{2026} / 2 / 28)};
        DENGYUN_CHECK(check_period(period));
        DENGYUN_TRY(made, unit.insert(std::move(period)));
        made.status = PeriodStatus::closed;
        return unit.update(std::move(made), "closed");
    });
    ASSERT_TRUE(closed);
    auto late = direct(buyer, supplier, 5);
    late.effective_on = std::chrono::sys_days(std::chrono::year{2026} / 2 / 28);
    EXPECT_EQ(outcome({late}), "transfer.period_closed");
    auto reversal = direct(supplier, buyer, 300);
    reversal.reverses_id = in_february.id;
    reversal.effective_on = in_february.effective_on;
    EXPECT_EQ(outcome({reversal}), "transfer.period_closed");
    reversal.effective_on = std::chrono::sys_days(std::chrono::year{2026} / 3 / 1);
    EXPECT_EQ(outcome({reversal}), "posted");
    EXPECT_EQ(reason_not_to_close({.last_day = china_date(clock.now())}, clock.now()), "ledger_period.not_over");
    EXPECT_FALSE(check_period({.last_day = china_date(clock.now())}));
}

TEST_P(PostingTest, PendingTransfersExpireByTheClock) {
    const auto soon = hold(buyer, supplier, 4'000, clock.now() + Duration(1'000));
    const auto later = hold(buyer, supplier, 5'000, clock.now() + Duration(60'000));
    ASSERT_EQ(outcome({soon}), "posted");
    ASSERT_EQ(outcome({later}), "posted");
    clock.advance(Duration(999));
    EXPECT_EQ(outcome({direct(buyer, supplier, 1'001)}), "transfer.insufficient_funds");
    clock.advance(Duration(1));
    // Expired before anything else is looked at, whether or not somebody swept.
    EXPECT_EQ(outcome({settle(TransferKind::post, soon.id)}), "transfer.pending_expired");
    EXPECT_EQ(outcome({direct(buyer, supplier, 1'001)}), "posted");
    EXPECT_EQ(balance(buyer).debits_pending, 5'000);
    clock.advance(Duration(60'000));
    const auto expired =
        store().write<std::int64_t>(scope, [](store::Unit& unit) { return expire_due(unit, custody_book, 10); });
    ASSERT_TRUE(expired);
    EXPECT_EQ(*expired, 1);
    EXPECT_EQ(balance(buyer).debits_pending, 0);
    EXPECT_EQ(fault(), "");
}

TEST_P(PostingTest, BoundsCannotBeSetAgainstThePresentBalance) {
    const auto bound = [&](std::int64_t fen) {
        return store().write<Account>(scope, [&](store::Unit& unit) -> Result<Account> {
            DENGYUN_TRY(found, unit.find(buyer));
            return change_bounds(unit, found, Money{fen}, std::nullopt);
        });
    };
    EXPECT_FALSE(bound(10'001));
    EXPECT_TRUE(bound(9'000));
    EXPECT_EQ(outcome({direct(buyer, supplier, 1'001)}), "transfer.insufficient_funds");
    EXPECT_EQ(outcome({direct(buyer, supplier, 1'000)}), "posted");
}

TEST_P(PostingTest, ABatchHasAnOutcomeForEachVoucher) {
    std::vector<VoucherRequest> vouchers{{.transfers = {direct(buyer, supplier, 6'000)}},
                                         {.transfers = {direct(buyer, supplier, 6'000)}},
                                         {.transfers = {direct(buyer, supplier, 4'000)}}};
    vouchers.push_back(vouchers.front());
    Poster poster(store(), custody_book);
    const auto outcomes = poster.post(vouchers);
    ASSERT_TRUE(outcomes);
    ASSERT_EQ(outcomes->size(), 4U);
    EXPECT_TRUE((*outcomes)[0]);
    EXPECT_EQ((*outcomes)[1].error().code, "transfer.insufficient_funds");
    EXPECT_TRUE((*outcomes)[2]);
    ASSERT_TRUE((*outcomes)[3]);
    EXPECT_TRUE((*outcomes)[3]->repeated);
    EXPECT_EQ(fault(), "");
}

TEST_P(PostingTest, ATamperedRowIsFound) {
    ASSERT_EQ(outcome({direct(buyer, supplier, 300)}), "posted");
    ASSERT_EQ(outcome({hold(buyer, supplier, 40)}), "posted");
    const auto with = [&](std::string_view change, std::string_view back, const char* expected) {
        const auto run = [&](std::string_view sql) {
            const auto done = store().run_write(scope, [&](store::Unit& unit) -> Result<> {
                DENGYUN_CHECK(unit.execute(sql, {}));
                return {};
            });
            ASSERT_TRUE(done) << done.error().detail;
        };
        run(change);
        EXPECT_EQ(fault(), expected) << change;
        run(back);
        EXPECT_EQ(fault(), "") << back;
    };
    with("UPDATE ledger_transfer SET amount_fen = 299 WHERE sequence = 2",
         "UPDATE ledger_transfer SET amount_fen = 300 WHERE sequence = 2", "hash");
    with("UPDATE ledger_balance SET balance_fen = balance_fen + 1 WHERE entries = 1",
         "UPDATE ledger_balance SET balance_fen = balance_fen - 1 WHERE entries = 1", "balance");
    with("UPDATE ledger_book SET sequence = 4", "UPDATE ledger_book SET sequence = 3", "head");
    with("UPDATE ledger_pending SET status = 'voided'", "UPDATE ledger_pending SET status = 'open'", "pending");
    with("UPDATE ledger_account SET balance_min = 9999999 WHERE code = 'cash:buyer'",
         "UPDATE ledger_account SET balance_min = 0 WHERE code = 'cash:buyer'", "bounds");
}

}  // namespace
}  // namespace dengyun::ledger
