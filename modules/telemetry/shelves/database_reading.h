#pragma once
// What a reader of the cluster shelf sees of one organisation: horizons, arrivals and blocks of one moment. Blocks of a
// group and level never overlap. Lives as long as the Reader that it was made with.
#include "engines/timeseries/store.h"
#include "modules/telemetry/shelves/database_catalogue.h"

namespace dengyun::telemetry {

struct ShelfState {
    timeseries::Retention horizons{};
    std::array<std::int64_t, timeseries::levels.size()> bytes{};
    // The partitions that raw rows were ever in; first > last: none.
    std::int64_t partition_first = 0;
    std::int64_t partition_last = -1;
    bool is_full = false;
};
// nullopt where there is no shelf. `locks`: keeps others from changing it until the end of the unit; nullopt also where
// another one has it and it is not waited for. Errors: of the store.
enum class StateLock : std::uint8_t { none, try_once, wait };
[[nodiscard]] Result<std::optional<ShelfState>> read_state(store::Reader& reader, Id<Organisation> organisation,
                                                           StateLock lock);

class DatabaseReading final : public timeseries::StoredBlocks {
  public:
    // Brings the catalogue up to what the reader sees. Errors, here and below: of the store.
    [[nodiscard]] static Result<std::shared_ptr<DatabaseReading>> begin(store::Reader& reader,
                                                                        Id<Organisation> organisation,
                                                                        DatabaseCatalogue& catalogue);
    [[nodiscard]] const ShelfState& state() const { return state_; }
    // Error: unavailable "timeseries.damaged".
    [[nodiscard]] Result<timeseries::GroupMemory> arrivals(timeseries::GroupNumber group) const;

    [[nodiscard]] Result<std::vector<timeseries::Source>> of(timeseries::GroupNumber group, timeseries::Level level,
                                                             timeseries::Time from, timeseries::Time to) const override;
    // Blocks of raw rows from one end of [from, to) on until they have `rows_wanted` rows in it, in the order of time.
    [[nodiscard]] Result<std::vector<timeseries::Source>> some(timeseries::GroupNumber group, timeseries::Time from,
                                                               timeseries::Time to, timeseries::Order order,
                                                               std::size_t rows_wanted) const;
    // The values that the blocks end with.
    [[nodiscard]] Result<std::vector<timeseries::LastValue>> last(timeseries::GroupNumber group) const;

  private:
    DatabaseReading(store::Reader& reader, Id<Organisation> organisation, const DatabaseCatalogue& catalogue)
        : reader_(reader), organisation_(organisation), catalogue_(catalogue) {}

    store::Reader& reader_;
    const Id<Organisation> organisation_;
    const DatabaseCatalogue& catalogue_;
    ShelfState state_{};
};

// Tells PostgreSQL to plan each statement of the transaction for its values: only so does it leave out the partitions
// that do not matter.
[[nodiscard]] Result<> plan_for_values(store::Reader& reader);

// Values as a row of series_last keeps them.
[[nodiscard]] timeseries::Bytes last_bytes(std::span<const timeseries::LastValue> values);
[[nodiscard]] Result<std::vector<timeseries::LastValue>> last_values_of(timeseries::ByteView bytes);
// Brings `values` (in the order of columns) up to rows that rise and are newer written.
void note_last(std::vector<timeseries::LastValue>& values, const timeseries::Rows& rows);

}  // namespace dengyun::telemetry
