#include "modules/telemetry/devices/device.h"

namespace dengyun::telemetry {
namespace {

constexpr std::string_view lead = "dyd_";
constexpr std::size_t hint_bytes = 6;     // 8 characters
constexpr std::size_t secret_bytes = 24;  // 32 characters
constexpr std::size_t hint_length = 8;
constexpr std::size_t token_length = lead.size() + hint_length + 1 + 32;

// The fields of both descriptions, in their order; the second shows the token as well.
template <class E, std::same_as<meta::Field>... More>
constexpr auto device_fields(More... more) {
    using meta::field;
    return meta::record<E>(
        field<&Device::name, E>("name", {"名称", "Name"},
                                {.flags = meta::required | meta::searchable | meta::sortable, .length_max = 100}),
        field<&Device::machine_id, E>("machine_id", {"设备", "Machine"},
                                      {.flags = meta::filterable,
                                       .reference = "machine",
                                       .help = {"不填：独立的仪表或网关", "None: a meter or gateway of its own"}}),
        field<&Device::line, E>("line", {"产线", "Line"},
                                {.flags = meta::filterable | meta::searchable, .length_max = 60}),
        field<&Device::profile, E>("profile", {"设备模板", "Profile"}, {.flags = meta::filterable, .length_max = 60}),
        field<&Device::is_gateway, E>(
            "is_gateway", {"网关", "Gateway"},
            {.flags = meta::filterable, .help = {"可以代其他设备上报", "May report for other devices"}}),
        field<&Device::gateway_id, E>("gateway_id", {"所属网关", "Behind gateway"},
                                      {.flags = meta::read_only | meta::filterable, .reference = "device"}),
        field<&Device::is_active, E>(
            "is_active", {"启用", "Active"},
            {.flags = meta::filterable, .help = {"停用后拒绝其数据", "Its data are refused while it is off"}}),
        field<&Device::ideal_cycle_ms, E>(
            "ideal_cycle_ms", {"标准节拍（毫秒）", "Planned cycle (ms)"},
            {.min = 1,
             .max = 86'400'000,
             .help = {"做一件的计划时间，用来算性能率", "Planned time for one item; the effectiveness needs it"}}),
        field<&Device::shared_attributes, E>("shared_attributes", {"下发属性", "Shared attributes"},
                                             {.length_max = attributes_length_max, .format = meta::Format::json}),
        field<&Device::client_attributes, E>(
            "client_attributes", {"设备属性", "Client attributes"},
            {.flags = meta::read_only, .length_max = attributes_length_max, .format = meta::Format::json}),
        field<&Device::token_hint, E>("token_hint", {"令牌标识", "Token hint"},
                                      {.flags = meta::read_only, .length_max = 20}),
        field<&Device::token_hash, E>("token_hash", {"令牌散列", "Token hash"}, {.flags = meta::internal}),
        field<&Device::token_at, E>("token_at", {"令牌签发时间", "Token issued"}, {.flags = meta::read_only}), more...);
}

constexpr auto stored_fields = device_fields<Device>();
constexpr auto shown_fields = device_fields<DeviceWithToken>(
    meta::field<&DeviceWithToken::token>("token", {"设备令牌", "Device token"}, {.flags = meta::read_only}));

constexpr std::string_view by_name[] = {"name"};
constexpr std::string_view by_hint[] = {"token_hint"};
constexpr meta::Index indexes[] = {
    {.name = "device_name", .columns = by_name, .unique = true},
    {.name = "device_token_hint", .columns = by_hint, .unique = true, .across_organisations = true}};

}  // namespace

constinit const meta::Entity Device::description{.name = "device",
                                                 .label = {"联网设备", "Device"},
                                                 .fields = stored_fields,
                                                 .indexes = indexes,
                                                 .title_field = "name"};
constinit const meta::Entity DeviceWithToken::description{.name = "device_with_token",
                                                          .label = {"联网设备及其令牌", "Device with its token"},
                                                          .fields = shown_fields,
                                                          .title_field = "name",
                                                          .stored = false};

Result<> check_room(store::Reader& reader) {
    const std::array parameters{meta::Scalar(reader.scope().organisation().value)};
    std::int64_t rows = 0;
    DENGYUN_CHECK(reader.query("SELECT COUNT(*) FROM device WHERE organisation_id = ?", parameters,
                               [&](const store::Row& row) { rows = row.integer(0); }));
    return rows < devices_max ? Result<>{} : fail(ErrorKind::limit, "device.too_many");
}

std::string new_token_hint(Random& random) { return random.token(hint_bytes); }
std::string new_token(std::string_view hint, Random& random) {
    return std::string(lead) + std::string(hint) + '_' + random.token(secret_bytes);
}
std::string_view hint_of(std::string_view token) {
    if (token.size() != token_length || !token.starts_with(lead) || token[lead.size() + hint_length] != '_') return {};
    return token.substr(lead.size(), hint_length);
}

}  // namespace dengyun::telemetry
