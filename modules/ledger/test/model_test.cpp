// Goal: over a million random commands (fewer on PostgreSQL, whose every statement is a round trip) the ledger answers
// as a model in memory that shares no code with it, and ends with the same balances, holds and history.
#include "modules/ledger/test/model.h"

#include <random>

#include "kernel/base/test/sanitized.h"
#include "modules/ledger/test/fixture.h"

namespace dengyun::ledger {
namespace {

using test::Model;

constexpr int account_count = 24;

class ModelTest : public test::BookTest {
  protected:
    void SetUp() override {
        std::vector<Model::Account> accounts;
        for (int i = 1; i <= account_count; ++i) {
            Model::Account one;
            // One account is the world outside, one has an upper bound, the rest may not fall below a bound.
            if (i > 1) one.least = i % 5 == 0 ? -500 : 0;
            if (i == 1) one.greatest = 0;
            if (i % 7 == 0) one.greatest = 5'000;
            ids_.push_back(account(fmt::format("account:{}", i),
                                   one.least ? std::optional(Money{*one.least}) : std::nullopt,
                                   one.greatest ? std::optional(Money{*one.greatest}) : std::nullopt));
            accounts.push_back(std::move(one));
        }
        model_.emplace(std::move(accounts));
    }

    int any(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

    Model::Command command() {
        Model::Command c{.id = ++last_id};
        const int dice = any(100);
        if (dice < 45 || holds_.empty()) {
            c.debit = 1 + any(account_count);
            c.credit = 1 + (c.debit + any(account_count - 1)) % account_count;
            // Money comes in through account 1 more often than by chance.
            if (any(4) == 0) c.debit = 1, c.credit = 2 + any(account_count - 1);
            c.amount = 1 + any(400);
            if (dice < 18) {
                c.kind = Model::Kind::pending;
                ++c.amount;  // a hold of 1 could not be told from its post of "all"
                if (any(2) == 0) c.expires_at = milliseconds_of(clock.now()) + 1 + any(3'000);
                holds_.push_back(c.id);
            }
            return c;
        }
        c.kind = any(3) == 0 ? Model::Kind::void_ : Model::Kind::post;
        // Mostly a late hold, sometimes one that is settled long since or never was.
        const auto back = static_cast<std::size_t>(any(static_cast<int>(std::min<std::size_t>(holds_.size(), 30))));
        c.pending = any(50) == 0 ? last_id + 1'000'000 : holds_[holds_.size() - 1 - back];
        if (c.kind == Model::Kind::post && any(2) == 0) c.amount = 1 + any(450);
        return c;
    }

    std::vector<Model::Command> voucher() {
        // Now and then what was sent before is sent again, sometimes with a change.
        if (!sent_.empty() && any(20) == 0) {
            auto again = sent_[static_cast<std::size_t>(any(static_cast<int>(sent_.size())))];
            if (any(3) == 0) ++again[static_cast<std::size_t>(any(static_cast<int>(again.size())))].amount;
            for (auto& c : again)
                if (c.kind == Model::Kind::void_) c.amount = 0;
            return again;
        }
        std::vector<Model::Command> commands;
        const int size = any(4) == 0 ? 2 + any(4) : 1;
        for (int i = 0; i < size; ++i) commands.push_back(command());
        if (sent_.size() < 2'000)
            sent_.push_back(commands);
        else
            sent_[static_cast<std::size_t>(any(2'000))] = commands;
        return commands;
    }

    VoucherRequest request_of(const std::vector<Model::Command>& commands) {
        VoucherRequest request;
        // The first transfer's id names the voucher, so that a repeat names the same one.
        if (commands.size() > 1) request.id = {commands.front().id};
        for (const auto& c : commands) {
            TransferRequest t{.id = {c.id}, .amount = {c.amount}};
            t.kind = c.kind == Model::Kind::direct    ? TransferKind::direct
                     : c.kind == Model::Kind::pending ? TransferKind::pending
                     : c.kind == Model::Kind::post    ? TransferKind::post
                                                      : TransferKind::void_;
            if (c.debit != 0) t.debit_account_id = ids_[static_cast<std::size_t>(c.debit - 1)];
            if (c.credit != 0) t.credit_account_id = ids_[static_cast<std::size_t>(c.credit - 1)];
            if (c.pending != 0) t.pending_id = Id<Transfer>{c.pending};
            if (c.expires_at != 0) t.expires_at = instant_of(c.expires_at);
            request.transfers.push_back(std::move(t));
        }
        return request;
    }

    void compare_ends() {
        for (int i = 0; i < account_count; ++i) {
            const auto& expected = model_->accounts()[static_cast<std::size_t>(i)];
            const auto id = ids_[static_cast<std::size_t>(i)];
            const auto got = balance(id);
            EXPECT_EQ(got.balance, expected.balance) << i;
            EXPECT_EQ(got.debits_pending, expected.out_held) << i;
            EXPECT_EQ(got.credits_pending, expected.in_held) << i;
            ASSERT_EQ(got.entries, static_cast<std::int64_t>(expected.history.size())) << i;
            compare_history(id, expected);
        }
        EXPECT_EQ(fault(), "");
    }

    // Balances at random past moments, and a page of the statement.
    void compare_history(Id<Account> id, const Model::Account& expected) {
        // PostgreSQL has no statistics of these tables yet, and takes long for each.
        const int moments = is_sqlite() ? 20 : 4;
        for (int n = 0; n < moments && !expected.history.empty(); ++n) {
            const auto at =
                expected.history[static_cast<std::size_t>(any(static_cast<int>(expected.history.size())))].first +
                any(3) - 1;
            std::optional<std::int64_t> then;
            for (const auto& [time, after] : expected.history)
                if (time <= at) then = after;
            const auto entry = store().read<std::optional<Entry>>(
                scope, [&](store::Reader& reader) { return entry_at(reader, custody_book, id, instant_of(at)); });
            ASSERT_TRUE(entry);
            ASSERT_EQ(entry->has_value(), then.has_value());
            if (then) EXPECT_EQ((*entry)->balance.value, *then);
            const auto before = 1 + any(static_cast<int>(expected.history.size()));
            const auto page = store().read<std::vector<Entry>>(
                scope, [&](store::Reader& reader) { return read_entries(reader, custody_book, id, before, 10); });
            ASSERT_TRUE(page);
            ASSERT_EQ(page->size(), static_cast<std::size_t>(std::min(before - 1, 10)));
            for (std::size_t k = 0; k < page->size(); ++k) {
                EXPECT_EQ((*page)[k].entry, before - 1 - static_cast<std::int64_t>(k));
                EXPECT_EQ((*page)[k].balance.value,
                          expected.history[static_cast<std::size_t>((*page)[k].entry - 1)].second);
            }
        }
    }

    std::mt19937 random_{20260301};
    std::vector<Id<Account>> ids_;
    std::optional<Model> model_;
    std::vector<std::int64_t> holds_;
    std::vector<std::vector<Model::Command>> sent_;
};
DENGYUN_BOTH_DATABASES(ModelTest);

TEST_P(ModelTest, AnswersAsAModelThatSharesNoCode) {
    const int commands_max = !is_sqlite() ? 20'000 : dengyun::test::is_sanitized ? 30'000 : 1'000'000;
    int commands = 0;
    std::map<std::string, int> seen;
    while (commands < commands_max) {
        std::vector<VoucherRequest> requests;
        std::vector<std::string> expected;
        const int vouchers = 1 + any(400);
        for (int i = 0; i < vouchers; ++i) {
            const auto sent = voucher();
            commands += static_cast<int>(sent.size());
            expected.push_back(model_->apply(sent, milliseconds_of(clock.now())));
            requests.push_back(request_of(sent));
        }
        const auto outcomes = store().write<std::vector<Result<Posted>>>(
            scope, [&](store::Unit& unit) { return post_batch(unit, custody_book, requests); });
        ASSERT_TRUE(outcomes) << outcomes.error().code << outcomes.error().detail;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const auto& outcome = (*outcomes)[i];
            const std::string got = outcome ? outcome->repeated ? "repeated" : "posted" : outcome.error().code;
            ASSERT_EQ(got, expected[i]) << "voucher of " << requests[i].transfers.size() << " transfers, the first "
                                        << requests[i].transfers[0].id.value << ", after " << commands << " commands";
            ++seen[got];
        }
        clock.advance(Duration(any(200)));
    }
    compare_ends();
    // The run has seen what there is to see.
    for (const auto* code :
         {"posted", "repeated", "transfer.insufficient_funds", "transfer.above_limit", "transfer.id_reused",
          "transfer.not_pending", "transfer.pending_expired", "transfer.exceeds_pending"})
        EXPECT_GT(seen[code], 5) << code;
}

}  // namespace
}  // namespace dengyun::ledger
