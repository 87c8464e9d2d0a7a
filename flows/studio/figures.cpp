// The figures of the studio: each a count or a sum over the rows that its page lists.
#include "flows/studio/studio.h"
#include "kernel/api/call.h"
#include "modules/invoicing/api.h"
#include "modules/ledger/api.h"
#include "modules/listings/api.h"
#include "modules/purchase_orders/api.h"
#include "modules/shipments/api.h"
#include "modules/sourcing/api.h"

namespace dengyun::studio {
namespace {

using invoicing::SupplierInvoice;
using listings::Listing;
using listings::Negotiation;
using purchase_orders::PurchaseOrder;
using shipments::Shipment;

using Filters = std::vector<store::Query::Filter>;

Filters with(std::string_view field, std::initializer_list<std::string_view> values) {
    Filters filters;
    for (const auto value : values) filters.push_back({std::string(field), std::string(value)});
    return filters;
}
Filters operator+(Filters some, const Filters& more) {
    some.insert(some.end(), more.begin(), more.end());
    return some;
}

template <class E>
using Part = std::int64_t (*)(const E&);
template <class E>
std::int64_t each(const E&) {
    return 1;
}
template <class E>
std::int64_t value_of(const E& order) {
    return order.net_total.value;
}
std::int64_t due_of(const SupplierInvoice& invoice) { return invoicing::open_amount(invoice).value; }
// A credit note takes back what its invoice had.
std::int64_t tax_of(const SupplierInvoice& invoice) {
    return invoice.kind == invoicing::InvoiceKind::credit_note ? -invoice.tax_total.value : invoice.tax_total.value;
}

class Gathering {
  public:
    Gathering(const api::Call& call, Studio& studio) : call_(call), studio_(studio) {}

    template <class E>
    Result<> add(store::Reader& reader, Suite suite, std::string_view name, std::string_view permission,
                 const Filters& filters, Part<E> part = each<E>) {
        if (!call_.principal->may(permission)) return {};
        Figure figure{.suite = suite,
                      .name = std::string(name),
                      .measure = part == static_cast<Part<E>>(each<E>) ? Measure::rows : Measure::fen};
        store::Query query{.filters = filters, .limit = store::page_limit_max};
        for (std::int64_t rows = 0; !figure.is_capped;) {
            DENGYUN_TRY(page, reader.list<E>(query));
            for (const auto& row : page.items) figure.value += part(row);
            rows += std::ssize(page.items);
            if (!page.next) break;
            query.after = *page.next;
            figure.is_capped = rows >= rows_counted_max;
        }
        studio_.figures.push_back(std::move(figure));
        return {};
    }
    Result<> add_cash(store::Reader& reader) {
        if (!call_.principal->may("ledger.read")) return {};
        Figure figure{.suite = Suite::finance, .name = "cash", .measure = Measure::fen};
        DENGYUN_TRY(accounts, reader.list<ledger::Account>(
                                  {.filters = with("kind", {"cash"}) + with("holder_id", {own()}), .limit = 10}));
        for (const auto& account : accounts.items) {
            DENGYUN_TRY(balance, ledger::read_balance(reader, ledger::custody_book, account.id));
            figure.value += balance.balance;
        }
        studio_.figures.push_back(std::move(figure));
        return {};
    }
    [[nodiscard]] std::string own() const { return to_text(call_.principal->organisation); }

  private:
    const api::Call& call_;
    Studio& studio_;
};

// Rows of one's own.
Result<> add_own(Gathering& gathering, store::Reader& reader) {
    using enum Suite;
    const auto buys = with("status", {"issued", "countered", "confirmed", "open"});
    const std::string_view purchases = "purchase_orders.read";
    DENGYUN_CHECK(gathering.add<PurchaseOrder>(reader, supply_chain, "purchases_open", purchases, buys));
    DENGYUN_CHECK(gathering.add<PurchaseOrder>(reader, supply_chain, "purchases_value", purchases, buys, value_of));
    DENGYUN_CHECK(gathering.add<sourcing::Rfx>(reader, supply_chain, "rfqs_open", "sourcing.read",
                                               with("status", {"published", "closed", "opened", "evaluated"})));
    DENGYUN_CHECK(
        gathering.add<Listing>(reader, marketing, "listings_open", "listings.read", with("status", {"open"})));
    DENGYUN_CHECK(gathering.add<Negotiation>(reader, marketing, "negotiations_opened", "listings.read",
                                             with("status", {"offered", "countered"})));
    DENGYUN_CHECK(gathering.add<sourcing::Bid>(reader, marketing, "bids_open", "sourcing.read",
                                               with("status", {"submitted", "stale", "opened"})));
    const std::string_view invoices = "invoicing.read";
    DENGYUN_CHECK(gathering.add<SupplierInvoice>(reader, finance, "receivable", invoices,
                                                 with("kind", {"invoice"}) + with("status", {"blocked", "matched"}),
                                                 due_of));
    DENGYUN_CHECK(gathering.add<SupplierInvoice>(reader, tax, "output_tax", invoices,
                                                 with("status", {"submitted", "blocked", "matched", "paid"}), tax_of));
    return gathering.add<Shipment>(reader, logistics, "shipments_out", "shipments.read",
                                   with("status", {"draft", "dispatched", "arrived"}));
}

// Rows of others that one is a side of, and the network's offers.
Result<> add_others(Gathering& gathering, store::Reader& reader) {
    using enum Suite;
    const auto own = gathering.own();
    const auto sales = with("supplier_id", {own}) + with("status", {"issued", "countered", "confirmed", "open"});
    const std::string_view purchases = "purchase_orders.read";
    DENGYUN_CHECK(gathering.add<PurchaseOrder>(reader, supply_chain, "sales_open", purchases, sales));
    DENGYUN_CHECK(gathering.add<PurchaseOrder>(reader, supply_chain, "sales_value", purchases, sales, value_of));
    DENGYUN_CHECK(gathering.add<Negotiation>(reader, marketing, "negotiations_received", "listings.read",
                                             with("partner_id", {own}) + with("status", {"offered", "countered"})));
    const std::string_view invoices = "invoicing.read";
    DENGYUN_CHECK(gathering.add_cash(reader));
    DENGYUN_CHECK(gathering.add<SupplierInvoice>(
        reader, finance, "payable", invoices,
        with("buyer_id", {own}) + with("kind", {"invoice"}) + with("status", {"blocked", "matched"}), due_of));
    DENGYUN_CHECK(gathering.add<SupplierInvoice>(
        reader, tax, "input_tax", invoices,
        with("buyer_id", {own}) + with("status", {"submitted", "blocked", "matched", "paid"}), tax_of));
    DENGYUN_CHECK(gathering.add<Shipment>(reader, logistics, "shipments_in", "shipments.read",
                                          with("receiver_id", {own}) + with("status", {"dispatched", "arrived"})));
    const auto offers = [&](Suite suite, std::string_view name, std::string_view kind) {
        return gathering.add<Listing>(
            reader, suite, name, "listings.read",
            with("status", {"open"}) + with("audience", {"network"}) + with("side", {"supply"}) + with("kind", {kind}));
    };
    DENGYUN_CHECK(offers(finance, "finance_offers", "finance"));
    DENGYUN_CHECK(offers(leasing, "leasing_offers", "leasing"));
    DENGYUN_CHECK(gathering.add<Listing>(reader, leasing, "barter_offers", "listings.read",
                                         with("status", {"open"}) + with("audience", {"network"}) +
                                             with("side", {"supply"}) + with("goods_kind", {"used_equipment"})));
    DENGYUN_CHECK(offers(logistics, "logistics_offers", "logistics"));
    return offers(logistics, "storage_offers", "storage");
}

}  // namespace

Result<Studio> gather(const api::Call& call, store::Store& store) {
    Studio studio;
    Gathering gathering(call, studio);
    DENGYUN_CHECK(store.run_read(call.scope, [&](store::Reader& reader) { return add_own(gathering, reader); }));
    const auto all = Scope::reading_all(call.principal->organisation, call.principal->actor);
    DENGYUN_CHECK(store.run_read(all, [&](store::Reader& reader) { return add_others(gathering, reader); }));
    // As they were found, within each suite.
    Studio sorted;
    for (std::size_t suite = 0; suite < choices_of(Suite{}).entries.size(); ++suite)
        for (auto& figure : studio.figures)
            if (static_cast<std::size_t>(figure.suite) == suite) sorted.figures.push_back(std::move(figure));
    return sorted;
}

}  // namespace dengyun::studio
