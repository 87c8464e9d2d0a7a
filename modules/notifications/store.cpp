#include "modules/notifications/store.h"

#include <algorithm>
#include <boost/json/value.hpp>

#include "kernel/meta/json.h"
#include "modules/notifications/rules.h"

namespace dengyun::notifications {
namespace {

using meta::Scalar;

template <std::size_t n>
Result<> change(store::Unit& unit, std::string_view sql, const std::array<Scalar, n>& values) {
    DENGYUN_TRY(touched, unit.execute(sql, values));
    static_cast<void>(touched);
    return {};
}

}  // namespace

Result<bool> is_muted(store::Reader& reader, Id<Organisation> organisation, Id<User> person, std::string_view event) {
    const std::array<Scalar, 2> values{organisation.value, person.value};
    bool muted = false;
    Result<> readable{};
    const auto* field = NotificationPreference::description.find("muted");
    DENGYUN_CHECK(reader.query("SELECT muted FROM notification_preference WHERE organisation_id = ? AND user_id = ?",
                               values, [&](const store::Row& row) {
                                   NotificationPreference preference;
                                   const auto json = meta::parse_json(row.text(0));
                                   readable = json ? meta::read_json_value(*json, *field, &preference)
                                                   : Result<>(std::unexpected(json.error()));
                                   muted = std::ranges::find(preference.muted, event) != preference.muted.end();
                               }));
    DENGYUN_CHECK(readable);
    return muted;
}

Result<> write_notification(store::Unit& unit, Id<Organisation> organisation, Id<User> person,
                            const store::Event& event, std::string_view subject) {
    const auto now = milliseconds_of(unit.now());
    const std::array<Scalar, 11> row{unit.new_id<Notification>().value,
                                     organisation.value,
                                     now,
                                     milliseconds_of(event.at),
                                     person.value,
                                     std::string_view(event.name),
                                     std::string_view(event.entity),
                                     event.entity_id,
                                     event.organisation_id.value,
                                     subject,
                                     event.actor_kind == ActorKind::system ? std::string_view{} : event.actor_name};
    DENGYUN_CHECK(change(unit,
                         "INSERT INTO notification (id, organisation_id, version, updated_at, created_at, user_id, "
                         "event, entity, entity_id, about_id, subject, actor_name, unread) "
                         "VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
                         row));
    const std::array<Scalar, 5> oldest{organisation.value, person.value, organisation.value, person.value,
                                       kept_per_person_max};
    // Everything from the first one too many on; where there is none, the comparison with NULL deletes nothing.
    return change(unit,
                  "DELETE FROM notification WHERE organisation_id = ? AND user_id = ? AND id <= (SELECT id FROM "
                  "notification WHERE organisation_id = ? AND user_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
                  oldest);
}

Result<std::int64_t> count_unread(store::Reader& reader, Id<User> person) {
    const std::array<Scalar, 2> values{reader.scope().organisation().value, person.value};
    std::int64_t count = 0;
    DENGYUN_CHECK(
        reader.query("SELECT COUNT(*) FROM notification WHERE organisation_id = ? AND user_id = ? AND unread = 1",
                     values, [&](const store::Row& row) { count = row.integer(0); }));
    return count;
}

// Reading is no event: the row itself is the record, and nobody audits what somebody has seen.
Result<> mark_read(store::Unit& unit, Id<User> person, Id<Notification> id) {
    const std::array<Scalar, 4> values{milliseconds_of(unit.now()), unit.scope().organisation().value, person.value,
                                       id.value};
    return change(unit,
                  "UPDATE notification SET unread = 0, version = version + 1, updated_at = ? "
                  "WHERE organisation_id = ? AND user_id = ? AND id = ? AND unread = 1",
                  values);
}

Result<> mark_all_read(store::Unit& unit, Id<User> person) {
    const std::array<Scalar, 3> values{milliseconds_of(unit.now()), unit.scope().organisation().value, person.value};
    return change(unit,
                  "UPDATE notification SET unread = 0, version = version + 1, updated_at = ? "
                  "WHERE organisation_id = ? AND user_id = ? AND unread = 1",
                  values);
}

}  // namespace dengyun::notifications
