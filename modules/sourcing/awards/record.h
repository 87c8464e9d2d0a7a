#pragma once
// The record of an award: everything that it follows from, so that anybody can replay it without a database
// (`dengyun verify award`). Made once the ranking is announced.
#include "modules/sourcing/auctions/auction.h"
#include "modules/sourcing/awards/award.h"

namespace dengyun::sourcing {

// A bid with its seal, opened. In a live format without one.
struct RecordedBid {
    Bid bid;
    std::optional<std::string> sealed;
    std::optional<std::string> key;
    static const meta::Entity description;
};
// What the buyer's event log says about a seal, with the place and the hash of that event.
struct RecordedCommitment {
    Id<Bid> bid_id{};
    std::string commitment;
    std::string digest;
    std::int64_t sequence = 0;
    std::string hash;
    static const meta::Entity description;
};
struct AwardRecord {
    Rfx rfx;
    std::vector<RecordedBid> bids;
    std::vector<RecordedCommitment> commitments;  // the latest of each bid
    std::optional<Auction> auction;
    std::vector<AuctionMove> moves;
    std::vector<Award> awards;
    static const meta::Entity description;
};

// The buyer's scope, or one that reads all and stands in the buyer's organisation (its log is read).
// Error: conflict "rfx.not_announced".
[[nodiscard]] Result<AwardRecord> record_of(store::Reader& reader, const Rfx& rfx);

// What in the record does not follow from the rest of it: a seal that does not open or is not the one that was
// committed to, a content other than the sealed one, an offer that the rules did not allow, an award that the ranking
// does not give. Empty: everything follows. Pure.
struct RecordFault {
    std::string place;  // "bid 12", "award 3", "move 7"
    std::string reason;
};
[[nodiscard]] std::vector<RecordFault> verify_record(const AwardRecord& record);

}  // namespace dengyun::sourcing
