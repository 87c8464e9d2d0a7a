#include "kernel/api/reach.h"

namespace dengyun::api {

Result<> check_access(const Access& access, const Principal* principal) {
    if (access.kind == Access::Kind::anyone) return {};
    if (principal == nullptr) return fail(ErrorKind::unauthenticated, "request.unauthenticated");
    if (access.kind == Access::Kind::permission && !principal->may(access.permission))
        return fail(ErrorKind::forbidden, "request.forbidden");
    return {};
}

Result<Scope> scope_for(const Route& route, const Call& call) {
    const auto* principal = call.principal.get();
    if (route.options.reach == Reach::system) return Scope::system(route.path);
    if (principal == nullptr) return Scope::reading_all(platform_organisation, Actor{ActorKind::system, 0, "anyone"});
    if (route.options.reach == Reach::all) return Scope::reading_all(principal->organisation, principal->actor);
    if (route.options.reach == Reach::crossing) return Scope::crossing(principal->organisation, principal->actor);
    if (route.options.reach == Reach::party) {
        if (const auto named = call.query_parameter("organisation_id")) {
            const auto organisation = parse_id<Organisation>(*named);
            if (!organisation) return fail(ErrorKind::invalid, "request.invalid", {{"organisation_id", "malformed"}});
            return Scope::of(*organisation, principal->actor);
        }
    }
    return Scope::of(principal->organisation, principal->actor);
}

}  // namespace dengyun::api
