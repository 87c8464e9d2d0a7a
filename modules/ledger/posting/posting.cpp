#include "modules/ledger/posting/posting.h"

#include <fmt/format.h>
#include <ranges>

#include "kernel/base/assert.h"
#include "modules/ledger/posting/checks.h"
#include "modules/ledger/posting/memory.h"
#include "modules/ledger/posting/pendings.h"

namespace dengyun::ledger {
namespace {

constexpr unsigned expired_at_once_max = 1'000;

// The state of one call of post_batch.
class Batch {
  public:
    Batch(store::Unit& unit, Id<Organisation> book)
        : unit_(unit), book_id_(book), memory_(memory_of(unit, book)), accounts_(unit, book, memory_.accounts) {}
    Result<> begin();
    Result<std::int64_t> expire(unsigned limit);
    // The outer error fails the unit, the inner one refuses the voucher.
    Result<Result<Posted>> add(const VoucherRequest& voucher);
    Result<> finish();

  private:
    struct Touched {
        OpenAccount* account;
        Balance before;
    };
    struct Resolved {
        Pending* pending;
        PendingStatus before;
    };
    BookMemory& memory_of(store::Unit& unit, Id<Organisation> book) {
        auto* memories = store::kept<BookMemories>(unit);
        return memories == nullptr ? own_memory_ : memories->of(book);
    }
    Result<std::optional<Result<Posted>>> answer_again(const VoucherRequest& voucher);
    Result<Result<Transfer>> prepare(const TransferRequest& request);
    Result<Result<Pending*>> open_pending(const TransferRequest& request);
    Transfer next_transfer(const TransferRequest& request);
    Result<Result<Transfer>> settle(const TransferRequest& request, Transfer transfer);
    Result<std::optional<Error>> objection_to_reversal(const TransferRequest& request);
    Result<std::optional<Error>> apply(Transfer& transfer, Money held);
    void take_back();
    Result<> write(std::vector<Transfer>& transfers, const VoucherRequest& voucher);

    store::Unit& unit_;
    Id<Organisation> book_id_;
    BookMemory own_memory_;  // where nothing is kept
    BookMemory& memory_;
    Book& book_ = memory_.book;
    std::int64_t sequence_before_ = 0;
    meta::Date today_{};
    OpenAccounts accounts_;
    std::unordered_map<std::int64_t, Pending> pendings_;
    // Of the voucher that is being looked at.
    std::vector<Touched> touched_;
    std::vector<Resolved> resolved_;
    std::vector<std::int64_t> made_pending_;
    std::vector<std::int64_t> reversed_;
};

Result<> Batch::begin() {
    DENGYUN_CHECK(load(memory_, unit_, book_id_));
    sequence_before_ = book_.sequence;
    book_.at = std::max(book_.at, unit_.now());
    today_ = china_date(book_.at);
    return {};
}

// A repeated voucher: every transfer is there with the same content. Ids above the newest one are new for certain.
Result<std::optional<Result<Posted>>> Batch::answer_again(const VoucherRequest& voucher) {
    Posted posted{.repeated = true};
    for (std::size_t i = 0; i < voucher.transfers.size(); ++i) {
        const auto& request = voucher.transfers[i];
        if (request.id.value > memory_.newest_id) {
            if (posted.transfers == 0) continue;
            return refusal(ErrorKind::conflict, "transfer.id_reused", i);
        }
        DENGYUN_TRY(found, find_transfer(unit_, book_id_, request.id));
        if (!found) {
            if (posted.transfers == 0) continue;
            return refusal(ErrorKind::conflict, "transfer.id_reused", i);
        }
        if (posted.transfers != static_cast<std::int64_t>(i) || !is_same(request, voucher.id, *found))
            return refusal(ErrorKind::conflict, "transfer.id_reused", i);
        if (i == 0) posted.first_sequence = found->sequence;
        ++posted.transfers;
    }
    if (posted.transfers == 0) return std::nullopt;
    // A part of a voucher is other content.
    std::int64_t linked = 1;
    const meta::Scalar key[] = {book_id_.value, voucher.id.value};
    DENGYUN_CHECK(unit_.query("SELECT transfers FROM ledger_voucher WHERE organisation_id = ? AND id = ?", key,
                              [&](const store::Row& row) { linked = row.integer(0); }));
    if (linked != posted.transfers) return refusal(ErrorKind::conflict, "transfer.id_reused", 0);
    return Result<Posted>(posted);
}

Result<Result<Pending*>> Batch::open_pending(const TransferRequest& request) {
    const auto id = request.pending_id.value_or(Id<Transfer>{});
    auto known = pendings_.find(id.value);
    if (known == pendings_.end()) {
        DENGYUN_TRY(found, find_pending(unit_, book_id_, id));
        if (!found) return Result<Pending*>(fail(ErrorKind::conflict, "transfer.not_pending"));
        known = pendings_.emplace(id.value, std::move(*found)).first;
    }
    auto& pending = known->second;
    const auto& held = pending.transfer;
    if (pending.status == PendingStatus::expired)
        return Result<Pending*>(fail(ErrorKind::conflict, "transfer.pending_expired"));
    if (pending.status != PendingStatus::open)
        return Result<Pending*>(fail(ErrorKind::conflict, "transfer.not_pending"));
    if (request.amount > held.amount) return Result<Pending*>(fail(ErrorKind::conflict, "transfer.exceeds_pending"));
    if ((request.debit_account_id && request.debit_account_id != held.debit_account_id) ||
        (request.credit_account_id && request.credit_account_id != held.credit_account_id))
        return Result<Pending*>(fail(ErrorKind::conflict, "transfer.not_pending"));
    return Result<Pending*>(&pending);
}

// Posts or voids a pending transfer: the whole hold is lifted, and what is posted moves.
Result<Result<Transfer>> Batch::settle(const TransferRequest& request, Transfer transfer) {
    DENGYUN_TRY(found, open_pending(request));
    if (!found) return Result<Transfer>(std::unexpected(std::move(found).error()));
    auto& pending = **found;
    transfer.debit_account_id = pending.transfer.debit_account_id;
    transfer.credit_account_id = pending.transfer.credit_account_id;
    const bool posts = transfer.kind == TransferKind::post;
    if (posts && transfer.amount.value == 0) transfer.amount = pending.transfer.amount;
    if (!posts) transfer.amount = pending.transfer.amount;
    resolved_.push_back({&pending, pending.status});
    pending.status = posts                                   ? PendingStatus::posted
                     : transfer.kind == TransferKind::expire ? PendingStatus::expired
                                                             : PendingStatus::voided;
    DENGYUN_TRY(objection, apply(transfer, pending.transfer.amount));
    if (objection) return Result<Transfer>(std::unexpected(std::move(*objection)));
    return Result<Transfer>(std::move(transfer));
}

Result<std::optional<Error>> Batch::objection_to_reversal(const TransferRequest& request) {
    DENGYUN_TRY(original, find_transfer(unit_, book_id_, *request.reverses_id));
    if (!original || !reverses(request, *original)) return Error{ErrorKind::conflict, "transfer.not_reversible"};
    bool taken = std::ranges::find(reversed_, original->id.value) != reversed_.end();
    const meta::Scalar key[] = {book_id_.value, original->id.value};
    DENGYUN_CHECK(
        unit_.query("SELECT 1 FROM ledger_transfer WHERE organisation_id = ? AND reverses_id = ? AND "
                    "reverses_id <> 0",
                    key, [&](const store::Row&) { taken = true; }));
    if (taken) return Error{ErrorKind::conflict, "transfer.already_reversed"};
    reversed_.push_back(original->id.value);
    return std::nullopt;
}

// Moves the balances of both accounts. `held`: what the pending transfer that is being settled holds.
Result<std::optional<Error>> Batch::apply(Transfer& transfer, Money held) {
    DENGYUN_TRY(debit, accounts_.find(transfer.debit_account_id.value));
    DENGYUN_TRY(credit, accounts_.find(transfer.credit_account_id.value));
    if (debit == nullptr || credit == nullptr) return Error{ErrorKind::invalid, "transfer.unknown_account"};
    touched_.push_back({debit, debit->balance});
    touched_.push_back({credit, credit->balance});
    if (auto objection = move_balances(transfer, held, *debit, *credit)) return objection;
    accounts_.change(transfer.debit_account_id.value, *debit);
    accounts_.change(transfer.credit_account_id.value, *credit);
    return std::nullopt;
}

// The balances remember the sequence, so it is given before they move.
Transfer Batch::next_transfer(const TransferRequest& request) {
    auto transfer = transfer_of(request, book_id_, book_.at, today_);
    transfer.sequence = ++book_.sequence;
    return transfer;
}

Result<Result<Transfer>> Batch::prepare(const TransferRequest& request) {
    if (auto objection = objection_to(request, unit_.now(), today_))
        return Result<Transfer>(std::unexpected(*objection));
    auto transfer = next_transfer(request);
    if (memory_.closed_through && transfer.effective_on <= *memory_.closed_through)
        return Result<Transfer>(fail(ErrorKind::conflict, "transfer.period_closed"));
    if (request.kind == TransferKind::post || request.kind == TransferKind::void_)
        return settle(request, std::move(transfer));
    if (request.reverses_id) {
        DENGYUN_TRY(objection, objection_to_reversal(request));
        if (objection) return Result<Transfer>(std::unexpected(std::move(*objection)));
    }
    DENGYUN_TRY(objection, apply(transfer, Money{}));
    if (objection) return Result<Transfer>(std::unexpected(std::move(*objection)));
    if (request.kind == TransferKind::pending) {
        pendings_[transfer.id.value] = {transfer, PendingStatus::open};
        made_pending_.push_back(transfer.id.value);
    }
    return Result<Transfer>(std::move(transfer));
}

void Batch::take_back() {
    for (auto& touched : std::views::reverse(touched_)) touched.account->balance = touched.before;
    for (auto& resolved : std::views::reverse(resolved_)) resolved.pending->status = resolved.before;
    for (const auto id : made_pending_) pendings_.erase(id);
}

Result<> Batch::write(std::vector<Transfer>& transfers, const VoucherRequest& voucher) {
    if (voucher.id) {
        const meta::Scalar row[] = {book_id_.value,
                                    voucher.id.value,
                                    ++book_.vouchers,
                                    milliseconds_of(book_.at),
                                    std::string_view(voucher.memo),
                                    std::string_view(voucher.evidence_entity),
                                    voucher.evidence_id,
                                    transfers.front().sequence,
                                    static_cast<std::int64_t>(transfers.size())};
        DENGYUN_CHECK(unit_.execute(
            "INSERT INTO ledger_voucher (organisation_id, id, number, at, memo, evidence_entity, evidence_id, "
            "first_sequence, transfers) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row));
    }
    const auto checkpoint = [&](Id<Account> account, std::int64_t entry, std::int64_t sequence) -> Result<> {
        if (entry == 0 || entry % checkpoint_interval != 0) return {};
        const meta::Scalar row[] = {book_id_.value, account.value, entry, sequence, milliseconds_of(book_.at)};
        DENGYUN_CHECK(
            unit_.execute("INSERT INTO ledger_checkpoint (organisation_id, account_id, entry, sequence, at) "
                          "VALUES (?, ?, ?, ?, ?)",
                          row));
        return {};
    };
    for (auto& transfer : transfers) {
        transfer.hash = transfer_hash(book_.hash, transfer);
        book_.hash = transfer.hash;
        DENGYUN_CHECK(insert_transfer(unit_, transfer));
        if (transfer.kind == TransferKind::pending) {
            DENGYUN_CHECK(insert_pending(unit_, transfer));
            memory_.next_expiry = std::min(memory_.next_expiry, transfer.expires_at.value_or(Instant::max()));
        }
        if (transfer.pending_id)
            DENGYUN_CHECK(resolve_pending(unit_, transfer, pendings_.at(transfer.pending_id->value).status));
        DENGYUN_CHECK(checkpoint(transfer.debit_account_id, transfer.debit_entry, transfer.sequence));
        DENGYUN_CHECK(checkpoint(transfer.credit_account_id, transfer.credit_entry, transfer.sequence));
        memory_.newest_id = std::max(memory_.newest_id, transfer.id.value);
    }
    return {};
}

Result<Result<Posted>> Batch::add(const VoucherRequest& voucher) {
    if (auto objection = objection_to(voucher)) return Result<Posted>(std::unexpected(std::move(*objection)));
    DENGYUN_TRY(again, answer_again(voucher));
    if (again) return std::move(*again);
    touched_.clear();
    resolved_.clear();
    made_pending_.clear();
    reversed_.clear();
    if (voucher.id) {
        bool taken = false;
        const meta::Scalar key[] = {book_id_.value, voucher.id.value};
        DENGYUN_CHECK(unit_.query("SELECT 1 FROM ledger_voucher WHERE organisation_id = ? AND id = ?", key,
                                  [&](const store::Row&) { taken = true; }));
        if (taken) return Result<Posted>(fail(ErrorKind::conflict, "transfer.id_reused"));
    }
    std::vector<Transfer> transfers;
    transfers.reserve(voucher.transfers.size());
    const auto first = book_.sequence + 1;
    for (std::size_t i = 0; i < voucher.transfers.size(); ++i) {
        DENGYUN_TRY(prepared, prepare(voucher.transfers[i]));
        if (!prepared) {
            take_back();
            book_.sequence = first - 1;
            auto error = std::move(prepared).error();
            if (error.issues.empty()) error.issues.push_back({fmt::format("transfers.{}", i), "refused"});
            return Result<Posted>(std::unexpected(std::move(error)));
        }
        prepared->actor_id = voucher.actor_id;
        if (voucher.id) prepared->voucher_id = voucher.id;
        transfers.push_back(std::move(*prepared));
    }
    DENGYUN_CHECK(write(transfers, voucher));
    return Result<Posted>(Posted{first, static_cast<std::int64_t>(transfers.size())});
}

Result<std::int64_t> Batch::expire(unsigned limit) {
    if (memory_.next_expiry > unit_.now()) return 0;
    DENGYUN_TRY(due, due_pendings(unit_, book_id_, limit));
    for (const auto id : due) {
        touched_.clear();
        resolved_.clear();
        made_pending_.clear();
        TransferRequest request{.id = unit_.new_id<Transfer>(), .kind = TransferKind::expire, .pending_id = id};
        DENGYUN_TRY(expired, settle(request, next_transfer(request)));
        // Lifting a hold breaks no limit.
        DENGYUN_ASSERT(expired.has_value());
        std::vector<Transfer> one{std::move(*expired)};
        DENGYUN_CHECK(write(one, {}));
    }
    DENGYUN_TRY(next, next_expiry(unit_, book_id_));
    memory_.next_expiry = next;
    return static_cast<std::int64_t>(due.size());
}

Result<> Batch::finish() {
    if (book_.sequence == sequence_before_) return {};
    DENGYUN_CHECK(accounts_.write());
    DENGYUN_CHECK(write_book(unit_, book_id_, book_));
    return unit_.emit(
        book_id_, "ledger_book", book_id_.value, "posted",
        fmt::format(R"({{"first_sequence":{},"last_sequence":{}}})", sequence_before_ + 1, book_.sequence));
}

}  // namespace

Result<std::vector<Result<Posted>>> post_batch(store::Unit& unit, Id<Organisation> book,
                                               std::span<const VoucherRequest> vouchers) {
    std::size_t transfers = 0;
    for (const auto& voucher : vouchers) transfers += voucher.transfers.size();
    if (transfers > batch_transfers_max)
        return fail(ErrorKind::invalid, "request.invalid",
                    {{"vouchers", "too_many", std::to_string(batch_transfers_max)}});
    Batch batch(unit, book);
    DENGYUN_CHECK(batch.begin());
    DENGYUN_TRY(expired, batch.expire(expired_at_once_max));
    static_cast<void>(expired);
    std::vector<Result<Posted>> outcomes;
    outcomes.reserve(vouchers.size());
    for (const auto& voucher : vouchers) {
        DENGYUN_TRY(outcome, batch.add(voucher));
        outcomes.push_back(std::move(outcome));
    }
    DENGYUN_CHECK(batch.finish());
    return outcomes;
}

Result<Posted> post(store::Unit& unit, Id<Organisation> book, const VoucherRequest& voucher) {
    DENGYUN_TRY(outcomes, post_batch(unit, book, {&voucher, 1}));
    return std::move(outcomes.front());
}

Result<std::int64_t> expire_due(store::Unit& unit, Id<Organisation> book, unsigned limit) {
    Batch batch(unit, book);
    DENGYUN_CHECK(batch.begin());
    DENGYUN_TRY(expired, batch.expire(limit));
    DENGYUN_CHECK(batch.finish());
    return expired;
}

}  // namespace dengyun::ledger
