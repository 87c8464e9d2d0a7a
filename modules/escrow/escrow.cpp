#include "modules/escrow/escrow.h"

#include "modules/escrow/rules.h"

namespace dengyun::escrow {
namespace {

constexpr meta::Choice statuses[] = {
    {"created", {"已创建", "Created"}},     {"held", {"已预占", "Held"}},
    {"funded", {"已入托管", "Funded"}},     {"part_released", {"部分放款", "Part released"}},
    {"released", {"已放款", "Released"}},   {"refunded", {"余款已退", "Refunded"}},
    {"cancelled", {"已取消", "Cancelled"}},
};
constexpr meta::Choices status_choices{"escrow_status", statuses};
constexpr meta::Choice actions[] = {
    {"hold", {"预占资金", "Hold"}},
    {"fund", {"转入托管", "Fund"}},
    {"lapse", {"预占到期", "Lapse"}},
    {"cancel", {"取消", "Cancel"}},
    {"release_part", {"部分放款", "Release a part"}},
    {"release_all", {"全部放款", "Release the rest"}},
    {"refund", {"退还余款", "Refund the rest"}},
    {"expire", {"逾期退款", "Refund when overdue"}},
    {"pay_retention", {"支付质保金", "Pay the retention"}},
    {"take_back", {"撤回放款", "Take a release back"}},
};
constexpr meta::Choices action_choices{"escrow_action", actions};

constexpr meta::Options fen{
    .flags = meta::required | meta::immutable, .min = 1, .max = amount_max, .format = meta::Format::fen};
constexpr meta::Options more_fen{.flags = meta::immutable, .min = 0, .max = amount_max, .format = meta::Format::fen};
constexpr meta::Options counter{.flags = meta::read_only, .format = meta::Format::fen};
constexpr meta::Options account{.flags = meta::read_only, .reference = "ledger_account"};
constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options told_text{.flags = meta::read_only, .length_max = 40};
constexpr meta::Options hold{.flags = meta::read_only, .reference = "ledger_transfer"};

using E = Escrow;
constexpr auto fields = meta::record<E>(
    meta::field<&E::title>("title", {"名称", "Title"}, {.flags = meta::required | meta::searchable, .length_max = 100}),
    meta::field<&E::supplier_id>(
        "supplier_id", {"供方", "Supplier"},
        {.flags = meta::required | meta::immutable | meta::filterable, .reference = "organisation"}),
    meta::field<&E::parent_id>(
        "parent_id", {"上级托管", "Parent escrow"},
        {.flags = meta::immutable | meta::filterable,
         .reference = "escrow",
         .help = {"由客户订单的托管款支付本任务", "The customer's escrow that pays for this task"}}),
    meta::field<&E::subject_kind>("subject_kind", {"所属单据类型", "For (kind)"}, told_text),
    meta::field<&E::subject_id>("subject_id", {"所属单据", "For"}, told),
    meta::field<&E::total>("total", {"合同金额", "Total"}, fen),
    meta::field<&E::deposit>("deposit", {"定金", "Deposit"}, more_fen),
    meta::field<&E::topped_up>("topped_up", {"追加金额", "Topped up"}, counter),
    meta::field<&E::deposit_reach>("deposit_reach", {"定金所及金额", "Reach of the deposit"}, counter),
    meta::field<&E::retention_rate>("retention_rate", {"质保金比例（百万分之）", "Retention (millionths)"},
                                    {.flags = meta::immutable, .min = 0, .max = 500'000}),
    meta::field<&E::commission_rate>("commission_rate", {"佣金比例（百万分之）", "Commission (millionths)"},
                                     {.flags = meta::read_only}),
    meta::field<&E::margin>("margin", {"平台毛利", "Platform margin"}, more_fen),
    meta::field<&E::reserve>("reserve", {"风险准备", "Risk reserve"}, more_fen),
    meta::field<&E::due_on>("due_on", {"交货日期", "Due on"}, {.flags = meta::sortable}),
    meta::field<&E::retention_until>("retention_until", {"质保期至", "Retention until"}, {}),
    meta::field<&E::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&E::held_until>("held_until", {"预占至", "Held until"}, {.flags = meta::read_only}),
    meta::field<&E::accepted>("accepted", {"已验收", "Accepted"}, counter),
    meta::field<&E::refunded>("refunded", {"已退款", "Refunded"}, counter),
    meta::field<&E::frozen>("frozen", {"冻结", "Frozen"}, counter),
    meta::field<&E::retained>("retained", {"累计质保金", "Retained"}, counter),
    meta::field<&E::retention_paid>("retention_paid", {"已处理质保金", "Retention settled"}, counter),
    meta::field<&E::retention_frozen>("retention_frozen", {"冻结质保金", "Retention frozen"}, counter),
    meta::field<&E::commission>("commission", {"佣金", "Commission"}, counter),
    meta::field<&E::penalty>("penalty", {"违约金", "Penalties"}, counter),
    meta::field<&E::bonus>("bonus", {"奖金", "Bonuses"}, counter),
    meta::field<&E::sub_funded>("sub_funded", {"转入任务托管", "Passed to tasks"}, counter),
    meta::field<&E::sub_recovered>("sub_recovered", {"已抵扣任务款", "Recovered from releases"}, counter),
    meta::field<&E::escrow_account_id>("escrow_account_id", {"托管账户", "Escrow account"}, account),
    meta::field<&E::deposit_account_id>("deposit_account_id", {"定金账户", "Deposit account"}, account),
    meta::field<&E::retention_account_id>("retention_account_id", {"质保金账户", "Retention account"}, account),
    meta::field<&E::hold_id>("hold_id", {"预占", "Hold"}, hold),
    meta::field<&E::deposit_hold_id>("deposit_hold_id", {"定金预占", "Deposit hold"}, hold),
    meta::field<&E::freeze_hold_id>("freeze_hold_id", {"冻结", "Freeze"}, hold),
    meta::field<&E::deposit_freeze_hold_id>("deposit_freeze_hold_id", {"定金冻结", "Deposit freeze"}, hold),
    meta::field<&E::retention_freeze_hold_id>("retention_freeze_hold_id", {"质保金冻结", "Retention freeze"}, hold));

constexpr std::string_view by_supplier[] = {"supplier_id"};
constexpr std::string_view by_parent[] = {"parent_id"};
constexpr meta::Index indexes[] = {{.name = "escrow_supplier", .columns = by_supplier, .across_organisations = true},
                                   {.name = "escrow_parent", .columns = by_parent, .across_organisations = true}};

using S = EscrowStatus;
using A = EscrowAction;
// What belongs to an order is moved by the order's flow, never past it.
std::optional<std::string_view> is_free(const Escrow& escrow, Instant) {
    if (escrow.subject_id) return "escrow.bound";
    return std::nullopt;
}
constexpr flow::Rules buyer{.permission = "escrow.pay"};
constexpr flow::Rules supplier{.permission = "escrow.supply", .by_platform = true};
constexpr flow::Rules payer{.permission = "escrow.pay", .guard = flow::guard<Escrow, is_free>};
constexpr flow::Rules payee{.permission = "escrow.supply", .guard = flow::guard<Escrow, is_free>, .by_platform = true};
constexpr std::array transitions{
    flow::transition(S::created, A::hold, S::held, payer),
    flow::transition(S::created, A::cancel, S::cancelled, payer),
    flow::transition(S::held, A::fund, S::funded, payer),
    flow::transition(S::held, A::cancel, S::cancelled, payer),
    flow::transition(S::held, A::lapse, S::created, {.event = "lapsed"}),
    flow::transition(S::funded, A::release_part, S::part_released, payer),
    flow::transition(S::funded, A::release_all, S::released, payer),
    flow::transition(S::funded, A::refund, S::refunded, payee),
    flow::transition(S::funded, A::expire, S::refunded, {}),
    flow::transition(S::part_released, A::release_part, S::part_released, payer),
    flow::transition(S::part_released, A::release_all, S::released, payer),
    flow::transition(S::part_released, A::refund, S::refunded, payee),
    flow::transition(S::part_released, A::expire, S::refunded, {}),
    flow::transition(S::released, A::pay_retention, S::released, {.event = "retention_released"}),
    flow::transition(S::refunded, A::pay_retention, S::refunded, {.event = "retention_released"}),
    // A receipt was reversed. What went back to the parent meanwhile stays there: it was for what was never made.
    flow::transition(S::part_released, A::take_back, S::part_released, {}),
    flow::transition(S::released, A::take_back, S::part_released, {}),
    flow::transition(S::refunded, A::take_back, S::part_released, {}),
};
constexpr std::array timers{
    flow::timer(S::held, hold_time, A::lapse),
    flow::timer(S::funded, overdue_time, A::expire, "due_on"),
    flow::timer(S::part_released, overdue_time, A::expire, "due_on"),
    flow::timer(S::released, flow::day, A::pay_retention, "retention_until"),
    flow::timer(S::refunded, flow::day, A::pay_retention, "retention_until"),
};
static_assert(flow::sound(transitions, timers));

constexpr meta::Choice note_kinds[] = {
    {"penalty", {"违约金", "Penalty"}}, {"bonus", {"奖金", "Bonus"}}, {"credit", {"退货折让", "Credit note"}}};
constexpr meta::Choices note_kind_choices{"escrow_note_kind", note_kinds};
constexpr meta::Choice note_statuses[] = {
    {"proposed", {"已提出", "Proposed"}},   {"agreed", {"已同意", "Agreed"}},   {"contested", {"有异议", "Contested"}},
    {"withdrawn", {"已撤回", "Withdrawn"}}, {"settled", {"已结算", "Settled"}},
};
constexpr meta::Choices note_status_choices{"escrow_note_status", note_statuses};
constexpr meta::Choice note_actions[] = {{"agree", {"同意", "Agree"}},
                                         {"contest", {"提出异议", "Contest"}},
                                         {"withdraw", {"撤回", "Withdraw"}},
                                         {"lapse", {"逾期未答复", "Lapse"}},
                                         {"recover", {"追偿", "Recover"}}};
constexpr meta::Choices note_action_choices{"escrow_note_action", note_actions};
using N = Note;
constexpr auto note_fields = meta::record<N>(
    meta::field<&N::escrow_id>("escrow_id", {"托管", "Escrow"},
                               {.flags = meta::required | meta::immutable | meta::filterable, .reference = "escrow"}),
    meta::field<&N::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&N::kind>("kind", {"种类", "Kind"}, {.flags = meta::required | meta::immutable}),
    meta::field<&N::amount>("amount", {"金额", "Amount"}, fen),
    meta::field<&N::recovered>("recovered", {"已追偿", "Recovered"}, counter),
    meta::field<&N::reason>("reason", {"原因", "Reason"}, {.flags = meta::required, .length_max = 500}),
    meta::field<&N::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&N::status_reason>("status_reason", {"说明", "Remark"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&N::recover_at>("recover_at", {"下次追偿", "Tried again at"}, told));
constexpr std::string_view by_escrow[] = {"escrow_id"};
constexpr meta::Index note_indexes[] = {
    {.name = "escrow_note_escrow", .columns = by_escrow, .across_organisations = true}};
using NS = NoteStatus;
using NA = NoteAction;
constexpr std::array note_transitions{
    flow::transition(NS::proposed, NA::agree, NS::agreed, supplier),
    flow::transition(NS::proposed, NA::contest, NS::contested, supplier),
    flow::transition(NS::proposed, NA::withdraw, NS::withdrawn, buyer),
    // Nothing is deducted from somebody who says nothing.
    flow::transition(NS::proposed, NA::lapse, NS::contested, {}),
    // A credit takes what there is by now, and waits for more.
    flow::transition(NS::agreed, NA::recover, NS::agreed, {.event = "recovered"}),
    flow::transition(NS::contested, NA::agree, NS::agreed, supplier),
    flow::transition(NS::contested, NA::withdraw, NS::withdrawn, buyer),
};
constexpr std::array note_timers{flow::timer(NS::proposed, answer_time, NA::lapse),
                                 flow::timer(NS::agreed, Duration{0}, NA::recover, "recover_at")};
static_assert(flow::sound(note_transitions, note_timers));

}  // namespace

const meta::Choices& choices_of(EscrowStatus) { return status_choices; }
const meta::Choices& choices_of(EscrowAction) { return action_choices; }
const meta::Choices& choices_of(NoteKind) { return note_kind_choices; }
const meta::Choices& choices_of(NoteStatus) { return note_status_choices; }
const meta::Choices& choices_of(NoteAction) { return note_action_choices; }

constinit const meta::Entity Escrow::description{
    .name = "escrow", .label = {"托管", "Escrow"}, .fields = fields, .indexes = indexes, .title_field = "title"};
constinit const flow::StateTable Escrow::states = flow::state_table<S, A>("escrow", transitions, timers);
constinit const meta::Entity Note::description{.name = "escrow_note",
                                               .label = {"扣款与奖金单", "Note"},
                                               .fields = note_fields,
                                               .indexes = note_indexes,
                                               .title_field = "reason"};
constinit const flow::StateTable Note::states = flow::state_table<NS, NA>("escrow_note", note_transitions, note_timers);

}  // namespace dengyun::escrow
