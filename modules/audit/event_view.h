#pragma once
// What the audit trail answers: one event of the log, and the outcome of a check of the chain.
#include <optional>
#include <string>

#include "kernel/meta/entity.h"
#include "kernel/store/events.h"

namespace dengyun {
const meta::Choices& choices_of(ActorKind);
}

namespace dengyun::audit {

struct EventView {
    std::int64_t sequence = 0;
    Instant at{};
    ActorKind actor_kind = ActorKind::system;
    std::string actor_name;
    std::string entity;
    Id<EventView> entity_id{};  // of any entity
    std::string event;
    std::string data;
    std::string hash;
    static const meta::Entity description;
};
[[nodiscard]] EventView view_of(store::Event event);

// `ok` is false where an event was changed, removed or added behind the platform's back; the chain can be trusted up to
// the event before `first_bad_sequence`.
struct VerificationView {
    bool ok = true;
    std::int64_t events = 0;
    std::optional<std::int64_t> first_bad_sequence;
    std::optional<std::string> reason;
    static const meta::Entity description;
};
[[nodiscard]] VerificationView view_of(const store::Verification& verification);

}  // namespace dengyun::audit
