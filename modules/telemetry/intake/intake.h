#pragma once
// Intake: who a token stands for, and how what a device sends gets into its organisation's store. What it answers as
// written is durable. Thread-safe; may wait for the database and the disk.
#include <shared_mutex>

#include "kernel/store/store.h"
#include "modules/telemetry/intake/live_device.h"
#include "modules/telemetry/intake/readings.h"

namespace dengyun::telemetry {

inline constexpr std::size_t series_max = 2'000;  // of the line protocol, of one device

struct IntakeStatistics {
    std::uint64_t messages, values, refused;  // refused: lines and values
};

class Intake {
  public:
    struct Needs {
        store::Store& store;
        Shelves& shelves;
        const Clock& clock;
        Random& random;
        // Told each batch of an organisation's rows when it is durable; from any thread, must be quick.
        std::function<void(Id<Organisation>, const timeseries::Batch&)> on_written{};
    };
    // All must outlive it.
    explicit Intake(Needs needs);
    Intake(const Intake&) = delete;
    Intake& operator=(const Intake&) = delete;

    // Errors: unauthenticated "device.unknown_token"; forbidden "device.inactive"; of the store. What is known of whose
    // token it was is told on that device's page.
    [[nodiscard]] Result<LivePtr> admit(std::string_view token, Way way);
    // What is known of a device that exists.
    [[nodiscard]] LivePtr live(Id<Organisation> organisation, Id<Device> device);
    // A device behind a gateway, made where it is new. Errors: invalid "device.bad_name"; conflict
    // "device.not_behind_gateway" (there is one of that name that is not); limit "device.too_many"; of the store.
    [[nodiscard]] Result<LivePtr> child(const LiveDevice& gateway, std::string_view name);

    // Lines that cannot be taken are told one by one and the others are written. Errors: as LineWriter::write.
    [[nodiscard]] Result<timeseries::LinesWritten> write_lines(const LivePtr& device, std::string_view text,
                                                               timeseries::Precision precision);
    // Puts readings into a batch that the caller appends to the device's shelf; answers how many values.
    // What it says of its firmware is kept at once. Errors: of the store; no value that cannot be taken is one, it is
    // told and counted in `readings`.
    [[nodiscard]] Result<std::size_t> add_readings(LiveDevice& device, Readings& readings, Way way,
                                                   timeseries::Batch& batch);
    // The same, and appends. Errors: as read_readings, add_readings, Store::append.
    [[nodiscard]] Result<Readings> write_json(const LivePtr& device, std::string_view text);
    // What follows when a batch is durable: once for each device in it, and once for the batch.
    void written(const LivePtr& device, Way way, std::size_t values);
    void tell(Id<Organisation> organisation, const timeseries::Batch& batch) const;

    // Merges what a device tells about itself. `done` is called on a thread of the store.
    // Errors: invalid "telemetry.bad_json", "device.attributes_too_long".
    void store_attributes(const LiveDevice& device, std::string json, store::Store::Done done);
    [[nodiscard]] Result<Device> read_row(const LiveDevice& device);

    [[nodiscard]] store::Store& store() { return needs_.store; }
    [[nodiscard]] Shelves& shelves() { return needs_.shelves; }
    [[nodiscard]] const Clock& clock() const { return needs_.clock; }
    [[nodiscard]] IntakeStatistics statistics() const;

  private:
    [[nodiscard]] Result<> refresh(LiveDevice& device);
    [[nodiscard]] Result<LivePtr> find_by_hint(std::string_view hint);
    [[nodiscard]] std::uint64_t generation(Id<Organisation> organisation) const;
    [[nodiscard]] Result<> take_firmware_words(const LiveDevice& device, const Readings& readings);
    [[nodiscard]] Result<> prepare(LiveDevice& device, timeseries::Catalogue& catalogue);
    [[nodiscard]] Result<timeseries::Value> value_for(LiveDevice& device, timeseries::Catalogue& catalogue,
                                                      const ReadValue& read);

    const Needs needs_;
    mutable std::shared_mutex mutex_;  // of the maps
    std::unordered_map<std::int64_t, LivePtr> by_id_;
    std::unordered_map<std::string, LivePtr> by_hint_;
    std::map<std::pair<std::int64_t, std::string>, LivePtr> children_;  // by gateway and name
    std::unordered_map<std::int64_t, std::uint64_t> generations_;       // of organisations: rises with their logs
    std::atomic<std::uint64_t> messages_ = 0;
    std::atomic<std::uint64_t> values_ = 0;
    std::atomic<std::uint64_t> refused_ = 0;
    std::shared_ptr<void> listening_;
};

}  // namespace dengyun::telemetry
