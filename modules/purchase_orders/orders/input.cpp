#include "modules/purchase_orders/orders/input.h"

namespace dengyun::purchase_orders {
namespace {

using L = LineInput;
constexpr meta::Options tolerance{.min = 0, .max = tolerance_max};
constexpr auto line_fields = meta::fields(
    meta::field<&L::position>("position", {"行号", "Line"}, {.min = 0, .max = static_cast<std::int64_t>(lines_max)}),
    meta::field<&L::item_id>("item_id", {"物料", "Item"}, {.reference = "item"}),
    meta::field<&L::description_text>("description_text", {"名称", "Description"}, {.flags = meta::required}),
    meta::field<&L::specification>("specification", {"规格要求", "Specification"},
                                   {.length_max = 1'000, .format = meta::Format::multiline}),
    meta::field<&L::unit>("unit", {"单位", "Unit"}, {.flags = meta::required, .length_max = 10}),
    meta::field<&L::quantity>("quantity", {"数量", "Quantity"},
                              {.flags = meta::required, .min = 1, .max = quantity_max, .format = meta::Format::milli}),
    meta::field<&L::unit_price>(
        "unit_price", {"单价（不含税）", "Unit price, without tax"},
        {.flags = meta::required, .min = 1, .max = unit_price_max, .format = meta::Format::micro_yuan}),
    meta::field<&L::tax_rate>("tax_rate", {"税率（百万分之）", "Tax rate (millionths)"},
                              {.min = 0, .max = tax_rate_max}),
    meta::field<&L::schedules>("schedules", {"交货计划", "Deliveries"},
                               {.items_max = static_cast<std::uint32_t>(schedules_max)}),
    meta::field<&L::over_rate>("over_rate", {"可多交（百万分之）", "Over-delivery (millionths)"}, tolerance),
    meta::field<&L::under_rate>("under_rate", {"可少交（百万分之）", "Under-delivery (millionths)"}, tolerance),
    meta::field<&L::price_rate>("price_rate", {"价格容差（百万分之）", "Price tolerance (millionths)"}, tolerance),
    meta::field<&L::date_days>("date_days", {"日期容差（天）", "Date tolerance (days)"},
                               {.min = 0, .max = date_days_max}),
    meta::field<&L::has_inspection>("has_inspection", {"到货检验", "Inspected on arrival"}, {}));

using O = OrderInput;
constexpr meta::Options lines_of_order{.items_max = static_cast<std::uint32_t>(lines_max)};
constexpr auto order_fields = meta::fields(
    meta::field<&O::title>("title", {"标题", "Title"}, {.flags = meta::required}),
    meta::field<&O::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::required, .reference = "organisation"}),
    meta::field<&O::site_id>("site_id", {"交货地点", "Deliver to"}, {.reference = "site"}),
    meta::field<&O::buyer_reference>("buyer_reference", {"买方编号", "Buyer's reference"}, {.length_max = 60}),
    meta::field<&O::note>("note", {"备注", "Note"}, {.length_max = 1'000, .format = meta::Format::multiline}),
    meta::field<&O::payment_days>("payment_days", {"账期（天）", "Payment (days)"},
                                  {.min = 0, .max = payment_days_max}),
    meta::field<&O::buyer_kind>("buyer_kind", {"买方类型", "Kind of buyer"}, {}),
    meta::field<&O::lines>("lines", {"明细", "Lines"}, lines_of_order));

using C = ChangeInput;
constexpr auto change_fields = meta::fields(
    meta::field<&C::terms_version>("terms_version", {"条款版本", "Version of the terms"},
                                   {.flags = meta::required, .min = 1}),
    meta::field<&C::reason>("reason", {"变更原因", "Reason"},
                            {.flags = meta::required, .length_max = 500, .format = meta::Format::multiline}),
    meta::field<&C::lines>("lines", {"明细", "Lines"}, lines_of_order));

}  // namespace

constinit const meta::Entity LineInput::description{
    .name = "purchase_order_line_input", .label = {"采购订单行", "Line"}, .fields = line_fields, .stored = false};
constinit const meta::Entity OrderInput::description{
    .name = "purchase_order_input", .label = {"采购订单", "Purchase order"}, .fields = order_fields, .stored = false};
constinit const meta::Entity ChangeInput::description{
    .name = "purchase_order_change_input", .label = {"订单变更", "Change"}, .fields = change_fields, .stored = false};

LineInput input_of(const OrderLine& line) {
    return {.position = line.position,
            .item_id = line.item_id,
            .description_text = line.description_text,
            .specification = line.specification,
            .unit = line.unit,
            .quantity = line.quantity,
            .unit_price = line.unit_price,
            .tax_rate = line.tax_rate,
            .schedules = line.schedules,
            .over_rate = line.over_rate,
            .under_rate = line.under_rate,
            .price_rate = line.price_rate,
            .date_days = line.date_days,
            .has_inspection = line.has_inspection};
}

OrderInput input_of(const PurchaseOrder& order, std::span<const OrderLine> lines) {
    OrderInput input{.title = order.title,
                     .supplier_id = order.supplier_id,
                     .site_id = order.site_id,
                     .buyer_reference = order.buyer_reference,
                     .note = order.note,
                     .payment_days = order.payment_days,
                     .buyer_kind = order.buyer_kind};
    for (const auto& line : lines) input.lines.push_back(input_of(line));
    return input;
}

void write_terms(OrderLine& line, const LineInput& input) {
    line.item_id = input.item_id;
    line.description_text = input.description_text;
    line.specification = input.specification;
    line.unit = input.unit;
    line.quantity = input.quantity;
    line.unit_price = input.unit_price;
    line.tax_rate = input.tax_rate;
    line.schedules = input.schedules;
    line.over_rate = input.over_rate;
    line.under_rate = input.under_rate;
    line.price_rate = input.price_rate;
    line.date_days = input.date_days;
    line.has_inspection = input.has_inspection;
}

}  // namespace dengyun::purchase_orders
