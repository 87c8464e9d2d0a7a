#pragma once
// The routes of each folder; api.h gathers them. Private to this module.
#include "kernel/api/route.h"
#include "modules/sourcing/api.h"

namespace dengyun::sourcing {

void add_rfx_routes(api::Routes& routes);
void add_rfx_timer(api::Routes& routes);
void add_bid_routes(api::Routes& routes);
void add_award_routes(api::Routes& routes);
void add_auction_routes(api::Routes& routes);
void add_invitation_routes(api::Routes& routes);
void add_link_routes(api::Routes& routes, const std::shared_ptr<http::RateLimiter>& limiter);
// What waits for people and what they are told.
void add_waiting(api::Routes& routes);

// The organisation behind a call as a bidder.
[[nodiscard]] Result<Bidder> bidder_of(const api::Call& call, store::Reader& reader);
// The RFx that the path names, for the caller.
[[nodiscard]] Result<Rfx> find_visible(const api::Call& call, store::Reader& reader);

}  // namespace dengyun::sourcing
