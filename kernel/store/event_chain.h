#pragma once
// The hash chain of the event log. Private to this room.
#include <optional>

#include "kernel/store/events.h"

namespace dengyun::store {

// The hash that the first event of an organisation follows.
inline constexpr std::string_view chain_start = "0000000000000000000000000000000000000000000000000000000000000000";

[[nodiscard]] std::string_view name_of(ActorKind kind);
[[nodiscard]] std::optional<ActorKind> actor_kind_named(std::string_view name);

// The hash of an event: SHA-256, in hex, over the canonical form
//   <hash before> LF [organisation_id,sequence,at,"actor_kind",actor_id,"actor_name","entity",entity_id,"name",data]
// in UTF-8, without spaces; numbers in decimal, `at` in milliseconds since 1970, texts as JSON texts that escape only
// what JSON demands, and `data` byte for byte as it is stored.
[[nodiscard]] std::string event_hash(std::string_view before, const Event& event);

}  // namespace dengyun::store
