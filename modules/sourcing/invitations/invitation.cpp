#include "modules/sourcing/invitations/invitation.h"

namespace dengyun::sourcing {
namespace {

constexpr meta::Choice statuses[] = {{"prepared", {"待发出", "Prepared"}},
                                     {"sent", {"已发出", "Sent"}},
                                     {"answered", {"已报价", "Answered"}},
                                     {"declined", {"已谢绝", "Declined"}},
                                     {"revoked", {"已收回", "Revoked"}}};
constexpr meta::Choices status_choices{"invitation_status", statuses};
constexpr meta::Choice actions[] = {{"send", {"发出", "Send"}},
                                    {"send_again", {"再发一次", "Send again"}},
                                    {"answer", {"报价", "Answer"}},
                                    {"decline", {"谢绝", "Decline"}},
                                    {"revoke", {"收回", "Revoke"}}};
constexpr meta::Choices action_choices{"invitation_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
using I = Invitation;
constexpr auto fields = meta::record<I>(
    meta::field<&I::rfx_id>("rfx_id", {"询价单", "RFQ"},
                            {.flags = meta::required | meta::immutable | meta::filterable, .reference = "rfx"}),
    meta::field<&I::supplier_id>("supplier_id", {"供应商", "Supplier"},
                                 {.flags = meta::immutable | meta::filterable, .reference = "organisation"}),
    meta::field<&I::company_name>("company_name", {"企业名称", "Company"}, {.flags = meta::searchable}),
    meta::field<&I::email>("email", {"电子邮箱", "E-mail"}, {.format = meta::Format::email}),
    meta::field<&I::title>("title", {"询价", "For"}, {.flags = meta::read_only | meta::searchable, .length_max = 300}),
    meta::field<&I::closes_at>("closes_at", {"截止时间", "Deadline"}, {.flags = meta::read_only | meta::sortable}),
    meta::field<&I::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&I::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&I::sent_at>("sent_at", {"发出时间", "Sent at"}, told),
    meta::field<&I::token_hash>("token_hash", {"链接摘要", "Hash of the link"},
                                {.flags = meta::internal, .length_max = 64}),
    meta::field<&I::expires_at>("expires_at", {"链接有效至", "Link valid until"}, told));
constexpr std::string_view by_rfx[] = {"rfx_id"};
constexpr std::string_view by_supplier[] = {"supplier_id", "status"};
constexpr std::string_view by_token[] = {"token_hash"};
constexpr meta::Index indexes[] = {
    {.name = "invitation_rfx", .columns = by_rfx, .across_organisations = true},
    {.name = "invitation_supplier", .columns = by_supplier, .across_organisations = true},
    {.name = "invitation_token", .columns = by_token, .unique = true, .across_organisations = true}};

using S = InvitationStatus;
using A = InvitationAction;
constexpr flow::Rules buyer{.permission = "sourcing.buy"};
constexpr flow::Rules supplier{.permission = "sourcing.bid", .by_platform = true};
constexpr flow::Rules nobody{};
constexpr std::array transitions{
    flow::transition(S::prepared, A::send, S::sent, nobody),
    flow::transition(S::prepared, A::revoke, S::revoked, buyer),
    flow::transition(S::sent, A::send_again, S::sent, {.permission = "sourcing.buy", .event = "sent_again"}),
    flow::transition(S::sent, A::answer, S::answered, nobody),
    flow::transition(S::sent, A::decline, S::declined, supplier),
    flow::transition(S::sent, A::revoke, S::revoked, buyer),
    flow::transition(S::answered, A::send_again, S::answered, {.permission = "sourcing.buy", .event = "sent_again"}),
};
static_assert(flow::sound(transitions));

}  // namespace

const meta::Choices& choices_of(InvitationStatus) { return status_choices; }
const meta::Choices& choices_of(InvitationAction) { return action_choices; }
constinit const meta::Entity Invitation::description{.name = "invitation",
                                                     .label = {"询价邀请", "Invitation"},
                                                     .fields = fields,
                                                     .indexes = indexes,
                                                     .title_field = "title"};
constinit const flow::StateTable Invitation::states =
    flow::state_table<InvitationStatus, InvitationAction>("invitation", transitions);

}  // namespace dengyun::sourcing
