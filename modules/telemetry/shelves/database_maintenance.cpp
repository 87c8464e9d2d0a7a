// What the cluster shelf does to its rows: arrivals into blocks, horizons, room for the quota.
#include <algorithm>
#include <set>

#include "engines/timeseries/shelf/arrivals.h"
#include "kernel/store/rows.h"
#include "modules/telemetry/shelves/database_locks.h"
#include "modules/telemetry/shelves/database_partitions.h"
#include "modules/telemetry/shelves/sql_values.h"

namespace dengyun::telemetry {

using timeseries::GroupNumber;
using timeseries::Level;
using timeseries::Retention;
using timeseries::Time;

namespace {

constexpr std::size_t groups_of_step = 32;
constexpr std::size_t rows_of_step = 64 * 1024;

std::size_t place_of(Level level) { return static_cast<std::size_t>(level); }

Result<> save_state(store::Unit& unit, Id<Organisation> organisation, const ShelfState& state) {
    const meta::Scalar row[] = {state.horizons[0],
                                state.horizons[1],
                                state.horizons[2],
                                state.horizons[3],
                                state.bytes[0],
                                state.bytes[1],
                                state.bytes[2],
                                state.bytes[3],
                                state.partition_first,
                                state.partition_last,
                                std::int64_t{state.is_full},
                                organisation.value};
    DENGYUN_CHECK(unit.execute(
        "UPDATE series_shelf SET raw_from = ?, minute_from = ?, hour_from = ?, day_from = ?, raw_bytes = ?, "
        "minute_bytes = ?, hour_bytes = ?, day_bytes = ?, partition_first = ?, partition_last = ?, is_full = ? "
        "WHERE organisation_id = ?",
        row));
    return {};
}

// One step of compaction: some groups, in one unit.
class Step {
  public:
    Step(store::Unit& unit, Id<Organisation> organisation, const DatabaseReading& reading,
         const DatabaseCatalogue& catalogue)
        : unit_(unit), organisation_(organisation), reading_(reading), catalogue_(catalogue), state_(reading.state()) {}

    [[nodiscard]] Result<> add(std::span<const GroupNumber> groups, std::int64_t settled) {
        SqlList wanted;
        for (const auto group : groups) wanted.add(std::int64_t{group});
        struct Taken {
            timeseries::Arrivals arrivals;
            std::int64_t sequence = 0;
        };
        std::map<GroupNumber, Taken> taken;
        Result<> failure{};
        const auto rows_of_group = static_cast<std::int64_t>(rows_of_step / groups.size());
        const meta::Scalar asked[] = {organisation_.value, wanted.text(), settled, rows_of_group};
        DENGYUN_CHECK(unit_.query(
            "SELECT group_number, sequence, body FROM (SELECT group_number, sequence, body, "
            "sum(row_count) OVER (PARTITION BY group_number ORDER BY sequence) - row_count AS before "
            "FROM series_arrival WHERE organisation_id = ? AND group_number = ANY (CAST(? AS BIGINT[])) "
            "AND sequence <= ?) a WHERE before < ? ORDER BY group_number, sequence",
            asked, [&](const store::Row& row) {
                const auto group = static_cast<GroupNumber>(row.integer(0));
                auto& one = taken.try_emplace(group, timeseries::Arrivals(catalogue_.columns(group))).first->second;
                one.sequence = row.integer(1);
                const auto bytes = bytes_of(row.text(2));
                auto added = bytes ? one.arrivals.add(*bytes) : std::unexpected(bytes.error());
                if (!added) failure = std::move(added);
            }));
        DENGYUN_CHECK(failure);
        for (auto& [group, one] : taken) {
            done_.emplace_back(group, one.sequence);
            rows_ += one.arrivals.rows();
            DENGYUN_CHECK(add_group(group, one.arrivals.take()));
        }
        return {};
    }

    [[nodiscard]] Result<> write() {
        if (done_.empty()) return {};
        for (const auto& [level, partition] : partitions_) DENGYUN_CHECK(make_partition(unit_, level, partition));
        for (auto& [place, gone] : removed_) {
            // Found one by one by their keys and then by their places, whatever the planner thinks of a new table.
            const meta::Scalar blocks[] = {organisation_.value, static_cast<std::int64_t>(place.first), place.second,
                                           gone.groups.text(), gone.firsts.text()};
            DENGYUN_CHECK(unit_.execute(
                fmt::format("DELETE FROM {} WHERE ctid = ANY (ARRAY(SELECT (SELECT b.ctid FROM series_block b "
                            "WHERE b.organisation_id = ? AND b.level = ? AND b.partition_number = ? "
                            "AND b.group_number = r.g AND b.first_time = r.f) "
                            "FROM unnest(CAST(? AS BIGINT[]), CAST(? AS BIGINT[])) AS r (g, f)))",
                            SeriesPartition{place.first, place.second}.name()),
                blocks));
        }
        const meta::Scalar blocks[] = {organisation_.value, levels_.text(), numbers_.text(), groups_.text(),
                                       firsts_.text(),      lasts_.text(),  counts_.text(),  bodies_.text()};
        DENGYUN_CHECK(unit_.execute(
            "INSERT INTO series_block "
            "(organisation_id, level, partition_number, group_number, first_time, last_time, row_count, body) "
            "SELECT CAST(? AS BIGINT), n.v, n.p, n.g, n.f, n.l, n.c, decode(n.b, 'hex') FROM unnest("
            "CAST(? AS INTEGER[]), CAST(? AS BIGINT[]), CAST(? AS BIGINT[]), CAST(? AS BIGINT[]), "
            "CAST(? AS BIGINT[]), CAST(? AS INTEGER[]), CAST(? AS TEXT[])) AS n (v, p, g, f, l, c, b)",
            blocks));
        const meta::Scalar last[] = {organisation_.value, last_groups_.text(), last_bodies_.text()};
        DENGYUN_CHECK(unit_.execute(
            "INSERT INTO series_last (organisation_id, group_number, body) SELECT CAST(? AS BIGINT), n.g, "
            "decode(n.b, 'hex') FROM unnest(CAST(? AS BIGINT[]), CAST(? AS TEXT[])) AS n (g, b) "
            "ON CONFLICT (organisation_id, group_number) DO UPDATE SET body = excluded.body",
            last));
        for (const auto& [group, sequence] : done_) {
            const meta::Scalar arrivals[] = {organisation_.value, std::int64_t{group}, sequence};
            DENGYUN_CHECK(unit_.execute(
                "DELETE FROM series_arrival WHERE organisation_id = ? AND group_number = ? AND sequence <= ?",
                arrivals));
        }
        return save_state(unit_, organisation_, state_);
    }
    [[nodiscard]] std::size_t rows() const { return rows_; }

  private:
    [[nodiscard]] Result<> add_group(GroupNumber group, const timeseries::Rows& rows) {
        DENGYUN_TRY(last, reading_.last(group));
        note_last(last, rows);
        last_groups_.add(std::int64_t{group});
        last_bodies_.add(timeseries::ByteView(last_bytes(last)));
        timeseries::GroupRewrite rewrite(group, catalogue_.columns(group), state_.horizons,
                                         [&](Level level, std::int64_t partition, Time from, Time to) {
                                             return load(group, level, partition, from, to);
                                         });
        DENGYUN_CHECK(rewrite.add(rows));
        for (const auto& change : rewrite.changes()) take(group, change);
        return {};
    }

    [[nodiscard]] Result<std::vector<timeseries::Bytes>> load(GroupNumber group, Level level, std::int64_t partition,
                                                              Time from, Time to) {
        std::vector<timeseries::Bytes> blocks;
        Result<> failure{};
        const auto number = static_cast<std::int64_t>(level);
        const meta::Scalar asked[] = {
            organisation_.value, number, partition, std::int64_t{group}, to, organisation_.value, number, partition,
            std::int64_t{group}, from,   from};
        DENGYUN_CHECK(unit_.query(
            "SELECT body FROM series_block WHERE organisation_id = ? AND level = ? AND partition_number = ? "
            "AND group_number = ? AND first_time < ? AND first_time >= COALESCE((SELECT max(first_time) "
            "FROM series_block WHERE organisation_id = ? AND level = ? AND partition_number = ? "
            "AND group_number = ? AND first_time <= ?), ?) ORDER BY first_time",
            asked, [&](const store::Row& row) {
                auto bytes = bytes_of(row.text(0));
                if (bytes)
                    blocks.push_back(std::move(*bytes));
                else
                    failure = std::unexpected(bytes.error());
            }));
        DENGYUN_CHECK(failure);
        return blocks;
    }

    void take(GroupNumber group, const timeseries::Rewritten& change) {
        if (change.removed.empty() && change.added.empty()) return;
        const std::pair place{change.level, change.partition};
        partitions_.insert(place);
        state_.bytes[place_of(change.level)] += change.bytes;
        if (change.level == Level::raw) {
            const bool is_first = state_.partition_first > state_.partition_last;
            state_.partition_first = is_first ? change.partition : std::min(state_.partition_first, change.partition);
            state_.partition_last = is_first ? change.partition : std::max(state_.partition_last, change.partition);
        }
        for (const auto first : change.removed) {
            auto& gone = removed_[place];
            gone.groups.add(std::int64_t{group});
            gone.firsts.add(first);
        }
        for (const auto& block : change.added) {
            levels_.add(static_cast<std::int64_t>(change.level));
            numbers_.add(change.partition);
            groups_.add(std::int64_t{group});
            firsts_.add(block.first);
            lasts_.add(block.last);
            counts_.add(static_cast<std::int64_t>(block.rows));
            bodies_.add(timeseries::ByteView(block.bytes));
        }
    }

    struct Removed {
        SqlList groups;
        SqlList firsts;
    };
    store::Unit& unit_;
    const Id<Organisation> organisation_;
    const DatabaseReading& reading_;
    const DatabaseCatalogue& catalogue_;
    ShelfState state_;
    std::size_t rows_ = 0;
    std::vector<std::pair<GroupNumber, std::int64_t>> done_;
    std::set<std::pair<Level, std::int64_t>> partitions_;
    std::map<std::pair<Level, std::int64_t>, Removed> removed_;
    SqlList levels_, numbers_, groups_, firsts_, lasts_, counts_, bodies_;
    SqlList last_groups_, last_bodies_;
};

}  // namespace

Result<DatabaseStore::Groups> DatabaseStore::due_groups(bool all) {
    Groups due;
    std::int64_t arrived = 0;
    rows_since_ = 0;
    DENGYUN_CHECK(store_.run_read(scope_, [&](store::Reader& reader) -> Result<> {
        const auto age = milliseconds_of(all ? reader.now() + std::chrono::hours(24) : reader.now() - options_.age_due);
        const meta::Scalar bounds[] = {organisation_.value, static_cast<std::int64_t>(options_.group_rows_due),
                                       static_cast<std::int64_t>(options_.group_messages_due), age, std::int64_t{all}};
        DENGYUN_CHECK(reader.query(
            "SELECT group_number FROM series_arrival WHERE organisation_id = ? GROUP BY group_number "
            "HAVING sum(row_count) >= ? OR count(*) >= ? OR min(written_at) < ? OR CAST(? AS INTEGER) = 1 "
            "ORDER BY group_number",
            bounds, [&](const store::Row& row) { due.push_back(static_cast<GroupNumber>(row.integer(0))); }));
        const meta::Scalar own[] = {organisation_.value};
        DENGYUN_TRY(count, store::number_of(
                               reader, "SELECT sum(row_count) FROM series_arrival WHERE organisation_id = ?", own));
        arrived = count;
        return {};
    }));
    rows_arrived_ = static_cast<std::size_t>(arrived);
    return due;
}

// All numbers up to the answer are committed or never will be: who draws one shares the lock until his commit.
Result<std::int64_t> DatabaseStore::settled_sequence() const {
    return store_.read<std::int64_t>(scope_, [&](store::Reader& reader) -> Result<std::int64_t> {
        DENGYUN_CHECK(lock_arrivals(reader, organisation_, LockMode::exclusive));
        return store::number_of(reader, "SELECT last_value FROM series_arrival_sequence", {});
    });
}

Result<bool> DatabaseStore::compact(std::span<const GroupNumber> groups, StateLock lock) {
    DENGYUN_TRY(settled, settled_sequence());
    bool is_ours = false;
    std::size_t rows = 0;
    DENGYUN_CHECK(store_.run_write(scope_, [&](store::Unit& unit) -> Result<> {
        DENGYUN_TRY(state, read_state(unit, organisation_, lock));
        is_ours = state.has_value();
        if (!is_ours) return {};
        DENGYUN_TRY(reading, DatabaseReading::begin(unit, organisation_, catalogue_));
        Step step(unit, organisation_, *reading, catalogue_);
        DENGYUN_CHECK(step.add(groups, settled));
        rows = step.rows();
        return step.write();
    }));
    rows_arrived_ -= std::min(rows, rows_arrived_.load());
    return is_ours;
}

Result<bool> DatabaseStore::maintain() {
    const std::lock_guard maintenance(maintenance_);
    if (due_.empty()) {
        DENGYUN_TRY(due, due_groups(false));
        due_ = std::move(due);
    }
    if (due_.empty()) return false;
    const auto count = std::min(due_.size(), groups_of_step);
    const Groups some(due_.end() - static_cast<std::ptrdiff_t>(count), due_.end());
    due_.resize(due_.size() - count);
    DENGYUN_TRY(is_ours, compact(some, StateLock::try_once));
    // What another process is at it looks for itself.
    if (!is_ours) due_.clear();
    return is_ours;
}

Result<> DatabaseStore::flush() {
    const std::lock_guard maintenance(maintenance_);
    due_.clear();
    for (;;) {
        DENGYUN_TRY(due, due_groups(true));
        if (due.empty()) return {};
        for (auto left = std::span<const GroupNumber>(due); !left.empty();) {
            const auto some = left.first(std::min(left.size(), groups_of_step));
            left = left.subspan(some.size());
            DENGYUN_TRY(is_ours, compact(some, StateLock::wait));
            if (!is_ours) return fail(ErrorKind::unavailable, "timeseries.damaged", {}, "series_shelf");
        }
    }
}

Result<> DatabaseStore::move_horizons(store::Unit& unit, ShelfState& state, const Retention& horizons) const {
    for (const auto level : timeseries::levels) {
        const auto at = place_of(level);
        if (horizons[at] <= state.horizons[at]) continue;
        const meta::Scalar passed[] = {organisation_.value, static_cast<std::int64_t>(level),
                                       timeseries::partition_of(level, state.horizons[at]),
                                       timeseries::partition_of(level, horizons[at]) - 1};
        DENGYUN_TRY(bytes, store::number_of(unit,
                                            "SELECT sum(octet_length(body)) FROM series_block WHERE "
                                            "organisation_id = ? AND level = ? AND partition_number BETWEEN ? AND ?",
                                            passed));
        state.bytes[at] -= bytes;
        state.horizons[at] = horizons[at];
        if (level != Level::raw) continue;
        const meta::Scalar old[] = {organisation_.value, horizons[at]};
        DENGYUN_CHECK(unit.execute("DELETE FROM series_arrival WHERE organisation_id = ? AND last_time < ?", old));
    }
    return {};
}

Result<> DatabaseStore::make_room(store::Unit& unit, ShelfState& state) const {
    const meta::Scalar own[] = {organisation_.value};
    DENGYUN_TRY(
        arrived,
        store::number_of(unit, "SELECT sum(octet_length(body)) FROM series_arrival WHERE organisation_id = ?", own));
    const auto is_over = [&] {
        auto total = arrived;
        for (const auto bytes : state.bytes) total += bytes;
        return std::cmp_greater(total, options_.bytes_max);
    };
    for (const auto level : {Level::raw, Level::minute, Level::hour}) {
        if (!is_over()) break;
        const auto at = place_of(level);
        std::vector<std::pair<std::int64_t, std::int64_t>> partitions;  // number, bytes
        const meta::Scalar kept[] = {organisation_.value, static_cast<std::int64_t>(level),
                                     timeseries::partition_of(level, state.horizons[at])};
        DENGYUN_CHECK(
            unit.query("SELECT partition_number, sum(octet_length(body)) FROM series_block WHERE organisation_id = ? "
                       "AND level = ? AND partition_number >= ? GROUP BY partition_number ORDER BY partition_number",
                       kept, [&](const store::Row& row) { partitions.emplace_back(row.integer(0), row.integer(1)); }));
        for (std::size_t i = 0; i + 1 < partitions.size() && is_over(); i++) {
            const auto [number, bytes] = partitions[i];
            const auto end = timeseries::partition_start(level, number + 1);
            // Late rows need the finer levels below what is rebuilt.
            if (level != Level::raw && end > state.horizons[at - 1]) break;
            const meta::Scalar gone[] = {organisation_.value, static_cast<std::int64_t>(level), number};
            DENGYUN_CHECK(unit.execute(
                "DELETE FROM series_block WHERE organisation_id = ? AND level = ? AND partition_number = ?", gone));
            state.bytes[at] -= bytes;
            state.horizons[at] = end;
        }
    }
    state.is_full = is_over();
    return {};
}

Result<> DatabaseStore::retain(const Retention& keep_from) {
    const std::lock_guard maintenance(maintenance_);
    const auto horizons = timeseries::horizons_of(keep_from);
    std::optional<ShelfState> kept;
    DENGYUN_CHECK(store_.run_write(scope_, [&](store::Unit& unit) -> Result<> {
        DENGYUN_CHECK(plan_for_values(unit));
        DENGYUN_TRY(state, read_state(unit, organisation_, StateLock::wait));
        kept = state;
        if (!kept) return {};
        DENGYUN_CHECK(move_horizons(unit, *kept, horizons));
        DENGYUN_CHECK(make_room(unit, *kept));
        return save_state(unit, organisation_, *kept);
    }));
    if (kept) catalogue_.take_horizons(kept->horizons);
    return {};
}

}  // namespace dengyun::telemetry
