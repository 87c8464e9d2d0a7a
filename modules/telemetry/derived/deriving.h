#pragma once
// Deriving: calculates derived points as the values that they use come in, and writes them into the series "derived" of
// the device. Values that come late, up to a day, have what follows them calculated again. One thread; observing is
// quick, and costs an organisation without derived points one look into a table.
#include <condition_variable>
#include <set>
#include <thread>

#include "kernel/store/store.h"
#include "modules/telemetry/alarms/inputs.h"
#include "modules/telemetry/derived/known_points.h"
#include "modules/telemetry/derived/zone_of.h"

namespace dengyun::telemetry {

// Late values, and those from before a derived point was made, count for so long.
inline constexpr timeseries::Time recomputed_time = 86'400'000'000'000;
inline constexpr std::size_t recomputed_rows_max = 200'000;

class Deriving {
  public:
    struct Needs {
        store::Store& store;
        Shelves& shelves;
        const Clock& clock;
        ZoneOf zone_of;
        // Told when calculated rows are durable.
        std::function<void(Id<Organisation>, std::span<const Id<Device>>, const timeseries::Batch&)> on_written;
    };
    // All must outlive it.
    explicit Deriving(Needs needs);
    ~Deriving();
    Deriving(const Deriving&) = delete;
    Deriving& operator=(const Deriving&) = delete;

    // Rows that are durable now. From any thread.
    void observe(Id<Organisation> organisation, const timeseries::Batch& batch);
    void start();
    void stop();  // idempotent
    // What the thread does: points that have changed, late values, writing. For tests.
    [[nodiscard]] Result<> run_due();

  private:
    struct Source {
        std::size_t index = 0;  // of an input, or of a derived point
        bool is_derived = false;
    };
    struct Point {
        ArrangedPoint arranged;
        std::vector<Source> sources;  // of the points of its program
        expressions::Evaluator evaluator;
        timeseries::ColumnNumber column{};
    };
    // The derived points of one device.
    struct Slot {
        Device device;
        std::vector<std::pair<Id<DerivedPoint>, std::int64_t>> versions{};
        std::vector<Point> points{};
        Inputs inputs;
        timeseries::Time reach = 0;
        timeseries::GroupNumber group{};
        std::optional<timeseries::Time> dirty_from{};  // to be calculated again from here
    };
    struct Plan {
        std::map<std::int64_t, Slot> slots{};  // by device
        std::unordered_map<timeseries::GroupNumber, Slot*> by_group{};
        timeseries::Batch pending{};
        std::set<std::int64_t> devices{};  // with rows in it
    };
    [[nodiscard]] Result<> reload(Id<Organisation> organisation);
    [[nodiscard]] Result<std::optional<Slot>> make_slot(const Device& device, std::span<const DerivedPtr> derived,
                                                        Shelf& shelf, std::shared_ptr<const TimeZone> zone) const;
    [[nodiscard]] Result<> recompute(Plan& plan, Slot& slot, Shelf& shelf, timeseries::Time now);
    [[nodiscard]] Result<> place(Plan& plan, Shelf& shelf, timeseries::Time now);
    [[nodiscard]] Result<> write(Id<Organisation> organisation);
    // Values of the row are added to `out`; false where the row came late for one of the points.
    static bool calculate(Slot& slot, timeseries::Time at, std::span<const Watch::Heard> heard,
                          std::vector<timeseries::Value>& out);
    static void index(Plan& plan);
    void run();

    const Needs needs_;
    std::mutex mutex_;  // of all below
    std::condition_variable wake_;
    std::unordered_map<std::int64_t, Plan> plans_;
    std::set<std::int64_t> grown_;
    bool has_pending_ = false;
    bool is_first_ = true;
    bool is_stopping_ = false;
    std::mutex running_;  // one turn at a time
    std::shared_ptr<void> listening_;
    std::thread thread_;
};

}  // namespace dengyun::telemetry
