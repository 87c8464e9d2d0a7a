// What the module is made of: permissions, texts, entities.
#include "modules/escrow/api.h"

namespace dengyun::escrow {
namespace {

using api::Role;
using api::RoleSet;

constexpr api::Permission own_permissions[] = {
    {"escrow.read",
     {"查看托管", "Read escrows"},
     api::leading_roles | RoleSet{Role::buyer, Role::planner, Role::bookkeeper, Role::platform_operator, Role::bank}},
    {"escrow.pay", {"作为买方办理托管", "Act on escrows as the buyer"}, api::leading_roles | RoleSet{Role::buyer}},
    // The platform is the supplier of the orders that it takes.
    {"escrow.supply",
     {"作为供方办理托管", "Act on escrows as the supplier"},
     api::leading_roles | RoleSet{Role::planner, Role::platform_operator}},
    {"escrow.dispute",
     {"陈述、协商和复议争议", "State, negotiate and appeal disputes"},
     api::leading_roles | RoleSet{Role::buyer, Role::planner, Role::platform_operator}},
    {"escrow.arbitrate", {"裁决托管争议", "Decide disputes"}, RoleSet{Role::platform_operator}},
};

constexpr Message own_messages[] = {
    {"escrow.exceeds_open",
     {"金额超过尚未验收、退款或冻结的部分。", "More than what is neither accepted, refunded nor frozen."}},
    {"escrow.exceeds_parent",
     {"任务托管合计不能超过上级托管减去平台毛利和风险准备。",
      "The tasks may use no more than the parent's funds less margin and risk reserve."}},
    {"escrow.parent_not_funded", {"上级托管尚未入账。", "The parent escrow is not funded."}},
    {"escrow.not_the_prime", {"任务托管不能再分任务。", "A task's escrow cannot have tasks of its own."}},
    {"escrow.not_funded", {"托管资金尚未到位或已结清。", "The escrow is not funded, or is settled."}},
    {"escrow.frozen", {"余款全部在争议冻结中。", "All that is left is frozen by disputes."}},
    {"escrow.exceeds_retention", {"超过尚存的质保金。", "More than the retention that is left."}},
    {"escrow.paid_out",
     {"款项已支付给供方，不能撤回。", "The supplier has been paid out already; it cannot be taken back."}},
    {"escrow.bound",
     {"该托管属于订单，资金只随订单办理，不能在此直接处理。",
      "This escrow belongs to an order; its money moves with the order and not from here."}},
    {"escrow_dispute.decided", {"争议已有结果。", "The dispute is decided already."}},
    {"escrow_dispute.stated", {"本方已陈述，不能更改。", "Your side has stated its case; it is never changed."}},
    {"escrow_dispute.no_proposal", {"还没有可同意的方案。", "There is no proposal to agree to."}},
    {"escrow_dispute.own_proposal",
     {"这是本方的方案，等待对方答复。", "It is your own proposal; the other side answers it."}},
    {"escrow_dispute.not_in_arbitration",
     {"双方仍在举证或协商；期满或一方提请后才能裁决。",
      "The sides are still stating or negotiating; it is decided when their time is over or one of them asks for it."}},
    {"escrow_dispute.follows_subject",
     {"该冻结随退货单处理，请裁决退货。", "This freeze follows its return; decide the return."}},
    {"escrow.memo_hold", {"预占托管资金", "Funds held for the escrow"}},
    {"escrow.memo_fund", {"转入托管", "Paid into the escrow"}},
    {"escrow.memo_cancel", {"撤销预占", "Held funds let go"}},
    {"escrow.memo_release", {"验收放款", "Released on acceptance"}},
    {"escrow.memo_release_all", {"验收放款（结清）", "Released on acceptance, all that was left"}},
    {"escrow.memo_refund", {"退还余款", "The rest refunded"}},
    {"escrow.memo_retention", {"支付质保金", "Retention paid"}},
    {"escrow.memo_retention_back", {"从质保金追偿", "Recovered from the retention"}},
    {"escrow.memo_take_back", {"撤回放款", "Release taken back"}},
    {"escrow.memo_top_up", {"追加托管资金", "Escrow topped up"}},
    {"escrow.memo_freeze", {"冻结争议金额", "Frozen by a dispute"}},
    {"escrow.memo_decision", {"执行争议结果", "Outcome of a dispute carried out"}},
    {"escrow.memo_thaw", {"解除争议冻结", "Freeze of a dispute lifted"}},
    {"escrow.memo_credit", {"退货折让追偿", "Credit for a return recovered"}},
    {"escrow.owed_of_refund", {"退款中供应商尚欠的部分", "What the supplier still owes of a refund"}},
    {"issue.same_party", {"不能是本单位。", "Must not be your own organisation."}},
    {"issue.must_add_up", {"合计必须等于 {detail}。", "Must add up to {detail}."}},
    {"issue.not_of_a_task",
     {"任务托管没有定金、平台毛利和风险准备。", "A task's escrow has no deposit, margin or reserve."}},
};

constexpr const meta::Entity* own_entities[] = {&Escrow::description, &Note::description, &Dispute::description};

}  // namespace

std::span<const api::Permission> permissions() { return own_permissions; }
std::span<const Message> messages() { return own_messages; }
std::span<const meta::Entity* const> entities() { return own_entities; }

}  // namespace dengyun::escrow
