#include "modules/telemetry/shelves/database_partitions.h"

#include <charconv>

#include "kernel/store/rows.h"
#include "modules/telemetry/shelves/database_locks.h"
#include "modules/telemetry/shelves/database_schema.h"

namespace dengyun::telemetry {

using timeseries::Level;
using timeseries::Retention;

namespace {

constexpr std::string_view name_start = "series_block_";
constexpr std::int64_t shelves_at_once = 1'000;

Scope platform_scope() { return Scope::system("telemetry.series"); }

std::optional<SeriesPartition> partition_named(std::string_view name) {
    name.remove_prefix(name_start.size());
    SeriesPartition partition;
    int level = 0;
    const auto* const end = name.data() + name.size();
    const auto first = std::from_chars(name.data(), end, level);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '_' || level < 0 || level > 3) return std::nullopt;
    const auto second = std::from_chars(first.ptr + 1, end, partition.number);
    if (second.ec != std::errc{} || second.ptr != end) return std::nullopt;
    partition.level = static_cast<Level>(level);
    return partition;
}

struct Standing {
    bool exists = false;
    bool is_attached = false;
};
// As it is now, whatever the snapshot: both functions look at the catalogue as the database itself does.
Result<Standing> standing_of(store::Reader& reader, const SeriesPartition& partition) {
    Standing standing;
    const auto name = partition.name();
    const meta::Scalar named[] = {std::string_view(name), std::string_view(name)};
    DENGYUN_CHECK(reader.query(
        "SELECT to_regclass(CAST(? AS TEXT)) IS NOT NULL, pg_partition_root(to_regclass(CAST(? AS TEXT))) IS NOT NULL",
        named, [&](const store::Row& row) { standing = {row.integer(0) != 0, row.integer(1) != 0}; }));
    return standing;
}

// Attaching locks out neither readers nor writers of the others, which making it as a partition would.
Result<> attach(store::Unit& unit, const SeriesPartition& partition) {
    const auto level = static_cast<int>(partition.level);
    DENGYUN_CHECK(
        unit.execute(fmt::format("ALTER TABLE series_block ATTACH PARTITION {} FOR VALUES FROM ({}, {}) TO ({}, {})",
                                 partition.name(), level, partition.number, level, partition.number + 1),
                     {}));
    return {};
}

Result<> detach(store::Unit& unit, const SeriesPartition& partition) {
    DENGYUN_CHECK(lock_partitions(unit));
    DENGYUN_TRY(standing, standing_of(unit, partition));
    if (!standing.is_attached) return {};
    // Nobody waits long behind us while we wait for a long reader.
    DENGYUN_CHECK(unit.query("SELECT set_config('lock_timeout', '1s', true)", {}, [](const store::Row&) {}));
    DENGYUN_CHECK(unit.execute(fmt::format("ALTER TABLE series_block DETACH PARTITION {}", partition.name()), {}));
    return {};
}

// With a snapshot from after the detaching, so that nothing can have come since. True where it is gone.
Result<bool> drop_detached(store::Unit& unit, const SeriesPartition& partition) {
    constexpr std::string_view horizons[] = {"raw_from", "minute_from", "hour_from", "day_from"};
    DENGYUN_CHECK(lock_partitions(unit));
    DENGYUN_TRY(standing, standing_of(unit, partition));
    if (!standing.exists || standing.is_attached) return false;
    const meta::Scalar end[] = {partition.end()};
    DENGYUN_TRY(wanted,
                store::number_of(unit,
                                 fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} b JOIN series_shelf s "
                                             "ON s.organisation_id = b.organisation_id WHERE s.{} < ? LIMIT 1) w",
                                             partition.name(), horizons[static_cast<std::size_t>(partition.level)]),
                                 end));
    if (wanted > 0) {
        DENGYUN_CHECK(attach(unit, partition));
        return false;
    }
    DENGYUN_CHECK(unit.execute(fmt::format("DROP TABLE {}", partition.name()), {}));
    return true;
}

struct Horizons {
    Retention least{};
    Retention most{};
};

Result<std::vector<SeriesPartition>> droppable(store::Reader& reader) {
    DENGYUN_CHECK(plan_for_values(reader));
    Horizons horizons;
    DENGYUN_CHECK(
        reader.query("SELECT min(raw_from), min(minute_from), min(hour_from), min(day_from), "
                     "max(raw_from), max(minute_from), max(hour_from), max(day_from) FROM series_shelf",
                     {}, [&](const store::Row& row) {
                         for (std::size_t i = 0; i < horizons.least.size(); i++) {
                             horizons.least[i] = row.integer(i);
                             horizons.most[i] = row.integer(4 + i);
                         }
                     }));
    DENGYUN_TRY(all, all_partitions(reader));
    std::vector<SeriesPartition> found;
    for (const auto& partition : all) {
        const auto level = static_cast<std::size_t>(partition.level);
        if (!partition.is_attached || partition.end() <= horizons.least[level]) {
            found.push_back(partition);
            continue;
        }
        if (partition.end() > horizons.most[level]) continue;
        const meta::Scalar place[] = {static_cast<std::int64_t>(level), partition.number};
        DENGYUN_TRY(rows, store::number_of(reader,
                                           "SELECT count(*) FROM (SELECT 1 FROM series_block "
                                           "WHERE level = ? AND partition_number = ? LIMIT 1) b",
                                           place));
        if (rows == 0) found.push_back(partition);
    }
    return found;
}

}  // namespace

std::span<const std::string_view> tables_apart() {
    static constexpr std::string_view tables[] = {"series_shelf", "series_catalogue", "series_group", "series_column",
                                                  "series_text",  "series_arrival",   "series_block", "series_last"};
    return tables;
}

std::string SeriesPartition::name() const {
    return fmt::format("{}{}_{}", name_start, static_cast<int>(level), number);
}

Result<std::vector<SeriesPartition>> all_partitions(store::Reader& reader) {
    std::vector<SeriesPartition> all;
    DENGYUN_CHECK(reader.query(
        "SELECT relname, relispartition FROM pg_class WHERE relname LIKE 'series\\_block\\_%' AND relkind = 'r' "
        "AND relnamespace = CAST(current_schema() AS regnamespace) ORDER BY relname",
        {}, [&](const store::Row& row) {
            auto partition = partition_named(row.text(0));
            if (!partition) return;
            partition->is_attached = row.integer(1) != 0;
            all.push_back(*partition);
        }));
    return all;
}

Result<> make_partition(store::Unit& unit, Level level, std::int64_t number) {
    const SeriesPartition partition{level, number};
    DENGYUN_TRY(before, standing_of(unit, partition));
    if (before.is_attached) return {};
    DENGYUN_CHECK(lock_partitions(unit));
    DENGYUN_TRY(standing, standing_of(unit, partition));
    if (standing.is_attached) return {};
    if (!standing.exists)
        DENGYUN_CHECK(
            unit.execute(fmt::format("CREATE TABLE {} (LIKE series_block INCLUDING ALL)", partition.name()), {}));
    return attach(unit, partition);
}

Result<std::size_t> drop_partitions(store::Store& store) {
    DENGYUN_TRY(partitions, store.read<std::vector<SeriesPartition>>(platform_scope(), droppable));
    std::size_t dropped = 0;
    for (const auto& partition : partitions) {
        const auto detached =
            store.run_write(platform_scope(), [&](store::Unit& unit) { return detach(unit, partition); });
        if (!detached) continue;
        DENGYUN_TRY(is_gone, store.write<bool>(platform_scope(),
                                               [&](store::Unit& unit) { return drop_detached(unit, partition); }));
        dropped += is_gone ? 1 : 0;
    }
    return dropped;
}

Result<> retire_series(store::Store& store, const Retention& keep_from, const DatabaseStoreOptions& options) {
    const auto horizons = timeseries::horizons_of(keep_from);
    std::vector<Id<Organisation>> behind;
    const meta::Scalar bounds[] = {horizons[0], horizons[1], horizons[2], horizons[3], shelves_at_once};
    DENGYUN_CHECK(store.run_read(platform_scope(), [&](store::Reader& reader) {
        return reader.query(
            "SELECT organisation_id FROM series_shelf WHERE raw_from < ? OR minute_from < ? OR hour_from < ? "
            "OR day_from < ? ORDER BY organisation_id LIMIT ?",
            bounds, [&](const store::Row& row) { behind.push_back({row.integer(0)}); });
    }));
    for (const auto organisation : behind) {
        DENGYUN_TRY(shelf, DatabaseStore::open(store, organisation, options));
        DENGYUN_CHECK(shelf->retain(keep_from));
    }
    DENGYUN_TRY(dropped, drop_partitions(store));
    static_cast<void>(dropped);
    return {};
}

}  // namespace dengyun::telemetry
