#include "modules/listings/service.h"

#include <algorithm>

#include "kernel/api/two_sided.h"
#include "modules/listings/matches/measure.h"

namespace dengyun::listings {
namespace {

const flow::Mover& system_mover() {
    static const flow::Mover mover{meta::all_seeing(), true, false};
    return mover;
}

std::unexpected<Error> invalid(std::string field, std::string code, std::string detail = {}) {
    return fail(ErrorKind::invalid, "request.invalid", {{std::move(field), std::move(code), std::move(detail)}});
}

Result<std::int64_t> number_of(store::Reader& reader, std::string_view sql, std::span<const meta::Scalar> values) {
    std::int64_t number = 0;
    DENGYUN_CHECK(reader.query(sql, values, [&](const store::Row& row) { number = row.integer(0); }));
    return number;
}

Result<Listing> find_open(store::Reader& reader, Id<Listing> id) {
    auto listing = reader.find(id);
    if (!listing && listing.error().kind != ErrorKind::not_found) return listing;
    if (!listing || listing->status != ListingStatus::open) return fail(ErrorKind::conflict, "listing.not_open");
    return listing;
}

Result<> check_remaining(const Listing& listing, const std::optional<Quantity>& quantity) {
    const auto left = remaining(listing);
    if (left && quantity && *quantity > *left) return invalid("quantity", "exceeds_remaining", to_text(*left));
    return {};
}

Result<> check_offer(const Listing& listing, const OfferInput& offer, Instant now) {
    if (listing.quantity && !offer.quantity) return invalid("quantity", "required");
    DENGYUN_CHECK(check_remaining(listing, offer.quantity));
    if (offer.deliver_on && *offer.deliver_on < china_date(now)) return invalid("deliver_on", "in_past");
    return {};
}

// The opener's own listing is of the other side of the same kind.
Result<> check_own_listing(store::Reader& reader, const Listing& listing, const OfferInput& offer,
                           Id<Organisation> opener) {
    if (!offer.own_listing_id) return {};
    const auto own = reader.find(*offer.own_listing_id);
    if (!own && own.error().kind != ErrorKind::not_found) return std::unexpected(own.error());
    if (!own || own->organisation_id != opener || !is_match(*own, listing))
        return invalid("own_listing_id", "unknown_reference");
    return {};
}

Result<> put_on_table(Negotiation& negotiation, const OfferInput& offer) {
    negotiation.quantity = offer.quantity;
    negotiation.unit_price = offer.unit_price;
    negotiation.deliver_on = offer.deliver_on;
    negotiation.terms = offer.terms;
    negotiation.value.reset();
    if (!offer.quantity) return {};
    DENGYUN_TRY(value, line_value(offer.unit_price, *offer.quantity));
    if (value.value > amount_max) return invalid("unit_price", "too_large", to_text(Money{amount_max}));
    negotiation.value = value;
    return {};
}

Result<NegotiationMessage> write_down(store::Unit& unit, const Negotiation& negotiation, Id<Organisation> by,
                                      MessageKind kind, std::optional<std::string> text) {
    NegotiationMessage message{.negotiation_id = negotiation.id,
                               .position = negotiation.messages,
                               .by_id = by,
                               .kind = kind,
                               .text = std::move(text)};
    message.organisation_id = negotiation.organisation_id;
    if (kind == MessageKind::offer) {
        message.quantity = negotiation.quantity;
        message.unit_price = negotiation.unit_price;
        message.deliver_on = negotiation.deliver_on;
    }
    return unit.insert(std::move(message));
}

Result<> count_message(Negotiation& negotiation) {
    if (negotiation.messages >= messages_max) return fail(ErrorKind::limit, "negotiation.too_many_messages");
    ++negotiation.messages;
    return {};
}

// What was agreed on is no longer on offer.
Result<> take(store::Unit& unit, Listing listing, Quantity quantity) {
    if (!listing.quantity) return {};
    listing.agreed = Quantity{std::min(listing.agreed.value + quantity.value, listing.quantity->value)};
    DENGYUN_TRY(taken, unit.update(std::move(listing), "agreed"));
    if (remaining(taken)->value > 0) return {};
    DENGYUN_TRY(filled, move_listing(unit, std::move(taken), ListingAction::fill, system_mover()));
    static_cast<void>(filled);
    return {};
}

// From the listing, and from the opener's own one, where its unit is comparable and it is open still.
Result<> take_from_both(store::Unit& unit, const Negotiation& negotiation) {
    DENGYUN_TRY(listing, find_open(unit, negotiation.listing_id));
    DENGYUN_CHECK(check_remaining(listing, negotiation.quantity));
    if (!negotiation.quantity) return {};
    const auto unit_of = listing.unit.value_or("");
    DENGYUN_CHECK(take(unit, std::move(listing), *negotiation.quantity));
    if (!negotiation.own_listing_id) return {};
    auto own = unit.find(*negotiation.own_listing_id);
    if (!own && own.error().kind != ErrorKind::not_found) return std::unexpected(own.error());
    if (!own || own->status != ListingStatus::open) return {};
    const auto quantity = in_unit(*negotiation.quantity, unit_of, own->unit.value_or(""));
    return quantity ? take(unit, std::move(*own), *quantity) : Result<>{};
}

}  // namespace

Result<Negotiation> open_negotiation(store::Unit& unit, const Listing& listing, Id<Organisation> opener,
                                     const OfferInput& offer) {
    if (listing.organisation_id == opener) return fail(ErrorKind::conflict, "negotiation.own_listing");
    if (listing.status != ListingStatus::open) return fail(ErrorKind::conflict, "listing.not_open");
    DENGYUN_CHECK(check_offer(listing, offer, unit.now()));
    DENGYUN_CHECK(check_own_listing(unit, listing, offer, opener));
    DENGYUN_TRY(running, number_of(unit,
                                   "SELECT COUNT(*) FROM negotiation WHERE organisation_id = ? AND listing_id = ? AND "
                                   "status IN ('offered', 'countered')",
                                   std::array{meta::Scalar(opener.value), meta::Scalar(listing.id.value)}));
    if (running > 0) return fail(ErrorKind::conflict, "negotiation.under_way");
    DENGYUN_TRY(waiting, number_of(unit,
                                   "SELECT COUNT(*) FROM negotiation WHERE organisation_id = ? AND status IN "
                                   "('offered', 'countered')",
                                   std::array{meta::Scalar(opener.value)}));
    if (waiting >= negotiations_max) return fail(ErrorKind::limit, "negotiation.too_many");
    Negotiation negotiation{.partner_id = listing.organisation_id,
                            .listing_id = listing.id,
                            .own_listing_id = offer.own_listing_id,
                            .side = listing.side,
                            .title = listing.title,
                            .unit = listing.unit,
                            .messages = 1,
                            .demonstration = listing.demonstration};
    negotiation.organisation_id = opener;
    DENGYUN_CHECK(put_on_table(negotiation, offer));
    DENGYUN_TRY(made, unit.insert(std::move(negotiation)));
    DENGYUN_CHECK(write_down(unit, made, opener, MessageKind::offer, offer.terms));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    DENGYUN_CHECK(unit.emit(made.partner_id, "negotiation", made.id.value, "created", "{}"));
    return std::move(made);
}

Result<Negotiation> offer_again(store::Unit& unit, Negotiation negotiation, const OfferInput& offer,
                                const flow::Mover& mover) {
    const auto action = mover.is_platform ? NegotiationAction::counter : NegotiationAction::offer;
    // Refused by its state before by its content.
    DENGYUN_TRY(to, flow::next_state(Negotiation::states, static_cast<std::int64_t>(negotiation.status),
                                     static_cast<std::int64_t>(action), &negotiation, unit.now(), mover));
    static_cast<void>(to);
    if (offer.own_listing_id) return invalid("own_listing_id", "read_only");
    DENGYUN_TRY(listing, find_open(unit, negotiation.listing_id));
    DENGYUN_CHECK(check_offer(listing, offer, unit.now()));
    DENGYUN_CHECK(count_message(negotiation));
    DENGYUN_CHECK(put_on_table(negotiation, offer));
    const auto by = mover.is_platform ? negotiation.partner_id : negotiation.organisation_id;
    DENGYUN_TRY(moved, api::move_two_sided<Negotiation>(unit, std::move(negotiation), static_cast<std::int64_t>(action),
                                                        mover, &Negotiation::partner_id));
    DENGYUN_CHECK(write_down(unit, moved, by, MessageKind::offer, offer.terms));
    return std::move(moved);
}

Result<Negotiation> move_negotiation(store::Unit& unit, Negotiation negotiation, NegotiationAction action,
                                     const flow::Mover& mover) {
    DENGYUN_TRY(to, flow::next_state(Negotiation::states, static_cast<std::int64_t>(negotiation.status),
                                     static_cast<std::int64_t>(action), &negotiation, unit.now(), mover));
    static_cast<void>(to);
    if (action == NegotiationAction::offer || action == NegotiationAction::counter)
        return fail(ErrorKind::conflict, "negotiation.offer_has_terms");
    if (action == NegotiationAction::accept) {
        DENGYUN_CHECK(take_from_both(unit, negotiation));
        negotiation.agreed_at = unit.now();
    }
    return api::move_two_sided<Negotiation>(unit, std::move(negotiation), static_cast<std::int64_t>(action), mover,
                                            &Negotiation::partner_id);
}

Result<NegotiationMessage> say(store::Unit& unit, Negotiation negotiation, Id<Organisation> by,
                               const MessageInput& message) {
    if (!is_waiting(negotiation.status)) return fail(ErrorKind::conflict, "negotiation.over");
    DENGYUN_CHECK(count_message(negotiation));
    const auto other = by == negotiation.organisation_id ? negotiation.partner_id : negotiation.organisation_id;
    DENGYUN_TRY(counted, unit.update(std::move(negotiation), "messaged"));
    if (other != counted.organisation_id)
        DENGYUN_CHECK(unit.emit(other, "negotiation", counted.id.value, "messaged", "{}"));
    return write_down(unit, counted, by, MessageKind::message, message.text);
}

}  // namespace dengyun::listings
