#pragma once
// Throttle: durable bounds on guessing and on mass registration, per sign-in name and per address, shared by all
// processes. An attempt is counted before it is carried out, so that many at once gain nothing; success forgives.
#include <string>
#include <string_view>

#include "kernel/meta/entity.h"
#include "kernel/store/unit.h"

namespace dengyun::identity {

struct ThrottlePolicy {
    std::string_view purpose;    // part of the key: "sign_in.login"
    std::int64_t free_attempts;  // so many without any wait
    Duration first_delay;        // then waits that double …
    Duration delay_max;          // … up to this
    Duration forget_after;       // since the last attempt: starts anew
};

struct ThrottleState {
    std::int64_t attempts = 0;
    Instant last_attempt_at{};
    Instant locked_until{};
};
// The state after one more attempt at `now`. Pure.
[[nodiscard]] ThrottleState after_attempt(ThrottleState state, const ThrottlePolicy& policy, Instant now);

struct Admission {
    Duration retry_after{};  // more than zero: refused
    bool locks = false;      // admitted, and the next one has to wait
    [[nodiscard]] bool admitted() const { return retry_after <= Duration{}; }
};
// Counts one attempt, unless it is refused. Needs a system scope. Emits no event: the caller knows what it is about.
[[nodiscard]] Result<Admission> admit(store::Unit& unit, const ThrottlePolicy& policy, std::string_view subject);
// Forgets the subject's attempts: after a success of the one whom they were about.
[[nodiscard]] Result<> forgive(store::Unit& unit, const ThrottlePolicy& policy, std::string_view subject);
// Takes back the one attempt that turned out well; failures of others behind the same address stay counted.
[[nodiscard]] Result<> give_back(store::Unit& unit, const ThrottlePolicy& policy, std::string_view subject);
// Drops what lies longer than a day back, at most `limit` rows; answers how many.
[[nodiscard]] Result<std::int64_t> drop_old_throttles(store::Unit& unit, std::int64_t limit);

// The row: the subject only as a hash, since people type passwords into the wrong field.
struct ThrottleEntry : meta::Record<ThrottleEntry> {
    std::string key_hash;
    std::int64_t attempts = 0;
    Instant last_attempt_at{};
    Instant locked_until{};
    static const meta::Entity description;
};

}  // namespace dengyun::identity
