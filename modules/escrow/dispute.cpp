#include "modules/escrow/dispute.h"

namespace dengyun::escrow {
namespace {

constexpr meta::Choice statuses[] = {
    {"open", {"举证中", "Open"}},
    {"negotiation", {"协商中", "Negotiation"}},
    {"arbitration", {"待裁决", "Arbitration"}},
    {"decided", {"已裁决", "Decided"}},
    {"appealed", {"复议中", "Appealed"}},
    {"agreed", {"已协商一致", "Agreed"}},
    {"executed", {"已执行", "Executed"}},
    {"lifted", {"已解除", "Lifted"}},
};
constexpr meta::Choices status_choices{"escrow_dispute_status", statuses};
constexpr meta::Choice actions[] = {
    {"negotiate", {"进入协商", "Negotiate"}},
    {"agree", {"同意对方方案", "Agree to the proposal"}},
    {"escalate", {"提请裁决", "Ask for a decision"}},
    {"decide", {"裁决", "Decide"}},
    {"appeal", {"申请复议", "Appeal"}},
    {"execute", {"执行", "Carry out"}},
    {"lift", {"解除", "Lift"}},
};
constexpr meta::Choices action_choices{"escrow_dispute_action", actions};

constexpr meta::Options counter{.flags = meta::read_only, .format = meta::Format::fen};
constexpr meta::Options told{.flags = meta::read_only};
constexpr meta::Options said{.flags = meta::read_only, .length_max = 2'000, .format = meta::Format::multiline};
using D = Dispute;
constexpr auto fields = meta::record<D>(
    meta::field<&D::escrow_id>("escrow_id", {"托管", "Escrow"},
                               {.flags = meta::required | meta::immutable | meta::filterable, .reference = "escrow"}),
    meta::field<&D::supplier_id>("supplier_id", {"供方", "Supplier"},
                                 {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&D::subject_kind>("subject_kind", {"所属单据类型", "For (kind)"},
                                  {.flags = meta::read_only, .length_max = 40}),
    meta::field<&D::subject_id>("subject_id", {"所属单据", "For"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&D::amount>(
        "amount", {"争议金额", "Amount in dispute"},
        {.flags = meta::required | meta::immutable, .min = 1, .max = amount_max, .format = meta::Format::fen}),
    meta::field<&D::from_retention>("from_retention", {"其中质保金", "Of it, from the retention"}, counter),
    meta::field<&D::lifted>("lifted", {"已解除金额", "Lifted"}, counter),
    meta::field<&D::reason>("reason", {"原因", "Reason"}, {.flags = meta::required, .length_max = 500}),
    meta::field<&D::opened_by_supplier>("opened_by_supplier", {"供方提出", "Opened by the supplier"}, told),
    meta::field<&D::follows_subject>("follows_subject", {"随所属单据裁决", "Follows its document"}, told),
    meta::field<&D::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&D::buyer_statement>("buyer_statement", {"买方陈述", "What the buyer says"}, said),
    meta::field<&D::supplier_statement>("supplier_statement", {"供方陈述", "What the supplier says"}, said),
    meta::field<&D::proposed_to_supplier>("proposed_to_supplier", {"协商方案：归供方", "Proposed to the supplier"},
                                          counter),
    meta::field<&D::proposed_by_supplier>("proposed_by_supplier", {"方案由供方提出", "Proposed by the supplier"}, told),
    meta::field<&D::to_supplier>("to_supplier", {"归供方", "To the supplier"}, counter),
    meta::field<&D::to_buyer>("to_buyer", {"归买方", "To the buyer"}, counter),
    meta::field<&D::decision>("decision", {"裁决说明", "Decision"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&D::is_deemed>("is_deemed", {"逾期未裁决，按案卷处理", "Decided on the file: nobody did in time"},
                               told),
    meta::field<&D::appeal_reason>("appeal_reason", {"复议理由", "Why the appeal"},
                                   {.flags = meta::read_only, .length_max = 500}),
    meta::field<&D::appealed_by_supplier>("appealed_by_supplier", {"供方申请复议", "Appealed by the supplier"}, told),
    meta::field<&D::first_to_supplier>("first_to_supplier", {"原裁决：归供方", "First decision: to the supplier"},
                                       counter),
    meta::field<&D::first_decision>("first_decision", {"原裁决说明", "First decision"},
                                    {.flags = meta::read_only, .length_max = 500}));
constexpr std::string_view by_escrow[] = {"escrow_id"};
constexpr meta::Index indexes[] = {
    {.name = "escrow_dispute_escrow", .columns = by_escrow, .across_organisations = true}};

std::optional<std::string_view> is_free(const Dispute& dispute, Instant) {
    if (dispute.follows_subject) return "escrow_dispute.follows_subject";
    return std::nullopt;
}
std::optional<std::string_view> has_proposal(const Dispute& dispute, Instant) {
    if (!dispute.proposed_to_supplier) return "escrow_dispute.no_proposal";
    return std::nullopt;
}

using S = DisputeStatus;
using A = DisputeAction;
// Either side may make these; the routes look at who asks and move in the system's name.
constexpr flow::Rules either{.guard = flow::guard<Dispute, is_free>};
constexpr flow::Rules answer{.guard = flow::guard<Dispute, has_proposal>};
constexpr std::array transitions{
    flow::transition(S::open, A::negotiate, S::negotiation, {}),
    flow::transition(S::open, A::agree, S::agreed, answer),
    flow::transition(S::open, A::escalate, S::arbitration, either),
    flow::transition(S::open, A::lift, S::lifted, {}),
    flow::transition(S::negotiation, A::agree, S::agreed, answer),
    flow::transition(S::negotiation, A::escalate, S::arbitration, either),
    flow::transition(S::negotiation, A::lift, S::lifted, {}),
    flow::transition(S::arbitration, A::agree, S::agreed, answer),
    flow::transition(S::arbitration, A::decide, S::decided, {}),
    flow::transition(S::arbitration, A::lift, S::lifted, {}),
    flow::transition(S::decided, A::appeal, S::appealed, either),
    flow::transition(S::decided, A::execute, S::executed, {}),
    flow::transition(S::appealed, A::decide, S::executed, {}),
    // Nobody looks at it again: the first decision stands.
    flow::transition(S::appealed, A::execute, S::executed, {}),
};
constexpr std::array timers{
    flow::timer(S::open, statement_time, A::negotiate),
    flow::timer(S::negotiation, negotiation_time, A::escalate),
    flow::timer(S::arbitration, arbitration_time, A::decide),
    flow::timer(S::decided, appeal_time, A::execute),
    flow::timer(S::appealed, arbitration_time, A::execute),
};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(DisputeStatus) { return status_choices; }
const meta::Choices& choices_of(DisputeAction) { return action_choices; }

constinit const meta::Entity Dispute::description{.name = "escrow_dispute",
                                                  .label = {"争议", "Dispute"},
                                                  .fields = fields,
                                                  .indexes = indexes,
                                                  .title_field = "reason"};
constinit const flow::StateTable Dispute::states = flow::state_table<S, A>("escrow_dispute", transitions, timers);

Money in_dispute(const Dispute& dispute) { return {dispute.amount.value - dispute.lifted.value}; }

}  // namespace dengyun::escrow
