#include "modules/telemetry/shares/shared_stamps.h"

namespace dengyun::telemetry {

std::optional<std::vector<LivePtr>> SharedStamps::devices_of(Id<Organisation> organisation, Id<DeviceShare> share) {
    const std::lock_guard lock(mutex_);
    if (const auto known = known_.find(share.value); known != known_.end()) return known->second;
    const auto row =
        intake_.store().read<DeviceShare>(Scope::of(organisation, Actor{ActorKind::system, 0, "telemetry"}),
                                          [&](store::Reader& reader) { return reader.find(share); });
    if (!row) return std::nullopt;
    std::vector<LivePtr> devices;
    for (const auto& one : row->devices) devices.push_back(intake_.live(organisation, one.device_id));
    if (known_.size() >= shared_stamps_max) known_.clear();
    return known_[share.value] = std::move(devices);
}

std::optional<std::uint64_t> SharedStamps::of(Id<Organisation> organisation, Id<DeviceShare> share) {
    const auto devices = devices_of(organisation, share);
    if (!devices) return std::nullopt;
    std::uint64_t stamp = 0;
    for (const auto& device : *devices) stamp += device->stamp.load();
    return stamp;
}

}  // namespace dengyun::telemetry
