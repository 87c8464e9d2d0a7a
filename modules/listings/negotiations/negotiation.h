#pragma once
// A negotiation: a thread between who posted a listing and one who answers it, turn by turn, each offer a whole set of
// terms. The row belongs to who opened it; who posted the listing is its partner, the other side. Nobody else sees it.
// docs/state-machines/negotiation.md
//
// In `offered` the partner is to answer, in `countered` the opener; an offer that nobody answers lapses.
#include "modules/listings/listings/listing.h"

namespace dengyun::listings {

inline constexpr Duration answer_time = 3 * flow::day;
inline constexpr std::int64_t negotiations_max = 500;  // of one opener, that wait for an answer
inline constexpr std::int64_t messages_max = 200;      // of one negotiation

enum class NegotiationStatus { offered, countered, agreed, declined, withdrawn, lapsed };
enum class NegotiationAction { offer, counter, accept, decline, withdraw, lapse };
enum class MessageKind { offer, message };
const meta::Choices& choices_of(NegotiationStatus);
const meta::Choices& choices_of(NegotiationAction);
const meta::Choices& choices_of(MessageKind);

struct Negotiation : meta::Record<Negotiation> {
    Id<Organisation> partner_id{};
    Id<Listing> listing_id{};
    std::optional<Id<Listing>> own_listing_id;  // of the opener, that the listing was a match of
    ListingSide side = ListingSide::supply;     // of the listing: whose partner sells
    std::string title;                          // of the listing, as it was
    std::optional<std::string> unit;
    // The offer on the table; once agreed, the terms.
    std::optional<Quantity> quantity;
    UnitPrice unit_price{};
    std::optional<Money> value;  // price * quantity
    std::optional<meta::Date> deliver_on;
    std::optional<std::string> terms;
    std::int64_t messages = 0;
    NegotiationStatus status = NegotiationStatus::offered;
    std::optional<std::string> status_reason;
    std::optional<Instant> agreed_at;
    bool demonstration = false;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// What stands in the thread, by its place. Belongs to whom the negotiation belongs to.
struct NegotiationMessage : meta::Record<NegotiationMessage> {
    Id<Negotiation> negotiation_id{};
    std::int64_t position = 0;
    Id<Organisation> by_id{};
    MessageKind kind = MessageKind::message;
    std::optional<Quantity> quantity;
    std::optional<UnitPrice> unit_price;
    std::optional<meta::Date> deliver_on;
    std::optional<std::string> text;
    static const meta::Entity description;
};

struct OfferInput {
    std::optional<Id<Listing>> own_listing_id;  // with the first offer only
    std::optional<Quantity> quantity;
    UnitPrice unit_price{};
    std::optional<meta::Date> deliver_on;
    std::optional<std::string> terms;
    static const meta::Entity description;
};
struct MessageInput {
    std::string text;
    static const meta::Entity description;
};

[[nodiscard]] constexpr bool is_waiting(NegotiationStatus status) {
    return status == NegotiationStatus::offered || status == NegotiationStatus::countered;
}

}  // namespace dengyun::listings
