// The routes that lead from awards to orders and from orders to shipments.
#include "flows/purchasing/purchasing.h"
#include "kernel/api/route.h"

namespace dengyun::purchasing {
namespace {

const api::RouteOptions crossing{.reach = api::Reach::crossing};

using A = AwardInput;
constexpr meta::Options tolerance{.min = 0, .max = purchase_orders::tolerance_max};
constexpr auto award_fields = meta::fields(
    meta::field<&A::due_on>("due_on", {"未写交期的行的交货日期", "Due on, of lines that name no day"}, {}),
    meta::field<&A::tax_rate>("tax_rate", {"税率（百万分之）", "Tax rate (millionths)"},
                              {.min = 0, .max = purchase_orders::tax_rate_max}),
    meta::field<&A::payment_days>("payment_days", {"账期（天）", "Payment (days)"},
                                  {.min = 0, .max = purchase_orders::payment_days_max}),
    meta::field<&A::buyer_kind>("buyer_kind", {"买方类型", "Kind of buyer"}, {}),
    meta::field<&A::over_rate>("over_rate", {"可多交（百万分之）", "Over-delivery (millionths)"}, tolerance),
    meta::field<&A::under_rate>("under_rate", {"可少交（百万分之）", "Under-delivery (millionths)"}, tolerance),
    meta::field<&A::date_days>("date_days", {"日期容差（天）", "Date tolerance (days)"},
                               {.min = 0, .max = purchase_orders::date_days_max}),
    meta::field<&A::has_inspection>("has_inspection", {"到货检验", "Inspected on arrival"}, {}));
using O = AwardedOrders;
constexpr auto awarded_fields = meta::fields(meta::field<&O::order_ids>(
    "order_ids", {"采购订单", "Purchase orders"}, {.items_max = 200, .reference = "purchase_order"}));

using L = ShipLineInput;
constexpr auto ship_line_fields = meta::fields(
    meta::field<&L::position>(
        "position", {"订单行号", "Line of the order"},
        {.flags = meta::required, .min = 1, .max = static_cast<std::int64_t>(purchase_orders::lines_max)}),
    meta::field<&L::quantity>(
        "quantity", {"发货数量", "Quantity"},
        {.flags = meta::required, .min = 1, .max = purchase_orders::quantity_max, .format = meta::Format::milli}),
    meta::field<&L::lot>("lot", {"批号", "Lot"}, {.flags = meta::required, .length_max = 60}),
    meta::field<&L::packages>("packages", {"件数（箱）", "Packages"}, {.min = 1, .max = 100'000}));
using S = ShipInput;
constexpr auto ship_fields = meta::fields(
    meta::field<&S::lines>("lines", {"货物", "Lines"}, {.items_max = static_cast<std::uint32_t>(shipments::lines_max)}),
    meta::field<&S::carrier>("carrier", {"承运人", "Carrier"}, {.length_max = 100}),
    meta::field<&S::tracking_number>("tracking_number", {"运单号", "Tracking number"}, {.length_max = 60}),
    meta::field<&S::expected_at>("expected_at", {"预计到达", "Expected at"}, {}),
    meta::field<&S::note>("note", {"备注", "Note"}, {.length_max = 500, .format = meta::Format::multiline}));

constexpr Message own_messages[] = {
    {"purchasing.not_awarded", {"询价单尚未定标，或已经下单。", "The RFQ is not awarded, or was ordered already."}},
    {"purchasing.guest_winner",
     {"中标方还没有平台账户，不能向其下单；请邀请对方注册。",
      "A winner has no account yet and cannot be sent an order; invite him to register."}},
    {"purchasing.judged",
     {"这批货已检验判定，收货不能撤销；请用退货处理。",
      "These goods were inspected and decided on: return them instead of reversing the receipt."}},
    {"purchasing.returned",
     {"这批货已申请退货，收货不能撤销。", "A return of these goods was asked for: the receipt cannot be reversed."}},
    {"supplier_invoice.memo_paid", {"发票 {detail}", "Invoice {detail}"}},
};

struct PayInput {
    std::optional<Money> amount;
    static const meta::Entity description;
};
constexpr auto pay_fields = meta::fields(
    meta::field<&PayInput::amount>("amount", {"金额，不写则为全部应付", "Amount; all that is due where absent"},
                                   {.min = 1, .max = amount_max, .format = meta::Format::fen}));
constinit const meta::Entity PayInput::description{
    .name = "purchasing_pay_input", .label = {"付款", "Pay"}, .fields = pay_fields, .stored = false};

Result<invoicing::SupplierInvoice> pay_own(const api::Call& call, store::Unit& unit, const PayInput& input) {
    DENGYUN_TRY(id, call.id<invoicing::SupplierInvoice>());
    DENGYUN_TRY(invoice, unit.find(id));
    if (invoice.buyer_id != call.principal->organisation || invoice.status == invoicing::InvoiceStatus::draft)
        return fail(ErrorKind::not_found, "request.not_found");
    return pay(unit, std::move(invoice), input.amount);
}

Result<AwardedOrders> order_own_award(const api::Call& call, store::Unit& unit, const AwardInput& input) {
    DENGYUN_TRY(id, call.id<sourcing::Rfx>());
    DENGYUN_TRY(rfx, unit.find(id));
    if (rfx.organisation_id != call.principal->organisation) return fail(ErrorKind::not_found, "request.not_found");
    return order_award(unit, rfx, input);
}

Result<shipments::Shipment> ship_own(const api::Call& call, store::Unit& unit, const ShipInput& input) {
    DENGYUN_TRY(order, purchase_orders::find_order(call, unit));
    if (order.supplier_id != call.principal->organisation) return fail(ErrorKind::forbidden, "request.forbidden");
    return ship(unit, order, input);
}

Result<store::Page<shipments::Shipment>> list_shipments(const api::Call& call, store::Reader& reader,
                                                        const store::Query&) {
    DENGYUN_TRY(order, purchase_orders::find_order(call, reader));
    DENGYUN_TRY(all, shipments::shipments_for(reader, order_subject, {order.id.value}));
    // A draft is its sender's own.
    if (order.supplier_id != call.principal->organisation)
        std::erase_if(all, [](const auto& one) { return one.status == shipments::ShipmentStatus::draft; });
    return store::Page<shipments::Shipment>{std::move(all), std::nullopt};
}

}  // namespace

constinit const meta::Entity AwardInput::description{.name = "purchasing_award_input",
                                                     .label = {"按中标下单", "Order what was awarded"},
                                                     .fields = award_fields,
                                                     .stored = false};
constinit const meta::Entity AwardedOrders::description{.name = "purchasing_awarded_orders",
                                                        .label = {"中标订单", "Orders of an award"},
                                                        .fields = awarded_fields,
                                                        .stored = false};
constinit const meta::Entity ShipLineInput::description{
    .name = "purchasing_ship_line_input", .label = {"发货行", "Line"}, .fields = ship_line_fields, .stored = false};
constinit const meta::Entity ShipInput::description{
    .name = "purchasing_ship_input", .label = {"发货通知", "Ship note"}, .fields = ship_fields, .stored = false};

std::span<const Message> messages() { return own_messages; }

void add_routes(api::Routes& routes) {
    routes.post<AwardInput, AwardedOrders>("/api/v1/rfxs/{id}/purchase-orders", api::needs("purchase_orders.buy"),
                                           {"按中标结果起草采购订单", "Draft the orders of an award"}, order_own_award,
                                           crossing);
    routes.post<ShipInput, shipments::Shipment>("/api/v1/purchase-orders/{id}/shipments", api::needs("shipments.send"),
                                                {"按采购订单发货", "Ship against a purchase order"}, ship_own,
                                                crossing);
    routes.post<PayInput, invoicing::SupplierInvoice>("/api/v1/supplier-invoices/{id}/payments/actions",
                                                      api::needs("invoicing.pay"), {"支付供方发票", "Pay an invoice"},
                                                      pay_own, crossing);
    routes.list<shipments::Shipment>("/api/v1/purchase-orders/{id}/shipments", api::needs("purchase_orders.read"),
                                     {"采购订单的发货", "The shipments of a purchase order"}, list_shipments,
                                     {.reach = api::Reach::all});
}

}  // namespace dengyun::purchasing
