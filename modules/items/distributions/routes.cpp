// Who has which revision: the owner gives it out, the holder sees what he was given and acknowledges it. The routes
// cross organisations and look at the caller's side themselves.
#include "modules/items/routes.h"

#include "kernel/api/flow_routes.h"
#include "kernel/api/route.h"
#include "modules/enterprise/api.h"
#include "modules/items/distributions/received.h"
#include "modules/items/rows.h"
#include "modules/items/service.h"

namespace dengyun::items {
namespace {

const auto reads = api::needs("items.read");

bool is_owner(const api::Call& call, const Distribution& distribution) {
    return distribution.organisation_id == call.principal->organisation;
}

// Who has no part in it does not learn that it is there.
Result<Distribution> find_visible(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Distribution>());
    DENGYUN_TRY(distribution, reader.find(id));
    if (!is_owner(call, distribution) && distribution.holder_id != call.principal->organisation)
        return fail(ErrorKind::not_found, "request.not_found");
    return std::move(distribution);
}

Result<Distribution> create(const api::Call& call, store::Unit& unit, const DistributionInput& given) {
    DENGYUN_TRY(id, call.id<Revision>());
    DENGYUN_TRY(revision, unit.find(id));
    if (revision.organisation_id != call.principal->organisation)
        return fail(ErrorKind::not_found, "request.not_found");
    if (!unit.find(Id<enterprise::Enterprise>{given.holder_id.value}))
        return fail(ErrorKind::invalid, "request.invalid", {{"holder_id", "unknown_reference"}});
    DENGYUN_CHECK(check_room(unit, "SELECT COUNT(*) FROM distribution WHERE organisation_id = ? AND revision_id = ?",
                             revision.organisation_id, revision.id.value, distributions_max, "distribution.too_many"));
    return distribute(unit, id, given.holder_id);
}

Result<Distribution> act(const api::Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_TRY(distribution, find_visible(call, unit));
    DENGYUN_TRY(action, api::detail::action_named(Distribution::states, input.action));
    const bool acknowledges = action == static_cast<std::int64_t>(DistributionAction::acknowledge);
    const bool reissues = action == static_cast<std::int64_t>(DistributionAction::reissue);
    distribution.status_reason = input.reason;
    const flow::Mover mover{*call.principal, false, !is_owner(call, distribution)};
    return api::move<Distribution>(
        unit, std::move(distribution), action, mover,
        [&](store::Unit& within, Distribution& moving, std::int64_t) -> Result<> {
            DENGYUN_TRY(revision, within.find(moving.revision_id));
            if ((acknowledges || reissues) && revision.status != RevisionStatus::released)
                return fail(ErrorKind::conflict, "revision.not_released");
            moving.acknowledged_at = acknowledges ? std::optional(within.now()) : std::nullopt;
            moving.acknowledged_by = acknowledges ? std::optional(call.principal->actor.name) : std::nullopt;
            return {};
        });
}

Result<Received> read_received(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(distribution, find_visible(call, reader));
    DENGYUN_TRY(revision, reader.find(distribution.revision_id));
    DENGYUN_TRY(item, reader.find(distribution.item_id));
    Received received{.item_number = item.number,
                      .item_name = item.name,
                      .item_name_en = item.name_en,
                      .material = item.material,
                      .revision_code = revision.code,
                      .revision_status = revision.status,
                      .change_note = revision.change_note};
    // What was recalled is no longer shown.
    if (distribution.status == DistributionStatus::recalled) return received;
    DENGYUN_TRY(drawings, drawings_of(reader, distribution.organisation_id, distribution.revision_id));
    received.drawings = std::move(drawings);
    return received;
}

}  // namespace

void add_distribution_routes(api::Routes& routes) {
    routes.declare(Distribution::description, &Distribution::states);
    routes.list<Distribution>("/api/v1/distributions", reads, {"列出图纸发放", "List distributions"},
                              [](const api::Call&, store::Reader& reader, const store::Query& query) {
                                  return reader.list<Distribution>(query);
                              },
                              {.list_of = "distribution", .exported = true});
    routes.list<Distribution>(
        "/api/v1/received-distributions", reads, {"本单位收到的图纸", "Revisions that one was given"},
        [](const api::Call& call, store::Reader& reader, const store::Query& query) {
            auto own = query;
            std::erase_if(own.filters, [](const store::Query::Filter& one) { return one.field == "holder_id"; });
            own.filters.push_back({"holder_id", to_text(call.principal->organisation)});
            return reader.list<Distribution>(own);
        },
        {.reach = api::Reach::all, .list_of = "distribution"});
    routes.get<Distribution>("/api/v1/distributions/{id}", reads, {"查看图纸发放", "Read a distribution"}, find_visible,
                             {.reach = api::Reach::all});
    routes.get<Received>("/api/v1/distributions/{id}/document", reads,
                         {"查看收到的版本和图纸", "Read the revision and drawings of a distribution"}, read_received,
                         {.reach = api::Reach::all});
    routes.post<DistributionInput, Distribution>("/api/v1/revisions/{id}/distributions", api::needs("items.release"),
                                                 {"发放版本", "Give a revision to an organisation"}, create,
                                                 {.reach = api::Reach::crossing});
    routes.post<api::ActionInput, Distribution>("/api/v1/distributions/{id}/actions", reads,
                                                {"签收或收回", "Acknowledge or recall"}, act,
                                                {.reach = api::Reach::crossing});
    routes.add_timer(
        "distribution", [](store::Unit& unit, std::int64_t id, std::int64_t state, std::int64_t action) -> Result<> {
            auto found = unit.find(Id<Distribution>{id});
            if (!found || static_cast<std::int64_t>(found->status) != state) return {};
            DENGYUN_TRY(moved, api::move(unit, std::move(*found), action, {meta::all_seeing(), true, false}));
            static_cast<void>(moved);
            return {};
        });
}

}  // namespace dengyun::items
