#include "flows/registration/registration.h"

#include "kernel/api/reply_route.h"
#include "modules/circles/api.h"
#include "modules/enterprise/api.h"

namespace dengyun::registration {
namespace {

using meta::field;

constexpr auto fields = meta::fields(
    field<&Registration::enterprise_name>("enterprise_name", {"企业名称", "Enterprise name"},
                                          {.flags = meta::required}),
    field<&Registration::company_code>("company_code", {"统一社会信用代码", "Company code"}, {.length_max = 18}),
    field<&Registration::region_code>("region_code", {"所在地区", "Region"},
                                      {.length_max = 12, .format = meta::Format::region}),
    field<&Registration::industry_code>("industry_code", {"行业", "Industry"},
                                        {.length_max = 8, .format = meta::Format::industry}),
    field<&Registration::login>("login", {"登录名", "Sign-in name"}, {.flags = meta::required, .length_max = 64}),
    field<&Registration::display_name>("display_name", {"姓名", "Name"}, {.flags = meta::required, .length_max = 100}),
    field<&Registration::email>("email", {"电子邮箱", "E-mail"}, {.format = meta::Format::email}),
    field<&Registration::phone>("phone", {"电话", "Phone"}, {.length_max = 40, .format = meta::Format::phone}),
    field<&Registration::password>("password", {"密码", "Password"},
                                   {.flags = meta::required, .length_max = 128, .format = meta::Format::password}),
    field<&Registration::language>("language", {"语言", "Language"}),
    field<&Registration::invitation_token>("invitation_token", {"邀请链接口令", "Token of an invitation"},
                                           {.length_max = 64}));

Result<identity::OpenedSession> found(store::Unit& unit, identity::Identity& identity, const Registration& given,
                                      const std::string& password_hash, const http::Request& request) {
    DENGYUN_TRY(organisation, identity::create_organisation(unit, {.name = given.enterprise_name}));
    DENGYUN_TRY(user, identity::create_user_with_membership(unit, {.organisation = organisation.id,
                                                                   .login = given.login,
                                                                   .display_name = given.display_name,
                                                                   .email = given.email,
                                                                   .phone = given.phone,
                                                                   .password_hash = password_hash,
                                                                   .language = given.language}));
    DENGYUN_TRY(profile, enterprise::create_profile(unit, organisation.id,
                                                    enterprise::NewProfile{.name = given.enterprise_name,
                                                                           .company_code = given.company_code,
                                                                           .region_code = given.region_code,
                                                                           .industry_code = given.industry_code}));
    static_cast<void>(profile);
    if (given.invitation_token) DENGYUN_CHECK(circles::join_by_token(unit, *given.invitation_token, organisation.id));
    return identity.open_session(unit, user.id, organisation.id, request);
}

Result<api::Reply> answer(const api::Call& call, const Registration& given, identity::Identity& identity,
                          store::Store& store) {
    const auto scope = Scope::system("registration");
    const auto& request = *call.request;
    DENGYUN_TRY(admission, store.write<identity::Admission>(scope, [&](store::Unit& unit) {
        return identity.admit_registration(unit, request.remote_address);
    }));
    if (!admission.admitted()) return identity::throttled_reply(call, admission.retry_after);
    // Before the unit: a hash takes too long to hold up the writer.
    DENGYUN_TRY(hash, identity.hash_password(given.password, given.login));
    DENGYUN_TRY(session, store.write<identity::OpenedSession>(
                             scope, [&](store::Unit& unit) { return found(unit, identity, given, hash, request); }));
    return identity::Identity::session_reply(session, call, 201);
}

}  // namespace

constinit const meta::Entity Registration::description{
    .name = "registration", .label = {"企业注册", "Registration"}, .fields = fields, .stored = false};

void add_routes(api::Routes& routes, identity::Identity& identity, store::Store& store) {
    api::post_replying<Registration, identity::SessionView>(
        routes, "/api/v1/registrations", api::anyone, {"注册企业", "Register an enterprise"}, 201,
        [&identity, &store](const api::Call& call, const Registration& given) {
            return answer(call, given, identity, store);
        });
}

}  // namespace dengyun::registration
