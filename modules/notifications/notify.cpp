#include "modules/notifications/notify.h"

#include <algorithm>

#include "modules/notifications/rules.h"
#include "modules/notifications/store.h"

namespace dengyun::notifications {
namespace {

// Cut between two characters.
std::string shortened(std::string text) {
    if (text.size() <= subject_bytes_max) return text;
    auto end = subject_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text.resize(end);
    return text + "…";
}

}  // namespace

Notify::Notify(const api::Routes& routes, const identity::Identity& identity) : identity_(identity) {
    for (const auto& notice : routes.notices()) by_event_.emplace(notice.event, &notice);
}

Result<std::vector<Notify::Receivers>> Notify::receivers_of(store::Unit& unit, const api::Notice& notice,
                                                            const store::Event& event) const {
    std::vector<Receivers> all;
    switch (notice.audience) {
        case api::Audience::person:
            all.push_back({event.organisation_id, {Id<User>{event.entity_id}}});
            break;
        case api::Audience::organisation: {
            DENGYUN_TRY(people, identity_.holders_of(unit, event.organisation_id, notice.permission, receivers_max));
            all.push_back({event.organisation_id, std::move(people)});
            break;
        }
        case api::Audience::platform: {
            DENGYUN_TRY(organisations,
                        identity_.platform_organisations_with(unit, notice.permission, platform_organisations_max));
            for (const auto organisation : organisations) {
                DENGYUN_TRY(people, identity_.holders_of(unit, organisation, notice.permission, receivers_max));
                all.push_back({organisation, std::move(people)});
            }
            break;
        }
    }
    for (auto& receivers : all)
        std::erase_if(receivers.people, [&](Id<User> person) {
            return event.actor_kind == ActorKind::user && event.actor_id == person.value;
        });
    return all;
}

Result<> Notify::tell(store::Unit& unit, const store::Event& event) const {
    const auto found = by_event_.find(event.name);
    if (found == by_event_.end()) return {};
    // A log that is read for the first time, or after a long rest, holds much that is no news any more.
    if (unit.now() - event.at > news_age_max) return {};
    const auto& notice = *found->second;
    std::string subject;
    if (notice.subject != nullptr) {
        auto words = notice.subject(unit, event);
        if (!words) return {};
        subject = shortened(std::move(*words));
    }
    DENGYUN_TRY(all, receivers_of(unit, notice, event));
    for (const auto& [organisation, people] : all) {
        std::int64_t told = 0;
        for (const auto person : people) {
            DENGYUN_TRY(muted, is_muted(unit, organisation, person, event.name));
            if (muted) continue;
            DENGYUN_CHECK(write_notification(unit, organisation, person, event, subject));
            ++told;
        }
        if (told > 0)
            DENGYUN_CHECK(unit.emit(organisation, "notification", event.entity_id, "sent",
                                    "{\"event\":\"" + event.name + "\",\"people\":" + std::to_string(told) + "}"));
    }
    return {};
}

}  // namespace dengyun::notifications
