#pragma once
// Writing the event log: the head of an organisation's chain moves on with every event. Private to this room.
#include "kernel/store/connection.h"
#include "kernel/store/events.h"

namespace dengyun::store {

// The canonical form that is hashed: the hash before, then every field as "length:bytes" lines in the order of the
// struct, numbers in decimal. Lengths make it unambiguous whatever the texts hold.
[[nodiscard]] std::string chained_hash(std::string_view hash_before, const Event& event);

// Gives the event its sequence and hash, writes it and moves the head.
[[nodiscard]] Try<> append_event(Connection& connection, Event& event);

}  // namespace dengyun::store
