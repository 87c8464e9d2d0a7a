#include "modules/telemetry/shelves/database_locks.h"

namespace dengyun::telemetry {
namespace {

// Advisory locks have two numbers; the first says what for. 4157203 is the store's own.
constexpr std::int64_t arrivals_lock = 4'157'210;
constexpr std::int64_t partitions_lock = 4'157'211;

// Two organisations of one number wait for each other, which is slower and not wrong.
std::int64_t folded(Id<Organisation> organisation) {
    const auto value = static_cast<std::uint64_t>(organisation.value);
    return static_cast<std::int64_t>((value ^ value >> 32U) & 0x7FFFFFFFU);
}

}  // namespace

Result<> lock_arrivals(store::Reader& reader, Id<Organisation> organisation, LockMode mode) {
    const meta::Scalar key[] = {arrivals_lock, folded(organisation)};
    return reader.query(mode == LockMode::shared
                            ? "SELECT pg_advisory_xact_lock_shared(CAST(? AS INTEGER), CAST(? AS INTEGER))"
                            : "SELECT pg_advisory_xact_lock(CAST(? AS INTEGER), CAST(? AS INTEGER))",
                        key, [](const store::Row&) {});
}

Result<> lock_partitions(store::Reader& reader) {
    const meta::Scalar key[] = {partitions_lock, std::int64_t{0}};
    return reader.query("SELECT pg_advisory_xact_lock(CAST(? AS INTEGER), CAST(? AS INTEGER))", key,
                        [](const store::Row&) {});
}

}  // namespace dengyun::telemetry
