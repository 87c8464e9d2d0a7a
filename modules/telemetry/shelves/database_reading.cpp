#include "modules/telemetry/shelves/database_reading.h"

#include <algorithm>

#include "engines/timeseries/shelf/arrivals.h"
#include "modules/telemetry/shelves/sql_values.h"

namespace dengyun::telemetry {

using timeseries::Bytes;
using timeseries::GroupNumber;
using timeseries::LastValue;
using timeseries::Level;
using timeseries::Order;
using timeseries::Source;
using timeseries::Time;

namespace {

constexpr std::string_view select_blocks =
    "SELECT first_time, last_time, row_count, body FROM series_block "
    "WHERE organisation_id = ? AND level = ? AND partition_number BETWEEN ? AND ? AND group_number = ? "
    "AND first_time < ? AND last_time >= ? ORDER BY partition_number, first_time";
constexpr std::string_view select_oldest =
    "SELECT first_time, last_time, row_count, body FROM series_block "
    "WHERE organisation_id = ? AND level = ? AND partition_number BETWEEN ? AND ? AND group_number = ? "
    "AND first_time < ? AND last_time >= ? ORDER BY partition_number, first_time LIMIT ?";
constexpr std::string_view select_newest =
    "SELECT first_time, last_time, row_count, body FROM series_block "
    "WHERE organisation_id = ? AND level = ? AND partition_number BETWEEN ? AND ? AND group_number = ? "
    "AND first_time < ? AND last_time >= ? ORDER BY partition_number DESC, first_time DESC LIMIT ?";

// Takes rows of the statements above as sources.
class Taken {
  public:
    void take(const store::Row& row) {
        auto bytes = bytes_of(row.text(3));
        if (!bytes) {
            failure_ = std::unexpected(bytes.error());
            return;
        }
        auto kept = std::make_shared<const Bytes>(std::move(*bytes));
        rows_.push_back(static_cast<std::size_t>(row.integer(2)));
        sources_.push_back({row.integer(0), row.integer(1), *kept, kept, {}});
    }
    [[nodiscard]] const Result<>& failure() const { return failure_; }
    [[nodiscard]] std::vector<Source>& sources() { return sources_; }
    [[nodiscard]] std::span<const std::size_t> rows() const { return rows_; }

  private:
    std::vector<Source> sources_;
    std::vector<std::size_t> rows_;
    Result<> failure_{};
};

}  // namespace

Result<> plan_for_values(store::Reader& reader) {
    return reader.query("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)", {},
                        [](const store::Row&) {});
}

Result<std::optional<ShelfState>> read_state(store::Reader& reader, Id<Organisation> organisation, StateLock lock) {
    constexpr std::string_view statements[] = {
        "SELECT raw_from, minute_from, hour_from, day_from, raw_bytes, minute_bytes, hour_bytes, day_bytes, "
        "partition_first, partition_last, is_full FROM series_shelf WHERE organisation_id = ?",
        "SELECT raw_from, minute_from, hour_from, day_from, raw_bytes, minute_bytes, hour_bytes, day_bytes, "
        "partition_first, partition_last, is_full FROM series_shelf WHERE organisation_id = ? FOR UPDATE SKIP LOCKED",
        "SELECT raw_from, minute_from, hour_from, day_from, raw_bytes, minute_bytes, hour_bytes, day_bytes, "
        "partition_first, partition_last, is_full FROM series_shelf WHERE organisation_id = ? FOR UPDATE"};
    std::optional<ShelfState> found;
    const meta::Scalar own[] = {organisation.value};
    DENGYUN_CHECK(reader.query(statements[static_cast<std::size_t>(lock)], own, [&](const store::Row& row) {
        auto& state = found.emplace();
        for (std::size_t i = 0; i < state.horizons.size(); i++) {
            state.horizons[i] = row.integer(i);
            state.bytes[i] = row.integer(4 + i);
        }
        state.partition_first = row.integer(8);
        state.partition_last = row.integer(9);
        state.is_full = row.integer(10) != 0;
    }));
    return found;
}

Result<std::shared_ptr<DatabaseReading>> DatabaseReading::begin(store::Reader& reader, Id<Organisation> organisation,
                                                                DatabaseCatalogue& catalogue) {
    std::shared_ptr<DatabaseReading> reading(new DatabaseReading(reader, organisation, catalogue));
    DENGYUN_CHECK(plan_for_values(reader));
    DENGYUN_TRY(state, read_state(reader, organisation, StateLock::none));
    reading->state_ = state.value_or(ShelfState{});
    DatabaseCatalogue::Counts counts;
    const meta::Scalar own[] = {organisation.value};
    DENGYUN_CHECK(
        reader.query("SELECT group_count, column_count, text_count FROM series_catalogue WHERE organisation_id = ?",
                     own, [&](const store::Row& row) { counts = {row.integer(0), row.integer(1), row.integer(2)}; }));
    DENGYUN_CHECK(catalogue.take_up(reader, counts));
    catalogue.take_horizons(reading->state_.horizons);
    return reading;
}

Result<timeseries::GroupMemory> DatabaseReading::arrivals(GroupNumber group) const {
    timeseries::Arrivals arrivals(catalogue_.columns(group));
    Result<> failure{};
    const meta::Scalar of_group[] = {organisation_.value, std::int64_t{group}};
    DENGYUN_CHECK(reader_.query(
        "SELECT body FROM series_arrival WHERE organisation_id = ? AND group_number = ? ORDER BY sequence", of_group,
        [&](const store::Row& row) {
            const auto bytes = bytes_of(row.text(0));
            auto added = bytes ? arrivals.add(*bytes) : std::unexpected(bytes.error());
            if (!added) failure = std::move(added);
        }));
    DENGYUN_CHECK(failure);
    return arrivals.take_memory();
}

Result<std::vector<Source>> DatabaseReading::of(GroupNumber group, Level level, Time from, Time to) const {
    Taken taken;
    const meta::Scalar asked[] = {organisation_.value,
                                  static_cast<std::int64_t>(level),
                                  timeseries::partition_of(level, from),
                                  timeseries::partition_of(level, to - 1),
                                  std::int64_t{group},
                                  to,
                                  from};
    DENGYUN_CHECK(reader_.query(select_blocks, asked, [&](const store::Row& row) { taken.take(row); }));
    DENGYUN_CHECK(taken.failure());
    return std::move(taken.sources());
}

Result<std::vector<Source>> DatabaseReading::some(GroupNumber group, Time from, Time to, Order order,
                                                  std::size_t rows_wanted) const {
    const bool is_newest = order == Order::newest_first;
    auto low = std::max(timeseries::partition_of(Level::raw, from), state_.partition_first);
    auto high = std::min(timeseries::partition_of(Level::raw, to - 1), state_.partition_last);
    std::vector<Source> found;
    std::size_t rows = 0;
    // Days without rows cost a question each at first, then ever more of them share one.
    for (std::int64_t days = 1; low <= high && rows < rows_wanted; days *= 2) {
        const auto window_low = is_newest ? std::max(low, high - days + 1) : low;
        const auto window_high = is_newest ? high : std::min(high, low + days - 1);
        auto window_from = from;
        auto window_to = to;
        for (bool is_done = false; !is_done && rows < rows_wanted;) {
            const auto limit = static_cast<std::int64_t>(
                std::min<std::size_t>((rows_wanted - rows) / timeseries::block_rows_max + 2, 64));
            Taken taken;
            const meta::Scalar asked[] = {organisation_.value, std::int64_t{0}, window_low,  window_high,
                                          std::int64_t{group}, window_to,       window_from, limit};
            DENGYUN_CHECK(reader_.query(is_newest ? select_newest : select_oldest, asked,
                                        [&](const store::Row& row) { taken.take(row); }));
            DENGYUN_CHECK(taken.failure());
            is_done = std::cmp_less(taken.sources().size(), limit);
            for (std::size_t i = 0; i < taken.sources().size(); i++) {
                auto& source = taken.sources()[i];
                window_to = is_newest ? source.first : window_to;
                window_from = is_newest ? window_from : source.last + 1;
                // One that reaches beyond the edge has an unknown number of rows within.
                if (source.first >= from && source.last < to) rows += taken.rows()[i];
                found.push_back(std::move(source));
            }
        }
        if (is_newest)
            high = window_low - 1;
        else
            low = window_high + 1;
    }
    if (is_newest) std::ranges::reverse(found);
    return found;
}

Result<std::vector<LastValue>> DatabaseReading::last(GroupNumber group) const {
    std::vector<LastValue> values;
    Result<> failure{};
    const meta::Scalar of_group[] = {organisation_.value, std::int64_t{group}};
    DENGYUN_CHECK(reader_.query("SELECT body FROM series_last WHERE organisation_id = ? AND group_number = ?", of_group,
                                [&](const store::Row& row) {
                                    const auto bytes = bytes_of(row.text(0));
                                    auto read = bytes ? last_values_of(*bytes) : std::unexpected(bytes.error());
                                    if (read)
                                        values = std::move(*read);
                                    else
                                        failure = std::unexpected(read.error());
                                }));
    DENGYUN_CHECK(failure);
    return values;
}

Bytes last_bytes(std::span<const LastValue> values) {
    Bytes bytes;
    for (const auto& value : values) {
        timeseries::put(bytes, value.column);
        timeseries::put(bytes, value.time);
        timeseries::put(bytes, value.cell);
        timeseries::put(bytes, value.sequence);
        timeseries::put(bytes, value.quality);
    }
    return bytes;
}

Result<std::vector<LastValue>> last_values_of(timeseries::ByteView bytes) {
    std::vector<LastValue> values;
    timeseries::ByteReader in(bytes);
    while (in.left() > 0) {
        auto& value = values.emplace_back();
        value.column = in.get<timeseries::ColumnNumber>();
        value.time = in.get<Time>();
        value.cell = in.get<timeseries::Cell>();
        value.sequence = in.get<std::uint64_t>();
        value.quality = in.get<std::uint8_t>();
    }
    if (!in.ok()) return fail(ErrorKind::unavailable, "timeseries.damaged", {}, "series_last");
    return values;
}

void note_last(std::vector<LastValue>& values, const timeseries::Rows& rows) {
    for (const auto& column : rows.columns)
        for (auto row = rows.size(); row-- > 0;) {
            if (!column.has(row)) continue;
            const LastValue value{column.column, rows.times[row], column.cells[row], rows.sequences[row],
                                  rows.qualities[row]};
            const auto at = std::ranges::lower_bound(values, column.column, {}, &LastValue::column);
            if (at == values.end() || at->column != column.column)
                values.insert(at, value);
            else if (at->time <= value.time)
                *at = value;
            break;
        }
}

}  // namespace dengyun::telemetry
