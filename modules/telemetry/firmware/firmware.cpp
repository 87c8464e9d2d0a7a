#include "modules/telemetry/firmware/firmware.h"

#include "modules/telemetry/profiles/profile.h"

namespace dengyun::telemetry {
namespace {

using meta::field;
constexpr unsigned told = meta::read_only;
constexpr unsigned given = meta::required | meta::immutable;

using F = Firmware;
constexpr auto firmware_fields = meta::record<F>(
    field<&F::title>("title", {"固件", "Firmware"},
                     {.flags = given | meta::searchable | meta::filterable, .length_max = 100}),
    field<&F::firmware_version>("firmware_version", {"固件版本", "Version"}, {.flags = given, .length_max = 60}),
    field<&F::profile>("profile", {"适用模板", "For profile"}, {.flags = given | meta::filterable, .length_max = 60}),
    field<&F::file_id>("file_id", {"固件文件", "File"},
                       {.flags = given, .format = meta::Format::file, .reference = "stored_file"}),
    field<&F::size_bytes>("size_bytes", {"大小（字节）", "Size (bytes)"}, {.flags = told}),
    field<&F::sha256>("sha256", {"SHA-256", "SHA-256"}, {.flags = told}),
    field<&F::note>("note", {"说明", "Note"},
                    {.flags = meta::immutable, .length_max = 500, .format = meta::Format::multiline}));
constexpr std::string_view by_version[] = {"title", "firmware_version"};
constexpr meta::Index firmware_indexes[] = {{.name = "firmware_by_version", .columns = by_version, .unique = true}};

using D = DeviceFirmware;
constexpr auto device_fields = meta::record<D>(
    field<&D::device_id>("device_id", {"联网设备", "Device"},
                         {.flags = told | meta::filterable, .reference = "device"}),
    field<&D::title>("title", {"固件", "Firmware"}, {.flags = told, .length_max = 100}),
    field<&D::firmware_version>("firmware_version", {"固件版本", "Version"}, {.flags = told, .length_max = 60}),
    field<&D::told_at>("told_at", {"报告时间", "Told"}, {.flags = told}));
constexpr std::string_view by_device[] = {"device_id"};
constexpr meta::Index device_indexes[] = {{.name = "device_firmware_device", .columns = by_device, .unique = true}};

}  // namespace

constinit const meta::Entity Firmware::description{.name = "firmware",
                                                   .label = {"固件", "Firmware"},
                                                   .fields = firmware_fields,
                                                   .indexes = firmware_indexes,
                                                   .title_field = "title"};
constinit const meta::Entity DeviceFirmware::description{.name = "device_firmware",
                                                         .label = {"设备固件", "Firmware of a device"},
                                                         .fields = device_fields,
                                                         .indexes = device_indexes,
                                                         .title_field = "title"};

Result<std::optional<DeviceFirmware>> firmware_of(store::Reader& reader, Id<Device> device) {
    const std::array<meta::Scalar, 1> values{device.value};
    return reader.find_by<DeviceFirmware>("device_firmware_device", values);
}

Result<Firmware> add_firmware(store::Unit& unit, Firmware given_firmware) {
    std::vector<Issue> issues;
    if (find_profile(given_firmware.profile) == nullptr) issues.push_back({"profile", "unknown_profile"});
    const auto file = unit.find(given_firmware.file_id);
    if (!file || file->organisation_id != unit.scope().organisation())
        issues.push_back({"file_id", "unknown_reference"});
    else if (file->size_bytes == 0 || file->size_bytes > firmware_bytes_max)
        issues.push_back({"file_id", "too_large", std::to_string(firmware_bytes_max)});
    if (!issues.empty()) return fail(ErrorKind::invalid, "request.invalid", std::move(issues));
    const std::array<meta::Scalar, 1> values{unit.scope().organisation().value};
    std::int64_t rows = 0;
    DENGYUN_CHECK(unit.query("SELECT COUNT(*) FROM firmware WHERE organisation_id = ?", values,
                             [&](const store::Row& row) { rows = row.integer(0); }));
    if (rows >= firmware_max) return fail(ErrorKind::limit, "firmware.too_many");
    given_firmware.size_bytes = file->size_bytes;
    given_firmware.sha256 = file->sha256;
    return unit.insert(std::move(given_firmware));
}

}  // namespace dengyun::telemetry
