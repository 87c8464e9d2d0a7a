#pragma once
// Store: where the series of one owner lie, whatever the shelf. Rows are acknowledged when they are durable, read at
// once, kept in blocks by day with roll-ups of minutes, hours and days, merged in the background and given up by age or
// quota. Of two cells at one time the one written last stays; what was acknowledged before another write began is older
// than that. Thread-safe.
//
// A store asks nobody for the time and has no thread: the owner says what is kept and calls `maintain`. FileStore
// (file_store.h) is the shelf of one process; another one has the same blocks in a database that several processes
// write to (ADR 0021).
#include "engines/timeseries/catalogue.h"
#include "engines/timeseries/shelf/batch.h"
#include "engines/timeseries/shelf/summary.h"

namespace dengyun::timeseries {

struct LastValue {
    ColumnNumber column{};
    Time time{};
    Cell cell{};
    std::uint64_t sequence{};
    std::uint8_t quality{};
};

enum class Order : std::uint8_t { oldest_first, newest_first };
inline constexpr std::size_t rows_read_max = 1'000'000;

struct ReadOptions {
    std::size_t rows_max = 10'000;  // at most rows_read_max
    Order order =
        Order::oldest_first;   // which of the rows, where there are more; they always come in the order of time
    bool with_origins = true;  // sequences and qualities
};

// Rows of each level that are older than this are given up with their whole partitions; 0: kept until the quota needs
// their place.
using Retention = std::array<Time, levels.size()>;

struct Usage {
    std::uint64_t log_bytes = 0;  // durable and not in blocks yet
    std::uint64_t catalogue_bytes = 0;
    std::array<std::uint64_t, levels.size()> level_bytes{};
    std::size_t segments = 0;  // files of blocks; 0 where they lie elsewhere
    std::size_t memory_bytes = 0;
    [[nodiscard]] std::uint64_t total_bytes() const;
};

class Store {
  public:
    Store() = default;
    virtual ~Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    // Groups, columns and symbols are made and found here.
    [[nodiscard]] virtual Catalogue& catalogue() = 0;
    [[nodiscard]] virtual const Catalogue& catalogue() const = 0;

    // Returns when all rows are durable, or changes nothing. Readers may see them a little earlier. Errors: invalid
    // "timeseries.bad_batch" (groups or columns that do not exist, too large), "timeseries.bad_time"; conflict
    // "timeseries.too_late" (before the horizon of raw rows); limit "timeseries.full"; of the shelf.
    [[nodiscard]] virtual Result<> append(const Batch& batch) = 0;

    // The rows in [from, to). `columns` ascend; empty: all. Errors: invalid "timeseries.bad_range",
    // "timeseries.bad_block"; of the shelf.
    [[nodiscard]] virtual Result<Rows> read(GroupNumber group, std::span<const ColumnNumber> columns, Time from,
                                            Time to, const ReadOptions& options = {}) const = 0;
    // See shelf/summary.h.
    [[nodiscard]] virtual Result<std::vector<Stretch>> summarise(GroupNumber group, ColumnNumber column, Time from,
                                                                 Time to, std::size_t count) const = 0;
    // The newest value of each column that has one. Error: invalid "timeseries.bad_block"; of the shelf.
    [[nodiscard]] virtual Result<std::vector<LastValue>> last(GroupNumber group) const = 0;

    // Does one step of what is due; true where there was something to do. Errors: invalid "timeseries.bad_block"; of
    // the shelf.
    [[nodiscard]] virtual Result<bool> maintain() = 0;
    // Brings all rows into blocks.
    [[nodiscard]] virtual Result<> flush() = 0;
    // Gives up partitions that end before `keep_from` of their level and then, while all takes more than the quota, the
    // oldest of raw rows, then of minutes, then of hours; the newest partition of a level stays. Where that is not
    // enough writes are refused until it is.
    [[nodiscard]] virtual Result<> retain(const Retention& keep_from) = 0;
    [[nodiscard]] virtual Result<Usage> usage() const = 0;

  protected:
    // Whether the rows can be taken: columns that exist, times within bounds and not before the horizon. Errors: as
    // `append`.
    [[nodiscard]] Result<> check(const Batch& batch) const;
};

// Moves the horizon of each level forward to the start of its partition, a finer level never beyond a coarser one, from
// which it could not be told apart: the starts; time_min where nothing goes.
[[nodiscard]] Retention horizons_of(const Retention& keep_from);

}  // namespace dengyun::timeseries
