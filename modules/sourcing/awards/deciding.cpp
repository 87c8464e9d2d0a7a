#include "modules/sourcing/awards/deciding.h"

#include "engines/auction/api.h"
#include "modules/evaluations/api.h"
#include "modules/sourcing/rows.h"

namespace dengyun::sourcing {
namespace {

std::vector<auction::Criterion> criteria_of(const Rfx& rfx) {
    std::vector<auction::Criterion> criteria;
    for (const auto& one : rfx.criteria) criteria.push_back({one.weight, one.worst, one.best});
    return criteria;
}

std::vector<std::optional<std::int64_t>> answers_of(const Rfx& rfx, const Bid& bid) {
    std::vector<std::optional<std::int64_t>> answers(rfx.criteria.size());
    for (const auto& [criterion, value] : bid.answers) {
        const auto at = static_cast<std::size_t>(criterion) - 1;
        if (at < answers.size()) answers[at] = value;
    }
    return answers;
}

bool is_judged(BidStatus status) {
    using enum BidStatus;
    return status == opened || status == won || status == lost || status == disqualified;
}

auction::Bid judged(const Rfx& rfx, const Bid& bid) {
    auction::Bid one{.id = bid.id.value,
                     .order = bid.submission,
                     .is_disqualified = bid.status == BidStatus::disqualified,
                     .answers = answers_of(rfx, bid)};
    // An auction is about one price for the lot, which stands at its first line.
    if (is_live(rfx.format)) {
        if (bid.amount) one.lines.push_back({rfx.lines.front().position, *bid.amount});
        return one;
    }
    for (const auto& offer : bid.offers) one.lines.push_back({offer.position, offer.value});
    return one;
}

}  // namespace

Result<Money> adjusted_price_of(const Rfx& rfx, const Bid& bid, Money amount) {
    return auction::adjusted_price(amount, criteria_of(rfx), answers_of(rfx, bid));
}

Result<std::vector<Award>> ranking_of(const Rfx& rfx, std::span<const Bid> bids) {
    static_assert(static_cast<int>(Reason::disqualified) == static_cast<int>(auction::Reason::disqualified));
    auction::Contest contest{.criteria = criteria_of(rfx), .by_line = rfx.award_by == AwardBy::line};
    for (const auto& line : rfx.lines) {
        contest.positions.push_back(line.position);
        if (is_live(rfx.format)) break;
    }
    if (!contest.by_line) contest.ceiling = rfx.ceiling;
    std::vector<auction::Bid> given;
    for (const auto& bid : bids)
        if (is_judged(bid.status)) given.push_back(judged(rfx, bid));
    DENGYUN_TRY(ranked, auction::rank(contest, given));
    std::vector<Award> rows;
    for (const auto& one : ranked) {
        const bool told = one.position == auction::whole_lot || (one.rank > 0 && one.rank <= line_ranks_max);
        if (!told) continue;
        const auto bid = std::ranges::find(bids, Id<Bid>{one.id}, &Bid::id);
        Award row{.rfx_id = rfx.id,
                  .position = one.position,
                  .bid_id = bid->id,
                  .bidder_id = bid->organisation_id,
                  .bidder_name = bid->bidder_name,
                  .price = one.price,
                  .adjusted = one.adjusted,
                  .rank = one.rank,
                  .is_winner = one.rank == 1,
                  .reason = static_cast<Reason>(one.reason),
                  .gap = one.gap};
        row.organisation_id = rfx.organisation_id;
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<Comparison> compare(store::Reader& reader, const Rfx& rfx) {
    using enum RfxStatus;
    if (rfx.status == standstill || rfx.status == awarded || rfx.status == contracted) {
        DENGYUN_TRY(rows, awards_of(reader, rfx));
        return Comparison{rfx.id, std::move(rows)};
    }
    if (rfx.status != opened && rfx.status != evaluated) return fail(ErrorKind::conflict, "rfx.not_judging");
    DENGYUN_TRY(bids, bids_of(reader, rfx.id));
    DENGYUN_TRY(rows, ranking_of(rfx, bids));
    return Comparison{rfx.id, std::move(rows)};
}

Result<bool> has_winner(store::Reader& reader, const Rfx& rfx) {
    DENGYUN_TRY(bids, bids_of(reader, rfx.id));
    DENGYUN_TRY(rows, ranking_of(rfx, bids));
    return std::ranges::any_of(rows, &Award::is_winner);
}

Result<> write_awards(store::Unit& unit, const Rfx& rfx) {
    DENGYUN_TRY(bids, bids_of(unit, rfx.id));
    DENGYUN_TRY(rows, ranking_of(rfx, bids));
    // Who has fallen below the line since he was invited is not awarded; guests are nobody's supplier yet.
    for (const auto& row : rows)
        if (row.is_winner && row.bidder_id != platform_organisation)
            DENGYUN_CHECK(evaluations::check_line(unit, rfx.organisation_id, row.bidder_id));
    for (auto& row : rows) {
        DENGYUN_TRY(written, unit.insert(std::move(row)));
        static_cast<void>(written);
    }
    return {};
}

}  // namespace dengyun::sourcing
