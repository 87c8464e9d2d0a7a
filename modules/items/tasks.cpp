// What waits for people because of revisions, and what they are told.
#include "modules/items/routes.h"

namespace dengyun::items {
namespace {

Result<api::FoundTasks> to_acknowledge(const api::Call& call, store::Reader& reader) {
    api::FoundTasks found;
    const std::array<meta::Scalar, 2> values{call.principal->organisation.value, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(
        "SELECT d.id, d.organisation_id, i.name, r.code, d.updated_at FROM distribution d JOIN revision r ON "
        "r.organisation_id = d.organisation_id AND r.id = d.revision_id JOIN item i ON i.organisation_id = "
        "d.organisation_id AND i.id = d.item_id WHERE d.holder_id = ? AND d.status IN ('issued', 'lapsed') ORDER BY "
        "d.updated_at, d.id LIMIT ?",
        values, [&](const store::Row& row) {
            found.add({.title = std::string(row.text(2)) + " · " + std::string(row.text(3)),
                       .entity = "distribution",
                       .entity_id = id_to_text(row.integer(0)),
                       .organisation_id = {row.integer(1)},
                       .due_at = instant_of(row.integer(4)) + acknowledgement_time});
        }));
    return found;
}

std::optional<std::string> revision_subject(store::Reader& reader, const store::Event& event) {
    const auto distribution = reader.find(Id<Distribution>{event.entity_id});
    if (!distribution) return std::string();
    const auto item = reader.find(distribution->item_id);
    return item ? item->name : std::string();
}

constexpr api::Notice own_notices[] = {
    {"distribution.acknowledged",
     {"图纸已签收", "A revision was acknowledged"},
     api::Audience::organisation,
     "items.release",
     revision_subject},
    {"distribution.lapsed",
     {"图纸逾期未签收", "A revision was not acknowledged in time"},
     api::Audience::organisation,
     "items.release",
     revision_subject},
};

}  // namespace

void add_tasks(api::Routes& routes) {
    routes.declare(api::TaskSource{.name = "revisions_to_acknowledge",
                                   .label = {"待签收的图纸", "Revisions to acknowledge"},
                                   .permission = "items.acknowledge",
                                   .reads_all = true,
                                   .find = to_acknowledge});
    routes.declare(own_notices);
}

}  // namespace dengyun::items
