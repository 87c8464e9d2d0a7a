#pragma once
// The hash chain of the event log. Private to this room.
#include <optional>
#include <unordered_map>

#include "kernel/store/connection.h"
#include "kernel/store/events.h"

namespace dengyun::store {

// The hash that the first event of an organisation follows.
inline constexpr std::string_view chain_start = "0000000000000000000000000000000000000000000000000000000000000000";

// The end of an organisation's chain.
struct ChainHead {
    std::int64_t sequence = 0;
    std::string hash{chain_start};
    Instant changed_at{};
};
using ChainHeads = std::unordered_map<std::int64_t, ChainHead>;  // by organisation

// Locks the head on PostgreSQL until the end of the transaction.
[[nodiscard]] Result<ChainHead> read_head(Connection& connection, std::int64_t organisation);
[[nodiscard]] Result<> write_head(Connection& connection, std::int64_t organisation, const ChainHead& head);
// Gives the event its sequence and hash, writes it and moves `head`, which the caller writes.
[[nodiscard]] Result<> append_event(Connection& connection, ChainHead& head, Event& event);

[[nodiscard]] std::string_view name_of(ActorKind kind);
[[nodiscard]] std::optional<ActorKind> actor_kind_named(std::string_view name);

// The hash of an event: SHA-256, in hex, over the canonical form
//   <hash before> LF [organisation_id,sequence,at,"actor_kind",actor_id,"actor_name","entity",entity_id,"name",data]
// in UTF-8, without spaces; numbers in decimal, `at` in milliseconds since 1970, texts as JSON texts that escape only
// what JSON demands, and `data` byte for byte as it is stored.
[[nodiscard]] std::string event_hash(std::string_view before, const Event& event);

}  // namespace dengyun::store
