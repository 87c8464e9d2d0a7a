// Statements, invoices, credit and debit notes, exceptions, payments.
#include "test/purchasing/walk.h"

namespace dengyun::purchase_walk {
namespace {

using invoicing::DebitNote;
using invoicing::DebitStatus;
using invoicing::InvoiceKind;
using invoicing::InvoiceStatus;
using invoicing::MatchException;
using invoicing::Statement;
using invoicing::StatementLine;
using invoicing::SupplierInvoice;

class Settling {
  public:
    Settling(Walk& walk, const PurchaseOrder& order)
        : walk_(walk), order_(order), buyer_(owner_of(order.organisation_id)), supplier_(owner_of(order.supplier_id)) {}

    void on_statements() {
        auto& dice = walk_.dice();
        const auto line = walk_.any<StatementLine>(
            "SELECT id FROM statement_line WHERE organisation_id = ? AND supplier_id = ? AND status = 'disputed' ORDER "
            "BY id",
            order_.organisation_id.value, order_.supplier_id.value);
        if (line && dice.one_in(2)) return settle(*line);
        const auto statement = walk_.any<Statement>(
            "SELECT id FROM statement WHERE organisation_id = ? AND supplier_id = ? AND status = 'proposed' ORDER BY "
            "id",
            order_.organisation_id.value, order_.supplier_id.value);
        if (!statement) return propose();
        const auto path = "statements/" + to_text(statement->id);
        walk_.choose({{5,
                       [&] {
                           walk_.command("statement confirm", path + "/confirmation/actions", "",
                                         dice.one_in(2) ? buyer_ : supplier_);
                       }},
                      {2, [&] { dispute(*statement); }}});
    }

    void on_invoices() {
        auto& dice = walk_.dice();
        const auto exception = walk_.any<MatchException>(
            "SELECT id FROM match_exception WHERE organisation_id = ? AND supplier_id = ? AND status = 'open' ORDER BY "
            "id DESC LIMIT 8",
            order_.organisation_id.value, order_.supplier_id.value);
        if (exception && dice.one_in(3)) return decide(*exception);
        const auto note = walk_.any<DebitNote>(
            "SELECT id FROM debit_note WHERE organisation_id = ? AND supplier_id = ? AND status IN ('issued', "
            "'disputed') ORDER BY id",
            order_.organisation_id.value, order_.supplier_id.value);
        if (note && dice.one_in(2)) return answer(*note);
        const auto invoice = walk_.any<SupplierInvoice>(
            "SELECT id FROM supplier_invoice WHERE organisation_id = ? AND buyer_id = ? AND status IN ('draft', "
            "'blocked', 'matched') ORDER BY id DESC LIMIT 8",
            order_.supplier_id.value, order_.organisation_id.value);
        if (invoice && !dice.one_in(3)) return on_invoice(*invoice);
        if (dice.one_in(2)) return invoice_statement();
        write();
    }

  private:
    void propose() {
        const bool as_supplier = walk_.dice().one_in(2);
        walk_.command("statement propose", "statements",
                      fmt::format(R"({{"partner_id":"{}","as_supplier":{}}})",
                                  to_text(as_supplier ? order_.organisation_id : order_.supplier_id), as_supplier),
                      as_supplier ? supplier_ : buyer_);
    }
    void dispute(const Statement& statement) {
        auto& dice = walk_.dice();
        const auto line = walk_.any<StatementLine>(
            "SELECT id FROM statement_line WHERE statement_id = ? AND status = 'proposed' ORDER BY id",
            statement.id.value);
        if (!line) return;
        const auto claimed = std::max<std::int64_t>(0, line->quantity.value + (dice.below(4) - 2) * 1'000);
        walk_.command(
            "line dispute", "statement-lines/" + to_text(line->id) + "/dispute/actions",
            fmt::format(R"({{"claimed":{},"reason":"清点不符"}})", dice.one_in(3) ? line->shipped.value : claimed),
            dice.one_in(2) ? buyer_ : supplier_);
    }
    void settle(const StatementLine& line) {
        const auto path = "statement-lines/" + to_text(line.id);
        if (line.disputed_by_supplier != walk_.dice().one_in(8))
            walk_.move("statement line", path, "agree", buyer_);
        else
            walk_.move("statement line", path, "concur", supplier_);
    }

    void invoice_statement() {
        auto& dice = walk_.dice();
        const auto statement = walk_.any<Statement>(
            "SELECT DISTINCT s.id FROM statement s JOIN statement_line l ON l.statement_id = s.id WHERE "
            "s.organisation_id = ? AND s.supplier_id = ? AND l.status = 'confirmed' ORDER BY s.id",
            order_.organisation_id.value, order_.supplier_id.value);
        if (!statement) return;
        walk_.command("statement invoice", "statements/" + to_text(statement->id) + "/invoices",
                      fmt::format(R"({{"number":"{}","invoiced_on":"{}"}})", number(), walk_.day(-dice.below(2))),
                      supplier_);
    }
    // Now and then one that was used before.
    std::string number() {
        auto& dice = walk_.dice();
        return fmt::format("24-{}", dice.one_in(10) ? dice.below(40) : 100 + dice.below(900'000'000));
    }
    // Over lines of the order, mostly what was accepted and is not invoiced, now and then too much, too dear or twice.
    void write() {
        auto& dice = walk_.dice();
        const bool is_credit = dice.one_in(4);
        std::string text;
        for (const auto& line : walk_.lines_of(order_)) {
            if (line.confirmed_version == 0 || (!text.empty() && dice.one_in(2))) continue;
            const auto open = is_credit
                                  ? line.invoiced.value - line.credited.value
                                  : purchase_orders::net_of(line).value - line.invoiced.value + line.credited.value;
            const auto likely = is_credit ? std::max<std::int64_t>(1'000, open / 3'000 * 1'000) : open;
            if (likely <= 0 && !dice.one_in(6)) continue;
            const auto quantity = walk_.pieces({std::max<std::int64_t>(likely, 1'000)});
            const auto price = line.confirmed_unit_price.value + (dice.one_in(8) ? 10'000 : 0);
            const auto net = line_value(UnitPrice{price}, Quantity{quantity}).value_or(Money{1});
            const auto tax = share_at(net, 130'000).value_or(Money{}).value + (dice.one_in(20) ? 5 : 0);
            text += fmt::format(R"({}{{"order_line_id":"{}","description_text":"件","unit":"{}","quantity":{},)"
                                R"("unit_price":{},"net":{},"tax":{}}})",
                                text.empty() ? "" : ",", to_text(line.id), dice.one_in(30) ? "箱" : line.unit, quantity,
                                price, net.value, tax);
        }
        if (text.empty()) return;
        walk_.command(is_credit ? "credit write" : "invoice write", "supplier-invoices",
                      fmt::format(R"({{"number":"{}","kind":"{}","buyer_id":"{}","invoiced_on":"{}","lines":[{}]}})",
                                  number(), is_credit ? "credit_note" : "invoice", to_text(order_.organisation_id),
                                  walk_.day(-dice.below(3)), text),
                      supplier_);
    }

    void on_invoice(const SupplierInvoice& invoice) {
        const auto path = "supplier-invoices/" + to_text(invoice.id);
        const bool is_credit = invoice.kind == InvoiceKind::credit_note;
        const std::string what = is_credit ? "credit" : "invoice";
        const auto act = [&](std::string_view action, const api::Caller& who) {
            walk_.move(what, path, action, who, "不认");
        };
        if (invoice.status == InvoiceStatus::draft)
            return walk_.choose({{9, [&] { act("submit", supplier_); }}, {1, [&] { remove(what, path); }}});
        const auto pays = [&] { pay(invoice, path); };
        if (invoice.status == InvoiceStatus::blocked)
            return walk_.choose(
                {{2, [&] { act("withdraw", supplier_); }}, {1, [&] { act("refuse", buyer_); }}, {2, pays}});
        walk_.choose({{3, pays}, {2, [&] { debit(invoice); }}, {1, [&] { act("withdraw", supplier_); }}});
    }
    void remove(const std::string& what, const std::string& path) {
        walk_.tally(what + " remove", walk_.remove("/api/v1/" + path, supplier_), path);
    }
    void pay(const SupplierInvoice& invoice, const std::string& path) {
        const auto whole = invoicing::payable_amount(invoice).value;
        const auto part =
            walk_.dice().one_in(3) ? fmt::format(R"({{"amount":{}}})", whole / 2 + walk_.dice().below(3)) : "{}";
        walk_.command(part == "{}" ? "pay" : "pay a part", path + "/payments/actions", part, buyer_);
    }
    void decide(const MatchException& exception) {
        walk_.move("exception", "match-exceptions/" + to_text(exception.id),
                   walk_.dice().one_in(2) ? "accept" : "refuse", buyer_, "按订单");
    }

    void debit(const SupplierInvoice& invoice) {
        auto& dice = walk_.dice();
        std::string text;
        for (const auto& line : invoice.lines) {
            if (!text.empty() && dice.one_in(2)) continue;
            const auto likely = std::max<std::int64_t>(1'000, line.quantity.value / 4'000 * 1'000);
            const bool is_price = dice.one_in(3);
            text += fmt::format(R"({}{{"position":{},"reason":"{}","quantity":{}{}}})", text.empty() ? "" : ",",
                                line.position,
                                is_price         ? "price_difference"
                                : dice.one_in(2) ? "shortage"
                                                 : "defects",
                                walk_.pieces({dice.one_in(4) ? line.quantity.value : likely}),
                                is_price ? fmt::format(R"(,"unit_price":{})", 1 + line.unit_price.value / 10) : "");
        }
        walk_.command("debit write", "debit-notes",
                      fmt::format(R"({{"invoice_id":"{}","lines":[{}]}})", to_text(invoice.id), text), buyer_);
    }
    void answer(const DebitNote& note) {
        const auto path = "debit-notes/" + to_text(note.id);
        const auto act = [&](std::string_view action, const api::Caller& who) {
            walk_.move("debit", path, action, who, "数量不对");
        };
        walk_.choose({{3, [&] { act("agree", supplier_); }},
                      {note.status == DebitStatus::issued ? 2 : 0, [&] { act("dispute", supplier_); }},
                      {1, [&] { act("withdraw", buyer_); }}});
    }

    Walk& walk_;
    const PurchaseOrder& order_;
    api::Caller buyer_, supplier_;
};

}  // namespace

void statement_step(Walk& walk, const PurchaseOrder& order) { Settling(walk, order).on_statements(); }
void invoice_step(Walk& walk, const PurchaseOrder& order) { Settling(walk, order).on_invoices(); }

}  // namespace dengyun::purchase_walk
