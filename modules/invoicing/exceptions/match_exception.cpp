#include "modules/invoicing/exceptions/match_exception.h"

#include "engines/matching/api.h"

namespace dengyun::invoicing {
namespace {

static_assert(static_cast<int>(Reason::credit_exceeds) == static_cast<int>(matching::Reason::credit_exceeds));

constexpr meta::Choice reasons[] = {
    {"unknown_order", {"找不到对应的订单", "Nothing of the kind was ordered"}},
    {"duplicate", {"重复开票", "Invoiced before"}},
    {"unit", {"单位不一致", "Another unit"}},
    {"price", {"单价高于订单", "Price above the order's"}},
    {"tax_rate", {"税率不一致", "Another tax rate"}},
    {"amount", {"金额与单价×数量不符", "Amount is not price by quantity"}},
    {"tax_amount", {"税额与税率不符", "Tax does not follow from the rate"}},
    {"date", {"开票早于收货", "Dated before the goods came"}},
    {"missing_receipt", {"没有收货记录", "Nothing was received"}},
    {"quantity", {"开票多于验收", "More than was accepted"}},
    {"credit_exceeds", {"红冲多于已开票", "More than was invoiced"}},
};
constexpr meta::Choices reason_choices{"match_exception_reason", reasons};
constexpr meta::Choice statuses[] = {{"open", {"待处理", "Open"}},
                                     {"accepted", {"已接受", "Accepted"}},
                                     {"refused", {"已拒付", "Refused"}},
                                     {"resolved", {"已消除", "Resolved"}}};
constexpr meta::Choices status_choices{"match_exception_status", statuses};
constexpr meta::Choice actions[] = {{"accept", {"按发票接受", "Accept as invoiced"}},
                                    {"refuse", {"差异部分拒付", "Refuse what differs"}},
                                    {"resolve", {"消除", "Resolve"}}};
constexpr meta::Choices action_choices{"match_exception_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
using X = MatchException;
constexpr auto fields = meta::record<X>(
    meta::field<&X::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&X::invoice_id>("invoice_id", {"发票", "Invoice"},
                                {.flags = meta::read_only | meta::filterable, .reference = "supplier_invoice"}),
    meta::field<&X::number>("number", {"发票号码", "Number"}, {.flags = meta::read_only | meta::searchable}),
    meta::field<&X::position>("position", {"行号", "Line"}, told),
    meta::field<&X::description_text>("description_text", {"名称", "Description"}, told),
    meta::field<&X::reason>("reason", {"差异", "Reason"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&X::expected>("expected", {"应为", "Expected"}, told),
    meta::field<&X::found>("found", {"实为", "Found"}, told),
    meta::field<&X::blocked>("blocked", {"暂不支付", "Blocked"},
                             {.flags = meta::read_only, .format = meta::Format::fen}),
    meta::field<&X::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&X::status_reason>("status_reason", {"说明", "Reason"}, {.flags = meta::read_only, .length_max = 500}));

constexpr std::string_view by_invoice[] = {"invoice_id"};
constexpr std::string_view by_supplier[] = {"supplier_id"};
constexpr meta::Index indexes[] = {
    {.name = "match_exception_invoice", .columns = by_invoice, .across_organisations = true},
    {.name = "match_exception_supplier", .columns = by_supplier, .across_organisations = true}};

std::optional<std::string_view> may_accept(const MatchException& exception, Instant) {
    if (is_acceptable(exception.reason)) return std::nullopt;
    return "match_exception.not_acceptable";
}

using S = ExceptionStatus;
using A = ExceptionAction;
constexpr std::array transitions{
    flow::transition(S::open, A::accept, S::accepted,
                     {.permission = "invoicing.buy", .guard = flow::guard<MatchException, may_accept>}),
    flow::transition(S::open, A::refuse, S::refused, {.permission = "invoicing.buy"}),
    flow::transition(S::open, A::resolve, S::resolved, {}),
};
static_assert(flow::sound(transitions));

}  // namespace

const meta::Choices& choices_of(Reason) { return reason_choices; }
const meta::Choices& choices_of(ExceptionStatus) { return status_choices; }
const meta::Choices& choices_of(ExceptionAction) { return action_choices; }

constinit const meta::Entity MatchException::description{.name = "match_exception",
                                                         .label = {"匹配差异", "Match exception"},
                                                         .fields = fields,
                                                         .indexes = indexes,
                                                         .title_field = "number"};
constinit const flow::StateTable MatchException::states =
    flow::state_table<ExceptionStatus, ExceptionAction>("match_exception", transitions);

}  // namespace dengyun::invoicing
