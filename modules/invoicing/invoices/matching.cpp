// How the engine's match becomes exceptions, amounts that are due, and lines that are payable.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engines/matching/api.h"
#include "kernel/meta/date.h"
#include "modules/invoicing/rows.h"
#include "modules/terms/api.h"

namespace dengyun::invoicing {
namespace {

std::int64_t day_number(meta::Date day) { return day.time_since_epoch().count(); }

// Ids of the engine's lines: the invoice's place and the line's.
constexpr std::int64_t lines_of_one = 1'000;
std::int64_t line_id(std::size_t invoice, std::int64_t position) {
    return (static_cast<std::int64_t>(invoice) + 1) * lines_of_one + position;
}

class Matching {
  public:
    static Result<Matching> of(store::Unit& unit, std::span<const Id<OrderLine>> lines) {
        Matching made;
        for (const auto id : lines) {
            DENGYUN_TRY(line, unit.find(id));
            DENGYUN_TRY(deliveries, deliveries_of(unit, id));
            made.add(line, std::move(deliveries));
            DENGYUN_CHECK(made.find_invoices(unit, id));
        }
        // Who came first is served first; what is decided stays as it is, whoever came before it.
        std::ranges::sort(made.invoices_, {}, [](const SupplierInvoice& one) {
            return std::tuple(!is_settled(one), one.submitted_at.value_or(Instant{}), one.id);
        });
        made.add_invoice_lines();
        made.net_ = matching::net_of_credits(made.input_);
        DENGYUN_TRY(found, matching::match(made.input_));
        made.match_ = std::move(found);
        DENGYUN_CHECK(made.find_values());
        return made;
    }

    Result<> apply(store::Unit& unit) {
        for (std::size_t i = 0; i < invoices_.size(); ++i) {
            const auto status = invoices_[i].status;
            if (status != InvoiceStatus::submitted && status != InvoiceStatus::blocked) continue;
            DENGYUN_CHECK(apply_to(unit, i));
        }
        for (const auto& [id, line] : order_lines_) DENGYUN_CHECK(count(unit, id));
        return {};
    }

  private:
    static bool is_settled(const SupplierInvoice& one) {
        return one.status == InvoiceStatus::matched || one.status == InvoiceStatus::paid;
    }

    // Goods that went back after they were invoiced are not to be invoiced again.
    void add(const OrderLine& line, std::vector<StatementLine> deliveries) {
        order_lines_[line.id] = line;
        auto& price = prices_[line.id];
        std::int64_t stated = 0;
        for (const auto& one : deliveries) {
            stated += one.quantity.value;
            price.value += one.net.value;
            if (one.quantity.value > 0) price.highest = std::max(price.highest, one.unit_price);
            ++price.roundings;
        }
        if (stated == 0) price.highest = line.confirmed_unit_price;
        price.returned = std::max<std::int64_t>(stated - purchase_orders::net_of(line).value, 0);
        input_.order_lines.push_back({.id = line.id.value,
                                      .item = to_text(line.id),
                                      .unit = line.unit,
                                      .unit_price = price.highest,
                                      .tax_rate = line.confirmed_tax_rate});
        if (price.returned > 0) input_.returns.push_back({.order_line = line.id.value, .quantity = {price.returned}});
        for (auto& one : deliveries) {
            input_.receipts.push_back({.id = one.id.value,
                                       .order_line = line.id.value,
                                       .unit = one.unit,
                                       .quantity = one.quantity,
                                       .day = day_number(one.delivered_on)});
            deliveries_[one.id.value] = std::move(one);
        }
    }

    Result<> find_invoices(store::Unit& unit, Id<OrderLine> line) {
        DENGYUN_TRY(all, rows_of<SupplierInvoice>(
                             unit,
                             "SELECT id FROM supplier_invoice WHERE organisation_id = ? AND buyer_id = ? AND status IN "
                             "('submitted', 'blocked', 'matched', 'paid') ORDER BY id DESC LIMIT 1000",
                             std::array{meta::Scalar(order_lines_[line].supplier_id.value),
                                        meta::Scalar(order_lines_[line].organisation_id.value)}));
        for (auto& invoice : all) {
            const bool known = std::ranges::find(invoices_, invoice.id, &SupplierInvoice::id) != invoices_.end();
            const bool names =
                std::ranges::find(invoice.lines, line, &InvoiceLine::order_line_id) != invoice.lines.end();
            if (!known && names) invoices_.push_back(std::move(invoice));
        }
        return {};
    }

    void add_invoice_lines() {
        input_.tolerances.rounding = rounding_fen;
        for (std::size_t i = 0; i < invoices_.size(); ++i)
            for (const auto& line : invoices_[i].lines) {
                if (!order_lines_.contains(line.order_line_id)) continue;
                input_.invoice_lines.push_back({.id = line_id(i, line.position),
                                                .document = static_cast<std::int64_t>(i) + 1,
                                                .number = invoices_[i].number,
                                                .order_line = line.order_line_id.value,
                                                .unit = line.unit,
                                                .quantity = is_settled(invoices_[i]) ? line.matched : line.quantity,
                                                .unit_price = line.unit_price,
                                                .net = line.net,
                                                .tax_rate = line.tax_rate,
                                                .tax = line.tax,
                                                .day = day_number(invoices_[i].invoiced_on),
                                                .is_credit = invoices_[i].kind == InvoiceKind::credit_note});
            }
    }

    std::vector<matching::Exception> exceptions_at(std::int64_t id) const {
        std::vector<matching::Exception> all;
        for (const auto& one : match_.exceptions)
            if (one.invoice_line == id) all.push_back(one);
        const auto dear = dear_.find(id);
        const bool told = std::ranges::find(all, matching::Reason::price, &matching::Exception::reason) != all.end();
        if (dear != dear_.end() && !told) all.push_back(dear->second);
        std::ranges::sort(all, {}, &matching::Exception::reason);
        return all;
    }

    // Of each line what its goods are worth: at no more than the highest price that was agreed for goods of its order
    // line, and together no more than all of them are worth. A concession lowers the price of some of them only, and an
    // invoice line does not say which.
    Result<> find_values() {
        for (std::size_t i = 0; i < invoices_.size(); ++i)
            for (const auto& line : invoices_[i].lines)
                if (invoices_[i].kind == InvoiceKind::credit_note && order_lines_.contains(line.order_line_id)) {
                    DENGYUN_TRY(net, share_of(line, outcome(i, line)));
                    prices_[line.order_line_id].value += net.value;
                }
        for (auto& [id, price] : prices_) {
            DENGYUN_TRY(back, line_value(price.highest, Quantity{price.returned}));
            price.value = std::max<std::int64_t>(price.value - back.value, 0);
        }
        for (std::size_t i = 0; i < invoices_.size(); ++i)
            for (const auto& line : invoices_[i].lines)
                if (invoices_[i].kind == InvoiceKind::invoice && order_lines_.contains(line.order_line_id))
                    DENGYUN_CHECK(find_value(i, line));
        return {};
    }

    Result<> find_value(std::size_t place, const InvoiceLine& line) {
        auto& price = prices_[line.order_line_id];
        const auto matched = outcome(place, line);
        DENGYUN_TRY(share, share_of(line, matched));
        DENGYUN_TRY(most, line_value(price.highest, matched));
        const bool all_fit = share.value <= price.value + price.roundings;
        const auto worth = std::min({share.value, most.value, all_fit ? share.value : price.value});
        price.value = std::max<std::int64_t>(price.value - worth, 0);
        const auto id = line_id(place, line.position);
        worth_[id] = {worth};
        if (all_fit || matched.value == 0) return {};
        DENGYUN_TRY(each, multiply_divide(worth, 10'000'000, matched.value));
        dear_[id] = {id, matching::Reason::price, each, line.unit_price.value};
        return {};
    }

    // Without tax, of a line of which so much lies on receipts.
    static Result<Money> share_of(const InvoiceLine& line, Quantity matched) {
        DENGYUN_TRY(net, multiply_divide(line.net.value, matched.value, line.quantity.value));
        return Money{net};
    }

    // With tax: what is due of a line of which so much lies on receipts. `taken`: the buyer takes it as it is.
    Result<Money> due_of(std::int64_t id, const InvoiceLine& line, Quantity matched, bool taken) const {
        DENGYUN_TRY(net, multiply_divide(line.net.value, matched.value, line.quantity.value));
        DENGYUN_TRY(tax, multiply_divide(line.tax.value, matched.value, line.quantity.value));
        if (taken) return Money{net + tax};
        const auto& order = order_lines_.at(line.order_line_id);
        const auto found = worth_.find(id);
        const Money due_net{found == worth_.end() ? 0 : found->second.value};
        DENGYUN_TRY(agreed_tax, share_at(due_net, order.confirmed_tax_rate));
        return Money{due_net.value + std::min(tax, agreed_tax.value)};
    }

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
            if (!order_lines_.contains(line.order_line_id)) continue;
            bool all_taken = true;
            for (const auto& found : exceptions_at(line_id(place, line.position))) {
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
            const bool elsewhere =
                !order_lines_.contains(invoice.lines[static_cast<std::size_t>(fresh.position) - 1].order_line_id);
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
            expected = order_lines_.at(line.order_line_id).unit;
            seen = line.unit;
        }
        DENGYUN_TRY(due, due_of(line_id(place, line.position), line, outcome(place, line), false));
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

    // What of a line lies on receipts, or was taken back by credits; of what is decided, as it was.
    Quantity outcome(std::size_t place, const InvoiceLine& line) const {
        const auto& invoice = invoices_[place];
        if (is_settled(invoice) || !order_lines_.contains(line.order_line_id)) return line.matched;
        const auto id = line_id(place, line.position);
        const auto found = std::ranges::find(match_.outcomes, id, &matching::Outcome::invoice_line);
        if (found == match_.outcomes.end()) return line.matched;
        if (invoice.kind == InvoiceKind::credit_note) return found->matched;
        const auto at = static_cast<std::size_t>(found - match_.outcomes.begin());
        return {found->matched.value + line.quantity.value - net_[at]};
    }

    // On the order's line: what is invoiced, and what is credited or is to be, because it went back.
    Result<> count(store::Unit& unit, Id<OrderLine> id) {
        std::int64_t noted = 0;
        for (std::size_t i = 0; i < invoices_.size(); ++i)
            for (const auto& line : invoices_[i].lines)
                if (invoices_[i].kind == InvoiceKind::credit_note && line.order_line_id == id)
                    noted += outcome(i, line).value;
        DENGYUN_TRY(line, unit.find(id));
        const auto invoiced = line.invoiced.value + invoiced_[id];
        const auto beyond = invoiced - purchase_orders::net_of(line).value;
        const auto credited = std::max(noted, std::min(beyond, noted + prices_.at(id).returned)) - line.credited.value;
        if (invoiced_[id] == 0 && credited == 0) return {};
        DENGYUN_CHECK(purchase_orders::count(unit, id, {.invoiced = invoiced_[id], .credited = credited}));
        return {};
    }

    Result<> apply_to(store::Unit& unit, std::size_t place) {
        auto invoice = invoices_[place];
        const bool is_credit = invoice.kind == InvoiceKind::credit_note;
        std::set<std::int64_t> taken;
        DENGYUN_TRY(open, keep_exceptions(unit, invoice, place, taken));
        invoice.exceptions = open;
        invoice.agreed_total = {};
        for (auto& line : invoice.lines) {
            const auto before = line;
            line.matched = outcome(place, line);
            if (order_lines_.contains(line.order_line_id)) {
                line.is_clean = taken.contains(line.position);
                DENGYUN_TRY(due, due_of(line_id(place, line.position), line, line.matched, line.is_clean || is_credit));
                line.agreed = due;
                // What was paid for and went back is credited by a note; it does not make the payment undue.
                if (invoice.paid_total.value > 0) {
                    line.matched = std::max(line.matched, before.matched);
                    line.agreed = std::max(line.agreed, before.agreed);
                }
                if (!is_credit) invoiced_[line.order_line_id] += line.matched.value - before.matched.value;
            }
            DENGYUN_TRY(sum, dengyun::add(invoice.agreed_total, line.agreed));
            invoice.agreed_total = sum;
        }
        DENGYUN_CHECK(set_due_day(unit, invoice, place));
        return conclude(unit, std::move(invoice), place);
    }

    // From the last delivery that it lies on, by what was agreed and what the law allows.
    Result<> set_due_day(store::Unit& unit, SupplierInvoice& invoice, std::size_t place) {
        for (const auto& one : match_.allocations) {
            if (one.invoice_line / lines_of_one != static_cast<std::int64_t>(place) + 1) continue;
            const auto& delivery = deliveries_.at(one.receipt);
            DENGYUN_TRY(order, unit.find(order_lines_.at(delivery.order_line_id).order_id));
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
                if (order_lines_.contains(line.order_line_id))
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
        std::map<std::int64_t, std::int64_t> laid;
        for (const auto& one : match_.allocations)
            if (one.invoice_line / lines_of_one == static_cast<std::int64_t>(place) + 1)
                laid[one.receipt] += one.quantity.value;
        for (const auto& [receipt, quantity] : laid) {
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

    std::map<Id<OrderLine>, OrderLine> order_lines_;
    std::map<std::int64_t, StatementLine> deliveries_;
    struct Price {
        UnitPrice highest{};
        std::int64_t value = 0;      // fen: what is left of what all that was delivered is worth
        std::int64_t roundings = 0;  // fen: what the sum of rounded amounts may be apart
        std::int64_t returned = 0;   // after it was invoiced
    };
    std::map<Id<OrderLine>, Price> prices_;
    std::map<std::int64_t, Money> worth_;               // of invoice lines, without tax
    std::map<std::int64_t, matching::Exception> dear_;  // invoice lines beyond what their goods are worth
    std::map<Id<OrderLine>, std::int64_t> invoiced_;    // what this match adds
    std::vector<std::int64_t> net_;                     // of the invoice lines what credits leave
    std::vector<SupplierInvoice> invoices_;
    matching::Input input_;
    matching::Match match_;
};

}  // namespace

Result<std::vector<MatchException>> exceptions_of(store::Reader& reader, Id<SupplierInvoice> invoice) {
    return rows_of<MatchException>(reader, "SELECT id FROM match_exception WHERE invoice_id = ? ORDER BY id",
                                   std::array{meta::Scalar(invoice.value)});
}

Result<> match_again(store::Unit& unit, std::span<const Id<OrderLine>> lines) {
    if (lines.empty()) return {};
    DENGYUN_TRY(made, Matching::of(unit, lines));
    return made.apply(unit);
}

Result<> rematch(store::Unit& unit, std::span<const Id<OrderLine>> lines) { return match_again(unit, lines); }

}  // namespace dengyun::invoicing
