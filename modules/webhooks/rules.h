#pragma once
// Pure decisions of webhooks: which events a webhook wants, what is sent, how it is signed, when it is tried again.
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kernel/base/instant.h"
#include "kernel/store/events.h"

namespace dengyun::webhooks {

inline constexpr std::size_t webhooks_max = 20;            // of an organisation
inline constexpr std::int64_t backlog_max = 10'000;        // waiting deliveries of a webhook; at more it is suspended
inline constexpr std::size_t body_bytes_max = 256 * 1024;  // an event with more content is sent without it
inline constexpr int attempts_max = 16;                    // spread over about 26 hours
inline constexpr Duration back_off_first{10'000};          // doubles with every attempt
inline constexpr Duration back_off_max{4 * 3'600'000};

// "*", "site.*" or "site.created".
[[nodiscard]] bool is_pattern(std::string_view text);
// Deliveries themselves are never told about: a webhook for "*" would feed on itself.
[[nodiscard]] bool wants(std::span<const std::string> patterns, const store::Event& event);

// {"organisation_id":"…","sequence":1,"at":"…","actor_kind":"user","actor_name":"…","entity":"site","entity_id":"…",
//  "event":"site.created","data":{…}}; `"data":null,"data_omitted":true` where it would pass body_bytes_max.
[[nodiscard]] std::string body_of(const store::Event& event);
// "t=1767225600,v1=…": seconds since 1970, and HMAC-SHA-256 of "1767225600." + body in hex. The time is signed too, so
// that a receiver can refuse what somebody recorded and sends again.
[[nodiscard]] std::string signature_of(std::string_view secret, Instant at, std::string_view body);

// How long to wait after a number of failed attempts (1, 2, …); nullopt: no more.
[[nodiscard]] std::optional<Duration> pause_after(std::int64_t attempts);

}  // namespace dengyun::webhooks
