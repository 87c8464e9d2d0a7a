#pragma once
// Store: the embedded shelf of one server. Rows are acknowledged when they are durable, read at once, kept in blocks by
// day with roll-ups of minutes, hours and days, merged in the background and given up by age or quota. Thread-safe.
//
//   append ──▶ write-ahead log (one sync for all that wait) ──▶ memory table ──▶ flush ──▶ segments ──▶ compaction ──▶
//   retention
//
// The store asks nobody for the time: the owner says what is kept. It has no thread either: the owner calls `maintain`;
// a writer that finds the memory table twice as large as it should be does the work itself.
#include <condition_variable>
#include <memory>
#include <mutex>

#include "engines/timeseries/shelf/catalogue.h"
#include "engines/timeseries/shelf/summary.h"
#include "engines/timeseries/shelf/write_ahead_log.h"

namespace dengyun::timeseries {

struct StoreOptions {
    std::size_t memory_bytes_max = 48 << 20;  // of the memory table, before it is flushed
    std::size_t log_bytes_max = 160 << 20;    // of the write-ahead log, before the same
    std::uint64_t bytes_max = 20ULL << 30;    // of all files; the oldest raw rows make room, then the finest roll-ups
    std::function<void()> on_due{};  // `maintain` has something to do; called often, from any thread; must be quick
};

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
    std::uint64_t log_bytes = 0;
    std::uint64_t catalogue_bytes = 0;
    std::array<std::uint64_t, levels.size()> level_bytes{};
    std::size_t segments = 0;
    std::size_t memory_bytes = 0;
    [[nodiscard]] std::uint64_t total_bytes() const;
};

class Store {
  public:
    // Takes up what a crash left. `files` must outlive the store. Errors: as Files; unavailable "timeseries.damaged".
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(Files& files, StoreOptions options);
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    ~Store();

    // Groups, columns and symbols are made and found here.
    [[nodiscard]] Catalogue& catalogue() { return *catalogue_; }
    [[nodiscard]] const Catalogue& catalogue() const { return *catalogue_; }

    // Returns when all rows are durable, or changes nothing. Readers may see them a little earlier. Errors: invalid
    // "timeseries.bad_batch" (groups or columns that do not exist, too large), "timeseries.bad_time"; conflict
    // "timeseries.too_late" (before the horizon of raw rows); limit "timeseries.full"; as WriteAheadLog::commit.
    [[nodiscard]] Result<> append(const Batch& batch);

    // The rows in [from, to). `columns` ascend; empty: all. Errors: invalid "timeseries.bad_range",
    // "timeseries.bad_block".
    [[nodiscard]] Result<Rows> read(GroupNumber group, std::span<const ColumnNumber> columns, Time from, Time to,
                                    const ReadOptions& options = {}) const;
    // See shelf/summary.h.
    [[nodiscard]] Result<std::vector<Stretch>> summarise(GroupNumber group, ColumnNumber column, Time from, Time to,
                                                         std::size_t count) const;
    // The newest value of each column that has one. Error: invalid "timeseries.bad_block".
    [[nodiscard]] Result<std::vector<LastValue>> last(GroupNumber group) const;

    // Flushes and merges what is due, one step; true where there was something to do. Errors: as Files; invalid
    // "timeseries.bad_block".
    [[nodiscard]] Result<bool> maintain();
    // Writes all of memory into segments.
    [[nodiscard]] Result<> flush();
    // Gives up partitions that end before `keep_from` of their level and then, while all files take more than
    // bytes_max, the oldest of raw rows, then of minutes, then of hours; the newest partition of a level stays. Where
    // that is not enough writes are refused until it is.
    [[nodiscard]] Result<> retain(const Retention& keep_from);
    [[nodiscard]] Usage usage() const;

  private:
    Store(Files& files, StoreOptions options);
    [[nodiscard]] Result<> load();
    [[nodiscard]] Result<> check(const Batch& batch) const;
    void apply(ByteView batch);
    [[nodiscard]] std::unique_ptr<MemoryTable> make_table() const;
    [[nodiscard]] GroupSnapshot snapshot(GroupNumber group) const;
    [[nodiscard]] Result<> flush_held();
    [[nodiscard]] Result<bool> merge_held();
    [[nodiscard]] Result<> drop_held(Level level, Time before);
    [[nodiscard]] Result<> make_room();
    [[nodiscard]] bool is_flush_due_held(std::size_t times) const;
    [[nodiscard]] Result<> fill_last(GroupNumber group) const;

    struct LastValues {
        std::vector<std::optional<LastValue>> columns{};
        bool is_complete = false;  // what lies in segments has been looked at
    };

    Files& files_;
    StoreOptions options_;
    std::unique_ptr<Catalogue> catalogue_;
    std::unique_ptr<WriteAheadLog> log_;
    // One flush, merge or retention at a time. Taken before mutex_.
    std::mutex maintenance_;
    std::uint64_t next_flush_ = 1;

    mutable std::mutex mutex_;  // of all below
    std::unique_ptr<MemoryTable> active_;
    std::shared_ptr<const MemoryTable> frozen_;
    std::shared_ptr<const Partitions> partitions_;
    mutable std::vector<LastValues> last_;
    bool is_full_ = false;
};

}  // namespace dengyun::timeseries
