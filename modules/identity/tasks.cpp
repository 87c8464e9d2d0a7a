// What waits for those who look after people and keys.
#include "kernel/api/task.h"
#include "modules/identity/context.h"

namespace dengyun::identity {
namespace {

constexpr Duration key_notice_time = 14 * 24 * hour;

// Accounts that were made for somebody who has not set a password yet.
Result<api::FoundTasks> not_arrived(const api::Call&, store::Reader& reader) {
    api::FoundTasks found;
    const auto organisation = reader.scope().organisation();
    const std::array<meta::Scalar, 3> values{organisation.value, organisation.value, api::tasks_counted_max};
    DENGYUN_CHECK(reader.query(
        "SELECT m.id, m.display_name FROM member m JOIN \"user\" u ON u.organisation_id = m.organisation_id AND "
        "u.id = m.user_id WHERE m.organisation_id = ? AND u.organisation_id = ? AND m.active = 1 AND "
        "u.password_hash = '' ORDER BY m.id LIMIT ?",
        values, [&](const store::Row& row) {
            found.add({.title = std::string(row.text(1)),
                       .entity = "member",
                       .entity_id = id_to_text(row.integer(0)),
                       .organisation_id = organisation,
                       .due_at = std::nullopt});
        }));
    return found;
}

Result<api::FoundTasks> keys_that_expire(const api::Call&, store::Reader& reader) {
    api::FoundTasks found;
    const auto organisation = reader.scope().organisation();
    const auto now = reader.now();
    const std::array<meta::Scalar, 4> values{organisation.value, milliseconds_of(now),
                                             milliseconds_of(now + key_notice_time), api::tasks_counted_max};
    DENGYUN_CHECK(
        reader.query("SELECT id, name, expires_at FROM api_key WHERE organisation_id = ? AND expires_at > ? AND "
                     "expires_at <= ? ORDER BY expires_at, id LIMIT ?",
                     values, [&](const store::Row& row) {
                         found.add({.title = std::string(row.text(1)),
                                    .entity = "api_key",
                                    .entity_id = id_to_text(row.integer(0)),
                                    .organisation_id = organisation,
                                    .due_at = instant_of(row.integer(2))});
                     }));
    return found;
}

}  // namespace

void add_tasks(api::Routes& routes) {
    routes.declare(api::TaskSource{
        .name = "members_not_arrived",
        .label = {"尚未首次登录的成员，请把设置密码的链接交给本人", "Members without a password: hand them their link"},
        .permission = "members.edit",
        .find = not_arrived});
    routes.declare(api::TaskSource{.name = "api_keys_expiring",
                                   .label = {"即将到期的接口密钥", "API keys that expire soon"},
                                   .permission = "api_keys.edit",
                                   .find = keys_that_expire});
}

}  // namespace dengyun::identity
