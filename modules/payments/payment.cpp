#include "modules/payments/payment.h"

namespace dengyun::payments {
namespace {

constexpr meta::Choice statuses[] = {{"created", {"待发送", "Created"}},   {"sent", {"已发送", "Sent"}},
                                     {"unknown", {"结果未知", "Unknown"}}, {"processing", {"处理中", "Processing"}},
                                     {"settled", {"已到账", "Settled"}},   {"refused", {"已拒绝", "Refused"}}};
constexpr meta::Choices status_choices{"payment_status", statuses};
constexpr meta::Choice actions[] = {{"send", {"发送", "Send"}},     {"give_back", {"退回待发", "Give back"}},
                                    {"lose", {"失去联系", "Lose"}}, {"accept", {"受理", "Accept"}},
                                    {"settle", {"到账", "Settle"}}, {"refuse", {"拒绝", "Refuse"}}};
constexpr meta::Choices action_choices{"payment_action", actions};

constexpr meta::Options counted{.flags = meta::read_only};
using P = Payment;
constexpr auto fields = meta::record<P>(
    meta::field<&P::kind>("kind", {"种类", "Kind"}, {.flags = meta::required | meta::immutable | meta::filterable}),
    meta::field<&P::amount>(
        "amount", {"金额", "Amount"},
        {.flags = meta::required | meta::immutable, .min = 1, .max = amount_max, .format = meta::Format::fen}),
    meta::field<&P::bank_account>("bank_account", {"银行账号", "Bank account"},
                                  {.flags = meta::immutable, .length_max = 40}),
    meta::field<&P::original_id>("original_id", {"原支付单", "Original payment"},
                                 {.flags = meta::immutable, .reference = "payment"}),
    meta::field<&P::parts>("parts", {"分账明细", "Parts"}, {.flags = meta::immutable, .items_max = 50}),
    meta::field<&P::memo>("memo", {"备注", "Memo"}, {.flags = meta::immutable}),
    meta::field<&P::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&P::reference>("reference", {"银行流水号", "Partner's reference"}, {.flags = meta::read_only}),
    meta::field<&P::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only}),
    meta::field<&P::valid_until>("valid_until", {"有效期至", "Valid until"}, counted),
    meta::field<&P::settled_at>("settled_at", {"到账时间", "Settled at"}, {.flags = meta::read_only | meta::sortable}),
    meta::field<&P::queries>("queries", {"查询次数", "Queries"}, counted),
    meta::field<&P::hold_ids>("hold_ids", {"预占", "Holds"},
                              {.flags = meta::read_only, .reference = "ledger_transfer"}));

constexpr std::string_view by_settled[] = {"settled_at"};
constexpr meta::Index indexes[] = {{.name = "payment_settled", .columns = by_settled, .across_organisations = true}};

using S = PaymentStatus;
using A = PaymentAction;
constexpr std::array transitions{
    flow::transition(S::created, A::send, S::sent, {}),
    flow::transition(S::sent, A::give_back, S::created, {.event = "returned"}),
    flow::transition(S::sent, A::lose, S::unknown, {}),
    flow::transition(S::sent, A::accept, S::processing, {}),
    flow::transition(S::sent, A::settle, S::settled, {}),
    flow::transition(S::sent, A::refuse, S::refused, {}),
    flow::transition(S::unknown, A::accept, S::processing, {}),
    flow::transition(S::unknown, A::settle, S::settled, {}),
    flow::transition(S::unknown, A::refuse, S::refused, {}),
    flow::transition(S::processing, A::settle, S::settled, {}),
    flow::transition(S::processing, A::refuse, S::refused, {}),
};
constexpr std::array<flow::Timer, 0> timers{};
static_assert(flow::sound(transitions, timers));

constexpr meta::Choice difference_kinds[] = {
    {"missing_here", {"我方缺失", "Missing here"}},       {"missing_there", {"银行缺失", "Missing there"}},
    {"amount_differs", {"金额不符", "Amount differs"}},   {"kind_differs", {"种类不符", "Kind differs"}},
    {"day_differs", {"日期不符", "Day differs"}},         {"duplicate_there", {"银行重复", "Twice there"}},
    {"balance_differs", {"余额不符", "Balance differs"}}, {"contradiction", {"结果矛盾", "Contradiction"}},
};
constexpr meta::Choices difference_kind_choices{"payment_difference_kind", difference_kinds};
constexpr meta::Choice difference_statuses[] = {{"open", {"待处理", "Open"}}, {"resolved", {"已处理", "Resolved"}}};
constexpr meta::Choices difference_status_choices{"payment_difference_status", difference_statuses};

constexpr meta::Options fen{.flags = meta::read_only, .format = meta::Format::fen};
using R = Reconciliation;
constexpr auto reconciliation_fields =
    meta::record<R>(meta::field<&R::day>("day", {"日期", "Day"}, {.flags = meta::read_only | meta::sortable}),
                    meta::field<&R::lines>("lines", {"银行笔数", "Lines there"}, counted),
                    meta::field<&R::matched>("matched", {"相符", "Matched"}, counted),
                    meta::field<&R::differences>("differences", {"差异", "Differences"}, counted),
                    meta::field<&R::closing_there>("closing_there", {"银行余额", "Closing balance there"}, fen),
                    meta::field<&R::closing_here>("closing_here", {"账面余额", "Closing balance here"}, fen),
                    meta::field<&R::runs>("runs", {"对账次数", "Runs"}, counted));
constexpr std::string_view by_day[] = {"day"};
constexpr meta::Index reconciliation_indexes[] = {{.name = "reconciliation_day", .columns = by_day, .unique = true}};

using D = Difference;
constexpr auto difference_fields = meta::record<D>(
    meta::field<&D::kind>("kind", {"种类", "Kind"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&D::day>("day", {"日期", "Day"}, {.flags = meta::read_only | meta::filterable | meta::sortable}),
    meta::field<&D::payment_id>("payment_id", {"支付单", "Payment"},
                                {.flags = meta::read_only, .reference = "payment"}),
    meta::field<&D::reference>("reference", {"银行流水号", "Partner's reference"}, {.flags = meta::read_only}),
    meta::field<&D::amount_here>("amount_here", {"我方金额", "Amount here"}, fen),
    meta::field<&D::amount_there>("amount_there", {"银行金额", "Amount there"}, fen),
    meta::field<&D::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&D::remark>("remark", {"处理说明", "Remark"}, {.flags = meta::read_only, .length_max = 500}));

}  // namespace

const meta::Choices& choices_of(PaymentStatus) { return status_choices; }
const meta::Choices& choices_of(PaymentAction) { return action_choices; }
const meta::Choices& choices_of(DifferenceKind) { return difference_kind_choices; }
const meta::Choices& choices_of(DifferenceStatus) { return difference_status_choices; }

constinit const meta::Entity Payment::description{.name = "payment",
                                                  .label = {"支付单", "Payment"},
                                                  .fields = fields,
                                                  .indexes = indexes,
                                                  .title_field = "reference"};
constinit const flow::StateTable Payment::states = flow::state_table<S, A>("payment", transitions, timers);
constinit const meta::Entity Reconciliation::description{.name = "reconciliation",
                                                         .label = {"对账", "Reconciliation"},
                                                         .fields = reconciliation_fields,
                                                         .indexes = reconciliation_indexes};
constinit const meta::Entity Difference::description{
    .name = "payment_difference", .label = {"对账差异", "Difference"}, .fields = difference_fields};

Result<> check_payment(const Payment& payment) {
    std::vector<Issue> issues;
    std::int64_t sum = 0;
    for (const auto& part : payment.parts) sum += part.amount.value;
    const bool is_split = payment.kind == PaymentKind::split;
    if (is_split != !payment.parts.empty()) issues.push_back({"parts", is_split ? "required" : "read_only"});
    if (is_split && sum != payment.amount.value) issues.push_back({"parts", "must_add_up", to_text(payment.amount)});
    if (payment.kind == PaymentKind::refund && !payment.original_id) issues.push_back({"original_id", "required"});
    if (payment.kind == PaymentKind::pay_out && payment.bank_account.empty())
        issues.push_back({"bank_account", "required"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

std::string instruction_id(Id<Payment> id) { return "DY" + to_text(id); }

std::optional<Id<Payment>> payment_of(std::string_view instruction_id) {
    if (!instruction_id.starts_with("DY")) return std::nullopt;
    return parse_id<Payment>(instruction_id.substr(2));
}

Instruction instruction_of(const Payment& payment) {
    return {.id = instruction_id(payment.id),
            .kind = payment.kind,
            .amount = payment.amount,
            .bank_account = payment.bank_account,
            .original_id = payment.original_id ? instruction_id(*payment.original_id) : "",
            .parts = payment.parts,
            .valid_until = payment.valid_until};
}

}  // namespace dengyun::payments
