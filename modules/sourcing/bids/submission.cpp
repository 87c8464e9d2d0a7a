// How bids come in, are changed and are opened. What a bid says is not read here before its bidder has given the key.
#include "kernel/base/digest.h"
#include "kernel/base/vault.h"
#include "modules/sourcing/bids/enter.h"
#include "modules/sourcing/bids/seal.h"
#include "modules/sourcing/invitations/asking.h"
#include "modules/sourcing/rows.h"

namespace dengyun::sourcing {
namespace {

bool is_hex_digest(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<> check_sealing(const Sealing& given) {
    std::vector<Issue> issues;
    const auto bytes = from_base64(given.sealed);
    // 24 bytes of nonce, 16 of tag, and something between them.
    if (!bytes || bytes->size() <= 40) issues.push_back({"sealed", "malformed"});
    if (!is_hex_digest(given.commitment)) issues.push_back({"commitment", "malformed"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<std::int64_t> next_submission(store::Reader& reader, Id<Rfx> rfx) {
    DENGYUN_TRY(last, number_of(reader, "SELECT MAX(submission) FROM bid WHERE rfx_id = ?",
                                std::array{meta::Scalar(rfx.value)}));
    return last + 1;
}

Result<> keep_seal(store::Unit& unit, const Bid& bid, const Sealing& given) {
    const auto digest = sha256_hex(given.sealed);
    DENGYUN_TRY(before, unit.find_by<BidSeal>("bid_seal_bid", std::array{meta::Scalar(bid.id.value)}));
    BidSeal seal = before ? std::move(*before) : BidSeal{.bid_id = bid.id};
    seal.organisation_id = bid.organisation_id;
    seal.commitment = given.commitment;
    seal.digest = digest;
    seal.sealed = given.sealed;
    auto kept = before ? unit.update(std::move(seal)) : unit.insert(std::move(seal));
    if (!kept) return std::unexpected(std::move(kept).error());
    // The buyer's log holds the commitment as well, so that neither side alone can exchange it.
    return unit.emit(
        bid.buyer_id, "rfx", bid.rfx_id.value, "bid_committed",
        fmt::format(R"({{"bid_id":"{}","commitment":"{}","digest":"{}"}})", to_text(bid.id), given.commitment, digest));
}

Result<> count_bids(store::Unit& unit, Id<Rfx> id) {
    DENGYUN_TRY(rfx, unit.find(id));
    DENGYUN_TRY(count, number_of(unit, "SELECT COUNT(*) FROM bid WHERE rfx_id = ? AND status IN ('submitted', 'stale')",
                                 std::array{meta::Scalar(id.value)}));
    if (rfx.bids == count) return {};
    rfx.bids = count;
    DENGYUN_TRY(counted, unit.update(std::move(rfx), "counted"));
    static_cast<void>(counted);
    return {};
}

Result<Bid> first_bid(store::Unit& unit, const Rfx& rfx, const Bidder& bidder) {
    DENGYUN_TRY(count,
                number_of(unit, "SELECT COUNT(*) FROM bid WHERE rfx_id = ?", std::array{meta::Scalar(rfx.id.value)}));
    if (count >= (is_live(rfx.format) ? entries_max : sealed_bids_max)) return fail(ErrorKind::limit, "bid.too_many");
    Bid bid{.rfx_id = rfx.id,
            .buyer_id = rfx.organisation_id,
            .invitation_id = bidder.invitation,
            .bidder = bidder.key,
            .bidder_name = bidder.name,
            .title = fmt::format("{} · {}", rfx.number, rfx.title),
            .alias = count + 1};
    bid.organisation_id = bidder.owner;
    return unit.insert(std::move(bid));
}

Result<> check_open(store::Reader& reader, const Rfx& rfx) {
    if (rfx.status == RfxStatus::published && reader.now() < rfx.closes_at) return {};
    return fail(ErrorKind::conflict, "rfx.not_open");
}

Result<Bid> confirm(store::Unit& unit, const Rfx& rfx, Bid bid, const flow::Mover& mover) {
    bid.terms_version = rfx.terms_version;
    DENGYUN_TRY(order, next_submission(unit, rfx.id));
    bid.submission = order;
    bid.submitted_at = unit.now();
    return step(unit, std::move(bid), BidAction::confirm, mover);
}

Result<> check_judging(const Rfx& rfx, const Bid& bid) {
    if (rfx.status != RfxStatus::opened) return fail(ErrorKind::conflict, "rfx.not_judging");
    if (bid.status_reason.value_or("").empty())
        return fail(ErrorKind::invalid, "request.invalid", {{"reason", "required"}});
    return {};
}

}  // namespace

Result<Bid> enter(store::Unit& unit, const Rfx& rfx, const Bidder& bidder, std::int64_t terms_version,
                  const std::function<Result<>(Bid&)>& fill, const flow::Mover& mover) {
    DENGYUN_CHECK(check_open(unit, rfx));
    if (bidder.owner == rfx.organisation_id) return fail(ErrorKind::conflict, "bid.own_rfx");
    if (terms_version != rfx.terms_version) return fail(ErrorKind::conflict, "rfx.terms_changed");
    DENGYUN_TRY(before, unit.find_by<Bid>("bid_bidder", std::array{meta::Scalar(rfx.id.value),
                                                                   meta::Scalar(std::string_view(bidder.key))}));
    if (before && before->status == BidStatus::withdrawn) return fail(ErrorKind::conflict, "bid.was_withdrawn");
    auto made = before ? Result<Bid>(std::move(*before)) : first_bid(unit, rfx, bidder);
    if (!made) return made;
    auto bid = std::move(*made);
    bid.bidder_name = bidder.name;
    bid.terms_version = terms_version;
    DENGYUN_CHECK(fill(bid));
    DENGYUN_TRY(order, next_submission(unit, rfx.id));
    bid.submission = order;
    bid.submitted_at = unit.now();
    const auto action = bid.status == BidStatus::draft ? BidAction::submit : BidAction::replace;
    DENGYUN_TRY(moved, step(unit, std::move(bid), action, mover));
    DENGYUN_CHECK(count_bids(unit, rfx.id));
    DENGYUN_CHECK(mark_answered(unit, moved));
    return std::move(moved);
}

Result<Bid> submit(store::Unit& unit, const Rfx& rfx, const Bidder& bidder, const Sealing& given,
                   const flow::Mover& mover) {
    if (is_live(rfx.format)) return fail(ErrorKind::conflict, "bid.not_sealed_here");
    DENGYUN_CHECK(check_sealing(given));
    return enter(
        unit, rfx, bidder, given.terms_version,
        [&](Bid& bid) -> Result<> {
            bid.commitment = given.commitment;
            return keep_seal(unit, bid, given);
        },
        mover);
}

Result<Bid> move_bid(store::Unit& unit, Bid bid, BidAction action, const flow::Mover& mover) {
    DENGYUN_TRY(to, flow::next_state(Bid::states, static_cast<std::int64_t>(bid.status),
                                     static_cast<std::int64_t>(action), &bid, unit.now(), mover));
    static_cast<void>(to);
    DENGYUN_TRY(rfx, unit.find(bid.rfx_id));
    if (action == BidAction::submit || action == BidAction::replace) return fail(ErrorKind::conflict, "bid.needs_seal");
    if (action == BidAction::disqualify) {
        DENGYUN_CHECK(check_judging(rfx, bid));
        return step(unit, std::move(bid), action, mover);
    }
    DENGYUN_CHECK(check_open(unit, rfx));
    if (action == BidAction::confirm) return confirm(unit, rfx, std::move(bid), mover);
    DENGYUN_TRY(moved, step(unit, std::move(bid), action, mover));
    DENGYUN_CHECK(count_bids(unit, rfx.id));
    return std::move(moved);
}

Result<Bid> reveal(store::Unit& unit, Bid bid, std::string_view key) {
    DENGYUN_TRY(rfx, unit.find(bid.rfx_id));
    const bool is_window = rfx.status == RfxStatus::closed && rfx.opening_until && unit.now() < *rfx.opening_until;
    if (!is_window) return fail(ErrorKind::conflict, "rfx.not_opening");
    if (bid.status != BidStatus::submitted) return fail(ErrorKind::conflict, "bid.bad_state");
    if (bid.is_revealed) return bid;
    DENGYUN_TRY(seal, seal_of(unit, bid.id));
    DENGYUN_TRY(document, open_seal(seal.sealed, key, binding_of(rfx.id, bid.bidder), seal.commitment));
    DENGYUN_TRY(read, read_document(rfx, document));
    static_cast<void>(read);
    seal.key = std::string(key);
    seal.document = document;
    DENGYUN_TRY(kept, unit.update(std::move(seal), "revealed"));
    static_cast<void>(kept);
    bid.is_revealed = true;
    DENGYUN_TRY(revealed, unit.update(std::move(bid), "revealed"));
    DENGYUN_TRY(waiting, number_of(unit,
                                   "SELECT COUNT(*) FROM bid WHERE rfx_id = ? AND status = 'submitted' AND "
                                   "is_revealed = 0",
                                   std::array{meta::Scalar(rfx.id.value)}));
    if (waiting > 0) return std::move(revealed);
    DENGYUN_TRY(opened, move_rfx(unit, std::move(rfx), RfxAction::open, system_mover()));
    static_cast<void>(opened);
    return unit.find(revealed.id);
}

}  // namespace dengyun::sourcing
