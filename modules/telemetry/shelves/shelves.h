#pragma once
// Where the organisations' series lie: each has a time-series store of its own, in a folder of its own, so that quota
// and retention are its own, nobody's rows stand beside a stranger's, and a folder can be given away or deleted as it
// is. A store is opened when it is first needed. One thread flushes, merges and gives up for all of them. Thread-safe.
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "engines/timeseries/store.h"
#include "kernel/base/clock.h"
#include "kernel/base/id.h"

namespace dengyun::telemetry {

struct Device;

struct ShelfOptions {
    std::filesystem::path folder;
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
    explicit Shelf(std::unique_ptr<timeseries::Files> files) : files_(std::move(files)) {}

    [[nodiscard]] timeseries::Store& store() { return *store_; }
    [[nodiscard]] std::vector<timeseries::GroupNumber> groups_of(Id<Device> device);

  private:
    friend class Shelves;
    std::unique_ptr<timeseries::Files> files_;
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
    Shelves(ShelfOptions options, const Clock& clock);
    ~Shelves();
    Shelves(const Shelves&) = delete;
    Shelves& operator=(const Shelves&) = delete;

    // Opened or made. Errors: as timeseries::Store::open.
    [[nodiscard]] Result<ShelfPtr> open(Id<Organisation> organisation);
    // null where nothing was ever written. Errors: as above.
    [[nodiscard]] Result<ShelfPtr> find(Id<Organisation> organisation);

    void start();  // the thread
    void stop();   // idempotent
    // What the thread does once: everything due, and retention. For tests.
    [[nodiscard]] Result<> tidy();

    struct Usage {
        std::size_t organisations = 0;
        std::uint64_t bytes = 0;
        std::uint64_t failures = 0;  // of maintenance, since the start
    };
    [[nodiscard]] Usage usage();

  private:
    void run();
    [[nodiscard]] Result<> maintain(Shelf& shelf);
    [[nodiscard]] Result<> retain(Shelf& shelf);
    [[nodiscard]] std::vector<ShelfPtr> all();

    const ShelfOptions options_;
    const Clock& clock_;
    std::mutex mutex_;  // of all below
    std::condition_variable wake_;
    std::unordered_map<std::int64_t, ShelfPtr> shelves_;
    std::uint64_t failures_ = 0;
    bool is_due_ = false;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace dengyun::telemetry
