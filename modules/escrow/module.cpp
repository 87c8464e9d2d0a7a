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
    {"escrow.supply",
     {"作为供方办理托管", "Act on escrows as the supplier"},
     api::leading_roles | RoleSet{Role::planner}},
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
    {"escrow.bound",
     {"该托管属于订单，资金只随订单办理，不能在此直接处理。",
      "This escrow belongs to an order; its money moves with the order and not from here."}},
    {"escrow_dispute.decided", {"争议已裁决。", "The dispute is decided already."}},
    {"escrow_dispute.follows_subject",
     {"该冻结随退货单处理，请裁决退货。", "This freeze follows its return; decide the return."}},
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
