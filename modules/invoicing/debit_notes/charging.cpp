// The life of a debit note: what it may take, what it holds back, and what it takes.
#include <algorithm>
#include <map>

#include "modules/invoicing/rows.h"

namespace dengyun::invoicing {
namespace {

Result<std::vector<DebitNote>> notes_of(store::Reader& reader, Id<SupplierInvoice> invoice) {
    return rows_of<DebitNote>(reader,
                              "SELECT id FROM debit_note WHERE invoice_id = ? AND status <> 'withdrawn' ORDER BY id",
                              std::array{meta::Scalar(invoice.value)});
}

// Of credit notes that wait to be offset and name goods of this invoice: they take the same money.
Result<std::int64_t> credited_of(store::Reader& reader, const SupplierInvoice& invoice) {
    DENGYUN_TRY(credits, open_credits(reader, invoice.buyer_id, invoice.organisation_id));
    std::int64_t sum = 0;
    for (const auto& credit : credits) {
        const bool same_goods = std::ranges::any_of(credit.lines, [&](const InvoiceLine& line) {
            return std::ranges::find(invoice.lines, line.order_line_id, &InvoiceLine::order_line_id) !=
                   invoice.lines.end();
        });
        if (same_goods) sum += open_amount(credit).value;
    }
    return sum;
}

// Of each line no more than is due of it, whatever other debit notes take.
Result<> check_lines(const DebitNote& note, const SupplierInvoice& invoice, std::span<const DebitNote> others) {
    std::map<std::int64_t, std::int64_t> taken;
    for (const auto& other : others)
        for (const auto& line : other.lines) taken[line.position] += line.net.value + line.tax.value;
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < note.lines.size(); ++i) {
        const auto& line = note.lines[i];
        const auto due = invoice.lines[static_cast<std::size_t>(line.position) - 1].agreed.value;
        const auto left = std::max<std::int64_t>(due - taken[line.position], 0);
        const auto amount = line.net.value + line.tax.value;
        if (amount > left)
            issues.push_back({fmt::format("lines.{}.quantity", i), "exceeds_owed", to_text(Money{left})});
        taken[line.position] += amount;
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<std::string> next_number(store::Reader& reader, Id<Organisation> buyer) {
    std::int64_t last = 0;
    const std::array owner{meta::Scalar(buyer.value), meta::Scalar(buyer.value)};
    DENGYUN_CHECK(reader.query(
        "SELECT COALESCE(CAST(SUBSTR(MAX(number), 4) AS BIGINT), 0) FROM debit_note WHERE organisation_id = ? AND id = "
        "(SELECT MAX(id) FROM debit_note WHERE organisation_id = ?)",
        owner, [&](const store::Row& row) { last = row.integer(0); }));
    if (last >= debit_notes_max) return fail(ErrorKind::limit, "debit_note.too_many");
    return fmt::format("DN-{:06}", last + 1);
}

// Written for both sides: the invoice is the supplier's.
Result<> hold(store::Unit& unit, SupplierInvoice invoice, std::int64_t more) {
    invoice.held_total.value += more;
    DENGYUN_CHECK(unit.update(std::move(invoice), "held"));
    return {};
}

// Agreed to, it is offset at once.
Result<> offset(store::Unit& unit, SupplierInvoice invoice, Money amount) {
    invoice.held_total.value -= amount.value;
    invoice.debited_total.value += amount.value;
    DENGYUN_CHECK(note_paid(unit, std::move(invoice), amount));
    return {};
}

}  // namespace

Result<DebitNote> add_debit_note(store::Unit& unit, DebitNote note) {
    const auto found = unit.find(note.invoice_id);
    const bool is_received = found && found->buyer_id == note.organisation_id && found->status != InvoiceStatus::draft;
    if (!is_received) return fail(ErrorKind::invalid, "request.invalid", {{"invoice_id", "unknown_reference"}});
    const auto& invoice = *found;
    if (invoice.kind != InvoiceKind::invoice || invoice.status != InvoiceStatus::matched)
        return fail(ErrorKind::conflict, "debit_note.not_due");
    DENGYUN_CHECK(complete(note, invoice));
    DENGYUN_TRY(others, notes_of(unit, invoice.id));
    DENGYUN_CHECK(check_lines(note, invoice, others));
    DENGYUN_TRY(credited, credited_of(unit, invoice));
    const Money owed{std::max<std::int64_t>(payable_amount(invoice).value - credited, 0)};
    if (total_of(note) > owed)
        return fail(ErrorKind::invalid, "request.invalid", {{"lines", "exceeds_owed", to_text(owed)}});
    note.supplier_id = invoice.organisation_id;
    note.invoice_number = invoice.number;
    note.period_ends_on = month_end(china_date(unit.now()));
    DENGYUN_TRY(number, next_number(unit, note.organisation_id));
    note.number = number;
    DENGYUN_TRY(made, unit.insert(std::move(note)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    DENGYUN_CHECK(unit.emit(made.supplier_id, DebitNote::description.name, made.id.value, "created", "{}"));
    DENGYUN_CHECK(hold(unit, invoice, total_of(made).value));
    return std::move(made);
}

Result<DebitNote> move_debit_note(store::Unit& unit, DebitNote note, DebitAction action, const flow::Mover& mover) {
    if (action == DebitAction::dispute && note.status_reason.value_or("").empty())
        return fail(ErrorKind::invalid, "request.invalid", {{"reason", "required"}});
    if (action != DebitAction::dispute) note.decided_at = unit.now();
    DENGYUN_TRY(moved, step(unit, std::move(note), action, mover, &DebitNote::supplier_id));
    DENGYUN_TRY(invoice, unit.find(moved.invoice_id));
    if (moved.status == DebitStatus::agreed) DENGYUN_CHECK(offset(unit, std::move(invoice), total_of(moved)));
    if (moved.status == DebitStatus::withdrawn) DENGYUN_CHECK(hold(unit, std::move(invoice), -total_of(moved).value));
    return std::move(moved);
}

Result<std::vector<DebitNote>> debit_notes_of(store::Reader& reader, const Statement& statement) {
    return rows_of<DebitNote>(
        reader,
        "SELECT id FROM debit_note WHERE organisation_id = ? AND supplier_id = ? AND period_ends_on = ? AND status <> "
        "'withdrawn' ORDER BY id LIMIT 500",
        std::array{meta::Scalar(statement.organisation_id.value), meta::Scalar(statement.supplier_id.value),
                   meta::Scalar(std::int64_t{month_end(statement.period_ends_on).time_since_epoch().count()})});
}

}  // namespace dengyun::invoicing
