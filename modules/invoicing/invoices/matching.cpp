// How what the engine says becomes exceptions, amounts that are due, and lines that are payable.
#include <algorithm>
#include <map>
#include <set>

#include "kernel/meta/date.h"
#include "modules/invoicing/invoices/judgement.h"
#include "modules/terms/api.h"

namespace dengyun::invoicing {
namespace {

class Matching {
  public:
    explicit Matching(Judgement judgement) : judgement_(std::move(judgement)) {}

    Result<> apply(store::Unit& unit) {
        for (std::size_t i = 0; i < judgement_.invoices().size(); ++i) {
            const auto status = judgement_.invoices()[i].status;
            if (status != InvoiceStatus::submitted && status != InvoiceStatus::blocked) continue;
            DENGYUN_CHECK(apply_to(unit, i));
        }
        for (const auto& [id, line] : judgement_.order_lines()) DENGYUN_CHECK(count(unit, id));
        return {};
    }

  private:
    static std::pair<std::optional<std::string>, std::optional<std::string>> words(const matching::Exception& one) {
        using enum matching::Reason;
        const auto as = [&](auto&& write) {
            return std::pair<std::optional<std::string>, std::optional<std::string>>(write(one.expected),
                                                                                     write(one.found));
        };
        switch (one.reason) {
            case price:
                return as([](std::int64_t v) { return to_text(UnitPrice{v}); });
            case tax_rate:
                return as([](std::int64_t v) { return decimal_text(v, 4) + " %"; });
            case amount:
            case tax_amount:
                return as([](std::int64_t v) { return to_text(Money{v}); });
            case date:
                return as([](std::int64_t v) { return meta::date_text(meta::Date(std::chrono::days(v))); });
            case unit:
            case unknown_order:
                return {};
            default:
                return as([](std::int64_t v) { return to_text(Quantity{v}); });
        }
    }

    // Exceptions that are there already stay as they were decided; what fits now is resolved.
    Result<std::int64_t> keep_exceptions(store::Unit& unit, const SupplierInvoice& invoice, std::size_t place,
                                         std::set<std::int64_t>& taken) {
        DENGYUN_TRY(kept, exceptions_of(unit, invoice.id));
        std::int64_t open = 0;
        for (const auto& line : invoice.lines) {
            if (!judgement_.covers(line)) continue;
            bool all_taken = true;
            for (const auto& found : judgement_.exceptions_of(place, line)) {
                const auto reason = static_cast<Reason>(found.reason);
                const auto same = std::ranges::find_if(kept, [&](const MatchException& one) {
                    return one.position == line.position && one.reason == reason &&
                           one.status != ExceptionStatus::resolved;
                });
                const auto status = same == kept.end() ? ExceptionStatus::open : same->status;
                if (same != kept.end()) {
                    same->position = 0;  // seen
                } else {
                    DENGYUN_CHECK(add_exception(unit, invoice, place, line, found));
                }
                all_taken = all_taken && status == ExceptionStatus::accepted;
                if (status == ExceptionStatus::open) ++open;
            }
            if (all_taken) taken.insert(line.position);
        }
        for (auto& one : kept) {
            if (one.status != ExceptionStatus::open || one.position == 0) continue;
            DENGYUN_TRY(fresh, unit.find(one.id));
            const bool elsewhere = !judgement_.covers(invoice.lines[static_cast<std::size_t>(fresh.position) - 1]);
            if (elsewhere) {
                ++open;
                continue;
            }
            DENGYUN_CHECK(
                step(unit, std::move(fresh), ExceptionAction::resolve, system_mover(), &MatchException::supplier_id));
        }
        return open;
    }

    Result<> add_exception(store::Unit& unit, const SupplierInvoice& invoice, std::size_t place,
                           const InvoiceLine& line, const matching::Exception& found) {
        auto [expected, seen] = words(found);
        if (found.reason == matching::Reason::unit) {
            expected = judgement_.order_lines().at(line.order_line_id).unit;
            seen = line.unit;
        }
        DENGYUN_TRY(due, judgement_.due_of(place, line, judgement_.matched_of(place, line), false));
        MatchException exception{.supplier_id = invoice.organisation_id,
                                 .invoice_id = invoice.id,
                                 .number = invoice.number,
                                 .position = line.position,
                                 .description_text = line.description_text,
                                 .reason = static_cast<Reason>(found.reason),
                                 .expected = std::move(expected),
                                 .found = std::move(seen),
                                 .blocked = {line.net.value + line.tax.value - due.value}};
        exception.organisation_id = invoice.buyer_id;
        DENGYUN_TRY(made, unit.insert(std::move(exception)));
        DENGYUN_CHECK(unit.emit(made.supplier_id, MatchException::description.name, made.id.value, "created", "{}"));
        return {};
    }

    // On the order's line: what is invoiced, and what is credited or is to be, because it went back.
    Result<> count(store::Unit& unit, Id<OrderLine> id) {
        std::int64_t noted = 0;
        const auto& invoices = judgement_.invoices();
        for (std::size_t i = 0; i < invoices.size(); ++i)
            for (const auto& line : invoices[i].lines)
                if (invoices[i].kind == InvoiceKind::credit_note && line.order_line_id == id)
                    noted += judgement_.matched_of(i, line).value;
        DENGYUN_TRY(line, unit.find(id));
        const auto invoiced = line.invoiced.value + invoiced_[id];
        const auto beyond = invoiced - purchase_orders::net_of(line).value;
        const auto credited =
            std::max(noted, std::min(beyond, noted + judgement_.returned_of(id))) - line.credited.value;
        if (invoiced_[id] == 0 && credited == 0) return {};
        DENGYUN_CHECK(purchase_orders::count(unit, id, {.invoiced = invoiced_[id], .credited = credited}));
        return {};
    }

    // What was paid for and went back is credited by a note; it does not make the payment undue. Of an order's line as
    // much as before, whichever of the invoice's lines it stood on.
    static void keep_paid(SupplierInvoice& invoice, std::span<const InvoiceLine> before) {
        std::map<Id<OrderLine>, std::pair<std::int64_t, std::int64_t>> more;  // matched, agreed
        for (std::size_t i = 0; i < before.size(); ++i) {
            auto& [matched, agreed] = more[before[i].order_line_id];
            matched += invoice.lines[i].matched.value - before[i].matched.value;
            agreed += invoice.lines[i].agreed.value - before[i].agreed.value;
        }
        for (std::size_t i = 0; i < before.size(); ++i) {
            const auto& [matched, agreed] = more[before[i].order_line_id];
            if (matched < 0) invoice.lines[i].matched = before[i].matched;
            if (agreed < 0) invoice.lines[i].agreed = before[i].agreed;
        }
    }

    Result<> apply_to(store::Unit& unit, std::size_t place) {
        auto invoice = judgement_.invoices()[place];
        const bool is_credit = invoice.kind == InvoiceKind::credit_note;
        std::set<std::int64_t> taken;
        DENGYUN_TRY(open, keep_exceptions(unit, invoice, place, taken));
        invoice.exceptions = open;
        const auto before = invoice.lines;
        for (auto& line : invoice.lines) {
            line.matched = judgement_.matched_of(place, line);
            if (!judgement_.covers(line)) continue;
            line.is_clean = taken.contains(line.position);
            DENGYUN_TRY(due, judgement_.due_of(place, line, line.matched, line.is_clean || is_credit));
            line.agreed = due;
        }
        if (invoice.paid_total.value > 0) keep_paid(invoice, before);
        invoice.agreed_total = {};
        for (std::size_t i = 0; i < before.size(); ++i) {
            const auto& line = invoice.lines[i];
            if (judgement_.covers(line) && !is_credit)
                invoiced_[line.order_line_id] += line.matched.value - before[i].matched.value;
            DENGYUN_TRY(sum, dengyun::add(invoice.agreed_total, line.agreed));
            invoice.agreed_total = sum;
        }
        DENGYUN_CHECK(set_due_day(unit, invoice, place));
        return conclude(unit, std::move(invoice), place);
    }

    // From the last delivery that it lies on, by what was agreed and what the law allows.
    Result<> set_due_day(store::Unit& unit, SupplierInvoice& invoice, std::size_t place) {
        for (const auto& [receipt, quantity] : judgement_.laid_of(place)) {
            const auto& delivery = judgement_.delivery(receipt);
            DENGYUN_TRY(order, unit.find(judgement_.order_lines().at(delivery.order_line_id).order_id));
            const auto due =
                terms::due_day(order.buyer_kind, delivery.delivered_on, static_cast<int>(order.payment_days));
            if (due) invoice.due_on = std::max(invoice.due_on.value_or(*due), *due);
        }
        return {};
    }

    Result<> conclude(store::Unit& unit, SupplierInvoice invoice, std::size_t place) {
        const auto id = invoice.id;
        if (invoice.exceptions > 0 && invoice.status == InvoiceStatus::blocked) {
            DENGYUN_CHECK(unit.update(std::move(invoice)));
        } else {
            const bool nothing_due = invoice.exceptions == 0 && invoice.agreed_total.value == 0;
            const auto action = invoice.exceptions > 0                                    ? InvoiceAction::block
                                : nothing_due && invoice.status == InvoiceStatus::blocked ? InvoiceAction::refuse
                                                                                          : InvoiceAction::match;
            if (action == InvoiceAction::refuse) return drop(unit, std::move(invoice));
            DENGYUN_CHECK(api::disarm_timer(unit, invoice));
            DENGYUN_CHECK(step(unit, std::move(invoice), action, system_mover(), &SupplierInvoice::buyer_id));
        }
        DENGYUN_CHECK(move_deliveries(unit, id, place));
        // What was due was paid before the last exception was decided.
        DENGYUN_TRY(moved, unit.find(id));
        if (moved.status == InvoiceStatus::matched && open_amount(moved).value == 0)
            DENGYUN_CHECK(settle(unit, std::move(moved)));
        return {};
    }

    // Nothing of it is due: it is refused, and its goods may be invoiced again.
    Result<> drop(store::Unit& unit, SupplierInvoice invoice) {
        const auto id = invoice.id;
        for (auto& line : invoice.lines) {
            if (invoice.kind == InvoiceKind::invoice && line.matched.value > 0) {
                if (judgement_.covers(line))
                    invoiced_[line.order_line_id] -= line.matched.value;
                else
                    DENGYUN_CHECK(purchase_orders::count(unit, line.order_line_id, {.invoiced = -line.matched.value}));
            }
            line.matched = {};
        }
        DENGYUN_CHECK(api::disarm_timer(unit, invoice));
        DENGYUN_CHECK(
            step(unit, std::move(invoice), InvoiceAction::refuse, system_mover(), &SupplierInvoice::buyer_id));
        return release_lines(unit, id);
    }

    // Lines of statements that the invoice covers whole go along with it.
    Result<> move_deliveries(store::Unit& unit, Id<SupplierInvoice> id, std::size_t place) {
        DENGYUN_TRY(invoice, unit.find(id));
        for (const auto& [receipt, quantity] : judgement_.laid_of(place)) {
            DENGYUN_TRY(line, unit.find(Id<StatementLine>{receipt}));
            if (quantity < line.quantity.value) continue;
            if (!line.invoice_id) {
                line.invoice_id = id;
                DENGYUN_CHECK(move_if_open(unit, std::move(line), LineAction::invoice));
            }
            for (const auto action : {LineAction::match, LineAction::approve}) {
                if (action == LineAction::approve && invoice.status != InvoiceStatus::matched) continue;
                DENGYUN_TRY(now, unit.find(Id<StatementLine>{receipt}));
                if (now.invoice_id == id) DENGYUN_CHECK(move_if_open(unit, std::move(now), action));
            }
        }
        return {};
    }

    Judgement judgement_;
    std::map<Id<OrderLine>, std::int64_t> invoiced_;  // what this match adds
};

}  // namespace

Result<std::vector<MatchException>> exceptions_of(store::Reader& reader, Id<SupplierInvoice> invoice) {
    return rows_of<MatchException>(reader, "SELECT id FROM match_exception WHERE invoice_id = ? ORDER BY id",
                                   std::array{meta::Scalar(invoice.value)});
}

Result<> match_again(store::Unit& unit, std::span<const Id<OrderLine>> lines) {
    if (lines.empty()) return {};
    DENGYUN_TRY(judgement, Judgement::of(unit, lines));
    return Matching(std::move(judgement)).apply(unit);
}

Result<> rematch(store::Unit& unit, std::span<const Id<OrderLine>> lines) { return match_again(unit, lines); }

}  // namespace dengyun::invoicing
