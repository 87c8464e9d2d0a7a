#include "modules/sourcing/rows.h"

#include "modules/sourcing/auctions/starting.h"
#include "modules/sourcing/invitations/asking.h"

namespace dengyun::sourcing {
namespace {

// Somebody else's row is as unknown as none at all.
template <class E>
Result<bool> is_own(store::Reader& reader, const std::optional<Id<E>>& id, Id<Organisation> owner) {
    if (!id) return true;
    const auto found = reader.find(*id);
    if (!found && found.error().kind != ErrorKind::not_found) return std::unexpected(found.error());
    return found && found->organisation_id == owner;
}

Result<> check_references(store::Reader& reader, const Rfx& rfx) {
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < rfx.lines.size(); ++i) {
        DENGYUN_TRY(item, is_own(reader, rfx.lines[i].item_id, rfx.organisation_id));
        if (!item) issues.push_back({fmt::format("lines.{}.item_id", i), "unknown_reference"});
        DENGYUN_TRY(site, is_own(reader, rfx.lines[i].site_id, rfx.organisation_id));
        if (!site) issues.push_back({fmt::format("lines.{}.site_id", i), "unknown_reference"});
    }
    DENGYUN_TRY(circle, circles::is_led_by(reader, rfx.circle_id, rfx.organisation_id));
    if (!circle) issues.push_back({"circle_id", "unknown_reference"});
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

Result<> outdate_bids(store::Unit& unit, const Rfx& rfx) {
    DENGYUN_TRY(bids, bids_of(unit, rfx.id));
    for (auto& bid : bids) {
        if (bid.status != BidStatus::submitted) continue;
        DENGYUN_TRY(moved, step(unit, std::move(bid), BidAction::outdate, system_mover()));
        static_cast<void>(moved);
    }
    return {};
}

}  // namespace

const flow::Mover& system_mover() {
    static const flow::Mover mover{meta::all_seeing(), true, false};
    return mover;
}

Result<Rfx> add_rfx(store::Unit& unit, Rfx rfx) {
    if (!rfx.organisation_id) rfx.organisation_id = unit.scope().organisation();
    DENGYUN_CHECK(complete(rfx, unit.now()));
    DENGYUN_CHECK(check_references(unit, rfx));
    const std::array owner{meta::Scalar(rfx.organisation_id.value)};
    DENGYUN_TRY(count, number_of(unit, "SELECT COUNT(*) FROM rfx WHERE organisation_id = ?", owner));
    if (count >= rfxs_max) return fail(ErrorKind::limit, "rfx.too_many");
    DENGYUN_TRY(last, number_of(unit,
                                "SELECT COALESCE(CAST(SUBSTR(MAX(number), 5) AS BIGINT), 0) FROM rfx WHERE "
                                "organisation_id = ? AND id = (SELECT MAX(id) FROM rfx WHERE organisation_id = ?)",
                                std::array{owner[0], owner[0]}));
    rfx.number = fmt::format("RFQ-{:06}", last + 1);
    rfx.status = RfxStatus::draft;
    DENGYUN_TRY(made, unit.insert(std::move(rfx)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    return std::move(made);
}

Result<Rfx> change_rfx(store::Unit& unit, const Rfx& before, Rfx after, const flow::Mover& mover) {
    const bool is_draft = before.status == RfxStatus::draft;
    // Refused by its state before by its content.
    if (!is_draft) {
        DENGYUN_TRY(to, flow::next_state(Rfx::states, static_cast<std::int64_t>(before.status),
                                         static_cast<std::int64_t>(RfxAction::amend), &before, unit.now(), mover));
        static_cast<void>(to);
        if (before.closes_at <= unit.now()) return fail(ErrorKind::conflict, "rfx.not_open");
        if (after.format != before.format || after.audience != before.audience || after.circle_id != before.circle_id)
            return fail(ErrorKind::conflict, "rfx.format_fixed");
    }
    DENGYUN_CHECK(complete(after, unit.now()));
    DENGYUN_CHECK(check_references(unit, after));
    if (is_draft) return unit.update(std::move(after));
    ++after.terms_version;
    DENGYUN_TRY(amended, step(unit, std::move(after), RfxAction::amend, mover));
    DENGYUN_CHECK(outdate_bids(unit, amended));
    DENGYUN_CHECK(write_to_guests(unit, amended));
    DENGYUN_CHECK(reschedule_auction(unit, amended));
    return std::move(amended);
}

Result<std::vector<Bid>> bids_of(store::Reader& reader, Id<Rfx> rfx) {
    return rows_of<Bid>(reader, "SELECT id FROM bid WHERE rfx_id = ? ORDER BY submission, id",
                        std::array{meta::Scalar(rfx.value)});
}

Result<BidSeal> seal_of(store::Reader& reader, Id<Bid> bid) {
    DENGYUN_TRY(found, reader.find_by<BidSeal>("bid_seal_bid", std::array{meta::Scalar(bid.value)}));
    if (!found) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(*found);
}

Result<std::vector<Award>> awards_of(store::Reader& reader, const Rfx& rfx) {
    return rows_of<Award>(reader,
                          "SELECT id FROM award WHERE organisation_id = ? AND rfx_id = ? ORDER BY position, CASE WHEN "
                          "rank = 0 THEN 1 ELSE 0 END, rank, id",
                          std::array{meta::Scalar(rfx.organisation_id.value), meta::Scalar(rfx.id.value)});
}

}  // namespace dengyun::sourcing
