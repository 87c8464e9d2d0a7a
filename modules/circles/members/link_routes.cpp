// What somebody who was invited by mail is shown by his link, and how a firm that is signed in joins by it. The token
// travels in the body and never in an address; an address that tries many is made to wait.
#include "modules/circles/routes.h"
#include "modules/enterprise/api.h"

namespace dengyun::circles {
namespace {

struct CircleLinkInput {
    std::string token;
    static const meta::Entity description;
};
struct CircleLinkView {
    std::string leader_name;
    std::string circle_name;
    std::string company_name;
    std::string company_code;
    std::string email;
    Instant expires_at{};
    static const meta::Entity description;
};

constexpr auto input_fields = meta::fields(meta::field<&CircleLinkInput::token>(
    "token", {"链接口令", "Token of the link"}, {.flags = meta::required, .length_max = 64}));
using V = CircleLinkView;
constexpr auto view_fields =
    meta::fields(meta::field<&V::leader_name>("leader_name", {"邀请方", "Invited by"}),
                 meta::field<&V::circle_name>("circle_name", {"供应圈", "Circle"}),
                 meta::field<&V::company_name>("company_name", {"企业名称", "Company"}),
                 meta::field<&V::company_code>("company_code", {"统一社会信用代码", "Company code"}),
                 meta::field<&V::email>("email", {"电子邮箱", "E-mail"}),
                 meta::field<&V::expires_at>("expires_at", {"有效至", "Valid until"}));
constinit const meta::Entity CircleLinkInput::description{
    .name = "circle_link_input", .label = {"邀请链接", "Link"}, .fields = input_fields, .stored = false};
constinit const meta::Entity CircleLinkView::description{
    .name = "circle_link_view", .label = {"受邀加入", "Invitation"}, .fields = view_fields, .stored = false};

}  // namespace

void add_link_routes(api::Routes& routes, const std::shared_ptr<http::RateLimiter>& limiter) {
    routes.post<CircleLinkInput, CircleLinkView>(
        "/api/v1/circle-invitation-links/views", api::anyone, {"凭链接查看邀请", "The invitation behind a link"},
        [limiter](const api::Call& call, store::Unit& unit, const CircleLinkInput& input) -> Result<CircleLinkView> {
            if (!limiter->take(call.request->remote_address))
                return fail(ErrorKind::limit, "circle_member.too_many_tries");
            DENGYUN_TRY(invitation, find_by_token(unit, input.token));
            const auto leader = unit.find(Id<enterprise::Enterprise>{invitation.organisation_id.value});
            return CircleLinkView{.leader_name = leader ? leader->name : "",
                                  .circle_name = invitation.circle_name,
                                  .company_name = invitation.company_name.value_or(""),
                                  .company_code = invitation.company_code.value_or(""),
                                  .email = invitation.email.value_or(""),
                                  .expires_at = *invitation.expires_at};
        },
        {.reach = api::Reach::system});
    routes.post<CircleLinkInput, CircleMember>(
        "/api/v1/circle-invitation-links/actions", api::needs("circles.join"),
        {"已登录企业凭链接加入", "Join by a link, signed in"},
        [](const api::Call& call, store::Unit& unit, const CircleLinkInput& input) {
            return join_by_token(unit, input.token, call.principal->organisation);
        },
        {.reach = api::Reach::crossing});
}

}  // namespace dengyun::circles
