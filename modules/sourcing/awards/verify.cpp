// Replays an award from its record alone.
#include <fmt/format.h>

#include "engines/auction/api.h"
#include "kernel/base/digest.h"
#include "modules/sourcing/awards/deciding.h"
#include "modules/sourcing/awards/record.h"
#include "modules/sourcing/bids/seal.h"
#include "modules/sourcing/rfx/rules.h"

namespace dengyun::sourcing {
namespace {

using Faults = std::vector<RecordFault>;

std::string place_of(const Bid& bid) { return fmt::format("bid {}", to_text(bid.id)); }

std::string content_of(const Bid& bid) {
    return meta::to_json(BidDocument{.offers = bid.offers, .answers = bid.answers, .note = bid.note});
}

bool is_counted(const Bid& bid) {
    using enum BidStatus;
    return bid.status == opened || bid.status == won || bid.status == lost || bid.status == disqualified;
}

void check_seal(const AwardRecord& record, const RecordedBid& one, Faults& faults) {
    const auto& bid = one.bid;
    const auto place = place_of(bid);
    const auto committed = std::ranges::find(record.commitments, bid.id, &RecordedCommitment::bid_id);
    if (committed == record.commitments.end() || committed->commitment != bid.commitment.value_or("") ||
        committed->digest != sha256_hex(one.sealed.value_or(""))) {
        faults.push_back({place, "it is not what the event log was told when it was submitted"});
        return;
    }
    const auto document = open_seal(one.sealed.value_or(""), one.key.value_or(""),
                                    binding_of(record.rfx.id, bid.bidder), bid.commitment.value_or(""));
    if (!document) {
        faults.push_back({place, "its key does not open what was committed to"});
        return;
    }
    auto read = read_document(record.rfx, *document);
    if (!read) {
        faults.push_back({place, "its content breaks the rules of the RFQ"});
        return;
    }
    read->document.attachments.clear();
    if (meta::to_json(read->document) != content_of(bid) || read->total != bid.amount)
        faults.push_back({place, "its content is not the sealed one"});
}

// The end of a phase is nobody's move and has no price to adjust.
bool is_adjusted_right(const AwardRecord& record, const AuctionMove& move) {
    const auto by = std::ranges::find(record.bids, move.alias, [](const RecordedBid& one) { return one.bid.alias; });
    if (by == record.bids.end()) return true;
    const auto adjusted = adjusted_price_of(record.rfx, by->bid, move.amount);
    return adjusted && *adjusted == move.adjusted;
}

// The moves before the first one are what bidders began with.
void check_auction(const AwardRecord& record, Faults& faults) {
    if (!record.auction || !record.auction->began_at) {
        faults.push_back({"auction", "it is missing"});
        return;
    }
    std::vector<auction::Entry> entries;
    std::vector<auction::Move> moves;
    for (const auto& move : record.moves) {
        if (!is_adjusted_right(record, move))
            faults.push_back({fmt::format("move {}", move.number), "its adjusted price is another one"});
        if (move.number > 0)
            moves.push_back({move.alias, {move.amount, move.adjusted, move.moved_at}});
        else
            entries.push_back({move.alias, move.amount, move.adjusted, move.number});
    }
    if (record.rfx.format != Format::three_round)
        for (const auto& one : record.bids) entries.push_back({.alias = one.bid.alias});
    const auto run = auction::replay(rules_of(record.rfx), std::move(entries), *record.auction->began_at, moves);
    if (run.fault) faults.push_back({fmt::format("move {}", run.moves + 1), "the rules did not allow it"});
    if (!run.fault && !run.phase.over) faults.push_back({"auction", "it was not over"});
    for (const auto& one : record.bids) {
        const auto entry = std::ranges::find(run.entries, one.bid.alias, &auction::Entry::alias);
        const auto stands = entry == run.entries.end() ? std::nullopt : entry->amount;
        if (is_counted(one.bid) && stands != one.bid.amount)
            faults.push_back({place_of(one.bid), "its amount is not the last one that was offered"});
    }
}

void check_adjusted(const AwardRecord& record, const Bid& bid, Faults& faults) {
    if (!bid.amount) return;
    const auto adjusted = adjusted_price_of(record.rfx, bid, *bid.amount);
    if (!adjusted || bid.adjusted != *adjusted) faults.push_back({place_of(bid), "its adjusted price is another one"});
}

bool same(const Award& a, const Award& b) {
    return a.position == b.position && a.bid_id == b.bid_id && a.price == b.price && a.adjusted == b.adjusted &&
           a.rank == b.rank && a.is_winner == b.is_winner && a.reason == b.reason && a.gap == b.gap;
}

void check_awards(const AwardRecord& record, Faults& faults) {
    std::vector<Bid> bids;
    for (const auto& one : record.bids) bids.push_back(one.bid);
    const auto ranking = ranking_of(record.rfx, bids);
    if (!ranking) {
        faults.push_back({"awards", "the bids cannot be ranked"});
        return;
    }
    for (const auto& award : record.awards)
        if (std::ranges::none_of(*ranking, [&](const Award& one) { return same(one, award); }))
            faults.push_back({fmt::format("award {}", to_text(award.id)), "the ranking does not give it"});
    if (ranking->size() != record.awards.size())
        faults.push_back({"awards", fmt::format("{} instead of {}", record.awards.size(), ranking->size())});
}

}  // namespace

std::vector<RecordFault> verify_record(const AwardRecord& record) {
    Faults faults;
    if (record.rfx.lines.empty()) return {{"rfx", "it has no lines"}};
    for (const auto& one : record.bids) {
        if (!is_counted(one.bid)) continue;
        if (!is_live(record.rfx.format)) check_seal(record, one, faults);
        check_adjusted(record, one.bid, faults);
    }
    if (is_live(record.rfx.format)) check_auction(record, faults);
    check_awards(record, faults);
    return faults;
}

}  // namespace dengyun::sourcing
