#include "modules/orders/orders/sales_order.h"

namespace dengyun::orders {
namespace {

constexpr meta::Choice statuses[] = {
    {"draft", {"需求草稿", "Draft"}},
    {"quoted", {"已报价", "Quoted"}},
    {"accepted", {"待付款", "Accepted"}},
    {"funded", {"已托管", "Funded"}},
    {"released", {"已下达", "Released"}},
    {"in_production", {"生产中", "In production"}},
    {"partly_delivered", {"部分交付", "Partly delivered"}},
    {"delivered", {"已交付", "Delivered"}},
    {"settled", {"已结算", "Settled"}},
    {"closed", {"已关闭", "Closed"}},
    {"expired", {"报价过期", "Expired"}},
    {"cancelled", {"已取消", "Cancelled"}},
    {"terminating", {"终止协商中", "Terminating"}},
    {"closed_short", {"提前终止", "Closed short"}},
};
constexpr meta::Choices status_choices{"sales_order_status", statuses};
constexpr meta::Choice actions[] = {
    {"quote", {"报价", "Quote"}},
    {"accept", {"接受方案", "Accept"}},
    {"fund", {"支付托管", "Fund"}},
    {"release", {"下达生产", "Release"}},
    {"start", {"开工", "Start"}},
    {"deliver_part", {"部分交付", "Deliver a part"}},
    {"deliver", {"交付", "Deliver"}},
    {"settle", {"结算", "Settle"}},
    {"close", {"关闭", "Close"}},
    {"expire", {"过期", "Expire"}},
    {"cancel", {"取消", "Cancel"}},
    {"refuse", {"拒绝", "Refuse"}},
    {"terminate", {"终止", "Terminate"}},
    {"abandon", {"供方终止", "Terminate as supplier"}},
    {"close_short", {"同意买方终止", "Agree to the buyer's terms"}},
    {"agree_short", {"同意供方终止", "Agree to the supplier's terms"}},
    {"take_back", {"撤回部分签收", "Take a part of the delivery back"}},
    {"take_back_all", {"撤回全部签收", "Take the delivery back"}},
};
constexpr meta::Choices action_choices{"sales_order_action", actions};

using O = SalesOrder;
constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options money{.flags = meta::read_only, .format = meta::Format::fen};
constexpr meta::Options counter{.flags = meta::read_only, .format = meta::Format::milli};
constexpr auto fields = meta::record<O>(
    meta::field<&O::number>("number", {"订单号", "Number"},
                            {.flags = meta::read_only | meta::searchable | meta::filterable, .length_max = 20}),
    meta::field<&O::title>("title", {"订单", "Order"}, {.flags = meta::read_only | meta::searchable}),
    meta::field<&O::title_en>("title_en", {"订单英文名称", "Order in English"},
                              {.flags = meta::read_only | meta::searchable}),
    meta::field<&O::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&O::item_id>("item_id", {"物料", "Item"},
                             {.flags = meta::required | meta::filterable, .reference = "item"}),
    meta::field<&O::revision_id>("revision_id", {"版本", "Revision"},
                                 {.flags = meta::required | meta::filterable, .reference = "revision"}),
    meta::field<&O::quantity>(
        "quantity", {"数量", "Quantity"},
        {.flags = meta::required, .min = one_piece, .max = quantity_max, .format = meta::Format::milli}),
    meta::field<&O::due_on>("due_on", {"交货日期", "Due on"}, {.flags = meta::required | meta::sortable}),
    meta::field<&O::site_id>("site_id", {"交货地点", "Deliver to"}, {.flags = meta::required, .reference = "site"}),
    meta::field<&O::buyer_reference>("buyer_reference", {"买方单号", "Buyer's reference"},
                                     {.flags = meta::searchable, .length_max = 60}),
    meta::field<&O::note>("note", {"备注", "Note"}, {.length_max = 1'000, .format = meta::Format::multiline}),
    meta::field<&O::deposit_rate>("deposit_rate", {"定金比例（百万分之）", "Deposit (millionths)"},
                                  {.min = 0, .max = deposit_rate_max}),
    meta::field<&O::retention_rate>("retention_rate", {"质保金比例（百万分之）", "Retention (millionths)"},
                                    {.min = 0, .max = retention_rate_max}),
    meta::field<&O::guarantee_days>("guarantee_days", {"质保期（天）", "Guarantee (days)"}, {.min = 0, .max = 3'650}),
    meta::field<&O::tolerance_rate>("tolerance_rate", {"数量允差（百万分之）", "Quantity tolerance (millionths)"},
                                    {.min = 0,
                                     .max = tolerance_rate_max,
                                     .help = {"最终可少交的数量比例；不填按通用条款",
                                              "What may be missing in the end; none: by the general terms"}}),
    meta::field<&O::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&O::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&O::quoted_until>("quoted_until", {"报价有效至", "Quoted until"}, told),
    meta::field<&O::option_id>("option_id", {"所选方案", "Accepted option"},
                               {.flags = meta::read_only, .reference = "order_option"}),
    meta::field<&O::price>("price", {"价格", "Price"}, money),
    meta::field<&O::margin>("margin", {"平台毛利", "Platform margin"}, money),
    meta::field<&O::reserve>("reserve", {"风险准备", "Risk reserve"}, money),
    meta::field<&O::promise_at>("promise_at", {"承诺交期", "Promise"}, told),
    meta::field<&O::escrow_id>("escrow_id", {"托管", "Escrow"}, {.flags = meta::read_only, .reference = "escrow"}),
    meta::field<&O::guarantee_until>("guarantee_until", {"质保期至", "Guarantee until"}, told),
    meta::field<&O::tasks_total>("tasks_total", {"任务数", "Tasks"}, told),
    meta::field<&O::tasks_started>("tasks_started", {"已开工任务", "Tasks started"}, told),
    meta::field<&O::tasks_done>("tasks_done", {"已完成任务", "Tasks done"}, told),
    meta::field<&O::delivered>("delivered", {"已交付", "Delivered"}, counter),
    meta::field<&O::accepted>("accepted", {"已验收", "Accepted"}, counter),
    meta::field<&O::rejected>("rejected", {"已拒收", "Rejected"}, counter),
    meta::field<&O::returned>("returned", {"验收后退回", "Returned"}, counter),
    meta::field<&O::accepted_value>("accepted_value", {"已验收金额", "Accepted value"}, money),
    meta::field<&O::settlement>("settlement", {"终止结算金额", "Settlement"}, money),
    meta::field<&O::terminated_by_supplier>("terminated_by_supplier", {"供方提出终止", "Terminated by the supplier"},
                                            told));

constexpr std::string_view by_number[] = {"number"};
constexpr std::string_view by_supplier[] = {"supplier_id", "status"};
constexpr meta::Index indexes[] = {
    {.name = "sales_order_number", .columns = by_number, .unique = true},
    {.name = "sales_order_supplier", .columns = by_supplier, .across_organisations = true}};

std::optional<std::string_view> asked_by_buyer(const SalesOrder& order, Instant) {
    if (order.terminated_by_supplier) return "sales_order.others_turn";
    return std::nullopt;
}
std::optional<std::string_view> asked_by_supplier(const SalesOrder& order, Instant) {
    if (!order.terminated_by_supplier) return "sales_order.others_turn";
    return std::nullopt;
}
std::optional<std::string_view> all_judged(const SalesOrder& order, Instant) {
    if (order.accepted.value + order.rejected.value < order.delivered.value) return "sales_order.not_judged";
    return std::nullopt;
}

std::optional<std::string_view> within_tolerance(const SalesOrder& order, Instant) {
    if (order.delivered.value - order.rejected.value < least_quantity(order).value) return "sales_order.too_few";
    return std::nullopt;
}

using S = OrderStatus;
using A = OrderAction;
constexpr flow::Rules buyer{.permission = "orders.buy"};
constexpr flow::Rules supplier{.permission = "orders.operate", .by_platform = true};
constexpr flow::Rules refusal{.permission = "orders.operate", .event = "refused", .by_platform = true};
// By the supplier where a few pieces are missing and more could come; by itself where nothing more comes.
constexpr flow::Rules delivery{
    .permission = "orders.operate", .guard = flow::guard<SalesOrder, within_tolerance>, .by_platform = true};
constexpr flow::Rules settling{.permission = "orders.buy", .guard = flow::guard<SalesOrder, all_judged>};
constexpr std::array transitions{
    flow::transition(S::draft, A::quote, S::quoted, supplier),
    flow::transition(S::draft, A::cancel, S::cancelled, buyer),
    flow::transition(S::draft, A::refuse, S::cancelled, refusal),
    flow::transition(S::quoted, A::accept, S::accepted, buyer),
    flow::transition(S::quoted, A::expire, S::expired, {}),
    flow::transition(S::quoted, A::cancel, S::cancelled, buyer),
    flow::transition(S::quoted, A::refuse, S::cancelled, refusal),
    flow::transition(S::accepted, A::fund, S::funded, buyer),
    flow::transition(S::accepted, A::cancel, S::cancelled, buyer),
    flow::transition(S::accepted, A::refuse, S::cancelled, refusal),
    flow::transition(S::funded, A::release, S::released, supplier),
    flow::transition(S::funded, A::cancel, S::cancelled, buyer),
    flow::transition(S::funded, A::refuse, S::cancelled, refusal),
    // What follows from the counters of the tasks and deliveries.
    flow::transition(S::released, A::start, S::in_production, {}),
    flow::transition(S::in_production, A::deliver_part, S::partly_delivered, {}),
    flow::transition(S::in_production, A::deliver, S::delivered, delivery),
    flow::transition(S::partly_delivered, A::deliver, S::delivered, delivery),
    flow::transition(S::delivered, A::take_back, S::partly_delivered, {.event = "taken_back"}),
    flow::transition(S::partly_delivered, A::take_back_all, S::in_production, {.event = "taken_back"}),
    flow::transition(S::released, A::terminate, S::terminating, buyer),
    flow::transition(S::in_production, A::terminate, S::terminating, buyer),
    flow::transition(S::partly_delivered, A::terminate, S::terminating, buyer),
    flow::transition(S::released, A::abandon, S::terminating, supplier),
    flow::transition(S::in_production, A::abandon, S::terminating, supplier),
    flow::transition(S::partly_delivered, A::abandon, S::terminating, supplier),
    flow::transition(
        S::terminating, A::close_short, S::closed_short,
        {.permission = "orders.operate", .guard = flow::guard<SalesOrder, asked_by_buyer>, .by_platform = true}),
    flow::transition(S::terminating, A::agree_short, S::closed_short,
                     {.permission = "orders.buy", .guard = flow::guard<SalesOrder, asked_by_supplier>}),
    flow::transition(S::delivered, A::settle, S::settled, settling),
    flow::transition(S::settled, A::close, S::closed, {}),
};
constexpr std::array timers{
    flow::timer(S::draft, draft_time, A::cancel),
    flow::timer(S::quoted, Duration{0}, A::expire, "quoted_until"),
    flow::timer(S::accepted, payment_time, A::cancel),
    flow::timer(S::funded, release_time, A::cancel),
    flow::timer(S::released, lateness_time, A::terminate, "due_on"),
    flow::timer(S::in_production, lateness_time, A::terminate, "due_on"),
    flow::timer(S::partly_delivered, lateness_time, A::terminate, "due_on"),
    flow::timer(S::delivered, acceptance_time, A::settle),
    flow::timer(S::settled, flow::day, A::close, "guarantee_until"),
    flow::timer(S::terminating, closing_time, A::close_short),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(OrderStatus) { return status_choices; }
const meta::Choices& choices_of(OrderAction) { return action_choices; }

constinit const meta::Entity SalesOrder::description{.name = "sales_order",
                                                     .label = {"销售订单", "Sales order"},
                                                     .fields = fields,
                                                     .indexes = indexes,
                                                     .title_field = "title"};
constinit const flow::StateTable SalesOrder::states = flow::state_table<S, A>("sales_order", transitions, timers);

Result<> check_order(const SalesOrder& order, Instant now) {
    std::vector<Issue> issues;
    if (order.quantity.value % one_piece != 0) issues.push_back({"quantity", "not_whole"});
    if (order.due_on < china_date(now)) issues.push_back({"due_on", "in_past"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Quantity least_quantity(const SalesOrder& order) {
    const auto missing = static_cast<std::int64_t>(static_cast<__int128>(order.quantity.value) *
                                                   order.tolerance_rate.value_or(0) / 1'000'000);
    return {order.quantity.value - missing / one_piece * one_piece};
}

Money value_up_to(const SalesOrder& order, Quantity quantity) {
    return {
        static_cast<std::int64_t>(static_cast<__int128>(order.price.value) * quantity.value / order.quantity.value)};
}

}  // namespace dengyun::orders
