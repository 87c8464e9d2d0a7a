#include "modules/invoicing/statements/statement_line.h"

namespace dengyun::invoicing {
namespace {

constexpr meta::Choice statuses[] = {
    {"open", {"待对账", "Open"}},       {"proposed", {"待确认", "Proposed"}},   {"disputed", {"有争议", "Disputed"}},
    {"agreed", {"已商定", "Agreed"}},   {"confirmed", {"已确认", "Confirmed"}}, {"invoiced", {"已开票", "Invoiced"}},
    {"matched", {"已匹配", "Matched"}}, {"payable", {"应付", "Payable"}},       {"paid", {"已付", "Paid"}},
};
constexpr meta::Choices status_choices{"statement_line_status", statuses};
constexpr meta::Choice actions[] = {
    {"propose", {"提交对账", "Propose"}}, {"confirm", {"确认", "Confirm"}},       {"dispute", {"提出异议", "Dispute"}},
    {"contest", {"提出异议", "Contest"}}, {"agree", {"同意对方数量", "Agree"}},   {"concur", {"同意对方数量", "Agree"}},
    {"roll", {"转入下期", "Roll over"}},  {"invoice", {"开票", "Invoice"}},       {"match", {"匹配", "Match"}},
    {"approve", {"列入应付", "Approve"}}, {"release", {"退回待开票", "Release"}}, {"pay", {"付款", "Pay"}},
};
constexpr meta::Choices action_choices{"statement_line_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options counted{.flags = meta::read_only, .format = meta::Format::milli};
constexpr meta::Options money{.flags = meta::read_only, .format = meta::Format::fen};
using L = StatementLine;
constexpr auto fields = meta::record<L>(
    meta::field<&L::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&L::statement_id>("statement_id", {"对账单", "Statement"},
                                  {.flags = meta::read_only | meta::filterable, .reference = "statement"}),
    meta::field<&L::order_line_id>("order_line_id", {"采购订单行", "Order line"},
                                   {.flags = meta::read_only | meta::filterable, .reference = "purchase_order_line"}),
    meta::field<&L::order_number>("order_number", {"订单号", "Order"}, {.flags = meta::read_only | meta::searchable}),
    meta::field<&L::description_text>("description_text", {"名称", "Description"},
                                      {.flags = meta::read_only | meta::searchable}),
    meta::field<&L::unit>("unit", {"单位", "Unit"}, told),
    meta::field<&L::shipment_id>("shipment_id", {"发货单", "Shipment"},
                                 {.flags = meta::read_only, .reference = "shipment"}),
    meta::field<&L::lot>("lot", {"批号", "Lot"}, told),
    meta::field<&L::delivered_on>("delivered_on", {"签收日期", "Delivered on"},
                                  {.flags = meta::read_only | meta::sortable}),
    meta::field<&L::period_ends_on>("period_ends_on", {"账期截止", "Period ends on"}, told),
    meta::field<&L::shipped>("shipped", {"供方发出", "Shipped, by the supplier"}, counted),
    meta::field<&L::quantity>("quantity", {"买方验收", "Accepted, by the buyer"}, counted),
    meta::field<&L::unit_price>("unit_price", {"单价（不含税）", "Unit price, without tax"},
                                {.flags = meta::read_only, .format = meta::Format::micro_yuan}),
    meta::field<&L::tax_rate>("tax_rate", {"税率（百万分之）", "Tax rate (millionths)"}, told),
    meta::field<&L::net>("net", {"金额（不含税）", "Amount without tax"}, money),
    meta::field<&L::tax>("tax", {"税额", "Tax"}, money),
    meta::field<&L::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&L::status_reason>("status_reason", {"说明", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&L::disputed_by_supplier>("disputed_by_supplier", {"供方提出", "Disputed by the supplier"}, told),
    meta::field<&L::claimed>("claimed", {"异议方数量", "Claimed"}, counted),
    meta::field<&L::invoice_id>("invoice_id", {"发票", "Invoice"},
                                {.flags = meta::read_only | meta::filterable, .reference = "supplier_invoice"}));

constexpr std::string_view by_statement[] = {"statement_id"};
constexpr std::string_view by_order_line[] = {"order_line_id"};
constexpr std::string_view by_pair[] = {"supplier_id", "status"};
constexpr meta::Index indexes[] = {
    {.name = "statement_line_statement", .columns = by_statement, .across_organisations = true},
    {.name = "statement_line_order_line", .columns = by_order_line, .across_organisations = true},
    {.name = "statement_line_pair", .columns = by_pair, .across_organisations = true}};

std::optional<std::string_view> is_suppliers(const StatementLine& line, Instant) {
    if (line.disputed_by_supplier) return std::nullopt;
    return "statement_line.own_dispute";
}
std::optional<std::string_view> is_buyers(const StatementLine& line, Instant) {
    if (!line.disputed_by_supplier) return std::nullopt;
    return "statement_line.own_dispute";
}

using S = LineStatus;
using A = LineAction;
constexpr std::string_view buy = "invoicing.buy";
constexpr std::string_view supply = "invoicing.supply";
constexpr flow::Rules nobody{};
constexpr flow::Rules released{.event = "released"};
constexpr std::array transitions{
    flow::transition(S::open, A::propose, S::proposed, nobody),
    flow::transition(S::open, A::invoice, S::invoiced, nobody),
    flow::transition(S::proposed, A::confirm, S::confirmed, nobody),
    flow::transition(S::proposed, A::dispute, S::disputed, {.permission = buy}),
    flow::transition(S::proposed, A::contest, S::disputed, {.permission = supply, .by_platform = true}),
    flow::transition(S::disputed, A::agree, S::agreed,
                     {.permission = buy, .guard = flow::guard<StatementLine, is_suppliers>}),
    flow::transition(S::disputed, A::concur, S::agreed,
                     {.permission = supply, .guard = flow::guard<StatementLine, is_buyers>, .by_platform = true}),
    flow::transition(S::disputed, A::roll, S::open, {.event = "rolled_over"}),
    flow::transition(S::agreed, A::confirm, S::confirmed, nobody),
    flow::transition(S::confirmed, A::invoice, S::invoiced, nobody),
    flow::transition(S::invoiced, A::match, S::matched, nobody),
    flow::transition(S::invoiced, A::release, S::confirmed, released),
    flow::transition(S::matched, A::approve, S::payable, nobody),
    flow::transition(S::matched, A::release, S::confirmed, released),
    flow::transition(S::payable, A::pay, S::paid, nobody),
};
constexpr std::array timers{
    flow::timer(S::open, flow::day, A::propose, "period_ends_on"),  // with the month's statement
    flow::timer(S::disputed, dispute_time, A::roll),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(LineStatus) { return status_choices; }
const meta::Choices& choices_of(LineAction) { return action_choices; }

constinit const meta::Entity StatementLine::description{.name = "statement_line",
                                                        .label = {"对账行", "Statement line"},
                                                        .fields = fields,
                                                        .indexes = indexes,
                                                        .title_field = "description_text"};
constinit const flow::StateTable StatementLine::states =
    flow::state_table<LineStatus, LineAction>("statement_line", transitions, timers);

Result<> price(StatementLine& line) {
    DENGYUN_TRY(net, line_value(line.unit_price, line.quantity));
    DENGYUN_TRY(tax, share_at(net, line.tax_rate));
    line.net = net;
    line.tax = tax;
    return {};
}

meta::Date month_end(meta::Date day) {
    const std::chrono::year_month_day calendar{day};
    return std::chrono::sys_days(calendar.year() / calendar.month() / std::chrono::last);
}

}  // namespace dengyun::invoicing
