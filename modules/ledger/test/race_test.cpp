// Goal: 64 threads that try to spend the same money at once spend it exactly once, through units of their own and
// through the poster that gathers them, on both databases.
#include <thread>

#include "modules/ledger/test/fixture.h"

namespace dengyun::ledger {
namespace {

constexpr int threads_max = 64;

class RaceTest : public test::BookTest {
  protected:
    template <class Work>
    void race(Work work) {
        std::vector<std::thread> threads;
        for (int t = 0; t < threads_max; ++t) threads.emplace_back([&work, t] { work(t); });
        for (auto& thread : threads) thread.join();
    }
};
DENGYUN_BOTH_DATABASES(RaceTest);

TEST_P(RaceTest, NobodyOverdrawsThroughThePoster) {
    const auto bank = account("custodian", std::nullopt, Money{0});
    const auto buyer = account("cash:buyer");
    const auto supplier = account("payable:supplier");
    ASSERT_EQ(outcome({direct(bank, buyer, 1'000)}), "posted");
    Poster poster(store(), custody_book);
    std::atomic<int> posted = 0;
    std::atomic<int> refused = 0;
    race([&](int t) {
        for (int i = 0; i < 10; ++i) {
            TransferRequest request{
                .id = {10'000 + t * 100 + i}, .debit_account_id = buyer, .credit_account_id = supplier, .amount = {7}};
            const auto outcomes = poster.post({{.transfers = {request}}});
            ASSERT_TRUE(outcomes) << outcomes.error().code;
            if (outcomes->front())
                ++posted;
            else if (outcomes->front().error().code == "transfer.insufficient_funds")
                ++refused;
        }
    });
    EXPECT_EQ(posted, 142);  // 142 * 7 = 994
    EXPECT_EQ(refused, 640 - 142);
    EXPECT_EQ(balance(buyer).balance, 6);
    EXPECT_EQ(fault(), "");
}

TEST_P(RaceTest, OneIdIsPostedOnceThroughUnitsOfTheirOwn) {
    const auto bank = account("custodian", std::nullopt, Money{0});
    const auto buyer = account("cash:buyer");
    const auto supplier = account("payable:supplier");
    ASSERT_EQ(outcome({direct(bank, buyer, 1'000)}), "posted");
    const auto same = direct(buyer, supplier, 600);
    std::atomic<int> first = 0;
    std::atomic<int> repeated = 0;
    std::atomic<int> refused = 0;
    race([&](int t) {
        // Half of them send the same transfer, half one of their own that does not fit beside it.
        auto request = same;
        if (t % 2 == 1) request.id = {50'000 + t};
        const VoucherRequest voucher{.transfers = {request}};
        const auto posted =
            store().write<Posted>(scope, [&](store::Unit& unit) { return ledger::post(unit, custody_book, voucher); });
        if (posted)
            ++(posted->repeated ? repeated : first);
        else if (posted.error().code == "transfer.insufficient_funds")
            ++refused;
    });
    EXPECT_EQ(first, 1);
    EXPECT_EQ(first + repeated + refused, threads_max);
    EXPECT_EQ(balance(buyer).balance, 400);
    EXPECT_EQ(fault(), "");
}

}  // namespace
}  // namespace dengyun::ledger
