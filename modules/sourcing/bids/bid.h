#pragma once
// A bid: what one bidder offers for an RFx. The row belongs to the bidder; the buyer is the other side. A bid that came
// by an e-mailed link, from somebody without an account, belongs to the platform's own organisation.
// docs/state-machines/bid.md
//
// Until bidding is opened a bid holds no price: what it says lies in its seal (bids/seal.h), which nobody but the
// bidder can open. In a live format it is an entry without a seal.
#include <optional>
#include <string>
#include <vector>

#include "modules/sourcing/rfx/rfx.h"

namespace dengyun::sourcing {

inline constexpr std::int64_t sealed_bids_max = 500;                   // of one RFx
inline constexpr std::int64_t entries_max = 2'000;                     // of one live auction
inline constexpr std::int64_t unit_price_max = 1'000'000'000'000'000;  // millionths of a yuan

enum class BidStatus { draft, submitted, stale, withdrawn, opened, won, lost, disqualified, void_bid };
enum class BidAction { submit, replace, confirm, outdate, withdraw, open, win, lose, disqualify, lapse };
// Why a bid is void.
enum class LapseReason { stale, not_revealed, cancelled, no_offer };
const meta::Choices& choices_of(LapseReason);
const meta::Choices& choices_of(BidStatus);
const meta::Choices& choices_of(BidAction);

// What a bid offers for one line.
struct BidOffer {
    std::int64_t position = 0;
    UnitPrice unit_price{};
    Money value{};  // price * quantity, rounded once
    std::optional<meta::Date> delivers_on;
    std::optional<std::string> note;
    static const meta::Entity description;
};
struct BidAnswer {
    std::int64_t criterion = 0;  // from 1, in the order of the RFx
    std::int64_t value = 0;
    static const meta::Entity description;
};

struct Invitation;

struct Bid : meta::Record<Bid> {
    Id<Rfx> rfx_id{};
    Id<Organisation> buyer_id{};
    std::optional<Id<Invitation>> invitation_id;
    std::string bidder;              // "organisation:11", "invitation:7": what the seal is bound to; unique per RFx
    std::string bidder_name;         // as it was when the bid was made
    std::string title;               // the RFx's number and title, for lists
    std::int64_t alias = 0;          // counts the bids of an RFx: how others call a bidder while names are not told
    std::int64_t terms_version = 0;  // of the RFx, that the bidder has agreed to
    std::optional<std::string> commitment;
    std::optional<Instant> submitted_at;
    std::int64_t submission = 0;  // the place, among all submissions of this RFx, of the one that counts
    bool is_revealed = false;
    BidStatus status = BidStatus::draft;
    std::optional<std::string> status_reason;
    std::optional<LapseReason> lapse_reason;
    // Once opened. In a live format also before: the answers, and the amount of the present offer.
    std::vector<BidOffer> offers;
    std::vector<BidAnswer> answers;
    std::optional<Money> amount;
    std::optional<Money> adjusted;
    std::optional<std::string> note;
    std::optional<Instant> opened_at;
    static const meta::Entity description;
    static const flow::StateTable states;
};

// What was sealed, and once it is revealed the key and the content: apart from the bid, because it is large and because
// no list may ever read it. Belongs to whom the bid belongs to.
struct BidSeal : meta::Record<BidSeal> {
    Id<Bid> bid_id{};
    std::string commitment;
    std::string digest;  // SHA-256 of `sealed`
    std::string sealed;
    std::optional<std::string> key;  // base64
    std::optional<std::string> document;
    static const meta::Entity description;
};

[[nodiscard]] constexpr bool is_waiting(BidStatus status) {
    return status == BidStatus::submitted || status == BidStatus::stale;
}

}  // namespace dengyun::sourcing
