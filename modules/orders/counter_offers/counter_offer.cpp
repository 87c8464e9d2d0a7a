#include "modules/orders/counter_offers/counter_offer.h"

namespace dengyun::orders {
namespace {

constexpr meta::Choice statuses[] = {{"proposed", {"待答复", "Proposed"}},
                                     {"agreed", {"已同意", "Agreed"}},
                                     {"refused", {"已拒绝", "Refused"}},
                                     {"withdrawn", {"已撤回", "Withdrawn"}},
                                     {"lapsed", {"逾期未答复", "Lapsed"}}};
constexpr meta::Choices status_choices{"counter_offer_status", statuses};
constexpr meta::Choice actions[] = {{"agree", {"同意", "Agree"}},
                                    {"refuse", {"拒绝", "Refuse"}},
                                    {"withdraw", {"撤回", "Withdraw"}},
                                    {"lapse", {"逾期", "Lapse"}}};
constexpr meta::Choices action_choices{"counter_offer_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options money{.flags = meta::read_only, .format = meta::Format::fen};
using C = CounterOffer;
constexpr auto fields = meta::record<C>(
    meta::field<&C::task_id>("task_id", {"任务", "Task"},
                             {.flags = meta::read_only | meta::filterable, .reference = "operation_task"}),
    meta::field<&C::order_id>("order_id", {"订单", "Order"}, {.flags = meta::read_only, .reference = "sales_order"}),
    meta::field<&C::customer_id>("customer_id", {"派单方", "Customer"},
                                 {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&C::price>("price", {"价格", "Price"}, money),
    meta::field<&C::starts_at>("starts_at", {"开始", "Starts at"}, told),
    meta::field<&C::ends_at>("ends_at", {"结束", "Ends at"}, told),
    meta::field<&C::reason>("reason", {"理由", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&C::price_before>("price_before", {"原价格", "Price before"}, money),
    meta::field<&C::ends_before>("ends_before", {"原结束时间", "End before"}, told),
    meta::field<&C::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&C::status_reason>("status_reason", {"说明", "Remark"}, {.flags = meta::read_only, .length_max = 500}));
constexpr std::string_view by_task[] = {"task_id"};
constexpr std::string_view by_customer[] = {"customer_id", "status"};
constexpr meta::Index indexes[] = {
    {.name = "counter_offer_task", .columns = by_task, .across_organisations = true},
    {.name = "counter_offer_customer", .columns = by_customer, .across_organisations = true}};

using N = CounterInput;
constexpr auto input_fields = meta::fields(
    meta::field<&N::price>("price", {"价格", "Price"},
                           {.flags = meta::required, .min = 1, .max = amount_max, .format = meta::Format::fen}),
    meta::field<&N::starts_at>("starts_at", {"开始", "Starts at"}),
    meta::field<&N::ends_at>("ends_at", {"结束", "Ends at"}),
    meta::field<&N::reason>("reason", {"理由", "Reason"}, {.flags = meta::required, .length_max = 500}));

using S = CounterStatus;
using A = CounterAction;
constexpr flow::Rules customer{.permission = "orders.operate", .by_platform = true};
constexpr std::array transitions{
    flow::transition(S::proposed, A::agree, S::agreed, customer),
    flow::transition(S::proposed, A::refuse, S::refused, customer),
    flow::transition(S::proposed, A::withdraw, S::withdrawn, {.permission = "orders.supply"}),
    flow::transition(S::proposed, A::lapse, S::lapsed, {}),
};
constexpr std::array timers{flow::timer(S::proposed, answer_time, A::lapse)};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(CounterStatus) { return status_choices; }
const meta::Choices& choices_of(CounterAction) { return action_choices; }

constinit const meta::Entity CounterOffer::description{.name = "counter_offer",
                                                       .label = {"还价", "Counter-offer"},
                                                       .fields = fields,
                                                       .indexes = indexes,
                                                       .title_field = "reason"};
constinit const flow::StateTable CounterOffer::states = flow::state_table<S, A>("counter_offer", transitions, timers);
constinit const meta::Entity CounterInput::description{
    .name = "counter_input", .label = {"还价", "Counter-offer"}, .fields = input_fields, .stored = false};

}  // namespace dengyun::orders
