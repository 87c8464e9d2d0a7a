#pragma once
// A book on either database with a few accounts, and short ways to post.
#include "kernel/store/test/harness.h"
#include "modules/ledger/api.h"

namespace dengyun::ledger::test {

class BookTest : public store::test::BothDatabases {
  protected:
    BookTest() : BothDatabases({}, migrations()) {}

    Id<Account> account(std::string code, std::optional<Money> min = Money{0}, std::optional<Money> max = {}) {
        const auto made = store().write<Account>(scope, [&](store::Unit& unit) {
            return open_account(unit, custody_book,
                                {.code = code, .name = code, .holder = {101}, .balance_min = min, .balance_max = max});
        });
        EXPECT_TRUE(made) << (made ? "" : made.error().code + made.error().detail);
        return made ? made->id : Id<Account>{};
    }
    TransferRequest direct(Id<Account> debit, Id<Account> credit, std::int64_t fen) {
        return {.id = {++last_id}, .debit_account_id = debit, .credit_account_id = credit, .amount = {fen}};
    }
    TransferRequest hold(Id<Account> debit, Id<Account> credit, std::int64_t fen, std::optional<Instant> until = {}) {
        auto request = direct(debit, credit, fen);
        request.kind = TransferKind::pending;
        request.expires_at = until;
        return request;
    }
    TransferRequest settle(TransferKind kind, Id<Transfer> pending, std::int64_t fen = 0) {
        return {.id = {++last_id}, .kind = kind, .amount = {fen}, .pending_id = pending};
    }
    Result<Posted> post(std::vector<TransferRequest> transfers, std::int64_t voucher = 0) {
        const VoucherRequest request{.id = {voucher}, .transfers = std::move(transfers)};
        return store().write<Posted>(scope,
                                     [&](store::Unit& unit) { return ledger::post(unit, custody_book, request); });
    }
    std::string outcome(std::vector<TransferRequest> transfers, std::int64_t voucher = 0) {
        const auto posted = post(std::move(transfers), voucher);
        if (!posted && (posted.error().code == "internal" || posted.error().code.starts_with("store.")))
            ADD_FAILURE() << posted.error().detail;
        return posted ? posted->repeated ? "repeated" : "posted" : posted.error().code;
    }
    Balance balance(Id<Account> account) {
        const auto read = store().read<Balance>(
            scope, [&](store::Reader& reader) { return read_balance(reader, custody_book, account); });
        EXPECT_TRUE(read);
        return read.value_or(Balance{});
    }
    std::string fault() {
        const auto verified = verify_book(store(), custody_book);
        EXPECT_TRUE(verified) << (verified ? "" : verified.error().detail);
        return verified ? verified->fault : "error";
    }

    const Scope scope = Scope::system("test").entering(custody_book);
    std::int64_t last_id = 1'000;
};

}  // namespace dengyun::ledger::test
