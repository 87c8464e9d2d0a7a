#include "modules/invoicing/debit_notes/debit_note.h"

#include <fmt/format.h>

namespace dengyun::invoicing {
namespace {

constexpr meta::Choice reasons[] = {{"shortage", {"短缺", "Shortage"}},
                                    {"defects", {"质量缺陷", "Defects"}},
                                    {"price_difference", {"价格差异", "Price difference"}},
                                    {"other", {"其他", "Other"}}};
constexpr meta::Choices reason_choices{"debit_note_reason", reasons};
constexpr meta::Choice statuses[] = {{"issued", {"待供方确认", "Waits for the supplier"}},
                                     {"disputed", {"供方有异议", "Disputed"}},
                                     {"agreed", {"已扣款", "Agreed and offset"}},
                                     {"withdrawn", {"已撤回", "Withdrawn"}}};
constexpr meta::Choices status_choices{"debit_note_status", statuses};
constexpr meta::Choice actions[] = {{"agree", {"同意扣款", "Agree"}},
                                    {"dispute", {"提出异议", "Dispute"}},
                                    {"withdraw", {"撤回", "Withdraw"}},
                                    {"deem", {"逾期视同同意", "Deem agreed"}},
                                    {"lapse", {"逾期失效", "Lapse"}}};
constexpr meta::Choices action_choices{"debit_note_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options told_money{.flags = meta::read_only, .format = meta::Format::fen};
using L = DebitLine;
constexpr auto line_fields = meta::fields(
    meta::field<&L::position>("position", {"发票行号", "Line of the invoice"},
                              {.flags = meta::required, .min = 1, .max = static_cast<std::int64_t>(invoice_lines_max)}),
    meta::field<&L::reason>("reason", {"扣款原因", "Reason"}, {.flags = meta::required}),
    meta::field<&L::description_text>("description_text", {"名称", "Description"}, told),
    meta::field<&L::unit>("unit", {"单位", "Unit"}, told),
    meta::field<&L::quantity>(
        "quantity", {"数量", "Quantity"},
        {.flags = meta::required, .min = 1, .max = purchase_orders::quantity_max, .format = meta::Format::milli}),
    meta::field<&L::unit_price>(
        "unit_price",
        {"扣款单价（不含税），不写则为发票单价", "Price taken off, without tax; the invoice's where absent"},
        {.min = 0, .max = purchase_orders::unit_price_max, .format = meta::Format::micro_yuan}),
    meta::field<&L::net>("net", {"金额（不含税）", "Amount without tax"}, told_money),
    meta::field<&L::tax_rate>("tax_rate", {"税率（百万分之）", "Tax rate (millionths)"}, told),
    meta::field<&L::tax>("tax", {"税额", "Tax"}, told_money),
    meta::field<&L::note>("note", {"说明", "Note"}, {.length_max = 500, .format = meta::Format::multiline}));

using D = DebitNote;
constexpr auto fields = meta::record<D>(
    meta::field<&D::number>("number", {"扣款单号", "Number"},
                            {.flags = meta::read_only | meta::searchable, .length_max = 20}),
    meta::field<&D::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&D::invoice_id>(
        "invoice_id", {"发票", "Invoice"},
        {.flags = meta::required | meta::immutable | meta::filterable, .reference = "supplier_invoice"}),
    meta::field<&D::invoice_number>("invoice_number", {"发票号码", "Number of the invoice"},
                                    {.flags = meta::read_only | meta::searchable}),
    meta::field<&D::period_ends_on>("period_ends_on", {"账期截止", "Period ends on"},
                                    {.flags = meta::read_only | meta::sortable}),
    meta::field<&D::lines>("lines", {"明细", "Lines"}, {.items_max = static_cast<std::uint32_t>(debit_lines_max)}),
    meta::field<&D::note>("note", {"说明", "Note"}, {.length_max = 500, .format = meta::Format::multiline}),
    meta::field<&D::net_total>("net_total", {"金额（不含税）", "Total without tax"}, told_money),
    meta::field<&D::tax_total>("tax_total", {"税额", "Tax"}, told_money),
    meta::field<&D::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&D::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&D::decided_at>("decided_at", {"确认时间", "Decided at"}, told));

constexpr std::string_view by_number[] = {"number"};
constexpr std::string_view by_invoice[] = {"invoice_id"};
constexpr std::string_view by_supplier[] = {"supplier_id", "status"};
constexpr meta::Index indexes[] = {
    {.name = "debit_note_number", .columns = by_number, .unique = true},
    {.name = "debit_note_invoice", .columns = by_invoice, .across_organisations = true},
    {.name = "debit_note_supplier", .columns = by_supplier, .across_organisations = true}};

using S = DebitStatus;
using A = DebitAction;
constexpr flow::Rules buyer{.permission = "invoicing.buy"};
constexpr flow::Rules supplier{.permission = "invoicing.supply", .by_platform = true};
constexpr std::array transitions{
    flow::transition(S::issued, A::agree, S::agreed, supplier),
    flow::transition(S::issued, A::dispute, S::disputed, supplier),
    flow::transition(S::issued, A::withdraw, S::withdrawn, buyer),
    flow::transition(S::issued, A::deem, S::agreed, {.event = "deemed_agreed"}),
    flow::transition(S::disputed, A::agree, S::agreed, supplier),
    flow::transition(S::disputed, A::withdraw, S::withdrawn, buyer),
    flow::transition(S::disputed, A::lapse, S::withdrawn, {.event = "lapsed"}),
};
constexpr std::array timers{
    flow::timer(S::issued, debit_answer_time, A::deem),
    flow::timer(S::disputed, debit_dispute_time, A::lapse),
};
static_assert(flow::sound(transitions, timers));

std::string path_of(std::size_t index, std::string_view field) { return fmt::format("lines.{}.{}", index, field); }

Result<> price_line(DebitLine& line, const InvoiceLine& invoiced, std::size_t index, std::vector<Issue>& issues) {
    line.description_text = invoiced.description_text;
    line.unit = invoiced.unit;
    line.tax_rate = invoiced.tax_rate;
    if (line.quantity > invoiced.quantity)
        issues.push_back({path_of(index, "quantity"), "exceeds_invoiced", to_text(invoiced.quantity)});
    if (!line.unit_price && line.reason == DebitReason::price_difference)
        issues.push_back({path_of(index, "unit_price"), "required"});
    if (line.unit_price && *line.unit_price > invoiced.unit_price)
        issues.push_back({path_of(index, "unit_price"), "exceeds_invoiced", to_text(invoiced.unit_price)});
    if (!issues.empty()) return {};
    if (!line.unit_price) line.unit_price = invoiced.unit_price;
    DENGYUN_TRY(net, line_value(*line.unit_price, line.quantity));
    DENGYUN_TRY(tax, share_at(net, line.tax_rate));
    line.net = net;
    line.tax = tax;
    if (net.value == 0) issues.push_back({path_of(index, "unit_price"), "exceeds_owed", to_text(Money{})});
    return {};
}

}  // namespace

const meta::Choices& choices_of(DebitReason) { return reason_choices; }
const meta::Choices& choices_of(DebitStatus) { return status_choices; }
const meta::Choices& choices_of(DebitAction) { return action_choices; }

constinit const meta::Entity DebitLine::description{
    .name = "debit_note_line", .label = {"扣款行", "Debit line"}, .fields = line_fields, .stored = false};
constinit const meta::Entity DebitNote::description{.name = "debit_note",
                                                    .label = {"扣款单", "Debit note"},
                                                    .fields = fields,
                                                    .indexes = indexes,
                                                    .title_field = "number"};
constinit const flow::StateTable DebitNote::states =
    flow::state_table<DebitStatus, DebitAction>("debit_note", transitions, timers);

Result<> complete(DebitNote& note, const SupplierInvoice& invoice) {
    std::vector<Issue> issues;
    if (note.lines.empty()) issues.push_back({"lines", "required"});
    note.net_total = {};
    note.tax_total = {};
    for (std::size_t i = 0; i < note.lines.size(); ++i) {
        auto& line = note.lines[i];
        if (line.position < 1 || line.position > static_cast<std::int64_t>(invoice.lines.size())) {
            issues.push_back({path_of(i, "position"), "unknown_line", std::to_string(line.position)});
            continue;
        }
        DENGYUN_CHECK(price_line(line, invoice.lines[static_cast<std::size_t>(line.position) - 1], i, issues));
        DENGYUN_TRY(net, add(note.net_total, line.net));
        DENGYUN_TRY(tax, add(note.tax_total, line.tax));
        note.net_total = net;
        note.tax_total = tax;
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace dengyun::invoicing
