#include "modules/purchase_orders/lines/order_line.h"

#include "modules/purchase_orders/lines/rules.h"

namespace dengyun::purchase_orders {
namespace {

constexpr meta::Choice statuses[] = {
    {"draft", {"草稿", "Draft"}},
    {"issued", {"待供方答复", "Waiting for the supplier"}},
    {"countered", {"供方还价", "Countered"}},
    {"changed", {"变更待答复", "Change to be answered"}},
    {"confirmed", {"已确认", "Confirmed"}},
    {"open", {"交货中", "Being delivered"}},
    {"closed", {"已完成", "Closed"}},
    {"closed_short", {"短交关闭", "Closed short"}},
    {"rejected", {"供方拒绝", "Rejected"}},
    {"cancelled", {"已取消", "Cancelled"}},
};
constexpr meta::Choices status_choices{"purchase_order_line_status", statuses};
constexpr meta::Choice actions[] = {
    {"issue", {"下达", "Issue"}},
    {"confirm", {"确认", "Confirm"}},
    {"counter", {"还价", "Counter"}},
    {"reject", {"拒绝", "Reject"}},
    {"accept", {"接受还价", "Take the counter"}},
    {"reissue", {"改后再发", "Ask anew"}},
    {"withdraw", {"撤回", "Withdraw"}},
    {"lapse", {"逾期失效", "Lapse"}},
    {"change", {"变更", "Change"}},
    {"keep", {"不同意变更", "Refuse the change"}},
    {"begin", {"开始交货", "Begin"}},
    {"complete", {"交齐", "Complete"}},
    {"finish", {"按已收完成", "Take as the whole"}},
    {"close_short", {"不再等余量", "Close short"}},
    {"give_up", {"余量不交了", "Give up the rest"}},
    {"reopen", {"撤销收货后重开", "Reopen"}},
};
constexpr meta::Choices action_choices{"purchase_order_line_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options counted{.flags = meta::read_only, .format = meta::Format::milli};
using C = Schedule;
constexpr auto schedule_fields = meta::fields(
    meta::field<&C::due_on>("due_on", {"交货日期", "Due on"}, {.flags = meta::required}),
    meta::field<&C::quantity>("quantity", {"数量", "Quantity"},
                              {.flags = meta::required, .min = 1, .max = quantity_max, .format = meta::Format::milli}));

constexpr meta::Options priced{.flags = meta::read_only, .format = meta::Format::micro_yuan};
constexpr meta::Options planned{.flags = meta::read_only, .items_max = static_cast<std::uint32_t>(schedules_max)};
using L = OrderLine;
constexpr auto fields = meta::record<L>(
    meta::field<&L::order_id>("order_id", {"采购订单", "Purchase order"},
                              {.flags = meta::read_only | meta::filterable, .reference = "purchase_order"}),
    meta::field<&L::number>("number", {"订单号", "Number"}, {.flags = meta::read_only | meta::searchable}),
    meta::field<&L::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&L::position>("position", {"行号", "Line"}, told),
    meta::field<&L::item_id>("item_id", {"物料", "Item"},
                             {.flags = meta::read_only | meta::filterable, .reference = "item"}),
    meta::field<&L::description_text>("description_text", {"名称", "Description"},
                                      {.flags = meta::read_only | meta::searchable}),
    meta::field<&L::specification>("specification", {"规格要求", "Specification"},
                                   {.flags = meta::read_only, .length_max = 1'000, .format = meta::Format::multiline}),
    meta::field<&L::unit>("unit", {"单位", "Unit"}, told),
    meta::field<&L::quantity>("quantity", {"数量", "Quantity"}, counted),
    meta::field<&L::unit_price>("unit_price", {"单价（不含税）", "Unit price, without tax"}, priced),
    meta::field<&L::tax_rate>("tax_rate", {"税率（百万分之）", "Tax rate (millionths)"}, told),
    meta::field<&L::schedules>("schedules", {"交货计划", "Deliveries"}, planned),
    meta::field<&L::due_on>("due_on", {"最后交货日期", "Last due on"}, {.flags = meta::read_only | meta::sortable}),
    meta::field<&L::over_rate>("over_rate", {"可多交（百万分之）", "Over-delivery (millionths)"}, told),
    meta::field<&L::under_rate>("under_rate", {"可少交（百万分之）", "Under-delivery (millionths)"}, told),
    meta::field<&L::price_rate>("price_rate", {"价格容差（百万分之）", "Price tolerance (millionths)"}, told),
    meta::field<&L::date_days>("date_days", {"日期容差（天）", "Date tolerance (days)"}, told),
    meta::field<&L::has_inspection>("has_inspection", {"到货检验", "Inspected on arrival"}, told),
    meta::field<&L::terms_version>("terms_version", {"条款版本", "Version of the terms"}, told),
    meta::field<&L::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&L::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&L::counter_quantity>("counter_quantity", {"还价数量", "Quantity of the counter"}, counted),
    meta::field<&L::counter_unit_price>("counter_unit_price", {"还价单价", "Price of the counter"}, priced),
    meta::field<&L::counter_schedules>("counter_schedules", {"还价交货计划", "Deliveries of the counter"}, planned),
    meta::field<&L::confirmed_version>("confirmed_version", {"生效版本", "Version in force"}, told),
    meta::field<&L::confirmed_quantity>("confirmed_quantity", {"确认数量", "Confirmed"}, counted),
    meta::field<&L::confirmed_unit_price>("confirmed_unit_price", {"确认单价", "Confirmed price"}, priced),
    meta::field<&L::confirmed_tax_rate>("confirmed_tax_rate", {"确认税率（百万分之）", "Confirmed tax (millionths)"},
                                        told),
    meta::field<&L::confirmed_schedules>("confirmed_schedules", {"确认的交货计划", "Confirmed deliveries"}, planned),
    meta::field<&L::confirmed_at>("confirmed_at", {"确认时间", "Confirmed at"}, told),
    meta::field<&L::shipped>("shipped", {"已发", "Shipped"}, counted),
    meta::field<&L::received>("received", {"已收", "Received"}, counted),
    meta::field<&L::over_received>("over_received", {"其中超交", "Of it over-delivered"}, counted),
    meta::field<&L::accepted>("accepted", {"已验收", "Accepted"}, counted),
    meta::field<&L::rejected>("rejected", {"不合格", "Rejected"}, counted),
    meta::field<&L::returned>("returned", {"已退", "Returned"}, counted),
    meta::field<&L::invoiced>("invoiced", {"已开票", "Invoiced"}, counted),
    meta::field<&L::credited>("credited", {"已红冲", "Credited"}, counted),
    meta::field<&L::price_cut>("price_cut", {"让步减价", "Price cut"},
                               {.flags = meta::read_only, .format = meta::Format::fen}));

constexpr std::string_view by_order[] = {"order_id", "position"};
constexpr std::string_view by_supplier[] = {"supplier_id", "status"};
constexpr std::string_view by_goods[] = {"description_text", "unit"};
constexpr meta::Index indexes[] = {
    {.name = "purchase_order_line_order", .columns = by_order, .unique = true, .across_organisations = true},
    {.name = "purchase_order_line_supplier", .columns = by_supplier, .across_organisations = true},
    {.name = "purchase_order_line_goods", .columns = by_goods, .across_organisations = true}};

std::optional<std::string_view> is_enough(const OrderLine& line, Instant) {
    if (line.accepted >= enough_of(line)) return std::nullopt;
    return "purchase_order_line.not_enough";
}
bool is_on_the_way(const OrderLine& line) {
    return line.shipped.value + line.over_received.value > line.received.value;
}
std::optional<std::string_view> is_late(const OrderLine& line, Instant now) {
    if (is_on_the_way(line)) return "purchase_order_line.on_the_way";
    if (line.due_on + std::chrono::days(line.date_days) < china_date(now)) return std::nullopt;
    return "purchase_order_line.not_late";
}
std::optional<std::string_view> is_at_rest(const OrderLine& line, Instant) {
    if (is_on_the_way(line)) return "purchase_order_line.on_the_way";
    return std::nullopt;
}

using S = LineStatus;
using A = LineAction;
constexpr std::string_view buy = "purchase_orders.buy";
constexpr std::string_view supply = "purchase_orders.supply";
constexpr flow::Rules buyer{.permission = buy};
constexpr flow::Rules supplier{.permission = supply, .by_platform = true};
constexpr flow::Rules nobody{};
constexpr flow::Rules enough{.permission = buy, .guard = flow::guard<OrderLine, is_enough>};
constexpr flow::Rules late{.permission = buy, .guard = flow::guard<OrderLine, is_late>};
constexpr flow::Rules resting{.permission = supply, .guard = flow::guard<OrderLine, is_at_rest>, .by_platform = true};
constexpr std::array transitions{
    flow::transition(S::draft, A::issue, S::issued, buyer),
    flow::transition(S::issued, A::confirm, S::confirmed, supplier),
    flow::transition(S::issued, A::counter, S::countered, supplier),
    flow::transition(S::issued, A::reject, S::rejected, supplier),
    flow::transition(S::issued, A::reissue, S::issued, {.permission = buy, .event = "reissued"}),
    flow::transition(S::issued, A::withdraw, S::cancelled, buyer),
    flow::transition(S::issued, A::lapse, S::rejected, {.event = "lapsed"}),
    flow::transition(S::countered, A::accept, S::confirmed, {.permission = buy, .event = "counter_accepted"}),
    flow::transition(S::countered, A::reissue, S::issued, {.permission = buy, .event = "reissued"}),
    flow::transition(S::countered, A::withdraw, S::cancelled, buyer),
    flow::transition(S::countered, A::lapse, S::cancelled, {.event = "counter_lapsed"}),
    flow::transition(S::confirmed, A::change, S::changed, {.permission = buy, .event = "change_asked"}),
    flow::transition(S::confirmed, A::begin, S::open, nobody),
    flow::transition(S::confirmed, A::complete, S::closed, nobody),
    flow::transition(S::confirmed, A::close_short, S::closed_short, late),
    flow::transition(S::confirmed, A::give_up, S::closed_short, resting),
    flow::transition(S::confirmed, A::lapse, S::closed_short, nobody),
    flow::transition(S::changed, A::confirm, S::confirmed, supplier),
    flow::transition(S::changed, A::keep, S::confirmed,
                     {.permission = supply, .event = "change_refused", .by_platform = true}),
    flow::transition(S::changed, A::change, S::changed, {.permission = buy, .event = "change_asked"}),
    flow::transition(S::changed, A::withdraw, S::confirmed, {.permission = buy, .event = "change_withdrawn"}),
    flow::transition(S::changed, A::lapse, S::confirmed, {.event = "change_lapsed"}),
    flow::transition(S::open, A::change, S::changed, {.permission = buy, .event = "change_asked"}),
    flow::transition(S::open, A::complete, S::closed, nobody),
    flow::transition(S::open, A::finish, S::closed, enough),
    flow::transition(S::open, A::close_short, S::closed_short, late),
    flow::transition(S::open, A::give_up, S::closed_short, resting),
    flow::transition(S::open, A::lapse, S::closed_short, nobody),
    flow::transition(S::closed, A::reopen, S::open, {.event = "reopened"}),
};
constexpr std::array timers{
    flow::timer(S::issued, answer_time, A::lapse),
    flow::timer(S::countered, decision_time, A::lapse),
    flow::timer(S::changed, answer_time, A::lapse),  // what is in force stands
    flow::timer(S::confirmed, lateness_time, A::lapse, "due_on"),
    flow::timer(S::open, lateness_time, A::lapse, "due_on"),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(LineStatus) { return status_choices; }
const meta::Choices& choices_of(LineAction) { return action_choices; }

constinit const meta::Entity Schedule::description{
    .name = "purchase_order_schedule", .label = {"交货计划", "Delivery"}, .fields = schedule_fields, .stored = false};
constinit const meta::Entity OrderLine::description{.name = "purchase_order_line",
                                                    .label = {"采购订单行", "Purchase order line"},
                                                    .fields = fields,
                                                    .indexes = indexes,
                                                    .title_field = "description_text"};
constinit const flow::StateTable OrderLine::states =
    flow::state_table<LineStatus, LineAction>("purchase_order_line", transitions, timers);

}  // namespace dengyun::purchase_orders
