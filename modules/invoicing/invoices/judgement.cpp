// How invoices are judged by the matching engine; see judgement.h.
#include "modules/invoicing/invoices/judgement.h"

#include <algorithm>
#include <tuple>

#include "kernel/meta/date.h"

namespace dengyun::invoicing {
namespace {

std::int64_t day_number(meta::Date day) { return day.time_since_epoch().count(); }

// Ids of the engine's lines: the invoice's place and the line's.
constexpr std::int64_t lines_of_one = 1'000;
std::int64_t line_id(std::size_t place, std::int64_t position) {
    return (static_cast<std::int64_t>(place) + 1) * lines_of_one + position;
}

bool is_settled(const SupplierInvoice& one) {
    return one.status == InvoiceStatus::matched || one.status == InvoiceStatus::paid;
}

// Without tax, of a line of which so much lies on receipts.
Result<Money> share_of(const InvoiceLine& line, Quantity matched) {
    DENGYUN_TRY(net, multiply_divide(line.net.value, matched.value, line.quantity.value));
    return Money{net};
}

}  // namespace

Result<Judgement> Judgement::of(store::Reader& reader, std::span<const Id<OrderLine>> lines) {
    Judgement made;
    for (const auto id : lines) {
        DENGYUN_TRY(line, reader.find(id));
        DENGYUN_TRY(deliveries, deliveries_of(reader, id));
        made.add(line, std::move(deliveries));
        DENGYUN_CHECK(made.find_invoices(reader, id));
    }
    // Who came first is served first; what is decided stays as it is, whoever came before it, and what was paid in part
    // keeps its goods.
    std::ranges::sort(made.invoices_, {}, [](const SupplierInvoice& one) {
        return std::tuple(!is_settled(one), one.paid_total.value == 0, one.submitted_at.value_or(Instant{}), one.id);
    });
    made.add_invoice_lines();
    made.net_ = matching::net_of_credits(made.input_);
    DENGYUN_TRY(found, matching::match(made.input_));
    made.match_ = std::move(found);
    DENGYUN_CHECK(made.find_values());
    return made;
}

// Goods that went back after they were invoiced are not to be invoiced again.
void Judgement::add(const OrderLine& line, std::vector<StatementLine> deliveries) {
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

Result<> Judgement::find_invoices(store::Reader& reader, Id<OrderLine> line) {
    DENGYUN_TRY(all, rows_of<SupplierInvoice>(
                         reader,
                         "SELECT id FROM supplier_invoice WHERE organisation_id = ? AND buyer_id = ? AND status IN "
                         "('submitted', 'blocked', 'matched', 'paid') ORDER BY id DESC LIMIT 1000",
                         std::array{meta::Scalar(order_lines_[line].supplier_id.value),
                                    meta::Scalar(order_lines_[line].organisation_id.value)}));
    for (auto& invoice : all) {
        const bool known = std::ranges::find(invoices_, invoice.id, &SupplierInvoice::id) != invoices_.end();
        const bool names = std::ranges::find(invoice.lines, line, &InvoiceLine::order_line_id) != invoice.lines.end();
        if (!known && names) invoices_.push_back(std::move(invoice));
    }
    return {};
}

void Judgement::add_invoice_lines() {
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

std::vector<matching::Exception> Judgement::exceptions_of(std::size_t place, const InvoiceLine& line) const {
    const auto id = line_id(place, line.position);
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
Result<> Judgement::find_values() {
    for (std::size_t i = 0; i < invoices_.size(); ++i)
        for (const auto& line : invoices_[i].lines)
            if (invoices_[i].kind == InvoiceKind::credit_note && order_lines_.contains(line.order_line_id)) {
                DENGYUN_TRY(net, share_of(line, matched_of(i, line)));
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

Result<> Judgement::find_value(std::size_t place, const InvoiceLine& line) {
    auto& price = prices_[line.order_line_id];
    const auto matched = matched_of(place, line);
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

Result<Money> Judgement::due_of(std::size_t place, const InvoiceLine& line, Quantity matched, bool taken) const {
    DENGYUN_TRY(net, multiply_divide(line.net.value, matched.value, line.quantity.value));
    DENGYUN_TRY(tax, multiply_divide(line.tax.value, matched.value, line.quantity.value));
    if (taken) return Money{net + tax};
    const auto& order = order_lines_.at(line.order_line_id);
    const auto found = worth_.find(line_id(place, line.position));
    const Money due_net{found == worth_.end() ? 0 : found->second.value};
    DENGYUN_TRY(agreed_tax, share_at(due_net, order.confirmed_tax_rate));
    return Money{due_net.value + std::min(tax, agreed_tax.value)};
}

Quantity Judgement::matched_of(std::size_t place, const InvoiceLine& line) const {
    const auto& invoice = invoices_[place];
    if (is_settled(invoice) || !order_lines_.contains(line.order_line_id)) return line.matched;
    const auto id = line_id(place, line.position);
    const auto found = std::ranges::find(match_.outcomes, id, &matching::Outcome::invoice_line);
    if (found == match_.outcomes.end()) return line.matched;
    if (invoice.kind == InvoiceKind::credit_note) return found->matched;
    const auto at = static_cast<std::size_t>(found - match_.outcomes.begin());
    return {found->matched.value + line.quantity.value - net_[at]};
}

std::map<std::int64_t, std::int64_t> Judgement::laid_of(std::size_t place) const {
    std::map<std::int64_t, std::int64_t> laid;
    for (const auto& one : match_.allocations)
        if (one.invoice_line / lines_of_one == static_cast<std::int64_t>(place) + 1)
            laid[one.receipt] += one.quantity.value;
    return laid;
}

}  // namespace dengyun::invoicing
