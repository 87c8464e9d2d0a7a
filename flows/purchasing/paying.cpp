// What is due of an invoice goes from the buyer's cash to the supplier, less his credit notes.
#include <algorithm>

#include "flows/purchasing/purchasing.h"
#include "modules/escrow/api.h"
#include "modules/ledger/api.h"

namespace dengyun::purchasing {
namespace {

using invoicing::SupplierInvoice;

Result<> transfer(store::Unit& unit, const SupplierInvoice& invoice, Money amount) {
    DENGYUN_TRY(cash, escrow::cash_of(unit, invoice.buyer_id));
    DENGYUN_TRY(payable, escrow::payable_of(unit, invoice.organisation_id));
    ledger::VoucherRequest voucher{.id = unit.new_id<ledger::Voucher>(),
                                   .memo = "supplier_invoice.memo_paid " + invoice.number,
                                   .evidence_entity = std::string(SupplierInvoice::description.name),
                                   .evidence_id = invoice.id.value,
                                   .actor_id = unit.scope().actor().id};
    voucher.transfers.push_back({.id = unit.new_id<ledger::Transfer>(),
                                 .debit_account_id = cash.id,
                                 .credit_account_id = payable.id,
                                 .amount = amount,
                                 .evidence_entity = voucher.evidence_entity,
                                 .evidence_id = voucher.evidence_id,
                                 .memo = voucher.memo});
    DENGYUN_TRY(posted, ledger::post(unit, ledger::custody_book, voucher));
    static_cast<void>(posted);
    return {};
}

}  // namespace

Result<SupplierInvoice> pay(store::Unit& unit, SupplierInvoice invoice, std::optional<Money> wanted) {
    // What a debit note holds back waits for its decision.
    const auto payable = invoicing::payable_amount(invoice);
    const auto amount = wanted.value_or(payable);
    if (invoice.kind != invoicing::InvoiceKind::invoice || amount.value < 1 || amount > payable)
        return fail(ErrorKind::conflict, "supplier_invoice.exceeds_due");
    auto left = amount;
    DENGYUN_TRY(credits, invoicing::open_credits(unit, invoice.buyer_id, invoice.organisation_id));
    for (auto& credit : credits) {
        const Money part{std::min(left.value, invoicing::open_amount(credit).value)};
        if (part.value < 1) continue;
        DENGYUN_CHECK(invoicing::note_paid(unit, std::move(credit), part));
        left.value -= part.value;
    }
    if (left.value > 0) DENGYUN_CHECK(transfer(unit, invoice, left));
    return invoicing::note_paid(unit, std::move(invoice), amount);
}

}  // namespace dengyun::purchasing
