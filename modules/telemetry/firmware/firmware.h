#pragma once
// Firmware: a file for the devices of one profile, under a title and a version, as ThingsBoard names it to a device.
// Never changed once it is there.
#include "kernel/store/files.h"
#include "modules/telemetry/devices/device.h"

namespace dengyun::telemetry {

inline constexpr std::int64_t firmware_bytes_max = store::file_bytes_max;
inline constexpr std::int64_t firmware_max = 1'000;  // of an organisation

struct Firmware : meta::Record<Firmware> {
    std::string title;
    std::string firmware_version;
    std::string profile;  // of the devices that it is for
    Id<store::StoredFile> file_id{};
    std::int64_t size_bytes = 0;
    std::string sha256;  // lower-case hexadecimal
    std::string note;
    static const meta::Entity description;
};

// What a device last said that it runs.
struct DeviceFirmware : meta::Record<DeviceFirmware> {
    Id<Device> device_id{};
    std::string title;
    std::string firmware_version;
    Instant told_at{};
    static const meta::Entity description;
};
[[nodiscard]] Result<std::optional<DeviceFirmware>> firmware_of(store::Reader& reader, Id<Device> device);

// Completes and keeps what is given: the file must be one of the organisation's. Errors: invalid with issues; limit
// "firmware.too_many"; conflict "request.taken" (there is that version of that title).
[[nodiscard]] Result<Firmware> add_firmware(store::Unit& unit, Firmware given);

}  // namespace dengyun::telemetry
