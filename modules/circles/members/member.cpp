#include "modules/circles/members/member.h"

#include "kernel/base/company_code.h"

namespace dengyun::circles {
namespace {

constexpr meta::Choice statuses[] = {{"invited", {"已邀请", "Invited"}},   {"joined", {"已加入", "Joined"}},
                                     {"declined", {"已谢绝", "Declined"}}, {"lapsed", {"逾期未答复", "Lapsed"}},
                                     {"revoked", {"已收回", "Revoked"}},   {"left", {"已退出", "Left"}},
                                     {"removed", {"已移出", "Removed"}}};
constexpr meta::Choices status_choices{"circle_member_status", statuses};
constexpr meta::Choice actions[] = {{"send_again", {"再发一次", "Send again"}},
                                    {"accept", {"加入", "Join"}},
                                    {"decline", {"谢绝", "Decline"}},
                                    {"lapse", {"逾期未答复", "Lapse"}},
                                    {"revoke", {"收回邀请", "Revoke"}},
                                    {"leave", {"退出", "Leave"}},
                                    {"remove", {"移出", "Remove"}}};
constexpr meta::Choices action_choices{"circle_member_action", actions};

constexpr meta::Options told{.flags = meta::read_only};
using M = CircleMember;
constexpr auto fields = meta::record<M>(
    meta::field<&M::circle_id>("circle_id", {"供应圈", "Circle"},
                               {.flags = meta::read_only | meta::filterable, .reference = "circle"}),
    meta::field<&M::member_id>("member_id", {"企业", "Enterprise"},
                               {.flags = meta::read_only | meta::filterable, .reference = "organisation"}),
    meta::field<&M::circle_name>("circle_name", {"供应圈名称", "Name of the circle"}, told),
    meta::field<&M::company_name>("company_name", {"企业名称", "Company"},
                                  {.flags = meta::read_only | meta::searchable}),
    meta::field<&M::company_code>("company_code", {"统一社会信用代码", "Unified social credit code"},
                                  {.flags = meta::read_only | meta::filterable | meta::searchable, .length_max = 18}),
    meta::field<&M::email>("email", {"电子邮箱", "E-mail"}, {.flags = meta::read_only, .format = meta::Format::email}),
    meta::field<&M::status>("status", {"状态", "Status"}, {.flags = meta::read_only | meta::filterable}),
    meta::field<&M::status_reason>("status_reason", {"原因", "Reason"}, {.flags = meta::read_only, .length_max = 500}),
    meta::field<&M::joined_at>("joined_at", {"加入时间", "Joined at"}, told),
    meta::field<&M::token_hash>("token_hash", {"链接摘要", "Hash of the link"},
                                {.flags = meta::internal, .length_max = 64}),
    meta::field<&M::expires_at>("expires_at", {"链接有效至", "Link valid until"}, told));
constexpr std::string_view by_circle[] = {"circle_id", "status"};
constexpr std::string_view by_member[] = {"member_id", "status"};
constexpr std::string_view by_token[] = {"token_hash"};
constexpr meta::Index indexes[] = {
    {.name = "circle_member_circle", .columns = by_circle},
    {.name = "circle_member_member", .columns = by_member, .across_organisations = true},
    {.name = "circle_member_token", .columns = by_token, .unique = true, .across_organisations = true}};

using N = MemberInput;
constexpr auto input_fields =
    meta::fields(meta::field<&N::member_id>("member_id", {"企业", "Enterprise"}, {.reference = "organisation"}),
                 meta::field<&N::company_name>("company_name", {"企业名称", "Company"}, {.length_max = 100}),
                 meta::field<&N::company_code>("company_code", {"统一社会信用代码", "Unified social credit code"},
                                               {.length_max = 18}),
                 meta::field<&N::email>("email", {"电子邮箱", "E-mail"}, {.format = meta::Format::email}));

using S = MemberStatus;
using A = MemberAction;
constexpr flow::Rules leader{.permission = "circles.lead"};
constexpr flow::Rules member{.permission = "circles.join", .by_platform = true};
constexpr flow::Rules nobody{};
constexpr std::array transitions{
    flow::transition(S::invited, A::send_again, S::invited, {.permission = "circles.lead", .event = "sent_again"}),
    flow::transition(S::invited, A::accept, S::joined, member),
    flow::transition(S::invited, A::decline, S::declined, member),
    flow::transition(S::invited, A::lapse, S::lapsed, nobody),
    flow::transition(S::invited, A::revoke, S::revoked, leader),
    flow::transition(S::joined, A::leave, S::left, member),
    flow::transition(S::joined, A::remove, S::removed, leader),
};
constexpr std::array timers{flow::timer(S::invited, answer_time, A::lapse)};
static_assert(flow::sound(transitions, timers));

}  // namespace

const meta::Choices& choices_of(MemberStatus) { return status_choices; }
const meta::Choices& choices_of(MemberAction) { return action_choices; }

std::vector<Issue> check_guest(const MemberInput& input) {
    std::vector<Issue> issues;
    const auto missing = [&](const std::optional<std::string>& text, std::string_view field) {
        if (text.value_or("").empty()) issues.push_back({std::string(field), "required"});
    };
    missing(input.company_code, "company_code");
    missing(input.company_name, "company_name");
    missing(input.email, "email");
    // A check character that does not fit is no reason to refuse: codes in lawful use break the rule.
    const auto finding = check_company_code(input.company_code.value_or(""));
    const bool is_malformed = finding == CompanyCodeFinding::bad_length || finding == CompanyCodeFinding::bad_character;
    if (!input.company_code.value_or("").empty() && is_malformed)
        issues.push_back({"company_code", std::string(issue_code_of(finding))});
    return issues;
}

constinit const meta::Entity CircleMember::description{.name = "circle_member",
                                                       .label = {"供应圈成员", "Member of a circle"},
                                                       .fields = fields,
                                                       .indexes = indexes,
                                                       .title_field = "circle_name"};
constinit const flow::StateTable CircleMember::states =
    flow::state_table<MemberStatus, MemberAction>("circle_member", transitions, timers);
constinit const meta::Entity MemberInput::description{
    .name = "circle_member_input", .label = {"邀请企业", "Invitation"}, .fields = input_fields, .stored = false};

}  // namespace dengyun::circles
