#pragma once
// Where the organisations' series lie: each has a time-series store of its own, so that quota and retention are its
// own. Embedded, in a folder of its own: nobody's rows stand beside a stranger's, and a folder can be given away or
// deleted as it is (ADR 0020). On PostgreSQL in tables that several processes share (ADR 0021). A store is opened when
// it is first needed. One thread flushes, merges and gives up for all of them. Thread-safe.
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "engines/timeseries/shelf/files.h"
#include "engines/timeseries/store.h"
#include "kernel/base/clock.h"
#include "kernel/base/id.h"
#include "kernel/store/store.h"

namespace dengyun::telemetry {

struct Device;
class DatabaseStore;
struct DatabaseStoreOptions;

enum class ShelfKind : std::uint8_t { files, database };

struct ShelfOptions {
    ShelfKind kind = ShelfKind::files;           // database: the store is PostgreSQL
    std::filesystem::path folder;                // of files
    std::uint64_t memory_bytes_max = 192 << 20;  // of all memory tables; each gets its share, 2 to 48 MiB
    std::uint64_t quota_bytes = 4ULL << 30;      // of one organisation, on disk
    std::int64_t raw_days = 400;                 // how long rows are kept; then minutes, then hours, then days
    std::int64_t minute_days = 1'100;
    std::int64_t hour_days = 3'650;
};

[[nodiscard]] constexpr timeseries::Time time_of(Instant at) { return milliseconds_of(at) * 1'000'000; }
[[nodiscard]] constexpr Instant instant_at(timeseries::Time time) { return instant_of(time / 1'000'000); }

// The store of one organisation, and which groups are whose. A device's groups are named "DEVICE/SERIES"; what it
// reports in JSON is the series "telemetry".
class Shelf {
  public:
    Shelf(std::unique_ptr<timeseries::Files> files, std::unique_ptr<timeseries::Store> store)
        : files_(std::move(files)), store_(std::move(store)) {}

    [[nodiscard]] timeseries::Store& store() { return *store_; }
    [[nodiscard]] std::vector<timeseries::GroupNumber> groups_of(Id<Device> device);

  private:
    std::unique_ptr<timeseries::Files> files_;  // null: the rows lie elsewhere
    std::unique_ptr<timeseries::Store> store_;
    std::mutex mutex_;  // of the two below
    std::unordered_map<std::int64_t, std::vector<timeseries::GroupNumber>> by_device_;
    std::size_t known_groups_ = 0;
};
using ShelfPtr = std::shared_ptr<Shelf>;

inline constexpr std::string_view telemetry_series = "telemetry";
inline constexpr std::string_view derived_series = "derived";  // what is calculated from the others
[[nodiscard]] std::string group_prefix(Id<Device> device);     // "17/"

class Shelves {
  public:
    // `store` must outlive it.
    Shelves(ShelfOptions options, store::Store& store, const Clock& clock);
    ~Shelves();
    Shelves(const Shelves&) = delete;
    Shelves& operator=(const Shelves&) = delete;

    // Opened or made. Errors: as timeseries::FileStore::open; of the store.
    [[nodiscard]] Result<ShelfPtr> open(Id<Organisation> organisation);
    // For who asks for rows: null where nothing was ever written; knows all groups that others have made. Errors: as
    // above.
    [[nodiscard]] Result<ShelfPtr> find(Id<Organisation> organisation);
    // The same for who has a reader, by which it is looked for.
    [[nodiscard]] Result<ShelfPtr> find(Id<Organisation> organisation, store::Reader& reader);

    void start();  // the thread
    void stop();   // idempotent
    // What the thread does once: everything due, and retention. For tests.
    [[nodiscard]] Result<> tidy();

    struct Usage {
        std::size_t organisations = 0;  // whose stores are open; of a database all
        std::uint64_t bytes = 0;
        std::uint64_t failures = 0;  // of maintenance, since the start
    };
    [[nodiscard]] Usage usage();

  private:
    void run();
    [[nodiscard]] Result<ShelfPtr> open_files(Id<Organisation> organisation);
    [[nodiscard]] Result<ShelfPtr> open_database(Id<Organisation> organisation);
    // Two may open one at once; the first stays.
    [[nodiscard]] ShelfPtr keep(Id<Organisation> organisation, std::unique_ptr<DatabaseStore> store);
    [[nodiscard]] const DatabaseStore* known_database(Id<Organisation> organisation);
    [[nodiscard]] ShelfPtr known(Id<Organisation> organisation);
    [[nodiscard]] DatabaseStoreOptions database_options();
    void wake();
    [[nodiscard]] Result<> maintain(Shelf& shelf);
    [[nodiscard]] timeseries::Retention keep_from() const;
    [[nodiscard]] Result<> retain(Shelf& shelf);
    // What is nobody's in particular.
    [[nodiscard]] Result<> retain_rest();
    [[nodiscard]] std::vector<ShelfPtr> all();

    const ShelfOptions options_;
    store::Store& store_;
    const Clock& clock_;
    std::mutex mutex_;  // of all below
    std::condition_variable wake_;
    std::unordered_map<std::int64_t, ShelfPtr> shelves_;
    std::unordered_map<std::int64_t, DatabaseStore*> databases_;  // of the shelves above, where they are that
    std::uint64_t failures_ = 0;
    bool is_due_ = false;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace dengyun::telemetry
