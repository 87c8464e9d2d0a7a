#pragma once
// From an event to the notifications that it causes. Private to the module.
#include <unordered_map>
#include <vector>

#include "modules/notifications/api.h"

namespace dengyun::notifications {

// Runs in the unit that moves the subscriber's cursor, so that everybody is told exactly once. The rows are written
// without an event each; one "notification.sent" per receiving organisation tells the open pages to look.
class Notify {
  public:
    Notify(const api::Routes& routes, const identity::Identity& identity);
    [[nodiscard]] Result<> tell(store::Unit& unit, const store::Event& event) const;

  private:
    // Who is told in one organisation.
    struct Receivers {
        Id<Organisation> organisation{};
        std::vector<Id<User>> people;
    };
    [[nodiscard]] Result<std::vector<Receivers>> receivers_of(store::Unit& unit, const api::Notice& notice,
                                                              const store::Event& event) const;
    const identity::Identity& identity_;
    std::unordered_map<std::string_view, const api::Notice*> by_event_;
};

}  // namespace dengyun::notifications
