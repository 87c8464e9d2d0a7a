#pragma once
// What this process knows of a device while it runs: how it fares on the network, what was refused and why, and how
// its series are written. Everything is bounded. Thread-safe.
#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "engines/timeseries/line_protocol/line_writer.h"
#include "modules/telemetry/devices/device.h"
#include "modules/telemetry/shelves/shelves.h"

namespace dengyun::telemetry {

inline constexpr std::size_t refusals_kept = 50;  // of a device
inline constexpr std::size_t writers_kept = 4;    // of a device

enum class Way { line_protocol, json, mqtt, sparkplug };
const meta::Choices& choices_of(Way);

// Something that was not taken.
struct Refused {
    Instant at{};
    Way way = Way::json;
    std::string code;   // a key of the message catalogue
    std::string where;  // the point, line or topic
};

struct Traffic {
    std::uint64_t messages = 0;  // since the process started
    std::uint64_t values = 0;
    std::uint64_t refused = 0;
    std::optional<Instant> message_at;
    std::optional<Way> message_way;
    std::optional<Instant> connected_at;  // by MQTT
    std::optional<Instant> disconnected_at;
    std::string address;  // of the last connection
    std::int64_t connections = 0;
};

struct LiveDevice {
    LiveDevice(Id<Device> own_id, Id<Organisation> owner) : id(own_id), organisation(owner) {}

    const Id<Device> id;
    const Id<Organisation> organisation;
    std::atomic<std::uint64_t> stamp = 0;  // rises with everything that is written

    void refuse(Refused refused);
    void note_message(Instant at, Way way, std::size_t values);
    void note_connected(Instant at, std::string address);
    void note_disconnected(Instant at);
    [[nodiscard]] Traffic traffic() const;
    [[nodiscard]] std::deque<Refused> refusals() const;  // newest first

    [[nodiscard]] std::shared_ptr<const Device> row() const;
    void set_row(std::shared_ptr<const Device> row, std::uint64_t generation);
    [[nodiscard]] std::uint64_t row_generation() const;

    // Writers of lines: one for each request at a time.
    [[nodiscard]] std::unique_ptr<timeseries::LineWriter> take_writer();  // null: make one
    void give_back(std::unique_ptr<timeseries::LineWriter> writer);

    // Where the points of its JSON go.
    struct Column {
        timeseries::ColumnNumber number{};
        timeseries::ColumnType type{};
    };
    struct Telemetry {
        std::mutex mutex;
        bool is_ready = false;  // the columns of its profile are made
        timeseries::GroupNumber group{};
        timeseries::Time arrived_at = 0;  // of the last reading without a time: two of them never share one
        std::map<std::string, Column, std::less<>> columns{};
    };
    Telemetry telemetry;

  private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Device> row_;
    std::uint64_t row_generation_ = 0;
    Traffic traffic_;
    std::deque<Refused> refusals_;
    std::vector<std::unique_ptr<timeseries::LineWriter>> writers_;
};
using LivePtr = std::shared_ptr<LiveDevice>;

}  // namespace dengyun::telemetry
