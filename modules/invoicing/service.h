#pragma once
// What can be done with statements, invoices and exceptions, each in one unit with its rows and events. The unit's
// scope writes both sides (Scope::crossing, Scope::system); what each side may do is asked of the state tables.
#include "kernel/store/unit.h"
#include "modules/invoicing/debit_notes/debit_note.h"
#include "modules/invoicing/exceptions/match_exception.h"

namespace dengyun::invoicing {

[[nodiscard]] const flow::Mover& system_mover();

// --- Statements

struct Delivery {
    Id<Source> shipment_id{};
    std::string lot;
    Quantity shipped{};
    Quantity accepted{};
    meta::Date delivered_on{};
    Money price_cut{};  // of a concession for these goods, without tax
};
// What was accepted of an order line; one line for each receipt of it. What is accepted later of the same receipt adds
// to it while it is open, else makes another.
[[nodiscard]] Result<StatementLine> add_delivery(store::Unit& unit, const OrderLine& line, const Delivery& delivery);
// A receipt is reversed: its goods are not stated any more. Errors: conflict "statement_line.stated" (disputed,
// confirmed or invoiced already).
[[nodiscard]] Result<> take_back(store::Unit& unit, Id<OrderLine> line, Id<Source> shipment, std::string_view lot,
                                 Quantity accepted);
// What went back of an order line lowers its latest lines that are not invoiced; answers how much it could not lower.
[[nodiscard]] Result<Quantity> lower_deliveries(store::Unit& unit, Id<OrderLine> line, Quantity returned);
// The open lines of a buyer and a supplier up to a day, for both to confirm. Errors: conflict "statement.nothing_open".
[[nodiscard]] Result<Statement> propose(store::Unit& unit, Id<Organisation> buyer, Id<Organisation> supplier,
                                        meta::Date until);
[[nodiscard]] Result<std::vector<StatementLine>> lines_of(store::Reader& reader, Id<Statement> statement);
// By one side; when both have, or time is up, its lines are confirmed that nobody disputes. Errors: of the state table.
[[nodiscard]] Result<Statement> confirm(store::Unit& unit, Statement statement, bool by_supplier);
[[nodiscard]] Result<Statement> deem_confirmed(store::Unit& unit, Statement statement);
// Of a proposed line: another quantity, with the reason. Errors: of the state table; invalid with an issue on claimed
// (exceeds_open: more than was shipped or accepted).
[[nodiscard]] Result<StatementLine> dispute(store::Unit& unit, StatementLine line, Quantity claimed, std::string reason,
                                            const flow::Mover& mover);
// agree, concur; propose and roll of the timers. Errors: of the state table; conflict "statement_line.by_dispute".
[[nodiscard]] Result<StatementLine> move_line(store::Unit& unit, StatementLine line, LineAction action,
                                              const flow::Mover& mover);

// --- Invoices

// A draft. Errors: complete's; invalid with issues on number (taken), lines.N.order_line_id (unknown_reference: not an
// order line between the two).
[[nodiscard]] Result<SupplierInvoice> add_invoice(store::Unit& unit, SupplierInvoice invoice);
// A draft over the confirmed lines of a statement, as they stand. Errors: conflict "statement.nothing_to_invoice"; as
// add_invoice.
[[nodiscard]] Result<SupplierInvoice> invoice_statement(store::Unit& unit, const Statement& statement,
                                                        std::string number, meta::Date invoiced_on);
// submit: matched at once; refuse by the buyer; withdraw by the supplier; lapse by the timer. Errors: of the state
// table; invalid with an issue on reason.
[[nodiscard]] Result<SupplierInvoice> move_invoice(store::Unit& unit, SupplierInvoice invoice, InvoiceAction action,
                                                   const flow::Mover& mover);
// Matches again whatever waits of these order lines: goods have come or gone back, an invoice is no more.
[[nodiscard]] Result<> rematch(store::Unit& unit, std::span<const Id<OrderLine>> lines);
// Errors: of the state table; invalid with an issue on reason where it is refused.
[[nodiscard]] Result<MatchException> decide(store::Unit& unit, MatchException exception, ExceptionAction action,
                                            const flow::Mover& mover);

// Invoices and credit notes of these lines of one order, drafts too, the newest first; at most invoices_told_max.
inline constexpr std::int64_t invoices_told_max = 200;
[[nodiscard]] Result<std::vector<SupplierInvoice>> invoices_of(store::Reader& reader, std::span<const OrderLine> lines);

// The invoice or credit note of that number that the buyer has received of the supplier, however it is written.
[[nodiscard]] Result<std::optional<SupplierInvoice>> find_invoice(store::Reader& reader, Id<Organisation> buyer,
                                                                  Id<Organisation> supplier, std::string_view number);

// What is due of an invoice and not paid; and of it what no debit note holds back.
[[nodiscard]] Money open_amount(const SupplierInvoice& invoice);
[[nodiscard]] Money payable_amount(const SupplierInvoice& invoice);
// Of credit notes between the two that were not offset yet; the oldest first.
[[nodiscard]] Result<std::vector<SupplierInvoice>> open_credits(store::Reader& reader, Id<Organisation> buyer,
                                                                Id<Organisation> supplier);
// `amount` of it was paid or offset. Errors: conflict "supplier_invoice.exceeds_due".
[[nodiscard]] Result<SupplierInvoice> note_paid(store::Unit& unit, SupplierInvoice invoice, Money amount);

// --- Debit notes

// Issued at once: its amount is held back. Errors: complete's; conflict "debit_note.not_due"; limit
// "debit_note.too_many"; invalid with issues on invoice_id (unknown_reference: not one that the buyer has received),
// lines.N.quantity and lines (exceeds_owed: more than is due of the line, of the invoice net of credits).
[[nodiscard]] Result<DebitNote> add_debit_note(store::Unit& unit, DebitNote note);
// Agreed to, it is offset against the invoice; withdrawn, nothing is held back any more. Errors: of the state table;
// invalid with an issue on reason.
[[nodiscard]] Result<DebitNote> move_debit_note(store::Unit& unit, DebitNote note, DebitAction action,
                                                const flow::Mover& mover);
// Of the statement's buyer, supplier and month, without those that were withdrawn.
[[nodiscard]] Result<std::vector<DebitNote>> debit_notes_of(store::Reader& reader, const Statement& statement);

}  // namespace dengyun::invoicing
