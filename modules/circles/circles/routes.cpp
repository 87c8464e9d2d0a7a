#include "modules/circles/routes.h"

#include "kernel/api/resource.h"

namespace dengyun::circles {
namespace {

Result<> prepare(store::Unit& unit, Circle&, const Circle* before) {
    if (before != nullptr) return {};
    std::int64_t count = 0;
    DENGYUN_CHECK(unit.query("SELECT COUNT(*) FROM circle WHERE organisation_id = ?",
                             std::array{meta::Scalar(unit.scope().organisation().value)},
                             [&](const store::Row& row) { count = row.integer(0); }));
    if (count >= circles_max) return fail(ErrorKind::limit, "circle.too_many");
    return {};
}

Result<> removable(store::Reader& reader, const Circle& circle) {
    bool has_members = false;
    const std::array<meta::Scalar, 2> values{circle.organisation_id.value, circle.id.value};
    DENGYUN_CHECK(reader.query("SELECT id FROM circle_member WHERE organisation_id = ? AND circle_id = ? LIMIT 1",
                               values, [&](const store::Row&) { has_members = true; }));
    if (has_members) return fail(ErrorKind::conflict, "circle.has_members");
    return {};
}

}  // namespace

void add_circle_routes(api::Routes& routes) {
    api::add_resource<Circle>(routes, {.path = "/api/v1/circles",
                                       .read = "circles.read",
                                       .edit = "circles.lead",
                                       .prepare = prepare,
                                       .removable = removable});
}

}  // namespace dengyun::circles
