// The comparison of bids and the awards, for the buyer; from the announcement on also for who has bid.
#include "modules/sourcing/routes.h"

#include "modules/sourcing/rows.h"

namespace dengyun::sourcing {
namespace {

// A bidder sees his own rows and those of the winners.
Result<Comparison> compared(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(rfx, find_visible(call, reader));
    const auto own = call.principal->organisation;
    if (rfx.organisation_id == own) return compare(reader, rfx);
    using enum RfxStatus;
    const bool is_announced = rfx.status == standstill || rfx.status == awarded || rfx.status == contracted;
    if (!is_announced) return fail(ErrorKind::conflict, "rfx.not_judging");
    DENGYUN_TRY(all, compare(reader, rfx));
    std::erase_if(all.rows, [&](const Award& row) { return row.bidder_id != own && !row.is_winner; });
    return std::move(all);
}

}  // namespace

void add_award_routes(api::Routes& routes) {
    routes.declare(Award::description);
    routes.list<Award>(
        "/api/v1/awards", api::needs("sourcing.buy"), {"本单位的定标记录", "Awards of one's own"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return reader.list<Award>(query); },
        {.list_of = "award", .exported = true});
    routes.get<Comparison>("/api/v1/rfxs/{id}/comparison", api::needs("sourcing.read"),
                           {"报价比较与名次理由", "How the bids compare, and why"}, compared,
                           {.reach = api::Reach::all});
    routes.get<AwardRecord>("/api/v1/rfxs/{id}/award-record", api::needs("sourcing.buy"),
                            {"定标档案（可离线复核）", "The record of an award, to be replayed offline"},
                            [](const api::Call& call, store::Reader& reader) -> Result<AwardRecord> {
                                DENGYUN_TRY(id, call.id<Rfx>());
                                DENGYUN_TRY(rfx, reader.find(id));
                                if (rfx.organisation_id != call.principal->organisation)
                                    return fail(ErrorKind::not_found, "request.not_found");
                                return record_of(reader, rfx);
                            },
                            {.reach = api::Reach::all});
}

}  // namespace dengyun::sourcing
