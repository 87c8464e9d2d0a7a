// Listings as who posted them and the network see them.
#include "modules/listings/routes.h"

#include "kernel/api/flow_routes.h"
#include "kernel/http/text.h"

namespace dengyun::listings {
namespace {

const auto reads = api::needs("listings.read");
const auto trades = api::needs("listings.trade");
const api::RouteOptions reads_all{.reach = api::Reach::all};

// What everybody may see is what is open and for the network.
Result<store::Page<Listing>> open_to_all(store::Reader& reader, const store::Query& query) {
    auto open = query;
    std::erase_if(open.filters, [](const auto& one) { return one.field == "audience" || one.field == "status"; });
    open.filters.push_back({"audience", "network"});
    open.filters.push_back({"status", "open"});
    return reader.list<Listing>(open);
}

Result<store::Page<Listing>> open_to_circle(const api::Call& call, store::Reader& reader, const store::Query& query) {
    DENGYUN_TRY(ids, addressed_to(reader, call.principal->organisation));
    if (ids.empty()) return store::Page<Listing>{};
    auto own = query;
    std::erase_if(own.filters, [](const auto& one) { return one.field == "id"; });
    for (const auto id : ids) own.filters.push_back({"id", to_text(id)});
    return reader.list<Listing>(own);
}

// Lending is for those who may.
Result<> check_finance(const api::Call& call, const Listing& listing) {
    const bool lends = listing.side == ListingSide::supply && listing.kind == ListingKind::finance;
    if (lends && !call.principal->may("listings.offer_finance"))
        return fail(ErrorKind::forbidden, "listing.finance_by_providers");
    return {};
}

Result<Listing> find_visible(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Listing>());
    return find_visible(reader, id, call.principal->organisation);
}

Result<Listing> find_own(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(listing, api::find_expected<Listing>(call, reader));
    if (listing.organisation_id != call.principal->organisation) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(listing);
}

Result<Listing> act(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(id, call.id<Listing>());
    DENGYUN_TRY(listing, unit.find(id));
    if (listing.organisation_id != call.principal->organisation) return fail(ErrorKind::not_found, "request.not_found");
    DENGYUN_TRY(action, api::detail::action_named(Listing::states, input.action));
    if (call.request->header("if-match")) {
        DENGYUN_TRY(version, call.expected_version());
        if (listing.version != version) return fail(ErrorKind::precondition_failed, "request.changed_meanwhile");
    }
    listing.status_reason = input.reason;
    return move_listing(unit, std::move(listing), static_cast<ListingAction>(action), {*call.principal, false, false});
}

Result<api::Reply> read_photo(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(listing, find_visible(call, reader));
    DENGYUN_TRY(id, call.id<store::StoredFile>("file"));
    if (std::ranges::find(listing.photos, id) == listing.photos.end())
        return fail(ErrorKind::not_found, "request.not_found");
    DENGYUN_TRY(file, reader.find(id));
    DENGYUN_TRY(bytes, store::read_file(reader, id));
    api::Reply reply{.body = std::move(bytes), .content_type = file.media_type, .etag = '"' + file.sha256 + '"'};
    reply.headers.push_back({"Content-Disposition", http::content_disposition(file.name, true)});
    reply.headers.push_back({"X-Content-Type-Options", "nosniff"});
    return reply;
}

void add_reads(api::Routes& routes) {
    routes.list<Listing>(
        "/api/v1/listings", reads, {"本单位的供求信息", "Listings of one's own"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return reader.list<Listing>(query); },
        {.list_of = "listing", .exported = true});
    routes.list<Listing>(
        "/api/v1/open-listings", reads, {"全网供求信息", "Listings that are open to the network"},
        [](const api::Call&, store::Reader& reader, const store::Query& query) { return open_to_all(reader, query); },
        {.reach = api::Reach::all, .list_of = "listing"});
    routes.list<Listing>("/api/v1/circle-listings", reads,
                         {"只对本单位等选定企业开放的供求信息", "Listings for a circle that one is in"}, open_to_circle,
                         {.reach = api::Reach::all, .list_of = "listing"});
    routes.get<Listing>(
        "/api/v1/listings/{id}", reads, {"查看供求信息", "Read a listing"},
        [](const api::Call& call, store::Reader& reader) { return find_visible(call, reader); }, reads_all);
    routes.get<api::Nothing>("/api/v1/listings/{id}/photos/{file}", reads, {"查看照片", "A photo of a listing"},
                             read_photo, {.reach = api::Reach::all, .raw_body = true});
}

}  // namespace

void add_listing_routes(api::Routes& routes) {
    routes.declare(Listing::description, &Listing::states);
    add_reads(routes);
    routes.post<Listing, Listing>(
        "/api/v1/listings", trades, {"新建供求信息", "Create a listing"},
        [](const api::Call& call, store::Unit& unit, const Listing& given) -> Result<Listing> {
            DENGYUN_CHECK(check_finance(call, given));
            auto listing = given;
            listing.organisation_id = call.principal->organisation;
            return add_listing(unit, std::move(listing));
        },
        reads_all);
    routes.patch<Listing, Listing>(
        "/api/v1/listings/{id}", trades, {"修改供求信息", "Change a listing"},
        [](const api::Call& call, store::Unit& unit, const meta::Patch<Listing>& patch) -> Result<Listing> {
            DENGYUN_TRY(before, find_own(call, unit));
            DENGYUN_TRY(after, patch.applied_to(before));
            return change_listing(unit, before, std::move(after));
        },
        reads_all);
    routes.remove("/api/v1/listings/{id}", trades, {"删除草稿", "Remove a draft"},
                  [](const api::Call& call, store::Unit& unit) -> Result<> {
                      DENGYUN_TRY(listing, find_own(call, unit));
                      if (listing.status != ListingStatus::draft || listing.agreed.value > 0)
                          return fail(ErrorKind::conflict, "listing.posted");
                      DENGYUN_CHECK(api::disarm_timer(unit, listing));
                      return unit.remove(listing);
                  });
    routes.post<api::ActionInput, Listing>("/api/v1/listings/{id}/actions", trades,
                                           {"办理供求信息", "Act on a listing"}, act);
    routes.add_timer(Listing::description.name,
                     [](store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action) -> Result<> {
                         auto listing = unit.find(Id<Listing>{id});
                         // Removed or moved on meanwhile: the timer has nothing to say any more.
                         if (!listing || static_cast<std::int64_t>(listing->status) != state) return {};
                         DENGYUN_TRY(moved,
                                     api::move(unit, std::move(*listing), action, {meta::all_seeing(), true, false}));
                         static_cast<void>(moved);
                         return {};
                     });
}

}  // namespace dengyun::listings
