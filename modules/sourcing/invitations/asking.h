#pragma once
// How invitations are made, sent and answered. Private to this module.
#include "modules/sourcing/invitations/invitation.h"
#include "modules/sourcing/service.h"

namespace dengyun::sourcing {

inline constexpr std::string_view invitation_mail_job = "sourcing.invitation_mail";

// Sent at once where the RFx is published, else with its publication. Errors: invalid with issues on supplier_id
// (unknown_reference, same_party, taken), email (required where neither is given, taken), company_name; conflict
// "rfx.not_open", "evaluation.below_line"; limit "invitation.too_many".
[[nodiscard]] Result<Invitation> invite(store::Unit& unit, const Rfx& rfx, Invitation invitation);
// With its publication.
[[nodiscard]] Result<> ask_invited(store::Unit& unit, const Rfx& rfx);
// A guest is written to: by a job, because a mail server may take its time.
[[nodiscard]] Result<> schedule_mail(store::Unit& unit, const Invitation& invitation);
// Guests who have bid are told of new terms, and that their key is wanted.
[[nodiscard]] Result<> write_to_guests(store::Unit& unit, const Rfx& rfx);
[[nodiscard]] Result<Invitation> move_invitation(store::Unit& unit, Invitation invitation, InvitationAction action,
                                                 const flow::Mover& mover);
// Whether that organisation was invited to it, and has not been asked to leave again.
[[nodiscard]] Result<bool> is_invited(store::Reader& reader, Id<Rfx> rfx, Id<Organisation> supplier);
// What was answered by a bid.
[[nodiscard]] Result<> mark_answered(store::Unit& unit, const Bid& bid);

}  // namespace dengyun::sourcing
