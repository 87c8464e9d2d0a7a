// Invitations as the buyer and the invited supplier see them.
#include "modules/sourcing/routes.h"

#include "kernel/api/two_sided.h"
#include "modules/sourcing/invitations/asking.h"

namespace dengyun::sourcing {

void add_invitation_routes(api::Routes& routes) {
    api::add_two_sided<Invitation>(
        routes, {.path = "/api/v1/invitations",
                 .incoming = "/api/v1/received-invitations",
                 .own_summary = {"本单位发出的询价邀请", "Invitations of one's own"},
                 .incoming_summary = {"收到的询价邀请", "Invitations that one has received"},
                 .read = "sourcing.read",
                 .other_field = "supplier_id",
                 .other = &Invitation::supplier_id,
                 .move = [](store::Unit& unit, Invitation invitation, std::int64_t action, const flow::Mover& mover) {
                     return move_invitation(unit, std::move(invitation), static_cast<InvitationAction>(action), mover);
                 }});
    routes.post<Invitation, Invitation>(
        "/api/v1/invitations", api::needs("sourcing.buy"),
        {"邀请供应商，或用邮件邀请未入驻的企业", "Invite a supplier, or by mail somebody without an account"},
        [](const api::Call& call, store::Unit& unit, const Invitation& given) -> Result<Invitation> {
            DENGYUN_TRY(rfx, unit.find(given.rfx_id));
            if (rfx.organisation_id != call.principal->organisation)
                return fail(ErrorKind::not_found, "request.not_found");
            return invite(unit, rfx, given);
        },
        {.reach = api::Reach::crossing});
}

}  // namespace dengyun::sourcing
