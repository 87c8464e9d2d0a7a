#include "modules/listings/service.h"

#include <algorithm>

#include "kernel/api/flow_routes.h"
#include "modules/enterprise/api.h"
#include "modules/scores/api.h"

namespace dengyun::listings {
namespace {

template <class E>
Result<std::optional<E>> known(store::Reader& reader, Id<E> id) {
    auto found = reader.find(id);
    if (found) return std::optional(std::move(*found));
    if (found.error().kind != ErrorKind::not_found) return std::unexpected(found.error());
    return std::optional<E>();
}

Result<> check_references(store::Reader& reader, const Listing& listing) {
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < listing.circle.size(); ++i) {
        DENGYUN_TRY(member, known(reader, Id<enterprise::Enterprise>{listing.circle[i].value}));
        if (!member) issues.push_back({fmt::format("circle.{}", i), "unknown_reference"});
    }
    DENGYUN_TRY(leads, circles::is_led_by(reader, listing.circle_id, listing.organisation_id));
    if (!leads) issues.push_back({"circle_id", "unknown_reference"});
    for (std::size_t i = 0; i < listing.photos.size(); ++i) {
        DENGYUN_TRY(file, known(reader, listing.photos[i]));
        // Somebody else's file is as unknown as none at all.
        if (!file || file->organisation_id != listing.organisation_id)
            issues.push_back({fmt::format("photos.{}", i), "unknown_reference"});
        else if (!file->media_type.starts_with("image/"))
            issues.push_back({fmt::format("photos.{}", i), "no_picture"});
    }
    if (issues.empty()) return {};
    return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
}

// How an id stands in a list in SQL.
std::string pattern_of(Id<Organisation> member) { return fmt::format("%\"{}\"%", to_text(member)); }

}  // namespace

Result<Listing> add_listing(store::Unit& unit, Listing listing) {
    DENGYUN_CHECK(complete(listing, unit.now()));
    DENGYUN_CHECK(check_references(unit, listing));
    std::int64_t count = 0;
    DENGYUN_CHECK(unit.query("SELECT COUNT(*) FROM listing WHERE organisation_id = ?",
                             std::array{meta::Scalar(listing.organisation_id.value)},
                             [&](const store::Row& row) { count = row.integer(0); }));
    if (count >= listings_max) return fail(ErrorKind::limit, "listing.too_many");
    DENGYUN_TRY(made, unit.insert(std::move(listing)));
    DENGYUN_CHECK(api::arm_timer(unit, made));
    return std::move(made);
}

Result<Listing> change_listing(store::Unit& unit, const Listing& before, Listing after) {
    if (before.status != ListingStatus::draft && before.status != ListingStatus::open)
        return fail(ErrorKind::conflict, "listing.closed");
    DENGYUN_CHECK(complete(after, unit.now()));
    DENGYUN_CHECK(check_references(unit, after));
    DENGYUN_TRY(changed, unit.update(std::move(after)));
    DENGYUN_CHECK(api::arm_timer(unit, changed, false));
    return std::move(changed);
}

Result<Listing> move_listing(store::Unit& unit, Listing listing, ListingAction action, const flow::Mover& mover) {
    DENGYUN_TRY(to, flow::next_state(Listing::states, static_cast<std::int64_t>(listing.status),
                                     static_cast<std::int64_t>(action), &listing, unit.now(), mover));
    static_cast<void>(to);
    if (action == ListingAction::publish) DENGYUN_CHECK(complete(listing, unit.now()));
    if (mover.is_system) DENGYUN_CHECK(api::disarm_timer(unit, listing));
    return api::move(unit, std::move(listing), static_cast<std::int64_t>(action), mover);
}

Result<Listing> find_visible(store::Reader& reader, Id<Listing> id, Id<Organisation> own) {
    DENGYUN_TRY(listing, reader.find(id));
    if (listing.organisation_id == own) return std::move(listing);
    const bool is_for_all = listing.audience == ListingAudience::network;
    bool is_for_own = is_for_all || std::ranges::find(listing.circle, own) != listing.circle.end();
    if (!is_for_own && listing.circle_id) {
        DENGYUN_TRY(member, circles::is_member(reader, *listing.circle_id, own));
        is_for_own = member;
    }
    // What was never published is nobody else's.
    if (listing.status == ListingStatus::draft || !is_for_own) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(listing);
}

Result<std::vector<Id<Listing>>> addressed_to(store::Reader& reader, Id<Organisation> member) {
    std::vector<Id<Listing>> found;
    const auto pattern = pattern_of(member);
    const std::array<meta::Scalar, 2> values{std::string_view(pattern), std::int64_t{store::page_limit_max}};
    DENGYUN_CHECK(
        reader.query("SELECT id FROM listing WHERE audience = 'circle' AND status = 'open' AND circle LIKE ? "
                     "ORDER BY id DESC LIMIT ?",
                     values, [&](const store::Row& row) { found.push_back({row.integer(0)}); }));
    DENGYUN_TRY(joined, circles::circles_of(reader, member));
    for (const auto circle : joined) {
        const std::array<meta::Scalar, 2> of_circle{circle.value, std::int64_t{store::page_limit_max}};
        DENGYUN_CHECK(
            reader.query("SELECT id FROM listing WHERE circle_id = ? AND status = 'open' ORDER BY id DESC LIMIT ?",
                         of_circle, [&](const store::Row& row) { found.push_back({row.integer(0)}); }));
    }
    std::ranges::sort(found, std::ranges::greater{}, &Id<Listing>::value);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    if (found.size() > store::page_limit_max) found.resize(store::page_limit_max);
    return found;
}

Result<ListingMatches> matches_of(store::Reader& reader, const Listing& own, std::size_t limit) {
    const auto other_side = own.side == ListingSide::supply ? ListingSide::demand : ListingSide::supply;
    const auto goods_kind = own.kind == ListingKind::spot_goods && own.goods_kind ? meta::name_of(*own.goods_kind) : "";
    const auto pattern = pattern_of(own.organisation_id);
    const std::array<meta::Scalar, 7> values{meta::name_of(other_side),
                                             meta::name_of(own.kind),
                                             goods_kind,
                                             goods_kind,
                                             own.organisation_id.value,
                                             std::string_view(pattern),
                                             static_cast<std::int64_t>(candidates_max)};
    std::vector<Id<Listing>> ids;
    DENGYUN_CHECK(reader.query(
        "SELECT id FROM listing WHERE status = 'open' AND side = ? AND kind = ? AND (? = '' OR goods_kind = ?) AND "
        "organisation_id <> ? AND (audience = 'network' OR circle LIKE ? OR circle_id IS NOT NULL) ORDER BY id DESC "
        "LIMIT ?",
        values, [&](const store::Row& row) { ids.push_back({row.integer(0)}); }));
    const auto stranger = scores::compute({}, reader.now()).total_ppm;
    std::map<Id<Organisation>, std::int64_t> scores_known;
    std::vector<Candidate> candidates;
    for (const auto id : ids) {
        auto seen = find_visible(reader, id, own.organisation_id);
        if (!seen && seen.error().kind == ErrorKind::not_found) continue;  // of a circle that one is not in
        DENGYUN_TRY(listing, std::move(seen));
        const auto party = listing.organisation_id;
        if (!scores_known.contains(party)) {
            DENGYUN_TRY(score, known(reader, Id<scores::Score>{party.value}));
            scores_known[party] = score ? score->total_ppm : stranger;
        }
        candidates.push_back({std::move(listing), scores_known[party]});
    }
    return ListingMatches{rank(own, candidates, std::min<std::size_t>(limit, matches_max)),
                          static_cast<std::int64_t>(candidates.size())};
}

}  // namespace dengyun::listings
