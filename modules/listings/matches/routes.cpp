// GET /api/v1/listings/{id}/matches: who answers an own listing, the best first, and why.
#include "modules/listings/routes.h"

namespace dengyun::listings {

void add_match_routes(api::Routes& routes) {
    routes.declare(MatchReason::description);
    routes.get<ListingMatches>(
        "/api/v1/listings/{id}/matches", api::needs("listings.read"), {"匹配结果及理由", "Matches, and why"},
        [](const api::Call& call, store::Reader& reader) -> Result<ListingMatches> {
            DENGYUN_TRY(id, call.id<Listing>());
            DENGYUN_TRY(limit, call.query_integer("limit", 20, 1, matches_max));
            DENGYUN_TRY(own, reader.find(id));
            if (own.organisation_id != call.principal->organisation)
                return fail(ErrorKind::not_found, "request.not_found");
            return matches_of(reader, own, static_cast<std::size_t>(limit));
        },
        {.reach = api::Reach::all, .parameters = {{"limit", {"最多几条，1 至 50", "At most so many, 1 to 50"}}}});
}

}  // namespace dengyun::listings
