#pragma once
// A PostgreSQL with the tables of this module, stores on it as several processes have them, and random rows.
#include "engines/timeseries/file_store.h"
#include "engines/timeseries/test/memory_files.h"
#include "engines/timeseries/test/plain_store.h"
#include "kernel/store/test/harness.h"
#include "modules/telemetry/shelves/database_partitions.h"
#include "modules/telemetry/shelves/database_schema.h"
#include "modules/telemetry/shelves/database_verify.h"

namespace dengyun::telemetry::test {

inline constexpr timeseries::Time start = 1'772'380'800 * timeseries::second;  // midnight in China
inline constexpr timeseries::Time day = timeseries::width_of(timeseries::Level::day);
inline const Id<Organisation> firm{101};

// One process: a store of its own and its shelf.
struct Process {
    std::unique_ptr<store::Store> store;
    std::unique_ptr<DatabaseStore> shelf;
};

class SeriesWorld : public testing::Test {
  protected:
    SeriesWorld();
    [[nodiscard]] Process process(DatabaseStoreOptions options = {}, Id<Organisation> organisation = firm);
    [[nodiscard]] std::int64_t number(std::string_view sql);  // of the database

    ManualClock clock{instant_of(1'772'352'000'000)};
    SystemRandom random;
    store::test::Database database;
};

// "machine-0" … with temperature, parts (a counter of 16 bits) and running.
void make_groups(timeseries::Store& store, std::size_t count);
// Rows near `now`, some late, some twice, some with few columns; NaN with payloads, -0 and infinities among them.
[[nodiscard]] timeseries::Batch random_batch(timeseries::test::Random& random, std::size_t groups, timeseries::Time now,
                                             std::size_t rows);
// Due at once, so that a test has many compactions.
[[nodiscard]] DatabaseStoreOptions eager();

}  // namespace dengyun::telemetry::test
