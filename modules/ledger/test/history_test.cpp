// Goal: balances at past moments, statements in pages and turnovers are right across checkpoints, also where many
// entries share a moment.
#include "modules/ledger/test/fixture.h"

namespace dengyun::ledger {
namespace {

class HistoryTest : public test::BookTest {
  protected:
    template <class T>
    T read(const std::function<Result<T>(store::Reader&)>& work) {
        auto answer = store().read<T>(scope, work);
        EXPECT_TRUE(answer) << (answer ? "" : answer.error().code + answer.error().detail);
        return answer ? std::move(*answer) : T{};
    }
    std::optional<Entry> at(Id<Account> account, Instant when) {
        return read<std::optional<Entry>>(
            [&](store::Reader& reader) { return entry_at(reader, custody_book, account, when); });
    }
    std::vector<Entry> page(Id<Account> account, std::int64_t before, unsigned limit) {
        return read<std::vector<Entry>>(
            [&](store::Reader& reader) { return read_entries(reader, custody_book, account, before, limit); });
    }
};
DENGYUN_BOTH_DATABASES(HistoryTest);

TEST_P(HistoryTest, KnowsEveryPastMomentAndPage) {
    const auto bank = account("custodian", std::nullopt, Money{0});
    const auto buyer = account("cash:buyer");
    const auto start = clock.now();
    constexpr int count = 300;
    std::vector<VoucherRequest> some;
    for (int i = 1; i <= count; ++i) {
        some.push_back({.transfers = {direct(bank, buyer, i)}});
        if (i % 3 != 0) continue;  // three entries at each moment
        ASSERT_TRUE(store().write<std::vector<Result<Posted>>>(
            scope, [&](store::Unit& unit) { return post_batch(unit, custody_book, some); }));
        some.clear();
        clock.advance(Duration(10));
    }
    EXPECT_FALSE(at(buyer, start - Duration(1)));
    for (int group = 0; group < count / 3; ++group) {
        const auto last = (group + 1) * 3;
        for (const auto offset : {0, 9}) {
            const auto found = at(buyer, start + Duration(group * 10 + offset));
            ASSERT_TRUE(found) << group;
            EXPECT_EQ(found->entry, last);
            EXPECT_EQ(found->balance.value, last * (last + 1) / 2);
        }
    }
    std::int64_t before = 0;
    std::int64_t expected = count;
    do {
        const auto entries = page(buyer, before, 37);
        ASSERT_FALSE(entries.empty());
        for (const auto& entry : entries) {
            EXPECT_EQ(entry.entry, expected);
            EXPECT_EQ(entry.change.value, expected);
            --expected;
        }
        before = entries.back().entry;
    } while (before > 1);
    EXPECT_EQ(expected, 0);
    EXPECT_TRUE(page(buyer, 1, 10).empty());
    EXPECT_FALSE(store().read<std::vector<Entry>>(
        scope, [&](store::Reader& reader) { return read_entries(reader, custody_book, buyer, 0, 201); }));

    const auto span = read<Turnover>([&](store::Reader& reader) {
        return turnover(reader, custody_book, bank, start + Duration(5), start + Duration(25));
    });
    EXPECT_EQ(span.opening.value, -6);
    EXPECT_EQ(span.debits.value, 4 + 5 + 6 + 7 + 8 + 9);
    EXPECT_EQ(span.credits.value, 0);
    EXPECT_EQ(span.closing.value, -45);
    EXPECT_EQ(span.first_entry, 4);
    EXPECT_EQ(span.last_entry, 9);
    EXPECT_EQ(fault(), "");
}

}  // namespace
}  // namespace dengyun::ledger
