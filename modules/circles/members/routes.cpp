// Members as the leading firm and the firms that it asks see them; many at once from a spreadsheet.
#include "modules/circles/routes.h"

#include <boost/json/object.hpp>

#include "kernel/api/resource.h"
#include "kernel/api/two_sided.h"

namespace dengyun::circles {
namespace {

Result<Circle> find_own(const api::Call& call, store::Reader& reader) {
    DENGYUN_TRY(id, call.id<Circle>());
    DENGYUN_TRY(circle, reader.find(id));
    if (circle.organisation_id != call.principal->organisation) return fail(ErrorKind::not_found, "request.not_found");
    return std::move(circle);
}

Result<api::ImportReport> import_members(const api::Call& call, store::Store& store) {
    DENGYUN_TRY(circle, store.read<Circle>(call.scope, [&](store::Reader& reader) { return find_own(call, reader); }));
    return api::import_rows(
        call, store, MemberInput::description,
        [&call, &circle](store::Unit& unit, const boost::json::object& row) -> Result<api::TakenRow> {
            MemberInput input;
            DENGYUN_CHECK(meta::read_json(row, MemberInput::description, &input, meta::Mode::create, call.viewer()));
            DENGYUN_TRY(invited, invite(unit, circle, input));
            return api::TakenRow{.id = invited.id.value};
        });
}

}  // namespace

void add_member_routes(api::Routes& routes) {
    api::add_two_sided<CircleMember>(
        routes, {.path = "/api/v1/circle-members",
                 .incoming = "/api/v1/circle-memberships",
                 .own_summary = {"本单位供应圈的成员", "Members of one's own circles"},
                 .incoming_summary = {"本单位受邀或加入的供应圈", "Circles that one was invited to, or is in"},
                 .read = "circles.read",
                 .other_field = "member_id",
                 .other = &CircleMember::member_id,
                 .move = [](store::Unit& unit, CircleMember member, std::int64_t action, const flow::Mover& mover) {
                     return move_member(unit, std::move(member), static_cast<MemberAction>(action), mover);
                 }});
    routes.post<MemberInput, CircleMember>(
        "/api/v1/circles/{id}/members", api::needs("circles.lead"),
        {"邀请企业加入供应圈", "Invite a firm into a circle"},
        [](const api::Call& call, store::Unit& unit, const MemberInput& input) -> Result<CircleMember> {
            DENGYUN_TRY(circle, find_own(call, unit));
            return invite(unit, circle, input);
        },
        {.reach = api::Reach::crossing});
    routes.declare(MemberInput::description);
    auto options = api::import_options();
    options.reach = api::Reach::crossing;
    routes.post<api::Nothing, api::ImportReport>("/api/v1/circles/{id}/members/imports", api::needs("circles.lead"),
                                                 {"从表格批量邀请企业", "Invite many from a spreadsheet"},
                                                 import_members, std::move(options));
}

}  // namespace dengyun::circles
