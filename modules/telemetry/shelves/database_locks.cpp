#include "modules/telemetry/shelves/database_locks.h"

namespace dengyun::telemetry {
namespace {

// Advisory locks have two numbers; the first says what for. 4157203 is the store's own.
constexpr std::int64_t arrivals_lock = 4'157'210;
constexpr std::int64_t partitions_lock = 4'157'211;
constexpr std::int64_t names_lock = 4'157'212;

// Two organisations of one number wait for each other, which is slower and not wrong.
std::int64_t folded(Id<Organisation> organisation) {
    const auto value = static_cast<std::uint64_t>(organisation.value);
    return static_cast<std::int64_t>((value ^ value >> 32U) & 0x7FFFFFFFU);
}

Result<> lock(store::Reader& reader, std::int64_t what, std::int64_t whose) {
    const meta::Scalar key[] = {what, whose};
    return reader.query("SELECT pg_advisory_xact_lock(CAST(? AS INTEGER), CAST(? AS INTEGER))", key,
                        [](const store::Row&) {});
}

}  // namespace

Result<> lock_arrivals(store::Reader& reader, Id<Organisation> organisation, LockMode mode) {
    if (mode == LockMode::exclusive) return lock(reader, arrivals_lock, folded(organisation));
    const meta::Scalar key[] = {arrivals_lock, folded(organisation)};
    return reader.query("SELECT pg_advisory_xact_lock_shared(CAST(? AS INTEGER), CAST(? AS INTEGER))", key,
                        [](const store::Row&) {});
}

Result<> lock_names(store::Reader& reader, Id<Organisation> organisation) {
    return lock(reader, names_lock, folded(organisation));
}

Result<> lock_partitions(store::Reader& reader) { return lock(reader, partitions_lock, 0); }

}  // namespace dengyun::telemetry
