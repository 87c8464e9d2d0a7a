// Negotiations as their two sides see them.
#include "modules/listings/routes.h"

#include "kernel/api/two_sided.h"

namespace dengyun::listings {
namespace {

const api::RouteOptions crossing{.reach = api::Reach::crossing};
const auto trades = api::needs("listings.trade");

Result<Negotiation> find_as_party(const api::Call& call, store::Reader& reader) {
    return api::find_as_party<Negotiation>(call, reader, &Negotiation::partner_id);
}

Result<store::Page<NegotiationMessage>> thread_of(const api::Call& call, store::Reader& reader,
                                                  const store::Query& query) {
    DENGYUN_TRY(negotiation, find_as_party(call, reader));
    auto own = query;
    std::erase_if(own.filters, [](const auto& one) { return one.field == "negotiation_id"; });
    own.filters.push_back({"negotiation_id", to_text(negotiation.id)});
    return reader.list<NegotiationMessage>(own);
}

}  // namespace

void add_negotiation_routes(api::Routes& routes) {
    routes.declare(NegotiationMessage::description);
    api::add_two_sided<Negotiation>(
        routes, {.path = "/api/v1/negotiations",
                 .incoming = "/api/v1/incoming-negotiations",
                 .own_summary = {"本单位发起的洽谈", "Negotiations that one has opened"},
                 .incoming_summary = {"别人就本单位挂牌发起的洽谈", "Negotiations about one's own listings"},
                 .read = "listings.read",
                 .other_field = "partner_id",
                 .other = &Negotiation::partner_id,
                 .move = [](store::Unit& unit, Negotiation moving, std::int64_t action, const flow::Mover& mover) {
                     return move_negotiation(unit, std::move(moving), static_cast<NegotiationAction>(action), mover);
                 }});
    routes.post<OfferInput, Negotiation>(
        "/api/v1/listings/{id}/negotiations", trades, {"发起洽谈", "Open a negotiation by an offer"},
        [](const api::Call& call, store::Unit& unit, const OfferInput& offer) -> Result<Negotiation> {
            DENGYUN_TRY(id, call.id<Listing>());
            DENGYUN_TRY(listing, find_visible(unit, id, call.principal->organisation));
            return open_negotiation(unit, listing, call.principal->organisation, offer);
        },
        crossing);
    routes.post<OfferInput, Negotiation>(
        "/api/v1/negotiations/{id}/offers/actions", trades, {"还价", "Make the next offer"},
        [](const api::Call& call, store::Unit& unit, const OfferInput& offer) -> Result<Negotiation> {
            DENGYUN_TRY(negotiation, find_as_party(call, unit));
            const bool by_partner = negotiation.organisation_id != call.principal->organisation;
            return offer_again(unit, std::move(negotiation), offer, {*call.principal, false, by_partner});
        },
        crossing);
    routes.post<MessageInput, NegotiationMessage>(
        "/api/v1/negotiations/{id}/messages", trades, {"留言", "Leave a message"},
        [](const api::Call& call, store::Unit& unit, const MessageInput& message) -> Result<NegotiationMessage> {
            DENGYUN_TRY(negotiation, find_as_party(call, unit));
            return say(unit, std::move(negotiation), call.principal->organisation, message);
        },
        crossing);
    routes.list<NegotiationMessage>("/api/v1/negotiations/{id}/messages", api::needs("listings.read"),
                                    {"洽谈记录", "What stands in a negotiation"}, thread_of,
                                    {.reach = api::Reach::all, .list_of = "negotiation_message"});
}

}  // namespace dengyun::listings
