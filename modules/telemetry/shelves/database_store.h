#pragma once
// DatabaseStore: the cluster shelf of one organisation, on PostgreSQL (ADR 0021). Several processes write and read it
// at once. Rows are durable with their commit, as arrivals; who gets the lock brings them into blocks. Thread-safe.
//
//   append ──▶ arrivals (one row for each batch and group, numbered) ──▶ maintain ──▶ blocks that do not overlap,
//   roll-ups, last values ──▶ retain
//
// The order of writing is that of the arrivals' numbers: a number is drawn while a lock is held that is let go with the
// commit, so that who compacts can wait for all numbers below a bound to be settled.
#include <atomic>
#include <functional>
#include <mutex>

#include "engines/timeseries/rewrite.h"
#include "modules/telemetry/shelves/database_catalogue.h"
#include "modules/telemetry/shelves/database_reading.h"

namespace dengyun::telemetry {

struct DatabaseStoreOptions {
    std::uint64_t bytes_max = 20ULL << 30;  // of the organisation
    // A group is due for blocks when so many of its rows or messages have arrived, or its oldest is so old.
    std::size_t group_rows_due = timeseries::block_rows_max;
    std::size_t group_messages_due = 128;
    Duration age_due = std::chrono::hours(1);
    std::size_t rows_due = 128 * 1024;          // of this process, before `on_due` is called
    std::size_t rows_arrived_max = 10'000'000;  // more are refused until maintenance has caught up
    std::function<void()> on_due{};             // as of timeseries::FileStore
};

class DatabaseStore final : public timeseries::Store {
  public:
    // Makes the organisation's shelf where there is none. `store` must outlive it and be PostgreSQL. Errors: of the
    // store, here and below.
    [[nodiscard]] static Result<std::unique_ptr<DatabaseStore>> open(store::Store& store, Id<Organisation> organisation,
                                                                     DatabaseStoreOptions options);
    // null where the reader sees none.
    [[nodiscard]] static Result<std::unique_ptr<DatabaseStore>> find(store::Store& store, store::Reader& reader,
                                                                     Id<Organisation> organisation,
                                                                     DatabaseStoreOptions options);

    [[nodiscard]] DatabaseCatalogue& catalogue() override { return catalogue_; }
    [[nodiscard]] const DatabaseCatalogue& catalogue() const override { return catalogue_; }
    // Error beyond those of Store: limit "timeseries.behind".
    [[nodiscard]] Result<> append(const timeseries::Batch& batch) override;
    [[nodiscard]] Result<timeseries::Rows> read(timeseries::GroupNumber group,
                                                std::span<const timeseries::ColumnNumber> columns,
                                                timeseries::Time from, timeseries::Time to,
                                                const timeseries::ReadOptions& options = {}) const override;
    [[nodiscard]] Result<std::vector<timeseries::Stretch>> summarise(timeseries::GroupNumber group,
                                                                     timeseries::ColumnNumber column,
                                                                     timeseries::Time from, timeseries::Time to,
                                                                     std::size_t count) const override;
    [[nodiscard]] Result<std::vector<timeseries::LastValue>> last(timeseries::GroupNumber group) const override;
    // Takes up what other processes have added to the catalogue.
    [[nodiscard]] Result<> refresh() const;
    [[nodiscard]] Result<> refresh(store::Reader& reader) const;
    // False also where another process is at it.
    [[nodiscard]] Result<bool> maintain() override;
    [[nodiscard]] Result<> flush() override;
    // Moves horizons and makes room for the quota; whole partitions go when nobody wants them any more
    // (database_partitions.h).
    [[nodiscard]] Result<> retain(const timeseries::Retention& keep_from) override;
    [[nodiscard]] Result<timeseries::Usage> usage() const override;

  private:
    DatabaseStore(store::Store& store, Id<Organisation> organisation, DatabaseStoreOptions options)
        : store_(store),
          organisation_(organisation),
          scope_(series_scope(organisation)),
          options_(std::move(options)),
          catalogue_(store, organisation) {}
    using Groups = std::vector<timeseries::GroupNumber>;
    // Calls `work` with what a snapshot shows.
    [[nodiscard]] Result<> with_reading(const std::function<Result<>(DatabaseReading&)>& work) const;
    [[nodiscard]] Result<timeseries::Rows> read_held(DatabaseReading& reading, timeseries::GroupNumber group,
                                                     std::span<const timeseries::ColumnNumber> columns,
                                                     timeseries::Time from, timeseries::Time to,
                                                     const timeseries::ReadOptions& options) const;
    [[nodiscard]] Result<Groups> due_groups(bool all);
    [[nodiscard]] Result<std::int64_t> settled_sequence() const;
    // False where another process is at it.
    [[nodiscard]] Result<bool> compact(std::span<const timeseries::GroupNumber> groups, StateLock lock);
    [[nodiscard]] Result<> move_horizons(store::Unit& unit, ShelfState& state,
                                         const timeseries::Retention& horizons) const;
    [[nodiscard]] Result<> make_room(store::Unit& unit, ShelfState& state) const;

    store::Store& store_;
    const Id<Organisation> organisation_;
    const Scope scope_;
    const DatabaseStoreOptions options_;
    mutable DatabaseCatalogue catalogue_;        // readers bring it up to what they see
    std::atomic<std::size_t> rows_arrived_ = 0;  // as far as this process knows, not in blocks yet
    std::atomic<std::size_t> rows_since_ = 0;    // of this process, since it last looked what is due

    std::mutex maintenance_;  // one step at a time
    Groups due_;              // with maintenance_
};

}  // namespace dengyun::telemetry
