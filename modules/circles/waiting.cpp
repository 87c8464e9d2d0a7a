// What waits for people because of circles, and what they are told.
#include "modules/circles/routes.h"

namespace dengyun::circles {
namespace {

Result<api::FoundTasks> to_answer(const api::Call& call, store::Reader& reader) {
    api::FoundTasks found;
    const std::array<meta::Scalar, 2> values{call.principal->organisation.value, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(
        "SELECT id, organisation_id, circle_name, created_at FROM circle_member WHERE member_id = ? AND status = "
        "'invited' ORDER BY created_at, id LIMIT ?",
        values, [&](const store::Row& row) {
            found.add({.title = std::string(row.text(2)),
                       .entity = "circle_member",
                       .entity_id = id_to_text(row.integer(0)),
                       .organisation_id = {row.integer(1)},
                       .due_at = instant_of(row.integer(3)) + answer_time});
        }));
    return found;
}

std::optional<std::string> circle_subject(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<CircleMember>{event.entity_id});
    return found ? found->circle_name : std::string();
}
// Told in the log of both; told is the leading firm, which firm it was.
std::optional<std::string> member_subject(store::Reader& reader, const store::Event& event) {
    const auto found = reader.find(Id<CircleMember>{event.entity_id});
    if (!found || found->organisation_id != event.organisation_id) return std::nullopt;
    return found->company_name.value_or("");
}

using api::Audience;
constexpr api::Notice own_notices[] = {
    {"circle_member.received",
     {"受邀加入供应圈", "An invitation into a circle"},
     Audience::organisation,
     "circles.join",
     circle_subject},
    {"circle_member.joined",
     {"有企业加入供应圈", "A firm has joined a circle"},
     Audience::organisation,
     "circles.lead",
     member_subject},
    {"circle_member.declined",
     {"有企业谢绝加入供应圈", "A firm has declined a circle"},
     Audience::organisation,
     "circles.lead",
     member_subject},
    {"circle_member.left",
     {"有企业退出供应圈", "A firm has left a circle"},
     Audience::organisation,
     "circles.lead",
     member_subject},
};

}  // namespace

void add_waiting(api::Routes& routes) {
    routes.declare(api::TaskSource{.name = "circle_invitations",
                                   .label = {"待答复的供应圈邀请", "Invitations into circles"},
                                   .permission = "circles.join",
                                   .reads_all = true,
                                   .find = to_answer});
    routes.declare(own_notices);
}

}  // namespace dengyun::circles
