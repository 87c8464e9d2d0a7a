#include "modules/sourcing/auctions/running.h"

#include "modules/sourcing/auctions/starting.h"
#include "modules/sourcing/awards/deciding.h"
#include "modules/sourcing/bids/enter.h"
#include "modules/sourcing/bids/seal.h"
#include "modules/sourcing/rfx/rules.h"
#include "modules/sourcing/rows.h"

namespace dengyun::sourcing {
namespace {

auction::Entry entry_of(const Bid& bid) {
    return {bid.alias, bid.amount, bid.adjusted.value_or(Money{}), bid.submission};
}

auction::Phase phase_of(const Auction& auction) {
    return {.round = auction.round,
            .turn = auction.turn,
            .price = auction.price,
            .previous = auction.previous,
            .sequence = auction.sequence,
            .ends_at = auction.ends_at.value_or(Instant{})};
}

void write_phase(Auction& auction, auction::Phase phase) {
    auction.round = phase.round;
    auction.turn = phase.turn;
    auction.mover = phase.mover();
    auction.price = phase.price;
    auction.previous = phase.previous;
    auction.sequence = std::move(phase.sequence);
    auction.ends_at = phase.ends_at;
}

Result<std::vector<auction::Entry>> entries_of(store::Reader& reader, const Auction& auction) {
    DENGYUN_TRY(bids, bids_of(reader, auction.rfx_id));
    std::vector<auction::Entry> entries;
    for (const auto& bid : bids)
        if (bid.status == BidStatus::submitted) entries.push_back(entry_of(bid));
    return entries;
}

Result<AuctionMove> record(store::Unit& unit, Auction& auction, const auction::Offer& given, std::int64_t alias) {
    AuctionMove move{.auction_id = auction.id,
                     .number = ++auction.moves,
                     .alias = alias,
                     .amount = given.amount,
                     .adjusted = given.adjusted,
                     .moved_at = given.at};
    move.organisation_id = auction.organisation_id;
    return unit.insert(std::move(move));
}

// What bidders begin with stands before the first move: numbers up to 0, in the order of their entries.
Result<> record_entries(store::Unit& unit, const Auction& auction, std::span<const auction::Entry> entries) {
    auto number = 1 - std::ranges::count_if(entries, [](const auto& entry) { return entry.amount.has_value(); });
    for (const auto& entry : entries) {
        if (!entry.amount) continue;
        AuctionMove move{.auction_id = auction.id,
                         .number = number++,
                         .alias = entry.alias,
                         .amount = *entry.amount,
                         .adjusted = entry.adjusted,
                         .moved_at = unit.now()};
        move.organisation_id = auction.organisation_id;
        DENGYUN_TRY(recorded, unit.insert(std::move(move)));
        static_cast<void>(recorded);
    }
    return {};
}

Result<Auction> close(store::Unit& unit, Auction auction) {
    auction.closed_at = unit.now();
    auction.mover = 0;
    DENGYUN_TRY(closed, step(unit, std::move(auction), AuctionAction::close, system_mover()));
    DENGYUN_TRY(rfx, unit.find(closed.rfx_id));
    DENGYUN_TRY(opened, move_rfx(unit, std::move(rfx), RfxAction::open, system_mover()));
    static_cast<void>(opened);
    return std::move(closed);
}

Result<Auction> start(store::Unit& unit, Auction auction, const Rfx& rfx) {
    // The deadline of entries may be the same moment: what it does goes first.
    if (rfx.status == RfxStatus::published) {
        DENGYUN_TRY(closed, move_rfx(unit, rfx, RfxAction::close, system_mover()));
        if (closed.status != RfxStatus::closed) return unit.find(auction.id);
    }
    DENGYUN_TRY(entries, entries_of(unit, auction));
    auction.began_at = unit.now();
    auction.entries = static_cast<std::int64_t>(entries.size());
    for (const auto& entry : entries) {
        auction.first_submission = std::max(auction.first_submission, entry.order);
        if (entry.amount && (!auction.best || entry.adjusted < *auction.best)) {
            auction.best = entry.adjusted;
            auction.best_alias = entry.alias;
        }
    }
    DENGYUN_CHECK(record_entries(unit, auction, entries));
    auto phase = auction::begin(rules_of(rfx), entries, unit.now());
    const bool over = phase.over;
    write_phase(auction, std::move(phase));
    DENGYUN_TRY(started, step(unit, std::move(auction), AuctionAction::start, system_mover()));
    return over ? close(unit, std::move(started)) : Result<Auction>(std::move(started));
}

Result<> check_answers(const Rfx& rfx, const EntryInput& given) {
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < given.answers.size(); ++i)
        if (given.answers[i].criterion > static_cast<std::int64_t>(rfx.criteria.size()))
            issues.push_back({fmt::format("answers.{}.criterion", i), "unknown_criterion"});
    const bool needs_amount = rfx.format == Format::three_round;
    if (needs_amount && !given.amount) issues.push_back({"amount", "required"});
    if (!needs_amount && given.amount) issues.push_back({"amount", "not_in_this_format"});
    if (given.amount && rfx.start_price && *given.amount > *rfx.start_price)
        issues.push_back({"amount", "above_start", to_text(*rfx.start_price)});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

}  // namespace

Result<> schedule_auction(store::Unit& unit, const Rfx& rfx) {
    Auction auction{.rfx_id = rfx.id,
                    .title = fmt::format("{} · {}", rfx.number, rfx.title),
                    .format = rfx.format,
                    .starts_at = *rfx.auction_at};
    auction.organisation_id = rfx.organisation_id;
    DENGYUN_TRY(made, unit.insert(std::move(auction)));
    return api::arm_timer(unit, made);
}

Result<std::optional<Auction>> auction_of(store::Reader& reader, Id<Rfx> rfx) {
    return reader.find_by<Auction>("auction_rfx", std::array{meta::Scalar(rfx.value)});
}

Result<> reschedule_auction(store::Unit& unit, const Rfx& rfx) {
    DENGYUN_TRY(auction, auction_of(unit, rfx.id));
    if (!auction || auction->status != AuctionStatus::scheduled || !rfx.auction_at) return {};
    auction->starts_at = *rfx.auction_at;
    DENGYUN_TRY(moved, unit.update(std::move(*auction), "rescheduled"));
    return api::arm_timer(unit, moved);
}

Result<> cancel_auction(store::Unit& unit, const Rfx& rfx) {
    DENGYUN_TRY(auction, auction_of(unit, rfx.id));
    if (!auction || auction->status == AuctionStatus::closed || auction->status == AuctionStatus::cancelled) return {};
    DENGYUN_TRY(cancelled, step(unit, std::move(*auction), AuctionAction::cancel, system_mover()));
    static_cast<void>(cancelled);
    return {};
}

Result<Bid> enter_auction(store::Unit& unit, const Rfx& rfx, const Bidder& bidder, const EntryInput& given,
                          const flow::Mover& mover) {
    if (!is_live(rfx.format)) return fail(ErrorKind::conflict, "bid.sealed_here");
    DENGYUN_CHECK(check_answers(rfx, given));
    if (rfx.format == Format::three_round && rfx.bids >= static_cast<std::int64_t>(auction::round_entries_max))
        return fail(ErrorKind::limit, "bid.too_many");
    return enter(
        unit, rfx, bidder, given.terms_version,
        [&](Bid& bid) -> Result<> {
            bid.answers = given.answers;
            bid.amount = given.amount;
            bid.adjusted.reset();
            if (!given.amount) return {};
            DENGYUN_TRY(adjusted, adjusted_price_of(rfx, bid, *given.amount));
            bid.adjusted = adjusted;
            return {};
        },
        mover);
}

Result<AuctionMove> make_offer(store::Unit& unit, Auction auction, std::string_view bidder, Money amount,
                               const flow::Mover& mover) {
    DENGYUN_TRY(found,
                unit.find_by<Bid>("bid_bidder", std::array{meta::Scalar(auction.rfx_id.value), meta::Scalar(bidder)}));
    if (!found || found->status == BidStatus::withdrawn) return fail(ErrorKind::not_found, "request.not_found");
    auto bid = std::move(*found);
    if (auction.status != AuctionStatus::running)
        return fail(ErrorKind::conflict,
                    auction.status == AuctionStatus::scheduled ? "auction.not_begun" : "auction.over");
    if (bid.status != BidStatus::submitted) return fail(ErrorKind::conflict, "bid.bad_state");
    DENGYUN_TRY(rfx, unit.find(auction.rfx_id));
    DENGYUN_TRY(adjusted, adjusted_price_of(rfx, bid, amount));
    const auction::Offer given{amount, adjusted, unit.now()};
    DENGYUN_TRY(phase, auction::offer(rules_of(rfx), phase_of(auction), entry_of(bid), auction.best, given));
    const bool over = phase.over;
    ++auction.offers;
    bid.amount = amount;
    bid.adjusted = adjusted;
    bid.submission = auction.first_submission + auction.offers;
    bid.submitted_at = unit.now();
    const auto alias = bid.alias;
    DENGYUN_TRY(kept, unit.update(std::move(bid), "offered"));
    static_cast<void>(kept);
    DENGYUN_TRY(move, record(unit, auction, given, alias));
    write_phase(auction, std::move(phase));
    auction.last_alias = alias;
    auction.last_amount = amount;
    auction.last_adjusted = adjusted;
    if (!auction.best || adjusted < *auction.best) {
        auction.best = adjusted;
        auction.best_alias = alias;
    }
    DENGYUN_TRY(moved, step(unit, std::move(auction), AuctionAction::offer, mover));
    if (over) {
        DENGYUN_TRY(closed, close(unit, std::move(moved)));
        static_cast<void>(closed);
    }
    return std::move(move);
}

Result<Auction> advance(store::Unit& unit, Auction auction) {
    DENGYUN_TRY(rfx, unit.find(auction.rfx_id));
    if (auction.status == AuctionStatus::scheduled) return start(unit, std::move(auction), rfx);
    if (auction.status != AuctionStatus::running) return fail(ErrorKind::conflict, "auction.over");
    // An offer in the last moment has let it run longer; a timer of its own is set for that.
    if (auction.ends_at && unit.now() < *auction.ends_at) return auction;
    DENGYUN_TRY(entries, entries_of(unit, auction));
    auto phase = auction::advance(rules_of(rfx), phase_of(auction), entries, unit.now());
    const bool over = phase.over;
    write_phase(auction, std::move(phase));
    DENGYUN_TRY(recorded, record(unit, auction, {.at = unit.now()}, 0));
    static_cast<void>(recorded);
    if (over) return close(unit, std::move(auction));
    return step(unit, std::move(auction), AuctionAction::advance, system_mover());
}

Result<Standing> standing_of(store::Reader& reader, const Auction& auction, std::string_view bidder) {
    DENGYUN_TRY(
        bid, reader.find_by<Bid>("bid_bidder", std::array{meta::Scalar(auction.rfx_id.value), meta::Scalar(bidder)}));
    if (!bid) return Standing{};
    Standing standing{.alias = bid->alias, .amount = bid->amount, .adjusted = bid->adjusted};
    if (!bid->amount || !bid->adjusted) return standing;
    const meta::Scalar rfx(auction.rfx_id.value);
    const meta::Scalar adjusted(bid->adjusted->value);
    const meta::Scalar amount(bid->amount->value);
    DENGYUN_TRY(before, number_of(reader,
                                  "SELECT COUNT(*) FROM bid WHERE rfx_id = ? AND amount IS NOT NULL AND (adjusted < ? "
                                  "OR (adjusted = ? AND (amount < ? OR (amount = ? AND submission < ?))))",
                                  std::array{rfx, adjusted, adjusted, amount, amount, meta::Scalar(bid->submission)}));
    standing.rank = before + 1;
    return standing;
}

void add_auction_timer(api::Routes& routes) {
    routes.add_timer(Auction::description.name,
                     [](store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t) -> Result<> {
                         auto auction = unit.find(Id<Auction>{id});
                         if (!auction || static_cast<std::int64_t>(auction->status) != state) return {};
                         DENGYUN_TRY(moved, advance(unit, std::move(*auction)));
                         static_cast<void>(moved);
                         return {};
                     });
}

}  // namespace dengyun::sourcing
