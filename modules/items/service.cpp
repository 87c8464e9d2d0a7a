#include "modules/items/service.h"

#include "kernel/api/flow_routes.h"

namespace dengyun::items {
namespace {

const flow::Mover system_mover{meta::all_seeing(), true, false};

constexpr std::int64_t number(RevisionAction action) { return static_cast<std::int64_t>(action); }
constexpr std::int64_t number(DistributionAction action) { return static_cast<std::int64_t>(action); }

// The ids that a query over one organisation and one row finds.
Result<std::vector<std::int64_t>> ids(store::Reader& reader, std::string_view sql, Id<Organisation> organisation,
                                      std::int64_t row_id) {
    const std::array parameters{meta::Scalar(organisation.value), meta::Scalar(row_id)};
    std::vector<std::int64_t> found;
    DENGYUN_CHECK(reader.query(sql, parameters, [&](const store::Row& row) { found.push_back(row.integer(0)); }));
    return found;
}

template <class E>
Result<std::vector<E>> rows(store::Reader& reader, std::string_view sql, Id<Organisation> organisation,
                            std::int64_t row_id) {
    DENGYUN_TRY(found, ids(reader, sql, organisation, row_id));
    std::vector<E> all;
    for (const auto id : found) {
        DENGYUN_TRY(row, reader.find(Id<E>{id}));
        all.push_back(std::move(row));
    }
    return all;
}

Result<Distribution> reissue(store::Unit& unit, Distribution distribution) {
    distribution.acknowledged_at.reset();
    distribution.acknowledged_by.reset();
    return api::move(unit, std::move(distribution), number(DistributionAction::reissue), system_mover);
}

// Whoever had the revision before is given the new one; what he had is recalled.
Result<> pass_on(store::Unit& unit, const Revision& before, const Revision& after) {
    DENGYUN_TRY(held,
                rows<Distribution>(unit,
                                   "SELECT id FROM distribution WHERE organisation_id = ? AND revision_id = ? AND "
                                   "status <> 'recalled' ORDER BY id",
                                   before.organisation_id, before.id.value));
    for (auto& distribution : held) {
        Distribution next{.revision_id = after.id, .item_id = after.item_id, .holder_id = distribution.holder_id};
        next.organisation_id = after.organisation_id;
        distribution.status_reason = "revision " + after.code;
        DENGYUN_TRY(recalled,
                    api::move(unit, std::move(distribution), number(DistributionAction::recall), system_mover));
        static_cast<void>(recalled);
        DENGYUN_TRY(issued, unit.insert(std::move(next)));
        DENGYUN_CHECK(api::arm_timer(unit, issued));
    }
    return {};
}

Result<> check_complete(store::Reader& reader, const Revision& revision) {
    DENGYUN_TRY(item, reader.find(revision.item_id));
    DENGYUN_TRY(drawings, drawings_of(reader, revision.organisation_id, revision.id));
    if (item.kind == ItemKind::made && drawings.empty()) return fail(ErrorKind::conflict, "revision.no_drawing");
    DENGYUN_TRY(routings, ids(reader, "SELECT id FROM routing WHERE organisation_id = ? AND revision_id = ?",
                              revision.organisation_id, revision.id.value));
    for (const auto routing : routings) {
        DENGYUN_TRY(operations, operations_of(reader, revision.organisation_id, {routing}));
        if (operations.empty()) return fail(ErrorKind::conflict, "routing.empty");
    }
    return {};
}

}  // namespace

Result<> check_in_force(store::Reader& reader, Id<Revision> id, Id<Organisation> holder) {
    DENGYUN_TRY(revision, reader.find(id));
    switch (revision.status) {
        case RevisionStatus::draft:
            return fail(ErrorKind::conflict, "revision.not_released");
        case RevisionStatus::superseded:
            return fail(ErrorKind::conflict, "revision.superseded");
        case RevisionStatus::withdrawn:
            return fail(ErrorKind::conflict, "revision.withdrawn");
        case RevisionStatus::released:
            break;
    }
    if (revision.organisation_id == holder) return {};
    DENGYUN_TRY(held, distribution_to(reader, revision.organisation_id, id, holder));
    const bool acknowledged = held && held->status == DistributionStatus::acknowledged;
    return acknowledged ? Result<>{} : fail(ErrorKind::conflict, "revision.not_acknowledged");
}

Result<std::optional<Revision>> released_revision(store::Reader& reader, Id<Organisation> organisation, Id<Item> item) {
    DENGYUN_TRY(found, rows<Revision>(reader,
                                      "SELECT id FROM revision WHERE organisation_id = ? AND item_id = ? AND status = "
                                      "'released' ORDER BY id LIMIT 1",
                                      organisation, item.value));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Result<std::optional<Routing>> primary_routing(store::Reader& reader, Id<Organisation> organisation,
                                               Id<Revision> revision) {
    DENGYUN_TRY(found, rows<Routing>(reader,
                                     "SELECT id FROM routing WHERE organisation_id = ? AND revision_id = ? ORDER BY "
                                     "is_primary DESC, id LIMIT 1",
                                     organisation, revision.value));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Result<std::vector<Operation>> operations_of(store::Reader& reader, Id<Organisation> organisation,
                                             Id<Routing> routing) {
    return rows<Operation>(reader,
                           "SELECT id FROM operation WHERE organisation_id = ? AND routing_id = ? ORDER BY number",
                           organisation, routing.value);
}

Result<std::vector<BomLine>> bom_of(store::Reader& reader, Id<Organisation> organisation, Id<Revision> revision) {
    return rows<BomLine>(reader,
                         "SELECT id FROM bom_line WHERE organisation_id = ? AND revision_id = ? ORDER BY position",
                         organisation, revision.value);
}

Result<std::vector<Drawing>> drawings_of(store::Reader& reader, Id<Organisation> organisation, Id<Revision> revision) {
    return rows<Drawing>(reader, "SELECT id FROM drawing WHERE organisation_id = ? AND revision_id = ? ORDER BY id",
                         organisation, revision.value);
}

Result<std::optional<Distribution>> distribution_to(store::Reader& reader, Id<Organisation> organisation,
                                                    Id<Revision> revision, Id<Organisation> holder) {
    const std::array parameters{meta::Scalar(organisation.value), meta::Scalar(revision.value),
                                meta::Scalar(holder.value)};
    std::optional<std::int64_t> id;
    DENGYUN_CHECK(
        reader.query("SELECT id FROM distribution WHERE organisation_id = ? AND revision_id = ? AND holder_id = ?",
                     parameters, [&](const store::Row& row) { id = row.integer(0); }));
    if (!id) return std::nullopt;
    DENGYUN_TRY(found, reader.find(Id<Distribution>{*id}));
    return std::optional(std::move(found));
}

Result<Distribution> distribute(store::Unit& unit, Id<Revision> id, Id<Organisation> holder) {
    DENGYUN_TRY(revision, unit.find(id));
    if (revision.organisation_id == holder)
        return fail(ErrorKind::invalid, "request.invalid", {{"holder_id", "same_party"}});
    if (revision.status != RevisionStatus::released) return fail(ErrorKind::conflict, "revision.not_released");
    DENGYUN_TRY(held, distribution_to(unit, revision.organisation_id, id, holder));
    if (held) {
        const bool stands =
            held->status == DistributionStatus::issued || held->status == DistributionStatus::acknowledged;
        return stands ? Result<Distribution>(std::move(*held)) : reissue(unit, std::move(*held));
    }
    Distribution distribution{.revision_id = id, .item_id = revision.item_id, .holder_id = holder};
    distribution.organisation_id = revision.organisation_id;
    DENGYUN_TRY(issued, unit.insert(std::move(distribution)));
    DENGYUN_CHECK(api::arm_timer(unit, issued));
    return std::move(issued);
}

Result<Distribution> acknowledge(store::Unit& unit, Id<Distribution> id, std::string person) {
    DENGYUN_TRY(distribution, unit.find(id));
    DENGYUN_TRY(revision, unit.find(distribution.revision_id));
    if (revision.status != RevisionStatus::released) return fail(ErrorKind::conflict, "revision.not_released");
    distribution.acknowledged_at = unit.now();
    distribution.acknowledged_by = std::move(person);
    DENGYUN_TRY(moved, api::move(unit, std::move(distribution), number(DistributionAction::acknowledge), system_mover));
    DENGYUN_CHECK(api::disarm_timer(unit, moved));
    return std::move(moved);
}

Result<> before_move(store::Unit& unit, Revision& revision, std::int64_t action) {
    if (action != number(RevisionAction::release)) return {};
    DENGYUN_CHECK(check_complete(unit, revision));
    DENGYUN_TRY(former, released_revision(unit, revision.organisation_id, revision.item_id));
    if (former) {
        DENGYUN_TRY(superseded, api::move(unit, std::move(*former), number(RevisionAction::supersede), system_mover));
        DENGYUN_CHECK(pass_on(unit, superseded, revision));
    }
    revision.released_at = unit.now();
    return {};
}

Result<Revision> release(store::Unit& unit, Revision revision, const flow::Mover& mover) {
    return api::move<Revision>(unit, std::move(revision), number(RevisionAction::release), mover, before_move);
}

}  // namespace dengyun::items
