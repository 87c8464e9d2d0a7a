// The moves of an RFx and what follows from each: bids that lapse, are opened, win and lose.
#include "modules/sourcing/auctions/starting.h"
#include "modules/sourcing/awards/deciding.h"
#include "modules/sourcing/bids/seal.h"
#include "modules/sourcing/invitations/asking.h"
#include "modules/sourcing/rows.h"

namespace dengyun::sourcing {
namespace {

Result<> lapse(store::Unit& unit, Bid bid, LapseReason reason) {
    bid.lapse_reason = reason;
    DENGYUN_TRY(moved, step(unit, std::move(bid), BidAction::lapse, system_mover()));
    static_cast<void>(moved);
    return {};
}

// At the deadline: what was not confirmed is void; who has sealed a bid is told that its key is wanted.
Result<> after_close(store::Unit& unit, const Rfx& rfx) {
    DENGYUN_TRY(bids, bids_of(unit, rfx.id));
    std::int64_t valid = 0;
    for (auto& bid : bids) {
        if (bid.status == BidStatus::stale) {
            DENGYUN_CHECK(lapse(unit, std::move(bid), LapseReason::stale));
        } else if (bid.status == BidStatus::submitted) {
            ++valid;
            if (!is_live(rfx.format))
                DENGYUN_CHECK(unit.emit(bid.organisation_id, "bid", bid.id.value, "key_wanted",
                                        fmt::format(R"({{"until":"{}"}})", to_text(*rfx.opening_until))));
        }
    }
    if (valid > 0) return is_live(rfx.format) ? Result<>{} : write_to_guests(unit, rfx);
    DENGYUN_TRY(failed, move_rfx(unit, rfx, RfxAction::fail, system_mover()));
    static_cast<void>(failed);
    return {};
}

// The revealed content becomes the bid's own.
Result<> open_sealed(store::Unit& unit, const Rfx& rfx, Bid bid) {
    DENGYUN_TRY(seal, seal_of(unit, bid.id));
    DENGYUN_TRY(read, read_document(rfx, seal.document.value_or("")));
    bid.offers = read.document.offers;
    bid.answers = read.document.answers;
    bid.note = read.document.note;
    bid.amount = read.total;
    if (read.total) {
        DENGYUN_TRY(adjusted, adjusted_price_of(rfx, bid, *read.total));
        bid.adjusted = adjusted;
    }
    bid.opened_at = unit.now();
    DENGYUN_TRY(opened, step(unit, std::move(bid), BidAction::open, system_mover()));
    static_cast<void>(opened);
    return {};
}

Result<> open_entry(store::Unit& unit, Bid bid) {
    bid.opened_at = unit.now();
    DENGYUN_TRY(opened, step(unit, std::move(bid), BidAction::open, system_mover()));
    static_cast<void>(opened);
    return {};
}

Result<std::int64_t> open_bids(store::Unit& unit, const Rfx& rfx) {
    DENGYUN_TRY(bids, bids_of(unit, rfx.id));
    std::int64_t opened = 0;
    for (auto& bid : bids) {
        if (bid.status != BidStatus::submitted) continue;
        const bool is_entry = is_live(rfx.format);
        if (is_entry ? !bid.amount.has_value() : !bid.is_revealed) {
            DENGYUN_CHECK(lapse(unit, std::move(bid), is_entry ? LapseReason::no_offer : LapseReason::not_revealed));
            continue;
        }
        DENGYUN_CHECK(is_entry ? open_entry(unit, std::move(bid)) : open_sealed(unit, rfx, std::move(bid)));
        ++opened;
    }
    return opened;
}

Result<> lapse_all(store::Unit& unit, const Rfx& rfx) {
    DENGYUN_TRY(bids, bids_of(unit, rfx.id));
    for (auto& bid : bids)
        if (is_waiting(bid.status) || bid.status == BidStatus::opened)
            DENGYUN_CHECK(lapse(unit, std::move(bid), LapseReason::cancelled));
    return {};
}

// Everybody who bid is told how it came out.
Result<> after_announcement(store::Unit& unit, const Rfx& rfx) {
    DENGYUN_CHECK(write_awards(unit, rfx));
    DENGYUN_TRY(bids, bids_of(unit, rfx.id));
    for (const auto& bid : bids)
        if (bid.status == BidStatus::opened || bid.status == BidStatus::disqualified)
            DENGYUN_CHECK(unit.emit(bid.organisation_id, "bid", bid.id.value, "announced", "{}"));
    return {};
}

Result<> after_award(store::Unit& unit, const Rfx& rfx) {
    DENGYUN_TRY(awards, awards_of(unit, rfx));
    DENGYUN_TRY(bids, bids_of(unit, rfx.id));
    for (auto& bid : bids) {
        if (bid.status != BidStatus::opened) continue;
        const bool wins =
            std::ranges::any_of(awards, [&](const Award& one) { return one.bid_id == bid.id && one.is_winner; });
        DENGYUN_TRY(moved, step(unit, std::move(bid), wins ? BidAction::win : BidAction::lose, system_mover()));
        static_cast<void>(moved);
    }
    return {};
}

// What a move writes on the RFx itself.
void note(Rfx& rfx, RfxAction action, Instant now) {
    using enum RfxAction;
    if (action == publish) {
        rfx.terms_version = 1;
        rfx.published_at = now;
    } else if (action == close) {
        rfx.closed_at = now;
        // The auction opens the bids of a live format.
        if (!is_live(rfx.format)) rfx.opening_until = now + std::chrono::hours(rfx.opening_hours);
    } else if (action == open) {
        rfx.opened_at = now;
    } else if (action == announce) {
        rfx.standstill_until = now + rfx.standstill_days * flow::day;
    }
}

Result<> follow(store::Unit& unit, const Rfx& rfx, RfxAction action) {
    using enum RfxAction;
    switch (action) {
        case publish:
            DENGYUN_CHECK(ask_invited(unit, rfx));
            return is_live(rfx.format) ? schedule_auction(unit, rfx) : Result<>{};
        case close:
            return after_close(unit, rfx);
        case announce:
            return after_announcement(unit, rfx);
        case award:
            return after_award(unit, rfx);
        case fail:
        case cancel:
        case lapse:
        case reject_all:
            DENGYUN_CHECK(cancel_auction(unit, rfx));
            return lapse_all(unit, rfx);
        default:
            return {};
    }
}

// The state that a timer finds may not allow the outcome that is planned: without bids there is nothing to open,
// without a ranking nothing to announce.
Result<Rfx> fire(store::Unit& unit, Rfx rfx, RfxAction action) {
    if (action == RfxAction::announce) {
        DENGYUN_TRY(some, has_winner(unit, rfx));
        if (!some) action = RfxAction::reject_all;
    }
    return move_rfx(unit, std::move(rfx), action, system_mover());
}

}  // namespace

Result<Rfx> move_rfx(store::Unit& unit, Rfx rfx, RfxAction action, const flow::Mover& mover) {
    DENGYUN_TRY(to, flow::next_state(Rfx::states, static_cast<std::int64_t>(rfx.status),
                                     static_cast<std::int64_t>(action), &rfx, unit.now(), mover));
    static_cast<void>(to);
    if (action == RfxAction::publish) DENGYUN_CHECK(complete(rfx, unit.now()));
    if (action == RfxAction::reject_all && !mover.is_system && rfx.status_reason.value_or("").empty())
        return dengyun::fail(ErrorKind::invalid, "request.invalid", {{"reason", "required"}});
    if (action == RfxAction::announce) {
        DENGYUN_TRY(some, has_winner(unit, rfx));
        if (!some) return dengyun::fail(ErrorKind::conflict, "rfx.nothing_to_award");
    }
    if (action == RfxAction::open) {
        DENGYUN_TRY(opened, open_bids(unit, rfx));
        if (opened == 0) action = RfxAction::fail;
    }
    note(rfx, action, unit.now());
    DENGYUN_TRY(moved, step(unit, std::move(rfx), action, mover));
    DENGYUN_CHECK(follow(unit, moved, action));
    // What follows may have moved it on.
    return unit.find(moved.id);
}

Result<Rfx> mark_contracted(store::Unit& unit, Rfx rfx) {
    return step(unit, std::move(rfx), RfxAction::contract, system_mover());
}

void add_rfx_timer(api::Routes& routes) {
    routes.add_timer(Rfx::description.name,
                     [](store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action) -> Result<> {
                         auto rfx = unit.find(Id<Rfx>{id});
                         // Removed or moved on meanwhile: the timer has nothing to say any more.
                         if (!rfx || static_cast<std::int64_t>(rfx->status) != state) return {};
                         DENGYUN_TRY(moved, fire(unit, std::move(*rfx), static_cast<RfxAction>(action)));
                         static_cast<void>(moved);
                         return {};
                     });
}

}  // namespace dengyun::sourcing
