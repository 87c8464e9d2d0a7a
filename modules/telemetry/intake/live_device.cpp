#include "modules/telemetry/intake/live_device.h"

namespace dengyun::telemetry {
namespace {

constexpr meta::Choice ways[] = {{"line_protocol", {"行协议", "Line protocol"}},
                                 {"json", {"JSON（HTTP）", "JSON over HTTP"}},
                                 {"mqtt", {"MQTT", "MQTT"}},
                                 {"sparkplug", {"Sparkplug B", "Sparkplug B"}}};
constexpr meta::Choices way_choices{"telemetry_way", ways};

}  // namespace

const meta::Choices& choices_of(Way) { return way_choices; }

void LiveDevice::refuse(Refused refused) {
    const std::lock_guard lock(mutex_);
    traffic_.refused++;
    refusals_.push_front(std::move(refused));
    if (refusals_.size() > refusals_kept) refusals_.pop_back();
}

void LiveDevice::note_message(Instant at, Way way, std::size_t values) {
    const std::lock_guard lock(mutex_);
    traffic_.messages++;
    traffic_.values += values;
    traffic_.message_at = at;
    traffic_.message_way = way;
}

void LiveDevice::note_connected(Instant at, std::string address) {
    const std::lock_guard lock(mutex_);
    traffic_.connected_at = at;
    traffic_.address = std::move(address);
    traffic_.connections++;
}

void LiveDevice::note_disconnected(Instant at) {
    const std::lock_guard lock(mutex_);
    traffic_.disconnected_at = at;
    if (traffic_.connections > 0) traffic_.connections--;
}

Traffic LiveDevice::traffic() const {
    const std::lock_guard lock(mutex_);
    return traffic_;
}

std::deque<Refused> LiveDevice::refusals() const {
    const std::lock_guard lock(mutex_);
    return refusals_;
}

std::shared_ptr<const Device> LiveDevice::row() const {
    const std::lock_guard lock(mutex_);
    return row_;
}

void LiveDevice::set_row(std::shared_ptr<const Device> row, std::uint64_t generation) {
    const std::lock_guard lock(mutex_);
    row_ = std::move(row);
    row_generation_ = generation;
}

std::uint64_t LiveDevice::row_generation() const {
    const std::lock_guard lock(mutex_);
    return row_generation_;
}

std::unique_ptr<timeseries::LineWriter> LiveDevice::take_writer() {
    const std::lock_guard lock(mutex_);
    if (writers_.empty()) return nullptr;
    auto writer = std::move(writers_.back());
    writers_.pop_back();
    return writer;
}

void LiveDevice::give_back(std::unique_ptr<timeseries::LineWriter> writer) {
    const std::lock_guard lock(mutex_);
    if (writers_.size() < writers_kept) writers_.push_back(std::move(writer));
}

}  // namespace dengyun::telemetry
