#pragma once
// What somebody without an account sends and is shown by the link of his invitation. Private to this module.
#include "modules/sourcing/invitations/invitation.h"

namespace dengyun::sourcing {

struct LinkInput {
    std::string token;
    static const meta::Entity description;
};
struct LinkBidInput {
    std::string token;
    std::int64_t terms_version = 0;
    std::string sealed;
    std::string commitment;
    static const meta::Entity description;
};
struct LinkKeyInput {
    std::string token;
    std::string key;
    static const meta::Entity description;
};
struct LinkActionInput {
    std::string token;
    std::string action;  // "decline", "withdraw", "confirm"
    std::optional<std::string> reason;
    static const meta::Entity description;
};
struct LinkView {
    Rfx rfx;
    std::string buyer_name;
    std::string company_name;
    std::string bidder;  // what a seal is bound to
    InvitationStatus invitation_status = InvitationStatus::sent;
    Instant expires_at{};
    std::optional<Bid> bid;
    Instant now{};  // the server's clock, for the countdown
    static const meta::Entity description;
};

}  // namespace dengyun::sourcing
