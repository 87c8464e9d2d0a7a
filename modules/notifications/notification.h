#pragma once
// A notification: one event as one person is told about it, in the organisation where he is a member; and what a person
// does not want to be told.
#include <string>
#include <vector>

#include "kernel/meta/entity.h"

namespace dengyun::notifications {

struct Notification : meta::Record<Notification> {
    Id<User> user_id{};
    std::string event;             // "certificate.verified"
    std::string entity;            // of the document to open
    Id<Notification> entity_id{};  // of any entity
    Id<Organisation> about_id{};   // where it happened
    std::string subject;           // which document, in a few words
    std::string actor_name;        // empty: the system
    bool unread = true;
    static const meta::Entity description;
};

struct NotificationPreference : meta::Record<NotificationPreference> {
    Id<User> user_id{};
    std::vector<std::string> muted;  // events
    static const meta::Entity description;
};

// --- What the routes answer and take

struct NotificationView {
    Id<Notification> id{};
    Instant created_at{};
    std::string event;
    std::string title;  // in the caller's language
    std::string subject;
    std::string actor_name;
    std::string entity;
    Id<Notification> entity_id{};
    Id<Organisation> about_id{};
    bool unread = true;
    static const meta::Entity description;
};
struct NotificationSummary {
    std::int64_t unread = 0;
    static const meta::Entity description;
};
// A kind of notification that somebody with the caller's permissions can get.
struct NotificationKind {
    std::string event;
    std::string title;
    bool muted = false;
    static const meta::Entity description;
};
struct NotificationPreferences {
    std::vector<NotificationKind> kinds;
    static const meta::Entity description;
};
struct NotificationPreferencesChange {
    std::vector<std::string> muted;
    static const meta::Entity description;
};

}  // namespace dengyun::notifications
