#include "modules/identity/api_key.h"
#include "modules/identity/authenticate.h"
#include "modules/identity/holders.h"
#include "modules/identity/member.h"
#include "modules/identity/password_reset.h"
#include "modules/identity/resets.h"
#include "modules/identity/role_definition.h"
#include "modules/identity/rules.h"
#include "modules/identity/sessions.h"

namespace dengyun::identity {

struct Identity::Implementation {
    Context context;
};

Identity::Identity(Needs needs, IdentityOptions options)
    : implementation_(new Implementation{Context(std::move(needs), std::move(options))}) {}

Identity::~Identity() { stop(); }

void Identity::add_routes(api::Routes& routes) {
    auto& context = implementation_->context;
    context.routes = &routes;
    routes.declare(permissions());
    add_session_routes(context, routes);
    add_account_routes(context, routes);
    add_second_factor_routes(context, routes);
    add_reset_routes(context, routes);
    add_member_routes(context, routes);
    add_role_routes(context, routes);
    add_api_key_routes(context, routes);
    add_institution_routes(routes);
    add_tasks(routes);
    routes.declare(notices());
}

Result<std::shared_ptr<const api::Principal>> Identity::authenticate(const http::Request& request) {
    return identity::authenticate(implementation_->context, request, Use::noted);
}

Result<std::shared_ptr<const api::Principal>> Identity::authenticate_again(const http::Request& request) {
    return identity::authenticate(implementation_->context, request, Use::none);
}

Result<std::string> Identity::hash_password(std::string_view password, std::string_view login, std::string_view field) {
    if (auto issue = check_password(password, fold_login(login), field))
        return fail(ErrorKind::invalid, "request.invalid", {std::move(*issue)});
    return implementation_->context.hasher.hash(password);
}

Result<OpenedSession> Identity::open_session(store::Unit& unit, Id<User> user, Id<Organisation> organisation,
                                             const http::Request& request) {
    return identity::open_session(implementation_->context, unit, user, organisation, request);
}

Result<Admission> Identity::admit_registration(store::Unit& unit, std::string_view address) {
    const ThrottlePolicy policy{.purpose = "registration",
                                .free_attempts = implementation_->context.options.registrations_free,
                                .first_delay = minute,
                                .delay_max = hour,
                                .forget_after = hour};
    return admit(unit, policy, address_group(address));
}

Result<std::vector<Id<User>>> Identity::holders_of(store::Reader& reader, Id<Organisation> organisation,
                                                   std::string_view permission, std::size_t limit) const {
    return identity::holders_of(implementation_->context, reader, organisation, permission, limit);
}

Result<std::vector<Id<Organisation>>> Identity::platform_organisations_with(store::Reader& reader,
                                                                            std::string_view permission,
                                                                            std::size_t limit) const {
    return identity::platform_organisations_with(implementation_->context, reader, permission, limit);
}

Result<> Identity::sweep(store::Unit& unit, std::int64_t limit) {
    const std::array<meta::Scalar, 2> values{milliseconds_of(unit.now()), limit};
    DENGYUN_TRY(sessions, unit.execute("DELETE FROM user_session WHERE id IN (SELECT id FROM user_session "
                                       "WHERE expires_at <= ? ORDER BY id LIMIT ?)",
                                       values));
    DENGYUN_TRY(resets, unit.execute("DELETE FROM password_reset WHERE id IN (SELECT id FROM password_reset "
                                     "WHERE expires_at <= ? ORDER BY id LIMIT ?)",
                                     values));
    DENGYUN_TRY(throttles, drop_old_throttles(unit, limit));
    static_cast<void>(sessions + resets + throttles);
    return {};
}

void Identity::add_jobs(store::JobRunner& runner) { add_reset_jobs(implementation_->context, runner); }

void Identity::stop() { implementation_->context.background.stop(); }

std::span<const meta::Entity* const> entities() {
    static constexpr const meta::Entity* list[] = {
        &Organisation::description, &User::description,   &Member::description,        &RoleDefinition::description,
        &UserSession::description,  &ApiKey::description, &PasswordReset::description, &ThrottleEntry::description};
    return list;
}

}  // namespace dengyun::identity
