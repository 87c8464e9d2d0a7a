#include "modules/telemetry/shelves/database_store.h"

#include <algorithm>

#include "engines/timeseries/merge.h"
#include "kernel/store/rows.h"
#include "modules/telemetry/shelves/database_locks.h"
#include "modules/telemetry/shelves/sql_values.h"

namespace dengyun::telemetry {

using timeseries::Batch;
using timeseries::ColumnNumber;
using timeseries::GroupNumber;
using timeseries::Order;
using timeseries::ReadOptions;
using timeseries::Rows;
using timeseries::Time;

namespace {

// What a batch holds of one group: its rows as they stand there.
struct Piece {
    GroupNumber group{};
    std::int64_t rows = 0;
    Time first{};
    Time last{};
    timeseries::Bytes body{};
};

std::vector<Piece> pieces_of(const Batch& batch) {
    std::vector<Piece> pieces;
    std::unordered_map<GroupNumber, std::size_t> places;
    const auto bytes = batch.bytes();
    timeseries::BatchReader row(bytes);
    for (std::size_t from = 0; row.next();) {
        const auto to = bytes.size() - row.bytes_left();
        const auto& head = row.head();
        const auto place = places.try_emplace(head.group, pieces.size()).first->second;
        if (place == pieces.size()) pieces.push_back({.group = head.group, .first = head.time, .last = head.time});
        auto& piece = pieces[place];
        piece.rows++;
        piece.first = std::min(piece.first, head.time);
        piece.last = std::max(piece.last, head.time);
        piece.body.insert(piece.body.end(), bytes.begin() + static_cast<std::ptrdiff_t>(from),
                          bytes.begin() + static_cast<std::ptrdiff_t>(to));
        from = to;
    }
    return pieces;
}

}  // namespace

Result<std::unique_ptr<DatabaseStore>> DatabaseStore::find(store::Store& store, store::Reader& reader,
                                                           Id<Organisation> organisation,
                                                           DatabaseStoreOptions options) {
    DENGYUN_TRY(state, read_state(reader, organisation, StateLock::none));
    std::unique_ptr<DatabaseStore> found;
    if (!state) return found;
    found.reset(new DatabaseStore(store, organisation, std::move(options)));
    DENGYUN_CHECK(found->refresh(reader));
    return found;
}

Result<std::unique_ptr<DatabaseStore>> DatabaseStore::open(store::Store& store, Id<Organisation> organisation,
                                                           DatabaseStoreOptions options) {
    using Opened = std::unique_ptr<DatabaseStore>;
    const auto scope = series_scope(organisation);
    Opened opened;
    const auto look = [&](store::Reader& reader) -> Result<> {
        DENGYUN_TRY(found, find(store, reader, organisation, options));
        opened = std::move(found);
        return {};
    };
    DENGYUN_CHECK(store.run_read(scope, look));
    if (opened) return opened;
    DENGYUN_CHECK(store.run_write(scope, [&](store::Unit& unit) -> Result<> {
        const meta::Scalar own[] = {organisation.value};
        DENGYUN_CHECK(
            unit.execute("INSERT INTO series_catalogue (organisation_id, group_count, column_count, text_count) "
                         "VALUES (?, 0, 0, 0) ON CONFLICT DO NOTHING",
                         own));
        DENGYUN_CHECK(
            unit.execute("INSERT INTO series_shelf (organisation_id, raw_from, minute_from, hour_from, day_from, "
                         "raw_bytes, minute_bytes, hour_bytes, day_bytes, partition_first, partition_last, is_full) "
                         "VALUES (?, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0) ON CONFLICT DO NOTHING",
                         own));
        return look(unit);
    }));
    if (!opened) return fail(ErrorKind::unavailable, "timeseries.damaged", {}, "series_shelf");
    return opened;
}

Result<> DatabaseStore::with_reading(const std::function<Result<>(DatabaseReading&)>& work) const {
    return store_.run_read(scope_, [&](store::Reader& reader) -> Result<> {
        DENGYUN_TRY(reading, DatabaseReading::begin(reader, organisation_, catalogue_));
        return work(*reading);
    });
}

Result<> DatabaseStore::refresh() const {
    return with_reading([](DatabaseReading&) -> Result<> { return {}; });
}

Result<> DatabaseStore::refresh(store::Reader& reader) const {
    DENGYUN_TRY(reading, DatabaseReading::begin(reader, organisation_, catalogue_));
    static_cast<void>(reading);
    return {};
}

Result<> DatabaseStore::append(const Batch& batch) {
    if (batch.rows() == 0) return {};
    DENGYUN_CHECK(check(batch));
    if (rows_arrived_.load() + batch.rows() > options_.rows_arrived_max)
        return fail(ErrorKind::limit, "timeseries.behind");
    SqlList groups;
    SqlList counts;
    SqlList firsts;
    SqlList lasts;
    SqlList bodies;
    Time earliest = INT64_MAX;
    for (const auto& piece : pieces_of(batch)) {
        groups.add(std::int64_t{piece.group});
        counts.add(piece.rows);
        firsts.add(piece.first);
        lasts.add(piece.last);
        bodies.add(piece.body);
        earliest = std::min(earliest, piece.first);
    }
    DENGYUN_CHECK(store_.run_write(scope_, [&](store::Unit& unit) -> Result<> {
        DENGYUN_CHECK(lock_arrivals(unit, organisation_, LockMode::shared));
        DENGYUN_TRY(state, read_state(unit, organisation_, StateLock::none));
        if (!state) return fail(ErrorKind::unavailable, "timeseries.damaged", {}, "series_shelf");
        if (state->is_full) return fail(ErrorKind::limit, "timeseries.full");
        if (earliest < state->horizons[0]) {
            catalogue_.take_horizons(state->horizons);
            return fail(ErrorKind::conflict, "timeseries.too_late");
        }
        const meta::Scalar rows[] = {
            organisation_.value, milliseconds_of(unit.now()), groups.text(), counts.text(), firsts.text(), lasts.text(),
            bodies.text()};
        DENGYUN_TRY(made,
                    unit.execute("INSERT INTO series_arrival "
                                 "(organisation_id, written_at, group_number, row_count, first_time, last_time, body) "
                                 "SELECT CAST(? AS BIGINT), CAST(? AS BIGINT), a.g, a.c, a.f, a.l, decode(a.b, 'hex') "
                                 "FROM unnest(CAST(? AS BIGINT[]), CAST(? AS INTEGER[]), CAST(? AS BIGINT[]), "
                                 "CAST(? AS BIGINT[]), CAST(? AS TEXT[])) AS a (g, c, f, l, b)",
                                 rows));
        static_cast<void>(made);
        return {};
    }));
    rows_arrived_ += batch.rows();
    if ((rows_since_ += batch.rows()) >= options_.rows_due && options_.on_due) options_.on_due();
    return {};
}

// Rows of the blocks from one end on, and of the arrivals as far as those reach.
Result<Rows> DatabaseStore::read_held(DatabaseReading& reading, GroupNumber group,
                                      std::span<const ColumnNumber> columns, Time from, Time to,
                                      const ReadOptions& options) const {
    from = std::max(from, reading.state().horizons[0]);
    if (from >= to) return Rows{};
    timeseries::BlockView::Wanted wanted{.origins = options.with_origins};
    if (!columns.empty()) wanted.columns = columns;
    DENGYUN_TRY(blocks, reading.some(group, from, to, options.order, options.rows_max));
    std::vector<Rows> sources(1);
    for (const auto& block : blocks) {
        DENGYUN_TRY(rows, timeseries::rows_of({block}, wanted));
        timeseries::append_rows(sources[0], timeseries::between(std::move(rows), from, to));
    }
    if (sources[0].size() >= options.rows_max) {
        if (options.order == Order::newest_first)
            from = std::max(from, blocks.front().first);
        else
            to = std::min(to, blocks.back().last + 1);
    }
    DENGYUN_TRY(memory, reading.arrivals(group));
    for (const auto& source : memory.sources) {
        DENGYUN_TRY(rows, timeseries::rows_of({source}, wanted));
        sources.push_back(timeseries::between(std::move(rows), from, to));
    }
    auto all = timeseries::merge(std::move(sources));
    if (all.size() <= options.rows_max) return all;
    return options.order == Order::oldest_first ? timeseries::slice(all, 0, options.rows_max)
                                                : timeseries::slice(all, all.size() - options.rows_max, all.size());
}

Result<Rows> DatabaseStore::read(GroupNumber group, std::span<const ColumnNumber> columns, Time from, Time to,
                                 const ReadOptions& options) const {
    if (from > to || options.rows_max == 0 || options.rows_max > timeseries::rows_read_max)
        return fail(ErrorKind::invalid, "timeseries.bad_range");
    Rows all;
    DENGYUN_CHECK(with_reading([&](DatabaseReading& reading) -> Result<> {
        DENGYUN_TRY(rows, read_held(reading, group, columns, from, to, options));
        all = std::move(rows);
        return {};
    }));
    return all;
}

Result<std::vector<timeseries::Stretch>> DatabaseStore::summarise(GroupNumber group, ColumnNumber column, Time from,
                                                                  Time to, std::size_t count) const {
    std::vector<timeseries::Stretch> stretches;
    DENGYUN_CHECK(store_.run_read(scope_, [&](store::Reader& reader) -> Result<> {
        DENGYUN_TRY(reading, DatabaseReading::begin(reader, organisation_, catalogue_));
        DENGYUN_TRY(memory, reading->arrivals(group));
        const timeseries::GroupSnapshot snapshot{group, reading, std::move(memory), catalogue_.columns(group),
                                                 reading->state().horizons};
        DENGYUN_TRY(found, timeseries::summarise(snapshot, column, from, to, count));
        stretches = std::move(found);
        return {};
    }));
    return stretches;
}

Result<std::vector<timeseries::LastValue>> DatabaseStore::last(GroupNumber group) const {
    std::vector<timeseries::LastValue> values;
    DENGYUN_CHECK(with_reading([&](DatabaseReading& reading) -> Result<> {
        DENGYUN_TRY(known, reading.last(group));
        DENGYUN_TRY(memory, reading.arrivals(group));
        for (const auto& source : memory.sources) note_last(known, *source.rows);
        values = std::move(known);
        return {};
    }));
    return values;
}

Result<timeseries::Usage> DatabaseStore::usage() const {
    timeseries::Usage usage;
    DENGYUN_CHECK(store_.run_read(scope_, [&](store::Reader& reader) -> Result<> {
        DENGYUN_TRY(state, read_state(reader, organisation_, StateLock::none));
        if (!state) return {};
        for (std::size_t i = 0; i < usage.level_bytes.size(); i++)
            usage.level_bytes[i] = static_cast<std::uint64_t>(std::max<std::int64_t>(state->bytes[i], 0));
        const meta::Scalar own[] = {organisation_.value};
        DENGYUN_TRY(arrived, store::number_of(reader,
                                              "SELECT sum(octet_length(body)) FROM series_arrival "
                                              "WHERE organisation_id = ?",
                                              own));
        usage.log_bytes = static_cast<std::uint64_t>(arrived);
        return {};
    }));
    return usage;
}

}  // namespace dengyun::telemetry
