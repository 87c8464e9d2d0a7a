#include "modules/purchase_orders/orders/purchase_order.h"

#include <algorithm>

namespace dengyun::purchase_orders {
namespace {

constexpr meta::Choice statuses[] = {
    {"draft", {"草稿", "Draft"}},
    {"issued", {"待供方答复", "Waiting for the supplier"}},
    {"countered", {"供方还价", "Countered"}},
    {"confirmed", {"已确认", "Confirmed"}},
    {"open", {"交货中", "Being delivered"}},
    {"closed", {"已完成", "Closed"}},
    {"cancelled", {"已取消", "Cancelled"}},
};
constexpr meta::Choices status_choices{"purchase_order_status", statuses};
constexpr meta::Choice codes[] = {
    {"AB", {"已收到（AB）", "Acknowledged (AB)"}},
    {"AP", {"全部接受（AP）", "Accepted (AP)"}},
    {"CA", {"有条件接受（CA）", "Conditionally accepted (CA)"}},
    {"RE", {"拒绝（RE）", "Rejected (RE)"}},
};
constexpr meta::Choices code_choices{"purchase_order_response_code", codes};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options money{.flags = meta::read_only, .format = meta::Format::fen};
using O = PurchaseOrder;
constexpr auto fields = meta::record<O>(
    meta::field<&O::number>("number", {"订单号", "Number"},
                            {.flags = meta::read_only | meta::searchable | meta::filterable, .length_max = 20}),
    meta::field<&O::title>("title", {"标题", "Title"}, {.flags = meta::read_only | meta::searchable}),
    meta::field<&O::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&O::site_id>("site_id", {"交货地点", "Deliver to"}, {.flags = meta::read_only, .reference = "site"}),
    meta::field<&O::buyer_reference>(
        "buyer_reference", {"买方编号", "Buyer's reference"},
        {.flags = meta::read_only | meta::searchable | meta::filterable, .length_max = 60}),
    meta::field<&O::note>("note", {"备注", "Note"},
                          {.flags = meta::read_only, .length_max = 1'000, .format = meta::Format::multiline}),
    meta::field<&O::payment_days>("payment_days", {"账期（天）", "Payment (days)"}, told),
    meta::field<&O::buyer_kind>("buyer_kind", {"买方类型", "Kind of buyer"}, told),
    meta::field<&O::source_kind>("source_kind", {"来源类型", "Made from (kind)"},
                                 {.flags = meta::read_only | meta::filterable, .length_max = 40}),
    meta::field<&O::source_id>("source_id", {"来源单据", "Made from"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&O::terms_version>("terms_version", {"条款版本", "Version of the terms"}, told),
    meta::field<&O::issued_at>("issued_at", {"下达时间", "Issued at"}, told),
    meta::field<&O::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&O::response_code>("response_code", {"供方答复", "Supplier's response"}, told),
    meta::field<&O::lines>("lines", {"行数", "Lines"}, told),
    meta::field<&O::net_total>("net_total", {"金额（不含税）", "Total without tax"}, money),
    meta::field<&O::tax_total>("tax_total", {"税额", "Tax"}, money),
    meta::field<&O::due_on>("due_on", {"最后交货日期", "Last due on"}, {.flags = meta::read_only | meta::sortable}));

constexpr std::string_view by_number[] = {"number"};
constexpr std::string_view by_supplier[] = {"supplier_id", "status"};
constexpr std::string_view by_source[] = {"source_kind", "source_id"};
constexpr meta::Index indexes[] = {
    {.name = "purchase_order_number", .columns = by_number, .unique = true},
    {.name = "purchase_order_supplier", .columns = by_supplier, .across_organisations = true},
    {.name = "purchase_order_source", .columns = by_source, .across_organisations = true}};

}  // namespace

const meta::Choices& choices_of(OrderStatus) { return status_choices; }
const meta::Choices& choices_of(ResponseCode) { return code_choices; }

constinit const meta::Entity PurchaseOrder::description{.name = "purchase_order",
                                                        .label = {"采购订单", "Purchase order"},
                                                        .fields = fields,
                                                        .indexes = indexes,
                                                        .title_field = "title"};

OrderStatus status_of(std::span<const OrderLine> lines) {
    const auto any = [&](auto... wanted) {
        return std::ranges::any_of(lines, [=](const OrderLine& one) { return ((one.status == wanted) || ...); });
    };
    using enum LineStatus;
    if (any(draft)) return OrderStatus::draft;
    if (any(countered)) return OrderStatus::countered;
    if (any(issued, changed)) return OrderStatus::issued;
    const bool delivered_in_part = any(confirmed) && any(closed, closed_short);
    if (any(open) || delivered_in_part) return OrderStatus::open;
    if (any(confirmed)) return OrderStatus::confirmed;
    return any(closed, closed_short) ? OrderStatus::closed : OrderStatus::cancelled;
}

Result<bool> follow(PurchaseOrder& order, std::span<const OrderLine> lines) {
    Money net{};
    Money tax{};
    std::optional<meta::Date> due;
    for (const auto& line : lines) {
        if (line.status == LineStatus::rejected || line.status == LineStatus::cancelled) continue;
        DENGYUN_TRY(value, line_value(line.unit_price, line.quantity));
        DENGYUN_TRY(part, share_at(value, line.tax_rate));
        DENGYUN_TRY(more, add(net, value));
        DENGYUN_TRY(taxed, add(tax, part));
        net = more;
        tax = taxed;
        due = std::max(due.value_or(line.due_on), line.due_on);
    }
    DENGYUN_TRY(total, add(net, tax));
    if (total > total_max)
        return fail(ErrorKind::invalid, "request.invalid", {{"lines", "total_too_large", to_text(total_max)}});
    const auto status = status_of(lines);
    const auto count = static_cast<std::int64_t>(lines.size());
    if (order.status == status && order.net_total == net && order.tax_total == tax && order.due_on == due &&
        order.lines == count)
        return false;
    order.status = status;
    order.net_total = net;
    order.tax_total = tax;
    order.due_on = due;
    order.lines = count;
    return true;
}

}  // namespace dengyun::purchase_orders
