#pragma once
// SQL over the module's own tables. Private to the module.
#include "kernel/store/events.h"
#include "modules/notifications/notification.h"

namespace dengyun::notifications {

[[nodiscard]] Result<bool> is_muted(store::Reader& reader, Id<Organisation> organisation, Id<User> person,
                                    std::string_view event);
// Inserts, and drops the person's oldest beyond kept_per_person_max.
[[nodiscard]] Result<> write_notification(store::Unit& unit, Id<Organisation> organisation, Id<User> person,
                                          const store::Event& event, std::string_view subject);
// Within the scope's organisation, all three.
[[nodiscard]] Result<std::int64_t> count_unread(store::Reader& reader, Id<User> person);
[[nodiscard]] Result<> mark_read(store::Unit& unit, Id<User> person, Id<Notification> id);
[[nodiscard]] Result<> mark_all_read(store::Unit& unit, Id<User> person);

}  // namespace dengyun::notifications
