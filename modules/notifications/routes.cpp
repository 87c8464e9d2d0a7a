// A person's own notifications and what he does not want to be told. API keys have no notifications.
#include <algorithm>

#include "kernel/api/flow_routes.h"
#include "modules/notifications/api.h"
#include "modules/notifications/rules.h"
#include "modules/notifications/store.h"

namespace dengyun::notifications {
namespace {

using api::Call;

Result<Id<User>> person_of(const Call& call) {
    if (!call.principal->user) return fail(ErrorKind::forbidden, "session.person_required");
    return call.principal->user;
}

const api::Notice* notice_of(const api::Routes& routes, std::string_view event) {
    const auto found = std::ranges::find(routes.notices(), event, &api::Notice::event);
    return found == routes.notices().end() ? nullptr : &*found;
}

NotificationView view_of(const api::Routes& routes, const Notification& row, Language language) {
    const auto* notice = notice_of(routes, row.event);
    return {.id = row.id,
            .created_at = row.created_at,
            .event = row.event,
            .title = notice == nullptr ? row.event : std::string(notice->text.in(language)),
            .subject = row.subject,
            .actor_name = row.actor_name,
            .entity = row.entity,
            .entity_id = row.entity_id,
            .about_id = row.about_id,
            .unread = row.unread};
}

Result<store::Page<NotificationView>> list(const api::Routes& routes, const Call& call, store::Reader& reader,
                                           store::Query query) {
    DENGYUN_TRY(person, person_of(call));
    std::erase_if(query.filters, [](const auto& filter) { return filter.field == "user_id"; });
    query.filters.push_back({"user_id", to_text(person)});
    DENGYUN_TRY(rows, reader.list<Notification>(query));
    store::Page<NotificationView> page{.items = {}, .next = std::move(rows.next)};
    for (const auto& row : rows.items) page.items.push_back(view_of(routes, row, call.language));
    return page;
}

Result<NotificationSummary> summary(const Call& call, store::Reader& reader) {
    DENGYUN_TRY(person, person_of(call));
    DENGYUN_TRY(unread, count_unread(reader, person));
    return NotificationSummary{unread};
}

Result<> only(const api::ActionInput& input, std::string_view action) {
    if (input.action == action) return {};
    return fail(ErrorKind::invalid, "request.invalid", {{"action", "unknown_choice"}});
}

Result<NotificationSummary> read_all(const Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_CHECK(only(input, "read_all"));
    DENGYUN_TRY(person, person_of(call));
    DENGYUN_CHECK(mark_all_read(unit, person));
    return NotificationSummary{0};
}

Result<NotificationSummary> read_one(const Call& call, store::Unit& unit, const api::ActionInput& input) {
    DENGYUN_CHECK(only(input, "read"));
    DENGYUN_TRY(person, person_of(call));
    DENGYUN_TRY(id, call.id<Notification>());
    DENGYUN_TRY(row, unit.find(id));
    if (row.user_id != person) return fail(ErrorKind::not_found, "request.not_found");
    DENGYUN_CHECK(mark_read(unit, person, id));
    return summary(call, unit);
}

Result<std::optional<NotificationPreference>> stored_preference(store::Reader& reader, Id<User> person) {
    const std::array<meta::Scalar, 1> values{person.value};
    return reader.find_by<NotificationPreference>("notification_preference_by_user", values);
}

// What the caller can be told at all: the rest is not his to mute.
bool concerns(const api::Notice& notice, const Call& call) {
    return notice.audience == api::Audience::person || call.viewer().may(notice.permission);
}

NotificationPreferences preferences_with(const api::Routes& routes, const Call& call,
                                         const std::vector<std::string>& muted) {
    NotificationPreferences preferences;
    for (const auto& notice : routes.notices()) {
        if (!concerns(notice, call)) continue;
        preferences.kinds.push_back({std::string(notice.event), std::string(notice.text.in(call.language)),
                                     std::ranges::find(muted, notice.event) != muted.end()});
    }
    return preferences;
}

Result<NotificationPreferences> read_preferences(const api::Routes& routes, const Call& call, store::Reader& reader) {
    DENGYUN_TRY(person, person_of(call));
    DENGYUN_TRY(stored, stored_preference(reader, person));
    return preferences_with(routes, call, stored ? stored->muted : std::vector<std::string>{});
}

Result<NotificationPreferences> change_preferences(const api::Routes& routes, const Call& call, store::Unit& unit,
                                                   const NotificationPreferencesChange& change) {
    DENGYUN_TRY(person, person_of(call));
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < change.muted.size(); ++i) {
        const auto* notice = notice_of(routes, change.muted[i]);
        if (notice == nullptr || !concerns(*notice, call))
            issues.push_back({"muted." + std::to_string(i), "unknown_choice"});
    }
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    DENGYUN_TRY(stored, stored_preference(unit, person));
    NotificationPreference preference = stored.value_or(NotificationPreference{});
    preference.user_id = person;
    preference.muted = change.muted;
    DENGYUN_TRY(kept, stored ? unit.update(std::move(preference)) : unit.insert(std::move(preference)));
    return preferences_with(routes, call, kept.muted);
}

}  // namespace

void add_routes(api::Routes& routes) {
    const std::string path = "/api/v1/notifications";
    const std::string preferences = "/api/v1/notification-preferences";
    routes.declare(Notification::description);
    routes.list<NotificationView>(path, api::signed_in, {"我的通知", "My notifications"},
                                  [&routes](const Call& call, store::Reader& reader, const store::Query& query) {
                                      return list(routes, call, reader, query);
                                  },
                                  {.list_of = Notification::description.name});
    routes.get<NotificationSummary>(path + "/summary", api::signed_in, {"有多少未读通知", "How many are unread"},
                                    summary);
    routes.post<api::ActionInput, NotificationSummary>(
        path + "/actions", api::signed_in, {"全部标为已读（read_all）", "Mark all as read (read_all)"}, read_all);
    routes.post<api::ActionInput, NotificationSummary>(path + "/{id}/actions", api::signed_in,
                                                       {"标为已读（read）", "Mark as read (read)"}, read_one);
    routes.get<NotificationPreferences>(
        preferences, api::signed_in, {"我的通知设置", "My notification preferences"},
        [&routes](const Call& call, store::Reader& reader) { return read_preferences(routes, call, reader); });
    routes.post<NotificationPreferencesChange, NotificationPreferences>(
        preferences, api::signed_in, {"修改我的通知设置", "Change my notification preferences"},
        [&routes](const Call& call, store::Unit& unit, const NotificationPreferencesChange& change) {
            return change_preferences(routes, call, unit, change);
        });
}

std::span<const meta::Entity* const> entities() {
    static constexpr const meta::Entity* all[] = {&Notification::description, &NotificationPreference::description};
    return all;
}

}  // namespace dengyun::notifications
