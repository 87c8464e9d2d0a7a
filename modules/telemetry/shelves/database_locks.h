#pragma once
// The locks of the cluster shelf between processes. Each is held until the end of the transaction that took it.
#include "kernel/store/store.h"

namespace dengyun::telemetry {

// Who writes arrivals of an organisation shares it; who has it alone knows that none is under way.
enum class LockMode : std::uint8_t { shared, exclusive };
[[nodiscard]] Result<> lock_arrivals(store::Reader& reader, Id<Organisation> organisation, LockMode mode);
// Who makes a group, a column or a text of an organisation.
[[nodiscard]] Result<> lock_names(store::Reader& reader, Id<Organisation> organisation);
// Who makes or drops partitions.
[[nodiscard]] Result<> lock_partitions(store::Reader& reader);

}  // namespace dengyun::telemetry
