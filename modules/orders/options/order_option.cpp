#include "modules/orders/options/order_option.h"

#include <fmt/format.h>

namespace dengyun::orders {
namespace {

constexpr meta::Choice kinds[] = {{"cheapest", {"最省", "Cheapest"}},
                                  {"fastest", {"最快", "Fastest"}},
                                  {"safest", {"最稳", "Safest"}},
                                  {"other", {"折中", "In between"}}};
constexpr meta::Choices kind_choices{"order_option_kind", kinds};
constexpr meta::Choice purposes[] = {{"quote", {"报价", "Quote"}}, {"change", {"变更", "Change"}}};
constexpr meta::Choices purpose_choices{"order_option_purpose", purposes};
constexpr meta::Choice statuses[] = {{"open", {"待选择", "Open"}},           {"agreed", {"待买方确认", "Agreed"}},
                                     {"accepted", {"已接受", "Accepted"}},   {"declined", {"已谢绝", "Declined"}},
                                     {"withdrawn", {"已撤回", "Withdrawn"}}, {"lapsed", {"已失效", "Lapsed"}}};
constexpr meta::Choices status_choices{"order_option_status", statuses};
constexpr meta::Choice actions[] = {{"agree", {"同意成本变化", "Agree to the cost"}},
                                    {"accept", {"接受", "Accept"}},
                                    {"apply", {"执行", "Apply"}},
                                    {"decline", {"谢绝", "Decline"}},
                                    {"withdraw", {"撤回", "Withdraw"}},
                                    {"lapse", {"失效", "Lapse"}}};
constexpr meta::Choices action_choices{"order_option_action", actions};

constexpr meta::Options fen{.format = meta::Format::fen};
constexpr meta::Options milli{.format = meta::Format::milli};

using M = PlannedMove;
constexpr auto move_fields = meta::fields(meta::field<&M::from>("from", {"从第几批", "From lot"}),
                                          meta::field<&M::to>("to", {"到第几批", "To lot"}),
                                          meta::field<&M::quantity>("quantity", {"数量", "Quantity"}, milli),
                                          meta::field<&M::departs_at>("departs_at", {"发出", "Departs at"}),
                                          meta::field<&M::arrives_at>("arrives_at", {"到达", "Arrives at"}),
                                          meta::field<&M::price>("price", {"运费", "Price"}, fen));

using L = PlannedLot;
constexpr auto lot_fields =
    meta::fields(meta::field<&L::operation_id>("operation_id", {"工序", "Operation"}, {.reference = "operation"}),
                 meta::field<&L::operation_number>("operation_number", {"工序号", "Operation number"}),
                 meta::field<&L::lot>("lot", {"批", "Lot"}),
                 meta::field<&L::workshop_id>("workshop_id", {"加工点", "Workshop"}, {.reference = "organisation"}),
                 meta::field<&L::site_id>("site_id", {"厂区", "Site"}, {.reference = "site"}),
                 meta::field<&L::machine_id>("machine_id", {"设备", "Machine"}, {.reference = "machine"}),
                 meta::field<&L::slot_id>("slot_id", {"产能时段", "Slot"}, {.reference = "capacity_slot"}),
                 meta::field<&L::quantity_in>("quantity_in", {"投入", "In"}, milli),
                 meta::field<&L::quantity_out>("quantity_out", {"产出", "Out"}, milli),
                 meta::field<&L::starts_at>("starts_at", {"开始", "Starts at"}),
                 meta::field<&L::ends_at>("ends_at", {"结束", "Ends at"}),
                 meta::field<&L::price>("price", {"加工费", "Price"},
                                        {.format = meta::Format::fen, .read_permission = "orders.operate"}),
                 meta::field<&L::needs_material>("needs_material", {"需备料", "Needs material"}),
                 meta::field<&L::task_id>("task_id", {"任务", "Task"}, {.length_max = 20}));

constexpr meta::Choice troubles[] = {{"declined", {"被谢绝", "Declined"}},
                                     {"expired", {"无人答复", "Not answered in time"}},
                                     {"revoked", {"已收回", "Taken back"}},
                                     {"scrapped", {"报废", "Scrapped"}},
                                     {"machine", {"设备停用", "Machine out of order"}},
                                     {"not_started", {"未按时开工", "Not started in time"}},
                                     {"slow", {"加工超时", "Behind its end"}}};
constexpr meta::Choices trouble_choices{"trouble", troubles};

using H = ChangeCause;
constexpr auto cause_fields =
    meta::fields(meta::field<&H::task_id>("task_id", {"任务", "Task"}, {.reference = "operation_task"}),
                 meta::field<&H::lot_number>("lot_number", {"批号", "Lot number"}),
                 meta::field<&H::operation_name>("operation_name", {"工序名称", "Operation name"}),
                 meta::field<&H::operation_name_en>("operation_name_en", {"工序英文名称", "English name"}),
                 meta::field<&H::trouble>("trouble", {"问题", "Trouble"}));

using O = OrderOption;
constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options money{.flags = meta::read_only, .format = meta::Format::fen};
constexpr auto fields = meta::record<O>(
    meta::field<&O::order_id>("order_id", {"订单", "Order"},
                              {.flags = meta::read_only | meta::filterable, .reference = "sales_order"}),
    meta::field<&O::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only, .reference = "organisation"}),
    meta::field<&O::kind>("kind", {"方案", "Option"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&O::purpose>("purpose", {"用途", "Purpose"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&O::routing_id>("routing_id", {"工艺路线", "Routing"},
                                {.flags = meta::read_only, .reference = "routing"}),
    meta::field<&O::price>("price", {"价格", "Price"}, money),
    meta::field<&O::setup>("setup", {"准备费", "Set-up"}, money),
    meta::field<&O::work>("work", {"加工费", "Work"}, money),
    meta::field<&O::material>("material", {"材料费", "Material"}, money),
    meta::field<&O::transport>("transport", {"运费", "Transport"}, money),
    meta::field<&O::margin>("margin", {"平台毛利", "Platform margin"}, money),
    meta::field<&O::reserve>("reserve", {"风险准备", "Risk reserve"}, money),
    meta::field<&O::finish_at>("finish_at", {"预计完成", "Finish"}, told),
    meta::field<&O::promise_at>("promise_at", {"承诺交期", "Promise"}, told),
    meta::field<&O::risk_ppm>("risk_ppm", {"延期风险（百万分之）", "Risk (millionths)"}, told),
    meta::field<&O::reserved_until>("reserved_until", {"产能预留至", "Reserved until"}, told),
    meta::field<&O::workshops>("workshops", {"参与加工点", "Workshops"}, told),
    meta::field<&O::causes>("causes", {"起因", "Causes"}, {.flags = meta::read_only, .items_max = causes_max}),
    meta::field<&O::price_change>("price_change", {"价格变化", "Change of price"}, money),
    meta::field<&O::cost_change>(
        "cost_change", {"成本变化", "Change of cost"},
        {.flags = meta::read_only, .format = meta::Format::fen, .read_permission = "orders.operate"}),
    meta::field<&O::promise_before>("promise_before", {"原承诺交期", "Promise before"}, told),
    meta::field<&O::needs_buyer>("needs_buyer", {"需买方确认", "Needs the buyer"}, told),
    meta::field<&O::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&O::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&O::lots>("lots", {"批次", "Lots"}, {.flags = meta::read_only, .items_max = lots_max}),
    meta::field<&O::moves>("moves", {"运送", "Moves"}, {.flags = meta::read_only, .items_max = inputs_max}));

constexpr std::string_view by_order[] = {"order_id"};
constexpr meta::Index indexes[] = {{.name = "order_option_order", .columns = by_order}};

std::optional<std::string_view> is_quote(const OrderOption& option, Instant now) {
    if (option.purpose != OptionPurpose::quote) return "order_option.not_agreed";
    if (option.reserved_until <= now) return "order_option.lapsed";
    return std::nullopt;
}
std::optional<std::string_view> is_change(const OrderOption& option, Instant now) {
    if (option.purpose != OptionPurpose::change) return "order_option.not_a_change";
    if (option.reserved_until <= now) return "order_option.lapsed";
    return std::nullopt;
}
std::optional<std::string_view> is_open_still(const OrderOption& option, Instant now) {
    if (option.reserved_until <= now) return "order_option.lapsed";
    return std::nullopt;
}
std::optional<std::string_view> needs_no_buyer(const OrderOption& option, Instant) {
    if (option.needs_buyer) return "order_option.not_agreed";
    return std::nullopt;
}

using S = OptionStatus;
using A = OptionAction;
constexpr flow::Rules buyer{.permission = "orders.buy"};
constexpr flow::Rules supplier{.permission = "orders.operate", .by_platform = true};
constexpr std::array transitions{
    flow::transition(
        S::open, A::agree, S::agreed,
        {.permission = "orders.operate", .guard = flow::guard<OrderOption, is_change>, .by_platform = true}),
    flow::transition(S::open, A::accept, S::accepted,
                     {.permission = "orders.buy", .guard = flow::guard<OrderOption, is_quote>}),
    flow::transition(S::agreed, A::accept, S::accepted,
                     {.permission = "orders.buy", .guard = flow::guard<OrderOption, is_open_still>}),
    // Follows from the supplier's agreement where the buyer is not worse off.
    flow::transition(S::agreed, A::apply, S::accepted, {.guard = flow::guard<OrderOption, needs_no_buyer>}),
    flow::transition(S::open, A::decline, S::declined, buyer),
    flow::transition(S::agreed, A::decline, S::declined, buyer),
    flow::transition(S::open, A::withdraw, S::withdrawn, supplier),
    flow::transition(S::agreed, A::withdraw, S::withdrawn, supplier),
    flow::transition(S::open, A::lapse, S::lapsed, {}),
    flow::transition(S::agreed, A::lapse, S::lapsed, {}),
};
constexpr std::array timers{flow::timer(S::open, Duration{0}, A::lapse, "reserved_until"),
                            flow::timer(S::agreed, Duration{0}, A::lapse, "reserved_until")};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(OptionKind) { return kind_choices; }
const meta::Choices& choices_of(OptionPurpose) { return purpose_choices; }
const meta::Choices& choices_of(OptionStatus) { return status_choices; }
const meta::Choices& choices_of(OptionAction) { return action_choices; }
const meta::Choices& choices_of(Trouble) { return trouble_choices; }

constinit const meta::Entity PlannedMove::description{
    .name = "planned_move", .label = {"计划运送", "Planned move"}, .fields = move_fields, .stored = false};
constinit const meta::Entity PlannedLot::description{
    .name = "planned_lot", .label = {"计划批次", "Planned lot"}, .fields = lot_fields, .stored = false};
constinit const meta::Entity ChangeCause::description{
    .name = "change_cause", .label = {"变更起因", "Cause of a change"}, .fields = cause_fields, .stored = false};
constinit const meta::Entity OrderOption::description{
    .name = "order_option", .label = {"订单方案", "Order option"}, .fields = fields, .indexes = indexes};
constinit const flow::StateTable OrderOption::states = flow::state_table<S, A>("order_option", transitions, timers);

Result<> check_option(const OrderOption& option) {
    std::vector<Issue> issues;
    const auto parts = option.setup.value + option.work.value + option.material.value + option.transport.value +
                       option.margin.value + option.reserve.value;
    if (option.price.value != parts) issues.push_back({"price", "must_add_up", to_text(Money{parts})});
    const auto count = static_cast<std::int64_t>(option.lots.size());
    for (std::size_t i = 0; i < option.lots.size(); ++i) {
        const auto& lot = option.lots[i];
        if (lot.quantity_in.value < one_piece || lot.quantity_in.value % one_piece != 0)
            issues.push_back({fmt::format("lots.{}.quantity_in", i), "not_whole"});
        if (lot.ends_at < lot.starts_at) issues.push_back({fmt::format("lots.{}.ends_at", i), "not_after"});
        if (lot.price.value < 0) issues.push_back({fmt::format("lots.{}.price", i), "too_small", "0"});
    }
    for (std::size_t i = 0; i < option.moves.size(); ++i) {
        const auto& move = option.moves[i];
        // Lots stand behind those that they follow: no circle can be written down. -1: to the buyer.
        const bool known =
            move.from >= 0 && move.from < count && (move.to == -1 || (move.to > move.from && move.to < count));
        if (!known) issues.push_back({fmt::format("moves.{}", i), "unknown_reference"});
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace dengyun::orders
