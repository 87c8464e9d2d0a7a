#pragma once
// This room's way to the connection below a unit of work, for what stands outside of entities and scopes: migrations,
// the schema, backup and restore. Private to this room.
#include "kernel/store/connection.h"
#include "kernel/store/store.h"

namespace dengyun::store {

// In one transaction of a system scope, as a unit of work.
[[nodiscard]] Result<> write_raw(Store& store, const std::function<Result<>(Connection&, Instant now)>& work);
[[nodiscard]] Result<> read_raw(Store& store, const std::function<Result<>(Connection&)>& work);

}  // namespace dengyun::store
