// The life of an invoice: drafted, submitted and matched, decided, paid.
#include <algorithm>
#include <set>

#include "engines/matching/api.h"
#include "modules/invoicing/rows.h"

namespace dengyun::invoicing {
namespace {

std::vector<Id<OrderLine>> order_lines_of(const SupplierInvoice& invoice) {
    std::set<Id<OrderLine>> ids;
    for (const auto& line : invoice.lines) ids.insert(line.order_line_id);
    return {ids.begin(), ids.end()};
}

Result<> check_lines(store::Reader& reader, const SupplierInvoice& invoice) {
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < invoice.lines.size(); ++i) {
        const auto found = reader.find(invoice.lines[i].order_line_id);
        const bool between =
            found && found->organisation_id == invoice.buyer_id && found->supplier_id == invoice.organisation_id;
        if (!between) issues.push_back({fmt::format("lines.{}.order_line_id", i), "unknown_reference"});
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<SupplierInvoice> move(store::Unit& unit, SupplierInvoice invoice, InvoiceAction action,
                             const flow::Mover& mover) {
    return step(unit, std::move(invoice), action, mover, &SupplierInvoice::buyer_id);
}

// What the invoice had is free again for another one.
Result<> let_go(store::Unit& unit, const SupplierInvoice& invoice) {
    for (const auto& line : invoice.lines)
        if (line.matched.value != 0 && invoice.kind == InvoiceKind::invoice)
            DENGYUN_CHECK(purchase_orders::count(unit, line.order_line_id, {.invoiced = -line.matched.value}));
    DENGYUN_CHECK(release_lines(unit, invoice.id));
    DENGYUN_TRY(exceptions, exceptions_of(unit, invoice.id));
    for (auto& one : exceptions)
        if (one.status == ExceptionStatus::open)
            DENGYUN_CHECK(
                step(unit, std::move(one), ExceptionAction::resolve, system_mover(), &MatchException::supplier_id));
    return match_again(unit, order_lines_of(invoice));
}

// Whether a credit note takes back some of it: without the invoice it would take back something else.
Result<bool> is_credited(store::Reader& reader, const SupplierInvoice& invoice) {
    if (invoice.kind == InvoiceKind::credit_note) return false;
    DENGYUN_TRY(notes,
                rows_of<SupplierInvoice>(
                    reader,
                    "SELECT id FROM supplier_invoice WHERE organisation_id = ? AND buyer_id = ? AND kind = "
                    "'credit_note' AND status IN ('submitted', 'blocked', 'matched', 'paid') ORDER BY id DESC "
                    "LIMIT 1000",
                    std::array{meta::Scalar(invoice.organisation_id.value), meta::Scalar(invoice.buyer_id.value)}));
    const auto matched_of = [](const SupplierInvoice& one, Id<OrderLine> id) {
        std::int64_t sum = 0;
        for (const auto& line : one.lines)
            if (line.order_line_id == id) sum += line.matched.value;
        return sum;
    };
    for (const auto id : order_lines_of(invoice)) {
        DENGYUN_TRY(line, reader.find(id));
        std::int64_t credited = 0;
        for (const auto& note : notes) credited += matched_of(note, id);
        if (line.invoiced.value - matched_of(invoice, id) < credited) return true;
    }
    return false;
}

// Nobody has decided in time: what does not fit is refused, what is due stays due.
Result<SupplierInvoice> lapse(store::Unit& unit, const SupplierInvoice& invoice) {
    const auto id = invoice.id;
    DENGYUN_TRY(exceptions, exceptions_of(unit, id));
    for (auto& one : exceptions) {
        if (one.status != ExceptionStatus::open) continue;
        one.status_reason = "逾期未处理 / not decided in time";
        DENGYUN_CHECK(
            step(unit, std::move(one), ExceptionAction::refuse, system_mover(), &MatchException::supplier_id));
    }
    DENGYUN_CHECK(match_again(unit, order_lines_of(invoice)));
    DENGYUN_TRY(after, unit.find(id));
    // What only shows now that the rest is refused has a time of its own.
    if (after.status == InvoiceStatus::blocked) DENGYUN_CHECK(api::arm_timer(unit, after));
    return std::move(after);
}

}  // namespace

Result<std::vector<SupplierInvoice>> invoices_of(store::Reader& reader, std::span<const OrderLine> lines) {
    if (lines.empty()) return std::vector<SupplierInvoice>{};
    // Nothing bills an order before it is there.
    DENGYUN_TRY(all, rows_of<SupplierInvoice>(
                         reader,
                         "SELECT id FROM supplier_invoice WHERE organisation_id = ? AND buyer_id = ? AND created_at >= "
                         "? ORDER BY id DESC LIMIT 1000",
                         std::array{meta::Scalar(lines.front().supplier_id.value),
                                    meta::Scalar(lines.front().organisation_id.value),
                                    meta::Scalar(milliseconds_of(lines.front().created_at))}));
    const auto bills = [&](const InvoiceLine& one) {
        return std::ranges::find(lines, one.order_line_id, &OrderLine::id) != lines.end();
    };
    std::erase_if(all, [&](const auto& invoice) { return std::ranges::none_of(invoice.lines, bills); });
    if (all.size() > static_cast<std::size_t>(invoices_told_max))
        all.resize(static_cast<std::size_t>(invoices_told_max));
    return all;
}

Result<std::vector<StatementLine>> lines_of(store::Reader& reader, Id<SupplierInvoice> invoice) {
    return rows_of<StatementLine>(reader, "SELECT id FROM statement_line WHERE invoice_id = ? ORDER BY id",
                                  std::array{meta::Scalar(invoice.value)});
}

Result<std::optional<SupplierInvoice>> find_invoice(store::Reader& reader, Id<Organisation> buyer,
                                                    Id<Organisation> supplier, std::string_view number) {
    const auto normal = matching::normal_number(number);
    DENGYUN_TRY(found, rows_of<SupplierInvoice>(
                           reader,
                           "SELECT id FROM supplier_invoice WHERE organisation_id = ? AND normal_number = ? AND "
                           "buyer_id = ? AND status <> 'draft'",
                           std::array{meta::Scalar(supplier.value), meta::Scalar(std::string_view(normal)),
                                      meta::Scalar(buyer.value)}));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Result<SupplierInvoice> settle(store::Unit& unit, SupplierInvoice invoice) {
    DENGYUN_TRY(paid, move(unit, std::move(invoice), InvoiceAction::pay, system_mover()));
    DENGYUN_TRY(lines, lines_of(unit, paid.id));
    for (auto& line : lines) DENGYUN_CHECK(move_if_open(unit, std::move(line), LineAction::pay));
    return std::move(paid);
}

Result<> release_lines(store::Unit& unit, Id<SupplierInvoice> invoice) {
    DENGYUN_TRY(lines, lines_of(unit, invoice));
    for (auto& line : lines) {
        line.invoice_id.reset();
        DENGYUN_CHECK(move_if_open(unit, std::move(line), LineAction::release));
    }
    return {};
}

Result<SupplierInvoice> add_invoice(store::Unit& unit, SupplierInvoice invoice) {
    DENGYUN_CHECK(complete(invoice));
    DENGYUN_CHECK(check_lines(unit, invoice));
    DENGYUN_TRY(taken, rows_of<SupplierInvoice>(
                           unit, "SELECT id FROM supplier_invoice WHERE organisation_id = ? AND normal_number = ?",
                           std::array{meta::Scalar(invoice.organisation_id.value),
                                      meta::Scalar(std::string_view(invoice.normal_number))}));
    if (!taken.empty()) return fail(ErrorKind::invalid, "request.invalid", {{"number", "invoiced_before"}});
    return unit.insert(std::move(invoice));
}

Result<SupplierInvoice> invoice_statement(store::Unit& unit, const Statement& statement, std::string number,
                                          meta::Date invoiced_on) {
    DENGYUN_TRY(lines, lines_of(unit, statement.id));
    SupplierInvoice invoice{
        .number = std::move(number), .buyer_id = statement.organisation_id, .invoiced_on = invoiced_on};
    invoice.organisation_id = statement.supplier_id;
    for (const auto& line : lines) {
        if (line.status != LineStatus::confirmed || line.invoice_id || line.quantity.value == 0) continue;
        invoice.lines.push_back({.order_line_id = line.order_line_id,
                                 .description_text = line.description_text,
                                 .unit = line.unit,
                                 .quantity = line.quantity,
                                 .unit_price = line.unit_price,
                                 .net = line.net,
                                 .tax_rate = line.tax_rate,
                                 .tax = line.tax});
    }
    if (invoice.lines.empty()) return fail(ErrorKind::conflict, "statement.nothing_to_invoice");
    if (invoice.lines.size() > invoice_lines_max) return fail(ErrorKind::limit, "supplier_invoice.too_long");
    return add_invoice(unit, std::move(invoice));
}

Result<SupplierInvoice> move_invoice(store::Unit& unit, SupplierInvoice invoice, InvoiceAction action,
                                     const flow::Mover& mover) {
    const auto id = invoice.id;
    switch (action) {
        case InvoiceAction::submit: {
            DENGYUN_CHECK(check_lines(unit, invoice));
            invoice.submitted_at = unit.now();
            DENGYUN_TRY(submitted, move(unit, std::move(invoice), action, mover));
            DENGYUN_CHECK(match_again(unit, order_lines_of(submitted)));
            return unit.find(id);
        }
        case InvoiceAction::lapse:
            return lapse(unit, invoice);
        case InvoiceAction::refuse:
        case InvoiceAction::withdraw: {
            if (action == InvoiceAction::refuse && invoice.status_reason.value_or("").empty())
                return fail(ErrorKind::invalid, "request.invalid", {{"reason", "required"}});
            if (invoice.paid_total.value > 0) return fail(ErrorKind::conflict, "supplier_invoice.paid_in_part");
            DENGYUN_TRY(credited, is_credited(unit, invoice));
            if (credited) return fail(ErrorKind::conflict, "supplier_invoice.credited");
            DENGYUN_TRY(over, move(unit, std::move(invoice), action, mover));
            DENGYUN_CHECK(let_go(unit, over));
            return unit.find(id);
        }
        default:
            return move(unit, std::move(invoice), action, mover);
    }
}

Result<MatchException> decide(store::Unit& unit, MatchException exception, ExceptionAction action,
                              const flow::Mover& mover) {
    if (action == ExceptionAction::refuse && exception.status_reason.value_or("").empty())
        return fail(ErrorKind::invalid, "request.invalid", {{"reason", "required"}});
    DENGYUN_TRY(decided, step(unit, std::move(exception), action, mover, &MatchException::supplier_id));
    DENGYUN_TRY(invoice, unit.find(decided.invoice_id));
    DENGYUN_CHECK(match_again(unit, order_lines_of(invoice)));
    return unit.find(decided.id);
}

Money open_amount(const SupplierInvoice& invoice) {
    const bool is_due = invoice.status == InvoiceStatus::matched || invoice.status == InvoiceStatus::blocked;
    return is_due ? Money{invoice.agreed_total.value - invoice.paid_total.value} : Money{};
}

Money payable_amount(const SupplierInvoice& invoice) {
    return {std::max<std::int64_t>(open_amount(invoice).value - invoice.held_total.value, 0)};
}

Result<std::vector<SupplierInvoice>> open_credits(store::Reader& reader, Id<Organisation> buyer,
                                                  Id<Organisation> supplier) {
    return rows_of<SupplierInvoice>(reader,
                                    "SELECT id FROM supplier_invoice WHERE organisation_id = ? AND buyer_id = ? AND "
                                    "kind = 'credit_note' AND status = 'matched' AND paid_total < agreed_total ORDER "
                                    "BY id LIMIT 100",
                                    std::array{meta::Scalar(supplier.value), meta::Scalar(buyer.value)});
}

Result<SupplierInvoice> note_paid(store::Unit& unit, SupplierInvoice invoice, Money amount) {
    if (amount.value < 1 || amount > open_amount(invoice))
        return fail(ErrorKind::conflict, "supplier_invoice.exceeds_due");
    invoice.paid_total.value += amount.value;
    if (invoice.status != InvoiceStatus::matched || open_amount(invoice).value > 0)
        return unit.update(std::move(invoice), "paid_in_part");
    return settle(unit, std::move(invoice));
}

}  // namespace dengyun::invoicing
