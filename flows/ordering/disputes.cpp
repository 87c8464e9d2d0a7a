// Disputes about an order: each freezes what it is about in the order's escrow, and nothing else.
#include <algorithm>

#include "flows/ordering/money.h"

namespace dengyun::ordering {
namespace {

Result<escrow::Escrow> escrow_of(store::Reader& reader, const SalesOrder& order) {
    if (!order.escrow_id) return fail(ErrorKind::conflict, "ordering.no_escrow");
    return reader.find(*order.escrow_id);
}

escrow::Dispute about(const Subject& subject, Money amount, std::string reason) {
    return {.subject_kind = std::string(subject.kind),
            .subject_id = Id<escrow::Subject>{subject.id},
            .amount = amount,
            .reason = std::move(reason)};
}

}  // namespace

Result<escrow::Dispute> dispute(store::Unit& unit, const SalesOrder& order, Money amount, std::string reason,
                                bool by_supplier) {
    DENGYUN_TRY(row, escrow_of(unit, order));
    return escrow::freeze(unit, std::move(row),
                          {.amount = amount, .reason = std::move(reason), .opened_by_supplier = by_supplier});
}

Result<> dispute_rejected(store::Unit& unit, const SalesOrder& order, Quantity rejected, const Subject& inspection,
                          std::string reason) {
    DENGYUN_TRY(row, escrow_of(unit, order));
    if (!is_going(row)) return {};
    const auto amount = std::min(orders::value_up_to(order, rejected), escrow::open_amount(row));
    if (amount.value < 1) return {};
    DENGYUN_CHECK(escrow::freeze(unit, std::move(row), about(inspection, amount, std::move(reason))));
    return {};
}

Result<> make_room(store::Unit& unit, const SalesOrder& order, Money due) {
    DENGYUN_TRY(row, escrow_of(unit, order));
    auto missing = due.value - escrow::open_amount(row).value;
    if (missing <= 0 || !is_going(row)) return {};
    DENGYUN_TRY(disputes, escrow::open_disputes(unit, row));
    for (auto& one : disputes) {
        if (one.follows_subject || !one.subject_id || missing <= 0) continue;
        const auto before = one.lifted.value;
        DENGYUN_TRY(lifted, escrow::lift(unit, std::move(one), {missing}, "made good by a later delivery"));
        missing -= lifted.lifted.value - before;
    }
    return {};
}

Result<> dispute_return(store::Unit& unit, const SalesOrder& order, Quantity returned, const Subject& subject,
                        std::string reason) {
    DENGYUN_TRY(row, escrow_of(unit, order));
    const auto value = value_of_return(order, returned);
    DENGYUN_CHECK(escrow::freeze_claim(unit, std::move(row), about(subject, value, std::move(reason))));
    return {};
}

Result<> end_return_dispute(store::Unit& unit, const SalesOrder& order, const Subject& subject, std::string reason) {
    DENGYUN_TRY(row, escrow_of(unit, order));
    DENGYUN_TRY(disputes, escrow::open_disputes(unit, row));
    const auto found = std::ranges::find_if(disputes, [&](const escrow::Dispute& one) {
        return one.subject_kind == subject.kind && one.subject_id == Id<escrow::Subject>{subject.id};
    });
    if (found == disputes.end()) return {};
    DENGYUN_CHECK(escrow::lift(unit, std::move(*found), {}, std::move(reason)));
    // Where the order is over nothing else will give back what is free now.
    using enum orders::OrderStatus;
    const bool is_over = order.status == settled || order.status == closed || order.status == closed_short;
    return is_over ? refund(unit, order.escrow_id) : Result<>{};
}

}  // namespace dengyun::ordering
