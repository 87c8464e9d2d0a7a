#pragma once
// Watching: every enabled rule follows its points as they are written, and the clock; what changes becomes alarms. The
// rules of an organisation are read again when its event log has grown. One thread; observing is quick. After a restart
// an alarm that is open goes on as it was.
#include <condition_variable>
#include <deque>
#include <set>
#include <thread>

#include "modules/telemetry/alarms/alarm.h"
#include "modules/telemetry/alarms/inputs.h"
#include "modules/telemetry/derived/known_points.h"
#include "modules/telemetry/derived/zone_of.h"
#include "modules/telemetry/intake/intake.h"

namespace dengyun::telemetry {

class Watching {
  public:
    // All must outlive it.
    Watching(store::Store& store, Shelves& shelves, const Clock& clock, ZoneOf zone_of);
    ~Watching();
    Watching(const Watching&) = delete;
    Watching& operator=(const Watching&) = delete;

    // Rows that are durable now. From any thread.
    void observe(Id<Organisation> organisation, const timeseries::Batch& batch);
    void start();
    void stop();  // idempotent
    // What the thread does every second: rules that have changed, the clock, alarms. For tests.
    [[nodiscard]] Result<> run_due();
    [[nodiscard]] std::uint64_t changes() const { return changes_count_.load(); }

  private:
    // One rule on one device.
    struct Slot {
        std::shared_ptr<const AlarmRule> rule;
        std::shared_ptr<const Device> device;
        Watch watch;
        Inputs inputs;
        timeseries::Time reach = 0;  // what of the past it has to know when its first point is found
    };
    using Key = std::pair<std::int64_t, std::int64_t>;  // rule, device
    struct Plan {
        std::map<Key, Slot> slots{};
        std::unordered_map<timeseries::GroupNumber, std::vector<Slot*>> by_group{};
    };
    struct Change {
        std::shared_ptr<const AlarmRule> rule;
        std::shared_ptr<const Device> device;
        Watch::Change change;
    };
    struct Loaded {
        std::vector<std::shared_ptr<const AlarmRule>> rules{};
        std::vector<std::shared_ptr<const Device>> devices{};
        std::vector<DerivedPtr> derived{};
        std::set<std::string> open{};  // keys of alarms whose condition holds
    };
    [[nodiscard]] Result<Loaded> load(Id<Organisation> organisation);
    [[nodiscard]] Result<> reload(Id<Organisation> organisation);
    // nullopt: an expression that cannot be read any more.
    [[nodiscard]] static std::optional<Slot> make_slot(std::shared_ptr<const AlarmRule> rule,
                                                       std::shared_ptr<const Device> device, const Loaded& loaded,
                                                       Shelf* shelf, std::shared_ptr<const TimeZone> zone,
                                                       timeseries::Time now);
    static void remember(Slot& slot, Shelf& shelf, timeseries::Time now);
    static void place(Plan& plan, Shelf& shelf, timeseries::Time now);
    static void index(Plan& plan);
    void note(const Slot& slot, const std::vector<Watch::Change>& changes);  // with mutex_
    [[nodiscard]] Result<> write_changes();
    void run();

    store::Store& store_;
    Shelves& shelves_;
    const Clock& clock_;
    const ZoneOf zone_of_;
    std::mutex mutex_;  // of all below
    std::condition_variable wake_;
    std::unordered_map<std::int64_t, Plan> plans_;
    std::set<std::int64_t> grown_;  // organisations whose log has grown
    std::deque<Change> pending_;
    bool is_first_ = true;
    bool is_stopping_ = false;
    std::mutex running_;  // one turn at a time
    std::atomic<std::uint64_t> changes_count_ = 0;
    std::shared_ptr<void> listening_;
    std::thread thread_;
};

// In a unit of the device's organisation: what the change makes of its alarm.
[[nodiscard]] Result<> apply_change(store::Unit& unit, const AlarmRule& rule, const Device& device,
                                    const Watch::Change& change);
// What goes with a move of an alarm.
[[nodiscard]] Result<> before_alarm_move(store::Unit& unit, Alarm& alarm, std::int64_t action);

}  // namespace dengyun::telemetry
