#include "modules/identity/throttle.h"

#include <array>

#include "kernel/base/digest.h"

namespace dengyun::identity {
namespace {

constexpr auto fields = meta::record<ThrottleEntry>(
    meta::field<&ThrottleEntry::key_hash>("key_hash", {"键散列", "Key hash"}, {.flags = meta::internal}),
    meta::field<&ThrottleEntry::attempts>("attempts", {"次数", "Attempts"}, {.flags = meta::read_only}),
    meta::field<&ThrottleEntry::last_attempt_at>("last_attempt_at", {"最近一次", "Last attempt"},
                                                 {.flags = meta::read_only}),
    meta::field<&ThrottleEntry::locked_until>("locked_until", {"锁定至", "Locked until"}, {.flags = meta::read_only}));

constexpr std::string_view by_key[] = {"key_hash"};
constexpr std::string_view by_time[] = {"last_attempt_at"};
constexpr meta::Index indexes[] = {
    {.name = "throttle_entry_key", .columns = by_key, .unique = true, .across_organisations = true},
    {.name = "throttle_entry_time", .columns = by_time, .across_organisations = true},
};

std::string key_of(const ThrottlePolicy& policy, std::string_view subject) {
    return sha256_hex(std::string(policy.purpose) + '\n' + std::string(subject));
}

}  // namespace

constinit const meta::Entity ThrottleEntry::description{
    .name = "throttle_entry", .label = {"限速记录", "Throttle entry"}, .fields = fields, .indexes = indexes};

ThrottleState after_attempt(ThrottleState state, const ThrottlePolicy& policy, Instant now) {
    if (now - state.last_attempt_at >= policy.forget_after) state = {};
    ++state.attempts;
    state.last_attempt_at = now;
    if (state.attempts < policy.free_attempts) return state;
    constexpr std::int64_t doublings_max = 30;
    const auto doublings = std::min(state.attempts - policy.free_attempts, doublings_max);
    state.locked_until = now + std::min(policy.first_delay * (std::int64_t{1} << doublings), policy.delay_max);
    return state;
}

namespace {

// Makes the row where there is none and locks it, so that of many attempts at once each sees the one before.
Result<> lock_entry(store::Unit& unit, std::string_view key) {
    const auto at = milliseconds_of(unit.now());
    const std::array<meta::Scalar, 5> values{platform_organisation.value, unit.new_id<ThrottleEntry>().value, at, at,
                                             key};
    DENGYUN_TRY(
        added,
        unit.execute("INSERT INTO throttle_entry (organisation_id, id, version, created_at, updated_at, key_hash, "
                     "attempts, last_attempt_at, locked_until) VALUES (?, ?, 1, ?, ?, ?, 0, 0, 0) "
                     "ON CONFLICT (key_hash) DO NOTHING",
                     values));
    if (added > 0) return {};
    const std::array<meta::Scalar, 1> by_hash{key};
    DENGYUN_TRY(locked, unit.execute("UPDATE throttle_entry SET version = version + 1 WHERE key_hash = ?", by_hash));
    static_cast<void>(locked);
    return {};
}

}  // namespace

Result<Admission> admit(store::Unit& unit, const ThrottlePolicy& policy, std::string_view subject) {
    const auto key = key_of(policy, subject);
    DENGYUN_CHECK(lock_entry(unit, key));
    const std::array<meta::Scalar, 1> by_hash{std::string_view(key)};
    ThrottleState state;
    DENGYUN_CHECK(unit.query("SELECT attempts, last_attempt_at, locked_until FROM throttle_entry WHERE key_hash = ?",
                             by_hash, [&](const store::Row& row) {
                                 state = {row.integer(0), instant_of(row.integer(1)), instant_of(row.integer(2))};
                             }));
    const auto now = unit.now();
    if (now < state.locked_until) return Admission{.retry_after = state.locked_until - now};
    state = after_attempt(state, policy, now);
    const auto at = milliseconds_of(state.last_attempt_at);
    const std::array<meta::Scalar, 5> values{state.attempts, at, milliseconds_of(state.locked_until), at,
                                             std::string_view(key)};
    DENGYUN_TRY(changed, unit.execute("UPDATE throttle_entry SET attempts = ?, last_attempt_at = ?, locked_until = ?, "
                                      "updated_at = ? WHERE key_hash = ?",
                                      values));
    static_cast<void>(changed);
    return Admission{.locks = state.locked_until > now};
}

Result<> forgive(store::Unit& unit, const ThrottlePolicy& policy, std::string_view subject) {
    const auto key = key_of(policy, subject);
    const std::array<meta::Scalar, 1> values{std::string_view(key)};
    DENGYUN_TRY(removed, unit.execute("DELETE FROM throttle_entry WHERE key_hash = ?", values));
    static_cast<void>(removed);
    return {};
}

Result<> give_back(store::Unit& unit, const ThrottlePolicy& policy, std::string_view subject) {
    const auto key = key_of(policy, subject);
    const std::array<meta::Scalar, 2> values{policy.free_attempts, std::string_view(key)};
    DENGYUN_TRY(changed, unit.execute("UPDATE throttle_entry SET attempts = attempts - 1, locked_until = "
                                      "CASE WHEN attempts <= ? THEN 0 ELSE locked_until END "
                                      "WHERE key_hash = ? AND attempts > 0",
                                      values));
    static_cast<void>(changed);
    return {};
}

Result<std::int64_t> drop_old_throttles(store::Unit& unit, std::int64_t limit) {
    constexpr Duration kept{24LL * 3600 * 1000};
    const std::array<meta::Scalar, 2> values{milliseconds_of(unit.now() - kept), limit};
    return unit.execute(
        "DELETE FROM throttle_entry WHERE key_hash IN (SELECT key_hash FROM throttle_entry "
        "WHERE last_attempt_at < ? ORDER BY last_attempt_at LIMIT ?)",
        values);
}

}  // namespace dengyun::identity
