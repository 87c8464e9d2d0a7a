#pragma once
// What can be done with listings and negotiations, each in one unit with its rows and events. Negotiations write both
// sides (Scope::crossing, Scope::system).
#include "kernel/store/unit.h"
#include "modules/listings/matches/match.h"
#include "modules/listings/negotiations/negotiation.h"

namespace dengyun::listings {

// A draft of `listing.organisation_id`; the scope reads all. Errors: complete's; invalid with issues on circle.N
// (unknown_reference) and photos.N (unknown_reference, no_picture); limit "listing.too_many".
[[nodiscard]] Result<Listing> add_listing(store::Unit& unit, Listing listing);
// A draft or an open listing is changed. Errors: as add_listing; conflict "listing.closed".
[[nodiscard]] Result<Listing> change_listing(store::Unit& unit, const Listing& before, Listing after);
// Errors: of the state table; complete's when it is published.
[[nodiscard]] Result<Listing> move_listing(store::Unit& unit, Listing listing, ListingAction action,
                                           const flow::Mover& mover);
// Who is not among those it is for does not learn that it is there: not_found. The scope must read all.
[[nodiscard]] Result<Listing> find_visible(store::Reader& reader, Id<Listing> id, Id<Organisation> own);
// The open listings whose circle holds that organisation, the newest first, at most page_limit_max.
[[nodiscard]] Result<std::vector<Id<Listing>>> addressed_to(store::Reader& reader, Id<Organisation> member);
// Ranked; the scope reads all.
[[nodiscard]] Result<ListingMatches> matches_of(store::Reader& reader, const Listing& own, std::size_t limit);

// `opener` makes the first offer for a listing that he sees. Errors: conflict "listing.not_open",
// "negotiation.own_listing", "negotiation.under_way"; limit "negotiation.too_many"; invalid with issues on quantity
// (required, exceeds_remaining), deliver_on (in_past), own_listing_id (unknown_reference).
[[nodiscard]] Result<Negotiation> open_negotiation(store::Unit& unit, const Listing& listing, Id<Organisation> opener,
                                                   const OfferInput& offer);
// The next offer, of who is to answer. Errors: of the state table; as open_negotiation; limit
// "negotiation.too_many_messages".
[[nodiscard]] Result<Negotiation> offer_again(store::Unit& unit, Negotiation negotiation, const OfferInput& offer,
                                              const flow::Mover& mover);
// Accept, decline, withdraw, lapse. To accept takes the quantity from the listings; one of which nothing remains is
// filled. Errors: of the state table; conflict "listing.not_open", "negotiation.offer_has_terms"; invalid with an issue
// on quantity (exceeds_remaining).
[[nodiscard]] Result<Negotiation> move_negotiation(store::Unit& unit, Negotiation negotiation, NegotiationAction action,
                                                   const flow::Mover& mover);
// Errors: conflict "negotiation.over"; limit "negotiation.too_many_messages".
[[nodiscard]] Result<NegotiationMessage> say(store::Unit& unit, Negotiation negotiation, Id<Organisation> by,
                                             const MessageInput& message);

}  // namespace dengyun::listings
