#include "modules/purchase_orders/blanket_orders/blanket_order.h"

#include <fmt/format.h>

namespace dengyun::purchase_orders {
namespace {

constexpr meta::Choice statuses[] = {{"offered", {"待供方同意", "Offered"}},
                                     {"agreed", {"生效中", "In force"}},
                                     {"refused", {"供方未同意", "Refused"}},
                                     {"withdrawn", {"已撤回", "Withdrawn"}},
                                     {"ended", {"已到期", "Ended"}}};
constexpr meta::Choices status_choices{"blanket_order_status", statuses};
constexpr meta::Choice actions[] = {{"agree", {"同意", "Agree"}},       {"refuse", {"不同意", "Refuse"}},
                                    {"withdraw", {"撤回", "Withdraw"}}, {"lapse", {"逾期失效", "Lapse"}},
                                    {"end", {"提前结束", "End"}},       {"expire", {"到期", "Expire"}}};
constexpr meta::Choices action_choices{"blanket_order_action", actions};

using B = BlanketOrder;
constexpr unsigned given = meta::required;
constexpr meta::Options tolerance{.min = 0, .max = tolerance_max};
constexpr auto fields = meta::record<B>(
    meta::field<&B::number>("number", {"框架订单号", "Number"},
                            {.flags = meta::read_only | meta::searchable, .length_max = 20}),
    meta::field<&B::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = given | meta::filterable, .reference = "organisation"}),
    meta::field<&B::item_id>("item_id", {"物料", "Item"}, {.reference = "item"}),
    meta::field<&B::description_text>("description_text", {"名称", "Description"}, {.flags = given | meta::searchable}),
    meta::field<&B::specification>("specification", {"规格要求", "Specification"},
                                   {.length_max = 1'000, .format = meta::Format::multiline}),
    meta::field<&B::unit>("unit", {"单位", "Unit"}, {.flags = given, .length_max = 10}),
    meta::field<&B::quantity>("quantity", {"总量", "Total quantity"},
                              {.flags = given, .min = 1, .max = quantity_max, .format = meta::Format::milli}),
    meta::field<&B::unit_price>("unit_price", {"单价（不含税）", "Unit price, without tax"},
                                {.flags = given, .min = 1, .max = unit_price_max, .format = meta::Format::micro_yuan}),
    meta::field<&B::tax_rate>("tax_rate", {"税率（百万分之）", "Tax rate (millionths)"},
                              {.min = 0, .max = tax_rate_max}),
    meta::field<&B::valid_from>("valid_from", {"有效期从", "Valid from"}, {.flags = given}),
    meta::field<&B::valid_to>("valid_to", {"有效期至", "Valid to"}, {.flags = given | meta::sortable}),
    meta::field<&B::payment_days>("payment_days", {"账期（天）", "Payment (days)"},
                                  {.min = 0, .max = payment_days_max}),
    meta::field<&B::over_rate>("over_rate", {"可多交（百万分之）", "Over-delivery (millionths)"}, tolerance),
    meta::field<&B::under_rate>("under_rate", {"可少交（百万分之）", "Under-delivery (millionths)"}, tolerance),
    meta::field<&B::date_days>("date_days", {"日期容差（天）", "Date tolerance (days)"},
                               {.min = 0, .max = date_days_max}),
    meta::field<&B::has_inspection>("has_inspection", {"到货检验", "Inspected on arrival"}, {}),
    meta::field<&B::terms>("terms", {"商务条件", "Terms"}, {.length_max = 4'000, .format = meta::Format::multiline}),
    meta::field<&B::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&B::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&B::called_off>("called_off", {"已要货", "Called off"},
                                {.flags = meta::read_only, .format = meta::Format::milli}));

constexpr std::string_view by_number[] = {"number"};
constexpr std::string_view by_supplier[] = {"supplier_id"};
constexpr meta::Index indexes[] = {
    {.name = "blanket_order_number", .columns = by_number, .unique = true},
    {.name = "blanket_order_supplier", .columns = by_supplier, .across_organisations = true}};

using C = CallOffInput;
constexpr auto call_off_fields = meta::fields(
    meta::field<&C::schedules>("schedules", {"交货计划", "Deliveries"},
                               {.items_max = static_cast<std::uint32_t>(schedules_max)}),
    meta::field<&C::site_id>("site_id", {"交货地点", "Deliver to"}, {.reference = "site"}),
    meta::field<&C::buyer_reference>("buyer_reference", {"买方编号", "Buyer's reference"}, {.length_max = 60}));

using S = BlanketStatus;
using A = BlanketAction;
constexpr flow::Rules buyer{.permission = "purchase_orders.buy"};
constexpr flow::Rules supplier{.permission = "purchase_orders.supply", .by_platform = true};
constexpr std::array transitions{
    flow::transition(S::offered, A::agree, S::agreed, supplier),
    flow::transition(S::offered, A::refuse, S::refused, supplier),
    flow::transition(S::offered, A::withdraw, S::withdrawn, buyer),
    flow::transition(S::offered, A::lapse, S::refused, {.event = "lapsed"}),
    flow::transition(S::agreed, A::end, S::ended, buyer),
    flow::transition(S::agreed, A::expire, S::ended, {}),
};
constexpr std::array timers{
    flow::timer(S::offered, offer_time, A::lapse),
    flow::timer(S::agreed, flow::day, A::expire, "valid_to"),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(BlanketStatus) { return status_choices; }
const meta::Choices& choices_of(BlanketAction) { return action_choices; }

constinit const meta::Entity BlanketOrder::description{.name = "blanket_order",
                                                       .label = {"框架订单", "Blanket order"},
                                                       .fields = fields,
                                                       .indexes = indexes,
                                                       .title_field = "description_text"};
constinit const flow::StateTable BlanketOrder::states =
    flow::state_table<BlanketStatus, BlanketAction>("blanket_order", transitions, timers);
constinit const meta::Entity CallOffInput::description{
    .name = "blanket_order_call_off_input", .label = {"要货", "Call-off"}, .fields = call_off_fields, .stored = false};

Result<> check_blanket(const BlanketOrder& blanket, Instant now) {
    std::vector<Issue> issues;
    if (blanket.valid_to < blanket.valid_from) issues.push_back({"valid_to", "before_start"});
    if (blanket.valid_to < china_date(now)) issues.push_back({"valid_to", "in_past"});
    if (blanket.supplier_id == blanket.organisation_id) issues.push_back({"supplier_id", "same_party"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<OrderInput> order_of(const BlanketOrder& blanket, const CallOffInput& input, Instant now) {
    if (blanket.status != BlanketStatus::agreed) return fail(ErrorKind::conflict, "blanket_order.not_agreed");
    const auto today = china_date(now);
    if (today < blanket.valid_from || today > blanket.valid_to)
        return fail(ErrorKind::conflict, "blanket_order.out_of_period");
    std::vector<Issue> issues;
    if (input.schedules.empty()) issues.push_back({"schedules", "required"});
    const auto open = blanket.quantity.value - blanket.called_off.value;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < input.schedules.size(); ++i) {
        sum += input.schedules[i].quantity.value;
        if (input.schedules[i].due_on > blanket.valid_to)
            issues.push_back({fmt::format("schedules.{}.due_on", i), "out_of_period"});
    }
    if (sum > open) issues.push_back({"schedules", "exceeds_open", to_text(Quantity{open})});
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    OrderInput order{.title = blanket.description_text,
                     .supplier_id = blanket.supplier_id,
                     .site_id = input.site_id,
                     .buyer_reference = input.buyer_reference,
                     .payment_days = blanket.payment_days};
    order.lines.push_back({.item_id = blanket.item_id,
                           .description_text = blanket.description_text,
                           .specification = blanket.specification,
                           .unit = blanket.unit,
                           .quantity = {sum},
                           .unit_price = blanket.unit_price,
                           .tax_rate = blanket.tax_rate,
                           .schedules = input.schedules,
                           .over_rate = blanket.over_rate,
                           .under_rate = blanket.under_rate,
                           .date_days = blanket.date_days,
                           .has_inspection = blanket.has_inspection});
    return order;
}

}  // namespace dengyun::purchase_orders
