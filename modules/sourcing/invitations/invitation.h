#pragma once
// An invitation: a buyer asks one supplier to bid, an organisation of the platform or somebody with an e-mail address,
// who answers by a link without an account. The row belongs to the buyer; the supplier is the other side, for a guest
// the platform. docs/state-machines/invitation.md
//
// The link holds a token for this one invitation; only its hash is kept. Every mail has a fresh one, and ends the one
// before it.
#include "modules/sourcing/bids/bid.h"

namespace dengyun::sourcing {

inline constexpr std::int64_t invitations_max = 1'000;  // of one RFx
inline constexpr Duration link_time = 7 * flow::day;    // after the opening window: to see how it came out

enum class InvitationStatus { prepared, sent, answered, declined, revoked };
enum class InvitationAction { send, send_again, answer, decline, revoke };
const meta::Choices& choices_of(InvitationStatus);
const meta::Choices& choices_of(InvitationAction);

struct Invitation : meta::Record<Invitation> {
    Id<Rfx> rfx_id{};
    Id<Organisation> supplier_id{};
    std::optional<std::string> company_name;  // of a guest
    std::optional<std::string> email;         // of a guest
    std::string title;                        // of the RFx, for lists
    Instant closes_at{};                      // its deadline when the invitation was sent
    InvitationStatus status = InvitationStatus::prepared;
    std::optional<std::string> status_reason;
    std::optional<Instant> sent_at;
    std::optional<std::string> token_hash;
    std::optional<Instant> expires_at;
    static const meta::Entity description;
    static const flow::StateTable states;
};
[[nodiscard]] inline bool is_guest(const Invitation& invitation) { return invitation.email.has_value(); }

}  // namespace dengyun::sourcing
