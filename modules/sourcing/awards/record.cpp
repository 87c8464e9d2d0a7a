#include "modules/sourcing/awards/record.h"

#include <boost/json.hpp>

#include "kernel/store/events.h"
#include "modules/sourcing/auctions/starting.h"
#include "modules/sourcing/rows.h"

namespace dengyun::sourcing {
namespace {

using B = RecordedBid;
constexpr auto bid_fields = meta::fields(meta::field<&B::bid>("bid", {"报价", "Bid"}),
                                         meta::field<&B::sealed>("sealed", {"密文", "Sealed"}, {.length_max = 700'000}),
                                         meta::field<&B::key>("key", {"钥匙", "Key"}, {.length_max = 44}));
using C = RecordedCommitment;
constexpr auto commitment_fields =
    meta::fields(meta::field<&C::bid_id>("bid_id", {"报价", "Bid"}, {.reference = "bid"}),
                 meta::field<&C::commitment>("commitment", {"密封指纹", "Commitment"}, {}),
                 meta::field<&C::digest>("digest", {"密文摘要", "Digest"}, {}),
                 meta::field<&C::sequence>("sequence", {"事件序号", "Sequence of the event"}, {}),
                 meta::field<&C::hash>("hash", {"事件摘要", "Hash of the event"}, {}));
using R = AwardRecord;
constexpr meta::Options many{.items_max = 100'000};
constexpr auto fields =
    meta::fields(meta::field<&R::rfx>("rfx", {"询价单", "RFQ"}), meta::field<&R::bids>("bids", {"报价", "Bids"}, many),
                 meta::field<&R::commitments>("commitments", {"密封指纹", "Commitments"}, many),
                 meta::field<&R::auction>("auction", {"竞价", "Auction"}),
                 meta::field<&R::moves>("moves", {"竞价记录", "Moves"}, many),
                 meta::field<&R::awards>("awards", {"定标", "Awards"}, many));

std::string text_of(const boost::json::object& data, std::string_view name) {
    const auto* value = data.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

// The latest commitment of each bid in the log of the reader's organisation.
Result<std::vector<RecordedCommitment>> commitments_in(store::Reader& reader, const Rfx& rfx) {
    std::vector<RecordedCommitment> found;
    std::int64_t after = 0;
    for (;;) {
        DENGYUN_TRY(events, store::read_events(reader, {.after = after,
                                                        .limit = store::page_limit_max,
                                                        .entity = std::string(Rfx::description.name),
                                                        .entity_id = rfx.id.value}));
        for (const auto& event : events) {
            after = event.sequence;
            if (event.name != "rfx.bid_committed") continue;
            DENGYUN_TRY(data, meta::parse_json(event.data));
            const auto id = parse_id<Bid>(text_of(data.as_object(), "bid_id"));
            if (!id) continue;
            std::erase_if(found, [&](const RecordedCommitment& one) { return one.bid_id == *id; });
            found.push_back({*id, text_of(data.as_object(), "commitment"), text_of(data.as_object(), "digest"),
                             event.sequence, event.hash});
        }
        if (events.size() < store::page_limit_max) return found;
    }
}

}  // namespace

constinit const meta::Entity RecordedBid::description{
    .name = "recorded_bid", .label = {"报价记录", "Recorded bid"}, .fields = bid_fields, .stored = false};
constinit const meta::Entity RecordedCommitment::description{.name = "recorded_commitment",
                                                             .label = {"密封记录", "Recorded commitment"},
                                                             .fields = commitment_fields,
                                                             .stored = false};
constinit const meta::Entity AwardRecord::description{
    .name = "award_record", .label = {"定标档案", "Record of an award"}, .fields = fields, .stored = false};

Result<AwardRecord> record_of(store::Reader& reader, const Rfx& rfx) {
    using enum RfxStatus;
    if (rfx.status != standstill && rfx.status != awarded && rfx.status != contracted)
        return fail(ErrorKind::conflict, "rfx.not_announced");
    AwardRecord record{.rfx = rfx};
    DENGYUN_TRY(bids, bids_of(reader, rfx.id));
    for (auto& bid : bids) {
        RecordedBid one{.bid = std::move(bid)};
        if (one.bid.commitment) {
            DENGYUN_TRY(seal, seal_of(reader, one.bid.id));
            one.sealed = seal.sealed;
            one.key = seal.key;
        }
        record.bids.push_back(std::move(one));
    }
    DENGYUN_TRY(commitments, commitments_in(reader, rfx));
    record.commitments = std::move(commitments);
    DENGYUN_TRY(auction, auction_of(reader, rfx.id));
    if (auction) {
        DENGYUN_TRY(moves,
                    rows_of<AuctionMove>(reader, "SELECT id FROM auction_move WHERE auction_id = ? ORDER BY number",
                                         std::array{meta::Scalar(auction->id.value)}));
        record.moves = std::move(moves);
        record.auction = std::move(auction);
    }
    DENGYUN_TRY(awards, awards_of(reader, rfx));
    record.awards = std::move(awards);
    return record;
}

}  // namespace dengyun::sourcing
