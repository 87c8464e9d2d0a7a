#include "modules/ledger/posting/pendings.h"

#include <fmt/format.h>

namespace dengyun::ledger {
namespace {

std::string_view name_of(PendingStatus status) {
    constexpr std::string_view names[] = {"open", "posted", "voided", "expired"};
    return names[static_cast<std::size_t>(status)];
}

}  // namespace

Result<std::optional<Pending>> find_pending(store::Reader& reader, Id<Organisation> book, Id<Transfer> id) {
    DENGYUN_TRY(transfer, find_transfer(reader, book, id));
    if (!transfer || transfer->kind != TransferKind::pending) return std::nullopt;
    Pending pending{std::move(*transfer)};
    const meta::Scalar key[] = {book.value, id.value};
    DENGYUN_CHECK(reader.query("SELECT status FROM ledger_pending WHERE organisation_id = ? AND transfer_id = ?", key,
                               [&](const store::Row& row) {
                                   for (const auto status :
                                        {PendingStatus::posted, PendingStatus::voided, PendingStatus::expired})
                                       if (name_of(status) == row.text(0)) pending.status = status;
                               }));
    return pending;
}

Result<> insert_pending(store::Unit& unit, const Transfer& transfer) {
    const meta::Scalar row[] = {
        transfer.organisation_id.value, transfer.id.value, name_of(PendingStatus::open),
        transfer.expires_at ? meta::Scalar(milliseconds_of(*transfer.expires_at)) : meta::Scalar()};
    DENGYUN_CHECK(
        unit.execute("INSERT INTO ledger_pending (organisation_id, transfer_id, status, expires_at, "
                     "resolved_by) VALUES (?, ?, ?, ?, NULL)",
                     row));
    return {};
}

Result<> resolve_pending(store::Unit& unit, const Transfer& by, PendingStatus status) {
    const meta::Scalar row[] = {name_of(status), by.id.value, by.organisation_id.value, by.pending_id->value};
    DENGYUN_CHECK(unit.execute(
        "UPDATE ledger_pending SET status = ?, resolved_by = ? WHERE organisation_id = ? AND transfer_id = ?", row));
    return {};
}

Result<std::vector<Id<Transfer>>> due_pendings(store::Reader& reader, Id<Organisation> book, unsigned limit) {
    std::vector<Id<Transfer>> due;
    const meta::Scalar key[] = {book.value, milliseconds_of(reader.now()), std::int64_t{limit}};
    DENGYUN_CHECK(
        reader.query("SELECT transfer_id FROM ledger_pending WHERE organisation_id = ? AND status = 'open' "
                     "AND expires_at <= ? ORDER BY expires_at, transfer_id LIMIT ?",
                     key, [&](const store::Row& row) { due.push_back({row.integer(0)}); }));
    return due;
}

Result<Instant> next_expiry(store::Reader& reader, Id<Organisation> book) {
    auto next = Instant::max();
    const meta::Scalar key[] = {book.value};
    DENGYUN_CHECK(reader.query(
        "SELECT expires_at FROM ledger_pending WHERE organisation_id = ? AND status = 'open' AND expires_at IS NOT "
        "NULL ORDER BY expires_at LIMIT 1",
        key, [&](const store::Row& row) { next = instant_of(row.integer(0)); }));
    return next;
}

}  // namespace dengyun::ledger
