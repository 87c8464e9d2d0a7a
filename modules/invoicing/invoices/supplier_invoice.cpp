#include "modules/invoicing/invoices/supplier_invoice.h"

#include "engines/matching/api.h"

namespace dengyun::invoicing {
namespace {

constexpr meta::Choice kinds[] = {{"invoice", {"发票", "Invoice"}}, {"credit_note", {"红字发票", "Credit note"}}};
constexpr meta::Choices kind_choices{"supplier_invoice_kind", kinds};
constexpr meta::Choice statuses[] = {{"draft", {"草稿", "Draft"}},
                                     {"submitted", {"已提交", "Submitted"}},
                                     {"blocked", {"有差异，待处理", "Blocked"}},
                                     {"matched", {"已匹配", "Matched"}},
                                     {"paid", {"已付", "Paid"}},
                                     {"refused", {"已拒付", "Refused"}},
                                     {"withdrawn", {"已撤回", "Withdrawn"}}};
constexpr meta::Choices status_choices{"supplier_invoice_status", statuses};
constexpr meta::Choice actions[] = {{"submit", {"提交", "Submit"}},   {"match", {"匹配", "Match"}},
                                    {"block", {"挂起差异", "Block"}}, {"lapse", {"逾期视同拒付差异", "Lapse"}},
                                    {"refuse", {"拒付", "Refuse"}},   {"withdraw", {"撤回", "Withdraw"}},
                                    {"pay", {"付清", "Pay"}}};
constexpr meta::Choices action_choices{"supplier_invoice_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options told_money{.flags = meta::read_only, .format = meta::Format::fen};
constexpr meta::Options money{.min = 0, .max = amount_max, .format = meta::Format::fen};
using L = InvoiceLine;
constexpr auto line_fields = meta::fields(
    meta::field<&L::position>("position", {"行号", "Line"}, told),
    meta::field<&L::order_line_id>("order_line_id", {"采购订单行", "Order line"},
                                   {.flags = meta::required, .reference = "purchase_order_line"}),
    meta::field<&L::description_text>("description_text", {"名称", "Description"}, {.flags = meta::required}),
    meta::field<&L::unit>("unit", {"单位", "Unit"}, {.flags = meta::required, .length_max = 10}),
    meta::field<&L::quantity>(
        "quantity", {"数量", "Quantity"},
        {.flags = meta::required, .min = 1, .max = purchase_orders::quantity_max, .format = meta::Format::milli}),
    meta::field<&L::unit_price>("unit_price", {"单价（不含税）", "Unit price, without tax"},
                                {.flags = meta::required,
                                 .min = 0,
                                 .max = purchase_orders::unit_price_max,
                                 .format = meta::Format::micro_yuan}),
    meta::field<&L::net>("net", {"金额（不含税）", "Amount without tax"},
                         {.flags = meta::required, .min = 0, .max = amount_max, .format = meta::Format::fen}),
    meta::field<&L::tax_rate>("tax_rate", {"税率（百万分之）", "Tax rate (millionths)"},
                              {.min = 0, .max = purchase_orders::tax_rate_max}),
    meta::field<&L::tax>("tax", {"税额", "Tax"}, money),
    meta::field<&L::matched>("matched", {"已匹配数量", "Matched"},
                             {.flags = meta::read_only, .format = meta::Format::milli}),
    meta::field<&L::is_clean>("is_clean", {"无差异", "Fits"}, told),
    meta::field<&L::agreed>("agreed", {"应付（含税）", "Due, with tax"}, told_money));

using I = SupplierInvoice;
constexpr auto fields = meta::record<I>(
    meta::field<&I::number>("number", {"发票号码", "Number"},
                            {.flags = meta::required | meta::searchable, .length_max = 40}),
    meta::field<&I::normal_number>("normal_number", {"规整号码", "Normal number"}, {.flags = meta::internal}),
    meta::field<&I::kind>("kind", {"类型", "Kind"}, {.flags = meta::filterable | meta::immutable}),
    meta::field<&I::buyer_id>("buyer_id", {"买方", "Buyer"},
                              {.flags = meta::required | meta::filterable, .reference = "organisation"}),
    meta::field<&I::invoiced_on>("invoiced_on", {"开票日期", "Invoiced on"},
                                 {.flags = meta::required | meta::sortable}),
    meta::field<&I::lines>("lines", {"明细", "Lines"}, {.items_max = static_cast<std::uint32_t>(invoice_lines_max)}),
    meta::field<&I::net_total>("net_total", {"金额（不含税）", "Total without tax"}, told_money),
    meta::field<&I::tax_total>("tax_total", {"税额", "Tax"}, told_money),
    meta::field<&I::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&I::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&I::submitted_at>("submitted_at", {"提交时间", "Submitted at"}, told),
    meta::field<&I::exceptions>("exceptions", {"待处理差异", "Open exceptions"}, told),
    meta::field<&I::agreed_total>("agreed_total", {"应付（含税）", "Due, with tax"}, told_money),
    meta::field<&I::paid_total>("paid_total", {"已付", "Paid"}, told_money),
    meta::field<&I::held_total>("held_total", {"扣款待定，暂不付", "Held back by debit notes"}, told_money),
    meta::field<&I::debited_total>("debited_total", {"其中扣款", "Of it taken by debit notes"}, told_money),
    meta::field<&I::due_on>("due_on", {"到期日", "Due on"}, {.flags = meta::read_only | meta::sortable}));

constexpr std::string_view by_number[] = {"normal_number"};
constexpr std::string_view by_buyer[] = {"buyer_id", "status"};
constexpr meta::Index indexes[] = {
    {.name = "supplier_invoice_number", .columns = by_number, .unique = true},
    {.name = "supplier_invoice_buyer", .columns = by_buyer, .across_organisations = true}};

using S = InvoiceStatus;
using A = InvoiceAction;
constexpr flow::Rules supplier{.permission = "invoicing.supply"};
constexpr flow::Rules buyer{.permission = "invoicing.buy", .by_platform = true};
constexpr flow::Rules nobody{};
constexpr std::array transitions{
    flow::transition(S::draft, A::submit, S::submitted, supplier),
    flow::transition(S::submitted, A::match, S::matched, nobody),
    flow::transition(S::submitted, A::block, S::blocked, nobody),
    flow::transition(S::blocked, A::match, S::matched, nobody),
    flow::transition(S::blocked, A::lapse, S::matched, {.event = "lapsed"}),
    flow::transition(S::blocked, A::refuse, S::refused, buyer),
    flow::transition(S::blocked, A::withdraw, S::withdrawn, supplier),
    flow::transition(S::matched, A::pay, S::paid, nobody),
};
constexpr std::array timers{flow::timer(S::blocked, exception_time, A::lapse)};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(InvoiceKind) { return kind_choices; }
const meta::Choices& choices_of(InvoiceStatus) { return status_choices; }
const meta::Choices& choices_of(InvoiceAction) { return action_choices; }

constinit const meta::Entity InvoiceLine::description{
    .name = "supplier_invoice_line", .label = {"发票行", "Invoice line"}, .fields = line_fields, .stored = false};
constinit const meta::Entity SupplierInvoice::description{.name = "supplier_invoice",
                                                          .label = {"供方发票", "Supplier invoice"},
                                                          .fields = fields,
                                                          .indexes = indexes,
                                                          .title_field = "number"};
constinit const flow::StateTable SupplierInvoice::states =
    flow::state_table<InvoiceStatus, InvoiceAction>("supplier_invoice", transitions, timers);

Result<> complete(SupplierInvoice& invoice) {
    std::vector<Issue> issues;
    invoice.normal_number = matching::normal_number(invoice.number);
    if (invoice.normal_number.empty()) issues.push_back({"number", "required"});
    if (invoice.buyer_id == invoice.organisation_id) issues.push_back({"buyer_id", "same_party"});
    if (invoice.lines.empty()) issues.push_back({"lines", "required"});
    invoice.net_total = {};
    invoice.tax_total = {};
    for (std::size_t i = 0; i < invoice.lines.size(); ++i) {
        auto& line = invoice.lines[i];
        line.position = static_cast<std::int64_t>(i) + 1;
        line.matched = {};
        line.is_clean = false;
        line.agreed = {};
        DENGYUN_TRY(net, add(invoice.net_total, line.net));
        DENGYUN_TRY(tax, add(invoice.tax_total, line.tax));
        invoice.net_total = net;
        invoice.tax_total = tax;
    }
    DENGYUN_TRY(total, add(invoice.net_total, invoice.tax_total));
    if (total > purchase_orders::total_max)
        issues.push_back({"lines", "total_too_large", to_text(purchase_orders::total_max)});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace dengyun::invoicing
