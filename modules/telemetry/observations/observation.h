#pragma once
// An observation: what the device of a machine told between two moments, for who compares it with what people say.
#include "kernel/store/unit.h"
#include "modules/telemetry/devices/device.h"

namespace dengyun::telemetry {

// Absent: the device has no such point, or told nothing of it.
struct Observation {
    Id<Device> device_id{};
    bool has_data = false;             // anything was told in the interval
    std::optional<double> cycles;      // how far its count point rose, resets handled
    std::optional<double> running_s;   // in a state that means running
    double known_s = 0;                // in which the state is known
    std::optional<double> power_kw;    // mean of the first point in kW
    std::optional<double> energy_kwh;  // how far the first counter in kWh rose
    std::optional<double> planned_cycle_s;
};

// The device that is to tell of a machine: an active one that is no gateway, with a profile that counts or has a state
// before others, the oldest first. The scope must see the machine's organisation.
[[nodiscard]] Result<std::optional<Device>> device_of_machine(store::Reader& reader, Id<Organisation> organisation,
                                                              Id<capacity::Machine> machine);

}  // namespace dengyun::telemetry
