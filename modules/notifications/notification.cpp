#include "modules/notifications/notification.h"

#include "modules/notifications/rules.h"

namespace dengyun::notifications {
namespace {

using meta::field;
using N = Notification;
using V = NotificationView;

constexpr Label event_label{"事件", "Event"};
constexpr Label title_label{"通知", "Notification"};
constexpr Label subject_label{"事项", "Subject"};
constexpr Label entity_label{"单据种类", "Entity"};
constexpr Label entity_id_label{"单据编号", "Id of the document"};
constexpr Label about_label{"单位", "Organisation"};
constexpr Label actor_label{"操作人", "Who"};
constexpr Label unread_label{"未读", "Unread"};
constexpr Label muted_label{"不再通知", "Muted"};

constexpr auto fields = meta::record<N>(
    field<&N::user_id>("user_id", {"用户", "User"}, {.flags = meta::read_only | meta::filterable, .reference = "user"}),
    field<&N::event>("event", event_label, {.flags = meta::read_only | meta::filterable, .length_max = 100}),
    field<&N::entity>("entity", entity_label, {.flags = meta::read_only, .length_max = 100}),
    field<&N::entity_id>("entity_id", entity_id_label, {.flags = meta::read_only}),
    field<&N::about_id>("about_id", about_label, {.flags = meta::read_only, .reference = "organisation"}),
    field<&N::subject>("subject", subject_label, {.flags = meta::read_only}),
    field<&N::actor_name>("actor_name", actor_label, {.flags = meta::read_only}),
    field<&N::unread>("unread", unread_label, {.flags = meta::read_only | meta::filterable}));
constexpr std::string_view by_person[] = {"user_id", "id"};
constexpr std::string_view by_unread[] = {"user_id", "unread"};
constexpr meta::Index indexes[] = {{.name = "notification_by_person", .columns = by_person},
                                   {.name = "notification_by_unread", .columns = by_unread}};

constexpr meta::Options events_options{.length_max = 100, .items_max = notices_max};
constexpr auto preference_fields = meta::record<NotificationPreference>(
    field<&NotificationPreference::user_id>("user_id", {"用户", "User"},
                                            {.flags = meta::read_only, .reference = "user"}),
    field<&NotificationPreference::muted>("muted", muted_label, events_options));
constexpr std::string_view by_user[] = {"user_id"};
constexpr meta::Index preference_indexes[] = {
    {.name = "notification_preference_by_user", .columns = by_user, .unique = true}};

constexpr auto view_fields =
    meta::fields(field<&V::id>("id", {"编号", "Id"}), field<&V::created_at>("created_at", {"时间", "At"}),
                 field<&V::event>("event", event_label), field<&V::title>("title", title_label),
                 field<&V::subject>("subject", subject_label), field<&V::actor_name>("actor_name", actor_label),
                 field<&V::entity>("entity", entity_label), field<&V::entity_id>("entity_id", entity_id_label),
                 field<&V::about_id>("about_id", about_label, {.reference = "organisation"}),
                 field<&V::unread>("unread", unread_label));
constexpr auto summary_fields = meta::fields(field<&NotificationSummary::unread>("unread", unread_label));
constexpr auto kind_fields = meta::fields(field<&NotificationKind::event>("event", event_label),
                                          field<&NotificationKind::title>("title", title_label),
                                          field<&NotificationKind::muted>("muted", muted_label));
constexpr auto preferences_fields =
    meta::fields(field<&NotificationPreferences::kinds>("kinds", {"通知种类", "Kinds"}, {.items_max = notices_max}));
constexpr auto change_fields =
    meta::fields(field<&NotificationPreferencesChange::muted>("muted", muted_label, events_options));

}  // namespace

constinit const meta::Entity Notification::description{.name = "notification",
                                                       .label = {"通知", "Notification"},
                                                       .fields = fields,
                                                       .indexes = indexes,
                                                       .title_field = "subject"};
constinit const meta::Entity NotificationPreference::description{.name = "notification_preference",
                                                                 .label = {"通知设置", "Notification preference"},
                                                                 .fields = preference_fields,
                                                                 .indexes = preference_indexes};
constinit const meta::Entity NotificationView::description{
    .name = "notification_view", .label = {"通知", "Notification"}, .fields = view_fields, .stored = false};
constinit const meta::Entity NotificationSummary::description{
    .name = "notification_summary", .label = {"通知概况", "Summary"}, .fields = summary_fields, .stored = false};
constinit const meta::Entity NotificationKind::description{
    .name = "notification_kind", .label = {"通知种类", "Kind"}, .fields = kind_fields, .stored = false};
constinit const meta::Entity NotificationPreferences::description{.name = "notification_preferences",
                                                                  .label = {"通知设置", "Preferences"},
                                                                  .fields = preferences_fields,
                                                                  .stored = false};
constinit const meta::Entity NotificationPreferencesChange::description{.name = "notification_preferences_change",
                                                                        .label = {"通知设置", "Preferences"},
                                                                        .fields = change_fields,
                                                                        .stored = false};

}  // namespace dengyun::notifications
